"""Getting GeoNames' export files: with progress, and going on where an earlier try stopped."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from geodata.errors import BuildError, FetchError
from geodata.fetch import Deadline, Rules, asked, check_address, say_why
from geodata.gazetteer_full.sources import TABLES, Progress

SERVER = "https://download.geonames.org/export/dump/"

TRIES = 5
"""How often a line that breaks is taken up again before the user is asked to."""

HOURS_6 = 6 * 3600.0
"""Seconds for one file: half a gigabyte at 25 kB a second."""

PAUSE_LIMIT_S = 60.0
"""Seconds without a byte after which the line is taken up anew."""

PIECE_BYTES = 1024 * 1024

_PART, _MARK = ".part", ".part.json"
_HEADERS = {"User-Agent": "Dateline (builds a gazetteer for one person)", "Accept-Encoding": "identity"}

DOWNLOAD_RULES = Rules(time_limit_s=HOURS_6)


@dataclass(frozen=True)
class Part:
    """The part of a file that is here already, beside the mark by which its server knows that version again."""

    target: Path

    @property
    def file(self) -> Path:
        """The unfinished file."""
        return self.target.with_name(self.target.name + _PART)

    @property
    def size(self) -> int:
        """How many bytes are here."""
        return self.file.stat().st_size if self.file.is_file() and self.mark else 0

    @property
    def mark(self) -> str:
        """The version that the bytes are of; empty when that is not known, and the bytes are of no use."""
        try:
            return str(json.loads(self._mark_file.read_text(encoding="utf-8"))["version"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def begin(self, version: str) -> None:
        """Start anew with a version of the file."""
        self.file.unlink(missing_ok=True)
        self._mark_file.write_text(json.dumps({"version": version}), encoding="utf-8")

    def finish(self) -> None:
        """Put the whole file in its place."""
        self.file.replace(self.target)
        self._mark_file.unlink(missing_ok=True)

    @property
    def _mark_file(self) -> Path:
        return self.target.with_name(self.target.name + _MARK)


def download(folder: Path, tell: Progress, server: str = SERVER, rules: Rules = DOWNLOAD_RULES) -> None:
    """Get the export files of GeoNames that are not in the folder yet.

    Parameters
    ----------
    folder : Path
        Where they go; unfinished ones stay there and are taken up by the next call.
    tell : callable
        Hears which file is read and how much of it is here.
    server : str, optional
        The address of the folder of the files on their server.
    rules : Rules, optional
        Which addresses may be opened, and for how long.

    Raises
    ------
    FetchError
        The server does not answer, or not with these files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        target = folder / table.archive
        if not target.is_file():
            get_file(server + table.archive, target, tell, rules)


def get_file(address: str, target: Path, tell: Progress, rules: Rules = DOWNLOAD_RULES) -> None:
    """Get one file, in as many turns as the line breaks, but for TRIES turns in which nothing came."""
    part, idle = Part(target), 0
    while True:
        before = part.size
        try:
            _take_up(address, part, tell, rules)
        except FetchError:
            idle = 0 if part.size > before else idle + 1
            if idle == TRIES:
                raise
        else:
            part.finish()
            return


def _take_up(address: str, part: Part, tell: Progress, rules: Rules) -> None:
    """Read from the byte at which the part ends; the server starts anew where it has another version by now."""
    url = check_address(address)
    here = part.size
    headers = {**_HEADERS, **({"Range": f"bytes={here}-", "If-Range": part.mark} if here else {})}
    deadline = Deadline(time.monotonic() + rules.time_limit_s, PAUSE_LIMIT_S)
    try:
        with asked(url, headers, rules, deadline) as response:
            total = _total(response, here)
            if response.status == HTTPStatus.OK:
                with _writing(part):
                    part.begin(_version(response))
            _append(response, part, total, tell)
    except (HTTPError, OSError, ValueError) as error:
        raise FetchError(say_why(url, error)) from error
    if part.file.stat().st_size != total:
        raise FetchError(f"{part.target.name} came in part. Run the same command again: it goes on where it stopped.")


def _total(response: BaseHTTPResponse, here: int) -> int:
    """Return the size of the whole file; FetchError when the answer is no file, or another part than asked for."""
    if response.status == HTTPStatus.OK:
        return int(response.headers.get("Content-Length", ""))
    start, _, total = response.headers.get("Content-Range", "").partition("/")
    if response.status == HTTPStatus.PARTIAL_CONTENT and start.startswith(f"bytes {here}-"):
        return int(total)
    raise FetchError(f"GeoNames answers {response.status}: try again later, or give the files with --from DIR.")


def _version(response: BaseHTTPResponse) -> str:
    """Return what tells versions of a file apart; weak marks do not."""
    tag = str(response.headers.get("ETag", ""))
    return tag if tag and not tag.startswith("W/") else str(response.headers.get("Last-Modified", ""))


def _append(response: BaseHTTPResponse, part: Part, total: int, tell: Progress) -> None:
    done = part.size
    while piece := response.read1(PIECE_BYTES):  # what came before a line breaks is kept
        with _writing(part), part.file.open("ab") as file:
            file.write(piece)
        done += len(piece)
        tell(f"getting {part.target.name} ({total / 1e6:,.0f} MB)", done / max(1, total))


@contextmanager
def _writing(part: Part) -> Iterator[None]:
    """Keep a full disk apart from a line that breaks: trying again helps only the latter."""
    try:
        yield
    except OSError as error:
        raise BuildError(f"{part.file} cannot be written: {error.strerror or error}.") from error
