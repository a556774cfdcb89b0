"""What became of every name: gold names found or missed, and names that only the system found.

All figures are counted on this one list. A slice or a filter by kind takes outcomes out of it: what it leaves out is
neither wanted nor given, so a name found where the gold has a name that is left out does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tests.quality import traits
from tests.quality.corpus import Answers, Text
from tests.quality.toponyms import Toponym, each_span_once, pair_up


@dataclass(frozen=True)
class Outcome:
    """One gold name, what was found for it, or one name that was found in excess; ``document`` counts from 0."""

    document: int
    gold: Toponym | None
    found: Toponym | None
    exact: bool = False
    kind: str | None = None  # of the gold name; what the system called it where there is none
    demonym: bool = False
    country: bool = False


Keep = Callable[[Outcome], bool]

SLICES: MappingProxyType[str, Keep] = MappingProxyType(
    {
        "all names": lambda _: True,
        "without demonyms": lambda outcome: not outcome.demonym,
        "without countries": lambda outcome: not outcome.country,
        "without both": lambda outcome: not (outcome.demonym or outcome.country),
    }
)


def outcomes_of(corpus: Sequence[Text], answers: Answers) -> list[Outcome]:
    """Compare a system's answers with the gold; a text without an answer counts as one with nothing found."""
    return [
        outcome
        for number, text in enumerate(corpus)
        for outcome in _of_text(number, text, each_span_once(answers.get(text.id, ())))
    ]


def only_kinds(outcomes: Sequence[Outcome], kinds: Collection[str]) -> list[Outcome]:
    """Keep the outcomes of some kinds; a gold name whose corpus says none goes by what it was found as, if it was."""
    return [outcome for outcome in outcomes if _kind_asked(outcome) in {None, *kinds}] if kinds else list(outcomes)


def _kind_asked(outcome: Outcome) -> str | None:
    return outcome.kind or (outcome.found.kind if outcome.found else None)


def _of_text(number: int, text: Text, found: Sequence[Toponym]) -> Iterator[Outcome]:
    exact, pairs = pair_up(found, text.gold)
    for order, (i, j) in enumerate(pairs):
        yield _of_gold(number, text.gold[j], found[i], exact=order < exact)
    taken_found, taken_gold = {i for i, _ in pairs}, {j for _, j in pairs}
    for j, gold in enumerate(text.gold):
        if j not in taken_gold:
            yield _of_gold(number, gold, None)
    for i, extra in enumerate(found):
        if i not in taken_found:
            yield _in_excess(number, text, extra)


def _of_gold(number: int, gold: Toponym, found: Toponym | None, *, exact: bool = False) -> Outcome:
    return Outcome(
        number,
        gold,
        found,
        exact,
        traits.kind_of(gold),
        demonym=traits.is_demonym(gold),
        country=traits.is_country(gold),
    )


def _in_excess(number: int, text: Text, found: Toponym) -> Outcome:
    words = Toponym(found.start, found.end, text=text.text[found.start : found.end])
    demonym, country = traits.is_demonym_by_words(words), traits.is_country_by_words(words)
    return Outcome(number, None, found, kind=found.kind, demonym=demonym, country=country)
