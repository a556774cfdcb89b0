"""Every error that geodata raises on purpose, each with one clear sentence for the person who meets it."""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors of the engine; its text is fit to be shown to a user as it is."""


class InputError(DatelineError):
    """The given article cannot be used: empty, too large, binary, or not a known kind of file."""


class FetchError(InputError):
    """A web address could not be read, or may not be read."""


class AddressRefused(FetchError):  # noqa: N818 - errors are statements here
    """A web address points into this computer or its private network."""


class GazetteerNotFound(DatelineError):  # noqa: N818
    """The gazetteer file is missing or was built by another version."""


class BuildError(DatelineError):
    """A file that the build makes could not be made; the text says what to do."""


class StoreError(DatelineError):
    """The store cannot be opened or written."""


class ArticleNotFound(StoreError):  # noqa: N818
    """No article with this id is in the store."""


class SchemaError(DatelineError):
    """A frame or a file does not keep the contract; the text names the broken rule."""
