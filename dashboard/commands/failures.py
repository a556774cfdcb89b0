"""The ways in which a command ends early: two failures, each said in one line, and an answer instead of its work."""

from __future__ import annotations


class WrongUsage(Exception):  # noqa: N818 - errors are statements here
    """The words of the command line make no sense: exit 2."""


class NothingUsable(Exception):  # noqa: N818
    """Nothing could be done with what was given: exit 1."""


class Answered(Exception):  # noqa: N818
    """What was asked for is the text of this: exit 0."""
