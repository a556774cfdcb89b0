"""The mentions of a document gathered by name and cue, each group with all places of the name: one sense each."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from geodata.models import Document, GazetteerEntry, Mention
from geodata.naming import entries_written, name_variants
from geodata.resolution.cues import behind_the, coordinations, feature_cues, qualifiers
from geodata.resolution.forms import is_township, other_forms, parts_of
from geodata.resolution.landforms import forms_of, of_kind
from geodata.stages import CandidateSource

Known = Mapping[str, Sequence[GazetteerEntry]]

_KIND_ORDER = ("primary", "official", "abbreviation", "demonym", "alternate", "variant", "part")
PAIR = 2  # names parted by one comma; more are a list
KNOWN_ANYWHERE = 100_000  # people: a town that may be meant inside a longer name though the text has it nowhere else
RIVER, REGION = "STM", "RGN"


@dataclass
class Group:
    """Mentions that mean the same place, and the places they may mean.

    `fixed` is the id of the place that a person chose; it is then the only one left.
    """

    name: str
    cue: tuple[str, ...]
    demonym: bool
    entries: tuple[GazetteerEntry, ...]
    members: list[int] = field(default_factory=list)
    qualified_by: list[int] = field(default_factory=list)
    mates: set[int] = field(default_factory=set)
    acting: bool = False
    fixed: str | None = None

    @property
    def count(self) -> int:
        """How often the document names it."""
        return len(self.members)


def gather(
    document: Document,
    mentions: Sequence[Mention],
    source: CandidateSource,
    fixed: Mapping[str, GazetteerEntry] | None = None,
) -> list[Group]:
    """Group the mentions that need a gazetteer and look all their names up at once.

    Parameters
    ----------
    document : Document
        The article.
    mentions : sequence of Mention
        Its place names in reading order.
    source : CandidateSource
        Who knows the places of a name.
    fixed : mapping of mention id to GazetteerEntry, optional
        The places that a person chose.
    """
    cues = feature_cues(document.text, mentions)
    behind = _behind_a_comma(document.text, mentions)
    wanted = [index for index, mention in enumerate(mentions) if mention.kind != "coordinate"]
    names = {index: _names(mentions[index], cues[index]) for index in wanted}
    asked = {name for several in names.values() for name in several}
    asked.update(form for index in wanted for form in forms_of(mentions[index].text, cues[index]))
    known = dict(source.find_many(sorted(asked)))
    known |= _known_otherwise(names, known, source)
    groups: dict[tuple[object, ...], Group] = {}
    for index, variants in names.items():
        mention, chosen = mentions[index], (fixed or {}).get(mentions[index].mention_id)
        demonym = mention.kind == "demonym"
        forms = forms_of(mention.text, cues[index])
        listed = _entries(forms, known, demonym=False)
        entries = of_kind(mention.text, cues[index], listed or _entries(variants, known, demonym=demonym))
        if not cues[index]:
            entries = _by_article(entries, article=behind_the(document.text, mention))
        places = tuple(entry.place_id for entry in entries)
        key = (variants[0].casefold(), cues[index], demonym, index in behind, places, chosen and chosen.place_id)
        if key not in groups:
            groups[key] = _group(variants[0], cues[index], demonym=demonym, entries=entries, chosen=chosen)
        groups[key].members.append(index)
        groups[key].acting = groups[key].acting or mention.kind == "associative"
    result = list(groups.values())
    _link(document, mentions, result)
    return result


def _by_article(entries: tuple[GazetteerEntry, ...], *, article: bool) -> tuple[GazetteerEntry, ...]:
    """Return what a name with or without an article can mean: "the Dnipro" is the river, "Dnipro" the city.

    Small towns make no difference, for headlines leave articles out; nor do countries, "the Congo" is both.
    """
    rivers = tuple(entry for entry in entries if entry.feature_code == RIVER)
    others = tuple(entry for entry in entries if entry.feature_code != RIVER)
    if not rivers or any(entry.feature_code.startswith("PCL") for entry in others):
        return entries
    if article:
        return rivers
    return others if any(entry.population >= KNOWN_ANYWHERE for entry in others) else entries


def _behind_a_comma(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """Return the mentions that qualify the one before them: the "New York" of "Albany, New York" is not the city."""
    listed = {index for chain in coordinations(text, mentions) if len(chain) > PAIR for index in chain}
    pairs = enumerate(qualifiers(text, mentions))
    return frozenset(
        after
        for index, after in pairs
        if after is not None
        and after not in listed
        and text[mentions[index].end : mentions[after].start].startswith(",")
    )


def _group(
    name: str,
    cue: tuple[str, ...],
    *,
    demonym: bool,
    entries: tuple[GazetteerEntry, ...],
    chosen: GazetteerEntry | None,
) -> Group:
    """Make a group; a place that a person chose is one of its candidates, known by this name or not."""
    if chosen is None:
        return Group(name, cue, demonym, entries)
    if all(entry.place_id != chosen.place_id for entry in entries):
        entries = (*entries, chosen)
    return Group(name, cue, demonym, entries, fixed=chosen.place_id)


def _names(mention: Mention, cue: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names to ask for; "Clarke" of "Clarke and Oconee counties" may stand as "Clarke County"."""
    variants = name_variants(mention.text)
    if cue[:1] == ("ADM2",) and " " not in mention.text:
        return (*variants, f"{mention.text} County")
    return variants


