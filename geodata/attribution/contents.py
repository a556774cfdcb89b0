"""One sentence's attributions: the cue, its subject, and which words it introduces."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.language.asides import ANONYMITY
from geodata.language.clauses import DASHES
from geodata.language.grammar import VerbGroup
from geodata.language.phrases import SentenceWords, Span, noun_phrase_after
from geodata.language.quotations import Quotation, Quotations
from geodata.language.wordtables import Cue, cue_nouns, cues, words

LONGEST_ADDITION = 25
"""Words that may stand between a cue and its "that": "said in a statement carried by the agency on Tuesday that"."""

LONGEST_HEARER = 8
"""Words of the hearer in "told reporters in the capital ..."."""

_END_SIGNS = frozenset({".", "!", "?", ";", "…"})
_TIMES_OF_DAY = frozenset({"night", "day", "morning", "evening", "afternoon", "week", "month", "year"})
_RELATIVES = frozenset({"who", "which"})
_CLAUSE_WORDS = frozenset({"whether", "if", "how", "why", "what", "where", "when", "who"})
_SAYING_ADVERBS = frozenset(
    {"also", "later", "earlier", "again", "then", "separately", "repeatedly", "flatly", "simply", "only"}
)
_IMPRESSION_VERBS = frozenset({"taken", "seen", "viewed", "interpreted", "regarded", "read", "described", "cited"})


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in characters: cue, speaker, contents, and the outer speakers of a chain."""

    cue: Span
    speaker: Span | None
    contents: tuple[Span, ...]
    outer: tuple[Span, ...] = ()
    sure: float = 1.0  # how sure it is as a whole, where the tagger read it
    tells: bool = True  # what it holds may stand as a statement
    plain: bool = False  # its form leaves no doubt, whatever the tagger thinks of its cue

    @property
    def chained(self) -> bool:
        """Tell whether the attribution stands inside another one on purpose."""
        return bool(self.outer)


