"""Files that never change are read once; everything else is asked for each time."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from dashboard import shelf
from dashboard.access import SecurityHeaders
from tests.dashboard.asgi import Reader

FOREVER = {"cache-control": "public, immutable, max-age=31536000"}
PIECES = ("first ", "second")


class Source:
    """Answers in the ways that a server has, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, request: Request) -> Response:
        name = request.path_params["name"]
        self.asked.append(name)
        if name == "pieces":
            return StreamingResponse(iter(PIECES), headers=FOREVER)
        status = 404 if name == "missing" else 200
        body = "x" * (shelf.LONGEST + 1) if name == "long" else f"answer {len(self.asked)}"
        return Response(body, status, headers={} if name == "passing" else FOREVER)


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def reader(source: Source) -> Reader:
    middleware = [Middleware(SecurityHeaders), Middleware(shelf.Shelf)]
    return Reader(Starlette(routes=[Route("/{name}", source.__call__)], middleware=middleware))


@pytest.mark.parametrize(
    ("name", "times_asked"),
    [
        ("final", 1),
        ("pieces", 1),  # comes in several parts
        ("passing", 3),  # nobody promised that it stays
        ("missing", 3),  # may be there the next time
        ("long", 3),
    ],
)
def test_what_is_final_is_asked_for_once(name: str, times_asked: int, reader: Reader, source: Source) -> None:
    answers = [reader.get(f"/{name}") for _ in range(3)]
    assert source.asked == [name] * times_asked
    if times_asked == 1:
        assert len({answer.text for answer in answers}) == 1
        assert answers[0].headers == answers[-1].headers  # added on the way out, once


@pytest.mark.parametrize("header", ["range", "if-none-match"])
def test_who_asks_for_a_part_or_for_news_is_answered_by_the_source(header: str, reader: Reader, source: Source) -> None:
    reader.get("/final")
    reader.get("/final", headers={header: "bytes=0-1"})
    assert source.asked == ["final", "final"]


def test_compressed_and_plain_answers_are_two(reader: Reader, source: Source) -> None:
    for encoding in ("gzip", "identity", "gzip"):
        reader.get("/final", headers={"accept-encoding": encoding})
    assert source.asked == ["final", "final"]


def test_the_room_ends(reader: Reader, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "ROOM", len("answer 1"))
    for name in ("one", "two", "one", "two"):
        reader.get(f"/{name}")
    assert source.asked == ["one", "two", "two"]
