"""Score the engine on a corpus of annotated place names: ``python -m tests.quality --corpus FILE``.

FILE is JSON Lines: ``{"id", "text", "toponyms": [{"start", "end", "lat", "lon", "geonameid"}]}``. Printed are, always
over all documents and as the mean over documents:

in short     F1 of all that follows, one line a system;
recognition  names found with the gold's very span, or with any overlap; by kind, recall counts gold names of a kind
             and precision what the engine called that kind;
gold spans   places chosen when the names are given (``geodata.resolve``);
end to end   places chosen from raw text: a name counts when it is found, by overlap, and placed right;
reach        a right place is among all that the gazetteer knows by the name; "of reached" is recall among those.

A place is right within 161 km, within 25 km, or by its GeoNames id. Demonyms and countries are recognised as
``tests/quality/traits.py`` says. ``--peers DIR`` scores files called ``NAME.CORPUS.jsonl`` beside it, with a bootstrap
over documents of the differences. ``--out`` keeps what was found in the same form.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.quality import report
from tests.quality.corpus import Answers, Text, peers_of, read_answers, read_corpus, write_answers
from tests.quality.outcomes import Outcome, only_kinds, outcomes_of
from tests.quality.reading import Read, read_corpus_with_engine
from tests.quality.report import Row, System
from tests.quality.tables import as_markdown, as_text

ENGINE = "dateline"
KINDS = ("literal", "associative", "demonym", "embedded", "coordinate")

Sections = dict[str, list[Row]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = _parser().parse_args(arguments)
    corpus = read_corpus(options.corpus, options.limit)
    read = read_corpus_with_engine(corpus, options.processes, tell_source=options.tell_source)
    if options.out:
        write_answers(options.out, {one.id: one.raw for one in read})
    ours = system_of(read, corpus, options.kinds)
    peers = {name: read_answers(path) for name, path in peers_of(options.peers, options.corpus).items()}
    sections = sections_of(ours, [_peer(name, corpus, found, options.kinds) for name, found in peers.items()])
    shown = {"In short": sections["In short"]} if options.brief else sections
    show(shown, as_markdown if options.markdown else as_text)
    if options.json:
        options.json.write_text(json.dumps(sections, indent=1) + "\n", encoding="utf-8")


def system_of(read: Sequence[Read], corpus: Sequence[Text], kinds: Sequence[str] = ()) -> System:
    """Compare what the engine read with the gold."""
    raw, on_gold = {one.id: one.raw for one in read}, {one.id: one.on_gold for one in read}
    return System(ENGINE, _kept(corpus, raw, kinds), _kept(corpus, on_gold, kinds), len(corpus))


def sections_of(ours: System, peers: Sequence[System]) -> Sections:
    """Return all figures."""
    sections = {
        "In short": report.in_short(ours, peers),
        "Recognition": report.recognition(ours),
        "Recognition by kind": report.by_kind(ours),
        "Resolution on gold spans": report.on_gold_spans(ours),
        "End to end": report.end_to_end(ours),
    }
    return sections | ({"Beside others": report.beside(ours, peers)} if peers else {})


def show(sections: Sections, write: Callable[[str, Sequence[Row]], str]) -> None:
    """Print the figures."""
    for title, rows in sections.items():
        sys.stdout.write(write(title, rows) + "\n")


def _peer(name: str, corpus: Sequence[Text], answers: Answers, kinds: Sequence[str]) -> System:
    return System(name, _kept(corpus, answers, kinds), (), len(corpus))


def _kept(corpus: Sequence[Text], answers: Answers, kinds: Sequence[str]) -> list[Outcome]:
    return only_kinds(outcomes_of(corpus, answers), kinds)


def _kinds(word: str) -> tuple[str, ...]:
    kinds = tuple(kind for kind in word.split(",") if kind)
    if unknown := set(kinds) - set(KINDS):
        raise argparse.ArgumentTypeError(f"no kind: {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")
    return kinds


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description="Score place names on a corpus.")
    parser.add_argument("--corpus", type=Path, required=True, help="JSON Lines with texts and their gold")
    parser.add_argument("--out", type=Path, help="where to keep what was found")
    parser.add_argument("--limit", type=int, help="only the first so many texts")
    parser.add_argument("--kinds", type=_kinds, default=(), help="only names of these kinds: literal,associative")
    parser.add_argument("--peers", type=Path, help="a folder with answers of other systems")
    parser.add_argument("--processes", type=int, default=1, help="how many texts are read at a time")
    parser.add_argument("--tell-source", action="store_true", help="tell the engine the address that a text is from")
    parser.add_argument("--json", type=Path, help="where to keep the figures")
    parser.add_argument("--brief", action="store_true", help="print one table with a line a system")
    parser.add_argument("--markdown", action="store_true", help="print Markdown tables")
    return parser


if __name__ == "__main__":
    main()
