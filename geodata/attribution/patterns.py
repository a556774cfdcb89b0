"""One sentence's attributions: verbs with a subject, "according to", passives, nouns, and who is cited by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from geodata.attribution.acting import putting, turned_down
from geodata.attribution.contents import Found
from geodata.attribution.naming import PRONOUNS, kinds
from geodata.attribution.subjects import SubjectReader
from geodata.language.asides import turn
from geodata.language.grammar import VerbGroup
from geodata.language.phrases import SentenceWords, Span, noun_phrase_after, subject_before
from geodata.language.quotations import Quotations
from geodata.language.wordtables import Cue, cue_nouns, words

_IMPRESSION_VERBS = frozenset({"taken", "seen", "viewed", "interpreted", "regarded", "read", "described", "cited"})

LONGEST_HEADLINE_SPEAKER = 6
"""Words before the colon of a headline that can be who speaks."""

SHORTEST_BEFORE = 5
"""Words before ", according to X, and" that are what X says, though no verb is seen in them."""

WORDS_TO_NOUN = 3
"""Words between such a verb and its noun: "taken as an indication"."""


def read_sentence(sentence: SentenceWords, quotations: Quotations) -> list[Found]:
    """Return the attributions of one sentence, in the order in which they were found."""
    return list(_PatternReader(sentence, quotations).read())


class _PatternReader(SubjectReader):
    def read(self) -> Iterator[Found]:
        yield from self._headline()
        yield from self._turn()
        yield from self._according_to()
        for group in self.sentence.groups:
            found = self._of_verb(group)
            if found:
                yield found
        yield from self._nouns()

    def _of_verb(self, group: VerbGroup) -> Found | None:
        cue = self.cue_of(group)
        if cue is None:
            return putting(self.sentence, group) if not self.quoted(self.words[group.first].start) else None
        found = turned_down(self.sentence, group, cue) or self._by_form(group, cue)
        return found if cue.lemma != "go on" or found is None else self._gone_on(group, found)

    def _gone_on(self, group: VerbGroup, found: Found) -> Found | None:
        """Return what a known kind of source went on to say: a war goes on, too."""
        subject = subject_before(self.sentence, group)
        if subject is None or self.sentence.lower(subject[1] - 1) not in {*kinds(), *PRONOUNS}:
            return None
        return replace(found, plain=self.sentence.lower(subject[1] - 1) in kinds())

    def _by_form(self, group: VerbGroup, cue: Cue) -> Found | None:
        if group.passive:
            return self._impersonal(group)
        if group.form == "gerund" and self.sentence.lower(group.first - 1) == "as":
            return self._cited_as(group, cue)
        return self.spoken(group, cue)

    def _headline(self) -> Iterator[Found]:
        """Read "Minister: we will rebuild" in the first line, where a colon stands for the cue."""
        colon = next((at for at in range(min(LONGEST_HEADLINE_SPEAKER, self.end)) if self.words[at].text == ":"), None)
        if not colon or self.sentence.sentence.start > 0 or colon < self.sentence.opening or self._speaker_of_turn():
            return
        named = self.words[colon - 1].is_noun and not any(group.first < colon for group in self.sentence.groups)
        plans = any(group.first > colon for group in self.sentence.groups) and self.sentence.lower(colon + 1) == "no"
        if named and (plans or any(group.first > colon and group.finite for group in self.sentence.groups)):
            yield self.made(self.sentence.chars(colon, colon + 1), (0, colon), self.until_end(colon + 1))

    def _turn(self) -> Iterator[Found]:
        """Read "REYES: It rained. Roads were closed." in a transcript, where a line is what one person says."""
        text, speaker = self.sentence.document.text, self._speaker_of_turn()
        if speaker is not None:
            colon = speaker[1]
            line_end = text.find("\n", colon)
            said = text[colon + 1 : line_end if line_end >= 0 else len(text)]
            start = colon + 1 + len(said) - len(said.lstrip())
            yield Found((colon, colon + 1), speaker, ((start, colon + 1 + len(said.rstrip())),), plain=True)

    def _speaker_of_turn(self) -> Span | None:
        sentence = self.sentence.sentence
        return turn(self.sentence.document.text, sentence.start, sentence.end)

    def _according_to(self) -> Iterator[Found]:
        for at in range(len(self.words) - 1):
            if self.words[at].lower != "according" or self.words[at + 1].lower != "to":
                continue
            if self.quoted(self.words[at].start):
                continue
            end = noun_phrase_after(self.sentence, at + 2)
            if end <= at + 2:
                continue
            contents = self._governed(at, end)
            if contents:
                yield Found(self.sentence.chars(at, at + 2), self.sentence.chars(at + 2, end), contents)

    def _governed(self, at: int, end: int) -> tuple[Span, ...]:
        """Return what "according to X" covers: the rest of the sentence when it stands in front, else what precedes."""
        before = self.before(at) if at > 0 and not self._opens_clause(at) else ()
        if before and not (at > 1 and self.words[at - 2].tag == "CJC"):
            return before
        if (
            not self._opens_clause(at)
            and at >= SHORTEST_BEFORE
            and self.sentence.lower(end) == ","
            and self.sentence.tag(end + 1) == "CJC"
        ):
            return (self.sentence.chars(self.sentence.opening, at - 1),)  # its verb looks like a noun
        start = end + 1 if self.sentence.lower(end) == "," else end
        if start < self.end and self.words[start].is_mark:
            return self.from_quotation(start)
        return self.until_end(start) if start < self.end else ()

    def _opens_clause(self, at: int) -> bool:
        """Tell whether only a phrase stands between ", but" and "according to": "but in a year, according to X,"."""
        joined = next((i for i in range(at - 1, 0, -1) if self.sentence.tag(i) == "CJC"), None)
        if joined is None or self.sentence.lower(joined - 1) != "," or self.sentence.next_finite(joined, at):
            return False
        return self.sentence.tag(joined + 1) in ("PRP", "AV0", "CJS") or joined + 1 in self.sentence.time_at

    def _cited_as(self, group: VerbGroup, cue: Cue) -> Found | None:
        """Read "cited residents as saying": the residents speak, through the one who cites them."""
        at = group.first - 1
        outer_group = next(
            (other for other in reversed(self.sentence.groups) if other.finite and other.last <= at), None
        )
        if outer_group is None or self.words[outer_group.head].lower not in words("citing_verbs.tsv"):
            return None
        content = self.content_after(group.last, cue)
        outer = subject_before(self.sentence, outer_group)
        if outer_group.passive:
            outer, speaker = self._agent_before(outer_group.last, at), outer
        else:
            speaker = (outer_group.last, at) if outer_group.last < at else None
        if not content or speaker is None:
            return None
        chain = (self.sentence.chars(*outer),) if outer else ()
        cue_span = self.sentence.chars(group.first, group.last)
        return Found(cue_span, self.sentence.chars(*speaker), content, chain, plain=True)

    def _impersonal(self, group: VerbGroup) -> Found | None:
        """Read a passive: "it was reported that", "are believed to have fled", "reporters were told that"."""
        cue_span = self.sentence.chars(group.first, group.last)
        that = self.that_after(group.last)
        agent = self._agent(group.last)
        if that is not None:
            contents = self.from_that(that)
            return self.made(cue_span, agent, contents) if contents else None
        if not self.infinitive_at(group.last) or self.words[group.head].lower in words("steering_verbs.tsv"):
            return None
        subject = subject_before(self.sentence, group)
        rest = self.until_end(group.last)
        if subject is None or not rest:
            return None
        return Found(cue_span, None, (self.sentence.chars(*subject), *rest))

    def _agent(self, position: int) -> Span | None:
        if self.sentence.lower(position) != "by":
            return None
        end = noun_phrase_after(self.sentence, position + 1)
        return (position + 1, end) if end > position + 1 else None

    def _agent_before(self, position: int, end: int) -> Span | None:
        """Return who cites in "was quoted by the agency as saying"."""
        return (position + 1, end) if self.sentence.lower(position) == "by" and position + 1 < end else None

    def _nouns(self) -> Iterator[Found]:
        """Read nouns that carry a content: "his request to", "an indication that", "a claim by the army that"."""
        for at, word in enumerate(self.words):
            if word.lower not in cue_nouns() or not word.is_noun or self.quoted(word.start):
                continue
            agent = self._noun_agent(at)
            behind = agent[1] if agent and agent[0] > at else at + 1
            contents = self._noun_content(behind, cue_nouns()[word.lower])
            if contents and (agent or self.sentence.lower(behind) == "that"):
                yield self.made(self._noun_cue(at), agent, contents)

    def _noun_content(self, behind: int, kind: str) -> tuple[Span, ...]:
        if self.sentence.tag(behind) == "CJT":
            return self._until_own_verb(behind + 1)
        return self.until_comma(behind) if kind in ("request", "intention") and self.infinitive_at(behind) else ()

    def _until_own_verb(self, first: int) -> tuple[Span, ...]:
        """Return a content that ends before the verb of its noun: "rumours that the dam had burst [spread]"."""
        contents = self.until_comma(first)
        groups = self.sentence.finite_in(first, self.sentence.words_in(*contents[0])[1]) if contents else ()
        if groups and self._lacks_object(groups[-1], contents[0][1]):
            return ()
        if self.sentence.next_finite(0, first) is not None:
            return contents
        verb = next((two for one, two in pairwise(groups) if two.first == one.last), None)
        return (self.sentence.chars(first, verb.first),) if verb else contents

    def _lacks_object(self, group: VerbGroup, end: int) -> bool:
        """Tell whether a clause ends with its denial: of "a claim that police dismissed" the claim is the object."""
        cue = self.cue_of(group)
        return cue is not None and cue.kind == "denial" and self.words[group.last - 1].end >= end

    def _noun_agent(self, at: int) -> Span | None:
        """Return who owns the noun: "by X" or "from X" behind it, "X's" before it."""
        if self.sentence.lower(at + 1) in ("by", "from"):
            end = self._noun_phrase_to_content(at + 2)
            return (at + 2, end) if end > at + 2 else None
        owner = at - 1
        while owner >= 0 and self.words[owner].tag == "AJ0":
            owner -= 1
        if self.sentence.tag(owner) == "POS" or self.sentence.lower(owner) == "'s":
            return self._owner_before(owner)
        return None

    def _owner_before(self, end: int) -> Span | None:
        """Return the plain noun phrase before "'s": names, nouns and their determiners, no preposition."""
        start = end
        while start > 0 and (self.words[start - 1].is_noun or self.sentence.tag(start - 1) in ("AJ0", "AT0", "DPS")):
            start -= 1
        return (start, end) if start < end else None

    def _noun_phrase_to_content(self, start: int) -> int:
        end = noun_phrase_after(self.sentence, start)
        for at in range(start, end):
            if self.words[at].tag in ("TO0", "CJT"):
                return at
        return end

    def _noun_cue(self, at: int) -> Span:
        """Return the cue of a noun; a passive before it belongs to it ("was taken as an indication")."""
        for group in self.sentence.groups:
            if (
                group.passive
                and self.words[group.head].lower in _IMPRESSION_VERBS
                and 0 < at - group.last <= WORDS_TO_NOUN
            ):
                return self.sentence.chars(group.first, at + 1)
        return self.sentence.chars(at, at + 1)
