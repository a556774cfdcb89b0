"""Reads articles with flashgeotext or geotext on one core: ``python peer_worker.py NAME FILE``.

Run in an environment of its own that has these packages; it needs nothing of this project.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def reader_of(name: str) -> Callable[[str], Any]:
    """Load a peer and return what reads one text."""
    if name == "flashgeotext":
        from flashgeotext.geotext import GeoText

        return GeoText().extract
    from geotext import GeoText as Names

    return lambda text: Names(text).cities


def main(name: str, path: Path) -> None:
    """Read every text and print what it took."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    began = time.perf_counter()
    read = reader_of(name)
    read(texts[0])
    loading = time.perf_counter() - began
    began = time.perf_counter()
    for text in texts:
        read(text)
    seconds = time.perf_counter() - began
    words = sum(len(text.split()) for text in texts)
    sys.stdout.write(json.dumps({"words": words, "seconds": seconds, "loading": loading}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
