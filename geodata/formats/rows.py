"""Statements joined to their places: the rows that CSV, GeoJSON and the table of the terminal are written from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from geodata import schema, wording
from geodata.language.negating import no_in
from geodata.models import JsonDict
from geodata.schema import Analysis

_AROUND = frozenset({"disc", "sector", "corridor"})

DOUBT = "place_doubt"
"""The column in which a table says how far the choice of the place is to be trusted: clear, check or unsure."""

VERDICTS = "verdicts"
"""The column in which a table has what people found about a statement."""

_COARSE_KM, _FINE_KM = 10.0, 1.0  # radius of a place from which a tenth, or a hundredth of a degree is all we know
_DIGITS_COARSE, _DIGITS, _DIGITS_FINE = 1, 2, 3


@dataclass(frozen=True)
class StatementRow:
    """One statement at one place, as JSON records; the last three are None for a statement without a place."""

    claim: JsonDict
    speaker: JsonDict | None
    at_place: JsonDict | None
    place: JsonDict | None
    mention: JsonDict | None
    verdicts: str | None = None
    """What people found about it, each with the name: "Ana’s verdict: Misleading"."""

    @property
    def source(self) -> str:
        """Who says it, as the article names them; never an invented one."""
        name = (self.speaker or {}).get("name") or self.claim["speaker_text"]
        return name or (wording.NOT_STATED if self.claim["cue"] else wording.ARTICLE_ITSELF)

    @property
    def how(self) -> str:
        """How it was said, in words."""
        claim = self.claim
        negations = [(item["start"], item["end"]) for item in claim["evidence"] or () if item["what"] == "negation"]
        where = no_in((claim["start"], claim["end"]), claim["cue"], claim["cue_start"], negations)
        return wording.how_said(claim["certainty"], claim["polarity"], claim["realis"], where)

    @property
    def where(self) -> str:
        """The place as the text stands to it, or nothing."""
        if self.place is None:
            return ""
        mention = self.mention or {}
        stands = (mention.get("relation"), mention.get("distance_km"), mention.get("bearing_deg"))
        return wording.place_phrase(self.place["name"], *stands)

    @property
    def precision(self) -> str:
        """How precise the location is, in words."""
        return wording.PRECISION[self.at_place["geo_precision"]] if self.at_place else "no place"

    @property
    def doubt(self) -> str | None:
        """How far the machine's choice of the place is to be trusted, in one word; None once a person looked."""
        if self.at_place is None:
            return None
        mention = self.mention or {}
        reviews = (self.at_place["review"], mention.get("review"))
        review = next((one for one in reviews if one and one != "none"), "none")
        word = wording.place_doubt(mention.get("score"), mention.get("status") or "", review)
        return "check" if word == "clear" and self.at_place["inherited"] else word or None

    @property
    def is_around_place(self) -> bool:
        """Whether it stands near the place, or in a direction from it: where the place is says where that is."""
        return (self.at_place or {}).get("shape") in _AROUND

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, no finer than known, where the statement stands at a point; an area has none."""
        geometry = (self.at_place or {}).get("geometry")
        if self.place is None or not geometry or geometry["type"] != "Point":
            return None
        longitude, latitude = geometry["coordinates"][:2]
        radius = self.place["radius_km"] or 0.0
        digits = _DIGITS_COARSE if radius >= _COARSE_KM else _DIGITS if radius >= _FINE_KM else _DIGITS_FINE
        return round(latitude, digits), round(longitude, digits)


def statement_rows(analysis: Analysis) -> Iterator[StatementRow]:
    """Yield one row per statement and place in reading order; a statement without a place keeps a row.

    What a person said is no statement is left out, as on the page: it is in the log alone.
    """
    places, mentions, speakers = (
        {record[key]: record for record in schema.to_records(frame)}
        for frame, key in (
            (analysis.places, "place_id"),
            (analysis.mentions, "mention_id"),
            (analysis.speakers, "speaker_id"),
        )
    )
    at_places: dict[str, list[JsonDict]] = defaultdict(list)
    for record in schema.to_records(analysis.claims_at_place):
        if record["review"] != "rejected" and record["place_id"] in places:
            at_places[record["claim_id"]].append(record)
    verdicts = verdict_lines(analysis)
    claims = (record for record in schema.to_records(analysis.claims) if record["review"] != "rejected")
    for claim in sorted(claims, key=lambda record: (record["start"], record["end"])):
        speaker = speakers.get(claim["speaker_id"])
        placed: list[JsonDict | None] = [*at_places.get(claim["claim_id"], ())]
        for at_place in placed or [None]:
            place = places[at_place["place_id"]] if at_place else None
            mention = mentions.get(at_place["mention_id"]) if at_place else None
            yield StatementRow(claim, speaker, at_place, place, mention, verdicts.get(claim["claim_id"]))


def verdict_lines(analysis: Analysis) -> dict[str, str]:
    """Return what people found about each statement, as one line."""
    if analysis.corrections.empty:
        return {}
    from geodata.corrections.verdicts import verdict_words, verdicts_of  # brings the engine: only where it is needed

    return {target: "; ".join(map(verdict_words, said)) for target, said in verdicts_of(analysis).items()}
