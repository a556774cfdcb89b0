"""The check at start-up that the built files are there and of this version."""

from __future__ import annotations

from pathlib import Path

from dashboard.assets.built import BuildFailed, Progress, Tree, build, ignore
from geodata.errors import BuildError


def ensure_built(progress: Progress = ignore) -> bool:
    """Make what is missing or old; return whether anything was made.

    Parameters
    ----------
    progress : callable
        Called with a few words and the share of the whole that is done, from 0 to 1.

    Raises
    ------
    BuildError
        When something is missing and cannot be made; the text says what to do.
    """
    try:
        return build(Tree(Path(__file__).resolve().parents[2]), progress)
    except BuildFailed as error:
        raise BuildError(str(error)) from error
    except OSError as error:
        raise BuildError(f"The files that the build makes could not be written: {error}.") from error
