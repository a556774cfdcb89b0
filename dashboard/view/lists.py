"""The statements as lists: by place, by source, by when it happened or was said; none is left out of any."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from dashboard.view.choice import Shown, source_of
from dashboard.view.filters import ARTICLE_CAMP, UNSTATED_CAMP
from dashboard.view.naming import country_title
from dashboard.view.records import Card, CountryTray, Group, Span, Spot
from dashboard.view.rows import Rows
from dashboard.view.wording import (
    ARTICLE_HEADING,
    UNSTATED_HEADING,
    capitalised,
    day,
    listed,
    shared_sign,
    spanned,
)
from dashboard.viewstate import ViewState

Key = TypeVar("Key", bound=Hashable)

UNDATED = "No date given"
WITHOUT_PLACE = "Without a place"


def make_groups(shown: Shown, state: ViewState) -> tuple[Group, ...]:
    """List every shown statement by what the reader asked for, in the order asked for."""
    by_time = {"time": lambda card: card.happened, "said": lambda card: card.said}
    if state.list_by in by_time:
        return _by_day(shown, by_time[state.list_by], state)
    if state.list_by == "source":
        return tuple(_ordered(_by_source(shown.rows, shown.cards), state.order))
    placed = [_of_spot(spot, shown.cards) for spot in shown.spots if spot.claim_ids]
    countries = [_of_country(tray, shown.cards) for tray in shown.countries]
    return (*_ordered(placed, state.order), *_ordered(countries, state.order), *_without_place(shown.cards))


def _of_spot(spot: Spot, cards: Mapping[str, Card]) -> Group:
    title = capitalised(spot.title)
    ids = tuple(claim_id for claim_id in spot.claim_ids if claim_id in cards)
    return Group(f"place:{spot.key}", title, spot.subtitle, ids, ("place", spot.key), "placed", spot.sign)


def _of_country(tray: CountryTray, cards: Mapping[str, Card]) -> Group:
    sign = shared_sign([cards[claim_id].sign for claim_id in tray.claim_ids])
    title = country_title(tray.name)
    return Group(f"place:{tray.place_id}", title, "", tray.claim_ids, ("place", tray.place_id), "countries", sign)


def _without_place(cards: Mapping[str, Card]) -> Iterable[Group]:
    away = [card for card in cards.values() if not card.spot_keys and not card.country_ids]
    if away:
        yield _group("without", WITHOUT_PLACE, away, section="without")


def _by_source(rows: Rows, cards: Mapping[str, Card]) -> list[Group]:
    """Group by who says it; linked sources stay apart and point at each other, as the text names them apart."""
    fixed = {ARTICLE_CAMP: ARTICLE_HEADING, UNSTATED_CAMP: UNSTATED_HEADING}
    groups = _grouped(cards.values(), source_of)
    return [
        _group(
            f"source:{source}",
            fixed.get(source, said[0].heading),
            said,
            note=_source_note(rows, source, said[0]),
            select=("speaker", source),
        )
        for source, said in groups.items()
    ]


def _source_note(rows: Rows, source: str, card: Card) -> str:
    if source in {ARTICLE_CAMP, UNSTATED_CAMP}:
        return ""
    linked = [
        speaker.name for speaker in rows.speakers.values() if speaker.camp == card.camp and speaker.speaker_id != source
    ]
    note = f"the article links it with {listed(linked)}" if linked and source in rows.speakers else ""
    return ", ".join(part for part in ("unnamed" if "unnamed" in card.speaker_note else "", note) if part)


def _by_day(shown: Shown, span_of: Callable[[Card], Span | None], state: ViewState) -> tuple[Group, ...]:
    """Group by day, the earliest first; what has no date comes last whatever the order."""
    groups = _grouped(shown.cards.values(), span_of)
    undated = groups.pop(None, [])
    dated = [_of_span(span, groups[span], state) for span in sorted(filter(None, groups))]
    if state.order == "last":
        dated.reverse()
    published = shown.rows.analysis.article.published if state.list_by == "said" else None
    title = f"By {day(published)}, when it was published" if published else UNDATED  # it was said before at the latest
    rest = [_group(f"{state.list_by}:none", title, undated)] if undated else []
    return (*(_ordered(dated, "most") if state.order == "most" else dated), *rest)


def _of_span(span: Span, cards: Sequence[Card], state: ViewState) -> Group:
    name = f"{state.list_by}:{span.start}:{span.end}:{span.precision}"
    is_day = span.start == span.end
    return _group(name, spanned(span), cards, select=("day", span.start.isoformat()) if is_day else None)


def _group(
    name: str,
    title: str,
    cards: Sequence[Card],
    *,
    note: str = "",
    select: tuple[str, str] | None = None,
    section: str = "",
) -> Group:
    sign = shared_sign([card.sign for card in cards])
    return Group(name, title, note, tuple(card.claim_id for card in cards), select, section, sign)


def _grouped(cards: Iterable[Card], key: Callable[[Card], Key]) -> dict[Key, list[Card]]:
    groups: dict[Key, list[Card]] = {}
    for card in cards:
        groups.setdefault(key(card), []).append(card)
    return groups


def _ordered(groups: Sequence[Group], order: str) -> Sequence[Group]:
    if order == "most":
        return sorted(groups, key=lambda group: -len(group.claim_ids))
    if order == "name":
        return sorted(groups, key=lambda group: group.title.casefold())
    return list(reversed(groups)) if order == "last" else groups
