"""Where an outlet is at home, by a table of newspapers and broadcasters that a user's own file extends.

A host's name is never looked up in the gazetteer: "parispi.net" is in Tennessee.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from geodata.models import Article

FILE_NAME = "outlets.tsv"
LARGEST_FILE = 1_000_000
"""Bytes of a user's table that are read: 20,000 outlets; what is larger is something else."""

_COLUMNS = 3  # host, names parted by ";", home


@dataclass(frozen=True)
class Outlets:
    """The homes of outlets by host and by name."""

    by_host: Mapping[str, str]
    by_name: Mapping[str, str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Outlets:
        """Read the lines of a table; a line that is none of it is left out."""
        by_host: dict[str, str] = {}
        by_name: dict[str, str] = {}
        for line in lines:
            cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
            if line.startswith("#") or len(cells) != _COLUMNS or not cells[2]:
                continue
            host, names, home = cells
            if host:
                by_host[_plain_host(host)] = home
            by_name.update({_plain_name(name): home for name in names.split(";") if name.strip()})
        return cls(by_host, by_name)

    def home(self, publisher: str | None, url: str | None) -> str | None:
        """Return the home of an outlet by its name, else by the host of the address or a host above it."""
        named = self.by_name.get(_plain_name(publisher)) if publisher else None
        if named:
            return named
        labels = _host_of(url).split(".") if url else []
        hosts = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self.by_host[host] for host in hosts if host in self.by_host), None)


def user_file() -> Path:
    """Return where a user's own table lies: `outlets.tsv` in the configuration folder of this system."""
    return Path(platformdirs.user_config_dir("dateline", appauthor=False)) / FILE_NAME


def home_of(article: Article, home: str | None = None) -> str | None:
    """Return the outlet's place of an article: as given, else by its publisher or its address.

    Parameters
    ----------
    article : Article
        The captured article.
    home : str, optional
        The place as the user gave it; it goes before all tables.

    Returns
    -------
    str or None
        A place's name ("Springfield, Illinois") or a country's; None for agencies and for what no table knows.
    """
    if home is not None and home.strip():
        return home.strip()
    if not article.publisher and not article.url:
        return None
    tables = (_of_user(), shipped_outlets())
    return next((found for table in tables if (found := table.home(article.publisher, article.url))), None)


@cache
def shipped_outlets() -> Outlets:
    """Return the table that comes with the package."""
    file = importlib.resources.files("geodata") / "resources" / "outlets" / FILE_NAME
    return Outlets.of(file.read_text(encoding="utf-8").splitlines())


def _of_user() -> Outlets:
    """Return the user's own table, read anew each time so that an edit counts at once; empty when there is none."""
    try:
        with user_file().open(encoding="utf-8", errors="replace") as file:
            return Outlets.of(file.read(LARGEST_FILE).splitlines())
    except OSError:
        return Outlets({}, {})


def _host_of(url: str) -> str:
    try:
        return _plain_host(urlsplit(url if "//" in url else f"//{url}").hostname or "")
    except ValueError:
        return ""


def _plain_host(host: str) -> str:
    return host.strip().rstrip(".").casefold().removeprefix("www.")


def _plain_name(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")
