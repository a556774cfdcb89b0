"""Who may open the page: this computer alone, or under --share everyone who has the key.

The checks stand before everything that the server answers: page, websocket, files, downloads and API.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEY_BYTES = 32
"""Random bytes of an access key: nobody guesses it."""

KEY_PARAMETER = "key"

_PREFIX = "DATELINE_"
_LOCAL_NAMES = frozenset({"localhost"})
_COOKIE_DIGITS = 12  # hex digits that tell the cookies of several servers on one computer apart
_POLICY_VIOLATION = 1008  # close code of a websocket that is not let in

_ALLOWED_SOURCES = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",  # Streamlit and the map need inline scripts and eval
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob: https://tile.openstreetmap.org",  # the tiles that a reader may switch on
    "font-src": "'self' data:",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "frame-src": "'self' data: blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
_SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",  # the map is a frame of the page itself
    "Referrer-Policy": "strict-origin-when-cross-origin",  # never the address with article and key
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": "; ".join(f"{what} {where}" for what, where in _ALLOWED_SOURCES.items()),
}


@dataclass(frozen=True)
class Options:
    """What the command decided, for every part of the page; the environment carries it."""

    share: bool = False
    key: str | None = None
    host: str | None = None  # name and port under which the network reaches this computer
    store: str | None = None
    article: str | None = None
    tiles: str | None = None  # a file of picture tiles for the map

    def to_environment(self) -> dict[str, str]:
        """Return the variables that `read_options` reads."""
        values = {"SHARE": "1" if self.share else "", "KEY": self.key, "HOST": self.host}
        values |= {"STORE": self.store, "ARTICLE": self.article, "TILES": self.tiles}
        return {_PREFIX + name: value or "" for name, value in values.items()}


def read_options(environment: Mapping[str, str] | None = None) -> Options:
    """Read the options from DATELINE_SHARE, _KEY, _HOST, _STORE, _ARTICLE and _TILES; a missing one has its default."""
    source = os.environ if environment is None else environment
    values = {name: source.get(_PREFIX + name) or None for name in ("KEY", "HOST", "STORE", "ARTICLE", "TILES")}
    return Options(bool(source.get(f"{_PREFIX}SHARE")), *values.values())


def new_key() -> str:
    """Return a fresh access key."""
    return secrets.token_urlsafe(KEY_BYTES)


def middleware(options: Options) -> list[Middleware]:
    """Return what stands before the server."""
    if options.share and not options.key:
        raise ValueError("Sharing needs a key.")
    return [Middleware(SecurityHeaders), Middleware(Guard, options=options)]


class SecurityHeaders:
    """Adds the headers that keep a browser from loading or sending what the page does not need."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a header that the answer has already stays."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class Guard:
    """Lets in whoever may come in, and answers everyone else with 403 and one sentence."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self._app = app
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request or websocket."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        problem = self._problem(scope)
        if problem:
            await _refuse(scope, receive, send, problem)
        elif scope["type"] == "http" and self._brings_key(scope):
            await self._exchange_key(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _problem(self, scope: Scope) -> str:
        """Say why a request may not come in; nothing when it may."""
        if not self._options.share:
            known = is_local_host(Headers(scope=scope).get("host", ""))
            return "" if known else "Dateline answers on this computer only, at http://localhost."
        if self._has_cookie(scope) or self._brings_key(scope):
            return ""
        return "This page needs its access key: open the whole link that was given to you."

    def _has_cookie(self, scope: Scope) -> bool:
        return self._is_key(HTTPConnection(scope).cookies.get(cookie_name(self._options.key or ""), ""))

    def _brings_key(self, scope: Scope) -> bool:
        return any(map(self._is_key, HTTPConnection(scope).query_params.getlist(KEY_PARAMETER)))

    def _is_key(self, value: str) -> bool:
        """Compare in constant time: how long it takes tells nothing."""
        return bool(self._options.key) and hmac.compare_digest(_bytes(value), _bytes(self._options.key or ""))

    async def _exchange_key(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the key into a cookie; the page is opened again without it, so that it stays out of the history."""
        name, key = cookie_name(self._options.key or ""), self._options.key or ""
        if scope["path"] == "/" and scope["method"] in {"GET", "HEAD"}:
            fields = HTTPConnection(scope).query_params.multi_items()
            rest = urlencode([(field, value) for field, value in fields if field != KEY_PARAMETER])
            answer = RedirectResponse(f"/?{rest}" if rest else "/", HTTPStatus.SEE_OTHER)
            answer.set_cookie(name, key, httponly=True, samesite="lax")
            answer.headers["Cache-Control"] = "no-store"
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def cookie_name(key: str) -> str:
    """Return the name of the key's cookie; cookies know no ports, so each key has its own."""
    return f"dateline_{hashlib.sha256(key.encode()).hexdigest()[:_COOKIE_DIGITS]}"


def is_local_host(host: str) -> bool:
    """Tell whether a Host header names this computer: a page of another name that leads here is an attack."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        if name in _LOCAL_NAMES:
            return True
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


async def _refuse(scope: Scope, receive: Receive, send: Send, problem: str) -> None:
    """Answer 403: a websocket gets it in place of its handshake where the server can, else it is closed at once."""
    if scope["type"] == "http" or "websocket.http.response" in scope.get("extensions", {}):
        await _answer(problem)(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": ""})


def _answer(problem: str) -> Response:
    return PlainTextResponse(problem, HTTPStatus.FORBIDDEN, headers={"Cache-Control": "no-store"})
