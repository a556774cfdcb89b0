"""``gazetteer_build TARGET STATIC ADMIN1_JSON``: what the build hook runs, in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from .build import build


def say(message: str) -> None:
    """Tell the progress, a line each."""
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), say)
