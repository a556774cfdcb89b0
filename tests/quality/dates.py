"""Score the dates: ``python -m tests.quality.dates [--corpus FILE]``.

Without a corpus: the table of expressions in their sentences, read as the page reads them. FILE is JSON Lines in the
form of TempEval-3: ``{"id", "published", "text", "timexes": [{"start", "end", "value"}]}``; found are all
expressions of time, strictly (the same span) and in a relaxed way (any overlap), and the value of those that are found.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geodata.certainty import judge
from geodata.dates import LOOKING_AHEAD
from geodata.ingest import make_article
from geodata.language.phrases import SentenceWords
from geodata.language.timex import Timex, find_expressions
from geodata.models import Document
from geodata.text import make_document
from tests.quality.marked import Row, claim_at, read_table
from tests.quality.measures import Share
from tests.quality.sentences import date_of
from tests.quality.timex3 import core, value_of

TABLE = "dates.tsv"


@dataclass(frozen=True)
class Found:
    """One expression: its span and its value."""

    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Tally:
    """Counts of one text or, added up, of a corpus."""

    strict: Share
    relaxed: Share
    values: Share

    def __add__(self, other: Tally) -> Tally:
        return Tally(*map(_sum, (self.strict, self.relaxed, self.values), (other.strict, other.relaxed, other.values)))


def _sum(one: Share, other: Share) -> Share:
    return Share(one.right + other.right, one.given + other.given, one.wanted + other.wanted)


# --- the table --------------------------------------------------------------------------------------------------------


def read_days(row: Row) -> str:
    """Return how the engine dates the statement of a row."""
    claim = claim_at(row)
    written = date_of(claim) if claim else "-"
    return "none" if written == "-" else written


def is_right(row: Row, read: str) -> bool:
    """Tell whether a reading is one of the allowed; what hangs on another event has no calendar day."""
    allowed = row.answers[0].split("/")
    return read in allowed or (read == "vague" and "event" in allowed)


def share_of_table(answer: Callable[[Row], str]) -> tuple[float, list[str]]:
    """Return the share of right answers over the table, and a line for each wrong one."""
    rows = read_table(TABLE)
    wrong = [f"{row.text}  [{answer(row)} for {row.answers[0]}]" for row in rows if not is_right(row, answer(row))]
    return 1 - len(wrong) / len(rows), wrong


# --- a corpus ---------------------------------------------------------------------------------------------------------


def find_values(text: str, published: date) -> list[Found]:
    """Return all expressions of time of a text with their values."""
    document = make_document(make_article(text))
    return [_found(document, timex, published) for timex in find_expressions(text, 0, len(text)) if _counts(timex)]


def _counts(timex: Timex) -> bool:
    """Tell whether ISO-TimeML marks an expression at all: no names, and no "shortly before"."""
    hangs = timex.kind == "event" and timex.part("dir") is not None
    return timex.kind != "name" and not (hangs and not timex.part("count") and not timex.part("many"))


def _found(document: Document, timex: Timex, published: date) -> Found:
    start, end = core(document.text, timex)
    ahead = _looks_ahead(document, timex)
    return Found(start, end, value_of(document.text, timex, published, ahead=ahead))


def _looks_ahead(document: Document, timex: Timex) -> bool:
    sentence = document.sentence_at(timex.start)
    if sentence is None:
        return False
    words = SentenceWords(document, sentence)
    return judge(words, 0, len(words.words)).realis in LOOKING_AHEAD


def score(found: Sequence[Found], gold: Sequence[Found]) -> Tally:
    """Score the expressions of one text: each gold one is paired with the found one that shares most with it."""
    spans = {(item.start, item.end) for item in found}
    strict = sum((item.start, item.end) in spans for item in gold)
    pairs = list(_pairs(found, gold))
    right = sum(one.value == other.value for one, other in pairs)
    return Tally(
        Share(strict, len(found), len(gold)),
        Share(len(pairs), len(found), len(gold)),
        Share(right, len(pairs), len(gold)),
    )


def _pairs(found: Sequence[Found], gold: Sequence[Found]) -> Iterator[tuple[Found, Found]]:
    left = list(found)
    for wanted in gold:
        shared = [(min(item.end, wanted.end) - max(item.start, wanted.start), item) for item in left]
        best = max(shared, key=lambda pair: pair[0], default=(0, None))
        if best[0] > 0 and best[1]:
            left.remove(best[1])
            yield best[1], wanted


def _gold(record: Mapping[str, Any]) -> list[Found]:
    return [Found(item["start"], item["end"], item["value"]) for item in record["timexes"]]


def _review(record: Mapping[str, Any], found: Sequence[Found]) -> Iterator[str]:
    text, gold = record["text"], _gold(record)
    paired = list(_pairs(found, gold))
    for item in found:
        partner = next((other for one, other in paired if one is item), None)
        if partner is None:
            yield f"extra   {text[item.start : item.end]!r} {item.value}"
        elif (item.start, item.end) != (partner.start, partner.end) or item.value != partner.value:
            wanted = f"{text[partner.start : partner.end]!r} {partner.value}"
            yield f"other   {text[item.start : item.end]!r} {item.value} for {wanted}"
    met = {id(other) for _, other in paired}
    yield from (f"missed  {text[item.start : item.end]!r} {item.value}" for item in gold if id(item) not in met)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.dates", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="JSON Lines in the form of TempEval-3")
    parser.add_argument("--show", action="store_true", help="list what is read otherwise")
    options = parser.parse_args(arguments)
    lines = _corpus_report(options.corpus, show=options.show) if options.corpus else _table_report(show=options.show)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _table_report(*, show: bool) -> Iterator[str]:
    share, wrong = share_of_table(read_days)
    yield from wrong if show else ()
    yield f"right in the table         {share:.4f}"


def _corpus_report(path: Path, *, show: bool) -> Iterator[str]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    total = Tally(*[Share(0, 0, 0)] * 3)
    for record in records:
        found = find_values(record["text"], date.fromisoformat(record["published"]))
        total += score(found, _gold(record))
        yield from _review(record, found) if show else ()
    for name, share in (("strict", total.strict), ("relaxed", total.relaxed)):
        yield f"{name:8s} P {share.precision:.4f}  R {share.recall:.4f}  F1 {share.f1:.4f}"
    yield f"value of the found right   {total.values.precision:.4f}; F1 {total.values.f1:.4f}"


if __name__ == "__main__":
    main()
