"""First- and second-level divisions: outlines that share a code are second-level, their union is the first level."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from .cities import is_short_form
from .folding import fold_name
from .layout import ALTERNATE, OFFICIAL, PRIMARY
from .outlines import NO_DIVISION, Outline, fair_point, join, radius_of_outline
from .records import Collection, SourcePlace
from .secondary import Names

Json = dict[str, Any]

LANGUAGES = "ar bn de el en es fa fr he hi hu id it ja ko nl pl pt ru sv tr uk ur vi zh zht".split()  # noqa: SIM905


ODD_NAMES = frozenset({"UNDOF", "USNB, Guantanamo Bay", "Dhekelia", "Akrotiri"})
"""Outlines that are no division: military zones. Their land stays with the country around."""

GENERAL_KINDS = frozenset({"Province", "Region"})
"""What writers call a first-level division whatever it calls itself."""


@dataclass
class Divisions:
    """Adds divisions to a collection."""

    collection: Collection
    names: Names

    def add(self, outlines: Iterable[Outline]) -> None:
        """Add the divisions of both levels with their outlines, then those that only towns tell of."""
        groups: dict[tuple[str, str], list[Outline]] = defaultdict(list)
        for outline in outlines:
            if outline.name and outline.name not in ODD_NAMES:
                groups[outline.country, outline.code or ""].append(outline)
        for (country, code), members in groups.items():
            if code:
                self._add_group(country, code, members)
            else:
                self._add_second_level(members)
        for country, code in self.names.first_level:
            if f"{country}.{code}" not in self.collection.codes:
                self._add_townish(country, code)

    def _add_group(self, country: str, code: str, members: list[Outline]) -> None:
        """One outline is the first-level division itself; several are its parts, one of which may be its namesake."""
        if len(members) == 1:
            self._add_first(members[0], code, members[0].shape)
            return
        whole = join([member.shape for member in members])
        namesakes = [member for member in members if member.is_namesake]
        if len(namesakes) == 1:
            self._add_first(namesakes[0], code, whole)
        else:
            self._add_union(country, code, whole, _common_region(members))
        self._add_second_level(member for member in members if namesakes != [member])

    def _add_first(self, outline: Outline, code: str, shape: BaseGeometry) -> None:
        place_id = self._place_id(outline.geonames_id, f"adm:{outline.country}.{code}")
        place = self._first(outline.name, outline.country, code, place_id, _label_point(outline, shape), shape)
        self.collection.add(place, division_names(outline.properties))

    def _add_union(self, country: str, code: str, shape: BaseGeometry, local_name: str | None) -> None:
        name = self.names.first_level.get((country, code))
        if name is None:
            return
        full_code = f"{country}.{code}"
        place_id = self._place_id(self.names.known_ids.get(full_code), f"adm:{full_code}")
        place = self._first(name, country, code, place_id, fair_point(shape), shape)
        self.collection.add(place, [(local_name or "", ALTERNATE), (f"{name} region", ALTERNATE)])

    def _first(
        self, name: str, country: str, code: str, place_id: tuple[int, str | None], point: Any, shape: BaseGeometry
    ) -> SourcePlace:
        number, key = place_id
        self.collection.codes[f"{country}.{code}"] = number
        self.collection.outlines[number] = shape
        people = self.names.people[country, code]
        radius = radius_of_outline(shape)
        return SourcePlace(number, name, point[1], point[0], country, code, "ADM1", people, radius, key)

    def _add_second_level(self, outlines: Iterable[Outline]) -> None:
        for outline in outlines:
            code = outline.properties.get("adm1_code")
            key = f"adm:{outline.country}.{outline.code or NO_DIVISION}.{code}"
            number, own_key = self._place_id(outline.geonames_id, key)
            longitude, latitude = _label_point(outline, outline.shape)
            place = SourcePlace(
                number, outline.name, latitude, longitude, outline.country, outline.code, "ADM2", 0,
                radius_of_outline(outline.shape), own_key,
            )  # fmt: skip
            self.collection.add(place, division_names(outline.properties))
            self.collection.outlines[number] = outline.shape
            self.names.seen_second.add((outline.country, fold_name(outline.name)))

    def _add_townish(self, country: str, code: str) -> None:
        """Add a division that has towns and no outline: its point is the middle of its towns."""
        full_code = f"{country}.{code}"
        number, key = self._place_id(self.names.known_ids.get(full_code), f"adm:{full_code}")
        latitude, longitude, radius = self.names.middle_of(country, code)
        name, people = self.names.first_level[country, code], self.names.people[country, code]
        self.collection.add(SourcePlace(number, name, latitude, longitude, country, code, "ADM1", people, radius, key))
        self.collection.codes[full_code] = number

    def _place_id(self, geonames_id: int | None, key: str) -> tuple[int, str | None]:
        """Return the GeoNames id where it is known and free, else a number and a key of our own."""
        if geonames_id is not None and geonames_id not in self.collection.places:
            return geonames_id, None
        return self.collection.own_number(), key


def _common_region(members: list[Outline]) -> str | None:
    """Return what most of the parts say the whole is called in its own language ("Toscana")."""
    regions = Counter(region for member in members if (region := member.properties.get("region")))
    return regions.most_common(1)[0][0] if regions else None


def _label_point(outline: Outline, shape: BaseGeometry) -> tuple[float, float]:
    longitude, latitude = outline.properties.get("longitude"), outline.properties.get("latitude")
    if longitude is None or latitude is None or not shape.covers(shapely.Point(longitude, latitude)):
        return fair_point(shape)
    return float(longitude), float(latitude)


def division_names(properties: Json) -> Iterator[tuple[str, int]]:
    """Yield every name of an outline, also with its kind ("Homs Governorate", "Kherson Oblast")."""
    yield from ((part, PRIMARY) for part in _parts(properties, "name"))
    yield from ((part, OFFICIAL) for part in _parts(properties, "gn_name"))
    fields = ("name_alt", "woe_name", "gns_name", "name_local", *(f"name_{language}" for language in LANGUAGES))
    for field in fields:
        yield from (
            (part, ALTERNATE)
            for part in _parts(properties, field)
            if not is_short_form(part) and not part.endswith(".")
        )
    name = properties.get("name_en") or properties.get("name") or ""
    for kind in sorted({*_parts(properties, "type_en"), *_parts(properties, "type"), *GENERAL_KINDS}):
        if kind.casefold() not in name.casefold():
            yield f"{name} {kind}", ALTERNATE
    if "County" in str(properties.get("type_en")):
        yield from ((f"{word} {name}", ALTERNATE) for word in ("County", "Co."))


def _parts(properties: Json, field: str) -> list[str]:
    return [part for part in str(properties.get(field) or "").split("|") if part]
