"""The command of every gold table with floors: the figures, ``--show`` for what is read otherwise, ``--pin``."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.quality import gate
from tests.quality.marked import FOLDER


@dataclass(frozen=True)
class TableCommand:
    """What one table is scored with.

    Attributes
    ----------
    name : str
        The module that is run: ``python -m tests.quality.NAME``.
    table : str
        File of the gold.
    floors : Path
        Where the floors of its figures are kept.
    measure : callable
        Returns the figures.
    review : callable
        Yields one line for each row that is read otherwise.
    """

    name: str
    table: str
    floors: Path
    measure: Callable[[], Mapping[str, float]]
    review: Callable[[], Iterable[str]]

    def digest(self) -> str:
        """Return a digest of the table: floors belong to one state of it."""
        return hashlib.sha256((FOLDER / self.table).read_bytes()).hexdigest()

    def faults(self) -> list[str]:
        """Return the figures that fell below their floors, in words."""
        return gate.faults(self.measure(), self.digest(), gate.read_floors(self.floors))

    def run(self, description: str | None, arguments: Sequence[str] | None = None) -> None:
        """Run the command."""
        parser = argparse.ArgumentParser(prog=f"python -m tests.quality.{self.name}", description=description)
        parser.add_argument("--show", action="store_true", help="list what is read otherwise")
        parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured now")
        options = parser.parse_args(arguments)
        if options.show:
            sys.stdout.writelines(f"{line}\n" for line in self.review())
        measured = self.measure()
        width = max(map(len, measured)) + 2
        sys.stdout.writelines(f"{name:{width}s}{value:.4f}\n" for name, value in measured.items())
        if options.pin:
            gate.write_floors(self.floors, gate.raised(measured, self.digest(), gate.read_floors(self.floors)))
