"""The samples as they should be read, written by hand before the engine was run on them.

A gold file names words of the sample's text, never offsets: the loader finds them and refuses a file whose words are
not there. ``nth`` (from 1) says which occurrence is meant. A speaker or cue is looked for in the claim's own sentence,
outside of the claim's words. A place of a claim is named by its mention, ``"Homs#2"`` for the second "Homs".

A value may be a list where a careful reader could take either. ``optional`` claims and places count neither when found
nor when missed; ``or_none`` lets a claim stand without its places (they come from an antecedent that may be read so or
not), ``or_article`` without its speaker.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geodata.samples import Sample, read_sample, sample_names
from geodata.text import split_sentences

FOLDER = Path(__file__).parent / "gold"

Span = tuple[int, int]


class GoldError(ValueError):
    """A gold file that does not fit its text; the message names the words."""


@dataclass(frozen=True)
class GoldMention:
    """One place name; no ``place_ids`` says that no id is asked for."""

    key: str
    start: int
    end: int
    kinds: frozenset[str]
    roles: frozenset[str]
    relation: str | None
    distance_km: float | None
    place_ids: frozenset[str]

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True)
class GoldPlace:
    """One place of a claim."""

    mention: GoldMention
    shapes: frozenset[str]
    precisions: frozenset[int]
    inherited: bool
    optional: bool


@dataclass(frozen=True)
class GoldClaim:
    """One statement; without ``speakers`` (what names its speaker in its sentence) or cue the text gives none."""

    start: int
    end: int
    text: str
    speakers: tuple[Span, ...]
    who: str | None
    cue: Span | None
    quote: str
    certainties: frozenset[str]
    polarities: frozenset[str]
    stance: str
    realis: frozenset[str]
    date: tuple[str, str, str] | None
    figures: tuple[tuple[str, float | None, float | None, str], ...]
    places: tuple[GoldPlace, ...]
    or_none: bool
    or_article: bool
    optional: bool


@dataclass(frozen=True)
class Gold:
    """One sample with everything that should be found in it."""

    sample: Sample
    mentions: tuple[GoldMention, ...]
    claims: tuple[GoldClaim, ...]


@cache
def load_gold(name: str) -> Gold:
    """Read the gold of one sample and find all of its words."""
    sample = read_sample(name)
    return read_gold(sample, json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def read_gold(sample: Sample, data: dict[str, Any]) -> Gold:
    """Turn the words of a gold file into offsets; GoldError where they are not in the text."""
    mentions = tuple(_mention(sample.text, record) for record in data["mentions"])
    _refuse_overlaps(mentions)
    by_key = {mention.key: mention for mention in mentions}
    sentences = [(sentence.start, sentence.end) for sentence in split_sentences(sample.text)]
    claims = tuple(_claim(sample.text, sentences, by_key, record) for record in data["claims"])
    return Gold(sample, mentions, claims)


def gold_digest() -> str:
    """Return a digest of all samples and gold files: floors belong to one state of them."""
    digest = hashlib.sha256()
    for name in sample_names():
        digest.update(read_sample(name).text.encode("utf-8"))
        digest.update((FOLDER / f"{name}.json").read_bytes())
    return digest.hexdigest()[:16]


def occurrences(text: str, words: str, within: Span | None = None) -> list[Span]:
    """Return the spans of `words` as whole words in the text, or in one stretch of it."""
    start, end = within or (0, len(text))
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return [match.span() for match in pattern.finditer(text, start, end)]


def _mention(text: str, record: dict[str, Any]) -> GoldMention:
    nth = record.get("nth", 1)
    found = occurrences(text, record["text"])
    if len(found) < nth:
        raise GoldError(f"{record['text']!r} is not {nth} times in the text.")
    start, end = found[nth - 1]
    return GoldMention(
        key=record["text"] if nth == 1 else f"{record['text']}#{nth}",
        start=start,
        end=end,
        kinds=_either(record["kind"]),
        roles=_either(record["role"]),
        relation=record.get("relation"),
        distance_km=record.get("distance_km"),
        place_ids=_either(record["place_id"]) - {None},
    )


def _refuse_overlaps(mentions: tuple[GoldMention, ...]) -> None:
    last = 0
    for mention in sorted(mentions, key=lambda mention: mention.start):
        if mention.start < last:
            raise GoldError(f"{mention.key!r} overlaps the mention before it.")
        last = mention.end


def _claim(text: str, sentences: list[Span], mentions: dict[str, GoldMention], record: dict[str, Any]) -> GoldClaim:
    found = occurrences(text, record["text"])
    if len(found) != 1:
        raise GoldError(f"{record['text']!r} is {len(found)} times in the text, not once.")
    start, end = found[0]
    sentence = next(span for span in sentences if span[0] <= start < span[1])
    if end > sentence[1]:
        raise GoldError(f"{record['text']!r} runs over the end of its sentence.")
    return GoldClaim(
        start=start,
        end=end,
        text=record["text"],
        speakers=tuple(_beside(text, words, sentence, (start, end)) for words in _listed(record.get("speaker"))),
        who=record.get("who"),
        cue=next((_beside(text, words, sentence, (start, end)) for words in _listed(record.get("cue"))), None),
        quote=record.get("quote", "none"),
        certainties=_either(record.get("certainty", "certain")),
        polarities=_either(record.get("polarity", "positive")),
        stance=record.get("stance", "neutral"),
        realis=_either(record.get("realis", "realised")),
        date=tuple(record["date"]) if "date" in record else None,
        figures=tuple(tuple(figure) for figure in record.get("figures", ())),
        places=tuple(_place(mentions, place) for place in record["places"]),
        or_none=record.get("or_none", False),
        or_article=record.get("or_article", False),
        optional=record.get("optional", False),
    )


def _beside(text: str, words: str, sentence: Span, claim: Span) -> Span:
    """Return where `words` stand in the sentence outside of the claim, the nearest span."""
    found = [span for span in occurrences(text, words, sentence) if span[1] <= claim[0] or span[0] >= claim[1]]
    if not found:
        raise GoldError(f"{words!r} is not beside {text[claim[0] : claim[1]]!r}.")
    return min(found, key=lambda span: max(claim[0] - span[1], span[0] - claim[1]))


def _place(mentions: dict[str, GoldMention], record: dict[str, Any]) -> GoldPlace:
    if record["of"] not in mentions:
        raise GoldError(f"No mention {record['of']!r}.")
    return GoldPlace(
        mention=mentions[record["of"]],
        shapes=_either(record["shape"]),
        precisions=_either(record["precision"]),
        inherited=record.get("inherited", False),
        optional=record.get("optional", False),
    )


def _listed(value: str | list[str] | None) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _either(value: Any) -> frozenset[Any]:
    return frozenset(value) if isinstance(value, list) else frozenset({value})
