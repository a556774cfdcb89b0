"""The records of the engine: frozen dataclasses whose fields are the columns of the frames.

Offsets are half-open ``[start, end)`` characters into ``Article.text``; ``text[start:end]`` is the thing named.
Coordinates are WGS84 decimal degrees. Ids are strings built from offsets, so the same text always gets the same ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Kind = Literal["literal", "associative", "demonym", "embedded", "coordinate"]
Role = Literal["event", "origin", "destination", "venue", "dateline", "speaker", "background"]
Status = Literal["resolved", "ambiguous", "not_found", "error"]
Review = Literal["none", "confirmed", "corrected", "rejected"]
Certainty = Literal["unknown", "possible", "probable", "certain"]
Polarity = Literal["positive", "negative"]
Stance = Literal["neutral", "distancing", "endorsing"]
Realis = Literal["realised", "ongoing", "future", "hypothetical", "requested"]
Quote = Literal["direct", "indirect", "mixed", "none"]
Shape = Literal["point", "disc", "sector", "corridor", "area", "none"]
SpeakerKind = Literal["named", "office", "group", "anonymous", "document", "social_media", "residents"]
DatePrecision = Literal["day", "month", "year", "vague", "none"]
RelationKind = Literal["restates", "corroborates", "elaborates", "supports", "same_event", "tension", "contradicts"]

JsonDict = dict[str, Any]


@dataclass(frozen=True)
class Article:
    """One captured article; ``text`` is the input unchanged."""

    article_id: str
    title: str | None
    text: str
    url: str | None
    publisher: str | None
    published: date | None
    language: str | None
    captured_at: datetime
    sha256: str


@dataclass(frozen=True)
class Sentence:
    """One sentence, ``[start, end)`` without surrounding white space; ``sentence_id`` is ``s0``, ``s1``, ..."""

    sentence_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Token:
    """One word or sign of the text, with its offsets."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The token in lower case."""
        return self.text.lower()


