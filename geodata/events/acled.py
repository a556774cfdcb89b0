"""ACLED's event and sub-event types and PLOVER's category of a statement, derived from what it tells, for exports."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from geodata.language.wordtables import Trigger, cues, triggers, word_classes
from geodata.models import Claim

_BATTLES, _REMOTE, _CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
_PROTESTS, _RIOTS, _STRATEGIC = "Protests", "Riots", "Strategic developments"
_OF_MODE: Mapping[tuple[str, str | None], tuple[str, str]] = MappingProxyType({
    ("ASSAULT", "aerial"): (_REMOTE, "Air/drone strike"),
    ("ASSAULT", "drone"): (_REMOTE, "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): (_REMOTE, "Shelling/artillery/missile attack"),
    ("ASSAULT", "suicide-attack"): (_REMOTE, "Suicide bomb"),
    ("ASSAULT", "explosives"): (_REMOTE, "Remote explosive/landmine/IED"),
    ("ASSAULT", "unconventional"): (_REMOTE, "Chemical weapon"),
    ("ASSAULT", "firearms"): (_BATTLES, "Armed clash"),
    ("ASSAULT", "sexual"): (_CIVILIANS, "Sexual violence"),
    ("ASSAULT", "abduct"): (_CIVILIANS, "Abduction/forced disappearance"),
    ("ASSAULT", "beat"): (_CIVILIANS, "Attack"),
    ("ASSAULT", "torture"): (_CIVILIANS, "Attack"),
    ("ASSAULT", "targeted"): (_CIVILIANS, "Attack"),
    ("ASSAULT", "destroy"): (_STRATEGIC, "Looting/property destruction"),
    ("ASSAULT", "crowd-control"): (_PROTESTS, "Protest with intervention"),
    ("PROTEST", "riot"): (_RIOTS, "Violent demonstration"),
    ("PROTEST", "vandalize"): (_RIOTS, "Violent demonstration"),
    ("COERCE", "arrest"): (_STRATEGIC, "Arrests"),
    ("RETREAT", "ceasefire"): (_STRATEGIC, "Agreement"),
    ("RETREAT", "withdraw"): (_STRATEGIC, "Non-violent transfer of territory"),
})  # fmt: skip
_OF_TYPE: Mapping[str, tuple[str, str]] = MappingProxyType({
    "PROTEST": (_PROTESTS, "Peaceful protest"),
    "AGREE": (_STRATEGIC, "Agreement"),
    "MOBILIZE": (_STRATEGIC, "Change to group/activity"),
})  # fmt: skip
_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "AGREE"})
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"})
_DONE_BY_WORDS = frozenset({"SANCTION", "CONSULT"})
"""What can be done by saying so: "recalled its ambassador", "discussed the border"."""

_REGAINED = frozenset({"retake", "recapture", "retook", "retaken", "recaptured", "regained"})


def acled_type(claim: Claim) -> tuple[str, str] | None:
    """Return ACLED's event type and sub-event type of a statement.

    Parameters
    ----------
    claim : Claim
        A statement that says that something took place; what is denied, planned or asked for has no type.

    Returns
    -------
    tuple of str or None
        Who acts is not known to the rules: a place that is retaken is taken for regained by a government, one that
        is seized for overtaken by others. An attack without arms has no sub-event type of its own and is none.
    """
    if claim.polarity == "negative" or claim.realis not in ("realised", "ongoing") or claim.event_type is None:
        return None
    if (claim.event_type, claim.event_mode) == ("COERCE", "seize"):
        return _of_seizure(set(claim.text.lower().replace(",", " ").split()))
    return _OF_MODE.get((claim.event_type, claim.event_mode)) or _OF_TYPE.get(claim.event_type)


def _of_seizure(words: set[str]) -> tuple[str, str] | None:
    """Return the type of what is taken: only ground changes hands in a battle, a ship or a cargo does not."""
    if not words & word_classes()["town"]:
        return None
    return _BATTLES, "Government regains territory" if words & _REGAINED else "Non-state actor overtakes territory"


def plover_category(claim: Claim) -> str | None:
    """Return PLOVER's category of a statement as an event of its own.

    PLOVER has no realis: to ask for an event is REQUEST, to announce a friendly one AGREE, a hostile one THREATEN; and
    to say some things is an event itself (to accuse, to reject).
    """
    return code_of(claim)[0]


def code_of(claim: Claim) -> tuple[str | None, str | None]:
    """Return PLOVER's category and mode of a statement as an event of its own; see `plover_category`."""
    told = None if claim.told_whole else _of_cue(claim.cue)  # there the cue is the event's own verb
    said = told.event_type if told else None
    if told and said in _SPOKEN - {"AGREE", "THREATEN"}:
        return told.event_type, told.event_mode
    if claim.realis == "requested" and not (claim.told_whole and claim.event_type):  # "called on the queen" is a visit
        return "REQUEST", None
    if claim.event_type is None:
        return (told.event_type, told.event_mode) if told else (None, None)
    if claim.realis in ("future", "hypothetical") or said in ("AGREE", "THREATEN"):
        return _announced(claim, said), None
    if claim.polarity == "negative" and claim.event_type != "REJECT":
        return ("REJECT" if claim.event_type in _COOPERATIVE else None), None
    return claim.event_type, claim.event_mode


def act_of_saying(cue: str | None) -> str | None:
    """Return the category of what one does by saying so ("accused", "demanded", "rejected"), None for mere saying."""
    told = _of_cue(cue)
    return told.event_type if told else None


def _announced(claim: Claim, said: str | None) -> str:
    """Return what it is to announce an event: a friendly one, a hostile one, or that a friendly one will not come."""
    if said == "THREATEN" or claim.event_type not in _COOPERATIVE:
        return "THREATEN"
    return "AGREE" if claim.polarity == "positive" else "REJECT"


def _of_cue(cue: str | None) -> Trigger | None:
    """Return the category and mode of saying something so: "accused", "demanded", "called for"."""
    said = (cue or "").lower().split()
    for length in range(len(said), 0, -1):
        for first in range(len(said) - length + 1):
            found = _of_wording(" ".join(said[first : first + length]))
            if found:
                return found
    return None


def _of_wording(wording: str) -> Trigger | None:
    trigger = triggers().get(f"v:{wording}") or triggers().get(f"n:{wording}")
    if trigger and trigger.event_type in _SPOKEN | _DONE_BY_WORDS:
        return trigger
    if any(entry.kind == "request" for entry in cues().get(wording, ())):
        return Trigger("REQUEST", None)
    return None
