"""A small world in GeoNames' own export format, for tests and measurements."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from geodata.gazetteer_build.database import write_database
from geodata.gazetteer_build.layout import ABBREVIATION, ALTERNATE, DEMONYM
from geodata.gazetteer_build.records import Collection, SourceName, SourcePlace

Line = tuple[object, ...]

FEATURE_LINES = ["P.PPL\tpopulated place\t", "P.PPLA\tseat\t", "A.ADM1\tfirst\t", "A.ADM2\tsecond\t", "A.PCLI\tstate\t",
                 "H.SEA\tsea\t", "H.STM\tstream\t", "T.MTS\tmountains\t", "null\tnot available\t"]  # fmt: skip


def place(number: int, name: str, point: tuple[float, float], kind: str = "P.PPL", **more: object) -> str:
    """Write a line of allCountries.txt; `area` is country and division, `people` a number, `plain` the ASCII name."""
    feature_class, _, code = kind.partition(".")
    country, admin1 = more.get("area", ("SY", "11"))
    cells: Line = (
        number, name, more.get("plain", name), "", *point, feature_class, code, country, "",
        admin1, "", "", "", more.get("people", 0), "", 500, "Asia/Damascus", "2026-01-01",
    )  # fmt: skip
    return "\t".join(map(str, cells))


def other_name(number: int, text: str, language: str = "en", *, preferred: str = "") -> str:
    """Write a line of alternateNamesV2.txt."""
    return "\t".join(map(str, (number * 10, number, language, text, preferred, "", "", "", "", "")))


def country(code: str, name: str, number: int) -> str:
    """Write a line of countryInfo.txt."""
    cells = [code, "", "", "", name, *[""] * 11, str(number), "", ""]
    return "\t".join(cells)


PLACES = [
    place(163843, "Syria", (35.0, 38.0), "A.PCLI", area=("SY", "00"), people=16_900_000),
    place(169575, "Homs", (34.25, 38.3), "A.ADM1", people=1_800_000),
    place(169577, "Ḩimş", (34.72682, 36.72339), "P.PPLA", people=775_404, plain="Hims"),
    place(900000001, "Tiny Hamlet", (34.8, 36.9)),
    place(900000002, "Tall Brook", (34.9, 36.9), "H.STM"),
    place(900000003, "Twinned Sea", (43.3, 34.2), "H.SEA", area=("", "")),
    place(630673, "Black Sea", (43.0, 34.1), "H.SEA", area=("", "00")),
]
NAMES = [
    other_name(169577, "Homs", preferred="1"), other_name(169577, "حمص", "ar"), other_name(900000001, "Old Hamlet"),
    other_name(900000001, "https://example.org/x", "link"), other_name(900000001, "QXX", "iata"),
    other_name(900000001, "TLH", "abbr"), other_name(12, "Name of nowhere"),
]  # fmt: skip


def write_world(
    folder: Path, places: Iterable[str] = PLACES, names: Iterable[str] = NAMES, *, packed: bool = False
) -> Path:
    """Write all export files; with `packed`, the large ones as GeoNames serves them."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "featureCodes_en.txt": FEATURE_LINES,
        "countryInfo.txt": ["# a remark", "#ISO\tISO3", country("SY", "Syria", 163843)],
        "admin1CodesASCII.txt": ["SY.11\tHoms\tHoms\t169575"],
        "admin2Codes.txt": ["SY.11.1\tHomsdistrict\tHomsdistrict\t900000009"],
        "allCountries.txt": places,
        "alternateNamesV2.txt": names,
    }
    for name, lines in files.items():
        text = "".join(f"{line}\n" for line in lines)
        if packed and name in {"allCountries.txt", "alternateNamesV2.txt"}:
            with zipfile.ZipFile(folder / name.replace(".txt", ".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(name, text)
        else:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_built(target: Path) -> Path:
    """Write a gazetteer as Dateline's own build makes it, of a few places."""
    collection = Collection()
    syria = SourcePlace(163843, "Syria", 35.1, 38.1, "SY", None, "PCLI", 16_000_000, 240)
    collection.add(syria, [("Syrian", DEMONYM)])
    collection.names.append(SourceName("SYR", syria.number, ABBREVIATION, form="SYR"))
    collection.codes["SY"] = syria.number
    homs = SourcePlace(-1, "Homs", 34.3, 38.2, "SY", "11", "ADM1", 5, 120, "adm:SY.11")  # its id is in admin1CodesASCII
    collection.add(homs)
    collection.codes["SY.11"] = homs.number
    collection.add(SourcePlace(169577, "Homs", 34.7, 36.7, "SY", "11", "PPL", 700_000, 25), [("Emesa", ALTERNATE)])
    collection.add(SourcePlace(-2, "Black Sea", 43.2, 34.0, None, None, "SEA", 0, 500, "region:black-sea"))
    collection.add(SourcePlace(-3, "Levant", 33.8, 36.5, None, None, "RGN", 0, 450, "region:levant"))
    collection.add(SourcePlace(7, "Gone Town", 34.0, 36.0, "SY", "11", "PPL", 900, 5))  # GeoNames has it no more
    write_database(collection, {"source:test": "1"}, target)
    return target
