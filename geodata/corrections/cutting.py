"""Statements that people cut out of the text: read like any other, with what was known of their source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geodata.certainty import judge
from geodata.claims import judged
from geodata.claims.sensing import cue_sense
from geodata.dates import reread_dates
from geodata.events import read_event
from geodata.figures import read_figures
from geodata.language.phrases import SentenceWords
from geodata.models import Attribution, Claim, Document, Sentence

_EDGES = " \t\r\n,;:.–—-“”\"'‘’"  # signs that no part of a statement begins or ends with
_LINKS = ("and ", "but ", "or ", "while ", "then ")  # words between two parts that belong to neither
BY_HAND = 1.0  # score of an extraction that a person made


@dataclass(frozen=True)
class Cutter:
    """Reads stretches of one document as statements."""

    document: Document

    def read(self, start: int, end: int, like: Claim | None = None) -> Claim | None:
        """Read a stretch as a statement of its own, said by whoever said `like`; None where there are no words."""
        start, end = self._trimmed(start, end)
        sentence = self.document.sentence_at(start) if start < end else None
        if sentence is None or end > len(self.document.text):
            return None
        article_id = self.document.article.article_id
        bare = like or Claim("", article_id, None, 0, 0, "")
        claim = replace(
            bare,
            claim_id=f"{article_id}.c{start}-{end}",
            sentence_id=sentence.sentence_id,
            start=start,
            end=end,
            text=self.document.text[start:end],
            figures=read_figures(self.document.text, start, end),
            date_relative_to=None,
            score=BY_HAND,
            review="corrected",
        )
        return self._dated(self._judged(claim, sentence), like)

    def split(self, claim: Claim, cuts: Sequence[int]) -> list[Claim]:
        """Cut a statement at offsets of the text; cuts that leave nothing on one side give no part."""
        edges = [claim.start, *sorted({cut for cut in cuts if claim.start < cut < claim.end}), claim.end]
        parts = (self.read(start, end, claim) for start, end in pairwise(edges))
        return [part for part in parts if part]

    def merge(self, claims: Sequence[Claim]) -> Claim:
        """Make statements one, from the first word to the last; what was known of the first is known of it."""
        first = min(claims, key=lambda claim: (claim.start, claim.end))
        start, end = first.start, max(claim.end for claim in claims)
        dated = next((claim for claim in claims if claim.date_start or claim.date_end), first)
        return replace(
            first,
            claim_id=f"{first.article_id}.c{start}-{end}",
            end=end,
            text=self.document.text[start:end],
            figures=tuple(figure for claim in claims for figure in claim.figures),
            evidence=tuple(dict.fromkeys(item for claim in claims for item in claim.evidence)),
            date_start=dated.date_start,
            date_end=dated.date_end,
            date_precision=dated.date_precision,
            date_text=dated.date_text,
            review="corrected",
        )

    def _judged(self, claim: Claim, sentence: Sentence) -> Claim:
        """Say how a stretch is put and what happens in it, in the light of the cue above it."""
        words = SentenceWords(self.document, sentence)
        first, last = words.words_in(claim.start, min(claim.end, sentence.end))
        if first >= last:
            return claim
        judgement = judge(words, first, last, cue_sense(self.document, _attribution_of(claim)))
        return judged(claim, judgement, read_event(words, first, last))

    def _dated(self, claim: Claim, like: Claim | None) -> Claim:
        """Date a statement by its own words, else as the one that it was cut out of."""
        own = reread_dates(self.document, [claim], self.document.article.published)[0]
        if like is None or own.date_text or not self._leads(like):
            return own
        dates = ("date_start", "date_end", "date_precision", "date_text")
        return replace(own, **{name: getattr(like, name) for name in dates})

    def _leads(self, claim: Claim) -> bool:
        """Tell whether the date of a statement stands before all else in it, so that it holds for every part."""
        words = (claim.date_text or "").casefold()
        said = self.document.text[claim.start : claim.end].casefold()
        return bool(words) and words in said[: len(words) + len("on the ")]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Leave out the signs around a stretch and the word that links it to the one before."""
        text = self.document.text
        start, end = max(0, start), min(end, len(text))
        for _ in self._steps():
            while start < end and text[start] in _EDGES:
                start += 1
            link = next((word for word in _LINKS if text[start:end].lower().startswith(word)), "")
            start += len(link)
            if not link:
                break
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        for link in _LINKS:
            if text[start:end].lower().endswith(f" {link.strip()}"):
                end -= len(link)
        return start, end

    @staticmethod
    def _steps() -> Iterator[int]:
        """Count the linking words that may stand one behind another: "and then"."""
        yield from range(len(_LINKS))


def _attribution_of(claim: Claim) -> Attribution | None:
    """Return who says a statement, as the reading of its words wants it."""
    if claim.attribution_id is None:
        return None
    return Attribution(
        claim.attribution_id,
        claim.speaker_id,
        claim.speaker_start,
        claim.speaker_end,
        claim.cue_start,
        claim.cue_end,
        claim.content_spans or (),
        claim.quote,
        claim.chain,
    )
