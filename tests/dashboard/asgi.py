"""A reader of an ASGI application that keeps its cookies, without any network."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


def _run(talk: Coroutine[Any, Any, list[Message]]) -> list[Message]:
    """Run in a thread of its own: a browser that is open for other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, talk).result()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Reader:
    app: ASGIApp
    host: str = "localhost:8501"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, *, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
        sent = _run(self._talk({"type": "http", "method": method, "scheme": "http"}, address, headers or {}))
        return self._answer(sent, "http.response")

    def opens_websocket(self, address: str) -> bool:
        scope = {"type": "websocket", "scheme": "ws", "subprotocols": [], "extensions": {"websocket.http.response": {}}}
        sent = _run(self._talk(scope, address, {}))
        if sent[0]["type"] == "websocket.accept":
            return True
        return self._answer(sent, "websocket.http.response").status != 403

    async def _talk(self, kind: dict[str, Any], address: str, headers: dict[str, str]) -> list[Message]:
        sent: list[Message] = []
        waiting = [
            {"type": "websocket.connect"} if kind["type"] == "websocket" else {"type": "http.request", "body": b""}
        ]

        async def receive() -> Message:
            return waiting.pop(0) if waiting else {"type": f"{kind['type']}.disconnect", "code": 1000}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(kind | self._scope(address, headers), receive, send)
        return sent

    def _scope(self, address: str, headers: dict[str, str]) -> dict[str, Any]:
        parts = urlsplit(address)
        lines = {"host": self.host, **headers}
        if self.cookies:
            lines.setdefault("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        return {
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "root_path": "",
            "query_string": parts.query.encode(),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in lines.items()],
            "server": ("127.0.0.1", 8501),
            "client": ("127.0.0.1", 50000),
            "http_version": "1.1",
        }

    def _answer(self, sent: list[Message], prefix: str) -> Answer:
        start = next(message for message in sent if message["type"] == f"{prefix}.start")
        headers = Headers(raw=start["headers"])
        for line in headers.getlist("set-cookie"):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        body = b"".join(message.get("body", b"") for message in sent if message["type"] == f"{prefix}.body")
        return Answer(start["status"], headers, body)
