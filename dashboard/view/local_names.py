"""The names of a place in the scripts that people write there, to search with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

MOST_NAMES = 4  # that are shown; the gazetteer has dozens in every language
_SCRIPTS = {
    "ARABIC": "AE AF BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE",
    "CYRILLIC": "BA BG BY KG KZ ME MK MN RS RU TJ UA UZ",
    "GREEK": "CY GR",
    "HEBREW": "IL PS",
    "ARMENIAN": "AM",
    "GEORGIAN": "GE",
    "CJK": "CN HK JP MO SG TW",
    "HIRAGANA": "JP",
    "KATAKANA": "JP",
    "HANGUL": "KP KR",
    "THAI": "TH",
    "LAO": "LA",
    "KHMER": "KH",
    "MYANMAR": "MM",
    "DEVANAGARI": "IN NP",
    "BENGALI": "BD IN",
    "TAMIL": "IN LK SG",
    "TELUGU": "IN",
    "GUJARATI": "IN",
    "GURMUKHI": "IN",
    "KANNADA": "IN",
    "MALAYALAM": "IN",
    "ORIYA": "IN",
    "SINHALA": "LK",
    "TIBETAN": "BT CN",
    "ETHIOPIC": "ER ET",
    "THAANA": "MV",
    "TIFINAGH": "DZ MA",
}
"""The scripts of countries, by the word with which Unicode names their letters."""


def local_forms(names: Iterable[str], country_code: str | None) -> tuple[str, ...]:
    """Return those of a place's names that are written in a script of its country, the likeliest first.

    `names` come in the gazetteer's spelling: small letters, without accents, which is how search engines take them.
    """
    scripts = {script for script, countries in _SCRIPTS.items() if (country_code or "--") in countries.split()}
    found = [name for name in names if scripts and _is_in(name, scripts)]
    return tuple(dict.fromkeys(name.title() for name in found))[:MOST_NAMES]


def _is_in(name: str, scripts: set[str]) -> bool:
    letters = [sign for sign in name if sign.isalpha()]
    return bool(letters) and all(unicodedata.name(sign, "").split(" ")[0].split("-")[0] in scripts for sign in letters)
