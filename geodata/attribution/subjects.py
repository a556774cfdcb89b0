"""A cue with its subject: what it introduces, or what it closes ("..., the official said")."""

from __future__ import annotations

from geodata.attribution.contents import LONGEST_HEARER, ContentReader, Found
from geodata.language.clauses import DASHES, RELATIVES
from geodata.language.grammar import VerbGroup
from geodata.language.mainverbs import main_group
from geodata.language.phrases import Span, noun_phrase_after, subject_before
from geodata.language.wordtables import Cue


class SubjectReader(ContentReader):
    """Reads cues that have a subject, in front of the content or behind it."""

    # --- a verb with its subject --------------------------------------------------------------------------------

    def spoken(self, group: VerbGroup, cue: Cue) -> Found | None:
        """Read a cue with a subject: its content behind it, else before it."""
        particle_end = self._particle_end(group, cue)
        cue_span = self.sentence.chars(group.first, particle_end)
        after = self.content_after(particle_end, cue)
        subject = subject_before(self.sentence, group)
        if after and (subject or group.form != "participle"):
            if group.form == "participle" and not self._plainly(after):
                return None
            return self.made(cue_span, subject, self._and_before(group, subject, after, cue))
        return self._closing(group, cue, cue_span, particle_end, subject)

    def _plainly(self, contents: tuple[Span, ...]) -> bool:
        """Tell whether a content shows by a mark or "that" that it is one, for cues of doubtful form."""
        start = contents[0][0]
        before = self.sentence.document.text[max(0, start - 6) : start]
        return before.endswith(("that ", '"', "“", ": "))

    def _particle_end(self, group: VerbGroup, cue: Cue) -> int:
        if cue.particle is None:
            return group.last
        at = group.head + 1
        return at + 1 if self.sentence.lower(at) == cue.particle else at + 2

    def made(self, cue: Span, subject: Span | None, contents: tuple[Span, ...]) -> Found:
        """Build the attribution from a cue in characters and a subject in words."""
        return Found(cue, self.sentence.chars(*subject) if subject else None, contents)

    def _and_before(
        self, group: VerbGroup, subject: Span | None, after: tuple[Span, ...], cue: Cue
    ) -> tuple[Span, ...]:
        """Add the first half of a quotation that the cue interrupts: "Go," he said, "and stay away."."""
        if "q" not in cue.frames or not self.quoted(after[0][0]):
            return after
        before = self._quotation_before(subject[0] if subject else group.first)
        return (before, *after) if before else after

    # --- content before the cue ----------------------------------------------------------------------------------

    def _closing(self, group: VerbGroup, cue: Cue, cue_span: Span, position: int, subject: Span | None) -> Found | None:
        """Read "..., the official said" and "...", said the official."""
        if not ({"s", "q"} & cue.frames) or group.form not in ("finite", "participle"):
            return None
        turns = "r" not in cue.frames  # "told a reporter" names who hears
        if turns and self._starts_behind_content(group.first) and self._phrase_at(position):
            end = noun_phrase_after(self.sentence, position)
            before = self.before(group.first)
            if end > position and before and self._may_precede(before, cue):
                return self.made(cue_span, (position, end), (*before, *self._resumed(end)))
        if subject is None or not self._closes(position) or not self._starts_behind_content(subject[0]):
            return None
        before = self.before(subject[0])
        if before:
            return self.made(cue_span, subject, (*before, *self._resumed(position)))
        interrupted = self._interrupted(subject[0], position)
        return self.made(cue_span, subject, interrupted) if interrupted else None

    def _interrupted(self, at: int, position: int) -> tuple[Span, ...]:
        """Return the two parts of a clause whose subject a cue parts from its verb: "The road, he said, is shut"."""
        first, last = self.sentence.opening, at - 1
        while first < last and self.words[first].tag == "CJC":
            first += 1
        near = range(position, min(self.end, position + LONGEST_HEARER))
        comma = next((i for i in near if self.words[i].text == ","), None)  # "he told me on Friday,"
        verb = self.sentence.next_finite(position, self.end)
        if comma is None or self.words[at - 1].text != "," or first >= last:
            return ()
        if verb is None or not comma < verb.first <= comma + 2:
            return ()
        if not any(word.is_noun or word.tag == "PNP" for word in self.words[first:last]):
            return ()
        return (self.sentence.chars(first, last), *self.until_end(comma + 1))

    def _may_precede(self, contents: tuple[Span, ...], cue: Cue) -> bool:
        """Tell whether words may stand before "say police": a quotation, a clause, a headline without its "are".

        Not a subject with what is told of it: "A study, seen by the paper, found lead".
        """
        if self.quoted(contents[0][0]):
            return True
        first, last = self.sentence.words_in(*contents[0])
        main = main_group(self.sentence, first, last)
        if main is None:
            return "q" in cue.frames
        return self.sentence.lower(main.first - 1) not in RELATIVES

    def _starts_behind_content(self, at: int) -> bool:
        """Tell whether a comma, a dash or a closing quotation mark stands before the word `at`."""
        if at <= 0:
            return False
        sign = self.words[at - 1]
        return sign.text in {",", "?", "!", *DASHES} or self._quotation_before(at) is not None

    def _closes(self, position: int) -> bool:
        at = self._over_additions(position)
        if at >= self.end or self.words[at].text in {",", ":", *DASHES, ";"} or self.words[at].is_mark:
            return True
        group = self.sentence.group_at(at)
        gerund = group is not None and group.form == "gerund"
        return gerund or self.words[at].tag in ("PRP", "CJS", "CJC", "AV0", "TO0") or self._hearer_closes(at)

    def _hearer_closes(self, at: int) -> bool:
        """Tell whether only a hearer follows: "..., the official told reporters."."""
        end = noun_phrase_after(self.sentence, at)
        return end >= self.end or self.sentence.next_finite(at, self.end) is None

    def _quotation_before(self, at: int) -> Span | None:
        """Return the inside of the quotation that closes right before the word `at`, else None."""
        offset = self.words[at].start - 1
        text = self.sentence.document.text
        while offset > 0 and text[offset] in " ,\t":
            offset -= 1
        quotation = self.quoted(offset) if offset >= 0 else None
        if quotation and quotation.is_speech and quotation.end == offset + 1:
            return quotation.inner_start, quotation.inner_end
        return None

    def before(self, at: int) -> tuple[Span, ...]:
        """Return the content that ends before the word `at`: a quotation, else the clause since the sentence began."""
        quotation = self._quotation_before(at)
        if quotation and not self._leads_into(quotation[0]):
            return (quotation,)
        last = at - 1 if self.words[at - 1].text in {",", *DASHES} else at
        first = min(max(self.sentence.opening, self._behind_semicolon(last)), last)
        while first < last and self.words[first].tag == "CJC":
            first += 1
        if first >= last or not any(first <= group.first < last for group in self.sentence.groups):
            return ()
        start, end = self.sentence.chars(first, last)
        return ((start, end),)

    def _behind_semicolon(self, at: int) -> int:
        """Return the word behind the last semicolon before `at` that no quotation holds, else 0.

        A colon between two clauses counts as one: "She was not hopeful: it would rain, [she said]".
        """
        for position in range(at - 1, -1, -1):
            if self.words[position].text == ";" and not self.quoted(self.words[position].start):
                return position + 1
            if self.words[position].text == ":" and self._parts_clauses(position, at):
                return position + 1
        return 0

    def _parts_clauses(self, colon: int, end: int) -> bool:
        before, behind = self.sentence.next_finite(0, colon), self.sentence.next_finite(colon, end)
        return before is not None and behind is not None and not self.quoted(self.words[colon].start)

    def _leads_into(self, quotation_start: int) -> bool:
        """Tell whether words of the same clause lead into the quotation: Troops were “ready to go”, he said."""
        first, _ = self.sentence.words_in(quotation_start, quotation_start + 1)
        lead = self.words[: max(0, first - 1)]
        if not lead or lead[-1].text in {":", ".", ","}:
            return False
        return not self.quoted(lead[0].start) and any(word.is_noun for word in lead)

    def _resumed(self, position: int) -> tuple[Span, ...]:
        """Return the second half of a quotation that the cue interrupted."""
        at = self._over_additions(position)
        for ahead in (at, at + 1):
            if ahead < len(self.words) and self.words[ahead].is_mark:
                quotation = self.quoted(self.words[ahead].start)
                if quotation and quotation.start == self.words[ahead].start:
                    return ((quotation.inner_start, quotation.inner_end),)
        return ()
