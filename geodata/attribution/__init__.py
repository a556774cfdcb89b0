"""Who says what: a cue, its source, and the words that it introduces or closes, as the tagger and the rules read them.

A content is given without the punctuation and the quotation marks around it. Only a mixed one ("Russia is “not going
to plunge into this”") keeps its marks, because they stand inside it. Nothing is nested but a chain ("cited residents
as saying"); a cue inside a quotation opens nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from geodata.attribution.contents import Found
from geodata.attribution.passives import without_false_source
from geodata.attribution.patterns import read_sentence
from geodata.attribution.reading import Judge, merged, read_tags
from geodata.attribution.speakers import SpeakerBook
from geodata.attribution.tidying import is_beside, is_left_unsaid, tidied
from geodata.language.asides import ANONYMITY
from geodata.language.phrases import SentenceWords, Span, noun_phrase_before
from geodata.language.quotations import Quotation, Quotations
from geodata.language.wordtables import cues
from geodata.models import Attribution, AttributionResult, Document, Quote

LONGEST_RUN_OF_QUOTATIONS = 5
"""Quoted sentences without a cue that still belong to the speaker before them."""

LOOK_BACK = 3
"""Characters before a quotation in which the end of the sentence before it is looked for."""

_HOWEVER = re.compile(r"[,\s]*(?:however|meanwhile|too), ")
"""What links a sentence to the one before it, at the front of a content."""

_AND = re.compile(r"(?:and|but) ")
"""What goes on with a statement behind what only tells of the saying."""

SENTENCE_ENDS = ("", "\n", ".", "!", "?", ",", "”", '"', "’")
_MARKS = '"“”«»'


class SourceAttributor:
    """Finds attributions with the tagger, mended and completed by rules; by the rules alone where it has not read.

    The rules know cue words, clause edges and marks. They give speakers and chains that the tagger misses, and what
    only they read stays where the tagger thinks it possible.
    """

    attributor_id = "sources-5"

    def attribute(self, document: Document) -> AttributionResult:
        """Return the attributions of a document in reading order, and their speakers.

        Returns
        -------
        AttributionResult
            Spans are characters of the article's text. A speaker's span holds the whole noun phrase without the cue; a
            passive without an agent has a cue and no speaker.
        """
        quotations = Quotations(document.text)
        sentences = [SentenceWords(document, sentence) for sentence in document.sentences]
        read = [item for sentence in sentences for item in read_sentence(sentence, quotations)]
        ruled = _without_overlaps(_without_unsaid(document.text, read))
        verbs = [item.words[group.first].start for item in sentences for group in item.groups if group.finite]
        both = merged(ruled, read_tags(document, quotations), Judge(document, verbs, quotations))
        said = _without_overlaps(_without_unsaid(document.text, both))
        found = _with_lone_quotations(document.text, verbs, quotations, said)
        book = SpeakerBook(document, sentences)
        asides = _asides(document.text, sentences)
        starts = [sentence.sentence.start for sentence in sentences]
        placed = [(item, sentences[bisect_right(starts, item.cue[0]) - 1]) for item in found]
        sourced = (_before_aside(without_false_source(item, sentence), sentence, asides) for item, sentence in placed)
        resumed = _with_resumed(document.text, list(sourced), sentences)
        whole = (_trimmed_item(document.text, _behind_asides(item, asides)) for item in resumed)
        attributions = [_attribution(document, item, book) for item in whole if item.contents]
        return AttributionResult(tuple(attributions), book.speakers())


def _without_unsaid(text: str, found: Sequence[Found]) -> list[Found]:
    """Leave out what says nothing, and what stands beside a clause that it does not tell of."""
    return [
        item
        for item in found
        if not is_left_unsaid(text, item.cue, item.contents)
        and not (item.speaker and is_beside(text, item.speaker, item.cue))
    ]


def _without_overlaps(found: Sequence[Found]) -> list[Found]:
    """Drop an attribution whose cue lies in another one's content; cut off what two contents share.

    One that closes its sentence ("..., the official said") goes before those inside what it closes.
    """
    kept: list[Found] = []
    last_end = -1
    for item in sorted(_without_closed(found), key=_cue_start):
        inside = any(start <= item.cue[0] < end for other in kept[-3:] for start, end in other.contents)
        if inside and not item.chained:
            continue
        contents = tuple((max(start, last_end), end) for start, end in item.contents if end > last_end)
        if not contents:
            continue
        kept.append(replace(item, contents=contents))
        last_end = max(last_end, *(end for _, end in contents))
    return kept


def _without_closed(found: Sequence[Found]) -> list[Found]:
    closed = sorted(span for item in found for span in item.contents if span[1] <= item.cue[0])
    starts = [start for start, _ in closed]
    return [item for item in found if not _within(closed, starts, item.cue[0])]


def _within(spans: Sequence[tuple[int, int]], starts: Sequence[int], offset: int) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and spans[index][0] <= offset < spans[index][1]


def _cue_start(item: Found) -> int:
    return item.cue[0]


def _with_lone_quotations(
    text: str, verbs: Sequence[int], quotations: Quotations, found: Sequence[Found]
) -> list[Found]:
    """Give the quotations that stand alone behind an attributed sentence to its speaker."""
    result = sorted(found, key=_end_of)
    n_given = [0] * len(result)
    index = -1
    for quotation in _lone_quotations(text, quotations, [span for item in found for span in item.contents]):
        while index + 1 < len(result) and _end_of(result[index + 1]) <= quotation.start:
            index += 1
        if index < 0 or n_given[index] >= LONGEST_RUN_OF_QUOTATIONS:
            continue
        if _follows(result[index], quotation, verbs):
            inner = trimmed(text, quotation.inner_start, quotation.inner_end)
            result[index] = replace(result[index], contents=(*result[index].contents, inner))
            n_given[index] += 1
    return sorted(result, key=_cue_start)


def _follows(item: Found, quotation: Quotation, verbs: Sequence[int]) -> bool:
    """Tell whether nothing with a verb of its own stands between an attribution with a speaker and a quotation."""
    if item.speaker is None:
        return False
    return bisect_left(verbs, _end_of(item)) == bisect_left(verbs, quotation.start)


def _lone_quotations(text: str, quotations: Quotations, taken: Sequence[tuple[int, int]]) -> Iterator[Quotation]:
    """Yield the spoken quotations that no attribution holds and that begin a sentence."""
    spans = sorted(taken)
    position = 0
    for quotation in quotations.all:
        while position < len(spans) and spans[position][1] <= quotation.start:
            position += 1
        free = position >= len(spans) or spans[position][0] >= quotation.end
        before = text[max(0, quotation.start - LOOK_BACK) : quotation.start].rstrip(" \t")
        if free and quotation.is_speech and before[-1:] in SENTENCE_ENDS:
            yield quotation


def _end_of(item: Found) -> int:
    """Return where an attribution ends: its cue, its speaker or its last content."""
    ends = [item.cue[1], *(end for _, end in item.contents)]
    return max(ends + ([item.speaker[1]] if item.speaker else []))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``[start, end)`` without white space and outer commas, full stops and dashes."""
    linking = _HOWEVER.match(text, start, end)
    start = linking.end() if linking else start
    while start < end and text[start] in " \t\n\r,;:—–-…. ":
        start += 1
    while end > start and text[end - 1] in " \t\n\r,;:—–-. ":
        end -= 1
    return start, end


