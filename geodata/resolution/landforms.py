"""Names that the word beside them makes a river, a lake or a range: "the Arauca river" is not the town of Arauca."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from geodata.models import GazetteerEntry, Mention
from geodata.placewords import feature_words, words
from geodata.resolution.cues import described_as, has_several

FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "STM": ("{} River", "River {}"),
        "LK": ("Lake {}", "{} Lake"),
        "OCN": ("{} Ocean",),
        "GULF": ("Gulf of {}", "{} Gulf"),
        "BAY": ("{} Bay", "Bay of {}"),
        "STRT": ("{} Strait", "Strait of {}"),
        "ISL": ("{} Island", "{} Islands"),
        "PEN": ("{} Peninsula",),
        "MT": ("Mount {}", "{} Mountain"),
        "MTS": ("{} Mountains",),
        "VAL": ("{} Valley",),
        "DSRT": ("{} Desert",),
    }
)
"""How waters and landforms are listed, by the class that the word beside a name asks for."""


PART_OF_TOWN = "PPLX"
"""The feature code of a part of a town, which may be a district itself."""

_AROUND = ("ADM", "RGN", "TERR")  # codes of the divisions around a town
LARGE_TOWN = 100_000  # people: such a town has districts of its own
_SECOND_LEVEL = ("ADM2", "ADM3")  # what a word for a smaller division asks for first: "district", "county"


@cache
def _site() -> re.Pattern[str]:
    """Return the words for a site right behind a name."""
    sites = "|".join(sorted(words("outlying_sites"), key=len, reverse=True))
    kinds = "international|regional|military|refugee|border"
    return re.compile(rf"(?:['’]s)?(?:\s+(?:\w+\s+)?(?:{kinds}))?\s+(?:{sites})\b", re.IGNORECASE)


def landform_of(name: str, cue: Sequence[str]) -> str | None:
    """Return the class of landform that a word beside a name asks for; a name that ends in such a word says it itself.

    Parameters
    ----------
    name : str
        A name as it stands in the text: "Arauca", but "Green Bay" may be the town.
    cue : sequence of str
        The feature codes that the words beside it ask for.
    """
    return cue[0] if cue and cue[0] in FORMS and not _says_itself(_bare(name)) else None


def _says_itself(name: str) -> bool:
    return " " in name and name.lower().split()[-1] in feature_words()


def _bare(name: str) -> str:
    """Return a name without a common word behind it: the "Lesbos" of "Lesbos island"."""
    head, _, last = name.rpartition(" ")
    return head if head and last in feature_words() else name


def forms_of(name: str, cue: Sequence[str]) -> tuple[str, ...]:
    """Return the names under which such a landform may be listed; none for a town or a division."""
    kind, bare = landform_of(name, cue), _bare(name)
    if kind is None:
        return ()
    return (*(form.format(bare) for form in FORMS[kind]), *((bare,) if bare != name else ()))


def of_kind(name: str, cue: tuple[str, ...], entries: tuple[GazetteerEntry, ...]) -> tuple[GazetteerEntry, ...]:
    """Return the landforms among the places of a name where one is asked for; all of them where there is none."""
    if landform_of(name, cue) is None:
        return entries
    return tuple(entry for entry in entries if entry.feature_code.startswith(cue)) or entries


def relation_beside(text: str, mention: Mention, cue: tuple[str, ...], entry: GazetteerEntry) -> str | None:
    """Return how what is meant lies to a town that only tells about where; None where the town itself is meant.

    "Mosul district" is the district around the town, "Erbil airport" and "the Arauca river" are near it.

    Parameters
    ----------
    text : str
        The article.
    mention : Mention
        The name.
    cue : tuple of str
        The feature codes that the words beside the name ask for.
    entry : GazetteerEntry
        The place that was chosen for it.
    """
    if not entry.feature_code.startswith("PPL") or entry.feature_code == PART_OF_TOWN:
        return None
    if only_lends_its_name(mention.text, cue, entry):
        return "near"
    if not mention.text.lower().endswith(" city") and bool(cue) and all(code.startswith(_AROUND) for code in cue):
        if has_several(text, mention):
            return None
        return "district_of" if cue[0].startswith(_SECOND_LEVEL) else "region_of"
    return "near" if _site_follows(text, mention) else None


def part_or_whole(text: str, mention: Mention, entry: GazetteerEntry) -> str | None:
    """Return the relation of a name with a wind: "the northern region of Mali" is a part, that of Timbuktu is whole.

    Parameters
    ----------
    text : str
        The article.
    mention : Mention
        The name.
    entry : GazetteerEntry
        The place that was chosen for it.
    """
    kind, code = described_as(text, mention), entry.feature_code
    if kind is None or code.startswith(("PCL", "CONT")):
        return mention.relation
    if code.startswith("PPL"):
        return mention.relation if entry.population >= LARGE_TOWN else f"{kind}_of"
    return "in" if kind == "region" or code != "ADM1" else mention.relation


def _site_follows(text: str, mention: Mention) -> bool:
    """Tell whether a name is that of a site as they lie outside towns: "Nadi International Airport"."""
    return bool(_site().match(text, mention.end) or _site().search(mention.text))


def only_lends_its_name(name: str, cue: tuple[str, ...], entry: GazetteerEntry) -> bool:
    """Tell whether a town stands for a landform that is not listed: Arauca for its river; a division may be one."""
    town = entry.feature_code.startswith("PPL") and not entry.feature_code.startswith(cue)
    return town and landform_of(name, cue) is not None
