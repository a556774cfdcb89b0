"""Progress on stderr: a line that changes in a terminal, one line for each article elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable

from geodata.formats.table_text import printable

Progress = Callable[[str, float], None]

DONE = "ready"
"""The last step of a long task."""

_ERASE = "\r\x1b[K"


def report(name: str) -> Progress:
    """Return what is called with each stage of the analysis of `name`."""
    shown = printable(name)
    if not sys.stderr.isatty():
        print(f"Reading {shown}", file=sys.stderr)  # noqa: T201 - this is the output
        return lambda _stage, _share: None

    def tell(stage: str, share: float) -> None:
        text = "" if share >= 1 else f"{shown}: {stage} ({share:.0%})"
        print(_ERASE + text, end="", file=sys.stderr, flush=True)  # noqa: T201

    return tell


def preparing() -> Progress:
    """Return what is called while missing files are made: it keeps quiet when there is nothing to make."""
    shown = ""

    def tell(step: str, share: float) -> None:
        nonlocal shown
        if share >= 1:
            if shown and sys.stderr.isatty():
                print(_ERASE, end="", file=sys.stderr, flush=True)  # noqa: T201
        elif sys.stderr.isatty():
            print(f"{_ERASE}First start: {step} ({share:.0%})", end="", file=sys.stderr, flush=True)  # noqa: T201
        elif step != shown:
            print(f"First start: {step}", file=sys.stderr)  # noqa: T201
        shown = step

    return tell


def steps() -> Progress:
    """Return what is called with each step of a long task: a line that changes, or one line a step elsewhere."""
    shown = ""

    def tell(step: str, share: float) -> None:
        nonlocal shown
        if sys.stderr.isatty():
            text = "" if share >= 1 and step == DONE else f"{step} ({share:.0%})"
            print(_ERASE + text, end="", file=sys.stderr, flush=True)  # noqa: T201 - this is the output
        elif step not in {shown, DONE}:
            print(step, file=sys.stderr, flush=True)  # noqa: T201
        shown = step

    return tell


def complain(name: str, problem: str) -> None:
    """Say why one of several articles is left out."""
    start = _ERASE if sys.stderr.isatty() else ""
    print(f"{start}dateline: {printable(name)}: {problem}", file=sys.stderr)  # noqa: T201
