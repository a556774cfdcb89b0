"""The statements on a line of time: when each happened and when it was said, as wide as its date is vague."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.view.records import Card, Span, View
from dashboard.view.wording import spanned

HAPPENED, SAID = "happened", "said"
GAP_DAYS = 120  # days without anything between two stretches of time of which only the busier is drawn
WIDE_DAYS = 10  # days from which a stretch does not widen the line: "this year" would press the days together
MOST_ROWS = 5  # bars above each other; what comes on top lies over the last
WORDS = 140  # characters of a statement in its tooltip


@dataclass(frozen=True)
class Bar:
    """One statement on one of the two lines."""

    claim_id: str
    lane: str  # HAPPENED or SAID
    row: int  # from 0, so that bars of one time do not cover each other
    start: date
    until: date  # the day behind the last
    when: str
    who: str
    how: str
    sign: str
    words: str
    selected: bool = False

    @property
    def day(self) -> str:
        """The day that a click selects; empty where it is not one day."""
        return self.start.isoformat() if self.until - self.start == timedelta(days=1) else ""


@dataclass(frozen=True)
class Timeline:
    """The bars of the busiest stretch of time, its ends, and the days that lie far outside of it."""

    bars: tuple[Bar, ...] = ()
    start: date | None = None
    end: date | None = None
    days: int = 0  # different days on which something happened or was said
    outside: tuple[Span, ...] = ()


def make_timeline(view: View) -> Timeline:
    """Lay the dated statements of a view out in time."""
    dated = [
        (lane, span, card)
        for card in view.cards.values()
        for lane, span in ((HAPPENED, card.happened), (SAID, card.said))
        if span
    ]
    if not dated:
        return Timeline()
    busiest = _busiest([span for _, span, _ in dated])
    narrow = [span for span in busiest if _length(span) <= WIDE_DAYS] or list(busiest)
    start, end = min(span.start for span in narrow), max(span.end for span in narrow)
    shown = [entry for entry in dated if entry[1].start <= end and entry[1].end >= start]
    return Timeline(
        bars=tuple(_stacked(shown, set(view.selected_claims))),
        start=start,
        end=end,
        days=len({span.start for _, span, _ in dated}),
        outside=tuple(sorted({span for _, span, _ in dated} - {span for _, span, _ in shown})),
    )


def _length(span: Span) -> int:
    return (span.end - span.start).days + 1


def _busiest(spans: Sequence[Span]) -> set[Span]:
    """Cut time where nothing happens for long, and keep the stretch with most statements, the later of two equal."""
    stretches: list[list[Span]] = []
    last = date.min
    for span in sorted(spans):
        if not stretches or (span.start - last).days > GAP_DAYS:
            stretches.append([])
        stretches[-1].append(span)
        last = max(last, span.end)
    busiest = max(len(stretch) for stretch in stretches)
    return set(next(stretch for stretch in reversed(stretches) if len(stretch) == busiest))


def _stacked(entries: Iterable[tuple[str, Span, Card]], selected: set[str]) -> Iterator[Bar]:
    """Give each bar the lowest row of its lane that is free for its days."""
    free: dict[tuple[str, int], date] = {}
    for lane, span, card in sorted(entries, key=lambda entry: (entry[0], entry[1], entry[2].start)):
        rows = range(MOST_ROWS)
        row = next((row for row in rows if free.get((lane, row), date.min) <= span.start), MOST_ROWS - 1)
        until = span.end + timedelta(days=1)
        free[lane, row] = max(until, free.get((lane, row), until))
        yield _bar(lane, row, span, card, selected=card.claim_id in selected)


def _bar(lane: str, row: int, span: Span, card: Card, *, selected: bool) -> Bar:
    words = "".join(piece.text for piece in card.pieces)
    return Bar(
        card.claim_id,
        lane,
        row,
        span.start,
        span.end + timedelta(days=1),
        spanned(span),
        card.heading,
        card.how,
        card.sign,
        f"{words[:WORDS]}…" if len(words) > WORDS else words,
        selected=selected,
    )
