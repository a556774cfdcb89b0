"""Score the engine on a corpus of annotated place names: ``python -m tests.quality --corpus FILE``.

FILE is JSON Lines: ``{"id", "text", "toponyms": [{"start", "end", "lat", "lon", "geonameid"}]}``. ``--out`` keeps what
was found in the same form; ``--peers DIR`` scores files called ``NAME.CORPUS.jsonl`` beside it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice
from operator import add
from pathlib import Path
from typing import Any

import geodata
from geodata.schema import Analysis, to_records
from tests.quality.toponyms import Judgement, Scores, Share, Toponym, score_text

JUDGEMENTS = {
    "161 km": Judgement(161.0),
    "25 km": Judgement(25.0),
    "161 km or id": Judgement(161.0, by_id=True),
    "25 km or id": Judgement(25.0, by_id=True),
}
"""161 km is the field's hundred miles; countries and states have no one right point, so an equal id counts too."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = _parser().parse_args(arguments)
    corpus = list(islice(_lines(options.corpus), options.limit))
    began = time.perf_counter()
    found = {text["id"]: toponyms_of(geodata.analyze(text["text"])) for text in corpus}
    seconds = time.perf_counter() - began
    _say(f"{len(corpus)} texts in {seconds:.1f} s, {seconds / max(len(corpus), 1) * 1000:.0f} ms each")
    if options.out:
        _keep(options.out, found)
    report("dateline", corpus, found)
    for name, path in sorted(_peers(options.peers, options.corpus)):
        report(name, corpus, {text["id"]: text["toponyms"] for text in _lines(path)})


def toponyms_of(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the mentions of an analysis in the form of the corpora."""
    places = {place["place_id"]: place for place in to_records(analysis.places)}
    return [_toponym(mention, places.get(mention["place_id"])) for mention in to_records(analysis.mentions)]


def _toponym(mention: Mapping[str, Any], place: Mapping[str, Any] | None) -> dict[str, Any]:
    kind, _, number = (mention["place_id"] or "").partition(":")
    return {
        "start": mention["start"],
        "end": mention["end"],
        "text": mention["text"],
        "kind": mention["kind"],
        "lat": place["latitude"] if place else None,
        "lon": place["longitude"] if place else None,
        "geonameid": number if kind == "geonames" else None,
        "place_id": mention["place_id"],
        "score": mention["score"],
    }


def score_corpus(
    corpus: Iterable[Mapping[str, Any]], found: Mapping[str, Sequence[Mapping[str, Any]]], judgement: Judgement
) -> Scores:
    """Score a whole corpus; a text that is not among the found counts as empty."""
    nothing = Scores(*[Share(0, 0, 0)] * 4)
    scores = (score_text(_read(found.get(text["id"], ())), _read(text["toponyms"]), judgement) for text in corpus)
    return reduce(add, scores, nothing)


def report(name: str, corpus: Sequence[Mapping[str, Any]], found: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Print the scores of one system."""
    _say(f"\n{name}")
    for number, (title, judgement) in enumerate(JUDGEMENTS.items()):
        scores = score_corpus(corpus, found, judgement)
        if not number:
            _say(_line("recognition exact", scores.exact))
            _say(_line("recognition overlap", scores.overlap))
        placed, heading = scores.placed, f"placed within {title}"
        _say(f"  {heading:34} of given {placed.precision:.4f}  of found {placed.recall:.4f}")
        _say(_line(f"end to end within {title}", scores.end_to_end))


def _line(title: str, share: Share) -> str:
    counts = f"({share.right}/{share.given} given, {share.wanted} wanted)"
    return f"  {title:34} P {share.precision:.4f}  R {share.recall:.4f}  F1 {share.f1:.4f}  {counts}"


def _read(toponyms: Iterable[Mapping[str, Any]]) -> list[Toponym]:
    return [
        Toponym(
            int(toponym["start"]),
            int(toponym["end"]),
            toponym.get("lat"),
            toponym.get("lon"),
            str(toponym["geonameid"]) if toponym.get("geonameid") else None,
        )
        for toponym in toponyms
    ]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _peers(folder: Path | None, corpus: Path) -> Iterator[tuple[str, Path]]:
    if folder:
        for path in folder.glob(f"*.{corpus.stem}.jsonl"):
            yield path.name.partition(".")[0], path


def _keep(path: Path, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    rows = (json.dumps({"id": key, "toponyms": toponyms}, ensure_ascii=False) for key, toponyms in found.items())
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description="Score place names on a corpus.")
    parser.add_argument("--corpus", type=Path, required=True, help="JSON Lines with texts and their gold")
    parser.add_argument("--out", type=Path, help="where to keep what was found")
    parser.add_argument("--limit", type=int, help="only the first so many texts")
    parser.add_argument("--peers", type=Path, help="a folder with answers of other systems")
    return parser


if __name__ == "__main__":
    main()
