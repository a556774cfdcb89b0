"""List the documents with most losses: ``python -m tests.quality.worst --corpus FILE --count 10``.

Every lost name stands in a few words of its text: missed, false (found where the gold has no name), cut (found, but not
with the gold's span), unplaced (found and left without a place), misplaced (neither within 161 km nor of the right id),
each with the gold's type and place, and what was chosen. ``--class misplaced,false`` lists only some of them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.quality.corpus import Text, read_corpus
from tests.quality.measures import places_reached
from tests.quality.outcomes import Outcome, outcomes_of
from tests.quality.reading import read_corpus_with_engine
from tests.quality.toponyms import JUDGEMENTS, Toponym

MISSED, FALSE, CUT, UNPLACED, MISPLACED = LOSSES = ("missed", "false", "cut", "unplaced", "misplaced")
AROUND = 40  # characters of the text that are shown to each side of a name
RIGHT = JUDGEMENTS["161 km or id"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = _parser().parse_args(arguments)
    corpus = read_corpus(options.corpus, options.limit)
    read = read_corpus_with_engine(corpus, options.processes, tell_source=options.tell_source)
    outcomes = outcomes_of(corpus, {one.id: one.raw for one in read})
    within = places_reached(outcomes_of(corpus, {one.id: one.on_gold for one in read}), RIGHT)
    lost = [(outcome, loss) for outcome in outcomes if (loss := loss_of(outcome)) in options.losses]
    _say(f"{len(lost)} losses: {_counted(loss for _, loss in lost)}")
    losses = Counter(outcome.document for outcome, _ in lost)
    for document, count in losses.most_common(options.count):
        text = corpus[document]
        _say(f"\n{text.id}: {count} losses, {len(text.gold)} names in {len(text.text)} characters, {text.source or ''}")
        for outcome, loss in sorted(lost, key=_start):
            if outcome.document == document:
                _say(line_of(outcome, loss, text, reached=_place(outcome) in within))


def loss_of(outcome: Outcome) -> str | None:
    """Return what was lost with a name, None where all is well; a wrong place weighs more than a wrong span."""
    gold, found = outcome.gold, outcome.found
    if gold is None:
        return FALSE
    if found is None:
        return MISSED
    if RIGHT.can_judge(gold) and not found.has_point:
        return UNPLACED
    if RIGHT.can_judge(gold) and not RIGHT.is_right(found, gold):
        return MISPLACED
    return None if outcome.exact else CUT


def line_of(outcome: Outcome, loss: str, text: Text, *, reached: bool) -> str:
    """Return one loss in its words."""
    name = outcome.gold or outcome.found
    before = text.text[max(0, name.start - AROUND) : name.start]
    after = text.text[name.end : name.end + AROUND]
    words = " ".join(f"{before}[{text.text[name.start : name.end]}]{after}".split())
    return f"  {loss:9}  …{words}…\n             {_details(outcome, reached=reached)}"


def _details(outcome: Outcome, *, reached: bool) -> str:
    gold, found = outcome.gold, outcome.found
    parts = []
    if gold is not None:
        sort = gold.corpus_type or outcome.kind or "name"
        parts.append(f"gold {sort} {_point(gold)}" + ("" if reached or not gold.has_point else ", out of reach"))
    if found is not None:
        parts.append(f"found {found.kind} {found.text!r} {_point(found)}, score {found.score or 0:.2f}")
    return "; ".join(parts)


def _point(name: Toponym) -> str:
    if not name.has_point:
        return "without a place"
    return f"at {name.latitude:.2f},{name.longitude:.2f} ({name.geonameid or 'no id'})"


def _place(outcome: Outcome) -> tuple[int, int, int]:
    name = outcome.gold or outcome.found
    return outcome.document, name.start, name.end


def _start(item: tuple[Outcome, str]) -> int:
    return _place(item[0])[1]


def _counted(losses: Iterable[str]) -> str:
    return ", ".join(f"{count} {loss}" for loss, count in Counter(losses).most_common())


def _losses(word: str) -> tuple[str, ...]:
    losses = tuple(loss for loss in word.split(",") if loss)
    if unknown := set(losses) - set(LOSSES):
        raise argparse.ArgumentTypeError(f"no loss: {', '.join(sorted(unknown))}; there are {', '.join(LOSSES)}")
    return losses


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.worst", description="List the worst documents.")
    parser.add_argument("--corpus", type=Path, required=True, help="JSON Lines with texts and their gold")
    parser.add_argument("--count", type=int, default=10, help="how many documents")
    parser.add_argument("--limit", type=int, help="only the first so many texts")
    parser.add_argument("--class", dest="losses", type=_losses, default=LOSSES, help="only these losses")
    parser.add_argument("--processes", type=int, default=1, help="how many texts are read at a time")
    parser.add_argument("--tell-source", action="store_true", help="tell the engine the address that a text is from")
    return parser


if __name__ == "__main__":
    main()