class ContentReader:
    """Reads what a cue of one sentence introduces or closes; positions are words of the sentence."""

    def __init__(self, sentence: SentenceWords, quotations: Quotations) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.quotations = quotations
        self.end = self._last_word()

    def _last_word(self) -> int:
        end = len(self.words)
        while end > 0 and self.words[end - 1].text in _END_SIGNS:
            end -= 1
        return end

    # --- cues -------------------------------------------------------------------------------------------------

    def cue_of(self, group: VerbGroup) -> Cue | None:
        """Return the cue that a verb group is, or None: particle, form and place must fit."""
        head = self.words[group.head]
        if self.quoted(head.start):
            return None
        following = [self.sentence.lower(group.head + step) for step in (1, 2)]
        for cue in cues().get(head.lower, ()):
            if cue.particle is None or cue.particle in following:
                return cue if self._form_fits(group) else None
        return None

    def _form_fits(self, group: VerbGroup) -> bool:
        before = self.sentence.lower(group.first - 1)
        if group.form == "gerund":
            return before in (",", "as", "by", "and") or self.sentence.tag(group.first - 1) in ("PUN", "PUQ", "AV0")
        if group.form == "infinitive":
            return self.sentence.lower(group.head) == "say" and self.sentence.lower(group.first - 1) in ("on", "out")
        if group.form == "participle":
            return self.sentence.tag(group.first - 1) in ("NP0", "PNP", "NN1", "NN2", "AV0", "PUQ", "PUN")
        return True

    def quoted(self, offset: int) -> Quotation | None:
        """Return the quotation around a character, or None."""
        quotation = self.quotations.at(offset)
        return quotation if quotation and quotation.end - quotation.start < len(self.sentence.document.text) else None

    # --- content behind the cue -----------------------------------------------------------------------------------

    def content_after(self, position: int, cue: Cue) -> tuple[Span, ...] | None:
        """Return what a cue introduces when its content stands from the word `position` on, or None."""
        at = self._over_additions(position)
        sign = self.sentence.lower(at)
        if at >= len(self.words):
            return None
        if sign in (":", ",") and "q" in cue.frames and self._speech_at(at + 1):
            return self.from_quotation(at + 1)
        if sign == ":" and "s" in cue.frames:
            return self.until_end(at + 1)
        if self.words[at].is_mark and "q" in cue.frames:
            return self.from_quotation(at)
        that = self.that_after(position)
        if that is not None and ({"s", "q"} & cue.frames):
            asks = cue.kind == "request" and self._is_boilerplate(that)
            return () if asks else self.from_that(that)
        return self._unmarked(at, cue)

    def _speech_at(self, at: int) -> bool:
        return at < len(self.words) and self.quoted(self.words[at].start) is not None

    def _over_additions(self, at: int) -> int:
        """Step over what may stand between a cue and its content: adverbs, times, "in a statement"."""
        moved = True
        while moved and at < self.end:
            moved = False
            if at in self.sentence.time_at:
                at, moved = self.sentence.time_at[at], True
            elif self.sentence.lower(at) in _SAYING_ADVERBS and self.words[at].tag == "AV0":
                at, moved = at + 1, True
            else:
                after = self._after_anonymity(at) or self._after_occasion(at)
                at, moved = (after, True) if after else (at, False)
        return at

    def _after_anonymity(self, at: int) -> int | None:
        """Return the word behind "on condition of anonymity" that begins at `at`."""
        text, sentence = self.sentence.document.text, self.sentence.sentence
        match = ANONYMITY.match(text, self.words[at].start, sentence.end)
        return self.sentence.words_in(match.end(), sentence.end)[0] if match else None

    def _after_occasion(self, at: int) -> int | None:
        """Return the word behind "in a statement", "at a news conference", "to reporters" that begins at `at`."""
        if self.sentence.tag(at) not in ("PRP", "TO0", "PRF"):
            return None
        position = at + 1
        while position < self.end and position - at <= LONGEST_HEARER:
            word = self.words[position]
            if word.lower in words("occasions.tsv") and not self.words[min(position + 1, self.end)].is_noun:
                return position + 1
            if not (word.is_noun or word.tag in ("AT0", "AJ0", "DPS", "CRD", "POS", "DT0", "ORD")):
                return None
            position += 1
        return None

    def that_after(self, position: int) -> int | None:
        """Return the "that" which opens the content, with no other clause before it."""
        for at in range(position, min(self.end, position + LONGEST_ADDITION)):
            word = self.words[at]
            group = self.sentence.group_at(at)
            if word.lower == "that" and self.sentence.lower(at + 1) in _TIMES_OF_DAY:
                return None
            if word.lower == "that":
                is_link = word.tag == "CJT" or (
                    at == position and self.sentence.tag(at + 1) not in ("NN1", "VBZ", "VBD")
                )
                return at if is_link else None
            if (group and group.finite and group.first == at) or word.is_mark or word.text in (":", ";"):
                return None
            if self._carries_own(at):
                return None
        return None

    def _carries_own(self, at: int) -> bool:
        """Tell whether a "that" belongs to a word before it: "said no, denying reports that", "found no sign that"."""
        if self.words[at].is_noun and cue_nouns().get(self.words[at].lower, "neutral") != "neutral":
            return True
        return self.words[at].tag == "VVG" and self.sentence.lower(at - 1) == ","

    def from_that(self, that: int) -> tuple[Span, ...]:
        """Return the content behind a "that"."""
        return self.until_end(that + 1)

    def from_quotation(self, at: int) -> tuple[Span, ...]:
        """Return a content that opens with a quotation mark: the quotation alone, or the clause that it begins."""
        start = self.words[at].start
        quotation = self.quoted(start)
        if quotation is None:
            return self.until_end(at)
        _, behind = self.sentence.words_in(quotation.start, quotation.end)
        closes = behind >= self.end or self.words[behind].text in {*_END_SIGNS, ","}
        if quotation.is_speech and (closes or self.words[behind].is_mark):
            return ((quotation.inner_start, quotation.inner_end),)
        return self.until_end(at)

    def until_end(self, first: int) -> tuple[Span, ...]:
        """Return the content from a word to the end that the clause gives it."""
        last = self._content_end(first)
        if first >= last:
            return ()
        start, end = self.sentence.chars(first, last)
        quotation = self.quoted(self.words[last - 1].start)
        if quotation and quotation.start >= start and quotation.end > end:
            end = quotation.end
        return ((start, end),)

    def _content_end(self, first: int) -> int:
        """Return the word at which a content without marks ends: another speaker, a trailing cue, the sentence."""
        for at in range(first + 1, self.end):
            if self.quoted(self.words[at].start):
                continue
            if self.words[at].text == "," and (self._hands_over(at + 1) or self._cue_follows(at + 1)):
                return at
            if self.sentence.lower(at) in ("while", "whereas") and self._other_speaker(at + 1):
                return at - 1 if self.sentence.lower(at - 1) == "," else at
            if self.words[at].tag == "CJC" and (self._other_speaker(at + 1) or self._cue_follows(at + 1)):
                return at - 1 if self.sentence.lower(at - 1) == "," else at
            if self.words[at].text == ";" and self._has_own_subject(at + 1):
                return at
            if self.words[at].text in DASHES and self._other_speaker(at + 1):
                return at
        return self.end

    def _has_own_subject(self, at: int) -> bool:
        """Tell whether a clause that no "that" leads in begins with who or what it is about."""
        group = self.sentence.next_finite(at, self.end)
        if group is None or "that" in (self.sentence.lower(at), self.sentence.lower(at + 1)):
            return False
        subject = self.words[at : group.first]
        return any(word.is_noun or word.tag in ("PNP", "EX0", "DT0", "PNI", "CRD", "ORD") for word in subject)

    def _hands_over(self, at: int) -> bool:
        """Tell whether "according to" or a participle cue (", adding that") follows a comma."""
        if self.sentence.lower(at) == "according" and self.sentence.lower(at + 1) == "to":
            return True
        group = self.sentence.group_at(at)
        if group is None or group.form != "gerund" or group.first != at:
            return False
        cue = self.cue_of(group)
        if cue is None or cue.kind in ("request", "intention") or not ({"s", "q"} & cue.frames):
            return False
        return self._introduces(group.last)

    def _introduces(self, position: int) -> bool:
        """Tell whether a content plainly follows a cue: "that", a quotation mark, or a clause with its own subject."""
        at = self._over_additions(position)
        if at < self.end and (self.words[at].is_mark or self.words[at].text == ":"):
            return True
        if self.that_after(position) is not None:
            return True
        group = self._own_verb(at)
        return group is not None and any(word.is_noun or word.tag == "PNP" for word in self.words[at : group.first])

    def _cue_follows(self, at: int) -> bool:
        """Tell whether the same speaker goes on with another cue: "reported flights and said that ..."."""
        group = self.sentence.group_at(at)
        if group is None or not group.finite or group.first != at or group.passive:
            return False
        cue = self.cue_of(group)
        return cue is not None and "s" in cue.frames and self._introduces(group.last)

    def _other_speaker(self, at: int) -> bool:
        """Tell whether a clause with a cue of its own and a clause behind it begins here."""
        group = self.sentence.next_finite(at, min(self.end, at + LONGEST_ADDITION))
        if group is None:
            return False
        cue = self.cue_of(group)
        if cue is None or "s" not in cue.frames or cue.kind == "inference" or group.passive:
            return False
        has_subject = group.first > at and self.sentence.tag(at) != "PNP"
        return has_subject and self._introduces(group.last)

    def _unmarked(self, at: int, cue: Cue) -> tuple[Span, ...] | None:
        """Return a content that nothing announces: a clause without "that", an infinitive, a noun phrase."""
        if at >= self.end:
            return None
        if self._announced_by_form(at, cue.frames):
            return () if self._is_boilerplate(at) else self.until_end(at)
        if self.sentence.lower(at) in cue.prepositions:
            return self.until_end(at + 1)
        clause = self._bare_clause(self._over_hearer(at) if "r" in cue.frames else at) if "s" in cue.frames else None
        if clause is None and "n" in cue.frames and self._phrase_at(at):
            return self.until_comma(at) if self._in_relative(at) else self.until_end(at)
        return clause

    def _in_relative(self, at: int) -> bool:
        """Tell whether the verb before a word stands in a relative clause: "the minister, who denied it, called"."""
        group = self.sentence.group_at(at - 1)
        return group is not None and self.sentence.lower(group.first - 1) in _RELATIVES

    def until_comma(self, first: int) -> tuple[Span, ...]:
        """Return the words up to the next comma: what a noun or a relative clause carries ends with its phrase."""
        last = next((at for at in range(first, self.end) if self.words[at].text == ","), self.end)
        return (self.sentence.chars(first, last),) if first < last else ()

    def _is_boilerplate(self, at: int) -> bool:
        """Tell whether a source only wants to stay unnamed: "asked not to be identified"."""
        return any(word.lower in words("naming_words.tsv") for word in self.words[at : at + LONGEST_HEARER])

    def _announced_by_form(self, at: int, frames: frozenset[str]) -> bool:
        """Tell whether an infinitive, a question word or a hearer with an infinitive begins here."""
        if "i" in frames and self.infinitive_at(at):
            return True
        if "w" in frames and self.sentence.lower(at) in _CLAUSE_WORDS:
            return True
        return "o" in frames and self._object_and_infinitive(at)

    def infinitive_at(self, at: int) -> bool:
        """Tell whether "to" and a verb begin here."""
        group = self.sentence.group_at(at)
        return group is not None and group.form == "infinitive" and group.first == at

    def _object_and_infinitive(self, at: int) -> bool:
        end = noun_phrase_after(self.sentence, at)
        group = next(
            (other for other in self.sentence.groups if other.form == "infinitive" and other.first >= at), None
        )
        return group is not None and at < group.first <= end

    def _over_hearer(self, at: int) -> int:
        """Step over the hearer in "told reporters the strikes had begun"."""
        if self.sentence.tag(at) == "PNP":
            return at + 1
        for position in range(at + 1, min(self.end, at + LONGEST_HEARER)):
            if position in self.sentence.time_at:
                return self._over_additions(position)
            opens = self.sentence.tag(position) in ("AT0", "DPS", "PNP", "EX0", "CRD", "NP0")
            if opens and self.words[position - 1].is_noun and self.words[position - 1].tag != "NP0":
                return position
            if self.words[position - 1].is_mark or self.words[position].text == ",":
                return at
        return at

    def _bare_clause(self, at: int) -> tuple[Span, ...] | None:
        """Return a clause without "that": a subject and, before any comma that ends it, a finite verb."""
        group = self._own_verb(at)
        if group is None or group.first == at or self.sentence.tag(at) in ("PRP", "CJC", "CJS", "PUN", "PRF", "DTQ"):
            return self._fronted_clause(at, group)
        between = self.words[at : group.first]
        if any(word.tag in ("PUQ", "CJS", "DTQ", "PNQ", "AVQ") or word.text in (";", ":") for word in between):
            return None
        if between[-1].text == "," and len(between) < 3:  # noqa: PLR2004 - "he said, and left"
            return None
        if not any(word.is_noun or word.tag in ("PNP", "EX0", "DT0", "PNI", "CRD") for word in between):
            return None
        return self.until_end(at)

    def _own_verb(self, at: int) -> VerbGroup | None:
        """Return the first finite verb behind `at` that belongs to no relative clause."""
        for group in self.sentence.finite_in(at, self.end):
            if self.sentence.lower(group.first - 1) not in _RELATIVES:
                return group
        return None

    def _fronted_clause(self, at: int, group: VerbGroup | None) -> tuple[Span, ...] | None:
        """Return a clause that opens with a subordinate one or a place: "said if talks failed it would act"."""
        opens = self.sentence.tag(at) == "CJS" or self.sentence.lower(at) in ("if", "when", "after", "in", "on", "at")
        if group is None or group.first == at or not opens or self.sentence.lower(at) == "as":
            return None
        comma = next((i for i in range(at, self.end) if self.words[i].text == ","), None)
        verb = self.sentence.next_finite(comma, self.end) if comma else None
        return self.until_end(at) if comma and verb and verb.first > comma + 1 else None

    def _phrase_at(self, at: int) -> bool:
        if at >= len(self.words):
            return False
        word = self.words[at]
        return word.is_noun or word.tag in ("AT0", "DPS", "AJ0", "DT0", "CRD", "VVG", "PNP", "UNC")
