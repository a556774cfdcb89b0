"""The full gazetteer, on a small world in GeoNames' own format."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.errors import BuildError
from geodata.gazetteer import Gazetteer
from geodata.gazetteer_full.build import WORK_FOLDER, build_full
from tests.geodata import geonames_files as files

ROOT = Path(__file__).resolve().parents[2]


def keep_quiet(_message: str, _share: float) -> None:
    pass


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return files.write_built(tmp_path_factory.mktemp("built") / "built.sqlite")


@pytest.fixture
def full(tmp_path: Path, built: Path) -> Gazetteer:
    target = tmp_path / "data" / "full.sqlite"
    build_full(files.write_world(tmp_path / "source", packed=True), built, target, keep_quiet)
    return Gazetteer(target)


@pytest.mark.parametrize(
    "name, place_id, feature",
    [
        ("Tiny Hamlet", "geonames:900000001", "PPL"),  # a place that only GeoNames has
        ("Old Hamlet", "geonames:900000001", "PPL"),  # by another name of it
        ("TLH", "geonames:900000001", "PPL"),  # by its abbreviation
        ("Hims", "geonames:169577", "PPLA"),  # in plain letters, with GeoNames' own kind
        ("حمص", "geonames:169577", "PPLA"),  # in another script
        ("Emesa", "geonames:169577", "PPLA"),  # by a name that only the built gazetteer has
        ("Syrian", "geonames:163843", "PCLI"),  # a word for a people, of the built gazetteer
        ("SYR", "geonames:163843", "PCLI"),  # its abbreviation
        ("Black Sea", "geonames:630673", "SEA"),  # a region of ours that GeoNames has
        ("Levant", "region:levant", "RGN"),  # one that it has not
        ("Homsdistrict", None, None),  # a division that is in the list and not among the places
        ("tlh", None, None),  # an abbreviation in small letters
        ("QXX", None, None),  # an airport's code
        ("https://example.org/x", None, None),  # a link
        ("Gone Town", None, None),  # a town that GeoNames dropped
        ("Name of nowhere", None, None),  # a name of a place that is not there
    ],
)
def test_names(full: Gazetteer, name: str, place_id: str | None, feature: str | None) -> None:
    found = full.find(name)
    assert (found[0].place_id if found else None) == place_id
    assert (found[0].feature_code if found else None) == feature


def test_the_best_known_place_is_first(full: Gazetteer) -> None:
    assert [entry.place_id for entry in full.find("Homs")] == ["geonames:169577", "geonames:169575"]


def test_places_of_ours_keep_point_and_size_and_both_ids(full: Gazetteer) -> None:
    sea, division = full.get("region:black-sea"), full.get("adm:SY.11")
    assert sea is not None
    assert division is not None
    assert sea == full.get("geonames:630673")
    assert (sea.latitude, sea.radius_km) == (43.2, 500.0)
    assert division == full.get("geonames:169575")
    assert full.admin1_name("SY", "11") == "Homs"


def test_info_says_what_it_is_of(full: Gazetteer) -> None:
    info = full.info()
    assert (info["kind"], info["source:allCountries.txt"], info["source:test"]) == ("full", "7 lines", "1")


def without_end(lines: list[str]) -> str:
    return "\n".join(lines)[:-9]


@pytest.mark.parametrize(
    "name, change, reason",
    [
        ("allCountries.txt", without_end, "middle of a line"),  # cut in a line
        ("allCountries.txt", lambda lines: "\n".join(lines[1:]) + "\n", "lacks the countries SY"),  # cut between lines
        ("allCountries.txt", lambda _lines: "<html>not found</html>\n", "no line as GeoNames writes them"),
        ("alternateNamesV2.txt", without_end, "middle of a line"),
        ("countryInfo.txt", lambda _lines: "", "no line as GeoNames writes them"),
        ("allCountries.txt", lambda lines: "\n".join([*lines, *["x\ty"] * 1000]) + "\n", "too many broken lines"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, built: Path, name: str, change: Callable[[list[str]], str], reason: str
) -> None:
    source = files.write_world(tmp_path / "source")
    file = source / name
    file.write_text(change(file.read_text(encoding="utf-8").splitlines()), encoding="utf-8")
    target = tmp_path / "full.sqlite"
    target.write_bytes(b"the old one")
    with pytest.raises(BuildError, match=reason):
        build_full(source, built, target, keep_quiet)
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.glob(f"{WORK_FOLDER}*")) == []


def test_a_damaged_archive_is_refused(tmp_path: Path, built: Path) -> None:
    source = files.write_world(tmp_path / "source", packed=True)
    archive = source / "allCountries.zip"
    data = bytearray(archive.read_bytes())
    data[60:70] = bytes(10)
    archive.write_bytes(data)
    with pytest.raises(BuildError, match=r"cannot be read to its end"):
        build_full(source, built, tmp_path / "full.sqlite", keep_quiet)


def test_a_missing_file_is_named(tmp_path: Path, built: Path) -> None:
    source = files.write_world(tmp_path / "source")
    (source / "admin2Codes.txt").unlink()
    with pytest.raises(BuildError, match=r"admin2Codes\.txt"):
        build_full(source, built, tmp_path / "full.sqlite", keep_quiet)


BROKEN = {
    "with another number of columns": b"5\tToo\tShort\n",
    "with a point that is none": files.place(5, "North", (91.0, 0.0)).encode() + b"\n",
    "with an id that is none": files.place(-5, "Minus", (1.0, 0.0)).encode() + b"\n",
    "without a name": files.place(5, " ", (1.0, 0.0)).encode() + b"\n",
    "with a value of a wrong kind": files.place(5, "People", (1.0, 0.0)).replace("\t0\t", "\tmany\t").encode() + b"\n",
    "not in UTF-8": files.place(5, "Bytes", (1.0, 0.0)).encode() + b"\xff\n",
}


@pytest.mark.parametrize("reason", BROKEN)
def test_broken_lines_are_left_out_counted_and_told(tmp_path: Path, built: Path, reason: str) -> None:
    source = files.write_world(tmp_path / "source")
    with (source / "allCountries.txt").open("ab") as file:
        file.write(BROKEN[reason])
    told = build_full(source, built, tmp_path / "full.sqlite", keep_quiet)
    assert told["allCountries.txt"] == f"8 lines, left out 1 {reason} (line 8 ...)"
    assert Gazetteer(tmp_path / "full.sqlite").find("Tiny Hamlet")


KILLED = """
import os, sys
from pathlib import Path
from geodata.gazetteer_full.build import build_full
source, built, target = map(Path, sys.argv[1:])
build_full(source, built, target, lambda step, _share: os._exit(9) if "names in order" in step else None)
"""


def test_a_build_that_is_killed_leaves_the_old_file_and_the_next_one_cleans_up(tmp_path: Path, built: Path) -> None:
    source, target = files.write_world(tmp_path / "source"), tmp_path / "full.sqlite"
    target.write_bytes(b"the old one")
    done = subprocess.run([sys.executable, "-c", KILLED, str(source), str(built), str(target)], cwd=ROOT, check=False)
    assert (done.returncode, target.read_bytes()) == (9, b"the old one")
    assert list(tmp_path.glob(f"{WORK_FOLDER}*")) != []
    build_full(source, built, target, keep_quiet)
    assert list(tmp_path.glob(f"{WORK_FOLDER}*")) == []
    assert Gazetteer(target).find("Tiny Hamlet")
