"""The strip under the map: what the map cannot show, so that no statement and no name is lost."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.panels.nodes import Node, button, list_button, node
from dashboard.view import Named, View

NAMES_LISTED = 6  # names of one tray before the rest is counted; the list beside the map has them all


def tree(view: View, *, online_tiles: bool = False, shared: bool = False) -> list[Node]:
    """Build the strip; it also says what is open to others."""
    countries = [
        button("tray", f"{tray.name} {len(tray.claim_ids)}", ("place", tray.place_id)) for tray in view.countries
    ]
    parts: list[Node] = [node("b", "", "As reported, not verified.")]
    if countries:
        parts.append(node("span", "", "whole country: ", *_with_commas(countries)))
    if view.without_place:
        parts.append(list_button("tray", [f"without a place {len(view.without_place)}"], "list:without"))
    parts += _names("not found", view.not_found, "list:notfound")
    parts += _names("named, nothing said to happen there", view.named_only, "list:names")
    if online_tiles:
        parts.append("online map tiles are on: their servers see where you look")
    if shared:
        parts.append(
            node("b", "shared", "shared on your network: whoever has the link can read and change this library")
        )
    return [node("p", "tray-line", *_with_dots(parts))]


def _names(title: str, names: Sequence[Named], target: str) -> list[Node]:
    if not names:
        return []
    listed = [
        button("tray", name.text, ("mention", name.mention_id), f"show {name.text} in the article")
        for name in names[:NAMES_LISTED]
    ]
    left = len(names) - NAMES_LISTED
    more = [" and ", list_button("tray", [f"{left} more"], target)] if left > 0 else []
    return [node("span", "", f"{title}: ", *_with_commas(listed), *more)]


def _with_commas(items: Sequence[Node]) -> list[Node]:
    return [part for item in items for part in (item, ", ")][:-1]


def _with_dots(items: Sequence[Node]) -> list[Node]:
    dot = node("span", "dot", " · ")
    return [part for item in items for part in (item, dot)][:-1]
