"""The reader: the article as it is, with its mapped names marked and the selected sentence lit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dashboard.panels.nodes import BACK, FEWEST_STEPS, FORTH, Node, button, node
from dashboard.view import Mark, SentenceView, View
from dashboard.viewstate import ViewState

_CSS = {"name": "name", "unplaced": "unplaced", "cue": "cue", "hedge": "hedge", "negation": "negation"}
_HINT = {
    "unplaced": "a place name without a place on the map",
    "cue": "the word that says how it was said",
    "hedge": "a word of doubt",
    "negation": "a word that says NO",
}


def tree(view: View, text: str, state: ViewState) -> list[Node]:
    """Build the reader of one article."""
    chosen = chosen_marks(view, state)
    bar = node("div", "pane-bar", node("h2", "", "Article"), *_steps(chosen, state), _find())
    ink = _Ink(view.marks, chosen)
    paragraphs = [_paragraph(group, text, ink) for group in _paragraphs(view.sentences, text)]
    if not paragraphs:
        paragraphs = [node("p", "", text)]
    body = node("div", "reader-text", *paragraphs, attributes={"data-scroll": "reader", "dir": "auto"})
    return [node("div", "reader", bar, body)]


def focus(view: View) -> str:
    """Return what the reader scrolls to: the first selected sentence."""
    lit = next((sentence for sentence in view.sentences if sentence.selected), None)
    return _anchor(lit) if lit else ""


def _anchor(sentence: SentenceView) -> str:
    return f"text:{sentence.sentence_id}"


def chosen_marks(view: View, state: ViewState) -> tuple[Mark, ...]:
    """Return every naming of the selected place, in reading order."""
    place_id = _selected_place(view, state)
    return tuple(mark for mark in view.marks if mark.place_id and mark.place_id == place_id)


def _selected_place(view: View, state: ViewState) -> str | None:
    if state.mention:
        return next((mark.place_id for mark in view.marks if mark.mention_id == state.mention), None)
    if view.selected_spot:
        return view.selected_spot.partition("~")[0]
    return view.selected_country


def _steps(chosen: Sequence[Mark], state: ViewState) -> list[Node]:
    """Step through every naming of the selected place: "1 of 3"."""
    if len(chosen) < FEWEST_STEPS:
        return []
    ids = [str(mark.mention_id) for mark in chosen]
    at = ids.index(state.mention) if state.mention in ids else -1
    position = f"{at + 1} of {len(ids)}" if at >= 0 else f"named {len(ids)} times"
    back = button("step", BACK, ("mention", ids[max(at, 0) - 1]), "the naming before")
    forth = button("step", FORTH, ("mention", ids[(at + 1) % len(ids)]), "the next naming")
    return [node("span", "steps", node("span", "soft", position), back, forth)]


def _find() -> Node:
    attributes = {"type": "search", "placeholder": "Find", "aria-label": "Find in the article"}
    box = node("input", "find", local=("find", None), attributes=attributes)
    return node("span", "finder", node("span", "find-count soft"), box)


def _paragraphs(sentences: Sequence[SentenceView], text: str) -> Iterator[list[SentenceView]]:
    group: list[SentenceView] = []
    for sentence in sentences:
        if group and "\n" in text[group[-1].end : sentence.start]:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


class _Ink:
    """The marks of an article, quick to find by where they are; a long article has thousands."""

    def __init__(self, marks: Sequence[Mark], chosen: Sequence[Mark]) -> None:
        self.marks = sorted(marks, key=lambda mark: (mark.start, -mark.end))  # outer ones first
        self.starts = [mark.start for mark in self.marks]
        self.chosen = {mark.mention_id for mark in chosen}

    def within(self, start: int, end: int) -> list[Mark]:
        """Return the marks inside a stretch."""
        found = self.marks[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [mark for mark in found if mark.end <= end]


def _paragraph(group: Sequence[SentenceView], text: str, ink: _Ink) -> Node:
    kids: list[Node] = []
    for sentence in group:
        kids += [_sentence(sentence, text, ink), " "]
    return node("p", "", *kids[:-1], attributes={"dir": "auto"})


def _sentence(sentence: SentenceView, text: str, ink: _Ink) -> Node:
    css = " ".join(word for word in ("lit" if sentence.selected else "", "pale" if sentence.pale else "") if word)
    kids = list(_marked(text, sentence.start, sentence.end, ink.within(sentence.start, sentence.end), ink))
    return node("span", f"sentence {css}".strip(), *kids, attributes={"data-at": _anchor(sentence)})


def _marked(text: str, start: int, end: int, marks: Sequence[Mark], ink: _Ink) -> Iterator[Node]:
    """Yield the words of a stretch with its marks around them; a mark inside another nests, one across it is left."""
    position = start
    for index, mark in enumerate(marks):
        if mark.start < position:
            continue
        yield text[position : mark.start]
        inner = [other for other in marks[index + 1 :] if other.end <= mark.end]
        yield _mark(mark, list(_marked(text, mark.start, mark.end, inner, ink)), ink)
        position = mark.end
    yield text[position:end]


def _mark(mark: Mark, kids: list[Node], ink: _Ink) -> Node:
    attributes = {"title": mark.title or _HINT.get(mark.what, "")}
    if mark.mention_id is None:
        return node("span", _CSS[mark.what], *kids, attributes=attributes)
    if mark.mention_id in ink.chosen:
        attributes["aria-current"] = "true"
    return node("button", _CSS[mark.what], *kids, act=("mention", mark.mention_id), attributes=attributes)
