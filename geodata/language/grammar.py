"""Parts of speech and verb groups: the little grammar that the claims stages stand on.

Tags are those of the BNC (C5): NN1 noun, NP0 name, VVD past, VVN participle, VM0 modal, PRP preposition ...
They come from HanTa, a hidden Markov tagger whose English model is a file of its wheel; nothing is downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from geodata.language.tagging import quick_tagger, shipped_model
from geodata.language.wordtables import cue_nouns, cues, triggers
from geodata.models import Document, Sentence, Token

QUOTATION_MARKS = frozenset('"“”«»„‟')
SINGLE_MARKS = frozenset("'‘’‛`´")  # noqa: RUF001 - the marks themselves
MARK_TAG = "PUQ"

LONGEST_WORD = 30
"""Characters of a word that the tagger sees: its time grows with their square, and no English word is longer."""

LONGEST_RUN = 200
"""Words tagged at once; the tagger keeps a table for the whole run, and no honest sentence is longer."""

REMEMBERED_SENTENCES = 4096
"""Sentences whose tags are kept: attribution and claims read the same ones one after the other."""

KNOWN_NAME = "Smith"
"""A name that the model knows and tags as one."""

LEAST_LOWER_CASE = 1 / 3
"""Share of words in lower case below which a sentence is a headline, whose capitals say nothing."""

_SHORT_FORMS = {"ca": "can", "wo": "will", "sha": "shall", "can": "can", "won": "will", "shan": "shall"}
_NEGATED = re.compile(
    r"(?:do|does|did|is|are|was|were|has|have|had|ca|wo|sha|could|would|should|might|must|need)n", re.IGNORECASE
)
FINITE_TAGS = frozenset({"VM0", "VBB", "VBD", "VBZ", "VHB", "VHD", "VHZ", "VDB", "VDD", "VDZ", "VVB", "VVD", "VVZ"})
AUXILIARY_TAGS = frozenset({"VM0"} | {f"V{verb}{form}" for verb in "BHD" for form in "BDGINZ"})
BE_TAGS = frozenset(f"VB{form}" for form in "BDGINZ")
NOUN_TAGS = frozenset({"NN0", "NN1", "NN2", "NP0"})
MODIFIER_TAGS = frozenset({"AT0", "AJ0", "AJC", "AJS", "DPS", "DT0", "CRD", "ORD", "POS", "UNC"})


@dataclass(frozen=True, slots=True)
class Word:
    """One token with its part of speech."""

    text: str
    lower: str
    start: int
    end: int
    tag: str

    @property
    def is_noun(self) -> bool:
        """Tell whether the word is a noun or a name."""
        return self.tag in NOUN_TAGS

    @property
    def is_mark(self) -> bool:
        """Tell whether the word is a double quotation mark."""
        return self.tag == MARK_TAG


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: ``words[first:last]``, its main verb at ``head``."""

    first: int
    last: int
    head: int
    form: str  # finite, infinitive, gerund, participle
    passive: bool = False

    @property
    def finite(self) -> bool:
        """Tell whether the group can carry a clause."""
        return self.form == "finite"


def read_words(document: Document, sentence: Sentence) -> tuple[Word, ...]:
    """Return the words of a sentence with their parts of speech."""
    tokens = document.tokens_of(sentence)
    tags = tag_words(tuple(token.text for token in tokens))
    return tuple(_word(token, tag) for token, tag in zip(tokens, tags, strict=True))


