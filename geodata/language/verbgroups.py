"""The verb groups of a sentence: verbs with their auxiliaries, and the finite verbs that look like participles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geodata.language.grammar import AUXILIARY_TAGS, BE_TAGS, FINITE_TAGS, MARK_TAG, VerbGroup, Word
from geodata.language.wordtables import cues


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
    if any(group.finite for group in opening) or _verb_behind_aside(words, groups, end):
        return groups
    for index, group in enumerate(opening):
        if group.form == "participle" and group.first > 0 and _may_act(words, group.first - 1):
            groups[index] = VerbGroup(group.first, group.last, group.head, "finite")
            return groups
    finite = next((group for group in groups if group.finite), None)
    lost = _verb_before_cue(words, groups, finite) if finite else _verb_of_verbless(words, groups)
    return [replace(group, form="finite", passive=False) if group is lost else group for group in groups]


def _may_act(words: Sequence[Word], at: int) -> bool:
    """Tell whether the subject of a verb may end with a word: a noun, "hundreds", "several of them"."""
    counted = words[at].tag == "CRD" and words[at].lower in _CROWDS
    return words[at].is_noun or counted or (at > 0 and words[at].tag == "PNP" and words[at - 1].tag == "PRF")


_CROWDS = frozenset({"dozens", "scores", "hundreds", "thousands", "millions"})


def _verb_behind_aside(words: Sequence[Word], groups: Sequence[VerbGroup], comma: int) -> bool:
    """Tell whether the verb comes behind an aside: "An officer involved in the search, speaking on Monday, said"."""
    closing = next((at for at in range(comma + 1, len(words)) if words[at].text == ","), None)
    if (
        closing is None
        or comma >= len(words)
        or words[comma].text != ","
        or comma + 1 >= len(words)
        or words[comma + 1].tag != "VVG"
    ):
        return False
    finite = [group.first for group in groups if group.finite and group.first > comma]
    return finite[:1] == [closing + 1]


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
    follows = words[cue.last].tag if cue.last < len(words) else ""
    inverted = comma + 1 == cue.first and follows in ("AT0", "NP0", "DPS", "NN1", "NN2")  # ", said the source"
    if words[cue.head].lower not in cues() or not (inverted or any(w.is_noun for w in words[comma + 1 : cue.first])):
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
        if behind_comma if found else any(_may_act(words, at) for at in range(group.first)):
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
