"""The summary line: counts that add up to the number at its front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.view.filters import ARTICLE_CAMP, UNSTATED_CAMP, camp_of
from dashboard.view.naming import tray_title
from dashboard.view.records import Card, CountryTray, Spot, Summary
from dashboard.view.rows import Rows, is_country
from dashboard.view.wording import counted
from geodata.models import Mention


def make_summary(
    rows: Rows,
    cards: Mapping[str, Card],
    spots: Sequence[Spot],
    countries: Sequence[CountryTray],
    names: Sequence[Mention],
) -> Summary:
    """Count the shown statements (at places, about countries as a whole, without a place) and the shown names."""
    placed = [card for card in cards.values() if card.spot_keys]
    whole = [card for card in cards.values() if not card.spot_keys and card.country_ids]
    about = {country for card in whole for country in card.country_ids}
    named = [country for country in countries if country.place_id in about]
    camps = {camp_of(rows.claims[claim_id], rows) for claim_id in cards}
    summary = Summary(
        statements=len(cards),
        sources=len(camps - {ARTICLE_CAMP, UNSTATED_CAMP}),
        article_voice=ARTICLE_CAMP in camps,
        placed=len(placed),
        places=len([spot for spot in spots if spot.claim_ids]),
        whole_country=len(whole),
        whole_country_names=tuple(country.name for country in named),
        without_place=len(cards) - len(placed) - len(whole),
        names=len(names),
        names_placed=len([name for name in names if name.place_id]),
        total=len(rows.claims),
    )
    are_countries = all(is_country(rows.places[country.place_id]) for country in named)
    summary = replace(summary, about=tray_title(summary.whole_country_names, all_countries=are_countries))
    return replace(summary, text=_text(summary, unstated=UNSTATED_CAMP in camps))


def _text(summary: Summary, *, unstated: bool) -> str:
    if not summary.total:
        return "No statements found"
    if not summary.statements:
        return f"None of {counted(summary.total, 'statement')} passes the filters"
    parts = [
        (summary.placed, f"at {counted(summary.places, 'place')}"),
        (summary.whole_country, f"about {summary.about} as a whole"),
        (summary.without_place, "without a place"),
    ]
    shown = " | ".join(f"{number} {words}" for number, words in parts if number)
    return f"{_head(summary)} {_sources(summary, unstated=unstated)}: {shown}"


def _head(summary: Summary) -> str:
    if summary.statements == summary.total:
        return counted(summary.statements, "statement")
    return f"{summary.statements} of {counted(summary.total, 'statement')}"


def _sources(summary: Summary, *, unstated: bool) -> str:
    """Name who speaks; a source that is not stated is mentioned only where there is no other."""
    voices = [counted(summary.sources, "source")] if summary.sources else []
    voices += ["the article itself"] if summary.article_voice else []
    if not voices and unstated:
        return "by sources not stated"
    return f"by {' and '.join(voices)}"
