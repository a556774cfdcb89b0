"""Blacking out words: the text loses them, and every offset, id and quotation of an analysis moves along."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from geodata.ingest import ID_DIGITS
from geodata.schema import VALUES, Analysis

HIDDEN = "[hidden]"
"""What stands in the place of every hidden word: of one length, so that it does not tell how long the word was."""

_STARTS = frozenset({"start", "speaker_start", "cue_start"})
_ENDS = frozenset({"end", "speaker_end", "cue_end"})
_OUR_WORDS = frozenset(
    {column for _, column in VALUES} | {"event_type", "event_mode", "feature_code", "relation", "scope", "type", "what"}
)
"""Columns whose values are words of the program, not of the article: a source called Possible hides none of them."""
_SLICES = {"mentions": "text", "claims": "text"}  # columns that are the words between start and end

Span = tuple[int, int]


def spans_of_words(text: str, names: Iterable[str]) -> list[Span]:
    """Return where any of the names stands in a text, whatever its case and white space."""
    pattern = _pattern(tuple(names))
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    forms = [r"\s+".join(map(re.escape, name.split())) for name in names if name.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE) if forms else None


@dataclasses.dataclass(frozen=True)
class Blacking:
    """Blacks out spans of one text, and names wherever else they stand."""

    text: str
    spans: tuple[Span, ...]
    names: tuple[str, ...] = ()

    def of(self, analysis: Analysis) -> Analysis:
        """Return an analysis of the text with its words blacked out."""
        digest = hashlib.sha256(self.new_text.encode()).hexdigest()
        ids = _Ids(self, analysis.article.article_id, digest[:ID_DIGITS])
        whole = {name: self._value(name, value, ids) for name, value in analysis.to_json().items()}
        whole["article"] |= {"article_id": ids.new, "sha256": digest, "text": self.new_text}
        for frame, column in _SLICES.items():
            for record in whole[frame]:
                record[column] = self.new_text[record["start"] : record["end"]]
        return Analysis.from_json(whole)

    @cached_property
    def merged(self) -> tuple[Span, ...]:
        """The spans in order, those that touch or overlap as one."""
        found: list[Span] = []
        for start, end in sorted(self.spans):
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return tuple(found)

    @cached_property
    def new_text(self) -> str:
        """The text without the hidden words."""
        parts, position = [], 0
        for start, end in self.merged:
            parts += [self.text[position:start], HIDDEN]
            position = end
        return "".join([*parts, self.text[position:]])

    def moved(self, offset: int, *, is_end: bool = False) -> int:
        """Return where an offset is in the new text; one inside hidden words goes to their edge."""
        number = bisect_right(self._starts, offset - is_end) - 1
        if number < 0:
            return offset
        end, hidden_before = self.merged[number][1], self._new_starts[number]
        if offset >= end:
            return hidden_before + len(HIDDEN) + offset - end
        return hidden_before + (len(HIDDEN) if is_end else 0)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.merged]

    @cached_property
    def _new_starts(self) -> list[int]:
        """Where each hidden span begins in the new text."""
        lost, starts = 0, []
        for start, end in self.merged:
            starts.append(start - lost)
            lost += end - start - len(HIDDEN)
        return starts

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        return _pattern(self.names)

    def _value(self, key: str, value: Any, ids: _Ids) -> Any:
        """Return any value of the analysis: offsets moved, ids renamed, names blacked out."""
        if isinstance(value, dict):
            return {name: self._value(name, item, ids) for name, item in value.items()}
        if key == "content_spans" and value:
            return [[self.moved(start), self.moved(end, is_end=True)] for start, end in value]
        if isinstance(value, list):
            return [self._value(key, item, ids) for item in value]
        if key in _OUR_WORDS:
            return value
        if isinstance(value, int) and key in _STARTS | _ENDS:
            return self.moved(value, is_end=key in _ENDS)
        return self._words(value, ids) if isinstance(value, str) and key != "text" else self._other(key, value)

    def _words(self, value: str, ids: _Ids) -> str:
        renamed = ids.renamed(value)
        return self._names.sub(HIDDEN, renamed) if self._names else renamed

    def _other(self, key: str, value: Any) -> Any:
        """Return a text that is cut anew where it is a quotation, and blacked out where it is of its own."""
        return self._names.sub(HIDDEN, value) if key == "text" and isinstance(value, str) and self._names else value


class _Ids:
    """Gives what is named after its offsets ("….m12-17") the name of its new ones, each its own."""

    def __init__(self, blacking: Blacking, old: str, new: str) -> None:
        self._blacking, self.new = blacking, new
        self._old = re.compile(rf"{re.escape(old)}(?:\.([a-z])(\d+)(?:-(\d+))?((?:\.\d+)?))?")
        self._known: dict[str, str] = {}
        self._taken: set[str] = set()

    def renamed(self, value: str) -> str:
        match = self._old.fullmatch(value)
        if match is None:
            return value
        if value not in self._known:
            self._known[value] = next(name for name in self._names(match) if name not in self._taken)
            self._taken.add(self._known[value])
        return self._known[value]

    def _names(self, match: re.Match[str]) -> Iterator[str]:
        letter, start, end, suffix = match.groups()
        if letter is None:
            yield self.new
            return
        moved = f"{self.new}.{letter}{self._blacking.moved(int(start))}"
        moved += f"-{self._blacking.moved(int(end), is_end=True)}" if end else ""
        yield moved + suffix
        yield from (f"{moved}.{number}" for number in range(2, len(self._taken) + 3))
