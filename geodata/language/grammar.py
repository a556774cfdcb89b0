"""Parts of speech and verb groups: the little grammar that the claims stages stand on.

Tags are those of the BNC (C5): NN1 noun, NP0 name, VVD past, VVN participle, VM0 modal, PRP preposition ...
They come from HanTa, a hidden Markov tagger whose English model is a file of its wheel; nothing is downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    return tuple(_with_missing_verb(words, _with_verbs_for_nouns(words, tags)))


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


_TAKES_OBJECT = {"VVN": "VVD", "VVD": "VVD", "VVG": "VVG", "VVI": "VVI"}
"""Verbs before "claims" or "reports", which are nouns then, and what these verbs are: "rejected claims that"."""

_VERBS_LIKE_ADJECTIVES = frozenset(
    {"open", "close", "free", "clear", "secure", "empty", "complete", "correct", "calm", "cool", "slow", "welcome"}
    | {"spare"}
)


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
        if tags[position] == "AJ0" and word.endswith("ed") and _is_head(before, words[position - 1]):
            if after in _OPENS_OBJECT or (after == "PRP" and end >= len(tags) - 1):
                tags[position] = "VVD"
                break
        elif tags[position] == "NN1" and before == "NN2" and after in _OPENS_OBJECT and f"v:{word}" in triggers():
            tags[position] = "VVB"
            break
    return tags


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


def verb_groups(words: Sequence[Word]) -> list[VerbGroup]:
    """Return the verb groups of a sentence from left to right."""
    groups: list[VerbGroup] = []
    position = 0
    while position < len(words):
        group = _group_at(words, position)
        if group is None:
            position += 1
        else:
            groups.append(group)
            position = group.last
    return _with_lost_verb(words, groups)


def _with_lost_verb(words: Sequence[Word], groups: list[VerbGroup]) -> list[VerbGroup]:
    """Take a participle behind the first noun for the past tense when its clause has no verb: "Groups fought"."""
    groups = [_behind_relative(words, groups, group) for group in groups]
    end = next((at for at, word in enumerate(words) if word.text in ",;:" and word.tag == "PUN"), len(words))
    opening = [group for group in groups if group.first < end]
    if any(group.finite for group in opening):
        return groups
    for index, group in enumerate(opening):
        if group.form == "participle" and group.first > 0 and words[group.first - 1].is_noun:
            groups[index] = VerbGroup(group.first, group.last, group.head, "finite")
            return groups
    finite = next((group for group in groups if group.finite), None)
    lost = _verb_before_cue(words, groups, finite) if finite else _verb_of_verbless(words, groups)
    return [replace(group, form="finite", passive=False) if group is lost else group for group in groups]


def _behind_relative(words: Sequence[Word], groups: Sequence[VerbGroup], group: VerbGroup) -> VerbGroup:
    """Take a participle behind a relative clause for the verb of its noun: "Landia, which backs them, called for"."""
    comma = group.first - 1
    if (
        group.form != "participle"
        or comma < 1
        or words[comma].text != ","
        or (group.last < len(words) and words[group.last].lower == "by")
    ):
        return group
    opening = next((at for at in range(comma - 1, 0, -1) if words[at].text == ","), 0)
    before = [other for other in groups if other.finite and other.first < comma]
    relative = opening > 0 and words[opening + 1].lower in ("who", "which")
    others = any(other.finite and other.first > comma for other in groups)
    if not relative or others or not before or any(other.first < opening for other in before):
        return group
    return replace(group, form="finite", passive=False)


def _verb_before_cue(words: Sequence[Word], groups: Sequence[VerbGroup], cue: VerbGroup) -> VerbGroup | None:
    """Return the lost verb of "On Monday, shells hit Dora, police said", where the first finite one is "said"."""
    comma = next((at for at in range(cue.first - 1, 0, -1) if words[at].text == ","), 0)
    if words[cue.head].lower not in cues() or not any(word.is_noun for word in words[comma + 1 : cue.first]):
        return None
    lost = _verb_of_verbless(words, [group for group in groups if group.last <= comma])
    if lost is None or words[lost.last].lower == "by":
        return None
    opening = next((at for at in range(lost.first - 1, -1, -1) if words[at].tag in ("PUN", "PUQ")), -1) + 1
    return None if words[opening].tag == "PRP" else lost


def _verb_of_verbless(words: Sequence[Word], groups: Sequence[VerbGroup]) -> VerbGroup | None:
    """Return the participle that must be the past tense where a sentence has no verb: "Another bombing killed 50".

    The first one with a noun before it; a later one behind a comma rather, for "a car parked on a road, detonated".
    """
    found: VerbGroup | None = None
    for group in groups:
        joined = found and any(word.tag in _JOINS for word in words[found.last : group.first])
        if joined:
            break
        if group.form != "participle" or words[group.head].lower.endswith(_ONLY_PARTICIPLES):
            continue
        behind_comma = words[group.first - 1].text == "," if group.first else False
        if behind_comma if found else any(word.is_noun for word in words[: group.first]):
            found = group
    return found


_JOINS = frozenset({"CJC", "CJS", "CJT", "PNQ", "DTQ", "AVQ"})
_ONLY_PARTICIPLES = ("n", "ne")  # "known", "gone"


def _group_at(words: Sequence[Word], position: int) -> VerbGroup | None:
    tag = words[position].tag
    if tag in FINITE_TAGS:
        return _finite_group(words, position)
    if tag == "TO0":
        return _infinitive_group(words, position)
    if tag in ("VVG", "VBG", "VHG", "VDG"):
        return _extended(words, position, "gerund")
    if tag == "VVN":
        return VerbGroup(position, position + 1, position, "participle", passive=True)
    if tag == "VVI":
        return VerbGroup(position, position + 1, position, "infinitive")
    return None


def _finite_group(words: Sequence[Word], position: int) -> VerbGroup:
    return _extended(words, position, "finite")


def _infinitive_group(words: Sequence[Word], position: int) -> VerbGroup | None:
    after = position + 1
    while after < len(words) and words[after].tag in ("AV0", "XX0"):
        after += 1
    if after >= len(words) or not (words[after].tag.startswith("V")):
        return None
    group = _extended(words, after, "infinitive")
    return VerbGroup(position, group.last, group.head, "infinitive", group.passive)


def _extended(words: Sequence[Word], position: int, form: str) -> VerbGroup:
    """Follow a chain of auxiliaries, adverbs and "not" to the main verb."""
    head, last, passive = position, position + 1, False
    at = last
    while words[head].tag in AUXILIARY_TAGS and at < len(words):
        word = words[at]
        if word.tag in ("AV0", "XX0", "AVP", MARK_TAG):
            at += 1
            continue
        if not _continues(words[head], word):
            break
        passive = words[head].tag in BE_TAGS and _is_participle(word)
        head, last = at, at + 1
        at = last
    return VerbGroup(position, max(last, _after_negation(words, last)), head, form, passive)


def _after_negation(words: Sequence[Word], last: int) -> int:
    return last + 1 if last < len(words) and words[last].tag == "XX0" else last


def _is_participle(word: Word) -> bool:
    return word.tag in {"VVN", "VVD"} or (word.tag == "AJ0" and word.lower.endswith("ed"))


def _continues(auxiliary: Word, word: Word) -> bool:
    if word.tag in ("VVI", "VVN", "VVG", "VBI", "VBN", "VBG", "VHI", "VHN", "VDI", "VDN", "VVD"):
        return True
    if auxiliary.tag in BE_TAGS and word.tag == "AJ0":
        return word.lower.endswith(("ing", "ed"))
    return auxiliary.tag in ("VM0", "VDD", "VDZ", "VDB") and word.tag in ("VVB", "VBB", "VHB", "VDB")
