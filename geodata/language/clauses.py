"""From the words of a sentence to its clauses, without a parser: verb groups, conjunctions and commas decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.language.grammar import VerbGroup, Word
from geodata.language.wordtables import naming_forms, words

SHORTEST_CONJUNCT = 4
"""Words from which on a second verb without a subject of its own ("and wounded a million") is a clause of its own."""

SUBORDINATORS = frozenset({"after", "although", "as", "because", "once", "though", "until", "when", "whereas", "while"})
"""Words that open a clause of their own behind a comma; a condition stays with what hangs on it."""

_TURNING = frozenset({"no", "never", "nothing", "nobody", "may", "might", "could"})
"""What makes a statement of its own even of few words: it denies, or leaves open."""

REACH_OF_BETWEEN = 6
"""Words before an "and" among which a "between" claims it."""

LONGEST_ROW = 14
"""Words and signs of "They come, they burn the market, and they leave"."""

LONGEST_GROUP = 3
"""Words of "had also described"."""

_WITHOUT_COMMA = frozenset({"while", "because"})
"""Of these, the ones that open a clause of their own without a comma too: a reason is a statement of its own."""

COORDINATORS = frozenset({"and", "but", "or", "nor", "yet", "so"})
RELATIVES = frozenset({"who", "which", "where", "whose", "whom", "when"})
DASHES = frozenset({"—", "–", "--"})
HARD_SIGNS = frozenset({";"}) | DASHES
SENTENCE_SIGNS = frozenset({".", "!", "?", "…"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: ``words[first:last]``; `link` says how it hangs on what stands before it."""

    first: int
    last: int
    link: str  # main, coordinate, relative, subordinate, contrast
    connector: int | None = None  # the word that links: "and", "where", "after"


def split_clauses(words: Sequence[Word], groups: Sequence[VerbGroup], first: int, last: int) -> list[Clause]:
    """Split ``words[first:last]`` into clauses.

    Every clause but a contrast ("not X, but Y") has a finite verb of its own. Restrictive relative clauses, "that"
    clauses, infinitives and participles stay in the clause they belong to.
    """
    finite = [group for group in groups if group.finite and first <= group.first < last]
    reader = _Splitter(words, finite, first, last)
    return reader.clauses()


