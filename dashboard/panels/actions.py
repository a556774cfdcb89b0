"""The small buttons on a statement and on a selected name: right, wrong, note, verify, why here."""

from __future__ import annotations

from dashboard.panels.nodes import Action, Node, button, node
from dashboard.view.checking import Remark
from dashboard.view.records import Card, Mark

CHECKED_SIGN = "\N{CHECK MARK}"
MORE = "\N{HORIZONTAL ELLIPSIS}"  # behind a word: something opens first


def of_statement(card: Card) -> Node:
    """Build the row of a statement; the tick only stands once a person has checked it."""
    kids = [_right(card), _button(f"Wrong{MORE}", ("wrong", card.claim_id), "place, source, date, words")]
    attributes = {"role": "group", "aria-label": "Check this statement"}
    return node("div", "actions", *kids, *_looks(card.claim_id, verify=card.can_be_verified), attributes=attributes)


def _right(card: Card) -> Node:
    if card.review == "confirmed":
        hint = "a person found it right; click to take your own word back"
        return _button(f"{CHECKED_SIGN} Right", ("right", card.claim_id), hint, "pressed")
    return _button("Right", ("right", card.claim_id), "it says what the article says, and is at the right place")


def _looks(target: str, *, verify: bool = True) -> list[Node]:
    """Build what changes nothing; what has neither place nor source elsewhere cannot be looked up."""
    return [
        _button("Note", ("note", target), "write something beside it; it changes nothing"),
        _button(f"Verify{MORE}", ("verify", target), "where to look elsewhere; nothing is sent yet") if verify else "",
        _button("Why here?", ("why", target), "the words and reasons that decided", "quiet"),
    ]


def _button(label: str, act: Action, hint: str, css: str = "") -> Node:
    """Build a small button; its spoken name begins with the words on it."""
    return button(f"action {css}".strip(), label, act, f"{label}: {hint}")


def of_name(mark: Mark, said: Remark | None, *, beside_statement: bool = False) -> list[Node]:
    """Build the row of a name that was selected, and what people said of it.

    `beside_statement` is where one statement is selected with it, whose own row has all else: then it is a question.
    """
    target, is_right = str(mark.mention_id), bool(said and said.checked.startswith("right"))
    label = f"{CHECKED_SIGN} Yes" if is_right else "Yes"
    css = "pressed" if is_right else ""
    right = _button(label, ("right_name", target), f"“{mark.words}” means this place", css) if mark.place_id else ""
    no = f"No{MORE}" if mark.place_id else f"Place it{MORE}"
    wrong = _button(no, ("name", target), f"“{mark.words}” means another place, or none")
    attributes = {"role": "group", "aria-label": f"Check the name {mark.words}"}
    lines = [*(said.notes if said else ()), said.checked if said else ""]
    asked = f"Does “{mark.words}” mean this place?" if mark.place_id else f"“{mark.words}” has no place on the map."
    remarks = [node("p", "remark", line) for line in lines if line]
    question = node("p", "asked", asked, attributes={"dir": "auto"})
    if beside_statement:
        return [*remarks, node("div", "question", question, right, wrong, attributes=attributes)]
    looks = _looks(target, verify=bool(mark.place_id))
    return [*remarks, question, node("div", "actions", right, wrong, *looks, attributes=attributes)]


def of_source(speaker_id: str, name: str, said: Remark | None) -> list[Node]:
    """Build the row of a source that was selected, and the notes on it."""
    hint = "what it is called and is, and whom it is counted with, in all that it says"
    wrong = _button(f"Rename or grade{MORE}", ("source", speaker_id), hint)
    note = _button("Note", ("note", speaker_id), "write something beside it; it changes nothing")
    attributes = {"role": "group", "aria-label": f"Check the source {name}"}
    return [
        *(node("p", "remark", line) for line in (said.notes if said else ())),
        node("div", "actions", wrong, note, attributes=attributes),
    ]


def remarks_of(card: Card) -> list[Node]:
    """Build what people said of a statement: who checked it, the grade, their verdicts and notes."""
    lines = [("checked", card.checked), *(("", words) for words in (card.grade, *card.verdicts, *card.remarks))]
    return [node("p", f"remark {css}".strip(), words) for css, words in lines if words]
