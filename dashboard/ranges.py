"""Parts of a file, as map programs ask for them over HTTP (RFC 9110, 14)."""

from __future__ import annotations

import re

_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def part_of(asked: str, size: int) -> range | None:
    """Read a Range header.

    Parameters
    ----------
    asked : str
        The header, or nothing.
    size : int
        Bytes of the whole file.

    Returns
    -------
    range or None
        The bytes to send; empty where none of them exist. None for the whole file: nothing was asked for, or
        something that may be overlooked (other units, several parts).
    """
    match = _ONE_RANGE.fullmatch(asked.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(min(int(first), size), min(int(last) + 1, size) if last else size)