class _Splitter:
    def __init__(self, words: Sequence[Word], finite: Sequence[VerbGroup], first: int, last: int) -> None:
        self.words = words
        self.first = first
        self.last = last
        self.next_finite = _next_finite(finite, first, last)

    def clauses(self) -> list[Clause]:
        found: list[Clause] = []
        start, link, connector = self.first, self._first_link(), None
        for position in range(self.first + 1, self.last):
            cut = self._cut_at(start, position, link)
            if cut is not None:
                found.append(Clause(start, position, link, connector))
                start, link = position, cut
                connector = position
        found.append(Clause(start, self.last, link, connector))
        return [clause for clause in self._resumed(found) if self._has_word(clause)]

    def _resumed(self, found: Sequence[Clause]) -> list[Clause]:
        """Join a relative clause behind which its main clause goes on: "the video, which we saw, appeared to show"."""
        result: list[Clause] = []
        for clause in found:
            if result and clause.link == "relative" and self._goes_on(clause):
                result[-1] = replace(result[-1], last=clause.last)
            else:
                result.append(clause)
        return result

    def _goes_on(self, clause: Clause) -> bool:
        """Tell whether a verb follows the comma that closes a relative clause."""
        for at in range(clause.first + 1, clause.last - 1):
            if self.words[at].text == "," and self._verb_at(at + 1) == at + 1:
                return self._verb_between(clause.first, at)
        return False

    def _first_link(self) -> str:
        at = self.first
        while at < self.last and self.words[at].text in {",", *HARD_SIGNS}:
            at += 1
        opening = self.words[at].lower if at < self.last else ""
        if opening in RELATIVES and at > 0 and self.words[at - 1].text == ",":
            return "relative"
        return "subordinate" if opening in SUBORDINATORS and self.words[at].tag in ("CJS", "PRP") else "main"

    def _has_word(self, clause: Clause) -> bool:
        return any(word.text[:1].isalnum() for word in self.words[clause.first : clause.last])

    def _verb_between(self, start: int, end: int) -> bool:
        if start >= end or start >= self.last:
            return False
        return self.next_finite[start - self.first] < end

    def _cut_at(self, start: int, position: int, link: str) -> str | None:
        """Return the link of the clause that begins at `position`, or None when none begins there."""
        if self._ends_sentence(position - 1) and self.words[position].text[:1].isupper():
            return "main"
        if not self._verb_between(start, position):
            return None
        word = self.words[position]
        after_comma = self.words[position - 1].text == ","
        if word.lower in COORDINATORS and word.tag in ("CJC", "AV0", "CJS"):
            return self._coordination(start, position)
        if after_comma and (word.lower in RELATIVES or self._opens_share(position)):
            tells = self._verb_between(position, self._reach(position)) and not self._only_names(position)
            return "relative" if tells else None
        if word.lower in SUBORDINATORS and word.tag in ("CJS", "CJT", "AVQ", "PRP"):
            return self._subordination(position, after_comma=after_comma)
        return self._after_sign(position, link)

    def _ends_sentence(self, sign: int) -> bool:
        """Tell whether a sign ends a sentence: not the stop behind "Gov" or an initial."""
        if self.words[sign].text not in SENTENCE_SIGNS:
            return False
        before = self.words[sign - 1] if sign > self.first else None
        shortened = before is not None and (len(before.text) == 1 or before.lower in words("abbreviations.tsv"))
        return not (shortened and self.words[sign].text == ".")

    def _only_names(self, position: int) -> bool:
        """Tell whether a relative clause says only what somebody calls a thing: ", which he described as unsafe"."""
        verb = self._verb_at(position + 1)
        if verb is None or verb == position + 1 or self.words[position].lower not in ("which", "whom"):
            return False
        return any(word.lower in naming_forms() for word in self.words[verb : verb + LONGEST_GROUP])

    def _opens_share(self, position: int) -> bool:
        """Tell whether "most of which" or "some of whom" begins here."""
        following = [word.lower for word in self.words[position + 1 : position + 3]]
        return len(following) > 1 and following[0] == "of" and following[1] in ("which", "whom")

    def _after_sign(self, position: int, link: str) -> str | None:
        sign = self.words[position - 1].text
        if sign in HARD_SIGNS or sign == ":":
            return "coordinate" if self._verb_between(position, self.last) else None
        return self._main_after_subordinate(position) if sign == "," and link == "subordinate" else None

    def _reach(self, position: int) -> int:
        """Return where the clause that begins at `position` must have shown its verb: the next semicolon or dash."""
        for at in range(position + 1, self.last):
            if self.words[at].text in HARD_SIGNS:
                return at
        return self.last

    def _subordination(self, position: int, *, after_comma: bool) -> str | None:
        if not after_comma and self.words[position].lower not in _WITHOUT_COMMA:
            return None
        verb = self._verb_at(position + 1)
        if verb is None or any(self.words[at].text == "," for at in range(position + 1, verb)):
            return None
        return "subordinate"

    def _verb_at(self, position: int) -> int | None:
        if position >= self.last:
            return None
        found = self.next_finite[position - self.first]
        return found if found < self.last else None

    def _main_after_subordinate(self, position: int) -> str | None:
        verb = self._verb_at(position)
        if verb is None:
            return None
        between = [word.lower for word in self.words[position:verb]]
        return None if {",", "and", "who", "which", "that"} & set(between) else "main"

    def _coordination(self, start: int, position: int) -> str | None:
        after = position + 1
        if self.words[position].lower == "but" and self._is_contrast(start, position):
            return "contrast"
        if self._joins_less(position) or self._ends_short_row(start, position):
            return None
        after += self.words[after].lower == "that" if after < self.last else 0
        verb = self._verb_at(after)
        if verb is None or self._blocked(after, verb) or self._ends_list(after, verb):
            return None
        if self._subject_between(after, verb):
            return "coordinate"
        long = self._length_from(after) >= SHORTEST_CONJUNCT
        return "coordinate" if long or self._turns(after, verb) else None

    def _turns(self, after: int, verb: int) -> bool:
        """Tell whether a short conjunct is put otherwise than the rest: "and found no cracks", "and may be dead"."""
        end = min(self.last, after + SHORTEST_CONJUNCT)
        turning = any(word.tag == "XX0" or word.lower in _TURNING for word in self.words[after:end])
        return turning and verb <= after + 1

    def _joins_less(self, position: int) -> bool:
        """Tell whether a conjunction joins words and no clauses: "between A and B", "killed or hurt", a bare "yet"."""
        before = self.words[max(self.first, position - REACH_OF_BETWEEN) : position]
        between = [word.lower for word in before]
        if "between" in between and "and" not in between[between.index("between") :]:
            return True
        if self.words[position].lower in ("yet", "so") and self.words[position - 1].text != ",":
            return True
        verbs = position + 1 < self.last and self.words[position + 1].tag.startswith("VV")
        return verbs and self.words[position - 1].tag.startswith("VV")

    def _ends_short_row(self, start: int, position: int) -> bool:
        """Tell whether an "and" ends a row of short clauses without names: "They come, they go, and we stay"."""
        inside = self.words[start : self.last]
        if len(inside) > LONGEST_ROW or any(word.tag in ("NP0", "CRD", "XX0") for word in inside):
            return False
        commas = [at for at in range(start, position - 1) if self.words[at].text == ","]
        rows = (at for at in commas if at + 1 < self.last and self.words[at + 1].tag == "PNP")
        return any(self._verb_between(start, at) and self._verb_between(at, position) for at in rows)

    def _length_from(self, position: int) -> int:
        length = 0
        for word in self.words[position : self.last]:
            if word.text in HARD_SIGNS or word.text in (",", "."):
                break
            length += 1
        return length

    def _blocked(self, start: int, verb: int) -> bool:
        """Tell whether the verb belongs to something else than the conjunct: a relative or "that" clause, a list."""
        blocking = {"PNQ", "DTQ", "CJT", "CJS", "AVQ"}
        return any(word.tag in blocking or word.text in {";", ":"} for word in self.words[start:verb])

    def _ends_list(self, start: int, verb: int) -> bool:
        """Tell whether the clause begins at a later "and": "in Omdurman and Bahri, and shells hit a hospital"."""
        commas = [at for at in range(start, verb) if self.words[at].text == ","]
        return len(commas) == 1 and commas[0] > start and self.words[commas[0] + 1].tag == "CJC"

    def _subject_between(self, start: int, verb: int) -> bool:
        return any(word.is_noun or word.tag in ("PNP", "EX0", "DT0", "PNI") for word in self.words[start:verb])

    def _is_contrast(self, start: int, position: int) -> bool:
        """Tell whether "but" corrects a "not" before it without a verb of its own: "not the camp, but the town"."""
        negations = [at for at in range(start, position) if self.words[at].tag == "XX0"]
        if not negations or self.words[negations[-1] + 1].lower in ("only", "just", "merely", "simply"):
            return False
        verb = self._verb_at(position + 1)
        return verb is None or self._blocked(position + 1, verb)


def _next_finite(finite: Sequence[VerbGroup], first: int, last: int) -> list[int]:
    """Return for each position where the next finite verb group begins; `last` where none comes."""
    result = [last] * (last - first + 1)
    for group in finite:
        result[group.first - first] = group.first
    for position in range(last - first - 1, -1, -1):
        result[position] = min(result[position], result[position + 1])
    return result
