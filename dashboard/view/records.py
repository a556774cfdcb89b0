"""What is shown, before anything is drawn: plain records that page, map and report all draw from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

Sign = Literal["flat", "likely", "maybe", "uncommitted", "not", "planned", "several"]
"""How the statements of one spot were said; ``several`` where they differ in force."""


@dataclass(frozen=True)
class Piece:
    """A run of the article's own words; quoted says whether the article has quotation marks around them."""

    text: str
    start: int
    end: int
    quoted: bool = False


class Span(NamedTuple):
    """A stretch of days, as precisely as the article gives it."""

    start: date
    end: date
    precision: str  # "day", "month", "year"


class Dispute(NamedTuple):
    """Another statement that cannot well be so together with this one."""

    claim_id: str
    who: str  # "Jorge Salas"
    how: Literal["disputed by", "but see"]  # they exclude each other, or are hard to hold together


@dataclass(frozen=True)
class Card:
    """One statement, ready to be read."""

    claim_id: str
    heading: str  # "A senior US official", "The article says", "Source not stated"
    speaker_note: str  # "unnamed", "" ...
    how: str  # "said flatly", "said it is NOT so", "plans or asks for" ...
    sign: Sign
    words_note: str  # "in the article's words" or ""
    pieces: tuple[Piece, ...]
    when: str
    where: str
    place_doubt: str  # "clear", "check", "unsure" or ""
    sentence_number: int  # from 1
    start: int
    end: int
    speaker_id: str | None = None
    cue: str | None = None
    spot_keys: tuple[str, ...] = ()
    cue_note: str = ""  # "the article’s word: claimed", where the article's word judges
    chain_note: str = ""  # "as told by the activist group"
    country_ids: tuple[str, ...] = ()  # countries it is about as a whole
    review: str = "none"
    camp: str = ""  # whom it counts for
    happened: Span | None = None
    said: Span | None = None
    country: str = ""  # of its places, where it is in doubt which places they are: "Syria", "Syria and Iraq"
    restates: str = ""  # the statement that it says again
    checked: str = ""  # "right, says Ann"; empty until a person has looked at it
    grade: str = ""  # "graded B2 by Ann: …"; empty until somebody graded it
    verdicts: tuple[str, ...] = ()  # "Ann’s verdict: Misleading"; the program gives none
    remarks: tuple[str, ...] = ()  # notes of people on it, its source and its places
    place_from_elsewhere: bool = False  # another sentence tells where it was ("the air raids")
    disputes: tuple[Dispute, ...] = ()  # what others say against it, in reading order
    can_be_verified: bool = True  # it has a place on the map, or its source an address: there is somewhere to look

    @property
    def people_say(self) -> tuple[str, ...]:
        """All that people said of it, a line each."""
        return tuple(filter(None, (self.checked, self.grade, *self.verdicts, *self.remarks)))


@dataclass(frozen=True)
class Spot:
    """One shape on the map with its one handle: a place as the text relates to it ("near Homs" is not "Homs").

    ``key`` is ``place_id`` for the place itself and ``place_id~relation`` for "near", "south of", "part of" ...
    """

    key: str
    place_id: str
    title: str  # "near Homs"
    label: str  # "near Homs 2"
    subtitle: str  # "within about 25 km: how we read “near”; not the town itself"
    latitude: float  # where the handle stands
    longitude: float
    shape: str
    geometry: dict[str, Any] | None
    geo_precision: int
    sign: Sign
    claim_ids: tuple[str, ...]
    named_only: bool = False  # no statement is placed here
    twin_note: str = ""  # "also: Homs, the province"
    coordinates: str = ""  # "34.7, 36.7: centre of the town, not the site"
    name: str = ""  # "Homs"
    doubt: Literal["", "check", "unsure"] = ""  # how far a reader should doubt that this is the place that is meant
    country: str = ""  # "Syria", where the place lies


@dataclass(frozen=True)
class CountryTray:
    """Statements about a country as a whole: never a pin."""

    place_id: str
    name: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Statements that are listed under one heading: a place, a source or a day."""

    name: str  # "place:geonames:1~near", "time:2015-09-30"
    title: str
    note: str
    claim_ids: tuple[str, ...]  # in reading order
    select: tuple[str, str] | None = None  # what its heading selects
    section: str = ""  # "placed", "countries", "without" of the list by place
    sign: Sign | Literal[""] = ""


@dataclass(frozen=True)
class Named:
    """A name in the text with which nothing is said to have happened, or that no place was found for."""

    text: str
    mention_id: str  # of its first naming
    times: int = 1


@dataclass(frozen=True)
class Focus:
    """What the story is about: its main places, and the country that most of it is set in."""

    country: str = ""
    places: tuple[tuple[str, str], ...] = ()  # title and key of each spot, the weightiest first


@dataclass(frozen=True)
class Mark:
    """A stretch of the article to mark: a mapped name, a cue, a hedge, a negation."""

    start: int
    end: int
    what: Literal["name", "unplaced", "cue", "hedge", "negation"]
    mention_id: str | None = None
    place_id: str | None = None
    title: str = ""
    spot_key: str | None = None  # the spot that this very naming leads to
    words: str = ""  # of a name: how the article writes it


@dataclass(frozen=True)
class SentenceView:
    """One sentence of the reader; pale when nothing was found in it."""

    sentence_id: str
    start: int
    end: int
    pale: bool
    selected: bool = False


@dataclass(frozen=True)
class Summary:
    """The counts of the summary line; placed + whole_country + without_place == statements."""

    statements: int
    sources: int
    article_voice: bool
    placed: int
    places: int
    whole_country: int
    whole_country_names: tuple[str, ...]
    without_place: int
    names: int
    names_placed: int
    about: str = ""  # "Syria", "3 countries and regions": what the statements about whole countries are about
    text: str = ""
    total: int = 0  # statements before any filter


@dataclass(frozen=True)
class View:
    """The whole page, before anything is drawn."""

    title: str
    byline: str
    summary: Summary
    cards: dict[str, Card]  # by claim_id, in reading order
    spots: tuple[Spot, ...]
    countries: tuple[CountryTray, ...]
    without_place: tuple[str, ...]  # claim_ids
    not_found: tuple[Named, ...]
    named_only: tuple[Named, ...]  # nothing is said to happen there: metonyms, background
    marks: tuple[Mark, ...]
    sentences: tuple[SentenceView, ...]
    notices: tuple[str, ...] = ()
    selected_spot: str | None = None
    selected_claim: str | None = None
    selected_claims: tuple[str, ...] = ()  # every statement that the selection stands for
    selected_country: str | None = None
    selected_spots: tuple[str, ...] = ()  # every spot that the selection stands for
    selected_note: str = ""  # on a selected name that no statement is placed at
    groups: tuple[Group, ...] = ()  # every statement, listed as the reader asked for
    focus: Focus = field(default_factory=Focus)
    article_id: str = ""
    dated: bool = True  # whether the publication day is known, from which weekdays are counted
    may_change: bool = True  # False where the page is only looked at, inside another one
    remarks: Mapping[str, Any] = field(default_factory=dict)  # a `Remark` by the id of what people said it of
    credits: tuple[str, ...] = field(default=("GeoNames", "Natural Earth", "Leaflet"))