def _known_otherwise(names: Mapping[int, Sequence[str]], known: Known, source: CandidateSource) -> Known:
    """Return the places of names that are unknown as written, from other forms of them or from places they hold."""
    written = {several[0] for several in names.values()}
    unknown = {several[0] for several in names.values() if not any(name in known for name in several)}
    forms = {name: other_forms(name) for name in written if name in unknown or is_township(name)}
    wanted = {form for several in forms.values() for form in several}
    wanted.update(part for name in unknown for part in parts_of(name))
    asked = source.find_many(sorted(wanted))
    found: dict[str, Sequence[GazetteerEntry]] = {}
    for name, several in forms.items():
        first = next((form for form in several if form in asked), None)
        found[name] = (*known.get(name, ()), *_called(asked[first] if first else (), "variant"))
    for name in unknown:
        if not found[name]:
            found[name] = _called(_held(name, asked, written & known.keys()), "part")
    return {name: entries for name, entries in found.items() if entries}


def _held(name: str, asked: Known, written: Collection[str]) -> Sequence[GazetteerEntry]:
    """Return the places of the first part of a name that the text names elsewhere, or that readers know anyway."""
    for part in parts_of(name):
        entries = asked.get(part, ())
        if part in written or any(_is_known_anywhere(entry) for entry in entries):
            return entries
    return ()


def _is_known_anywhere(entry: GazetteerEntry) -> bool:
    is_area = entry.feature_code.startswith("PCL") or entry.feature_code == "ADM1"
    return entry.name_kind != "alternate" and (is_area or entry.population >= KNOWN_ANYWHERE)


def _called(entries: Iterable[GazetteerEntry], name_kind: str) -> tuple[GazetteerEntry, ...]:
    return tuple(dataclasses.replace(entry, name_kind=name_kind) for entry in entries)


def _entries(variants: Sequence[str], known: Known, *, demonym: bool) -> tuple[GazetteerEntry, ...]:
    """Return the places of the first variant that is known, and of the "County" form, each place once."""
    found: dict[str, GazetteerEntry] = {}
    for variant in variants:
        if found and not variant.endswith(" County"):
            continue
        for entry in _meant(entries_written(variants[0], known.get(variant, ())), demonym=demonym):
            other = found.get(entry.place_id)
            if other is None or _KIND_ORDER.index(entry.name_kind) < _KIND_ORDER.index(other.name_kind):
                found[entry.place_id] = entry
    return _without_bynames(variants[0], tuple(found.values())) if variants else ()


def _without_bynames(name: str, entries: tuple[GazetteerEntry, ...]) -> tuple[GazetteerEntry, ...]:
    """Leave out a division that only lists a name which another one or a region bears: Chukotka is not Sakha."""
    begins = f"{name.casefold()} "
    if any(entry.feature_code == REGION and entry.name.casefold() == name.casefold() for entry in entries):
        entries = tuple(entry for entry in entries if not (entry.feature_code == "ADM1" and _only_lists(entry)))
    bearing = [entry for entry in entries if entry.feature_code == "ADM1" and entry.name.casefold().startswith(begins)]
    countries = {entry.country_code for entry in bearing}
    return tuple(
        entry
        for entry in entries
        if entry in bearing
        or not (entry.feature_code == "ADM1" and _only_lists(entry) and entry.country_code in countries)
    )


def _only_lists(entry: GazetteerEntry) -> bool:
    """Tell whether a name is but another one of a place: Kashmir is the region, not the division of Azad Kashmir."""
    return entry.name_kind == "alternate"


def _meant(entries: Sequence[GazetteerEntry], *, demonym: bool) -> Sequence[GazetteerEntry]:
    """Return the places that a name may mean: those of a people, or those so called; both where these are villages."""
    people = [entry for entry in entries if entry.name_kind == "demonym"]
    others = [entry for entry in entries if entry.name_kind != "demonym"]
    if not people or not others:
        return entries
    if demonym:
        return people
    return others if any(_is_known_anywhere(entry) for entry in others) else entries


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
