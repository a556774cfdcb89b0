"""Denials of an attack that say nothing else: "fired on a crowd in Aton", "denied that shots were fired in Aton"."""

from __future__ import annotations

import re

from geodata.compare.telling import Told, content_words, named, same_days, same_speaker
from geodata.language.negating import denies
from geodata.models import RelationKind

_FORCE = content_words(
    "attack attacks attacked strike strikes struck shot shots shooting fire fired firing raid raids bombing bombed"
    " shelling shelled bombardment assault operation operations"
)
"""Words for the use of force that do not say of which kind, or whom it hit."""

_BARE_FORCE = content_words("attack attacks shooting shots shelling bombing raid raids bombardment gunfire explosion")
"""Those that tell of it without a verb: "reported shooting in Aton"."""

_LIGHT = content_words(
    "carry carried carrying conduct conducted launch launched make made take taken took place happen happened occur"
    " occurred involved involvement part role ever ordered such kind whatsoever open opened use used"
    " town city village area place"
)
"""Words that only say that there was an attack, or whose it was."""

_OWN = re.compile(r"\b(?:it|its|they|their|he|his|she|her)\b", re.IGNORECASE)
"""What tells that a source denies an act of its own."""

DENIED: RelationKind = "contradicts"
WHY_DENIED = "One denies the attack that the other tells of."


def is_rebuttal(one: Told, other: Told) -> bool:
    """Tell whether one of two statements denies the attack that the other tells of, at the same place.

    What else a denial says must stand in the other statement as well: that no hospital was hit denies no strike on a
    market.
    """
    denial, told = (one, other) if one.claim.polarity == "negative" else (other, one)
    if not _denies(denial) or not _tells(told) or same_speaker(one, other) or not same_days(one, other):
        return False
    names = named(denial.claim.text) & named(told.claim.text)
    if not (names or denial.places & told.places) or (_OWN.search(denial.claim.text) and not _is_accused(denial, told)):
        return False
    own = {word for name in named(denial.claim.text) for word in content_words(name)}
    return bool(denial.words & _FORCE) and denial.words - own <= told.words | _FORCE | _LIGHT


def _is_accused(denial: Told, told: Told) -> bool:
    """Tell whether who denies stands in what the other tells: another's attack there may be true as well."""
    return denial.source is not None and bool(content_words(denial.source.name) & told.words)


def _denies(item: Told) -> bool:
    """Tell whether a statement is what a source denies: "denied that", not "said there was no"."""
    return denies(item.claim.cue) and item.claim.polarity == "negative" and item.claim.certainty == "certain"


def _tells(item: Told) -> bool:
    claim = item.claim
    happened = claim.polarity == "positive" and claim.realis in ("realised", "ongoing")
    is_force = claim.event_type == "ASSAULT" or (claim.event_type is None and bool(item.words & _BARE_FORCE))
    return happened and is_force and claim.certainty != "unknown"
