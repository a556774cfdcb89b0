"""Texts that are nearly the same: one story of an agency in two papers, or a page read twice with a new menu.

A text is cut into overlapping runs of words; of all their hashes the smallest under many orders are kept (MinHash). The
share of kept hashes that two texts have in common estimates the share of runs that they have in common.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
import numpy.typing as npt

from geodata.models import Article

RUN = 4
"""Words in a run: shorter ones are common to all news, longer ones break at every edited word."""

HASHES = 96
"""Kept hashes: the estimate is off by about 0.05."""

SAME_FROM = 0.55
"""Share of runs in common from which two texts are one story: edited agency copy has .6 and more, two reports of one
event below .2."""

_PRIME = 4_294_967_311  # the first above 32 bits
_SEED = 20_240_604  # of the orders; another one makes kept fingerprints useless
_MOST_WORDS = 20_000  # words that are looked at
_WORD = re.compile(r"\w+")
_CAMPAIGN = re.compile(r"utm_|fbclid|gclid|mc_|ref$|cmp$|ito$|at_|smid$|ns_", re.IGNORECASE)  # where a link was clicked

Fingerprint = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Same:
    """A kept article that another one repeats, and how: ``text`` (the very same), ``address`` or ``nearly``."""

    article_id: str
    title: str | None
    how: Literal["text", "address", "nearly"]
    likeness: float


def find_same(article: Article, kept: Iterable[tuple[str, str | None, str | None, bytes | None]]) -> list[Same]:
    """Return which of the kept articles are the same as this one, the likest first.

    Parameters
    ----------
    article : Article
        The one that came in.
    kept : iterable of (str, str, str, bytes)
        Id, title, address and packed fingerprint of each.
    """
    mine, address = fingerprint(article.text), plain_address(article.url)
    found = []
    for article_id, title, url, packed in kept:
        theirs = unpack(packed) if packed else None
        like = likeness(mine, theirs) if mine is not None and theirs is not None else 0.0
        if article_id == article.article_id:
            found.append(Same(article_id, title, "text", 1.0))
        elif address and plain_address(url) == address:
            found.append(Same(article_id, title, "address", like))
        elif like >= SAME_FROM:
            found.append(Same(article_id, title, "nearly", like))
    return sorted(found, key=lambda same: -same.likeness)


def likeness_row(article: Article) -> tuple[str, str | None, bytes | None]:
    """Return what the library keeps to know an article again: its id, address and packed fingerprint."""
    kept = fingerprint(article.text)
    return article.article_id, article.url, None if kept is None else pack(kept)


def plain_address(url: str | None) -> str | None:
    """Return an address without what does not change its page: scheme, ``www.``, marks of campaigns, a last slash."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
        query = [(name, value) for name, value in parse_qsl(parts.query) if not _CAMPAIGN.match(name)]
    except ValueError:
        return None
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(query))}" if host else None


def fingerprint(text: str) -> Fingerprint | None:
    """Return what tells a text from others; None where it has too few words to be told from anything."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())[:_MOST_WORDS]
    if len(words) < 2 * RUN:
        return None
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    hashes = np.fromiter((zlib.crc32(run.encode()) for run in runs), dtype=np.uint64, count=len(runs))
    factors, shifts = _orders()
    smallest = [((hashes * factor + shift) % _PRIME).min() for factor, shift in zip(factors, shifts, strict=True)]
    return np.array(smallest, dtype=np.uint64).astype(np.uint32)


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """Return the estimated share of runs that two texts have in common."""
    return float(np.mean(one == other))


def pack(kept: Fingerprint) -> bytes:
    """Return a fingerprint as bytes, the same on every computer."""
    return kept.astype("<u4").tobytes()


def unpack(data: bytes) -> Fingerprint | None:
    """Read a fingerprint back; None where it is of another version."""
    kept = np.frombuffer(data, dtype="<u4") if len(data) == HASHES * 4 else None
    return None if kept is None else kept.astype(np.uint32)


@cache
def _orders() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Return the numbers that put hashes into their orders; the product with a hash stays below 64 bits."""
    chance = np.random.default_rng(_SEED)
    return (
        chance.integers(1, 2**31, HASHES, dtype=np.uint64),
        chance.integers(0, 2**31, HASHES, dtype=np.uint64),
    )
