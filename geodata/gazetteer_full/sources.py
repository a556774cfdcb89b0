"""GeoNames' export files: found in a folder, read line by line, and checked on the way."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

from geodata.errors import BuildError

Row = TypeVar("Row")

Progress = Callable[[str, float], None]
"""Called with what is being done now, in words for the user, and the share of it already done (0 to 1)."""

Reader = Callable[[list[str]], Row]
"""Makes a row of the cells of a line."""

MOST_BROKEN = 0.01
"""Share of broken lines above which a file is something else, or badly damaged."""
MANY_LINES = 1000
"""Lines from which on a share says something."""

EXAMPLES_KEPT = 3
"""Broken lines of a file that are told by their number."""

LINES_BETWEEN_REPORTS = 50_000
"""A report every second or less."""


@dataclass(frozen=True)
class Table:
    """One export file: what it is called, how many columns it has, and whether every line of it ends."""

    name: str
    columns: int
    is_large: bool = False

    @property
    def archive(self) -> str:
        """The name that it is served under: the large ones are packed."""
        return f"{Path(self.name).stem}.zip" if self.is_large else self.name


PLACES = Table("allCountries.txt", 19, is_large=True)
NAMES = Table("alternateNamesV2.txt", 10, is_large=True)
COUNTRIES = Table("countryInfo.txt", 19)
FIRST_LEVEL = Table("admin1CodesASCII.txt", 4)
SECOND_LEVEL = Table("admin2Codes.txt", 4)
FEATURES = Table("featureCodes_en.txt", 3)

TABLES = (FEATURES, COUNTRIES, FIRST_LEVEL, SECOND_LEVEL, NAMES, PLACES)
"""All that are needed, the largest last: what is wrong with the others shows at once."""


@dataclass
class Tally:
    """What was read of one file."""

    read: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    examples: list[int] = field(default_factory=list)

    def complain(self, line: int, reason: str) -> None:
        """Count a broken line."""
        self.broken[reason] += 1
        if len(self.examples) < EXAMPLES_KEPT:
            self.examples.append(line)

    def __str__(self) -> str:
        if not self.broken:
            return f"{self.read:,} lines"
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in self.broken.most_common())
        return f"{self.read:,} lines, left out {reasons} (line {', '.join(map(str, self.examples))} ...)"


class BrokenLine(Exception):  # noqa: N818 - errors are statements here
    """A line cannot be used; the text says why in a few words."""


class Folder:
    """The export files in one folder, each as it is served or unpacked, with a tally of what was read of each.

    Parameters
    ----------
    path : Path
        The folder.

    Raises
    ------
    BuildError
        A file is missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tallies: dict[str, Tally] = {table.name: Tally() for table in TABLES}
        missing = [table.archive for table in TABLES if self._file(table) is None]
        if missing:
            raise BuildError(f"These files of GeoNames are not in {path}: {', '.join(missing)}.")

    def rows(self, table: Table, tell: Progress, read: Reader[Row]) -> Iterator[Row]:
        """Yield what `read` makes of the cells of each line; a line that it cannot use is counted and left out.

        Parameters
        ----------
        table : Table
            The file.
        tell : callable
            Hears how much of the file is read.
        read : callable
            Makes a row of a line's cells; raises BrokenLine or ValueError.

        Raises
        ------
        BuildError
            The file is damaged, ends too early, or is none of GeoNames.
        """
        tally = self.tallies[table.name] = Tally()
        with self._open(table) as (stream, size):
            done = 0
            for number, line in enumerate(stream, start=1):
                done += len(line)
                if number % LINES_BETWEEN_REPORTS == 0:
                    tell(table.name, done / size)
                if line.startswith(b"#") or not line.strip():
                    continue
                self._check_end(table, line)
                tally.read += 1
                try:
                    yield read(_cells(line, table.columns))
                except BrokenLine as reason:
                    tally.complain(number, str(reason))
                except ValueError:
                    tally.complain(number, "with a value of a wrong kind")
        self._check_tally(table, tally)
        tell(table.name, 1.0)

    def dated(self) -> str:
        """Return the day that the file of places was made, as far as the file itself tells."""
        file = self._file(PLACES)
        if file is not None and file.suffix == ".zip":
            with zipfile.ZipFile(file) as archive:
                year, month, day, *_ = archive.getinfo(PLACES.name).date_time
            return f"{year:04}-{month:02}-{day:02}"
        return "unknown"

    def _file(self, table: Table) -> Path | None:
        files = (self.path / table.archive, self.path / table.name, self.path / f"{Path(table.name).stem}.zip")
        return next((file for file in files if file.is_file()), None)

    @contextmanager
    def _open(self, table: Table) -> Iterator[tuple[IO[bytes], int]]:
        """Open a file as lines of bytes; a packed one is checked against its own sum when its end is reached."""
        file = self._file(table)
        if file is None:
            raise BuildError(f"{table.archive} is not in {self.path} any more.")
        try:
            if file.suffix == ".zip":
                with zipfile.ZipFile(file) as archive, archive.open(table.name) as packed:
                    yield packed, max(1, archive.getinfo(table.name).file_size)
            else:
                with file.open("rb") as stream:
                    yield stream, max(1, file.stat().st_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError) as error:
            raise BuildError(f"{file} cannot be read to its end ({error}). Get it again.") from error

    def _check_end(self, table: Table, line: bytes) -> None:
        if table.is_large and not line.endswith(b"\n"):
            raise BuildError(f"{table.name} ends in the middle of a line: it is not whole. Get it again.")

    def _check_tally(self, table: Table, tally: Tally) -> None:
        broken = tally.broken.total()
        if not tally.read or broken == tally.read:
            raise BuildError(f"{table.name} has no line as GeoNames writes them ({tally}).")
        if tally.read >= MANY_LINES and broken > MOST_BROKEN * tally.read:
            raise BuildError(f"{table.name} has too many broken lines ({tally}). Get it again.")


def _cells(line: bytes, columns: int) -> list[str]:
    try:
        cells = line.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise BrokenLine("not in UTF-8") from error
    if len(cells) != columns:
        raise BrokenLine("with another number of columns")
    return cells


def positive(cell: str) -> int:
    """Read a GeoNames id."""
    number = int(cell)
    if number <= 0:
        raise BrokenLine("with an id that is none")
    return number
