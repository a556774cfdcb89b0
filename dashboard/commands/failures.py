"""The two ways in which a command fails; both are said in one line."""

from __future__ import annotations


class WrongUsage(Exception):  # noqa: N818 - errors are statements here
    """The words of the command line make no sense: exit 2."""


class NothingUsable(Exception):  # noqa: N818
    """Nothing could be done with what was given: exit 1."""
