"""What our own part of the page is made of: trees of plain records that `assets/sheet.js` draws as text nodes.

A node is a text or a record with a tag, a CSS class, attributes and kids. It may have one action: `act` goes to the
server ("select this place"), `local` is done in the browser ("scroll there").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Node = str | dict[str, Any]
Action = tuple[str, str]

BACK = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
FORTH = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
CLOSE = "\N{MULTIPLICATION SIGN}"
FEWEST_STEPS = 2  # with fewer there is nowhere to step to


def node(
    tag: str,
    css: str = "",
    *kids: Node,
    act: Action | None = None,
    local: tuple[str, Any] | None = None,
    attributes: dict[str, str] | None = None,
) -> Node:
    """Make one element; empty texts are left out."""
    record: dict[str, Any] = {"tag": tag, "kids": [kid for kid in kids if kid != ""]}
    optional = {
        "css": css,
        "act": list(act) if act else None,
        "local": list(local) if local else None,
        "attributes": attributes,
    }
    return record | {name: value for name, value in optional.items() if value}


def button(css: str, label: str, act: Action, hint: str = "", state: dict[str, str] | None = None) -> Node:
    """Make a small button that asks the server for something; `state` says in ARIA's words what it stands at."""
    return node("button", css, label, act=act, attributes={**_hint(hint), **(state or {})})


def local_button(css: str, label: str, name: str, argument: Any = None, hint: str = "") -> Node:
    """Make a small button for something done in the browser."""
    return node("button", css, label, local=(name, argument), attributes=_hint(hint))


def list_button(css: str, label: Iterable[Node], target: str, hint: str = "") -> Node:
    """Make a small button that leads to a part of the list by place, whatever is selected or listed now."""
    return node("button", css, *label, act=("list", ""), local=("goto", target), attributes=_hint(hint))


def choice(what: str, label: str, options: Mapping[str, str], chosen: str) -> Node:
    """Make a list to choose one of; the server is told what was chosen."""
    kids = [
        node("option", "", words, attributes={"value": value} | ({"selected": ""} if value == chosen else {}))
        for value, words in options.items()
    ]
    return node("select", "choice", *kids, act=(what, ""), attributes={"aria-label": label, "title": label})


def search(what: str, label: str, value: str) -> Node:
    """Make a box for words to look for; the server is told them as they are typed."""
    attributes = {"type": "search", "placeholder": label, "aria-label": label, "title": label}
    return node("input", "search", act=(what, ""), attributes=attributes | ({"value": value} if value else {}))


def outside_link(css: str, label: str, address: str) -> Node:
    """Make a link to another site; the browser opens it on a click only, and does not say where from."""
    return {"tag": "a", "css": css, "kids": [label], "href": address}


def _hint(hint: str) -> dict[str, str]:
    return {"title": hint, "aria-label": hint} if hint else {}


def plain_text(nodes: Iterable[Node]) -> str:
    """Return the words of some nodes, as a reader would hear them."""
    return "".join(item if isinstance(item, str) else plain_text(item["kids"]) for item in nodes)
