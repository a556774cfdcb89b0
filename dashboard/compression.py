"""Compress for the network only: on one computer it costs more time than it saves."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.access import is_local_host

_ACCEPTED = b"accept-encoding"


class PlainAtHome:
    """Hides from what compresses that a browser on this computer would take compressed answers too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http" and _is_from_here(scope):
            headers = [(name, value) for name, value in scope["headers"] if name != _ACCEPTED]
            scope = {**scope, "headers": headers}
        await self._app(scope, receive, send)


def _is_from_here(scope: Scope) -> bool:
    host, _ = scope.get("client") or ("", 0)
    return is_local_host(f"[{host}]" if ":" in host else host)
