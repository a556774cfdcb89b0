"""What the tagger answers when it is asked where a verb's event happened: how likely each word is part of the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from geodata.claims.namesigns import trigger_words
from geodata.claims.propositions import Proposition
from geodata.models import Claim, Tags
from geodata.stages import TextTagger

LEAST_SHARE = 0.005
"""Probability below which, and above its counterpart, the tagger is taken to be as sure as it ever is."""

HEARD_NAME = 0.5
"""Probability from which on words that are no known name are taken for one."""

HEARD_ELSEWHERE = 0.6
"""Probability from which on a name in another clause is taken over: it needs more than one of the clause itself."""

FEWEST_LETTERS = 3  # of such a name: a lone number or letter is none

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a sentence by their characters in the text, and how likely each is part of the place."""

    words: tuple[Span, ...]
    shares: tuple[float, ...]

    def share(self, start: int, end: int) -> float:
        """Return how likely the likeliest word in ``[start, end)`` is part of the place."""
        met = (share for (low, high), share in zip(self.words, self.shares, strict=True) if low < end and start < high)
        return max(met, default=0.0)

    def log_odds(self, start: int, end: int) -> float:
        """Return that as log-odds, never beyond what the tagger can be sure of."""
        share = min(max(self.share(start, end), LEAST_SHARE), 1 - LEAST_SHARE)
        return log(share / (1 - share))

    def runs(self) -> Iterator[Span]:
        """Yield the runs of likely words, those that nothing but one sign or space parts."""
        first, last = -1, -1
        for (start, end), share in zip(self.words, self.shares, strict=True):
            if share < HEARD_NAME:
                continue
            if first >= 0 and start - last > 1:
                yield first, last
                first = -1
            first, last = start if first < 0 else first, end
        if first >= 0:
            yield first, last


def ask(asker: TextTagger, proposition: Proposition, claim: Claim) -> Heard | None:
    """Ask where it happened; None for a statement that has no word to ask about."""
    verb = _verb_of(proposition, claim)
    if verb is None:
        return None
    sentence = proposition.sentence
    start, end = sentence.sentence.start, sentence.sentence.end
    word = sentence.words[verb]
    (tags,) = asker.places_of([(sentence.document.text[start:end], word.start - start, word.end - start)])
    return _heard(tags, start)


def _heard(tags: Tags, offset: int) -> Heard:
    words = tuple((word.start + offset, word.end + offset) for word in tags.words)
    return Heard(words, tuple((1 - tags.heads["where"][:, 0].astype(float)).tolist()))


def _verb_of(proposition: Proposition, claim: Claim) -> int | None:
    """Return the trigger word that is asked about: a verb rather than a noun."""
    words = trigger_words(proposition, claim)
    verbs = [at for at in words if proposition.sentence.tag(at).startswith("V")]
    return next(iter(verbs or words), None)


def unread_names(heard: Heard, text: str, read: Sequence[Span]) -> list[Span]:
    """Return the names that only the tagger hears in a sentence: no name that was read touches them."""
    return [
        (start, end)
        for start, end in heard.runs()
        if _is_name(text[start:end]) and not any(low < end and start < high for low, high in read)
    ]


def _is_name(words: str) -> bool:
    letters = [character for character in words if character.isalpha()]
    return len(letters) >= FEWEST_LETTERS and words[:1].isupper()
