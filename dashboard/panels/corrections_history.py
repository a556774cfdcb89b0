"""The history of an article: every change with who, when, old and new; each can be undone and put back."""

from __future__ import annotations

from dashboard import changes
from dashboard.changes import Step
from dashboard.panels.nodes import Node, button, node
from dashboard.view.checking import describe
from dashboard.view.rows import Rows
from dashboard.view.wording import counted
from geodata.models import Correction


def bar(rows: Rows, steps: list[Step], told: str, checked: int, task: str = "") -> list[Node]:
    """Build the line under the statements: how many were checked, the last change, undo, redo and history.

    `task` is the panel that is open, in the words of the button that opens it: the focus goes back there.
    """
    shown = sum(claim.review != "rejected" for claim in rows.claims.values())
    count = node("span", "checked-count", f"{checked:,} of {shown:,} checked" if shown else "nothing to check")
    said = node("span", "told", told, attributes={"role": "status", "title": told})
    last, back = changes.last_change(steps), changes.last_undone(steps)
    buttons = [
        _step("Undo", "undo", last, rows),
        _step("Redo", "redo", back, rows),
        button("text-button", "History", ("history", ""), "History: who changed what and when"),
        button("text-button", "Add", ("missed", ""), "Add a name or a statement that was missed"),
    ]
    line = (count, node("span", "checking-buttons", *buttons))
    return [node("div", "checking-bar", *line, attributes={"data-task": task}), said]


def _step(label: str, what: str, entry: Correction | None, rows: Rows) -> Node:
    if entry is None:
        hint = {"title": f"nothing of yours to {label.lower()}", "aria-disabled": "true"}
        return node("button", "text-button off", label, attributes=hint)
    return button("text-button", label, (what, entry.correction_id), f"{label}: {describe(entry, rows)}")


def tree(rows: Rows, steps: list[Step]) -> list[Node]:
    """Build the list, the latest change first."""
    if not steps:
        return [node("p", "note", "Nothing was changed yet. What people change is listed here and can be undone.")]
    live = sum(step.undone is None for step in steps)
    title = node("p", "note", f"{counted(live, 'change')}, the latest first. Undo any of them; the others stay.")
    return [title, node("ol", "history", *(_step_line(step, rows) for step in steps))]


def _step_line(step: Step, rows: Rows) -> Node:
    entry = step.entry
    when = f"{entry.at.astimezone():%d %b %Y, %H:%M}".lstrip("0")
    way = ("redo", "Put back") if step.undone else ("undo", "Undo")
    notes = ["undone"] if step.undone else []
    notes += [] if step.followed or step.undone else ["cannot be followed: what it is about is not there any more"]
    state = node("span", "soft", f" · {' · '.join(notes)}") if notes else ""
    words = node("p", "history-words", describe(entry, rows))
    line = node("p", "history-line", f"{entry.by}, {when}", state, " ", _back(way, entry, rows))
    return node("li", "undone" if step.undone else "", words, line)


def _back(way: tuple[str, str], entry: Correction, rows: Rows) -> Node:
    return button("link", way[1], (way[0], entry.correction_id), f"{way[1]}: {describe(entry, rows)}")
