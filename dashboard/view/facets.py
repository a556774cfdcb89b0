"""Facets: how many statements each value of a filter would show, with all other filters as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from dashboard.view.filters import camp_of, shown_claims
from dashboard.view.rows import Rows
from dashboard.view.wording import sign_of
from dashboard.viewstate import ALL_NAMES, ViewState
from geodata.models import ClaimAtPlace

Facets = Mapping[str, Mapping[str, int]]
"""By filter and value: how many statements that value would show."""

Places = tuple[ClaimAtPlace, ...]
Values = Callable[[Rows, str, Places], Iterable[str | None]]

_FACETS: Mapping[str, Values] = {
    "camp": lambda rows, claim_id, _: [camp_of(rows.claims[claim_id], rows)],
    "event": lambda rows, claim_id, _: [rows.claims[claim_id].event_type],
    "precision": lambda _rows, _claim, places: (str(row.geo_precision) for row in places),
    "role": lambda _rows, _claim, places: (row.role for row in places),
    "kind": lambda rows, _claim, places: (_kind(rows, row) for row in places),
    "review": lambda rows, claim_id, _: [rows.claims[claim_id].review],
}


def count_facets(rows: Rows, state: ViewState) -> Facets:
    """Count the statements of every value of every facet; a statement at two places counts once for each value."""
    by_value = {name: _count(rows, _without(state, name), values) for name, values in _FACETS.items()}
    whole = replace(state, certainty=(), polarity=(), realis=())
    return {**by_value, "sign": _count(rows, whole, lambda rows, claim_id, _: [sign_of(rows.claims[claim_id])])}


def _without(state: ViewState, name: str) -> ViewState:
    """Take one filter away; to show all names is no filter of statements."""
    kept = tuple(value for value in getattr(state, name) if value == ALL_NAMES)
    return replace(state, **{name: kept})  # type: ignore[arg-type]


def _count(rows: Rows, state: ViewState, values: Values) -> Counter[str]:
    shown, at_place = shown_claims(rows, state)
    counts: Counter[str] = Counter()
    for claim_id in shown:
        counts.update({value for value in values(rows, claim_id, at_place.get(claim_id, ())) if value})
    return counts


def _kind(rows: Rows, row: ClaimAtPlace) -> str | None:
    mention = rows.mentions.get(row.mention_id or "")
    return mention.kind if mention else None
