"""Follow the selection: what a place, statement, name, source or day stands for on the map and in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dashboard.view.reading import SEPARATOR, key_names
from dashboard.view.records import Card, CountryTray, Span, Spot
from dashboard.view.rows import Rows
from dashboard.viewstate import ViewState
from geodata.models import Mention


@dataclass(frozen=True)
class Choice:
    """What the selection stands for: spots or a country, statements, and the sentences to light."""

    spot: str | None = None  # the one that the map goes to
    spots: tuple[str, ...] = ()
    country: str | None = None
    claims: tuple[str, ...] = ()
    offsets: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()
    note: str = ""  # on a name that no statement is placed at: where else it stands


@dataclass(frozen=True)
class Shown:
    """What there is to select: what the filters leave of an article."""

    rows: Rows
    cards: Mapping[str, Card]
    spots: Sequence[Spot]
    countries: Sequence[CountryTray]

    @cached_property
    def spot_of(self) -> dict[str, Spot]:
        """The spot that each key stands for, and the first one of each place."""
        by_place = {part: spot for spot in reversed(self.spots) for part in spot.key.split(SEPARATOR)}
        return by_place | {spot.key: spot for spot in self.spots}


def make_choice(shown: Shown, state: ViewState) -> Choice:
    """Follow the selection of a state; one that leads nowhere gives a sentence about it."""
    if state.selection is None:
        return Choice()
    what, value = state.selection
    return _CHOOSERS[what](shown, value) or Choice(notices=(_lost(shown.rows, what, value),))


def _choose_place(shown: Shown, key: str) -> Choice | None:
    spot = shown.spot_of.get(key)
    if spot and not spot.claim_ids:
        namings = [mention for mention in shown.rows.mentions.values() if mention.place_id == spot.place_id]
        offsets = tuple(mention.start for mention in namings)
        return _named_only(shown, namings, Choice(spot.key, (spot.key,), offsets=offsets))
    if spot:
        offsets = tuple(shown.cards[claim_id].start for claim_id in spot.claim_ids)
        return Choice(spot.key, (spot.key,), None, spot.claim_ids, offsets)
    for tray in shown.countries:
        if tray.place_id == key:
            starts = tuple(shown.cards[claim_id].start for claim_id in tray.claim_ids)
            return Choice(country=tray.place_id, claims=tray.claim_ids, offsets=starts)
    return None


def _choose_claim(shown: Shown, claim_id: str) -> Choice | None:
    card = shown.cards.get(claim_id)
    return _of_cards([card]) if card else None


def _of_cards(cards: Sequence[Card]) -> Choice:
    """Select statements; the map goes to the place of a single one, and lights those of several."""
    single = cards[0] if len(cards) == 1 else None
    spots = tuple(dict.fromkeys(key for card in cards for key in card.spot_keys))
    country = single.country_ids[0] if single and not spots and single.country_ids else None
    return Choice(
        spots[0] if single and spots else None,
        spots,
        country,
        tuple(card.claim_id for card in cards),
        tuple(card.start for card in cards),
    )


def _choose_mention(shown: Shown, mention_id: str) -> Choice | None:
    """Select a name: the spot that it made, else any of its place; one without a spot, the statements that name it."""
    mention = shown.rows.mentions.get(mention_id)
    if mention is None:
        return None
    made = [row for row in shown.rows.at_place if row.mention_id == mention_id and row.claim_id in shown.cards]
    keys = [key for row in made for key in shown.cards[row.claim_id].spot_keys if key_names(key, row.place_id)]
    choice = _choose_place(shown, (keys or [mention.place_id or ""])[0])
    choice = choice or _named_only(shown, _namings(shown.rows, mention), Choice())
    return replace(choice, offsets=(mention.start,))


def _namings(rows: Rows, mention: Mention) -> list[Mention]:
    """Return every naming of the place of a name; of one without a place, every naming in the same words."""
    place_id, words = mention.place_id, mention.text
    return [
        other for other in rows.mentions.values() if other.place_id == place_id and (place_id or other.text == words)
    ]


def _named_only(shown: Shown, namings: Sequence[Mention], choice: Choice) -> Choice:
    """Add the statements in whose words the names stand, and say why none of them is placed there."""
    named = [card for card in shown.cards.values() if any(_holds(card, mention) for mention in namings)]
    return replace(choice, claims=tuple(card.claim_id for card in named), note=_note(shown.rows, namings, bool(named)))


def _holds(card: Card, mention: Mention) -> bool:
    return card.pieces[0].start <= mention.start and mention.end <= card.pieces[-1].end


def _note(rows: Rows, namings: Sequence[Mention], is_in_statements: bool) -> str:
    """Say where the names stand, and why nothing is drawn for them."""
    missing = "" if namings[0].place_id else "not found in the gazetteer, so no pin is drawn"
    if is_in_statements:
        return f"Named in these statements; {missing or 'none of them is placed there'}."
    if any(_is_told(rows, mention) for mention in namings):
        return "Named here; the filters hide the statements about it."
    return "; ".join(filter(None, ("Named here", "nothing is said to have happened there", missing))) + "."


def _is_told(rows: Rows, mention: Mention) -> bool:
    """Tell whether any statement, shown or not, is placed at the place of a name or has it in its words."""
    is_placed = any(row.place_id == mention.place_id for row in rows.at_place)
    return is_placed or any(claim.start <= mention.start and mention.end <= claim.end for claim in rows.claims.values())


def source_of(card: Card) -> str:
    """Return who says a statement: a source of the article, the article itself, or one that is not stated."""
    return card.speaker_id or card.camp


def _choose_speaker(shown: Shown, source: str) -> Choice | None:
    said = [card for card in shown.cards.values() if source_of(card) == source]
    return _of_cards(said) if said else None


def _choose_day(shown: Shown, value: str) -> Choice | None:
    """Select a day: what happened on it, else what was said on it."""
    day = date.fromisoformat(value)
    cards = shown.cards.values()
    found = _on_day(((card, card.happened) for card in cards), day)
    found = found or _on_day(((card, card.said) for card in cards), day)
    return _of_cards(found) if found else None


def _on_day(dated: Iterable[tuple[Card, Span | None]], day: date) -> list[Card]:
    return [card for card, span in dated if span and span.start <= day <= span.end]


_CHOOSERS: dict[str, Callable[[Shown, str], Choice | None]] = {
    "place": _choose_place,
    "claim": _choose_claim,
    "mention": _choose_mention,
    "speaker": _choose_speaker,
    "day": _choose_day,
}


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
