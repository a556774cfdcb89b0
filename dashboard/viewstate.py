"""The state of one view of the page as plain strings: what the URL says, read with distrust and written back.

A view is an article, at most one selection and some filters. Whatever a URL holds, `from_mapping` returns a usable
state: unknown keys are ignored, bad values are dropped with a notice, numbers are clamped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

VERSION = "1"
ALL_NAMES = "all"
"""The value of the `role` filter that shows every name; without it only places where something is said to happen."""

LONGEST_VALUE = 200  # characters of one value; an honest id, name or search is far shorter
MOST_VALUES = 40  # values of one filter; there are fewer sources, roles and events than this in any list offered
LOWEST_ZOOM, HIGHEST_ZOOM = 1.0, 18.0  # of a web map
VIEW_DIGITS = 4  # decimals of latitude and longitude in a link: about 10 m

SELECTIONS = ("place", "claim", "mention", "speaker", "day")
"""What can be selected, at most one at a time; the first of these wins when a URL has several."""

_CLOSED = {
    "role": frozenset({"event", "origin", "destination", "venue", "dateline", "speaker", "background", ALL_NAMES}),
    "kind": frozenset({"literal", "associative", "demonym", "embedded", "coordinate"}),
    "certainty": frozenset({"unknown", "possible", "probable", "certain"}),
    "polarity": frozenset({"positive", "negative"}),
    "realis": frozenset({"realised", "ongoing", "future", "hypothetical", "requested"}),
    "precision": frozenset({"1", "2", "3", "4"}),
    "review": frozenset({"none", "confirmed", "corrected", "rejected"}),
}
_OPEN = ("camp", "event")
LISTS = ("place", "source", "time", "said")
"""What the statements can be listed by; the first is the list that needs no word in the address."""
ORDERS = ("read", "most", "name", "last")
"""How the groups of a list can be ordered: as the article comes to them, by number, by name, the last one first."""

FILTERS = (*_CLOSED, *_OPEN)
"""The filters of many values: several values of one filter mean any of them, several filters mean all of them."""

_ARTICLE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class MapView(NamedTuple):
    """Where the map of a copied link looks."""

    latitude: float
    longitude: float
    zoom: float


class Keys:
    """The names of everything the page keeps in its session, in one place; the values are primitives only."""

    ENTRY = "entry"  # the box for a text or an address
    ENTRY_DONE = "entry_done"  # what was in the box is open now, so the box is emptied
    KEEP = "keep"  # whether what is analysed goes into the library
    MAP = "map"  # what the map component reports
    TIMELINE = "timeline"  # what the timeline reports
    TIMELINE_SHOWN = "timeline_shown"  # what the timeline was drawn of, and what it told last
    TIMELINE_OPEN = "timeline_open"  # whether a reader opened or closed it; not set, the article decides
    PLACES_FILTER = "filter_places"
    SOURCE_FILTER = "filter_source"
    SAID_FILTER = "filter_said"
    FROM_FILTER = "filter_from"
    TO_FILTER = "filter_to"
    TILES = "online_tiles"
    UPLOAD = "upload"
    UPLOADS = "uploads"  # how many files were opened: each gets a fresh upload button
    FACTS = "facts"  # how often day, headline and publisher were saved: each time their box closes, for a new one
    FEED = "feed"  # the articles of a feed to choose from, as JSON
    ERROR = "error"  # one sentence about what went wrong last
    DISMISSED = "dismissed"  # the notices that were closed
    UNDO = "undo_delete"  # a deleted article as JSON, until the page moves on
    SHOWN = "shown_article"  # the id of the article that is on the page, also where the address names none
    TASK = "task"  # what is being corrected or looked into: the article, what, and of what
    AUTHOR = "author"  # the name that changes are signed with
    UNDONE = "undone"  # changes of an article that is not kept, which were undone: when, and the entry
    TOLD = "told"  # one sentence about the last change
    SEEN = "seen"  # an article, and its changes that were drawn last: others are news
    PIN = "pin"  # whether the next click on the map is a point and no selection
    PIN_AT = "pin_at"  # that point: latitude and longitude
    UNKEPT = "unkept"  # an article that is not kept in the store, as JSON


@dataclass(frozen=True)
class ViewState:
    """One view of the page: an article, at most one selection, the filters, the list, and where a copied link looks.

    ``place`` is a `Spot.key` ("geonames:169577~near") or a place_id. Empty means: not set.
    """

    article: str = ""
    place: str = ""
    claim: str = ""
    mention: str = ""
    speaker: str = ""
    day: date | None = None
    role: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    camp: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    polarity: tuple[str, ...] = ()
    realis: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    q: str = ""
    by: str = ""
    sort: str = ""
    view: MapView | None = None

    def __post_init__(self) -> None:
        if len([name for name in SELECTIONS if getattr(self, name)]) > 1:
            raise ValueError(f"A view has at most one of {', '.join(SELECTIONS)}.")

    @property
    def selection(self) -> tuple[str, str] | None:
        """What is selected and its id, or None."""
        for name in SELECTIONS:
            value = getattr(self, name)
            if value:
                return name, value.isoformat() if isinstance(value, date) else value
        return None

    @property
    def shows_all_names(self) -> bool:
        """Whether names are shown where nothing is said to have happened."""
        return ALL_NAMES in self.role

    @property
    def is_filtered(self) -> bool:
        """Whether any statement may be hidden by a filter."""
        narrowed = any(getattr(self, name) for name in FILTERS if name != "role")
        return narrowed or bool(set(self.role) - {ALL_NAMES}) or any((self.date_from, self.date_to, self.q))

    @property
    def list_by(self) -> str:
        """What the statements are listed by."""
        return self.by or LISTS[0]

    @property
    def order(self) -> str:
        """How the groups of the list are ordered."""
        return self.sort or ORDERS[0]

    def select(self, what: str | None, value: str = "") -> ViewState:
        """Return the state with this selected and nothing else; None clears the selection."""
        empty: dict[str, object] = {name: None if name == "day" else "" for name in SELECTIONS}
        if what is not None:
            empty[what] = date.fromisoformat(value) if what == "day" else value
        return replace(self, **empty, view=None)  # type: ignore[arg-type]

    def toggle(self, filter_name: str, value: str) -> ViewState:
        """Return the state with one value of a filter of many values taken in, or out where it was in."""
        values: tuple[str, ...] = getattr(self, filter_name)
        kept = tuple(other for other in values if other != value) if value in values else (*values, value)
        return replace(self, **{filter_name: kept})  # type: ignore[arg-type]

    def only_filters(self) -> ViewState:
        """Return the state without selection, list and look of the map: what the places and counts depend on."""
        return replace(self.select(None), by="", sort="")

    def unfiltered(self) -> ViewState:
        """Return the state without any filter that hides statements."""
        role = (ALL_NAMES,) if self.shows_all_names else ()
        empty: dict[str, object] = dict.fromkeys(FILTERS, ())
        return replace(self, **empty | {"role": role, "date_from": None, "date_to": None, "q": ""})  # type: ignore[arg-type]

    def listed(self, *, by: str | None = None, order: str | None = None) -> ViewState:
        """Return the state with another list, or another order of it; a list starts in its own order."""
        if by is not None:
            return replace(self, by=by if by in LISTS[1:] else "", sort="")
        return replace(self, sort=order if order in ORDERS[1:] else "")

    def open(self, article: str) -> ViewState:
        """Return the first view of another article; filters belong to the article they were set for."""
        return ViewState(article=article)


def from_mapping(query: Mapping[str, str | Sequence[str]]) -> tuple[ViewState, tuple[str, ...]]:
    """Read a state from the parameters of a URL; the second part says in sentences what was dropped."""
    notices: list[str] = []
    values = {key: _clean(key, raw, notices) for key, raw in query.items() if key in _READERS or key in FILTERS}
    fields: dict[str, object] = {}
    for key, reader in _READERS.items():
        value = _read_one(key, values.get(key, ()), reader, notices)
        if value is not None:
            fields[_field_of(key)] = value
    for key in FILTERS:
        fields[key] = _read_filter(key, values.get(key, ()), notices)
    _keep_one_selection(fields, notices)
    _check_version(query, notices)
    return ViewState(**fields), tuple(notices)  # type: ignore[arg-type]


def to_query(state: ViewState) -> dict[str, str | list[str]]:
    """Write a state as the parameters of a URL; what is not set is left out, so that links stay short."""
    query: dict[str, str | list[str]] = {"v": VERSION}
    for key in _READERS:
        value = getattr(state, _field_of(key))
        if value:
            query[key] = _write(value)
    query |= {key: list(getattr(state, key)) for key in FILTERS if getattr(state, key)}
    return query


def _write(value: object) -> str:
    if isinstance(value, MapView):
        return f"{value.latitude:.{VIEW_DIGITS}f},{value.longitude:.{VIEW_DIGITS}f},{value.zoom:g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _clean(key: str, raw: str | Sequence[str], notices: list[str]) -> tuple[str, ...]:
    values = [raw] if isinstance(raw, str) else list(raw)
    kept = [value for value in values if value and len(value) <= LONGEST_VALUE and value.isprintable()]
    if len(kept) < len([value for value in values if value]):
        notices.append(_dropped(key))
    return tuple(kept[:MOST_VALUES])


def _dropped(key: str) -> str:
    return f"The link's “{key}” could not be read and was left out."


def _read_one(
    key: str, values: Sequence[str], reader: Callable[[str], object | None], notices: list[str]
) -> object | None:
    if not values:
        return None
    value = reader(values[-1])
    if value is None:
        notices.append(_dropped(key))
    return value


def _read_filter(key: str, values: Iterable[str], notices: list[str]) -> tuple[str, ...]:
    allowed = _CLOSED.get(key)
    unique = tuple(dict.fromkeys(values))
    kept = tuple(value for value in unique if allowed is None or value in allowed)
    if len(kept) < len(unique):
        notices.append(_dropped(key))
    return kept


def _keep_one_selection(fields: dict[str, object], notices: list[str]) -> None:
    chosen = [name for name in SELECTIONS if fields.get(name)]
    for name in chosen[1:]:
        del fields[name]
        notices.append(f"The link selects a {chosen[0]} and a {name}; the {name} was left out.")


def _check_version(query: Mapping[str, str | Sequence[str]], notices: list[str]) -> None:
    raw = query.get("v", VERSION)
    version = raw if isinstance(raw, str) else (list(raw) or [VERSION])[-1]
    if version != VERSION:
        notices.append("The link was made by another version of Dateline; what could be read of it is shown.")


def _read_article(value: str) -> str | None:
    return value if _ARTICLE_ID.fullmatch(value) else None


def _read_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _one_of(*allowed: str) -> Callable[[str], str | None]:
    """Make a reader of a word; the first word is what a view without one has, and is read as none."""
    return lambda value: ("" if value == allowed[0] else value) if value in allowed else None


def _read_view(value: str) -> MapView | None:
    try:
        numbers = [float(part) for part in value.split(",")]
    except ValueError:
        return None
    if len(numbers) != len(MapView._fields) or not all(math.isfinite(number) for number in numbers):
        return None
    latitude, longitude, zoom = numbers
    return MapView(
        round(min(max(latitude, -90.0), 90.0), VIEW_DIGITS),
        round(min(max(longitude, -180.0), 180.0), VIEW_DIGITS),
        round(min(max(zoom, LOWEST_ZOOM), HIGHEST_ZOOM), 1),
    )


_READERS: dict[str, Callable[[str], object | None]] = {
    "article": _read_article,
    "place": str,
    "claim": str,
    "mention": str,
    "speaker": str,
    "day": _read_day,
    "from": _read_day,
    "to": _read_day,
    "q": str,
    "by": _one_of(*LISTS),
    "sort": _one_of(*ORDERS),
    "view": _read_view,
}


def _field_of(key: str) -> str:
    return {"from": "date_from", "to": "date_to"}.get(key, key)
