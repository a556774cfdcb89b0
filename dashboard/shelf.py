"""Answer from memory what never changes: a page needs a hundred small scripts, and each is otherwise read from disk."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = 4 * 2**20
"""Bytes of the longest file that is kept; Streamlit's largest script has two million."""

ROOM = 64 * 2**20
"""Bytes that all kept files may take: all of Streamlit's scripts have a third of it."""

_FINAL = "immutable"  # what Streamlit and we promise of a file that has its fingerprint in its name
_ASKS_FOR_LESS = frozenset({b"range", b"if-none-match", b"if-modified-since", b"if-range"})


class Shelf:
    """Keeps the files that were promised never to change, and hands them out again."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[tuple[str, str], list[Message]] = {}
        self._room = ROOM

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] != "http" or scope["method"] != "GET" or _wants_less(scope):
            await self._app(scope, receive, send)
            return
        key = (scope["path"], Headers(scope=scope).get("accept-encoding", ""))
        kept = self._kept.get(key)
        if kept is None:
            await self._ask(key, scope, receive, send)
            return
        for message in kept:
            await send(_copy(message))

    async def _ask(self, key: tuple[str, str], scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and keep the answer when it is final."""
        heard: list[Message] = []

        async def listen(message: Message) -> None:
            if (not heard and _is_final(message)) or (heard and message["type"] == "http.response.body"):
                heard.append(_copy(message))
            await send(message)

        await self._app(scope, receive, listen)
        if heard and not heard[-1].get("more_body"):
            self._keep(key, heard)

    def _keep(self, key: tuple[str, str], messages: list[Message]) -> None:
        length = sum(len(message.get("body", b"")) for message in messages)
        if key not in self._kept and length <= min(LONGEST, self._room):
            self._room -= length
            self._kept[key] = messages


def _wants_less(scope: Scope) -> bool:
    return any(name in _ASKS_FOR_LESS for name, _ in scope["headers"])


def _is_final(message: Message) -> bool:
    ok = message["type"] == "http.response.start" and message["status"] == 200  # noqa: PLR2004
    return ok and _FINAL in Headers(raw=message["headers"]).get("cache-control", "")


def _copy(message: Message) -> Message:
    """Return a message that whoever passes it on cannot change: headers are added on the way out."""
    return {**message, "headers": list(message["headers"])} if "headers" in message else dict(message)
