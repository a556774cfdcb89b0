"""Begin with the view of an address while the browser is still loading the page's scripts: a second is gone there."""

from __future__ import annotations

import asyncio
import logging

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import cached
from dashboard.viewstate import ViewState, from_mapping

_log = logging.getLogger(__name__)


class Ahead:
    """Looks at who opens the page of an article, and makes what they will ask for; they are answered as ever."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http" and scope["path"] == "/" and scope["method"] == "GET":
            query = HTTPConnection(scope).query_params
            state, _ = from_mapping({key: query.getlist(key) for key in query})
            if state.article:
                asyncio.get_running_loop().run_in_executor(None, _prepare, state)
        await self._app(scope, receive, send)


def _prepare(state: ViewState) -> None:
    try:
        cached.prepare_ahead(state)
    except Exception:  # noqa: BLE001 - whatever it is, the page says it
        _log.debug("Nothing was prepared", exc_info=True)
