"""The word lists that the name rules read, loaded once each from `geodata/resources/words`."""

from __future__ import annotations

import importlib.resources
from functools import cache


def _lines(file_name: str) -> list[str]:
    folder = importlib.resources.files("geodata") / "resources" / "words"
    lines = (folder / file_name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """Return one word list."""
    return frozenset(_lines(f"{name}.txt"))


@cache
def feature_words() -> dict[str, tuple[str, ...]]:
    """Return the GeoNames feature codes (or their beginnings) that a word such as "province" stands for."""
    return {word: tuple(codes.split()) for word, codes, _ in _feature_rows()}


@cache
def name_heads() -> frozenset[str]:
    """Return the feature words that belong to a name when capitalised behind it: "Kent County", "Jordan River"."""
    return frozenset(word for word, _, part in _feature_rows() if part == "name")


def _feature_rows() -> list[tuple[str, str, str]]:
    rows = [line.split("\t") for line in _lines("feature_words.tsv")]
    return [(word, codes, part) for word, codes, part in rows]
