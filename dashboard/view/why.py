"""Why something is where it is: the words of the text that decided, the places that were weighed, and why one won."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.view.reading import read_row
from dashboard.view.rows import Rows
from dashboard.view.wording import feature_word
from geodata.models import Claim, ClaimAtPlace, Mention
from geodata.spatial.shapes import DIVISION_KM

MOST_WEIGHED = 8  # candidates that are listed; more only tire
_EVIDENCE = {
    "trigger": "what happened",
    "place": "where",
    "date": "when",
    "hedge": "why it is put with doubt",
    "negation": "why it is said NOT to be so",
}
_PERSON = "A person said so."


@dataclass(frozen=True)
class Quoted:
    """Words of the article that decided something, and where they stand."""

    label: str
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Weighed:
    """A place that a name may mean, and what speaks for it."""

    place_id: str
    name: str
    address: str
    clues: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True)
class NameWhy:
    """Why a name is which place."""

    mention_id: str
    words: Quoted
    reason: str
    weighed: tuple[Weighed, ...]
    more: int = 0  # candidates that are not listed


@dataclass(frozen=True)
class Why:
    """Why a statement, or a name, is where it is."""

    title: str
    names: tuple[NameWhy, ...]
    evidence: tuple[Quoted, ...] = ()
    notes: tuple[str, ...] = ()


Address = Callable[[str], str]


def why_claim(rows: Rows, claim: Claim, address: Address) -> Why:
    """Say why a statement is at its places, how it is put, and when."""
    links = rows.at_place_of.get(claim.claim_id, ())
    mentions = dict.fromkeys(link.mention_id for link in links if link.mention_id in rows.mentions)
    names = tuple(why_name(rows, rows.mentions[key], address) for key in mentions if key)
    notes = [note for link in links for note in _link_notes(rows, link)]
    if not links:
        notes.append("Its words name no place where it happened, and no sentence before it does so for it.")
    return Why(claim.text, names, _evidence(rows, claim), tuple(dict.fromkeys(notes)))


def why_name(rows: Rows, mention: Mention, address: Address) -> NameWhy:
    """Say why a name is the place that it is, with everything that was weighed."""
    weighed = _weighed(rows, mention, address)
    found = Quoted("the name", mention.text, mention.start, mention.end)
    listed = weighed[:MOST_WEIGHED]
    return NameWhy(mention.mention_id, found, mention.reason or "", listed, len(weighed) - len(listed))


def _weighed(rows: Rows, mention: Mention, address: Address) -> tuple[Weighed, ...]:
    return tuple(
        Weighed(place_id, name, address(place_id) or name, clues, chosen=place_id == mention.place_id)
        for _, place_id, name, clues in sorted(_candidates(rows).get(mention.mention_id, ()))
    )


def _candidates(rows: Rows) -> dict[str, list[tuple[int, str, str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[int, str, str, tuple[str, ...]]]] = defaultdict(list)
    columns = ("mention_id", "rank", "place_id", "name", "clues")
    frame = rows.analysis.candidates
    for mention_id, rank, place_id, name, clues in zip(*(frame[column] for column in columns), strict=True):
        found[mention_id].append((int(rank), place_id, name, tuple(clues or ())))
    return found


def _link_notes(rows: Rows, link: ClaimAtPlace) -> list[str]:
    """Say what of a place is not read from its name: a neighbourhood, another sentence, a person."""
    reading = read_row(link, rows)
    notes = []
    if link.inherited:
        notes.append(
            f"{reading.place.name}: taken over from other words, because the statement names no place of its own."
        )
    if reading.relation:
        words = reading.relation.replace("_", " ")
        kind = feature_word(reading.place)
        drawn = (
            f"its outline is not known; an area around the {kind} is drawn."
            if reading.relation in DIVISION_KM
            else f"an area beside the {kind} is drawn, not the {kind} itself."
        )
        notes.append(f"“{words}” {reading.place.name}: {drawn}")
    if link.review in {"corrected", "confirmed"}:
        notes.append(f"{reading.place.name}: {_PERSON[0].lower()}{_PERSON[1:]}")
    return notes


def _evidence(rows: Rows, claim: Claim) -> tuple[Quoted, ...]:
    found = [
        Quoted(_EVIDENCE[item.what], rows.text[item.start : item.end], item.start, item.end) for item in claim.evidence
    ]
    if claim.cue and claim.cue_start is not None and claim.cue_end is not None:
        found.append(Quoted("how the article reports it", claim.cue, claim.cue_start, claim.cue_end))
    if claim.speaker_text and claim.speaker_start is not None and claim.speaker_end is not None:
        found.append(Quoted("who says it", claim.speaker_text, claim.speaker_start, claim.speaker_end))
    return tuple(sorted(dict.fromkeys(found), key=lambda item: (item.start, item.end)))