def _word(token: Token, tag: str) -> Word:
    return Word(token.text, token.text.lower().replace("’", "'"), token.start, token.end, tag)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def tag_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the part of speech of each word of a sentence; quotation marks are ``PUQ`` and unseen by the tagger."""
    seen = [position for position, word in enumerate(words) if word not in QUOTATION_MARKS]
    tags = [MARK_TAG] * len(words)
    for start in range(0, len(seen), LONGEST_RUN):
        run = seen[start : start + LONGEST_RUN]
        spelled = _with_known_names([_spelling(words, at) for at in run])
        for position, tag in zip(run, _tag_run(spelled), strict=True):
            tags[position] = _repaired(words[position], tag)
    _repair_possessives(words, tags)
    _repair_charges(words, tags)
    _repair_plans(words, tags)
    return tuple(_with_missing_verb(words, _with_verbs_for_nouns(words, tags)))


_PLANNING = frozenset({"planned", "intended", "wanted", "hoped"})
_OF_SUBJECT = frozenset({"AT0", "DPS", "DT0", "CRD", "ORD", "AJ0", "PRF", "NN0", "NN1", "NN2", "NP0", "PNP", "POS"})


def _repair_plans(words: Sequence[str], tags: list[str]) -> None:
    """Read "(said) that the army planned to go" as a verb with its subject, beside "a visit planned to last"."""
    for position in range(2, len(tags) - 1):
        if tags[position] != "VVN" or words[position].lower() not in _PLANNING or tags[position + 1] != "TO0":
            continue
        opens = position - 1
        while opens >= 0 and tags[opens] in _OF_SUBJECT:
            opens -= 1
        ends = next((at for at in range(position, len(tags)) if words[at] in ",;:." or tags[at] == "CJC"), len(tags))
        is_told = 0 <= opens < position - 1 and (tags[opens] == "CJT" or words[opens].lower() in ("said", "added"))
        if is_told and not any(tag in FINITE_TAGS for tag in tags[position + 1 : ends]):
            tags[position] = "VVD"


def _repair_possessives(words: Sequence[str], tags: list[str]) -> None:
    """Read "the exporters' office", "1,500" and "to open talks" as a possessive, a number and an infinitive."""
    for position in range(1, len(words) - 1):
        if words[position] in ("'", "’") and words[position - 1].endswith("s") and words[position + 1][:1].isalpha():
            tags[position] = "POS"
        if words[position] == "," and words[position - 1].isdigit() and words[position + 1].isdigit():
            tags[position] = "CRD"
        if tags[position] == "VVZ" and words[position].lower() in cue_nouns() and tags[position - 1] in _TAKES_OBJECT:
            tags[position], tags[position - 1] = "NN2", _TAKES_OBJECT[tags[position - 1]]
        if tags[position] == "VVZ" and _is_object(words, tags, position):
            tags[position] = "NN2"
        if (
            tags[position] == "VVZ"
            and words[position - 1].lower() in _TAKES_NOUN
            and words[position].lower() in cue_nouns()
        ):
            tags[position] = "NN2"
        if words[position].lower() == "to" and _is_verb_behind_to(words, tags, position + 1):
            tags[position], tags[position + 1] = "TO0", "VVI"


def _is_verb_behind_to(words: Sequence[str], tags: Sequence[str], position: int) -> bool:
    """Tell whether a word that looks like an adjective must be a verb: "to open talks", "to last six weeks"."""
    word = words[position].lower()
    lasts = word == "last" and position + 1 < len(tags) and tags[position + 1] in ("CRD", "AT0", "AV0", "PRP", "CJS")
    return lasts or word in _VERBS_LIKE_ADJECTIVES


def _is_object(words: Sequence[str], tags: Sequence[str], position: int) -> bool:
    """Tell whether a verb form must be the noun of an event: "strikes" in "cancelled the air strikes"."""
    opened = next((at for at in range(position - 1, 0, -1) if tags[at] in ("AT0", "DPS")), 0)
    described = position - opened > 1 and all(tags[at] in ("NN1", "AJ0") for at in range(opened + 1, position))
    return described and tags[opened - 1].startswith("VV") and f"n:{words[position].lower()}" in triggers()


_TAKES_NOUN = frozenset(
    {"after", "following", "amid", "despite", "before", "on", "upon", "of", "by", "with", "from", "over"}
)
"""Words behind which "reports" is a noun: "closed the bridge after reports that"."""

_TAKES_OBJECT = {"VVN": "VVD", "VVD": "VVD", "VVG": "VVG", "VVI": "VVI"}
"""Verbs before "claims" or "reports", which are nouns then, and what these verbs are: "rejected claims that"."""

_VERBS_LIKE_ADJECTIVES = frozenset(
    {"open", "close", "free", "clear", "secure", "empty", "complete", "correct", "calm", "cool", "slow", "welcome"}
    | {"spare"}
)


_CHARGES = frozenset({"accused", "suspected", "convicted", "informed", "warned"})
LONGEST_CHARGED = 6  # words of who is charged: "accused two of the mayor's men of"


def _repair_charges(words: Sequence[str], tags: list[str]) -> None:
    """Read "denied it, and accused soldiers of shelling a farm" as a verb: "accused soldiers" could be a noun."""
    for position in range(1, len(tags) - 2):
        is_joined = tags[position - 1] == "CJC" and tags[position] in ("AJ0", "VVN")
        if not is_joined or words[position].lower() not in _CHARGES or tags[position + 1] == "PRF":
            continue
        acted = any(tag == "VVD" for tag in tags[: position - 1]) and "PRF" in tags[position + 2 :][:LONGEST_CHARGED]
        if acted and not any(tag in FINITE_TAGS for tag in tags[position + 1 :][:LONGEST_CHARGED]):
            tags[position] = "VVD"


def _with_verbs_for_nouns(words: Sequence[str], tags: list[str]) -> list[str]:
    """Read "plans" or "hopes" before "to" as a verb: behind "and", or in a sentence without a verb."""
    verbless = not any(tag in FINITE_TAGS for tag in tags)
    for position in range(1, len(tags) - 1):
        before = tags[position - 1]
        opens_verb = before == "CJC" or (verbless and (before in NOUN_TAGS or before == "AJ0"))
        if tags[position] == "NN2" and tags[position + 1] == "TO0" and opens_verb:
            if any("i" in cue.frames for cue in cues().get(words[position].lower(), ())):
                tags[position] = "VVZ"
            break
    return tags


def _with_missing_verb(words: Sequence[str], tags: list[str]) -> list[str]:
    """Read an adjective or noun as the verb of a sentence that has none: "The general relinquished command"."""
    end = next((at for at, tag in enumerate(tags) if tag in _ENDS_CLAUSE or words[at] in ",;:"), len(tags))
    if any(tag in FINITE_TAGS or tag == "VVN" for tag in tags[:end]):
        return tags
    for position in range(1, min(end, len(tags) - 1)):
        word, before, after = words[position].lower(), tags[position - 1], tags[position + 1]
        if word in _MEASURING and before in ("NN1", "NP0") and (after == "CRD" or tags[position + 2 :][:1] == ["CRD"]):
            tags[position] = "VVZ"
            break
        if tags[position] == "AJ0" and word.endswith("ed") and _is_head(before, words[position - 1]):
            if after in _OPENS_OBJECT or (after == "PRP" and end >= len(tags) - 1):
                tags[position] = "VVD"
                break
        elif f"v:{word}" in triggers() and _is_acted(tags[position], words[position - 1], before, after):
            tags[position] = "VVB"
            break
    return tags


_MEASURING = frozenset({"costs", "weighs", "measures", "covers", "houses", "employs", "lasts", "totals", "stretches"})
"""Verbs that look like nouns before a number: "The drone costs about 30 million dollars"."""


def _is_acted(tag: str, subject: str, before: str, after: str) -> bool:
    """Tell whether a word is what a plural does: "people protest in Dora", "the allies patrol a zone"."""
    acts = before == "NN2" or subject.lower() in ("people", "police")
    if tag == "VVI":
        return acts and after in ("AT0", "DPS", "PRP")
    return tag == "NN1" and acts and (after in _OPENS_OBJECT or after == "PRP")


_ENDS_CLAUSE = frozenset({"CJS", "CJT", "DTQ", "PNQ"})
_OPENS_OBJECT = frozenset({"AT0", "DPS", "DT0", "CRD", "NN0", "NN1", "NN2", "NP0", "PNP", "TO0", "AVP"})


def _is_head(tag: str, word: str) -> bool:
    """Tell whether a word can end the subject: a noun, or an adjective that is one ("the general")."""
    return tag in NOUN_TAGS or (tag == "AJ0" and not word.endswith("ed"))


def _spelling(words: Sequence[str], position: int) -> str:
    """Return the word as the tagger knows it: "didn" + "'t" are "did" and "not"."""
    word = words[position].replace("’", "'")
    if word.lower() == "'t":
        return "not"
    following = words[position + 1].lower() if position + 1 < len(words) else ""
    if following in ("'t", "’t") and _NEGATED.fullmatch(word):
        return _SHORT_FORMS.get(word[:-1].lower(), word[:-1])
    return word[:LONGEST_WORD]


def _with_known_names(words: list[str]) -> list[str]:
    """Put a name that the model knows for each one that it does not: guessing a name letter by letter takes longest."""
    if sum(word[:1].islower() for word in words) < LEAST_LOWER_CASE * len(words):
        return words
    known = shipped_model().cache
    return [
        KNOWN_NAME if at and word.isalpha() and word.istitle() and word.lower() not in known else word
        for at, word in enumerate(words)
    ]


def _tag_run(words: list[str]) -> list[str]:
    try:
        return quick_tagger().tag(words)
    except (KeyError, IndexError, ValueError):  # the model has no path through this row of words
        return ["UNC"] * len(words)


_PUNCTUATION = re.compile(r"[^\w\s]")


def _repaired(word: str, tag: str) -> str:
    """Correct what the model cannot know: signs, negations and the pronoun "US"."""
    if word.lower() in ("'t", "’t"):
        return "XX0"
    if word.lower() == "cannot":
        return "VM0"
    if _PUNCTUATION.fullmatch(word):
        return "PUN"
    if word in ("US", "UN", "EU", "IS", "UK", "WHO"):
        return "NP0"
    if word in ("’s", "'s") and tag == "CRD":
        return "POS"
    return tag
