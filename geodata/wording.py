"""How something was said and how it stands to a place, in words for readers: never a verdict, never a percentage."""

from __future__ import annotations

from typing import Any, Literal

Sign = Literal["flat", "likely", "maybe", "uncommitted", "not", "planned"]
"""The ways in which a statement can be put."""

NoIn = Literal["", "words", "cue", "both"]
"""Where a statement has its NO: "There was no breach", or "denied that the dam had given way", or in both."""

NOT_VERIFIED = "As reported, not verified"
CREDITS = ("GeoNames (CC BY 4.0)", "Natural Earth")
"""Whose data the places and outlines are; they travel with every file."""

ARTICLE_ITSELF = "the article itself"
NOT_STATED = "not stated"
PRECISION = {1: "the place itself", 2: "near or part of the place", 3: "a region", 4: "a country as a whole"}
"""ACLED's geo_precision in words; without a place there is none."""

_HOW: dict[Sign, str] = {
    "flat": "said flatly",
    "likely": "said it is likely",
    "maybe": "said it may be",
    "uncommitted": "does not commit",
    "not": "said it is NOT so",
    "planned": "plans or asks for",
}
_HOW_NOT: dict[NoIn, dict[str, str]] = {
    "": {"probable": "said it is likely NOT so", "possible": "said it may NOT be so"},
    "words": {"certain": "said flatly NOT", "probable": "said likely NOT", "possible": "said maybe NOT"},
    "cue": {"certain": "denied it", "probable": "said it is likely NOT so", "possible": "said it may NOT be so"},
}
"""Words that hold the NO themselves must not read as if they were denied in turn: "not so: there was no breach"."""
_BY_CERTAINTY: dict[str, Sign] = {
    "certain": "flat",
    "probable": "likely",
    "possible": "maybe",
    "unknown": "uncommitted",
}
_PLAIN_RELATIONS = frozenset({"at", "in", "on", "inside", "within"})  # they say no more than the place itself
_SAID_AS_FROM = frozenset({"near", "off", "beyond"})  # "5 km from", where these carry a distance
_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_CIRCLE = 360.0  # degrees of bearing


def sign_of(certainty: str, polarity: str, realis: str) -> Sign:
    """Return how a statement was put: a denial first, then plans and requests, then how surely it was said.

    What is left open ("could not be verified") is no denial, and what may come ("the toll could rise") is no plan. What
    hangs on a condition ("would close the school") is no more there yet than a plan, and drawn as one.
    """
    if polarity == "negative" and certainty != "unknown":
        return "not"
    is_ahead = realis in {"future", "requested", "hypothetical"} and certainty in {"certain", "probable"}
    return "planned" if is_ahead else _BY_CERTAINTY[certainty]


def how_said(certainty: str, polarity: str, realis: str, no_in: NoIn = "") -> str:
    """Say how surely the speaker put it, as Dateline says it everywhere; `no_in` tells where a denial has its NO."""
    sign = sign_of(certainty, polarity, realis)
    if sign == "not":
        return _HOW_NOT["words" if no_in == "both" else no_in].get(certainty, _HOW["not"])
    if no_in == "both" and certainty != "unknown":
        return "denied it"  # "denied that no aid had come": that some came is so, its words are not
    if realis == "future" and certainty in {"probable", "possible"}:
        return f"{_HOW[_BY_CERTAINTY[certainty]]}, still to come"
    if realis == "hypothetical" and sign == "planned":
        return "said what would be"
    return _HOW[sign]


def place_phrase(name: str, relation: str | None, distance_km: float | None, bearing_deg: float | None) -> str:
    """Name a place as the text stands to it: "near Homs", "20 km south of Homs", "western part of Syria"."""
    if not relation or relation in _PLAIN_RELATIONS:
        return name
    if relation == "part_of":
        side = "" if bearing_deg is None else f"{_WINDS[round(bearing_deg / _CIRCLE * len(_WINDS)) % len(_WINDS)]}ern "
        return f"{side}part of {name}"
    words = relation.replace("_", " ")
    if distance_km:
        words = f"{distance_km:g} km {'from' if relation in _SAID_AS_FROM else words}"
    return f"{words} {name}"


def happened(claim: dict[str, Any]) -> str:
    """Return when a statement says it happened: a day, a stretch of days as ISO 8601 writes it, else its own words."""
    start, end = claim["date_start"], claim["date_end"]
    if start and end and end != start:
        return f"{start}/{end}"
    return start or end or claim["date_text"] or ""


CLEAR_FROM, CHECK_FROM = 0.8, 0.5  # of the machine's score for a place: from here on it is clear, or to be checked


def place_doubt(score: float | None, status: str, review: str) -> str:
    """Say in one word how far the machine's choice of a place is to be trusted; empty once a person looked."""
    if review in {"confirmed", "corrected"}:
        return ""
    if status != "resolved" or score is None:
        return "check"
    if score >= CLEAR_FROM:
        return "clear"
    return "check" if score >= CHECK_FROM else "unsure"
