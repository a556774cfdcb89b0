"""Answers are compressed for the network, and not for a browser on the same computer."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Receive, Scope, Send

from dashboard.compression import PlainAtHome


@pytest.mark.parametrize(
    ("client", "passed_on"),
    [
        (("127.0.0.1", 5000), []),
        (("::1", 5000), []),
        (("192.168.1.20", 5000), [b"gzip"]),
        (("fe80::1", 5000), [b"gzip"]),
        (None, [b"gzip"]),  # a server behind a socket of files does not know
    ],
)
def test_only_the_network_is_asked_what_it_can_unpack(client: tuple[str, int] | None, passed_on: list[bytes]) -> None:
    seen: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope)

    headers = [(b"host", b"localhost"), (b"accept-encoding", b"gzip")]
    scope = {"type": "http", "client": client, "headers": headers}
    asyncio.run(PlainAtHome(app)(scope, None, None))  # type: ignore[arg-type]
    assert [value for name, value in seen[0]["headers"] if name == b"accept-encoding"] == passed_on
    assert (b"host", b"localhost") in seen[0]["headers"]
