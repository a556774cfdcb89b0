"""An invented article with its analysis written by hand: every sign, tray and twin that the page can show.

Everything is found by its words in the text, so the offsets hold when the text changes.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import math
from datetime import UTC, date, datetime
from typing import Any

from geodata import schema
from geodata.models import (
    Article,
    Candidate,
    Claim,
    ClaimAtPlace,
    Document,
    Evidence,
    Mention,
    Place,
    Relation,
    Speaker,
)
from geodata.text import make_document

TITLE = "River towns brace as the Danube crests; ministry denies dam has failed"
PUBLISHED = date(2024, 6, 4)  # a Tuesday
TEXT = f"""{TITLE}

The Danube rose another forty centimetres overnight, and people in Budapest piled sandbags along the quays.
Water stood two metres deep in villages near Passau, a senior official of the water authority said on Monday.
Austria's interior ministry denied that a dam north of Linz had given way. “There is no breach,” its spokeswoman said.
Volunteers claimed the water might reach the old town of Linz by evening.
The army plans to move people out of settlements east of Bratislava on Wednesday, according to its staff.
Two diplomats said Brussels had offered pumps.
In Upper Austria more than 1,200 homes have lost power since Sunday, the grid operator reported.
“It is likely that roads in the province of Salzburg will stay shut,” the road service said.
In Salzburg the fire brigade pumped out forty cellars, and its chief admitted that the pumps had come late.
The road service would not say whether the bridge in Győr had been closed.
All schools in Austria will close on Friday, the interior ministry announced. Hungary asked its neighbours for boats.
In Zwettlbach, a hamlet that no map shows, a footbridge was swept away.
That was taken as an indication that the crest had passed.
The museum keeps a list of the great floods on its wall.
"""
ARTICLE_ID = hashlib.sha256(TEXT.encode()).hexdigest()[:12]

BUDAPEST, PASSAU, LINZ = "geonames:3054643", "geonames:2855328", "geonames:2772400"
BRATISLAVA, BRUSSELS, GYOR = "geonames:3060972", "geonames:2800866", "geonames:3052009"
SALZBURG, SALZBURG_PROVINCE, UPPER_AUSTRIA = "geonames:2766824", "geonames:2766823", "geonames:2769848"
AUSTRIA, HUNGARY = "iso:AT", "iso:HU"
KM_PER_DEGREE = 111.2  # of latitude


def span(words: str, nth: int = 1) -> tuple[int, int]:
    """Where the words stand in the text, the nth time."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


@functools.cache
def _document() -> Document:
    return make_document(article())


def _sentence_id(offset: int) -> str | None:
    sentence = _document().sentence_at(offset)
    return sentence.sentence_id if sentence else None


def article() -> Article:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    captured = datetime(2024, 6, 4, 9, 30, tzinfo=UTC)
    return Article(ARTICLE_ID, TITLE, TEXT, None, "Invented example", PUBLISHED, "en", captured, digest)


def _mention(words: str, place_id: str | None, nth: int = 1, **fields: Any) -> Mention:
    start, end = span(words, nth)
    status = fields.pop("status", "resolved" if place_id else "not_found")
    fields.setdefault("score", 0.9 if place_id else None)
    mention_id = f"{ARTICLE_ID}.m{start}-{end}"
    return Mention(
        mention_id, ARTICLE_ID, _sentence_id(start), start, end, words, place_id=place_id, status=status, **fields
    )


