"""The attributions that the tagger reads in a document, and how those of the rules come beside them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from geodata.attribution.bounds import in_bounds
from geodata.attribution.contents import Found
from geodata.attribution.decoding import Piece, decode
from geodata.attribution.pairing import Page, Pairing, pair, weights
from geodata.attribution.taken import Taken, without_taken
from geodata.attribution.tidying import bare_content, bare_cue, calls_antecedent, only_links, opens_with_own_name
from geodata.language.phrases import Span
from geodata.language.quotations import Quotations
from geodata.language.wordtables import cue_nouns, cues, words
from geodata.models import Document
from geodata.tagger import ATTRIBUTION_LABELS

SURE = 0.3
"""Mean probability of cue, content and source from which an attribution of the tagger counts."""

VERY_SURE = 0.55
"""The same for one whose content is no statement: below it, a noun phrase or an infinitive says nothing alone."""

SURE_BESIDE = 0.15
"""Probability that a second content of a cue must have."""

SOURCELESS = 0.2
"""What stands in that mean for a source where there is none."""

THINKABLE = 0.3
"""Probability that the tagger must give the words of a cue which the rules alone have read."""

THINKABLE_BY_QUOTATION = 0.1
"""The same where a quotation hangs on the cue: the marks say already that somebody speaks."""

LIKELY = 0.5
"""Probability of a cue from which a clause has a speaker of its own."""

LONGEST_DENIAL = 6
"""Characters before a cue in which "not" or "never" stands."""

CUES = [number for number, label in enumerate(ATTRIBUTION_LABELS) if label.endswith("cue")]

_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s|\n")
_CONCESSION = re.compile(r",? (?:(?:even )?though|although|because|unless)\b")
"""What hangs on a content and is the speaker's still: "..., although it had been warned"."""

_APPOSITION = re.compile(r", (?:an?|the|one of) [^,;:.]+(?=,? (?:although|though|while|but|and)\b|$)")
"""What tells more of the noun before it, and what may follow it; the text ends where it is matched."""

_CLAUSE_EDGE = re.compile(
    r"\s*(?:(?!, \w+ of (?:which|whom)\b)[,;:—–?!(\"”»]|(?:and|but|or|while|because|although|though)\b)"
)
_WORD = re.compile(r"\w+")
_DENIAL = re.compile(r"\b(?:not|never|neither|nor)\b|n['’]t\b")
"""What was not said is no one's statement: "has not confirmed the strikes"."""

_ACCORDING = re.compile("according", re.IGNORECASE)
"""A cue in front of the whole sentence that it governs."""

_WANTING = frozenset({"request", "intention"})

_REPORTED_BY = re.compile(
    r"\b(?:reports?|claims?|accounts?|allegations?|accusations?|statements?|charges?) (?:by|from) $"
)
"""What stands between a denial and whose words it denies: "denied a report by a newspaper that"."""

GERUND = "ing"
"""The end of a participle that goes on with the subject of its sentence: "He welcomed the move, adding that ..."."""

_MEANWHILE = re.compile(r"(?:as|while|whereas)\s", re.IGNORECASE)
"""What opens a clause behind ", he said" that tells what happened then, and not what he said."""

LONGEST_LINK = 30
"""Characters before a cue in which the "and" stands that lets it share the subject of the one before."""

_SHARING = re.compile(r"\b(?:and|but|then|nor)(?: (?:also|later|then|again|even|\w+ly))?\s+$")


def read_tags(document: Document, quotations: Quotations) -> list[Found]:
    """Return the tagger's attributions in reading order; those without a content say nothing and are left out."""
    if document.tags is None:
        return []
    page = Page.of(document.text, quotations, decode(document, document.tags, quotations), document.sentences)
    pairings: list[Pairing] = []
    for pairing in pair(page, weights()):
        if pairing.contents:
            source = pairing.source or _shared_source(document, page, pairing.cue, pairings[-1:])
            pairings.append(in_bounds(page, _without_doubtful(replace(pairing, source=source))))
    return [_found(document, item, quotations) for item in pairings if sureness(item) >= SURE]


def _without_doubtful(pairing: Pairing) -> Pairing:
    """Leave out the further contents that are doubted; the best one is borne by its cue."""
    best = max(content.sure for content in pairing.contents)
    kept = tuple(content for content in pairing.contents if content.sure >= min(best, SURE_BESIDE))
    return replace(pairing, contents=kept)


def sureness(pairing: Pairing) -> float:
    """Return how sure an attribution is as a whole: one doubtful part is borne by the others."""
    source = pairing.source.sure if pairing.source else SOURCELESS
    return (pairing.cue.sure + max(content.sure for content in pairing.contents) + source) / 3


