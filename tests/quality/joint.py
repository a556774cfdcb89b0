"""Scores an analysis of a sample against its gold, statement by statement.

A predicted and a gold statement are the same one when they share at least ``CONTENT_OVERLAP`` of the longer one's
non-space characters; pairs are made one to one, wholly right ones first, then by overlap. A paired statement is right
when all five agree:

content    by the pairing;
speaker    both have none, or the predicted speaker's words touch a place where the gold names that speaker;
place      every gold place has a row of ``claims_at_place`` and every row is a gold place: the same ``place_id``, or a
           row from the same mention where gold has no id. A statement without a place must have no row;
polarity   the same; not asked where gold certainty is ``unknown``: a thing not known is neither so nor not so;
certainty  the same; not asked of requests: asking does not say how sure anybody is.

Precision is over predicted statements, recall over gold ones; optional gold statements and what is paired with them
count nowhere. Beside it stand the parts, each over the paired statements, and the harm done: a place drawn on the map
where gold has none, a wrong speaker, a lost NOT, a lost hedge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from geodata.schema import Analysis
from tests.quality.gold import Gold, GoldClaim, GoldPlace, Span
from tests.quality.said import Said, SaidPlace, said_in

CONTENT_OVERLAP = 0.5  # share of the longer statement's characters that both have
HEDGED = frozenset({"possible", "probable"})


@dataclass
class Tally:
    """Counts of many samples together; every figure is computed from them at the end."""

    counts: Counter[str] = field(default_factory=Counter)

    def hit(self, name: str, right: bool) -> None:
        self.counts[f"{name}:of"] += 1
        self.counts[f"{name}:right"] += right

    def add(self, name: str, right: int, predicted: int, gold: int) -> None:
        self.counts.update({f"{name}:tp": right, f"{name}:predicted": predicted, f"{name}:gold": gold})

    def __add__(self, other: Tally) -> Tally:
        both = Tally(Counter(self.counts))
        both.counts.update(other.counts)  # unlike +, keeps zeros
        return both

    def figures(self) -> dict[str, float]:
        """Return F1 for what was added, the right share for what was hit; nothing to find is a full score."""
        names = {key.rsplit(":", 1)[0] for key in self.counts}
        return {name: self._f1(name) if f"{name}:gold" in self.counts else self._share(name) for name in sorted(names)}

    def _share(self, name: str) -> float:
        total = self.counts[f"{name}:of"]
        return self.counts[f"{name}:right"] / total if total else 1.0

    def _f1(self, name: str) -> float:
        total = self.counts[f"{name}:predicted"] + self.counts[f"{name}:gold"]
        return 2 * self.counts[f"{name}:tp"] / total if total else 1.0


@dataclass(frozen=True)
class Pair:
    """A predicted statement and the gold statement it is taken for."""

    said: Said
    gold: GoldClaim
    namings: tuple[Span, ...]  # where the gold names the speaker

    @property
    def speaker_right(self) -> bool:
        if self.said.speaker is None:
            return not self.said.has_speaker and (not self.gold.speakers or self.gold.or_article)
        return any(touch(self.said.speaker, naming) for naming in self.namings)

    @property
    def place_right(self) -> bool:
        if not self.said.places:
            return self.gold.or_none or all(place.optional for place in self.gold.places)
        wanted = (place for place in self.gold.places if not place.optional)
        return all(any(meets(row, place) for row in self.said.places) for place in wanted) and all(
            any(meets(row, place) for place in self.gold.places) for row in self.said.places
        )

    @property
    def polarity_right(self) -> bool:
        return "unknown" in self.gold.certainties or self.said.polarity in self.gold.polarities

    @property
    def certainty_right(self) -> bool:
        return "requested" in self.gold.realis or self.said.certainty in self.gold.certainties

    @property
    def right(self) -> bool:
        return self.speaker_right and self.place_right and self.polarity_right and self.certainty_right


def score(gold: Gold, analysis: Analysis) -> Tally:
    """Score everything in one analysis."""
    tally = score_statements(gold, said_in(analysis))
    _score_mentions(tally, gold, analysis)
    return tally


def score_statements(gold: Gold, said: Sequence[Said]) -> Tally:
    """Score statements alone, the engine's or those of the plain way."""
    tally = Tally()
    pairs = pair_up(gold, said)
    asked = [pair for pair in pairs if not pair.gold.optional]
    n_said = len(said) - (len(pairs) - len(asked))
    n_gold = sum(not claim.optional for claim in gold.claims)
    tally.add("joint", sum(pair.right for pair in asked), n_said, n_gold)
    tally.add("found", len(asked), n_said, n_gold)
    for pair in asked:
        _score_parts(tally, pair)
        _score_harm(tally, pair)
    _score_pins(tally, gold, said, pairs)
    _score_linked_speakers(tally, asked)
    return tally


