"""Tell the browser, with the page itself, which of Streamlit's scripts it will ask for once the page is drawn.

Streamlit loads the script of each kind of element when it first meets one: fifty small files, six at a time, while
nothing else can happen. Named beforehand, they come while the browser is still busy with the first script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ELEMENTS = ("BidiComponent", "ComponentInstance", "Html", "Selectbox", "TextArea", "Checkbox", "FileUploader", "Button")
"""The kinds of elements that the page begins with, by the names of Streamlit's scripts."""

_HINT = "rel=modulepreload; fetchpriority=low"  # after those that the page names itself
_STATIC = Path(streamlit.__file__).parent / "static"
_SCRIPTS = _STATIC / "static" / "js"
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


class Early:
    """Adds the names to the answer to whoever opens the page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("link", _links())
            await send(message)

        opens = scope["type"] == "http" and scope["path"] == "/" and scope["method"] == "GET"
        await self._app(scope, receive, answer if opens and _links() else send)


@cache
def _links() -> str:
    return ", ".join(f"<./static/js/{name}>; {_HINT}" for name in scripts())


@cache
def scripts() -> tuple[str, ...]:
    """Return the scripts of the elements that the page begins with and all that they import; none if they moved."""
    known = (_STATIC / "index.html").read_text(encoding="utf-8")
    found: dict[str, None] = {}
    for element in ELEMENTS:
        _follow((path.name for path in _SCRIPTS.glob(f"{element}.*.js")), known, found)
    return tuple(found)


def _follow(names: Iterable[str], known: str, found: dict[str, None]) -> None:
    """Add scripts, and what they import, but those that the page names by itself."""
    for name in names:
        if name not in found and name not in known:
            found[name] = None
            _follow(_IMPORTED.findall((_SCRIPTS / name).read_text(encoding="utf-8")), known, found)
