"""The mentions of a document gathered by name and cue, each group with all places of the name: one sense each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geodata.models import CandidateSource, Document, GazetteerEntry, Mention
from geodata.naming import name_variants
from geodata.resolution.cues import coordinations, feature_cues, qualifiers

_KIND_ORDER = ("primary", "official", "abbreviation", "demonym", "alternate")


@dataclass
class Group:
    """Mentions that mean the same place, and the places they may mean."""

    name: str
    cue: tuple[str, ...]
    demonym: bool
    entries: tuple[GazetteerEntry, ...]
    members: list[int] = field(default_factory=list)
    qualified_by: list[int] = field(default_factory=list)
    mates: set[int] = field(default_factory=set)
    acting: bool = False

    @property
    def count(self) -> int:
        """How often the document names it."""
        return len(self.members)


def gather(document: Document, mentions: Sequence[Mention], source: CandidateSource) -> list[Group]:
    """Group the mentions that need a gazetteer and look all their names up at once."""
    cues = feature_cues(document.text, mentions)
    names = {
        index: _names(mention, cues[index]) for index, mention in enumerate(mentions) if mention.kind != "coordinate"
    }
    known = source.find_many(sorted({name for several in names.values() for name in several}))
    groups: dict[tuple[str, tuple[str, ...], bool], Group] = {}
    for index, variants in names.items():
        mention = mentions[index]
        demonym = mention.kind == "demonym"
        key = (variants[0].casefold(), cues[index], demonym)
        if key not in groups:
            groups[key] = Group(variants[0], cues[index], demonym, _entries(variants, known, demonym=demonym))
        groups[key].members.append(index)
        groups[key].acting = groups[key].acting or mention.kind == "associative"
    result = list(groups.values())
    _link(document, mentions, result)
    return result


def _names(mention: Mention, cue: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names to ask for; "Clarke" of "Clarke and Oconee counties" may stand as "Clarke County"."""
    variants = name_variants(mention.text)
    if cue[:1] == ("ADM2",) and " " not in mention.text:
        return (*variants, f"{mention.text} County")
    return variants


def _entries(
    variants: Sequence[str], known: dict[str, Sequence[GazetteerEntry]], *, demonym: bool
) -> tuple[GazetteerEntry, ...]:
    """Return the places of the first variant that is known, and of the "County" form, each place once."""
    found: dict[str, GazetteerEntry] = {}
    for variant in variants:
        if found and not variant.endswith(" County"):
            continue
        for entry in known.get(variant, ()):
            if (entry.name_kind == "demonym") == demonym or not _has_other(known[variant], demonym=demonym):
                other = found.get(entry.place_id)
                if other is None or _KIND_ORDER.index(entry.name_kind) < _KIND_ORDER.index(other.name_kind):
                    found[entry.place_id] = entry
    return tuple(found.values())


def _has_other(entries: Sequence[GazetteerEntry], *, demonym: bool) -> bool:
    return any((entry.name_kind == "demonym") == demonym for entry in entries)


def _link(document: Document, mentions: Sequence[Mention], groups: Sequence[Group]) -> None:
    """Note for each group which others stand behind its mentions as qualifiers, and which in one list with them."""
    group_of = {member: number for number, group in enumerate(groups) for member in group.members}
    for index, qualifier in enumerate(qualifiers(document.text, mentions)):
        if qualifier is not None and index in group_of and qualifier in group_of:
            groups[group_of[index]].qualified_by.append(group_of[qualifier])
    for chain in coordinations(document.text, mentions):
        numbers = {group_of[index] for index in chain if index in group_of}
        for number in numbers:
            groups[number].mates |= numbers - {number}
