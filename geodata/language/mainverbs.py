"""The verb that carries a clause, and the one that tells what it is about."""

from __future__ import annotations

from geodata.language.grammar import BE_TAGS, VerbGroup
from geodata.language.phrases import SentenceWords, is_relative

WORDS_OF_OPENING = 6
"""Words of "not at all clear on Tuesday" before the clause that it is about."""

_COMPLEMENTIZERS = frozenset({"that", "who", "whether", "what", "how", "when", "where", "why", "if"})
_DEGREES = frozenset(
    {
        "clear",
        "unclear",
        "likely",
        "unlikely",
        "possible",
        "probable",
        "known",
        "unknown",
        "certain",
        "true",
        "doubt",
        "sure",
    }
)
_OPENS_SUBORDINATE = frozenset(
    {
        "if",
        "unless",
        "after",
        "when",
        "while",
        "as",
        "although",
        "because",
        "since",
        "once",
        "before",
        "until",
        "though",
    }
)


def main_group(sentence: SentenceWords, first: int, last: int) -> VerbGroup | None:
    """Return the finite verb group that carries the clause ``words[first:last]``.

    A verb of a restrictive relative clause ("the planes that flew") is passed over when another one follows.
    """
    if first < last and sentence.lower(first) in _OPENS_SUBORDINATE:
        comma = next((at for at in range(first, last) if sentence.words[at].text == ","), first)
        first = comma if sentence.next_finite(comma, last) else first
    finite = sentence.finite_in(first, last)
    free = [group for group in finite if not is_relative(sentence, group, first)]
    chosen = free or finite
    return chosen[0] if chosen else None


def told_group(sentence: SentenceWords, first: int, last: int) -> VerbGroup | None:
    """Return the verb group that tells what a clause is about: "will go" of "It is likely that they will go"."""
    main = main_group(sentence, first, last)
    if main is None or sentence.tag(main.head) not in BE_TAGS:
        return main
    opened = [sentence.lower(at) for at in range(main.last, min(last, main.last + WORDS_OF_OPENING))]
    how = next((number for number, word in enumerate(opened) if word in _COMPLEMENTIZERS), None)
    if how is None or not _DEGREES & set(opened[:how]):
        return main
    return sentence.next_finite(main.last + how, last) or main
