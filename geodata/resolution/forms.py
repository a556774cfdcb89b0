"""Other ways to write a name that no gazetteer knows as it stands, and the places that a longer name holds."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.placewords import words as word_list

_COMPASS = {"n": "North", "s": "South", "e": "East", "w": "West"}
_TOWN_LIKE = frozenset({"township", "twp", "borough", "village", "municipality"})
"""Words of a local government that often has the name of the town in it, and that lists of towns leave out."""

_PEOPLE_ENDINGS = ("ers", "er", "ites", "ite", "ians", "ian", "ans", "an", "s")
"""Endings of words for the people of a town ("Londoners"), the longest of a kind first."""
_SHORTEST_TOWN = 4  # letters that must be left when such an ending is taken off
_THINGS = ("organisation_heads", "place_holders")  # word lists of what lies in the place that its name holds
_LONGEST_PART = 4  # words of a place inside a longer name
_MOST_WORDS = 8  # of a longer name that is looked into; what is longer is a phrase


def is_township(name: str) -> bool:
    """Tell whether a name ends in a word of local government that its town may go without."""
    head, _, last = name.rpartition(" ")
    return bool(head) and last.lower().rstrip(".") in _TOWN_LIKE


def other_forms(name: str) -> tuple[str, ...]:
    """Return other ways to write the same name, best first, for names that are not known as written.

    "Calif" is "Calif.", "W. Columbia" is "West Columbia", "Guma LGA" and "Town of Groton" go without their class,
    "Neches" is the "Neches River", "Londoners" are of "London".
    """
    found = dict.fromkeys([*_respelt(name), *_unclassed(name), *_classed(name), *_of_people(name)])
    return tuple(form for form in found if form != name)


def _respelt(name: str) -> Iterator[str]:
    first, _, rest = name.partition(" ")
    if not rest and not name.endswith("."):
        yield f"{name}."
    if rest and first.lower().rstrip(".") in _COMPASS:
        yield f"{_COMPASS[first.lower().rstrip('.')]} {rest}"


def _unclassed(name: str) -> Iterator[str]:
    """Yield the name without the word for its class: "Readington Township", "Town of Groton"."""
    head, _, last = name.rpartition(" ")
    if head and last.lower().rstrip(".") in word_list("class_words"):
        yield head
    first, _, rest = name.partition(" of ")
    if rest and first.lower() in word_list("class_words"):
        yield rest


def _classed(name: str) -> Iterator[str]:
    """Yield a bare name with the words that texts leave out: "Neches" for the river."""
    if " " not in name:
        yield from (f"{name} River", f"Lake {name}", f"Mount {name}", f"{name} Islands", f"{name} County")


def _of_people(name: str) -> Iterator[str]:
    for ending in _PEOPLE_ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= _SHORTEST_TOWN:
            yield name.removesuffix(ending)


def parts_of(name: str) -> tuple[str, ...]:
    """Return the names that a longer unknown name may hold, the longest first.

    The whole of a part ("South Venezuela", "upstate New York") and the place in the name of an institution
    ("Colchester General Hospital", "University of Alberta"). Roads and houses hold names that do not tell where they
    are ("Hampton Avenue"): these give none.
    """
    words = name.split()
    lowered = [word.lower().strip(".,") for word in words]
    if not 1 < len(words) <= _MOST_WORDS or not word_list("named_anyhow").isdisjoint(lowered):
        return ()
    if lowered[0] in word_list("part_words"):
        return (" ".join(words[1:]),)
    if not any(_holds_place(word) for word in words):
        return ()
    lengths = range(min(len(words) - 1, _LONGEST_PART), 0, -1)
    found = (" ".join(piece) for size in lengths for piece in (words[-size:], words[:size]))
    return tuple(dict.fromkeys(part for part in found if _may_be_place(part)))


def _holds_place(word: str) -> bool:
    """Tell whether a word of a name says that it is a thing in the place that its other words name; "RNLI" may be."""
    plain = word.lower().strip(".,")
    return word.isupper() or any(plain in word_list(name) for name in _THINGS)


def _may_be_place(part: str) -> bool:
    """Tell whether a part is capitalised and no word for an institution or a direction: "Centre" is a town too."""
    word = part.lower()
    listed = (word_list(name) for name in (*_THINGS, "part_words", "class_words", "ordinary_words"))
    return part[:1].isupper() and not any(word in words for words in listed)