def _asides(text: str, sentences: Sequence[SentenceWords]) -> list[Span]:
    """Return what tells of the saying alone: where and when an article was filed, that somebody would not be named."""
    filed = [(item.sentence.start, item.words[item.opening].start) for item in sentences if item.opening]
    return sorted([*filed, *(match.span() for match in ANONYMITY.finditer(text))])


def _behind_asides(item: Found, asides: Sequence[Span]) -> Found:
    """Return an attribution whose contents begin behind what tells of the saying alone."""
    spans = tuple((_behind(start, asides), end) for start, end in item.contents)
    return replace(item, contents=spans)


def _before_aside(item: Found, sentence: SentenceWords, asides: Sequence[Span]) -> Found:
    """Return an attribution whose source is who "speaks on condition of anonymity", and not "anonymity"."""
    index = bisect_right(asides, item.speaker[0], key=itemgetter(0)) - 1 if item.speaker else -1
    inside = item.speaker is not None and index >= 0 and item.speaker[1] <= asides[index][1]
    at, _ = sentence.words_in(*asides[index]) if inside else (0, 0)
    if at == 0:
        return item
    phrase = noun_phrase_before(sentence, at - 1 if sentence.lower(at - 1) == "," else at)
    return replace(item, speaker=sentence.chars(*phrase) if phrase else None)


