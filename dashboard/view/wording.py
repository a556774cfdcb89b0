"""The words on the page: how something was said, who, when and where. Never a verdict, never a percentage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from dashboard.view.records import Sign, Span
from geodata import wording
from geodata.events.acled import act_of_saying
from geodata.language.negating import no_in
from geodata.language.wordtables import cues
from geodata.models import Claim, Place, Speaker

ARTICLE_HEADING = "The article says"
UNSTATED_HEADING = "Source not stated"
NOT_STATED = "not stated"


_UNNAMED_HEADS = (
    r"officials?|officers?|sources?|diplomats?|aides?|spokes(?:man|woman|men|person|people)|commanders?|activists?|"
    r"witness(?:es)?|experts?|analysts?|residents?|investigators?"
)
_UNNAMED = re.compile(rf"\b(?:{_UNNAMED_HEADS})\b(?=$|\s+(?:of|at|in|from|for|with)\b)", re.IGNORECASE)
_FLAT = wording.how_said("certain", "positive", "realised")
_PLANNED = wording.how_said("certain", "positive", "future")
_ESTIMATING = frozenset({"put", "puts"})  # "put the toll at 31" is told whole, and said all the same
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "which", "his", "her", "their", "its", "the", "a", "an"})
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "president", "minister", "general", "senator"})
_WORDS = re.compile(r"\w+")
LONGEST_CLAUSE = 48  # characters of what is told of a source beside its name: "who asked not to be named"
_IS_CLAUSE = re.compile(r"(?:who|whose|whom|which|where)\b", re.IGNORECASE)
_CLAUSE = re.compile(r",\s+(?:who|whose|whom|which|where)\b", re.IGNORECASE)


def sign_of(claim: Claim) -> Sign:
    """Return how a statement is drawn: a denial first, then plans and requests, then how surely it was said."""
    return wording.sign_of(claim.certainty, claim.polarity, claim.realis)


def shared_sign(signs: Sequence[Sign]) -> Sign:
    """Return the sign that all share, else the neutral one: never the strongest."""
    return signs[0] if len(set(signs)) == 1 else "several"


def how_said(claim: Claim, start: int | None = None) -> str:
    """Say how surely the speaker put it, in the page's words; under "The article says" nothing is said twice.

    `start` is where the words begin that are shown, if not with those of the statement.
    """
    how = wording.how_said(claim.certainty, claim.polarity, claim.realis, _no_in(claim, start))
    if sign_of(claim) == "planned" and intends(claim.cue):
        how = _PLANNED  # "promised two ships" is a plan, however sure its coming is
    is_named = bool(claim.speaker_id or claim.speaker_text)
    if (
        claim.told_whole and is_named and claim.cue not in _ESTIMATING
    ):  # the article tells what a source did in words: "They condemned the killings"
        return {_FLAT: "the article says"}.get(how, how.replace("said", "the article says", 1))
    if is_named or (claim.cue and not claim.told_whole):
        return how
    return {_PLANNED: "it is planned or asked for"}.get(how, how.removeprefix("said "))


def _no_in(claim: Claim, start: int | None) -> wording.NoIn:
    negations = [(item.start, item.end) for item in claim.evidence if item.what == "negation"]
    return no_in((claim.start if start is None else start, claim.end), claim.cue, claim.cue_start, negations)


def intends(cue: str | None) -> bool:
    """Tell whether a cue is one of plans: "plans to", "promised"."""
    return any(entry.kind == "intention" for word in (cue or "").lower().split() for entry in cues().get(word, ()))


def words_start(claim: Claim, text: str) -> int:
    """Return where the words of a card begin: with the cue where they do not stand without it ("plans [to move]")."""
    bare = claim.text.startswith(("to ", "not to ")) or (
        claim.polarity == "positive" and (act_of_saying(claim.cue) is not None or intends(claim.cue))
    )
    if not bare or claim.cue_start is None or claim.cue_end is None or claim.quote == "direct":
        return claim.start
    return (
        claim.cue_start
        if not text[claim.cue_end : claim.start].strip() and claim.cue_end < claim.start
        else claim.start
    )


def cue_note(claim: Claim, start: int | None = None) -> str:
    """Point at the reporting word where it judges or is an act ("demanded"): it is the article's, not ours.

    Nothing is said twice: not where the word stands in the words that are shown, nor where "denied it" says it.
    """
    if not claim.cue or (claim.stance == "neutral" and act_of_saying(claim.cue) is None):
        return ""
    is_shown = claim.cue_start is not None and (claim.start if start is None else start) <= claim.cue_start < claim.end
    return "" if is_shown or _no_in(claim, start) in {"cue", "both"} else f"the article’s word: {claim.cue}"


def heading(claim: Claim, speaker: Speaker | None) -> str:
    """Name the source as the article does, without what is told of it beside; never invent one."""
    name = (speaker.name if speaker else None) or claim.speaker_text
    if name:
        return capitalised(without_clause(name))
    return UNSTATED_HEADING if claim.cue and not claim.told_whole else ARTICLE_HEADING


def without_clause(name: str) -> str:
    """Leave out what a name is followed by: "the mayor, Rosa Mendoza, who has governed since 2019"."""
    return _CLAUSE.split(name, maxsplit=1)[0].rstrip(" ,;") or name


def speaker_note(claim: Claim, speaker: Speaker | None) -> str:
    """Say that a source is unnamed, and as what it speaks where the sentence says more than its name."""
    parts = []
    name = (speaker.name if speaker else None) or claim.speaker_text or ""
    if name and (_is_unnamed(name) or (speaker is not None and speaker.kind in {"anonymous", "residents"})):
        parts.append("unnamed")
    if speaker and speaker.kind == "social_media":
        parts.append("online")
    if claim.speaker_text and _says_more(claim.speaker_text, name):
        parts.append(_added(claim.speaker_text, name))
    return ", ".join(parts)


def _added(words: str, name: str) -> str:
    """Return what a sentence says of a source beside its name: "Colonel, a spokesman for the ministry"."""
    before, found, behind = words.partition(name)
    if not found:
        before, _, behind = words.partition(",")
        before = before if _says_more(before, name) else ""
    before = "" if before.strip().lower() in _PRONOUNS else before
    parts = [part.strip(" ,") for part in (before, behind)]
    return ", ".join(part for part in parts if part and not (len(part) > LONGEST_CLAUSE and _IS_CLAUSE.match(part)))


def _is_unnamed(name: str) -> bool:
    return bool(_UNNAMED.search(name))


def _says_more(words: str, name: str) -> bool:
    extra = set(_WORDS.findall(words.lower())) - set(_WORDS.findall(name.lower())) - _PRONOUNS - _TITLES
    return bool(extra - {"official", "officials", "unnamed", "anonymous", "same", "also"})


def words_note(quoted: Sequence[bool], claim: Claim) -> str:
    """Say whose words are shown where they do not stand in quotation marks."""
    if all(quoted) or not (claim.cue or claim.speaker_text or claim.speaker_id):
        return ""
    return "partly in the article’s words" if any(quoted) else "in the article’s words"


def lowered(words: str) -> str:
    """Write an article at the front small, for the middle of a sentence."""
    first, space, rest = words.partition(" ")
    return first.lower() + space + rest if first in ("A", "An", "The", "His", "Her", "Its", "Their") else words


def capitalised(words: str) -> str:
    """Write the first letter large and leave the rest as it is."""
    return words[:1].upper() + words[1:]


def day(value: date) -> str:
    """Write a day: Wed 30 Sep 2015."""
    return f"{value:%a} {value.day} {value:%b %Y}"


def when(claim: Claim) -> str:
    """Say when it happened, as precisely as the article does."""
    start, end, words = claim.date_start, claim.date_end, claim.date_text
    if (start or end) is None or claim.date_precision in {"vague", "none"}:
        return _undated(claim)
    if start is None:
        whole = (
            "the end of " if claim.date_precision in {"month", "year"} and re.search(r"\bend\b", words or "") else ""
        )
        return f"by {whole}{_period(end, claim.date_precision)}" if end else _undated(claim)
    shown = _period(start, claim.date_precision)
    if end is None:
        return f"{shown} onward"
    last = _period(end, claim.date_precision)
    if last == shown:
        return shown
    return f"{shown} to {last}" if words is None or not _is_relative(words) else f"{shown} to {last} ({words})"


def spanned(span: Span) -> str:
    """Write a stretch of days as precisely as it is known."""
    first, last = _period(span.start, span.precision), _period(span.end, span.precision)
    words = first if first == last else f"{first} to {last}"
    return f"About {words}" if span.precision == "vague" else words


def _is_relative(words: str) -> bool:
    return not any(character.isdigit() for character in words)


def _period(value: date, precision: str) -> str:
    return {"month": f"{value:%B %Y}", "year": f"{value.year}"}.get(precision) or day(value)


def _undated(claim: Claim) -> str:
    if not claim.date_text:
        return NOT_STATED
    if claim.date_precision == "vague" and claim.date_start and claim.date_end:  # "this week"
        return f"{claim.date_text}, about {day(claim.date_start)} to {day(claim.date_end)}"
    return claim.date_text if claim.date_precision == "vague" else f"{claim.date_text} (date unknown)"


_ADMIN1_WORDS = {
    "province": "AF AO AR BE BG CA CN CR CU EC FJ ID IE IQ IR KH KR LA LK MZ NL PA PG PH PK RW SA TH TR VN ZA ZM",
    "state": "AT AU BR DE IN MM MX MY NG SD SS US VE",
    "governorate": "BH EG JO KW LB OM PS SY TN YE",
    "region": "BF CL CZ DK ES ET FI FR GH GR IT ML NA NE NO NZ PE RU SN TD TG TZ UA UZ",
    "county": "AL EE HR HU KE LR LT RO SE",
    "prefecture": "CF GN JP",
    "department": "BO CO GT HN HT NI PY SV UY",
    "canton": "BA CH LU",
    "country": "GB",
}
_ADMIN1_WORD = {code: word for word, codes in _ADMIN1_WORDS.items() for code in codes.split()}
_FEATURE_WORDS = (
    ("PPLX", "part of town"),
    ("PPL", "town"),
    ("ADM2", "district"),
    ("ADM3", "district"),
    ("PCL", "country"),
    ("CONT", "continent"),
    ("RGN", "region"),
    ("STM", "river"),
    ("LK", "lake"),
    ("SEA", "sea"),
    ("OCN", "ocean"),
    ("ISL", "island"),
    ("MT", "mountain"),
)
VILLAGE_BELOW, CITY_FROM = 5_000, 500_000  # people: what a reader would call a village, or a city


def feature_word(place: Place) -> str:
    """Say in one word what kind of place it is: town, governorate, river."""
    code = place.feature_code or ""
    if code == "ADM1":
        return _ADMIN1_WORD.get(place.country_code or "", "division")
    word = _word_of_code(code)
    if word == "town" and place.population:
        return "village" if place.population < VILLAGE_BELOW else "city" if place.population >= CITY_FROM else word
    return word


@cache
def _word_of_code(code: str) -> str:
    return next((word for start, word in _FEATURE_WORDS if code.startswith(start)), "place")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun, singular or plural."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does: a, b and c."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""