MENTIONS = (
    _mention("Budapest", BUDAPEST, role="event", relation="in"),
    _mention("Passau", PASSAU, role="event", relation="near"),
    _mention("Austria", AUSTRIA, kind="embedded", role="speaker", score=0.6),
    _mention("Linz", LINZ, role="event", relation="north_of", bearing_deg=0.0),
    _mention("Linz", LINZ, 2, role="event", relation="in"),
    _mention("Bratislava", BRATISLAVA, role="event", relation="east_of", bearing_deg=90.0),
    _mention("Brussels", BRUSSELS, kind="associative", role="speaker"),
    _mention("Upper Austria", UPPER_AUSTRIA, role="event", relation="in"),
    _mention("Salzburg", SALZBURG_PROVINCE, role="event", relation="in", score=0.35),
    _mention("Salzburg", SALZBURG, 2, role="event", relation="in", score=0.7),
    _mention("Győr", GYOR, role="event", relation="in"),
    _mention("Austria", AUSTRIA, 3, role="event", relation="in"),
    _mention("Hungary", HUNGARY, kind="literal", role="event"),
    _mention("Zwettlbach", None, role="event", relation="in"),
)


def _place(place_id: str, name: str, at: tuple[float, float], where: tuple[str, str | None, str], **more: Any) -> Place:
    country, admin1, code = where
    fields = {"radius_km": 10.0, "population": 100_000, "geocoder": "dateline", "n_mentions": 1, **more}
    return Place(place_id, name, at[0], at[1], country_code=country, admin1=admin1, feature_code=code, **fields)


PLACES = (
    _place(BUDAPEST, "Budapest", (47.49835, 19.04045), ("HU", "05", "PPLC"), radius_km=25.0, population=1_741_041),
    _place(PASSAU, "Passau", (48.5665, 13.43122), ("DE", "02", "PPLA3"), population=50_560),
    _place(AUSTRIA, "Austria", (47.6, 14.1), ("AT", None, "PCLI"), radius_km=250.0, population=8_900_000),
    _place(LINZ, "Linz", (48.30639, 14.28611), ("AT", "04", "PPLA"), radius_km=25.0, population=204_846),
    _place(BRATISLAVA, "Bratislava", (48.14816, 17.10674), ("SK", "02", "PPLC"), radius_km=25.0, population=423_737),
    _place(BRUSSELS, "Brussels", (50.85045, 4.34878), ("BE", "BRU", "PPLC"), radius_km=25.0, population=1_019_022),
    _place(UPPER_AUSTRIA, "Upper Austria", (48.1, 14.0), ("AT", "04", "ADM1"), radius_km=70.0, population=1_500_000),
    _place(SALZBURG_PROVINCE, "Salzburg", (47.3, 13.2), ("AT", "05", "ADM1"), radius_km=60.0, population=560_000),
    _place(SALZBURG, "Salzburg", (47.79941, 13.04399), ("AT", "05", "PPLA"), radius_km=25.0, population=157_245),
    _place(GYOR, "Győr", (47.68333, 17.63512), ("HU", "09", "PPLA"), population=129_301),
    _place(HUNGARY, "Hungary", (47.1, 19.4), ("HU", None, "PCLI"), radius_km=230.0, population=9_600_000),
)

SPEAKERS = (
    Speaker("sp1", "a senior official of the water authority", "anonymous", "water authority", 1),
    Speaker("sp2", "Austria's interior ministry", "office", "ministry", 3),
    Speaker("sp3", "Volunteers", "group", "volunteers", 1),
    Speaker("sp4", "the army", "group", "army", 1),
    Speaker("sp5", "Two diplomats", "anonymous", "diplomats", 1),
    Speaker("sp6", "the grid operator", "office", "grid operator", 1),
    Speaker("sp7", "the road service", "office", "road service", 2),
    Speaker("sp8", "the chief of the fire brigade", "office", "fire brigade", 1),
)


