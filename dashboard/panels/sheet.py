"""The one custom element of the page: a sheet of our own nodes, and what happens when something on it is clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.panels.nodes import Node

ASSETS = Path(__file__).parent.parent / "assets"
_SCRIPTS = ("sheet.js", "sheet_keys.js", "sheet_live.js")  # one module; the first has its entrance

OnAct = Callable[[str, str], None]


@cache
def _renderer() -> Callable[..., Any]:
    """Declare the element once, when the first sheet is drawn."""
    script = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    return st.components.v2.component("dateline_sheet", js=script, isolate_styles=False)


def draw(
    key: str, nodes: Sequence[Node], on_act: OnAct | None = None, *, focus: str = "", start: Sequence[str] = ()
) -> None:
    """Draw nodes; `focus` is the `data-at` to scroll to when it changes, `start` what runs in the browser at once."""

    def answer() -> None:
        action = st.session_state[key].get("act")
        if action and on_act:
            on_act(*action)

    _renderer()(key=key, data={"tree": list(nodes), "focus": focus, "start": list(start)}, on_act_change=answer)
