"""Put a view together: filter, count, place, and follow the selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.view.cards import make_cards
from dashboard.view.filters import shown_claims, shown_names
from dashboard.view.reader import make_marks, make_sentences
from dashboard.view.reading import SEPARATOR, WHOLE_COUNTRY, key_names, read_row
from dashboard.view.records import Card, CountryTray, Spot, View
from dashboard.view.rows import Rows
from dashboard.view.spots import make_spots, named_spots
from dashboard.view.summary import make_summary
from dashboard.view.wording import day, listed
from dashboard.viewstate import ViewState
from geodata.models import Article, ClaimAtPlace, Mention
from geodata.schema import Analysis


def build_view(analysis: Analysis, state: ViewState | None = None) -> View:
    """Say everything that the page shows of an analysis in one state of the page."""
    state = state or ViewState()
    rows = Rows(analysis)
    names = shown_names(rows, state)
    shown, at_place = shown_claims(rows, state)
    every_card = make_cards(rows, at_place)
    cards = {claim_id: card for claim_id, card in every_card.items() if claim_id in shown}
    spots = make_spots(rows, _placed(at_place), cards)
    cards = _with_where(cards, spots)
    countries = _countries(rows, cards)
    named_only = _named_only(rows, names)
    shown_spots = spots + (named_spots(rows, _without_spot(names, rows, state)) if state.shows_all_names else ())
    chosen = _Choice.make(rows, state, cards, shown_spots, countries)
    return View(
        title=analysis.article.title or "Untitled article",
        byline=_byline(analysis.article),
        summary=make_summary(rows, cards, spots, countries, names),
        cards=cards,
        spots=shown_spots,
        countries=countries,
        without_place=tuple(card.claim_id for card in cards.values() if not card.spot_keys and not card.country_ids),
        not_found=_not_found(names),
        named_only=tuple(dict.fromkeys(rows.places[place_id].name for place_id in named_only)),
        marks=make_marks(rows, _spots_by_mention(rows, shown_spots, at_place), names),
        sentences=make_sentences(rows, chosen.offsets),
        notices=chosen.notices,
        selected_spot=chosen.spot,
        selected_claim=chosen.claims[0] if state.claim and chosen.claims else None,
        selected_claims=chosen.claims,
        selected_country=chosen.country,
        article_id=analysis.article.article_id,
        dated=analysis.article.published is not None,
    )


def _placed(at_place: Mapping[str, Sequence[ClaimAtPlace]]) -> list[ClaimAtPlace]:
    return [row for group in at_place.values() for row in group if row.geo_precision != WHOLE_COUNTRY]


def _byline(article: Article) -> str:
    parts = [article.publisher, day(article.published) if article.published else "publication date unknown"]
    return ", ".join(part for part in parts if part)


def _with_where(cards: Mapping[str, Card], spots: Sequence[Spot]) -> dict[str, Card]:
    titles = {spot.key: spot.title for spot in spots}
    return {
        claim_id: replace(card, where=listed([titles[key] for key in card.spot_keys])) if card.spot_keys else card
        for claim_id, card in cards.items()
    }


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


def _not_found(names: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.text for mention in names if not mention.place_id))


def _spots_by_mention(
    rows: Rows, spots: Sequence[Spot], at_place: Mapping[str, Sequence[ClaimAtPlace]]
) -> dict[str, Spot]:
    """Return the spot that each name leads to: the one it made, else the first of its place."""
    by_key = {spot.key: spot for spot in spots}
    of_place = {spot.place_id: spot for spot in reversed(spots)}
    found = {
        mention.mention_id: of_place[mention.place_id]
        for mention in rows.mentions.values()
        if mention.place_id in of_place
    }
    made = {row.mention_id: by_key.get(read_row(row, rows).key) for group in at_place.values() for row in group}
    return found | {mention_id: spot for mention_id, spot in made.items() if mention_id and spot}


@dataclass(frozen=True)
class _Choice:
    """What the selection stands for: a spot or a country, its statements, and the sentences to light."""

    spot: str | None = None
    country: str | None = None
    claims: tuple[str, ...] = ()
    offsets: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()

    @classmethod
    def make(
        cls,
        rows: Rows,
        state: ViewState,
        cards: Mapping[str, Card],
        spots: Sequence[Spot],
        countries: Sequence[CountryTray],
    ) -> _Choice:
        """Follow the selection of a state; one that leads nowhere gives a sentence about it."""
        if state.selection is None:
            return cls()
        what, value = state.selection
        choice = {
            "place": _choose_place,
            "claim": _choose_claim,
            "mention": _choose_mention,
            "speaker": _choose_speaker,
            "day": _choose_day,
        }[what](rows, value, cards, spots, countries)
        return choice or cls(notices=(_lost(rows, what, value),))


_Cards = Mapping[str, Card]
_Spots = Sequence[Spot]
_Trays = Sequence[CountryTray]


def _choose_place(rows: Rows, key: str, cards: _Cards, spots: _Spots, countries: _Trays) -> _Choice | None:
    exact = [spot for spot in spots if spot.key == key]
    of_place = [spot for spot in spots if key_names(spot.key, key)]
    for spot in (exact or of_place)[:1]:
        offsets = tuple(cards[claim_id].start for claim_id in spot.claim_ids)
        return _Choice(spot.key, None, spot.claim_ids, offsets or _named_at(rows, spot.place_id))
    for tray in countries:
        if tray.place_id == key:
            starts = tuple(cards[claim_id].start for claim_id in tray.claim_ids)
            return _Choice(None, tray.place_id, tray.claim_ids, starts)
    return None


def _named_at(rows: Rows, place_id: str) -> tuple[int, ...]:
    return tuple(mention.start for mention in rows.mentions.values() if mention.place_id == place_id)


def _choose_claim(_rows: Rows, claim_id: str, cards: _Cards, _spots: _Spots, _trays: _Trays) -> _Choice | None:
    card = cards.get(claim_id)
    return _of_cards([card]) if card else None


def _of_cards(cards: Sequence[Card]) -> _Choice:
    """Select statements; the map follows when there is one."""
    single = cards[0] if len(cards) == 1 else None
    spot = single.spot_keys[0] if single and single.spot_keys else None
    country = single.country_ids[0] if single and not spot and single.country_ids else None
    return _Choice(spot, country, tuple(card.claim_id for card in cards), tuple(card.start for card in cards))


def _choose_mention(rows: Rows, mention_id: str, cards: _Cards, spots: _Spots, trays: _Trays) -> _Choice | None:
    """Select a name: the spot that it made, else any of its place; a name without a spot lights its sentence."""
    mention = rows.mentions.get(mention_id)
    if mention is None:
        return None
    made = [row for row in rows.at_place if row.mention_id == mention_id and row.claim_id in cards]
    keys = [key for row in made for key in cards[row.claim_id].spot_keys if key_names(key, row.place_id)]
    choice = _choose_place(rows, (keys or [mention.place_id or ""])[0], cards, spots, trays)
    return replace(choice or _Choice(), offsets=(mention.start,))


def _choose_speaker(rows: Rows, speaker_id: str, cards: _Cards, _spots: _Spots, _trays: _Trays) -> _Choice | None:
    said = [card for card in cards.values() if card.speaker_id == speaker_id]
    return _of_cards(said) if said and speaker_id in rows.speakers else None


def _choose_day(rows: Rows, value: str, cards: _Cards, _spots: _Spots, _trays: _Trays) -> _Choice | None:
    on_day = [card for card in cards.values() if _covers(rows, card.claim_id, value)]
    return _of_cards(on_day) if on_day else None


def _covers(rows: Rows, claim_id: str, value: str) -> bool:
    claim = rows.claims[claim_id]
    if claim.date_start is None:
        return False
    return claim.date_start.isoformat() <= value <= (claim.date_end or claim.date_start).isoformat()


def _lost(rows: Rows, what: str, value: str) -> str:
    """Say why a selection leads nowhere: the filters hide it, or this article does not have it."""
    words = {"claim": "statement", "mention": "name", "speaker": "source"}.get(what, what)
    known = {
        "place": lambda: value.split(SEPARATOR, maxsplit=1)[0] in rows.places,
        "claim": lambda: value in rows.claims,
        "speaker": lambda: value in rows.speakers,
    }
    if what in known and known[what]():
        return f"The selected {words} is not shown: the filters hide it, or nothing is said to have happened there."
    return f"The selected {words} is not in this article."
