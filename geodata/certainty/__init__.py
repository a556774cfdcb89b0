"""How surely something is said: certainty, polarity, stance and realis of one clause, with the words that decided.

The values are the speaker's: FactBank's scale (certain, probable, possible, unknown) and sign. The author of an
attributed sentence only reports, so nothing that stands outside the content lowers it but the cue itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geodata.certainty.discrediting import discrediting_word
from geodata.certainty.predicates import judge_predicate
from geodata.certainty.scale import ORDER, Judgement, plain
from geodata.certainty.silence import is_silence
from geodata.language.grammar import BE_TAGS, VerbGroup, Word
from geodata.language.mainverbs import main_group, told_group
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import hedges, negations, triggers, words
from geodata.models import Certainty, Evidence, Realis, Stance

__all__ = ["ORDER", "CueSense", "Judgement", "judge", "judge_predicate"]

_OF_CUE: dict[str, Certainty] = {
    "doubt": "probable", "prediction": "probable", "inference": "probable", "intention": "probable",
    "possibility": "possible",
}  # fmt: skip
LONGEST_WORDING = 4
"""Words of the longest entry in the tables."""

_HARDLY = frozenset({"hardly", "barely", "scarcely"})
_ADVERBS = _HARDLY | {"never", "cannot"}
"""Negations that turn the verb they stand beside; "hardly any" opens a subject or an object too."""

_HOW_TRUE = frozenset({"true", "likely", "possible", "probable", "case"})
"""What is denied of a clause by denying this: "not true that"; "not clear whether" denies nothing."""

_OBLIGING = frozenset({"must", "should", "ought", "shall"})
_SCOPE_ENDS = frozenset({",", ";", ":", "—", "–"})
_CONDITIONS = frozenset({"if", "unless"})
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
_EXPECTING = frozenset(
    {"expects", "expect", "expected", "hopes", "hope", "hoped", "plans", "plan", "planned"}
    | {"intends", "intend", "intended", "aims", "aim", "aimed"}
)
_WEIGHING = frozenset({"considering", "weighing", "mulling", "contemplating", "planning", "preparing", "discussing"})
"""What one does with an act that may come: "was considering strikes"."""

_PREPARED = frozenset(
    {"about", "due", "set", "poised", "ready", "scheduled", "likely", "unlikely", "expected", "bound"}
)


@dataclass(frozen=True, slots=True)
class CueSense:
    """What the cue above a clause contributes: its class, whether it stands in the past ("said"), and is negated."""

    kind: str | None = None
    past: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Wording:
    """One entry of a table found in a clause: ``words[first:last]``."""

    first: int
    last: int
    value: str
    way: str


def judge(sentence: SentenceWords, first: int, last: int, cue: CueSense | None = None) -> Judgement:
    """Judge the clause ``words[first:last]`` of a sentence.

    Parameters
    ----------
    sentence : SentenceWords
        The sentence as the rules read it.
    first, last : int
        The words of the clause.
    cue : CueSense, optional
        What the cue above it says; None for the article's own statement.

    Returns
    -------
    Judgement
        Approximators ("about", "nearly") touch numbers and are no hedges here.
    """
    return _Judge(sentence, first, last, cue).judgement()


@cache
def _openings() -> frozenset[str]:
    """Return the first words of all hedges and negations: most words of a clause begin none."""
    return frozenset(entry.partition(" ")[0] for table in (hedges(), negations()) for entry in table)


class _Judge:
    def __init__(self, sentence: SentenceWords, first: int, last: int, cue: CueSense | None) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.first, self.last = first, last
        self.cue = cue or CueSense()
        self.main = told_group(sentence, first, last)
        self.opening = main_group(sentence, first, last)  # "is" of "It is not true that they left"

    def judgement(self) -> Judgement:
        hedging = list(self._hedges())
        negating = list(self._negations())
        found = self._of_words(hedging, negating)
        if self.cue.kind == "silence" or is_silence(self._said()):
            return replace(found, certainty="unknown", polarity="positive")
        return replace(found, certainty="unknown", realis="hypothetical") if self._asks() else found

    def _asks(self) -> bool:
        """Tell whether the clause is a question of its own: "Is the bridge safe?"."""
        ends = [word.text for word in self.words[max(self.first, self.last - 1) : self.last + 1]]
        return "?" in ends

    def _said(self) -> str:
        """Return the clause as said, in lower case."""
        start, end = self.sentence.chars(self.first, self.last) if self.first < self.last else (0, 0)
        return " ".join(self.sentence.document.text[start:end].lower().replace("’", "'").split())

    def _of_words(self, hedging: Sequence[_Wording], negating: Sequence[_Wording]) -> Judgement:
        false = discrediting_word(self.sentence, self.first, self.last)
        denied = self.cue.kind in ("denial", "doubt") and not self.cue.negated
        is_so = self.main is not None and self.sentence.tag(self.main.first) in BE_TAGS
        called_false = false is not None and (is_so or not denied)  # "dismissed the report as false" denies it once
        denied = denied != called_false
        discrediting = [] if false is None else [_Wording(false, false + 1, "false", "adjective")]
        negative = (len(negating) % 2 == 1) != denied
        lowest = min([self._certainty_of_cue(), *(ORDER.index(_certainty(item.value)) for item in hedging)])
        if len(negating) > 1 and any(item.value.startswith("rule") for item in negating):
            lowest = min(lowest, ORDER.index("possible"))  # "does not rule out a meeting"
        return Judgement(
            certainty=ORDER[lowest],
            polarity="negative" if negative else "positive",
            stance=self._stance(),
            realis=self._realis(),
            evidence=(*self._evidence("hedge", hedging), *self._evidence("negation", [*negating, *discrediting])),
        )

    def _certainty_of_cue(self) -> int:
        if self.cue.negated:
            return ORDER.index("unknown")
        return ORDER.index(_OF_CUE.get(self.cue.kind or "", "certain"))

    def _evidence(self, what: str, found: Sequence[_Wording]) -> Iterator[Evidence]:
        for item in found:
            start, end = self.sentence.chars(item.first, item.last)
            yield Evidence("hedge" if what == "hedge" else "negation", start, end)

    def _stance(self) -> Stance:
        if self.cue.kind == "distancing":
            return "distancing"
        if self.cue.kind == "endorsing":
            return "endorsing"
        doubted = any(word.lower in words("distancing.tsv") for word in self.words[self.first : self.last])
        return "distancing" if doubted else "neutral"

    # --- hedges ---------------------------------------------------------------------------------------------------

    def _hedges(self) -> Iterator[_Wording]:
        for at in range(self.first, self.last):
            found = self._longest(at, hedges())
            if found:
                value, way = hedges()[found]
                item = _Wording(at, at + found.count(" ") + 1, value, way)
                if self._hedge_counts(item):
                    yield item

    def _hedge_counts(self, item: _Wording) -> bool:
        if item.way == "modal":
            return self.main is not None and self.main.first <= item.first < self.main.last and not self._was_unable()
        if item.way in ("verb", "adjective"):
            return self._hedges_clause(item) or self._before_event(item)
        return True

    def _was_unable(self) -> bool:
        """Tell whether "could not" says that somebody failed: "rescuers could not reach the village"."""
        inside = [plain(word) for word in self.words[self.main.first : self.main.last]] if self.main else []
        opens = inside[:1] in (["could"], ["couldn"]) and inside[1:2] in (["not"], ["never"])  # "couldn’t" is two words
        return opens and inside[2:3] != ["be"]  # "could not be true" is a doubt

    def _hedges_clause(self, item: _Wording) -> bool:
        """Tell whether a verb hedges its clause: "appears to be", "believes that"."""
        heads = self.main is not None and item.way == "verb" and item.first == self.main.head
        return heads and (self._governs(item.last) or self._is_feared(item.last))

    def _is_feared(self, position: int) -> bool:
        """Tell whether a hedging passive is followed by what it hedges: "are feared dead", "is presumed drowned"."""
        passive = self.main is not None and self.main.passive
        return passive and self.sentence.tag(position) in ("AJ0", "VVN", "VVD") and position < self.last

    def _before_event(self, item: _Wording) -> bool:
        """Tell whether a word stands before a noun that tells an event: "a suspected bomb"."""
        following = self.words[item.last].lower if item.last < self.last else ""
        return self.sentence.tag(item.first) in ("AJ0", "VVN", "VVD") and f"n:{following}" in triggers()

    def _governs(self, position: int) -> bool:
        """Tell whether a verb is followed by what it hedges: an infinitive or a clause."""
        rest = [group for group in self.sentence.groups if position <= group.first < self.last]
        return any(group.form == "infinitive" or group.finite for group in rest)

    def _longest(self, at: int, table: Container[str]) -> str | None:
        """Return the longest entry of a table, hedges or negations, that begins at the word `at`."""
        if plain(self.words[at]) not in _openings():
            return None
        for length in range(min(LONGEST_WORDING, self.last - at), 0, -1):
            wording = " ".join(plain(word) for word in self.words[at : at + length])
            if wording in table:
                return wording
        return None

    # --- negation -------------------------------------------------------------------------------------------------

    def _negations(self) -> Iterator[_Wording]:
        at = self.first
        while at < self.last:
            found = self._longest(at, negations())
            if found is None:
                at += 1
                continue
            item = _Wording(at, at + found.count(" ") + 1, found, negations()[found])
            second = found == "nor" and any(word.lower == "neither" for word in self.words[self.first : at])
            if item.way != "pseudo" and not second and self._negation_counts(item):
                yield item
            at = item.last

    def _negation_counts(self, item: _Wording) -> bool:
        """Tell whether a negation turns the clause's own verb round, and not only a word of it."""
        wording = self.words[item.first].lower
        if item.way == "verb":
            return self._is_of_main(item) or self._is_of_opening(item.first)
        if wording == "without":
            return False
        if self.main is None:
            return item.first == self.first
        if self.words[item.first].tag == "XX0" or wording in _ADVERBS:
            of_phrase = wording in _HARDLY and self.sentence.lower(item.last).startswith("any")
            return self._belongs_to_main(item.first) or (of_phrase and self._is_subject_or_object(item.first))
        if wording == "no" and self.words[item.last - 1].lower == "longer":
            return True
        return self._is_subject_or_object(item.first)

    def _is_of_main(self, item: _Wording) -> bool:
        main = self.main
        return main is not None and (item.first <= main.head < item.last or item.first == main.last)

    def _is_of_opening(self, at: int) -> bool:
        """Tell whether a word opens a clause about another: "It is (very) unlikely that they left"."""
        opening, main = self.opening, self.main
        if opening is None or main is None or opening.first == main.first:
            return False
        return 0 <= at - opening.last <= 1

    def _belongs_to_main(self, at: int) -> bool:
        main = self.main
        if main is None:
            return False
        if self._denies_opening(at):
            return True
        return main.first - 1 <= at <= main.last or self._follows_main_complement(at)

    def _denies_opening(self, at: int) -> bool:
        """Tell whether a negation turns round what opens a clause about another: "It is not true that they left"."""
        opening = self.opening
        if opening is None or self.main is None or opening.first == self.main.first:
            return False
        degrees = {word.lower for word in self.words[at : self.main.first]}
        return opening.first <= at <= opening.last and bool(degrees & _HOW_TRUE)

    def _follows_main_complement(self, at: int) -> bool:
        """Tell whether "not" stands after the verb it turns: "is to this day not open"."""
        main = self.main
        if main is None or at < main.last:
            return False
        between = self.words[main.last : at]
        return len(between) <= LONGEST_WORDING and not any(word.text in _SCOPE_ENDS for word in between)

    def _is_subject_or_object(self, at: int) -> bool:
        """Tell whether "no", "nobody", "nothing" open the subject or the object of the verb."""
        main = self.main
        if main is None:
            return False
        if at < main.first:
            aside = self.sentence.lower(self.first) in _CONDITIONS and self._comma_between(at, main.first)
            return not (aside or self._has_own_verb(at, main.first)) and (
                self.sentence.tag(at - 1) not in ("PRP", "PRF") or at == self.first
            )
        return at - main.last <= 1 and self.sentence.tag(at - 1) not in ("PRP", "PRF")

    def _has_own_verb(self, at: int, main: int) -> bool:
        """Tell whether "no" is of a clause before the verb's own: "where no aid arrives, people are dying"."""
        verbs = [group.last for group in self.sentence.groups if group.finite and at < group.first < main]
        between = {word.lower for word in self.words[at : verbs[0]]} if verbs else _RELATIVES
        return _RELATIVES.isdisjoint(between) and self._comma_between(verbs[-1], main)

    def _comma_between(self, first: int, last: int) -> bool:
        return any(word.text == "," for word in self.words[first:last])

    # --- realis ---------------------------------------------------------------------------------------------------

    def _realis(self) -> Realis:
        if self.cue.kind == "request" or self._is_wanted_of_others():
            return "requested"
        if self._is_condition():
            return "hypothetical"
        if self.main is None:
            return "future" if self._is_outlook() else "realised"
        own = self._realis_of_verb(self.main)
        waiting = self.cue.kind in ("prediction", "intention") and own == "realised" and not self._is_past(self.main)
        return "future" if waiting else own

    def _is_condition(self) -> bool:
        """Tell whether an "if" or "unless" stands in the clause; "asked if" only asks."""
        if self._is_inverted_condition():
            return True
        conditions = [at for at in range(self.first, self.last) if self.words[at].lower in _CONDITIONS]
        return any(not self.sentence.tag(at - 1).startswith("V") for at in conditions)

    def _is_inverted_condition(self) -> bool:
        """Tell whether a clause opens with "had", "were" or "should" for "if": "Had the alarm sounded, ..."."""
        opens = self.words[self.first].lower in ("had", "were", "should") if self.first < self.last else False
        follows = self.sentence.tag(self.first + 1) in ("AT0", "PNP", "DPS", "NP0", "NN1", "NN2", "DT0", "EX0")
        return opens and follows and any(word.lower in ("would", "could", "might") for word in self.words[self.first :])

    def _is_wanted_of_others(self) -> bool:
        """Tell whether an intention is about others: "wants the firm to leave" beside "wants to leave"."""
        others = self.cue.kind == "intention" and self.main is None and not self._opens_with_infinitive()
        return others and any(word.tag == "TO0" for word in self.words[self.first : self.last])

    def _is_outlook(self) -> bool:
        """Tell whether a content without a finite verb lies ahead: "plans to move", "expect prices to rise"."""
        if self.cue.kind == "denial":
            return False  # "refused to sign"
        expected = self.cue.kind == "prediction" and any(
            word.tag == "TO0" for word in self.words[self.first : self.last]
        )
        return self.cue.kind == "intention" or expected or self._opens_with_infinitive()

    def _opens_with_infinitive(self) -> bool:
        return self.sentence.tag(self.first) == "TO0"

    def _is_past(self, group: VerbGroup) -> bool:
        tags = {word.tag for word in self.words[group.first : group.last]}
        return bool(tags & {"VVD", "VBD", "VHD", "VHZ", "VHB", "VDD"})

    def _realis_of_verb(self, group: VerbGroup) -> Realis:
        inside = self.words[group.first : group.last]
        modal = inside[0].lower if inside[0].tag == "VM0" else None
        tags = {word.tag for word in inside[1:]}
        if modal and tags & {"VHI", "VHB"}:
            return "realised" if modal != "would" else "hypothetical"
        if modal:
            return "realised" if self._was_unable() else self._realis_of_modal(modal, inside)
        if self._looks_ahead(group):
            return "future"
        return "ongoing" if self._goes_on(group) else "realised"

    def _realis_of_modal(self, modal: str, inside: Sequence[Word]) -> Realis:
        if inside[-1].lower.endswith("ing") and modal != "will":
            return "ongoing"
        if modal in _OBLIGING:
            return "requested"
        if modal in ("would", "'d") and not self.cue.past:
            return "hypothetical"
        if modal in ("can", "cannot"):
            return "realised"
        return "future"

    def _looks_ahead(self, group: VerbGroup) -> bool:
        """Tell whether the verb points forward: "going to", "about to", "expected to", "plans to"."""
        head, following = self.words[group.head], self.sentence.tag(group.last)
        if head.lower in _WEIGHING and head.tag == "VVG":
            return True
        if head.lower == "going" and following == "TO0":
            return True
        if head.lower in _EXPECTING and self._governs(group.last):
            return True
        prepared = self.sentence.lower(group.last) in _PREPARED and self.sentence.tag(group.last + 1) == "TO0"
        is_to = head.tag in ("VBZ", "VBB", "VBD") and following == "TO0"
        return prepared or is_to or (head.lower in _PREPARED and following == "TO0")

    def _goes_on(self, group: VerbGroup) -> bool:
        head = self.words[group.head]
        progressive = head.tag == "VVG" or (
            head.tag == "AJ0" and head.lower.endswith("ing") and group.first < group.head
        )
        return progressive or head.tag in ("VBZ", "VBB", "VHZ", "VHB")


def _certainty(value: str) -> Certainty:
    return ORDER[ORDER.index(value)] if value in ORDER else "certain"
