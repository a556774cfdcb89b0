"""Why a candidate won or lost, in words: one sentence for a mention, short clues for a candidate."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from geodata.models import GazetteerEntry
from geodata.resolution.choice import Choice, Ranking
from geodata.resolution.groups import Group
from geodata.resolution.model import Model
from geodata.resolution.table import Table

STRONG_NEARNESS = 0.4  # of the fading voice: a neighbour within about 90 km
CLEAR_SHARE = 0.3  # of the other names
CLEAR_SUPPORT = 1.0  # log of one plus the voices: nearly two other names
_LEAST = {
    "nearest": STRONG_NEARNESS,
    "home_near": STRONG_NEARNESS,
    "country_share": CLEAR_SHARE,
    "division_share": CLEAR_SHARE,
    "division_support": CLEAR_SUPPORT,
}
"""Evidence that is worth a word only from here on; for all other a little is enough."""
_DECISIVE = ("qualified", "cue_match")  # what the text says outright goes before what it only suggests
_TIMES = {1: "once", 2: "twice"}


class AreaNames(Protocol):
    """Who knows the names of countries and divisions by their codes."""

    def country_name(self, code: str) -> str | None:
        """Return the name of a country, or None."""
        ...

    def admin1_name(self, country_code: str, admin1: str) -> str | None:
        """Return the name of a first-level division, or None."""
        ...

    def capital(self, country_code: str) -> GazetteerEntry | None:
        """Return the capital of a country, or None."""
        ...


@dataclass(frozen=True)
class Explainer:
    """Explains the rows of a ranking from the evidence behind them."""

    ranking: Ranking
    model: Model
    names: AreaNames

    @property
    def table(self) -> Table:
        """The candidates."""
        return self.ranking.table

    def reason(self, number: int) -> str:
        """Return one sentence on why the chosen row won its group."""
        group, choice = self.table.groups[number], self.ranking.choices[number]
        if choice.fixed:
            return "A person chose this place."
        parts = [part for part in (self._context(choice), self._size(group, choice.best)) if part]
        return _sentence("; ".join(parts))

    def doubt(self, number: int) -> str:
        """Return one sentence on why no place of a group was chosen."""
        group = self.table.groups[number]
        if len(group.entries) == 1:
            return f"The only place called {group.name} that is known may not be the one that the text means."
        return f"{len(group.entries)} places are called {group.name} and the text does not tell which."

    def clues(self, row: int) -> tuple[str, ...]:
        """Return what speaks for a candidate, in a few words each."""
        entry = self.table.entries[row]
        found = [say(self, row) for name, say in _SAYINGS.items() if self._has(name, row)]
        people = f"{entry.population:,} people" if entry.population else ""
        return tuple(clue for clue in (*found, people, _NAME_CLUES.get(entry.name_kind, "")) if clue)

    def _has(self, name: str, row: int) -> bool:
        least = _LEAST.get(name, 0.1)
        return name in self.ranking.evidence and float(self.ranking.evidence[name][row]) >= least

    def _context(self, choice: Choice) -> str:
        """Say the contextual evidence that sets the chosen row most apart from the runner-up."""
        row, second = choice.best, int(choice.order[min(1, len(choice.order) - 1)])
        found = [name for name in _SAYINGS if self._has(name, row)]
        if not found or self.table.codes[row].startswith("PCL"):
            return ""
        decisive = next((name for name in _DECISIVE if name in found), None)
        best = decisive or max(found, key=lambda name: (self._gain(name, row, second), self._gain(name, row, None)))
        return _SAYINGS[best](self, row)

    def _gain(self, name: str, row: int, other: int | None) -> float:
        """Return what a kind of evidence adds to a row, more than to another row."""
        values = self.ranking.evidence[name]
        return self.model.together.get(name, 0.0) * float(values[row] - (values[other] if other is not None else 0.0))

    def _size(self, group: Group, row: int) -> str:
        entry, count = self.table.entries[row], len(group.entries)
        if entry.name_kind in _BEARINGS:
            return _BEARINGS[entry.name_kind].format(entry.name)
        if entry.feature_code.startswith("PCL"):
            return "a country goes before towns of its name" if count > 1 else "the only place of this name"
        if count == 1:
            return f"the only place called {group.name}"
        if float(self.ranking.evidence["most_populous"][row]):
            return f"the largest of {count} places called {group.name}"
        return f"one of {count} places called {group.name}"

    def country(self, row: int) -> str:
        """Return the name of a row's country."""
        code = self.table.entries[row].country_code
        return (code and self.names.country_name(code)) or code or "the same country"

    def division(self, row: int) -> str:
        """Return the name of a row's first-level division."""
        entry = self.table.entries[row]
        found = entry.country_code and entry.admin1 and self.names.admin1_name(entry.country_code, entry.admin1)
        return found or "the same division"

    def times_named(self, row: int, *, division: bool) -> int:
        """Return how often the country or division of a row is named in the document."""
        return (
            self._divisions[int(self.table.division[row])]
            if division
            else self._countries[int(self.table.country[row])]
        )

    def neighbour(self, row: int) -> str:
        """Return the name of another picked place in the same division or country, the most often named first."""
        own = self.table.entries[row].name
        others = self._named_in.get(int(self.table.division[row]), Counter()).most_common(2)
        return next((name for name, _ in others if name != own), "another place of the text")

    def _picks(self) -> Iterator[tuple[int, int]]:
        return ((number, choice.best) for number, choice in self.ranking.choices.items())

    @cached_property
    def _countries(self) -> Counter[int]:
        return self._counted(self.table.country.tolist(), "PCL")

    @cached_property
    def _divisions(self) -> Counter[int]:
        return self._counted(self.table.division.tolist(), "ADM1")

    def _counted(self, areas: Sequence[int], code: str) -> Counter[int]:
        """Count how often each area is named by its own name or by the word for its people."""
        counts: Counter[int] = Counter()
        for number, pick in self._picks():
            if self.table.codes[pick].startswith(code):
                counts[areas[pick]] += self.table.groups[number].count
        return counts

    @cached_property
    def _named_in(self) -> Mapping[int, Counter[str]]:
        """Count the places that are named in each division."""
        found: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for number, pick in self._picks():
            found[int(self.table.division[pick])][self.table.entries[pick].name] += self.table.groups[number].count
        return found


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _class_word(code: str) -> str:
    return next((word for beginning, word in _CLASS_WORDS.items() if code.startswith(beginning)), "place of this kind")