def _found(document: Document, pairing: Pairing, quotations: Quotations) -> Found:
    contents = tuple(bare_content(document.text, (piece.start, piece.end), quotations) for piece in pairing.contents)
    speaker = (pairing.source.start, pairing.source.end) if pairing.source else None
    cue = bare_cue(document.text, (pairing.cue.start, pairing.cue.end))
    return Found(cue, speaker, contents, sure=sureness(pairing))


def _shared_source(document: Document, page: Page, cue: Piece, before: Sequence[Pairing]) -> Piece | None:
    """Return the source of the cue before in the same sentence, for a participle or a verb behind "and"."""
    first_word = document.text[cue.start : cue.end].split()[0]
    joined = _SHARING.search(document.text, max(0, cue.start - LONGEST_LINK), cue.start)
    if not (first_word.endswith(GERUND) or joined):
        return None
    here = page.sentence(cue.start)
    return next((item.source for item in before if page.sentence(item.cue.start) == here), None)


def merged(ruled: Sequence[Found], tagged: Sequence[Found], judge: Judge) -> list[Found]:
    """Return what the rules and the tagger have read together, and what one of them alone has where it is trusted.

    Parameters
    ----------
    ruled, tagged : sequence of Found
        What the rules and the tagger read, each without overlaps.
    judge : Judge
        Tells which attributions that only one of the two has read are taken, and which of two contents.
    """
    cue_ends = [item.cue[1] for item in tagged]  # cues of the tagger never overlap: their ends are in order
    padded = [*tagged, None]
    near = [padded[bisect_right(cue_ends, item.cue[0])] for item in ruled]
    twins = [one if one and _overlap(one.cue, item.cue) else None for one, item in zip(near, ruled, strict=True)]
    kept = [
        (item, item if twin is None else _joined(item, twin, judge))
        for item, twin in zip(ruled, twins, strict=True)
        if twin or judge.trusts_rules(item)
    ]
    taken = Taken([span for _, item in kept for span in (*_spans(item), *item.outer)])
    speakers = {item.speaker for _, item in kept}  # one source may have several cues
    free = (without_taken(item, taken) for item in tagged)
    own = (item for item in free if not any(taken.touches(span) for span in _spans(item) if span not in speakers))
    return [*(item for _, item in kept), *(judge.weighed(item) for item in own if judge.counts(item))]


def _joined(item: Found, twin: Found, judge: Judge) -> Found:
    """Return a rule's attribution with the tagger's source, which is more often right, and the better of the contents.

    A chain is read by the rules alone.
    """
    if item.outer:
        return item
    contents = judge.contents_of(item, twin)
    if not _holds(item.cue, twin.cue) and not any(_overlap(twin.cue, span) for span in contents):
        item = replace(item, cue=twin.cue)  # "were seen as a sign" is more than "were seen"
    if twin.speaker is None or any(_overlap(twin.speaker, span) for span in (item.cue, *contents)):
        return replace(item, contents=contents)
    whole = item.speaker is not None and judge.is_told_of(item.speaker, twin.speaker)
    keeps = whole or judge.reaches_too_far(item, twin.speaker)
    return replace(item, speaker=item.speaker if keeps else twin.speaker, contents=contents)


def _spans(item: Found) -> tuple[Span, ...]:
    return (item.cue, *item.contents, *((item.speaker,) if item.speaker else ()))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


