"""The summary line: how many statements there are and where they went; the counts add up to the first one."""

from __future__ import annotations

from dashboard.panels.nodes import Node, button, list_button, node
from dashboard.view import Summary
from dashboard.view.wording import counted

_SHOW_ALL = button("link", "show all", ("show_all", ""))


def tree(summary: Summary) -> list[Node]:
    """Build the line; where a filter hides statements, it can be taken away here."""
    if not summary.statements:
        return [node("p", "summary-line", *_nothing(summary))]
    parts = [part for part in (_placed(summary), _countries(summary), _without(summary)) if part]
    spaced: list[Node] = []
    for part in parts:
        spaced += [node("span", "dot", " · "), part]
    return [node("p", "summary-line", *_total(summary), *spaced[1:], *_aside(summary))]


def _nothing(summary: Summary) -> list[Node]:
    if summary.total:
        return [f"None of the {counted(summary.total, 'statement')} fits the filters. ", _SHOW_ALL]
    if summary.names:
        names = counted(summary.names, "place name")
        return [node("b", "", names), " found, and nothing that is said to have happened there."]
    return ["No places and no statements were found in this text."]


def _total(summary: Summary) -> list[Node]:
    hidden = summary.total - summary.statements
    words = counted(summary.statements, "statement").split(" ", 1)
    shown: list[Node] = [node("b", "", words[0]), f" {words[1]}"]
    if hidden > 0:
        shown += [f" of {summary.total:,} shown (", _SHOW_ALL, ")"]
    return [*shown, f" by {_voices(summary)}: "]


def _voices(summary: Summary) -> str:
    sources = counted(summary.sources, "source") if summary.sources else ""
    article = "the article itself" if summary.article_voice else ""
    return " and ".join(part for part in (sources, article) if part) or "unstated sources"


def _placed(summary: Summary) -> Node | None:
    return _link(summary.placed, f"at {counted(summary.places, 'place')}", "list:placed")


def _countries(summary: Summary) -> Node | None:
    return _link(summary.whole_country, f"about {summary.about} as a whole", "list:countries")


def _without(summary: Summary) -> Node | None:
    return _link(summary.without_place, "without a place", "list:without")


def _link(number: int, words: str, target: str) -> Node | None:
    if not number:
        return None
    return list_button("count-link", [node("b", "", f"{number:,}"), f" {words}"], target)


def _aside(summary: Summary) -> list[Node]:
    aside = f" · {summary.names_placed:,} of {counted(summary.names, 'name')} placed"
    return [node("span", "soft", aside)]
