"""One statement as a card: who says it, how, in which words, when, where, and where it is read."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.panels import actions
from dashboard.panels.nodes import Node, button, local_button, node
from dashboard.view import Card, Piece, View
from dashboard.view.wording import NOT_STATED

LINE_LENGTH = 90  # characters of a statement told in one line
UNKNOWN = "(date unknown)"

_CHIPS = frozenset({"likely", "maybe", "uncommitted", "not", "planned"})
"""How-words that carry a sign of their own; what was said flatly is plain text."""


def draw_card(card: Card, view: View) -> Node:
    """Build the card of one statement; a click on it shows its sentence."""
    css = f"card sign-{card.sign}" + (" chosen" if card.claim_id == view.selected_claim else "")
    attributes = {"data-at": f"card:{card.claim_id}"}
    if card.claim_id in view.selected_claims:
        attributes["aria-current"] = "true"
    kids: list[Node] = [_who(card), _how(card), _content(card), _facts(card, view)]
    kids += actions.remarks_of(card)
    if view.may_change and (card.claim_id == view.selected_claim or view.selected_claims == (card.claim_id,)):
        kids.append(actions.of_statement(card))
    return node("div", css, *kids, act=("claim", card.claim_id), attributes=attributes)


def _who(card: Card) -> Node:
    if card.speaker_id:
        return button("who", card.heading, ("speaker", card.speaker_id), "everything that this source says")
    return node("p", "who", card.heading)


def _how(card: Card) -> Node:
    how = node("span", f"how how-{card.sign}" + (" chip" if card.sign in _CHIPS else ""), card.how)
    notes = [note for note in (card.speaker_note, card.chain_note) if note]
    before = node("span", "", " · ".join(notes) + " · ") if notes else ""
    after = node("span", "", f" · {card.cue_note}") if card.cue_note else ""
    return node("p", "how-line", before, how, after)


def _content(card: Card) -> Node:
    """Show the words; whose they are is told where one points at them, and once for all in the list."""
    hint = {"title": card.words_note} if card.words_note else None
    return node("p", "content", *_words(card.pieces), attributes=hint)


def _words(pieces: Sequence[Piece]) -> list[Node]:
    return [f"“{piece.text}”" if piece.quoted else piece.text for piece in pieces]


def _facts(card: Card, view: View) -> Node:
    taken = " · told in another sentence" if card.place_from_elsewhere else ""
    country = f", {card.country}" if card.country else ""
    doubt = country + taken + (f" · place: {card.place_doubt}" if card.place_doubt else "")
    show = button("link", "show", ("claim", card.claim_id), f"show sentence {card.sentence_number} in the article")
    facts: list[Node] = []
    for term, values in (
        *_disputes(card, view),
        ("when", _when(card, view) if card.when != NOT_STATED else []),
        ("where", [_where(card), node("span", "soft", doubt)] if card.where != NOT_STATED else _nowhere(card, view)),
        ("read in", [f"sentence {card.sentence_number} ", show]),
    ):
        if any(values):
            facts += [node("dt", "", term), node("dd", "", *values)]
    return node("dl", "facts", *facts)


def _disputes(card: Card, view: View) -> list[tuple[str, list[Node]]]:
    """Lead to each statement that goes against this one; one that a filter hides is named all the same."""
    rows: list[tuple[str, list[Node]]] = []
    for dispute in card.disputes:
        other = view.cards.get(dispute.claim_id)
        link = button("link against", dispute.who, ("claim", dispute.claim_id), "what is said against it")
        words = node("span", "soft", f": {cut(other)}") if other else node("span", "soft", " (hidden by the filters)")
        rows.append((dispute.how, [link if other else dispute.who, words]))
    return rows


def cut(card: Card) -> str:
    """Return the words of a card for a single line."""
    words = "".join(piece.text for piece in card.pieces)
    return f"{words[:LINE_LENGTH].rstrip()}…" if len(words) > LINE_LENGTH else words


def _when(card: Card, view: View) -> list[Node]:
    """Say when it happened; a day that is counted from an unknown one is unknown, and can be set."""
    if card.happened and card.happened.start == card.happened.end:
        return [button("link", card.when, ("day", card.happened.start.isoformat()), "everything of this day")]
    if view.dated or any(character.isdigit() for character in card.when):
        return [card.when]
    unknown = "" if UNKNOWN in card.when else f" {UNKNOWN}"
    set_date = local_button("link", "set", "date", hint="set the publication date") if view.may_change else ""
    return [card.when, node("span", "soft", unknown), " ", set_date]


def _nowhere(card: Card, view: View) -> list[Node]:
    """Say why the map does not move to a statement that is selected."""
    return [node("span", "soft", "no place is said")] if card.claim_id == view.selected_claim else []


def _where(card: Card) -> Node:
    if len(card.spot_keys) != 1:
        return card.where
    return button("link", card.where, ("place", card.spot_keys[0]), "select this place")