def _claim(words: str, speaker: tuple[str, str] | None = None, cue: str | None = None, **fields: Any) -> Claim:
    """Make a claim of its own words; the cue is the nearest such word to them."""
    start, end = span(words)
    if speaker:
        speaker_start = _nearest(speaker[1], start)
        fields |= {"speaker_id": speaker[0], "speaker_text": speaker[1], "speaker_start": speaker_start}
        fields["speaker_end"] = speaker_start + len(speaker[1])
    if cue:
        cue_start = _nearest(cue, start)
        fields |= {"cue": cue, "cue_start": cue_start, "cue_end": cue_start + len(cue)}
        fields.setdefault("content_spans", ((start, end),))
        fields.setdefault("quote", "indirect")
        fields["attribution_id"] = f"{ARTICLE_ID}.a{cue_start}"
    fields["evidence"] = tuple(
        Evidence(what, *_word_span(word, start)) for what, word in fields.pop("evidence_words", ())
    )
    return Claim(f"{ARTICLE_ID}.c{start}-{end}", ARTICLE_ID, _sentence_id(start), start, end, words, **fields)


def _word_span(word: str, near: int) -> tuple[int, int]:
    start = _nearest(word, near)
    return start, start + len(word)


def _nearest(words: str, offset: int) -> int:
    starts = [index for index in range(len(TEXT)) if TEXT.startswith(words, index)]
    return min(starts, key=lambda start: abs(start - offset))


def _on(day: int, text: str, until: int | None = None) -> dict[str, Any]:
    last = date(2024, 6, until or day)
    return {"date_start": date(2024, 6, day), "date_end": last, "date_precision": "day", "date_text": text}


CLAIMS = (
    _claim("The Danube rose another forty centimetres overnight", date_precision="vague", date_text="overnight"),
    _claim("people in Budapest piled sandbags along the quays", event_type="AID"),
    _claim("Water stood two metres deep in villages near Passau", ("sp1", "a senior official of the water authority"),
           "said", **_on(3, "Monday"), said_start=date(2024, 6, 3), said_end=date(2024, 6, 3)),
    _claim("a dam north of Linz had given way", ("sp2", "Austria's interior ministry"), "denied",
           polarity="negative", evidence_words=(("negation", "denied"),)),
    _claim("There is no breach", ("sp2", "its spokeswoman"), "said", quote="direct", polarity="negative",
           evidence_words=(("negation", "no"),)),
    _claim("the water might reach the old town of Linz by evening", ("sp3", "Volunteers"), "claimed",
           stance="distancing", certainty="possible", evidence_words=(("hedge", "might"),), date_precision="vague",
           date_text="by evening"),
    _claim("move people out of settlements east of Bratislava on Wednesday", ("sp4", "The army"), "plans",
           realis="future", **_on(5, "Wednesday"), event_type="AID"),
    _claim("Brussels had offered pumps", ("sp5", "Two diplomats"), "said"),
    _claim("more than 1,200 homes have lost power since Sunday", ("sp6", "the grid operator"), "reported",
           date_start=date(2024, 6, 2), date_precision="day", date_text="since Sunday",
           figures=({"kind": "homes", "min": 1200, "max": None, "hedge": "more than", "scope": "event",
                     "text": "more than 1,200 homes"},)),
    _claim("It is likely that roads in the province of Salzburg will stay shut", ("sp7", "the road service"), "said",
           quote="direct", certainty="probable", realis="future", evidence_words=(("hedge", "likely"),)),
    _claim("In Salzburg the fire brigade pumped out forty cellars"),
    _claim("the pumps had come late", ("sp8", "its chief"), "admitted", stance="endorsing"),
    _claim("whether the bridge in Győr had been closed", ("sp7", "The road service"), "would not say",
           certainty="unknown", evidence_words=(("hedge", "whether"),)),
    _claim("All schools in Austria will close on Friday", ("sp2", "the interior ministry"), "announced",
           realis="future", **_on(7, "Friday")),
    _claim("Hungary asked its neighbours for boats", realis="requested", event_type="REQUEST"),
    _claim("In Zwettlbach, a hamlet that no map shows, a footbridge was swept away"),
    _claim("the crest had passed", None, "taken as an indication", certainty="possible"),
)  # fmt: skip


