"""Files are made in a folder of their own and put in their places whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Staging:
    """Where files are made before they are put in their places."""

    root: Path

    def __post_init__(self) -> None:
        """Make the folder of the browser files."""
        self.static.mkdir()

    @property
    def static(self) -> Path:
        """The browser files to be."""
        return self.root / "static"

    @property
    def gazetteer(self) -> Path:
        """The gazetteer to be."""
        return self.root / "gazetteer.sqlite"

    def publish(self, static: Path, gazetteer: Path) -> None:
        """Put every file that was made in its place, each in one step."""
        for file in sorted(path for path in self.static.rglob("*") if path.is_file()):
            target = static / file.relative_to(self.static)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
        if self.gazetteer.is_file():
            self.gazetteer.replace(gazetteer)

    def put(self, text: str, target: Path) -> None:
        """Write one file in one step."""
        unfinished = self.root / target.name
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(target)
