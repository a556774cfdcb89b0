"""Why here: what in the text decided, which places were weighed, and why one won. In words, never in percentages."""

from __future__ import annotations

from dashboard.panels.nodes import Node, button, local_button, node
from dashboard.view.rows import Rows
from dashboard.view.why import NameWhy, Quoted, Weighed, Why
from dashboard.view.wording import counted


def tree(why: Why, rows: Rows) -> list[Node]:
    """Build the reasons of a statement or a name."""
    kids: list[Node] = [part for name in why.names for part in _name(name, rows)]
    kids += [node("p", "why-note", note) for note in why.notes]
    if why.evidence:
        kids.append(node("h3", "why-title", "The words that decided"))
        kids.append(node("dl", "facts why-facts", *(part for item in why.evidence for part in _quoted(item, rows))))
    return [node("div", "why", *kids)] if kids else [node("p", "note", "Nothing is known about it.")]


def _name(name: NameWhy, rows: Rows) -> list[Node]:
    title = node("h3", "why-title", "“", name.words.words, "” ", quote_button(name.words, rows))
    kids: list[Node] = [title]
    if name.reason:
        kids.append(node("p", "why-reason", name.reason))
    if name.weighed:
        number = len(name.weighed) + name.more
        verb = "was" if number == 1 else "were"
        kids.append(node("p", "note", f"{counted(number, 'place')} of this name {verb} weighed:"))
        kids.append(node("ol", "weighed", *(_weighed(item) for item in name.weighed)))
    if name.more:
        kids.append(node("p", "note", f"and {name.more} more, further behind"))
    change = button("link", "It is another place", ("name", name.mention_id), "choose the place that this name means")
    return [*kids, node("p", "", change)]


def _weighed(item: Weighed) -> Node:
    clues = node("span", "soft", f" {'; '.join(item.clues)}") if item.clues else ""
    mark = node("b", "chosen-place", "chosen: ") if item.chosen else ""
    return node("li", "", mark, item.address, clues)


def _quoted(item: Quoted, rows: Rows) -> list[Node]:
    return [node("dt", "", item.label), node("dd", "", item.words, " ", quote_button(item, rows))]


def quote_button(item: Quoted, rows: Rows) -> Node:
    """Build the button that lights words in the article."""
    number = rows.sentence_number(item.start)
    sentence = rows.sentences[number - 1]
    argument = [f"text:{sentence.sentence_id}", item.start - sentence.start, item.end - sentence.start]
    return local_button("link", "show", "quote", argument, f"show these words in sentence {number}")