def pair_up(gold: Gold, said: Sequence[Said]) -> list[Pair]:
    """Pair statements one to one, wholly right ones first, then by overlap of content."""
    text = gold.sample.text
    options = []
    for statement in said:
        for claim in gold.claims:
            overlap = common_share(text, (statement.start, statement.end), (claim.start, claim.end))
            if overlap >= CONTENT_OVERLAP:
                pair = Pair(statement, claim, _namings(gold, claim))
                options.append((not pair.right, -overlap, statement.start, claim.start, pair))
    taken: set[int] = set()
    pairs = []
    for *_, pair in sorted(options, key=lambda option: option[:-1]):
        if taken.isdisjoint({id(pair.said), id(pair.gold)}):
            taken |= {id(pair.said), id(pair.gold)}
            pairs.append(pair)
    return sorted(pairs, key=lambda pair: pair.gold.start)


def common_share(text: str, one: Span, other: Span) -> float:
    """Return the share of the longer stretch's non-space characters that both have."""
    both = _signs(text, (max(one[0], other[0]), min(one[1], other[1])))
    longest = max(_signs(text, one), _signs(text, other))
    return both / longest if longest else 0.0


def touch(one: Span, other: Span) -> bool:
    """Tell whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def meets(row: SaidPlace, place: GoldPlace) -> bool:
    """Tell whether a predicted place is the gold one."""
    if place.mention.place_ids:
        return row.place_id in place.mention.place_ids
    return row.mention is not None and touch(row.mention, place.mention.span)


def _signs(text: str, span: Span) -> int:
    return sum(not sign.isspace() for sign in text[span[0] : max(span)])


def _namings(gold: Gold, claim: GoldClaim) -> tuple[Span, ...]:
    if not claim.speakers:
        return ()
    return tuple(span for other in gold.claims if other.who == claim.who for span in other.speakers)


def _score_parts(tally: Tally, pair: Pair) -> None:
    gold, said = pair.gold, pair.said
    tally.hit("speaker", pair.speaker_right)
    tally.hit("place", pair.place_right)
    tally.hit("polarity", pair.polarity_right)
    tally.hit("certainty", pair.certainty_right)
    tally.hit("stance", said.stance == gold.stance)
    tally.hit("realis", said.realis in gold.realis)
    tally.hit("quote", said.quote == gold.quote)
    if gold.cue is not None and said.cue is not None:
        tally.hit("cue", touch(said.cue, gold.cue))
    if gold.date is not None:
        tally.hit("date", said.date == gold.date)
    for figure in gold.figures:
        tally.hit("figures", figure in said.figures)
    _score_shapes(tally, pair)


def _score_shapes(tally: Tally, pair: Pair) -> None:
    for row in pair.said.places:
        place = next((place for place in pair.gold.places if meets(row, place)), None)
        if place is not None:
            tally.hit("shape", row.shape in place.shapes and row.precision in place.precisions)
            tally.hit("inherited", row.inherited == place.inherited)


def _score_harm(tally: Tally, pair: Pair) -> None:
    if pair.said.has_speaker:
        tally.hit("harm: speaker given is right", pair.speaker_right)
    if pair.gold.polarities == {"negative"}:
        tally.hit("harm: NOT kept", pair.polarity_right)
    if pair.gold.polarities == {"positive"}:
        tally.hit("harm: NOT not invented", pair.polarity_right)
    if pair.gold.certainties <= HEDGED:
        tally.hit("harm: hedge kept", pair.said.certainty != "certain")


def _score_pins(tally: Tally, gold: Gold, said: Sequence[Said], pairs: Iterable[Pair]) -> None:
    """Count what is drawn on the map and should be: a statement in no pair may use the places of those it touches."""
    partner = {id(pair.said): pair.gold for pair in pairs}
    for statement in said:
        own = partner.get(id(statement))
        beside = [own] if own else [claim for claim in gold.claims if touch(statement.span, (claim.start, claim.end))]
        places = [place for claim in beside for place in claim.places]
        for row in statement.places:
            if row.shape != "none":
                tally.hit("harm: pin is right", any(meets(row, place) for place in places))


HARMS: Mapping[str, str] = {
    "false pins": "harm: pin is right",
    "wrong speakers": "harm: speaker given is right",
    "lost NOTs": "harm: NOT kept",
    "invented NOTs": "harm: NOT not invented",
    "lost hedges": "harm: hedge kept",
}


def harms(tally: Tally) -> dict[str, int]:
    """Return how often each harm was done: how many pins are false, speakers wrong, NOTs and hedges lost."""
    return {name: tally.counts[f"{figure}:of"] - tally.counts[f"{figure}:right"] for name, figure in HARMS.items()}


def _score_linked_speakers(tally: Tally, pairs: Sequence[Pair]) -> None:
    """Count pairs of statements by one speaker: "he" and "the official" must be joined to who they are."""
    named = [pair for pair in pairs if pair.gold.who and pair.said.speaker_id]
    same_gold = _linked(named, lambda pair: pair.gold.who)
    same_said = _linked(named, lambda pair: pair.said.speaker_id)
    tally.add("linked speakers", len(same_gold & same_said), len(same_said), len(same_gold))


def _linked(pairs: Sequence[Pair], key: Callable[[Pair], str | None]) -> set[tuple[int, int]]:
    both = combinations(range(len(pairs)), 2)
    return {(one, other) for one, other in both if key(pairs[one]) == key(pairs[other])}


def _score_mentions(tally: Tally, gold: Gold, analysis: Analysis) -> None:
    rows = {(row.start, row.end): row for row in analysis.mentions.itertuples(index=False)}
    exact = [mention for mention in gold.mentions if mention.span in rows]
    overlapping = [mention for mention in gold.mentions if any(touch(mention.span, span) for span in rows)]
    tally.add("mentions exact", len(exact), len(rows), len(gold.mentions))
    tally.add("mentions overlap", len(overlapping), len(rows), len(gold.mentions))
    _score_kinds(tally, gold, {span: row.kind for span, row in rows.items()})
    for mention in exact:
        row = rows[mention.span]
        tally.hit("kind", row.kind in mention.kinds)
        tally.hit("role", row.role in mention.roles)
        tally.hit("relation", _relation(row.relation) == mention.relation)
    for mention in gold.mentions:
        if mention.place_ids:
            row = rows.get(mention.span)
            tally.hit("resolution", row is not None and row.place_id in mention.place_ids)


def _score_kinds(tally: Tally, gold: Gold, found: Mapping[Span, str]) -> None:
    """Score finding names of each kind: right has the gold's span and kind; where gold leaves a choice, any of it."""
    for kind in {*found.values(), *(kind for mention in gold.mentions for kind in mention.kinds)}:
        right = [mention for mention in gold.mentions if found.get(mention.span) == kind and kind in mention.kinds]
        wanted = [mention for mention in gold.mentions if mention.kinds == {kind} or mention in right]
        tally.add(f"mentions {kind}", len(right), sum(other == kind for other in found.values()), len(wanted))


def _relation(value: object) -> str | None:
    """Return a spatial relation; "at" and "in" are the place itself."""
    return value if isinstance(value, str) and value not in {"at", "in"} else None
