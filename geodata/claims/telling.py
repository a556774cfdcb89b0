"""Which attributions give a statement of their own, and which are but the article's word for what somebody did."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from geodata.language.clauses import RELATIVES
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import Cue, cue_nouns, cues, verb_forms, words
from geodata.models import Attribution, Document

_INFINITIVE = frozenset({"i", "o"})
_WITH_VERB = _INFINITIVE | {"q"}
"""What carries a content with an infinitive; in "said he plans to go" the tags may take "plans" for a noun."""

Part = tuple[SentenceWords, int, int]
"""Words of a content: ``sentence.words[first:last]``."""

_MARKS = frozenset('"“”«»')


def telling(
    document: Document, sentences: Sequence[SentenceWords], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Return the attributions whose content can stand as a statement.

    "The minister condemned the killings" and "forgot to sign the decree" tell what the minister did: their contents
    say nothing by themselves, unless the verb is one that carries such a content ("denied the charges", "plans to").
    To reject or approve a plan is an event itself: the article tells it whole.
    """
    starts = [sentence.sentence.start for sentence in sentences]
    return [item for item in attributions if _tells(document, sentences, starts, item)]


def _tells(
    document: Document, sentences: Sequence[SentenceWords], starts: Sequence[int], attribution: Attribution
) -> bool:
    if attribution.cue_start is None or attribution.cue_end is None or not attribution.tells:
        return attribution.tells
    if any(_MARKS & set(document.text[max(0, start - 1) : end + 1]) for start, end in attribution.content_spans):
        return True
    said = document.text[attribution.cue_start : attribution.cue_end].lower().split()
    if said[0] in (":", "according") or any(word in cue_nouns() for word in said):
        return True
    parts = list(_parts(sentences, starts, attribution))
    if any(_is_thing_done(part) or _is_of_relative(part, attribution) for part in parts[:1]):
        return False
    return any(sentence.finite_in(first, last) for sentence, first, last in parts) or _carried(said, parts)


def _is_thing_done(part: Part) -> bool:
    """Tell whether a content is but the object of a verb with a particle: "wrote [it down and thanked him]"."""
    sentence, first, last = part
    return last - first > 1 and sentence.tag(first) == "PNP" and sentence.tag(first + 1) == "AVP"


def _is_of_relative(part: Part, attribution: Attribution) -> bool:
    """Tell whether a cue without a source stands in its clause behind a relative one: "which we saw, appeared to"."""
    sentence, first, last = part
    parted = attribution.speaker_start is None and sentence.words[last - 1].end <= (attribution.cue_start or 0)
    return first < last and parted and sentence.lower(first) in RELATIVES


def _carried(said: Sequence[str], parts: Sequence[Part]) -> bool:
    """Tell whether the words of a cue carry a content that has no finite verb: "denied the charges", "plans to"."""
    frames = {frame for word in said for cue in cues().get(word, ()) if _is_whole(cue, said) for frame in cue.frames}
    opens_with_to = any(sentence.tag(first) == "TO0" for sentence, first, _ in parts[:1])
    of_others = any(sentence.tag(at) == "TO0" for sentence, first, last in parts for at in range(first, last))
    if opens_with_to or (of_others and frames & _WITH_VERB):
        return bool(frames & _WITH_VERB)
    if not of_others and any(word in _acting_forms() for word in said) and not any(map(_names_words, parts)):
        return False
    if "c" in frames and any(map(_names_words, parts)):
        return True
    return any(frame == "n" or frame.startswith("A:") for frame in frames)


def _is_whole(cue: Cue, said: Sequence[str]) -> bool:
    """Tell whether all of a cue was said: "called off" is no "call for"."""
    return cue.particle is None or cue.particle in said


def _names_words(part: Part) -> bool:
    """Tell whether a content names what others said: to reject a charge or a claim is to deny it."""
    sentence, first, last = part
    nouns = [sentence.lower(at) for at in range(first, last) if sentence.words[at].is_noun]
    return bool(nouns) and (nouns[0] in words("charges.tsv") or cue_nouns().get(nouns[0]) in ("distancing", "neutral"))


@cache
def _acting_forms() -> frozenset[str]:
    """Return the verbs that do something with a thing: "rejected the plan"."""
    return frozenset(form for verb in words("acting_cues.tsv") for form in verb_forms(verb))


def _parts(sentences: Sequence[SentenceWords], starts: Sequence[int], attribution: Attribution) -> Iterator[Part]:
    """Yield the words of a content, sentence by sentence."""
    for start, end in attribution.content_spans:
        for index in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
            yield sentences[index], *sentences[index].words_in(start, end)