def _named(area: str, times: int) -> str:
    return f"{area} is named {_TIMES.get(times, f'{times} times')}" if times else f"{area} is named"


_CLASS_WORDS = {
    "ADM1": "province or state",
    "ADM": "county or district",
    "PCL": "country",
    "STM": "river",
    "PPL": "town",
}
_BEARINGS = {
    "demonym": "the people or the adjective of {}",
    "variant": "the name is another form of {}",
    "part": "only {} in the name is known",
}
_NAME_CLUES = {
    "alternate": "another name of it",
    "abbreviation": "an abbreviation",
    "demonym": "its people or adjective",
    "variant": "another form of its name",
    "part": "its name is a part of the words",
}

_SAYINGS: Mapping[str, Callable[[Explainer, int], str]] = {
    "qualified": lambda explainer, row: f"the text puts it in {explainer.division(row)}, {explainer.country(row)}",
    "cue_match": lambda explainer, row: f"the words beside it ask for a {_class_word(explainer.table.codes[row])}",
    "division_named": lambda explainer, row: _named(explainer.division(row), explainer.times_named(row, division=True)),
    "country_named": lambda explainer, row: _named(explainer.country(row), explainer.times_named(row, division=False)),
    "nearest": lambda explainer, row: f"{explainer.neighbour(row)} is close by",
    "division_share": lambda explainer, row: f"other names lie in {explainer.division(row)}",
    "country_share": lambda explainer, row: f"other names lie in {explainer.country(row)}",
    "division_support": lambda explainer, row: f"several other names may lie in {explainer.division(row)}",
    "county_named": lambda _explainer, _row: "a county around it is named",
    "list_mate": lambda _explainer, _row: "it stands in a list with places of its kind",
    "home_near": lambda _explainer, _row: "the publisher is at home close by",
    "home_division": lambda explainer, row: f"the publisher is at home in {explainer.division(row)}",
    "home_country": lambda explainer, row: f"the publisher is at home in {explainer.country(row)}",
}
