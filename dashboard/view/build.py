"""Put a view together: what the filters leave, counted and placed; then what is selected in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.view.cards import make_cards
from dashboard.view.checking import remarks
from dashboard.view.choice import Shown, make_choice
from dashboard.view.filters import shown_claims, shown_names
from dashboard.view.focus import make_focus
from dashboard.view.lists import make_groups
from dashboard.view.reader import light, make_marks, make_sentences
from dashboard.view.reading import Reading, read_rows
from dashboard.view.records import Card, CountryTray, Group, Named, Spot, View
from dashboard.view.rows import Rows
from dashboard.view.spots import make_spots, named_spots
from dashboard.view.summary import make_summary
from dashboard.view.wording import counted, day, listed
from dashboard.viewstate import ViewState
from geodata.models import Article, Mention
from geodata.schema import Analysis


@dataclass(frozen=True)
class Prepared:
    """A view before anything is selected in it, and what there is to select."""

    view: View
    shown: Shown
    lists: dict[tuple[str, str], tuple[Group, ...]] = field(default_factory=dict, compare=False)  # those asked for

    def listed(self, state: ViewState) -> tuple[Group, ...]:
        """Return the statements as a state lists them; each list is made once."""
        asked = (state.list_by, state.order)
        if asked not in self.lists:
            self.lists[asked] = make_groups(self.shown, state)
        return self.lists[asked]


IN_DOUBT = frozenset({"check", "unsure"})
"""Words of doubt about a place with which its country is named."""

PLACES_NAMED = 6  # of one statement, in its card; the map shows them all


def build_view(analysis: Analysis, state: ViewState | None = None) -> View:
    """Say everything that the page shows of an analysis in one state of the page."""
    state = state or ViewState()
    return select_in(prepare(Rows(analysis), state), state)


def select_in(prepared: Prepared, state: ViewState) -> View:
    """Follow the selection of a state, and list the statements as it asks: all that changes with a click."""
    chosen = make_choice(prepared.shown, state)
    return replace(
        prepared.view,
        sentences=light(prepared.view.sentences, chosen.offsets),
        notices=chosen.notices,
        selected_spot=chosen.spot,
        selected_claim=chosen.claims[0] if state.claim and chosen.claims else None,
        selected_claims=chosen.claims,
        selected_country=chosen.country,
        selected_spots=chosen.spots,
        selected_note=chosen.note,
        groups=prepared.listed(state),
    )


def prepare(rows: Rows, state: ViewState) -> Prepared:
    """Filter, count and place what an article says: all that does not change with a click."""
    names = shown_names(rows, state)
    shown, left = shown_claims(rows, state)
    at_place = read_rows(rows, left)
    every_card = make_cards(rows, at_place)
    cards = {claim_id: card for claim_id, card in every_card.items() if claim_id in shown}
    spots = make_spots(rows, _placed(at_place), cards)
    cards = _with_where(cards, spots)
    countries = _countries(rows, cards)
    shown_spots = spots + (named_spots(rows, _without_spot(names, rows, state)) if state.shows_all_names else ())
    article = rows.analysis.article
    view = View(
        title=article.title or "Untitled article",
        byline=_byline(article),
        summary=make_summary(rows, cards, spots, countries, names),
        cards=cards,
        spots=shown_spots,
        countries=countries,
        without_place=tuple(card.claim_id for card in cards.values() if not card.spot_keys and not card.country_ids),
        not_found=_named(name for name in names if not name.place_id),
        named_only=_named_only_names(rows, names),
        marks=make_marks(rows, _spots_by_mention(rows, shown_spots, at_place), names),
        sentences=make_sentences(rows),
        focus=make_focus(rows, spots),
        article_id=article.article_id,
        dated=article.published is not None,
        remarks=remarks(rows.analysis),
    )
    return Prepared(view, Shown(rows, cards, shown_spots, countries))


def _placed(at_place: Mapping[str, Sequence[Reading]]) -> list[Reading]:
    return [reading for group in at_place.values() for reading in group if not reading.is_whole_country]


def _byline(article: Article) -> str:
    parts = [article.publisher, day(article.published) if article.published else "publication date unknown"]
    return ", ".join(part for part in parts if part)


def _with_where(cards: Mapping[str, Card], spots: Sequence[Spot]) -> dict[str, Card]:
    by_key = {spot.key: spot for spot in spots}
    return {
        claim_id: _located(card, [by_key[key] for key in card.spot_keys]) if card.spot_keys else card
        for claim_id, card in cards.items()
    }


def _located(card: Card, spots: Sequence[Spot]) -> Card:
    """Name the places of a statement and, where a place of another country may be meant, their countries."""
    where = _where([spot.title for spot in spots])
    countries = dict.fromkeys(spot.country for spot in spots if spot.country and spot.country not in where)
    return replace(card, where=where, country=listed(list(countries)) if card.place_doubt in IN_DOUBT else "")


def _where(titles: Sequence[str]) -> str:
    """Name the places of a statement; a list of dozens is cut."""
    left = len(titles) - PLACES_NAMED
    return listed([*titles[:PLACES_NAMED], counted(left, "more place")] if left > 1 else titles)


def _countries(rows: Rows, cards: Mapping[str, Card]) -> tuple[CountryTray, ...]:
    """Collect the statements about whole countries; one that also has a place on the map counts there only."""
    ids: dict[str, list[str]] = {}
    for card in cards.values():
        for place_id in () if card.spot_keys else card.country_ids:
            ids.setdefault(place_id, []).append(card.claim_id)
    return tuple(CountryTray(place_id, rows.places[place_id].name, tuple(found)) for place_id, found in ids.items())


def _named_only(rows: Rows, names: Sequence[Mention]) -> tuple[str, ...]:
    """Return the places that the text names without saying that anything happened there."""
    used = {row.place_id for row in rows.at_place}
    return tuple(place for place in _places_of(names, rows) if place not in used)


def _without_spot(names: Sequence[Mention], rows: Rows, state: ViewState) -> tuple[str, ...]:
    """Return the places of names that no statement brings to the map; a filter by kind may hide their statements."""
    if not state.kind:
        return _named_only(rows, names)
    kept = {mention.mention_id for mention in names}
    used = {row.place_id for row in rows.at_place if row.mention_id in kept}
    return tuple(place for place in _places_of(names, rows) if place not in used)


def _places_of(names: Sequence[Mention], rows: Rows) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.place_id for name in names if name.place_id in rows.places and name.place_id))


def _named_only_names(rows: Rows, names: Sequence[Mention]) -> tuple[Named, ...]:
    places = dict.fromkeys(_named_only(rows, names))
    named = _named((name for name in names if name.place_id in places), lambda name: name.place_id)
    return tuple(replace(one, text=rows.places[place_id].name) for one, place_id in zip(named, places, strict=True))


def _named(
    names: Iterable[Mention], key: Callable[[Mention], str | None] = lambda name: name.text
) -> tuple[Named, ...]:
    """Collect namings of one thing, each under its first."""
    groups: dict[str | None, list[Mention]] = {}
    for name in names:
        groups.setdefault(key(name), []).append(name)
    return tuple(Named(group[0].text, group[0].mention_id, len(group)) for group in groups.values())


def _spots_by_mention(rows: Rows, spots: Sequence[Spot], at_place: Mapping[str, Sequence[Reading]]) -> dict[str, Spot]:
    """Return the spot that each name leads to: the one it made, else the first of its place."""
    by_key = {spot.key: spot for spot in spots}
    of_place = {spot.place_id: spot for spot in reversed(spots)}
    found = {
        mention.mention_id: of_place[mention.place_id]
        for mention in rows.mentions.values()
        if mention.place_id in of_place
    }
    made = {one.row.mention_id: by_key.get(one.key) for group in at_place.values() for one in group}
    return found | {mention_id: spot for mention_id, spot in made.items() if mention_id and spot}
