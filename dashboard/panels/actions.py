"""The small buttons on a statement and on a selected name: right, wrong, note, verify, why here."""

from __future__ import annotations

from dashboard.panels.nodes import Node, button, node
from dashboard.view.records import Card

CHECKED_SIGN = "\N{CHECK MARK}"
MORE = "\N{HORIZONTAL ELLIPSIS}"  # behind a word: something opens first


def of_statement(card: Card) -> Node:
    """Build the row of a statement; the tick only stands once a person has checked it."""
    kids = [_right(card), button("action", f"Wrong{MORE}", ("wrong", card.claim_id), "place, source, date, words")]
    attributes = {"role": "group", "aria-label": "Check this statement"}
    return node("div", "actions", *kids, *_looks(card.claim_id), attributes=attributes)


def _right(card: Card) -> Node:
    if card.review == "confirmed":
        hint = "a person found it right; click to take it back"
        return button("action pressed", f"{CHECKED_SIGN} Right", ("right", card.claim_id), hint)
    hint = "it says what the article says, and it is at the right place"
    return button("action", "Right", ("right", card.claim_id), hint)


def _looks(target: str) -> list[Node]:
    verify = "where to look elsewhere; nothing is sent yet"
    return [
        button("action", "Note", ("note", target), "write something beside it; it changes nothing"),
        button("action", f"Verify{MORE}", ("verify", target), verify),
        button("action quiet", "Why here?", ("why", target), "the words and reasons that decided"),
    ]


def of_name(mention_id: str, place_id: str | None, words: str) -> Node:
    """Build the row of a name that was selected in the text."""
    right = button("action", "Right", ("right_name", mention_id), f"“{words}” means this place") if place_id else ""
    wrong = button("action", f"Wrong{MORE}", ("name", mention_id), f"“{words}” means another place, or none")
    attributes = {"role": "group", "aria-label": f"Check the name {words}"}
    return node("div", "actions", right, wrong, *_looks(mention_id), attributes=attributes)


def remarks_of(card: Card) -> list[Node]:
    """Build what people said of a statement: who checked it, the grade, their notes."""
    lines = [("checked", card.checked), ("", card.grade), *(("", note) for note in card.remarks)]
    return [node("p", f"remark {css}".strip(), words) for css, words in lines if words]
