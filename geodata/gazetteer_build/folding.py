"""One spelling for all ways to write a name: what the gazetteer is keyed by."""

from __future__ import annotations

import re
import unicodedata

_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")
"""Dotted initials such as "U.S." or "D.C", the last dot of which may be the sentence's: the dots leave no gap."""

# ruff: noqa: RUF001 - letters that look alike are the matter of this module
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ə": "e",
    "ɛ": "e", "ɔ": "o", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
    "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": "",
}  # fmt: skip
"""Letters that decomposition leaves alone, and Arabic letters that are written one for the other."""

_SILENT = "'’‘ʻʼʾʿ`´ʹʺ\"“”"  # the signs that romanisations use for sounds and that texts leave out
_MARKS = [
    *range(0x0300, 0x0370),
    *range(0x0591, 0x05C8),
    *range(0x064B, 0x0660),
    0x0670,
    0x200B,
    0x200C,
    0x200D,
    0x200E,
    0x200F,
]
"""Accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel and hamza signs, invisible joiners. Vowel signs of
Indian and South-East Asian scripts are letters of their words and stay."""

_GAPS = "-‐‑‒–—_/\\,;:.!?()[]{}|«»<>*+=~^%#@$§°·•…،؛؟。、・"

_TABLE: dict[int, str] = {
    **{ord(letter): plain for letter, plain in _LETTERS.items()},
    **{ord(sign): "" for sign in _SILENT},
    **dict.fromkeys(_MARKS, ""),
    **{ord(sign): " " for sign in _GAPS},
    ord("&"): " and ",
}

_SHORT_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
"""Words that are written short as often as long; both become the short one."""


def fold_name(name: str) -> str:
    """Fold a place name for look-ups: no case, accents, punctuation or leading article.

    Parameters
    ----------
    name : str
        The name in any script, as written.

    Returns
    -------
    str
        The folded name; empty when nothing but signs is left. Folding twice changes nothing.
    """
    text = name.casefold() if name.isascii() else _decompose(name)
    if "." in text:
        text = _INITIALS.sub(_undotted, text)
    words = text.translate(_TABLE).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    if not _SHORT_WORDS.keys().isdisjoint(words):
        words = [_SHORT_WORDS.get(word, word) for word in words]
    return " ".join(words)


def _decompose(name: str) -> str:
    """Part letters from their accents; folding the case can put some together again."""
    text = unicodedata.normalize("NFKD", name).casefold()
    return text if unicodedata.is_normalized("NFKD", text) else unicodedata.normalize("NFKD", text)


def _undotted(match: re.Match[str]) -> str:
    return match.group().replace(".", "")