class Judge:
    """Judges attributions that only the tagger or only the rules have read.

    Parameters
    ----------
    document : Document
        The text, with tags where the tagger has read it.
    verbs : sequence of int
        Where its finite verbs start.
    quotations : Quotations
        Its quotations.
    """

    def __init__(self, document: Document, verbs: Sequence[int], quotations: Quotations) -> None:
        self._text = document.text
        self._tags = document.tags
        self._verbs = verbs
        self._quotations = quotations

    def counts(self, item: Found) -> bool:
        """Tell whether a cue that the tagger alone has read is an act in words: not to have asked for help is none."""
        said = self._text[slice(*item.cue)].lower().split()
        kinds = {cue.kind for word in said for cue in cues().get(word, ())}
        if calls_antecedent(self._text, item.cue, item.contents[0]) and not any(
            self._has_verb(*it) for it in item.contents
        ):
            return False
        if "request" in kinds and (self._wants_no_name(item) or self._only_asked(item)):
            return False
        return not (kinds & _WANTING and self._denied(item))

    def _only_asked(self, item: Found) -> bool:
        """Tell whether only a question is told: "Asked (by journalists) whether it was safe, she said"."""
        return self._text[slice(*item.cue)].startswith("Asked")

    def _wants_no_name(self, item: Found) -> bool:
        """Tell whether a source only asks to stay unnamed: "who asked that his name be withheld"."""
        asked = (_WORD.findall(self._text[start:end].lower()) for start, end in item.contents)
        return any(not words("naming_words.tsv").isdisjoint(said) for said in asked)

    def _denied(self, item: Found) -> bool:
        said = self._text[max(0, item.cue[0] - LONGEST_DENIAL) : item.cue[1]].lower()
        return _DENIAL.search(said) is not None

    def weighed(self, item: Found) -> Found:
        """Return what the tagger alone has read, with whether its content may stand as a statement.

        What was not said is no one's statement.
        """
        item = self._said(item)
        sure = item.sure >= VERY_SURE and item.speaker is not None  # "The worst [damage] was reported in X" tells whole
        states = sure or any(self._states(*span) for span in item.contents)
        return replace(item, tells=states and not self._denied(item))

    def _said(self, item: Found) -> Found:
        """Leave out what only happened while it was said: "..., he said, as the army blamed the rebels"."""
        first = item.contents[0]
        closed, quoted = first[1] <= item.cue[0], self._quotations.at(first[0]) is not None
        kept = tuple(
            span
            for span in item.contents
            if not (closed and (self._is_meanwhile(item.cue, span) or (quoted and self._is_outside(item.cue, span))))
        )
        return replace(item, contents=kept)

    def _is_outside(self, cue: Span, span: Span) -> bool:
        """Tell whether unquoted words of a later sentence stand behind a quotation and its cue."""
        later = span[0] >= cue[1] and _SENTENCE_END.search(self._text, cue[1], span[0]) is not None
        return later and self._quotations.at(span[0]) is None

    def _is_meanwhile(self, cue: Span, span: Span) -> bool:
        behind = span[0] >= cue[1] and _SENTENCE_END.search(self._text, cue[1], span[0]) is None
        return behind and _MEANWHILE.match(self._text, span[0]) is not None and self._has_verb(*span)

    def _has_verb(self, start: int, end: int) -> bool:
        return bisect_left(self._verbs, start) < bisect_left(self._verbs, end)

    def _states(self, start: int, end: int) -> bool:
        """Tell whether a content has a finite verb or stands in quotation marks."""
        return self._has_verb(start, end) or self._quotations.at(start) is not None

    def trusts_rules(self, item: Found) -> bool:
        """Tell whether the tagger, where it has read the text, thinks it possible that a cue is one."""
        if self._tags is None or item.plain:
            return True
        quoted = any(self._quotations.at(start) is not None for start, _ in item.contents)
        return self._cue_probability(*item.cue) >= (THINKABLE_BY_QUOTATION if quoted else THINKABLE)

    def reaches_too_far(self, item: Found, source: Span) -> bool:
        """Tell whether a source stands in an earlier sentence than the cue and the rules' own, or is who hears."""
        ours, cue = item.speaker, item.cue
        if ours is not None and ours[1] <= cue[0] and cue[1] <= source[0] and self._names_hearer(cue):
            return True
        if ours is not None and ours[1] <= cue[0] and _REPORTED_BY.search(self._text, cue[1], source[0]):
            return True
        far = source[1] < cue[0] and _SENTENCE_END.search(self._text, source[1], cue[0]) is not None
        return ours is not None and far and _SENTENCE_END.search(self._text, ours[0], cue[0]) is None

    def _names_hearer(self, cue: Span) -> bool:
        """Tell whether a cue is followed by who hears: "told a reporter"."""
        said = self._text[slice(*cue)].lower().split()
        return any("r" in entry.frames for word in said for entry in cues().get(word, ()))

    def is_told_of(self, ours: Span, theirs: Span) -> bool:
        """Tell whether our source holds the other, with what is told of it: ", who asked not to be named"."""
        more = self._text[ours[0] : theirs[0]] + " " + self._text[theirs[1] : ours[1]]
        return _holds(ours, theirs) and not (words("naming_words.tsv") | {"who"}).isdisjoint(
            _WORD.findall(more.lower())
        )

    def contents_of(self, item: Found, twin: Found) -> tuple[Span, ...]:
        """Return the contents of one attribution of which the rules read some and the tagger read others."""
        twin = self._said(twin)
        sure = twin.sure >= VERY_SURE and all(self._states(*span) for span in twin.contents)
        if sure and len(twin.contents) > 1:
            return twin.contents
        if len(item.contents) != 1:
            return twin.contents if len(twin.contents) > 1 else item.contents
        if len(twin.contents) == 1 and not _overlap(item.contents[0], twin.contents[0]):
            around = item.contents[0][1] <= item.cue[0] and item.cue[1] <= twin.contents[0][0]
            if around and self._is_meanwhile(item.cue, twin.contents[0]):
                return item.contents
            return (*item.contents, *twin.contents) if around else twin.contents  # "..., he said, and ..."
        start, end = item.contents[0]
        if len(twin.contents) == 1:
            theirs = twin.contents[0]
            if self._text[slice(*item.cue)].lower() in cue_nouns():  # the tagger's may run over the noun's own verb
                theirs = theirs[0], min(theirs[1], end)
            whole = self._is_whole_already(item, twin) or self._leaves_out_beginning(item, theirs[0])
            start = theirs[0] if sure and not whole else self._better_start(start, theirs[0])
            if twin.speaker and twin.speaker[0] < start < twin.speaker[1] <= theirs[0]:
                start = theirs[0]  # what the rules took for its beginning is of the source
            if item.speaker and item.speaker[0] < theirs[0] < item.speaker[1] <= item.contents[0][0]:
                start = item.contents[0][0]  # and what the tagger took for it: "Ana Reyes, [a nurse who fled,] roads"
            end = theirs[1] if sure and theirs[1] > end else self._better_end(end, theirs[1])
        others = [piece for piece in twin.contents if not _overlap(piece, (start, end))]
        kept = [piece for piece in others if self._is_spoken(piece) or self._resumes(item, piece, twin.sure)]
        return tuple(sorted([(start, end), *kept]))

    def _resumes(self, item: Found, piece: Span, sure: float) -> bool:
        """Tell whether a piece goes on behind the cue that interrupts its clause: "..., he said, no reason to go"."""
        first = item.contents[0]
        saying = max(item.cue[1], item.speaker[1] if item.speaker else 0)
        behind = first[1] <= item.cue[0] and saying <= piece[0] and self._quotations.at(first[0]) is None
        if self._has_verb(saying, piece[0]):
            return False
        return behind and sure >= VERY_SURE and _SENTENCE_END.search(self._text, item.cue[1], piece[0]) is None

    def _is_whole_already(self, item: Found, twin: Found) -> bool:
        """Tell whether a content begins right behind the source of "According to X, ..."."""
        start = item.contents[0][0]
        fronted = start >= item.cue[1] and _ACCORDING.match(self._text, item.cue[0]) is not None
        return fronted and (twin.speaker is None or twin.speaker[1] <= start)

    def _leaves_out_beginning(self, item: Found, theirs: int) -> bool:
        """Tell whether a later start cuts a clause that its cue closes, and in which nobody else speaks before it.

        "[On Friday] roads were closed, he said", "[Boats reached] Aton, a village that is cut off, he said".
        """
        ours = item.contents[0][0]
        if not ours < theirs < item.cue[0]:
            return False
        quoted = any(self._quotations.at(at) is not None for at in (ours, theirs - 1, theirs))
        return not (quoted or self._has_cue(ours, theirs) or only_links(self._text, (ours, theirs)))

    def _better_start(self, ours: int, theirs: int) -> int:
        """Return the tagger's start where it is the earlier one in the same sentence."""
        return theirs if theirs < ours and not _SENTENCE_END.search(self._text, theirs, ours) else ours

    def _better_end(self, ours: int, theirs: int) -> int:
        """Return the tagger's end where it is the later one in the sentence, or an earlier one at a clause's edge."""
        if theirs > ours:
            return ours if _SENTENCE_END.search(self._text, ours, theirs) else theirs
        theirs = self._with_apposition(theirs, ours)
        goes_on = _CONCESSION.match(self._text, theirs) and not self._has_cue(theirs, ours)
        goes_on = goes_on or opens_with_own_name(self._text, theirs)
        return theirs if _CLAUSE_EDGE.match(self._text, theirs) and not goes_on else ours

    def _with_apposition(self, end: int, limit: int) -> int:
        """Return the end behind an apposition: "a gang led by Gide[, a bandit leader blamed for raids], although"."""
        more = _APPOSITION.match(self._text, end, limit)
        return more.end() if more and not self._has_verb(*more.span()) else end

    def _has_cue(self, start: int, end: int) -> bool:
        """Tell whether the tagger thinks that somebody speaks between two offsets."""
        return self._cue_probability(start, end) >= LIKELY

    def _cue_probability(self, start: int, end: int) -> float:
        if self._tags is None:
            return 0.0
        first, last = bisect_right(self._word_ends, start), bisect_left(self._word_starts, end)
        return float(self._tags.heads["attribution"][first:last, CUES].sum(axis=1).max(initial=0.0))

    def _is_spoken(self, span: Span) -> bool:
        quotation = self._quotations.at(span[0])
        return quotation is not None and quotation.is_speech

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self._tags.words] if self._tags else []

    @cached_property
    def _word_ends(self) -> list[int]:
        return [word.end for word in self._tags.words] if self._tags else []
