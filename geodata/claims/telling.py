"""Which attributions give a statement of their own, and which are but the article's word for what somebody did."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import cue_nouns, cues
from geodata.models import Attribution, Document

_INFINITIVE = frozenset({"i", "o"})
_WITH_VERB = _INFINITIVE | {"q"}
"""What carries a content with an infinitive; in "said he plans to go" the tags may take "plans" for a noun."""

_MARKS = frozenset('"“”«»')


def telling(
    document: Document, sentences: Sequence[SentenceWords], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Return the attributions whose content can stand as a statement.

    "The minister condemned the killings" and "forgot to sign the decree" tell what the minister did: their contents
    say nothing by themselves, unless the verb is one that carries such a content ("denied the charges", "plans to").
    """
    starts = [sentence.sentence.start for sentence in sentences]
    return [item for item in attributions if _tells(document, sentences, starts, item)]


def _tells(
    document: Document, sentences: Sequence[SentenceWords], starts: Sequence[int], attribution: Attribution
) -> bool:
    if attribution.cue_start is None or attribution.cue_end is None:
        return True
    if any(_MARKS & set(document.text[max(0, start - 1) : end + 1]) for start, end in attribution.content_spans):
        return True
    said = document.text[attribution.cue_start : attribution.cue_end].lower().split()
    if any(word in cue_nouns() for word in said):
        return True
    parts = list(_parts(sentences, starts, attribution))
    if any(sentence.finite_in(first, last) for sentence, first, last in parts):
        return True
    frames = {frame for word in said for cue in cues().get(word, ()) for frame in cue.frames}
    opens_with_to = any(sentence.tag(first) == "TO0" for sentence, first, _ in parts[:1])
    of_others = any(sentence.tag(at) == "TO0" for sentence, first, last in parts for at in range(first, last))
    if opens_with_to or (of_others and frames & _WITH_VERB):
        return bool(frames & _WITH_VERB)
    return any(frame == "n" or frame.startswith("A:") for frame in frames)


def _parts(
    sentences: Sequence[SentenceWords], starts: Sequence[int], attribution: Attribution
) -> Iterator[tuple[SentenceWords, int, int]]:
    """Yield the words of a content, sentence by sentence."""
    for start, end in attribution.content_spans:
        for index in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
            yield sentences[index], *sentences[index].words_in(start, end)
