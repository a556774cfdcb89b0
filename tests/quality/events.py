"""Score the kinds of events: ``python -m tests.quality.events --corpus FILE``.

FILE is PLOVER's gold standard records. Each record is one event of a sentence, its words marked; it is compared with
the category of the statement that holds them. Half of the sentences, by a checksum, was held out while the rules were
made.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.events.acled import plover_category
from geodata.models import Claim
from tests.quality.marked import claims_of

OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Record:
    """One event: its sentence, the words that tell it, its category."""

    text: str
    words: tuple[str, ...]
    category: str

    @property
    def held_out(self) -> bool:
        """Whether the sentence was held out while the rules were made."""
        return zlib.crc32(self.text.encode()) % 2 == 1


def read_records(path: Path) -> list[Record]:
    """Read the records, old names of categories replaced."""
    data = json.loads(_TRAILING_COMMA.sub(r"\1", path.read_text(encoding="utf-8")))
    return [_record(item) for item in data if item["event"] != "DOCUMENT"]


def _record(item: Mapping[str, Any]) -> Record:
    words = tuple(_WORDS.findall(item.get("eventText", "").lower()))
    return Record(item["text"].strip(), words, OLD_NAMES.get(item["event"], item["event"]))


def category_of(record: Record) -> str | None:
    """Return the category of the statement that holds most of the event's words, its cue included."""
    claims = claims_of(record.text)
    best = max(claims, key=lambda claim: (_shared(record, claim), -claim.start), default=None)
    return plover_category(best) if best else None


def _shared(record: Record, claim: Claim) -> int:
    said = set(_WORDS.findall(f"{claim.cue or ''} {claim.text}".lower()))
    return len(said & set(record.words))


def report(records: Sequence[Record], found: Sequence[str | None]) -> Iterator[str]:
    """Yield the accuracy of both halves and, for each category, how many are right."""
    pairs = list(zip(records, found, strict=True))
    for name, half in (("developed on", False), ("held out", True)):
        right = [record.category == one for record, one in pairs if record.held_out == half]
        yield f"{name:14s} {sum(right) / max(1, len(right)):.4f}  ({sum(right)} of {len(right)})"
    wanted = Counter(record.category for record in records)
    given = Counter(found)
    right_ones = Counter(record.category for record, one in pairs if record.category == one)
    for category, number in wanted.most_common():
        share = f"{right_ones[category]:3d} right of {number:3d}, {given[category]:3d} given"
        yield f"  {category:10s} {share}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.events", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="PLOVER's gold standard records")
    parser.add_argument("--show", action="store_true", help="list what is read otherwise in the half developed on")
    options = parser.parse_args(arguments)
    records = read_records(options.corpus)
    found = [category_of(record) for record in records]
    for record, one in zip(records, found, strict=True):
        if options.show and not record.held_out and record.category != one:
            sys.stdout.write(f"{one} for {record.category} {' '.join(record.words)}: {record.text}\n")
    sys.stdout.writelines(f"{line}\n" for line in report(records, found))


if __name__ == "__main__":
    main()