def _with_resumed(text: str, found: Sequence[Found], sentences: Sequence[SentenceWords]) -> Iterator[Found]:
    """Give what follows "on condition of anonymity, but" to the one who speaks."""
    starts = [item.sentence.start for item in sentences]
    for number, item in enumerate(found):
        sentence = sentences[bisect_right(starts, item.cue[0]) - 1].sentence
        last = number + 1 == len(found) or found[number + 1].cue[0] >= sentence.end
        aside = next(ANONYMITY.finditer(text, item.cue[0], sentence.end), None) if item.speaker and last else None
        joined = _AND.match(text, aside.end(), sentence.end) if aside else None
        free = joined is not None and _end_of(item) <= joined.end()
        yield replace(item, contents=(*item.contents, (joined.end(), sentence.end))) if joined and free else item


def _behind(start: int, asides: Sequence[Span]) -> int:
    index = bisect_right(asides, start, key=itemgetter(0)) - 1
    return max(start, asides[index][1]) if index >= 0 else start


def _trimmed_item(text: str, item: Found) -> Found:
    """Return an attribution with source and contents trimmed; one that was nothing but signs has none left."""
    spans = (trimmed(text, *span) for span in item.contents)
    speaker = tidied(text, item.speaker) if item.speaker else None
    return replace(item, speaker=speaker, contents=tuple(span for span in spans if span[0] < span[1]))


def _attribution(document: Document, item: Found, book: SpeakerBook) -> Attribution:
    contents = item.contents
    chain = tuple(filter(None, (book.speaker_of(outer) for outer in item.outer)))
    told_of = () if _denies(document.text, item) else contents
    speaker_id = book.speaker_of(item.speaker, told_of) if item.speaker else None
    start, end = item.speaker or (None, None)
    return Attribution(
        attribution_id=f"{document.article.article_id}.a{item.cue[0]}",
        speaker_id=speaker_id,
        speaker_start=start,
        speaker_end=end,
        cue_start=item.cue[0],
        cue_end=item.cue[1],
        content_spans=contents,
        quote=_quote_of(document.text, contents),
        chain=chain,
        tells=item.tells,
    )


def _denies(text: str, item: Found) -> bool:
    """Tell whether a cue denies: who denies is often the one of whom it is told ("a charge it rejected")."""
    said = text[slice(*item.cue)].lower().split()
    return any(cue.kind == "denial" for word in said for cue in cues().get(word, ()))


def _quote_of(text: str, contents: Sequence[tuple[int, int]]) -> Quote:
    """Tell how a content is quoted: marks around it all, inside it, or nowhere."""
    around = [text[start - 1 : start] in _MARKS and start > 0 for start, _ in contents]
    inside = any(mark in text[start:end] for start, end in contents for mark in _MARKS)
    if contents and all(around):
        return "direct"
    return "mixed" if inside or any(around) else "indirect"
