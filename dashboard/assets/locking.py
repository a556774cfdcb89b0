"""One maker at a time: a lock on a file, which the system lets go of when its holder ends, however that ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

POLL_SECONDS = 0.2
"""How often a waiting process looks again; a build takes a minute."""


@contextmanager
def locked(file: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock on `file`, which is made when missing and stays; call `wait` once when another holds it."""
    with file.open("a+b") as handle:
        if not _lock(handle):
            wait()
            while not _lock(handle):
                time.sleep(POLL_SECONDS)
        try:
            yield
        finally:
            _unlock(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> bool:
        """Lock the first byte, if nobody has it."""
        handle.seek(0)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: IO[bytes]) -> bool:
        """Lock the file, if nobody has it."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
