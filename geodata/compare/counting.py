"""Counts of one event that cannot all be so: "seven people were killed", "the army put the number of dead at four"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from geodata.compare.differing import SOLDIERS, people_stems
from geodata.compare.judging import of_tolls
from geodata.compare.telling import Told, named, same_days, same_speaker, stem
from geodata.models import JsonDict, RelationKind

COUNTED_WITHIN = 12
"""Statements from an event or a count of its dead to the next count, at most: it names neither place nor day."""

_FORCE = frozenset({"ASSAULT", "PROTEST"})
_OTHERS = re.compile(
    r"\b(?:another|others?|more|further|separate\w*|second|elsewhere|also|earlier|previous\w*|later|initial\w*|rises?|rose"
    r"|risen|first|nearby|year|month|week|so far)\b",
    re.IGNORECASE,
)
"""What tells that a count may be of something else, or of another hour."""

_GROUP = re.compile(r"\s+([a-z-]+)(?:\s+([a-z-]+))?")
"""What else follows one, and a word before it: "20 soldiers", "ten government troops"."""

_ANYBODY = re.compile(
    r"\s+(?:people|persons|bodies|corpses|dead|deaths|fatalities|lives|casualties|died|killed|wounded|injured"
    r"|(?:were|was|had|have|are|being)\s+(?:been\s+)?\w+)\b|\s*[,;]|\W*$",
    re.IGNORECASE,
)
"""What follows a number that counts all, and no group among them: not "two of them", "12 civilians"."""


def counts_apart(told: Sequence[Told]) -> Iterator[tuple[Told, Told, RelationKind]]:
    """Yield the statements of two sources that count the dead or wounded of one event and exclude each other.

    Yields
    ------
    tuple of Told, Told, RelationKind
        In reading order, with how their numbers stand to each other: ``contradicts`` or ``tension``.
    """
    group: list[tuple[int, Told]] = []
    for at, item in enumerate(told):
        if not _counts(item):
            group = [] if _tells_force(item) else group
            continue
        goes_on = bool(group) and at - group[-1][0] <= COUNTED_WITHIN and _is_bare(item, group[0][1])
        for _, one in group if goes_on else ():
            found = of_tolls(_tolls(one), _tolls(item))
            if found and same_days(one, item) and not same_speaker(one, item):
                yield one, item, found
        group = [*group, (at, item)] if goes_on else [(at, item)]


def _tells_force(item: Told) -> bool:
    """Tell whether a statement tells of an attack or a clash: counts behind it may be of that one."""
    return item.claim.event_type in _FORCE and item.claim.polarity == "positive"


def why_apart(one: Told, other: Told) -> str:
    """Say that two counts differ, in the article's words: "At least seven" and "four"."""
    kinds = {item["kind"] for item in _tolls(one)} & {item["kind"] for item in _tolls(other)}
    said = [" or ".join(item["text"] for item in _tolls(told) if item["kind"] in kinds) for told in (one, other)]
    return f"They count those who suffered in one event differently: “{said[0]}” and “{said[1]}”."


def _counts(item: Told) -> bool:
    """Tell whether a statement says for certain how many were killed, wounded or the like in one event."""
    claim = item.claim
    happened = claim.polarity == "positive" and claim.realis in ("realised", "ongoing")
    return happened and claim.certainty == "certain" and bool(_tolls(item))


def _tolls(item: Told) -> list[JsonDict]:
    """Return the numbers that count all who were killed, wounded or the like, or all soldiers among them.

    Any other group may be counted beside others: "two medics" are some of "seven people".
    """
    return [
        figure | {"kind": f"{figure['kind']} {group}".strip()}
        for figure in item.claim.figures
        if (group := _group_of(item.claim.text, figure["text"])) is not None
    ]


def _group_of(text: str, number: str) -> str | None:
    """Return whom a number counts: nobody in particular (""), soldiers, or None for any other group."""
    behind = text.find(number) + len(number)
    if _ANYBODY.match(text, behind):
        return ""
    group = _GROUP.match(text, behind)
    nouns = [people_stems().get(stem(word)) for word in group.groups() if word] if group else []
    return SOLDIERS if SOLDIERS in nouns else None


def _is_bare(item: Told, event: Told) -> bool:
    """Tell whether a statement only counts, and leaves to the one before it of what event, where and when."""
    claim = item.claim
    told_already = item.places <= event.places and (
        claim.date_start is None or claim.date_start == event.claim.date_start
    )
    only_counts = claim.event_type is None or not item.triggers or _is_count(item.triggers)
    elsewhere = bool(named(_said(item)) - named(event.claim.text))
    return told_already and only_counts and not elsewhere and not _OTHERS.search(claim.text)


def _said(item: Told) -> str:
    """Return the words of a statement without its source: "a guard at the Aton clinic put the number at four"."""
    claim = item.claim
    spans = ((max(start - claim.start, 0), end - claim.start) for start, end in claim.content_spans or ())
    return " ".join(claim.text[start:end] for start, end in spans if end > 0) or claim.text


def _is_count(triggers: Iterable[str]) -> bool:
    return all(word in _COUNTING for word in triggers)


_COUNTING = frozenset({"kill", "di", "die", "dead", "death", "wound", "injur", "hurt", "bodi", "toll", "count", "put"})
"""Stems of the words for an event that tell how many suffered, and nothing of what happened."""