@dataclass(frozen=True)
class Tags:
    """What the tagger says of a text: its words as the model cuts them, and each head's label probabilities.

    ``heads`` holds one array of shape (words, labels) a head; the labels are in ``geodata.tagger.HEADS``.
    """

    words: tuple[Token, ...]
    heads: Mapping[str, npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Document:
    """An article with its sentences and tokens: what every stage reads; `tags` where the tagger knows the language."""

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    tags: Tags | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def _token_ranges(self) -> dict[str, tuple[int, int]]:
        ranges: dict[str, tuple[int, int]] = {}
        position = 0
        for sentence in self.sentences:
            while position < len(self.tokens) and self.tokens[position].start < sentence.start:
                position += 1
            first = position
            while position < len(self.tokens) and self.tokens[position].start < sentence.end:
                position += 1
            ranges[sentence.sentence_id] = (first, position)
        return ranges

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """Return the tokens of one sentence."""
        first, last = self._token_ranges[sentence.sentence_id]
        return self.tokens[first:last]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the character at `offset`, or None between sentences."""
        for sentence in self.sentences:
            if sentence.start <= offset < sentence.end:
                return sentence
        return None


@dataclass(frozen=True)
class GazetteerEntry:
    """One place of a gazetteer, as an answer to one name.

    ``name_kind`` says how the asked name belongs to the place: ``primary, official, alternate, abbreviation, demonym``,
    and, where the resolver had to look further, ``variant`` (another form of the name) and ``part`` (in a longer name).
    ``radius_km`` is a fair size of the place, by its feature code and population.
    """

    place_id: str
    name: str
    latitude: float
    longitude: float
    radius_km: float
    country_code: str | None
    admin1: str | None
    feature_code: str
    population: int
    geocoder: str = "dateline"
    name_kind: str = "primary"


@dataclass(frozen=True)
class Mention:
    """One place name in the text; recognition makes it, spatial, resolution and claims fill it in."""

    mention_id: str
    article_id: str
    sentence_id: str | None
    start: int
    end: int
    text: str
    kind: Kind = "literal"
    role: Role = "background"
    relation: str | None = None
    distance_km: float | None = None
    bearing_deg: float | None = None
    place_id: str | None = None
    status: Status = "not_found"
    review: Review = "none"
    score: float | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Candidate:
    """One place that a mention may mean; rank 1 is the best."""

    mention_id: str
    rank: int
    place_id: str
    name: str
    latitude: float
    longitude: float
    probability: float
    clues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """One place that at least one mention resolved to."""

    place_id: str
    name: str
    latitude: float
    longitude: float
    radius_km: float
    country_code: str | None
    admin1: str | None
    feature_code: str
    population: int
    geocoder: str
    n_mentions: int = 0
    n_claims: int = 0


@dataclass(frozen=True)
class Attribution:
    """Who says what: one source, one cue, one content, before it is split into propositions.

    ``speaker_*`` and ``cue_*`` are None where the text gives none. ``content_spans`` may be several.
    ``speaker_id`` groups the sources of one speaker; ``chain`` lists the outer speakers, outermost first. Where the
    content is doubted to stand as a statement of its own, ``tells`` is false: the article tells it whole.
    """

    attribution_id: str
    speaker_id: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue_start: int | None
    cue_end: int | None
    content_spans: tuple[tuple[int, int], ...]
    quote: Quote = "indirect"
    chain: tuple[str, ...] = ()
    tells: bool = True


@dataclass(frozen=True)
class Speaker:
    """One source of the article; ``camp`` groups sources that the text itself links."""

    speaker_id: str
    name: str
    kind: SpeakerKind
    camp: str
    n_claims: int = 0


@dataclass(frozen=True)
class Evidence:
    """Words that decided something: ``what`` is hedge, negation, date, trigger or place."""

    what: Literal["hedge", "negation", "date", "trigger", "place"]
    start: int
    end: int


@dataclass(frozen=True)
class Claim:
    """One proposition, as its speaker puts it."""

    claim_id: str
    article_id: str
    sentence_id: str | None
    start: int
    end: int
    text: str
    attribution_id: str | None = None
    speaker_id: str | None = None
    speaker_text: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    chain: tuple[str, ...] = ()
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    content_spans: tuple[tuple[int, int], ...] | None = None
    quote: Quote = "none"
    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    stance: Stance = "neutral"
    realis: Realis = "realised"
    event_type: str | None = None
    event_mode: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    date_precision: DatePrecision = "none"
    date_text: str | None = None
    date_relative_to: str | None = None
    said_start: date | None = None
    said_end: date | None = None
    figures: tuple[JsonDict, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    score: float | None = None
    review: Review = "none"

    @property
    def told_whole(self) -> bool:
        """Whether the article tells what the source did in words: "The minister condemned the killings".

        The cue is a verb of the statement itself, which is not only what was said.
        """
        if self.cue_start is None or not self.content_spans:
            return False
        return self.start <= self.cue_start < self.end and self.start != self.content_spans[0][0]


@dataclass(frozen=True)
class ClaimAtPlace:
    """One claim at one place: what the map is drawn from. ``geometry`` is GeoJSON, longitude first."""

    claim_id: str
    place_id: str
    mention_id: str | None
    role: Role = "event"
    geo_precision: int = 1
    shape: Shape = "point"
    geometry: JsonDict | None = None
    inherited: bool = False
    review: Review = "none"


@dataclass(frozen=True)
class Relation:
    """How two claims stand to each other."""

    claim_a: str
    claim_b: str
    relation: RelationKind
    independent: bool | None
    reason: str


@dataclass(frozen=True)
class Correction:
    """One change that a person made."""

    correction_id: str
    target: str
    field: str
    old: Any
    new: Any
    by: str
    at: datetime
    scope: str


@dataclass(frozen=True)
class Resolution:
    """What a resolver returns: the mentions with their places, every candidate, and the places."""

    mentions: tuple[Mention, ...]
    candidates: tuple[Candidate, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class AttributionResult:
    """What an attributor returns: the attributions in reading order, and their speakers."""

    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True)
class ClaimResult:
    """What the claims stage returns; ``mentions`` come back with their roles."""

    claims: tuple[Claim, ...] = ()
    claims_at_place: tuple[ClaimAtPlace, ...] = ()
    mentions: tuple[Mention, ...] = ()
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What an analysis was asked for; a part of its provenance."""

    geocoder: str = "dateline"
    home: str | None = None
    spans: tuple[tuple[int, int], ...] | None = field(default=None)
