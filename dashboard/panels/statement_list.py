"""The list of statements, by place, source or time: all that map and timeline show, for eyes, keys and ears."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from dashboard.panels.cards import cut, draw_card
from dashboard.panels.nodes import Node, button, choice, node, search
from dashboard.view import Card, Group, Named, View
from dashboard.view.wording import counted
from dashboard.viewstate import ViewState

MOST_OPEN = 60  # statements up to which every group stands open; longer lists show their headings first
GROUPS_LISTED = 200  # of one section; a browser draws as many at once without a pause, the map shows the others
NAMES_LISTED = 60  # names of one kind before the rest is counted

_BY = {"place": "by place", "source": "by source", "time": "by when it happened", "said": "by when it was said"}
_ORDERS = {"read": "in reading order", "most": "most first", "name": "A to Z"}
_TIME_ORDERS = {"read": "earliest first", "last": "latest first", "most": "most first"}
_SECTIONS = {"placed": "On the map", "countries": "About a country as a whole", "without": "Without a place"}
_CHIPS = {"not": "NOT", "planned": "planned"}


def bar(view: View, state: ViewState) -> Node:
    """Build the line above the list: what it is listed by, in which order, and a search."""
    orders = _TIME_ORDERS if state.list_by in {"time", "said"} else _ORDERS
    return node(
        "div",
        "list-bar",
        choice("by", "List the statements", _BY, state.list_by),
        choice("sort", "Order of the list", orders, state.order),
        search("q", f"Search {counted(view.summary.total, 'statement')}", state.q),
    )


def full(view: View, state: ViewState) -> list[Node]:
    """Build every group with its cards; a statement that belongs to several is a card in the first of them."""
    told: set[str] = set()
    is_open = len(view.cards) <= MOST_OPEN
    nodes: list[Node] = []
    for section, groups in groupby(view.groups, key=lambda group: group.section):
        here = list(groups)
        nodes += _section(section, here, {claim_id for group in here for claim_id in group.claim_ids} - told)
        for group in here[:GROUPS_LISTED]:
            nodes.append(_group(group, view, told, is_open=is_open))
            told |= set(group.claim_ids)
        nodes += _more(len(here))
    return [*nodes, *(_names(view) if state.list_by == "place" else ())]


def _more(groups: int) -> list[Node]:
    left = groups - GROUPS_LISTED
    return [node("p", "note", f"and {left:,} more: search above, or choose one on the map")] if left > 0 else []


def _section(section: str, groups: Sequence[Group], fresh: set[str]) -> list[Node]:
    if section not in _SECTIONS or (len(groups) == 1 and section == "without"):
        return []
    return [_heading(_SECTIONS[section], len(fresh), f"list:{section}")]


def _heading(title: str, number: int, at: str) -> Node:
    return node("h3", "section", title, node("span", "soft", f" {number:,}"), attributes={"data-at": at})


def _group(group: Group, view: View, told: set[str], *, is_open: bool) -> Node:
    cards = [view.cards[claim_id] for claim_id in group.claim_ids if claim_id not in told]
    also = [view.cards[claim_id] for claim_id in group.claim_ids if claim_id in told]
    kids = [*folded(cards, view), *([node("p", "note", "also here"), *map(line, also)] if also else [])]
    attributes = {"data-at": "list:without" if group.section == "without" else f"group:{group.name}"}
    note = node("p", "note", group.note) if group.note else ""
    if is_open:
        heading = node("h4", "group", *([_select(group)] if group.select else _title(group)))
        return node("div", "list-group", heading, note, *kids, attributes=attributes)
    select = button("link", "select", group.select, f"select {group.title}") if group.select else ""
    return node(
        "details", "list-group", node("summary", "group", *_title(group)), note, select, *kids, attributes=attributes
    )


def _title(group: Group) -> list[Node]:
    chip = node("span", f"chip how-{group.sign}", _CHIPS[group.sign]) if group.sign in _CHIPS else ""
    return [node("b", "", group.title), node("span", "count", f"{len(group.claim_ids):,}"), chip]


def _select(group: Group) -> Node:
    return node("button", "entry", *_title(group), act=group.select, attributes={"title": f"select {group.title}"})


def folded(cards: Sequence[Card], view: View) -> list[Node]:
    """Build cards; what a source says again lies folded under the first time that it says it here."""
    here = {card.claim_id for card in cards}
    again: dict[str, list[Card]] = {}
    for card in cards:
        if card.restates in here:
            again.setdefault(card.restates, []).append(card)
    heads = [card for card in cards if card.restates not in here]
    return [part for card in heads for part in _with_again(card, again.get(card.claim_id, []), view)]


def _with_again(card: Card, again: Sequence[Card], view: View) -> list[Node]:
    if not again:
        return [draw_card(card, view)]
    times = "once more" if len(again) == 1 else f"{len(again)} more times"
    summary = node("summary", "link", f"said {times} in other words")
    attributes = {"open": ""} if any(other.claim_id == view.selected_claim for other in again) else {}
    below = [draw_card(other, view) for other in again]
    return [draw_card(card, view), node("details", "again", summary, *below, attributes=attributes)]


def line(card: Card) -> Node:
    """Build a statement in one line: who, and how it begins."""
    kids = (node("b", "", card.heading), ": ", cut(card))
    return node("button", "line", *kids, act=("claim", card.claim_id))


def index(view: View) -> list[Node]:
    """Build the groups as single lines that select: what else there is, beside the selection."""
    items = (node("li", "", _entry(group, view)) for group in view.groups[:GROUPS_LISTED])
    return [node("ul", "index", *items), *_more(len(view.groups))]


def _entry(group: Group, view: View) -> Node:
    if group.select is None:
        lines = (line(view.cards[claim_id]) for claim_id in group.claim_ids)
        summary = node("summary", "entry", *_title(group))
        return node("details", "", summary, *lines, attributes={"data-at": f"list:{group.section or group.name}"})
    current = group.select[1] in {view.selected_spot, view.selected_country}
    attributes = {"aria-current": "true"} if current else None
    return node("button", "entry", *_title(group), act=group.select, attributes=attributes)


def _names(view: View) -> list[Node]:
    """Name what no statement is placed at: the map can show it with All names, and nothing of the text is lost."""
    return [
        *_tray("Named, nothing said to happen there", view.named_only, "names"),
        *_tray("Not found: in the text, but not in the gazetteer", view.not_found, "notfound"),
    ]


def _tray(title: str, names: Sequence[Named], at: str) -> list[Node]:
    if not names:
        return []
    left = len(names) - NAMES_LISTED
    more = node("li", "soft", f"and {left:,} more") if left > 0 else ""
    items = (node("li", "", _name(name)) for name in names[:NAMES_LISTED])
    return [_heading(title, len(names), f"list:{at}"), node("ul", "names", *items, more)]


def _name(name: Named) -> Node:
    times = node("span", "count", f"{name.times:,}") if name.times > 1 else ""
    return node("button", "name-chip", name.text, times, act=("mention", name.mention_id))


def nothing(view: View) -> Iterable[Node]:
    """Say what to do where no statement is left to list."""
    if view.cards:
        return
    if view.summary.total:
        yield node("p", "note", "No statement fits the filters. ", button("link", "show all", ("show_all", "")))
    elif view.summary.names:
        yield node("p", "note", "The text names places, but nothing is said to have happened at them. "
                   "The names stand below; Dateline places a statement where the text says it happened.")  # fmt: skip
    else:
        yield node("p", "note", "A statement is something that is said to happen, with or without a source. "
                   "Paste a news report: who said what, where and when, is what Dateline reads.")  # fmt: skip
