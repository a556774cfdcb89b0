"""What the tagger answers when it is asked where a verb's event happened: how likely each word is part of the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from geodata.claims.namesigns import trigger_words
from geodata.claims.propositions import Proposition
from geodata.language.wordtables import triggers
from geodata.models import Claim, Tags
from geodata.stages import TextTagger

LEAST_SHARE = 0.005
"""Probability below which, and above its counterpart, the tagger is taken to be as sure as it ever is."""

HEARD_NAME = 0.5
"""Probability from which on words that are no known name are taken for one."""

HEARD_ELSEWHERE = 0.6
"""Probability from which on a name in another clause is taken over: it needs more than one of the clause itself."""

FEWEST_LETTERS = 3  # of such a name: a lone number or letter is none

FORCE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
"""Kinds of events that the corpus tells of which the tagger learned from."""

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
    """Ask where it happened; None for a statement that has no word to ask about.

    What is told on behind a comma is asked about, too: "began an attack in X, targeting the village of Y".
    """
    verb = _verb_of(proposition, claim)
    if verb is None:
        return None
    sentence = proposition.sentence
    start, end = sentence.sentence.start, sentence.sentence.end
    asked = [sentence.words[at] for at in (verb, *_told_on(proposition, verb))]
    answers = asker.places_of(
        [(sentence.document.text[start:end], word.start - start, word.end - start) for word in asked]
    )
    return _likeliest([_heard(tags, start) for tags in answers])


def _told_on(proposition: Proposition, verb: int) -> list[int]:
    """Return the participles of acts of force that tell on behind a comma or "by", and have a name behind them."""
    sentence = proposition.sentence
    return [
        at
        for at in range(verb + 1, proposition.last)
        if sentence.tag(at) == "VVG"
        and (sentence.words[at - 1].text == "," or sentence.lower(at - 1) == "by")
        and (trigger := triggers().get(f"v:{sentence.lower(at)}")) is not None
        and trigger.event_type in FORCE
        and any(word.tag == "NP0" for word in sentence.words[at + 1 : proposition.last])
    ]


def _likeliest(answers: Sequence[Heard]) -> Heard:
    """Return for each word the most that any answer says."""
    shares = zip(*(answer.shares for answer in answers), strict=True)
    return Heard(answers[0].words, tuple(max(of_word) for of_word in shares))


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
