"""Score who is who among the sources: ``python -m tests.quality.sources``.

A table of our own: texts with the namings of their sources in brackets, and which of them are one source and one camp.
A text is right when its namings fall into just those groups. ``--show`` lists what is read otherwise.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geodata.attribution.speakers import SpeakerBook
from geodata.ingest import make_article
from geodata.language.phrases import SentenceWords
from geodata.text import make_document
from tests.quality.marked import FOLDER

TABLE = "sources.tsv"
NOT_ASKED = "-"
_MARKED = re.compile(r"\[(.*?)\]")


@dataclass(frozen=True)
class Case:
    """A text, where its sources are named, and how they are grouped into speakers and camps."""

    text: str
    namings: tuple[tuple[int, int], ...]
    who: str
    camps: str


def read_cases() -> list[Case]:
    """Read the table."""
    lines = (FOLDER / TABLE).read_text(encoding="utf-8").splitlines()
    return [_case(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def _case(marked: str, who: str, camps: str) -> Case:
    # each bracket before a naming shifts it by one
    spans = [(found.start(1), found.end(1)) for found in _MARKED.finditer(marked)]
    moved = tuple((start - 2 * at - 1, end - 2 * at - 1) for at, (start, end) in enumerate(spans))
    return Case(marked.replace("[", "").replace("]", ""), moved, who, camps)


def grouped(case: Case) -> tuple[str, str]:
    """Return the groups of speakers and of camps that the engine makes of the namings of a text."""
    document = make_document(make_article(case.text))
    book = SpeakerBook(document, [SentenceWords(document, sentence) for sentence in document.sentences])
    ids = [book.speaker_of(span) for span in case.namings]
    camps = {speaker.speaker_id: speaker.camp for speaker in book.speakers()}
    return _letters(ids), _letters([str(camps[speaker_id]) for speaker_id in ids]).lower()


def _letters(keys: Sequence[str]) -> str:
    order = list(dict.fromkeys(keys))
    return "".join(chr(ord("A") + order.index(key)) for key in keys)


def wrong_in(case: Case) -> dict[str, str]:
    """Return what is grouped otherwise than in the gold."""
    who, camps = grouped(case)
    read = {"who": (who, case.who), "camps": (camps, case.camps)}
    return {name: f"{value} for {gold}" for name, (value, gold) in read.items() if gold not in (NOT_ASKED, value)}


def measure() -> dict[str, float]:
    """Return the share of texts whose speakers, and whose camps, are grouped right."""
    cases = read_cases()
    faults = [wrong_in(case) for case in cases]
    asked = [fault for case, fault in zip(cases, faults, strict=True) if case.camps != NOT_ASKED]
    return {
        "who": sum("who" not in fault for fault in faults) / len(cases),
        "camps": sum("camps" not in fault for fault in asked) / len(asked),
    }


def review() -> Iterator[str]:
    """Yield one line for each text that is grouped otherwise."""
    for case in read_cases():
        wrong = wrong_in(case)
        if wrong:
            yield f"{case.text}  [{', '.join(f'{name} {value}' for name, value in wrong.items())}]"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.sources", description=__doc__)
    parser.add_argument("--show", action="store_true", help="list what is read otherwise")
    if parser.parse_args(arguments).show:
        sys.stdout.writelines(f"{line}\n" for line in review())
    sys.stdout.writelines(f"{name:8s} {value:.4f}\n" for name, value in measure().items())


if __name__ == "__main__":
    main()
