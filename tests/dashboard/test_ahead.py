"""What the page of an address begins with is made while its scripts are loading."""

from __future__ import annotations

import threading

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard import ahead, cached
from dashboard.viewstate import ViewState
from tests.dashboard.asgi import Reader
from tests.dashboard.example import ARTICLE_ID, LINZ


@pytest.fixture
def reader() -> Reader:
    pages = [Route(path, lambda _: PlainTextResponse("page")) for path in ("/", "/api/health")]
    return Reader(Starlette(routes=pages, middleware=[Middleware(ahead.Ahead)]))


def test_the_view_of_an_address_is_begun_at_once(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[ViewState] = []
    done = threading.Event()
    monkeypatch.setattr(cached, "prepare_ahead", lambda state: (asked.append(state), done.set()))
    assert reader.get(f"/?v=1&article={ARTICLE_ID}&place={LINZ}").text == "page"
    assert done.wait(5)
    assert (asked[0].article, asked[0].place) == (ARTICLE_ID, LINZ)


@pytest.mark.parametrize("address", ["/", "/?article=", "/?place=1", f"/api/health?article={ARTICLE_ID}"])
def test_nothing_is_begun_without_an_article(address: str, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_prepare", lambda _: pytest.fail("Something was begun."))
    assert reader.get(address).status == 200


def test_an_address_of_nothing_is_answered_by_the_page(reader: Reader) -> None:
    assert reader.get("/?v=1&article=000000000000").text == "page"
