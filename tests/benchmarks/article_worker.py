"""Reads articles on one core and tells as JSON what it took.

``python -m tests.benchmarks.article_worker FILE PART OF CORE``: FILE is JSON Lines with a ``text`` each; of its lines
every OF-th from PART on is read. The first article loads what the engine needs and is not counted. The tagger gets one
thread: not everywhere does a process that is bound to a core keep its threads on it.
"""

from __future__ import annotations

import functools
import json
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geodata.ingest import make_article
from geodata.pipeline import analyze_article, default_engine
from geodata.tagger import Tagger, shipped_tagger

KILOBYTES_PER_MEGABYTE = 1024
FRAMES = "Building the frames"
TAGGER = "of it, the tagger"


class StageClock:
    """Adds up the seconds of the stages that the pipeline announces."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._stage, self._since = "", 0.0

    def tell(self, stage: str, share: float) -> None:
        """Hear of the next stage; after the last one the frames are built."""
        self.stop()
        self._stage, self._since = stage if share < 1 else FRAMES, time.perf_counter()

    def stop(self) -> None:
        """End the stage at hand."""
        if self._stage:
            self.seconds[self._stage] += time.perf_counter() - self._since
        self._stage = ""

    def timed(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """Let a method of the tagger, inside of whatever stage, count for the tagger too."""

        @functools.wraps(method)
        def run(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return method(*arguments, **named)
            finally:
                self.seconds[TAGGER] += time.perf_counter() - began

        return run


def main(words: Sequence[str]) -> None:
    """Read the part and print what it took."""
    path, part, parts, core = Path(words[0]), int(words[1]), int(words[2]), int(words[3])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    sys.stdout.write(json.dumps(measure(texts[part::parts])) + "\n")


def measure(texts: Sequence[str]) -> dict[str, Any]:
    """Analyse every text, and return counts, seconds a stage and the most memory held."""
    began = time.perf_counter()
    engine = replace(default_engine(), tagger=shipped_tagger(threads=1))
    analyze_article(make_article(texts[0]), engine=engine)
    loading = time.perf_counter() - began
    clock = StageClock()
    for name in ("tag", "places_of"):
        setattr(Tagger, name, clock.timed(getattr(Tagger, name)))
    began, busy = time.perf_counter(), time.process_time()
    for text in texts:
        analyze_article(make_article(text), engine=engine, progress=clock.tell)
        clock.stop()
    return {
        "articles": len(texts),
        "words": sum(len(text.split()) for text in texts),
        "seconds": time.perf_counter() - began,
        "busy": time.process_time() - busy,
        "loading": loading,
        "stages": clock.seconds,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_PER_MEGABYTE,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
