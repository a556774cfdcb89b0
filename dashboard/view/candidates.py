"""What else the selected name may mean: the other places that were weighed, in words and not in numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dashboard.view.records import View
from dashboard.viewstate import ViewState
from geodata.schema import Analysis, to_records

RANK_WORDS = ("first choice", "second choice", "third choice", "fourth choice", "fifth choice")
"""What a rank is called; places behind the last of these are not drawn."""


@dataclass(frozen=True)
class OtherPlace:
    """A place that the selected name may mean and that was not chosen."""

    place_id: str
    name: str
    rank_word: str  # "second choice"
    latitude: float
    longitude: float


def other_places(analysis: Analysis, state: ViewState, view: View) -> tuple[OtherPlace, ...]:
    """Return what else the selected name, or the names of the selected place, may mean; the likelier first.

    What has a place on the map anyway is left out.
    """
    names = _selected_names(state, view)
    if not names:
        return ()
    shown = {mark.place_id for mark in view.marks if mark.mention_id in names} | {spot.place_id for spot in view.spots}
    frame = analysis.candidates
    weighed = frame[frame["mention_id"].isin(names) & (frame["rank"] <= len(RANK_WORDS))].sort_values("rank")
    others: dict[str, OtherPlace] = {}
    for row in to_records(weighed):
        if row["place_id"] not in shown:
            word = RANK_WORDS[row["rank"] - 1]
            place = OtherPlace(row["place_id"], row["name"], word, row["latitude"], row["longitude"])
            others.setdefault(place.place_id, place)
    return tuple(others.values())


def _selected_names(state: ViewState, view: View) -> Collection[str]:
    """Return the mentions that are selected: one, or all of the selected place."""
    if state.mention:
        return {state.mention}
    place_id = (view.selected_spot or view.selected_country or "").partition("~")[0]
    return {mark.mention_id for mark in view.marks if mark.mention_id and place_id and mark.place_id == place_id}
