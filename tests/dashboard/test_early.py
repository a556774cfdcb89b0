"""Whoever opens the page is told at once which of Streamlit's scripts it will need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard import early
from tests.dashboard.asgi import Reader

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"


@pytest.fixture
def reader() -> Reader:
    pages = [Route(path, lambda _: PlainTextResponse("page")) for path in ("/", "/api/health")]
    return Reader(Starlette(routes=pages, middleware=[Middleware(early.Early)]))


def test_the_page_names_its_scripts(reader: Reader) -> None:
    named = re.findall(r"<\./static/js/([^>]+)>; rel=modulepreload", reader.get("/").headers["link"])
    assert len(named) == len(set(named)) > len(early.ELEMENTS)
    assert all((SCRIPTS / name).is_file() for name in named)


@pytest.mark.parametrize("element", early.ELEMENTS)
def test_streamlit_still_has_a_script_of_each_element(element: str) -> None:
    assert any(name.startswith(f"{element}.") for name in early.scripts())


def test_what_the_page_names_by_itself_is_not_named_twice() -> None:
    page = (SCRIPTS.parents[1] / "index.html").read_text(encoding="utf-8")
    assert not [name for name in early.scripts() if name in page]


def test_other_answers_are_left_alone(reader: Reader) -> None:
    assert "link" not in reader.get("/api/health").headers
