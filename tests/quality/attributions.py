"""Score who says what on a corpus: ``python -m tests.quality.attributions --corpus FILE``.

FILE is JSON Lines: ``{"id", "text", "attributions": [{"source": [[s, e], ...], "cue": ..., "content": ...}]}``. A list
may be empty. Spans are half-open characters. Three readings:

chars     the characters, white space aside, that have a role;
exact     spans with the gold's very start and end, those of a role that touch joined first;
relation  attributions whose cue and source share a character with the gold's (or both lack it) and whose contents have
          half of the longer one's characters in common; one to one, the most alike first.

In such a gold the quotation marks around a content belong to it, and so does the "that" which opens it; the program's
contents have neither, so they are widened by them before they are compared. ``--bare`` leaves them as they are.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import geodata
from geodata.schema import Analysis, to_records
from tests.quality.measures import Share
from tests.quality.tables import Row, as_text

Span = tuple[int, int]
Attributed = Mapping[str, Sequence[Span]]
"""One attribution: the spans of each role."""

ROLES = ("source", "cue", "content")
LEAST_OVERLAP = 0.5  # share of the longer content that two contents of one attribution have in common
LONGEST_OPENING = 8  # characters before a content in which "that" and a mark are looked for
_OPENING = re.compile(r"(?:\bthat\s+)?[\"“‘'«]?$")
_CLOSING = re.compile(r"[,.?!]?(?:''|[\"”’'»])")


def attributions_of(analysis: Analysis, *, widened: bool = True) -> list[Attributed]:
    """Return the attributions of an analysis: the statements of one attribution share its source, cue and contents."""
    rows = {row["attribution_id"]: row for row in to_records(analysis.claims) if row["content_spans"]}
    text = analysis.article.text
    return [
        {
            "source": _span(row["speaker_start"], row["speaker_end"]),
            "cue": _span(row["cue_start"], row["cue_end"]),
            "content": [widen(text, *span) if widened else (span[0], span[1]) for span in row["content_spans"]],
        }
        for row in rows.values()
    ]


def _span(start: int | None, end: int | None) -> list[Span]:
    return [] if start is None or end is None else [(start, end)]


def widen(text: str, start: int, end: int) -> Span:
    """Return a content with the "that" before it and, where both stand there, the quotation marks around it."""
    before = _OPENING.search(text[max(0, start - LONGEST_OPENING) : start])
    opening = before.group() if before else ""
    closing = _CLOSING.match(text, end)
    if opening.endswith((" ", "\n")) or not opening:
        return start - len(opening), end
    return (start - len(opening), closing.end()) if closing else (start, end)


def score(texts: Iterable[tuple[str, Sequence[Attributed], Sequence[Attributed]]]) -> dict[str, Share]:
    """Return every figure over texts, each with the attributions found in it and those of the gold."""
    counts: Counter[tuple[str, str]] = Counter()
    for text, found, gold in texts:
        for role in ROLES:
            _count(counts, f"chars {role}", signs(_spans(found, role), text), signs(_spans(gold, role), text))
            _count(counts, f"exact {role}", joined(_spans(found, role), text), joined(_spans(gold, role), text))
        counts["relation", "right"] += relations(text, found, gold)
        counts.update({("relation", "given"): len(found), ("relation", "wanted"): len(gold)})
    names = dict.fromkeys(name for name, _ in counts)
    return {name: Share(counts[name, "right"], counts[name, "given"], counts[name, "wanted"]) for name in names}


def _spans(attributions: Sequence[Attributed], role: str) -> list[Span]:
    return [(start, end) for item in attributions for start, end in item.get(role) or ()]


def _count(counts: Counter[tuple[str, str]], name: str, found: set[Any], gold: set[Any]) -> None:
    counts.update({(name, "right"): len(found & gold), (name, "given"): len(found), (name, "wanted"): len(gold)})


def signs(spans: Iterable[Span], text: str) -> set[int]:
    """Return the offsets of the characters in spans, white space aside."""
    return {at for start, end in spans for at in range(start, end) if not text[at : at + 1].isspace()}


def joined(spans: Iterable[Span], text: str) -> set[Span]:
    """Return spans, those between which nothing but white space stands made one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and not text[whole[-1][1] : start].strip():
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return set(whole)


def relations(text: str, found: Sequence[Attributed], gold: Sequence[Attributed]) -> int:
    """Return how many attributions are those of the gold, one to one."""
    options = sorted(_options(_parts(text, found), _parts(text, gold)))
    used_found: set[int] = set()
    used_gold: set[int] = set()
    for _, one, other in options:
        if one not in used_found and other not in used_gold:
            used_found.add(one)
            used_gold.add(other)
    return len(used_found)


def _parts(text: str, attributions: Sequence[Attributed]) -> list[dict[str, set[int]]]:
    return [{role: signs(item.get(role) or (), text) for role in ROLES} for item in attributions]


def _options(
    found: Sequence[dict[str, set[int]]], gold: Sequence[dict[str, set[int]]]
) -> Iterator[tuple[float, int, int]]:
    """Yield the pairs that may be one attribution, with how much their contents differ."""
    for number, one in enumerate(found):
        for other, wanted in enumerate(gold):
            longest = max(len(one["content"]), len(wanted["content"]))
            overlap = len(one["content"] & wanted["content"]) / longest if longest else 1.0
            agree = all(one[role] & wanted[role] or not (one[role] or wanted[role]) for role in ("cue", "source"))
            if overlap >= LEAST_OVERLAP and agree:
                yield -overlap, number, other


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = _parser().parse_args(arguments)
    lines = options.corpus.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in islice(filter(str.strip, lines), options.limit)]
    found = {
        record["id"]: attributions_of(geodata.analyze(record["text"]), widened=not options.bare) for record in records
    }
    if options.out:
        rows = (json.dumps({"id": key, "attributions": items}) for key, items in found.items())
        options.out.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    figures = score((record["text"], found[record["id"]], record["attributions"]) for record in records)
    sys.stdout.write(as_text(f"Attributions, {len(records)} texts", [_row(*item) for item in figures.items()]))


def _row(name: str, share: Share) -> Row:
    return {"reading": name, "P": share.precision, "R": share.recall, "F1": share.f1}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.attributions", description="Score who says what.")
    parser.add_argument("--corpus", type=Path, required=True, help="JSON Lines with texts and their attributions")
    parser.add_argument("--out", type=Path, help="where to keep what was found")
    parser.add_argument("--limit", type=int, help="only the first so many texts")
    parser.add_argument("--bare", action="store_true", help="compare contents as they are")
    return parser


if __name__ == "__main__":
    main()
