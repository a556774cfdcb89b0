"""The forms under which a written name may stand in a gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geodata.models import GazetteerEntry

_INITIALS = re.compile(r"(?:[A-Z]\.){1,5}[A-Z]\.?")


def name_variants(surface: str) -> tuple[str, ...]:
    """Return the forms to ask for, best first: as written, then without a final full stop.

    Parameters
    ----------
    surface : str
        A name as it stands in the text.

    Returns
    -------
    tuple of str
        At least `surface` itself.
    """
    if surface.endswith(".") and "." not in surface[:-1]:
        return surface, surface[:-1]
    return (surface,)


def is_initials(surface: str) -> bool:
    """Tell whether a name is written as initials with dots: "U.N."."""
    return _INITIALS.fullmatch(surface) is not None


def entries_written(surface: str, entries: Iterable[GazetteerEntry]) -> tuple[GazetteerEntry, ...]:
    """Return the places that a name can mean as it is written: initials are abbreviations, "U.N." is no town of Un.

    Dots part the initials of several words: "O.K." is not Oklahoma, for that is one word, nor "L.A." Louisiana.

    Parameters
    ----------
    surface : str
        A name as it stands in the text.
    entries : iterable of GazetteerEntry
        The places that the gazetteer has under it.
    """
    if not is_initials(surface):
        return tuple(entries)
    return tuple(entry for entry in entries if entry.name_kind == "abbreviation" and not _is_cut_short(surface, entry))


def _is_cut_short(surface: str, entry: GazetteerEntry) -> bool:
    return " " not in entry.name and entry.name[:1] == surface[:1]