def _ring(latitude: float, longitude: float, radius_km: float, first: int = 0, last: int = 360) -> list[list[float]]:
    """A circle, or its part between two bearings, longitude first."""
    step = 10  # degrees of bearing between corners
    across = KM_PER_DEGREE * math.cos(math.radians(latitude))
    corners = [
        [
            longitude + radius_km / across * math.sin(math.radians(bearing)),
            latitude + radius_km / KM_PER_DEGREE * math.cos(math.radians(bearing)),
        ]
        for bearing in range(first, last + 1, step)
    ]
    return corners if last - first == 360 else [[longitude, latitude], *corners, [longitude, latitude]]


def _polygon(ring: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [ring]}


_BOX_UPPER_AUSTRIA = [[12.8, 48.2], [13.7, 48.75], [14.9, 48.6], [14.9, 47.9], [14.0, 47.5], [13.2, 47.8], [12.8, 48.2]]
_BOX_SALZBURG = [[12.1, 47.2], [12.9, 47.9], [13.4, 47.9], [13.9, 47.2], [13.6, 46.95], [12.2, 47.0], [12.1, 47.2]]


def _at(claim: int, mention: int, precision: int, shape: str, geometry: dict[str, Any] | None, **more: Any) -> Any:
    named = MENTIONS[mention]
    return ClaimAtPlace(
        CLAIMS[claim].claim_id, str(named.place_id), named.mention_id, "event", precision, shape, geometry, **more
    )


def _point(mention: int) -> dict[str, Any]:
    place = next(place for place in PLACES if place.place_id == MENTIONS[mention].place_id)
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}


CLAIMS_AT_PLACE = (
    _at(1, 0, 1, "point", _point(0)),
    _at(2, 1, 2, "disc", _polygon(_ring(48.5665, 13.43122, 10.0))),
    _at(3, 3, 2, "sector", _polygon(_ring(48.30639, 14.28611, 40.0, -50, 50))),
    _at(4, 3, 2, "sector", _polygon(_ring(48.30639, 14.28611, 40.0, -50, 50)), inherited=True),
    _at(5, 4, 1, "point", _point(4)),
    _at(6, 5, 2, "sector", _polygon(_ring(48.14816, 17.10674, 40.0, 40, 140))),
    _at(8, 7, 3, "area", _polygon(_BOX_UPPER_AUSTRIA)),
    _at(9, 8, 3, "area", _polygon(_BOX_SALZBURG)),
    _at(10, 9, 1, "point", _point(9)),
    _at(11, 9, 1, "point", _point(9), inherited=True),
    _at(12, 10, 1, "point", _point(10)),
    _at(13, 11, 4, "none", None),
    _at(14, 12, 4, "none", None),
)

CANDIDATES = tuple(
    Candidate(mention.mention_id, 1, place.place_id, place.name, place.latitude, place.longitude, 0.9, ("population",))
    for mention in MENTIONS
    for place in PLACES
    if place.place_id == mention.place_id
)
RELATIONS = (Relation(CLAIMS[3].claim_id, CLAIMS[4].claim_id, "restates", None, "The same ministry says it again."),)


def example_analysis(**article_fields: Any) -> schema.Analysis:
    """The analysis; fields of the article may be replaced, `published=None` among them."""
    return schema.Analysis(
        article=dataclasses.replace(article(), **article_fields),
        mentions=schema.to_frame("mentions", MENTIONS),
        candidates=schema.to_frame("candidates", CANDIDATES),
        places=schema.to_frame("places", PLACES),
        speakers=schema.to_frame("speakers", SPEAKERS),
        claims=schema.to_frame("claims", CLAIMS),
        claims_at_place=schema.to_frame("claims_at_place", CLAIMS_AT_PLACE),
        relations=schema.to_frame("relations", RELATIONS),
        corrections=schema.to_frame("corrections", ()),
        provenance={"program": "dateline", "version": "0.1.0", "analyzed_at": "2024-06-04T09:30:00+00:00"},
    )
