"""Score the samples: ``python -m tests.quality.samples``.

Prints every figure of the engine beside the plain way (every sentence at every name in it), and the joint record of
each sample. ``--show NAME`` lists the statements of one sample with what is wrong in each. ``--pin`` raises the floors
of ``floors.json`` to what was measured; it lowers one only with ``--allow-regression``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from operator import add
from pathlib import Path

import geodata
from geodata.samples import read_sample, sample_names
from geodata.schema import Analysis
from tests.quality import gate
from tests.quality.gold import Gold, gold_digest, load_gold
from tests.quality.joint import HARMS, Pair, Tally, harms, pair_up, score, score_statements
from tests.quality.said import Said, plain_way, said_in

FLOORS = Path(__file__).parent / "floors.json"


@cache
def analysis_of(name: str) -> Analysis:
    """Analyse one sample as the page does."""
    sample = read_sample(name)
    return geodata.analyze(
        sample.text, published=sample.published, title=sample.title, publisher=sample.publisher, home=sample.home
    )


def measure() -> dict[str, float]:
    """Return every figure that has a floor: all samples together, and the joint record of each."""
    figures = total(score(load_gold(name), analysis_of(name)) for name in sample_names()).figures()
    joint = {
        f"joint of {name}": score(load_gold(name), analysis_of(name)).figures()["joint"] for name in sample_names()
    }
    return figures | joint


def total(tallies: Iterable[Tally]) -> Tally:
    """Add up the tallies of many samples."""
    return reduce(add, tallies, Tally())


def plain_figures() -> dict[str, float]:
    """Return the statement figures of the plain way, with the engine's own resolution of the names."""
    return total(score_statements(load_gold(name), plain_way(analysis_of(name))) for name in sample_names()).figures()


def harm_table() -> Iterable[str]:
    """Yield the harm done in each sample: by the engine, and behind the stroke by the plain way."""
    yield f"{'harm per article':20s} " + " ".join(f"{name:>15s}" for name in sample_names())
    engine = [harms(score(load_gold(name), analysis_of(name))) for name in sample_names()]
    plain = [harms(score_statements(load_gold(name), plain_way(analysis_of(name)))) for name in sample_names()]
    for harm in HARMS:
        cells = (f"{ours[harm]} / {theirs[harm]}" for ours, theirs in zip(engine, plain, strict=True))
        yield f"{harm:20s} " + " ".join(f"{cell:>15s}" for cell in cells)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = _parser().parse_args(arguments)
    if options.show:
        _show(review(load_gold(options.show), said_in(analysis_of(options.show))))
        return
    measured, plain = measure(), plain_figures()
    _show([f"{'':32s} {'engine':>7s} {'plain':>7s}"])
    _show(f"{name:32s} {value:7.4f} {_column(plain, name)}" for name, value in measured.items())
    _show(harm_table())
    if options.pin:
        floors = gate.raised(
            measured, gold_digest(), gate.read_floors(FLOORS), allow_regression=options.allow_regression
        )
        gate.write_floors(FLOORS, floors)


def review(gold: Gold, said: Sequence[Said]) -> list[str]:
    """Return one line for each statement: right, wrong in which parts, missed, or not in the gold."""
    text = gold.sample.text
    pairs = pair_up(gold, said)
    lines = [(pair.gold.start, _verdict(pair, text)) for pair in pairs]
    missed = {id(claim) for claim in gold.claims} - {id(pair.gold) for pair in pairs}
    extra = {id(statement) for statement in said} - {id(pair.said) for pair in pairs}
    lines += [(claim.start, f"MISSED     {claim.text}") for claim in gold.claims if id(claim) in missed]
    lines += [
        (one.start, f"EXTRA      {text[one.start : one.end]}  {_got(one, text)}") for one in said if id(one) in extra
    ]
    return [line for _, line in sorted(lines)]


PARTS: dict[str, Callable[[Pair], bool]] = {
    "speaker": lambda pair: pair.speaker_right,
    "place": lambda pair: pair.place_right,
    "polarity": lambda pair: pair.polarity_right,
    "certainty": lambda pair: pair.certainty_right,
}


def _verdict(pair: Pair, text: str) -> str:
    if pair.right:
        return f"right      {pair.gold.text}"
    wrong = ", ".join(name for name, right in PARTS.items() if not right(pair))
    return f"WRONG      {pair.gold.text}  [{wrong}]  {_got(pair.said, text)}"


def _got(said: Said, text: str) -> str:
    speaker = text[slice(*said.speaker)] if said.speaker else said.speaker_id
    places = ", ".join(f"{place.place_id} {place.shape}" for place in said.places)
    return f"<{speaker or 'article'} | {said.certainty} {said.polarity} {said.realis} | {places or 'no place'}>"


def _show(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _column(figures: dict[str, float], name: str) -> str:
    return f"{figures[name]:7.4f}" if name in figures else " " * 7


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.samples", description=__doc__)
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--allow-regression", action="store_true", help="with --pin: lower floors too")
    parser.add_argument("--show", choices=sample_names(), help="list the statements of one sample")
    return parser


if __name__ == "__main__":
    main()
