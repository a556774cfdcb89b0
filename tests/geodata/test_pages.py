"""Twenty-five pages in the manner of different newspapers: text, headline, outlet, author, day and address are right.

The pages were written for this test; their stories, people and papers are invented.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.captures import Capture, capture_bytes
from geodata.cleaning import map_to_source
from geodata.page_facts import Facts, day_of, read_facts

PAGES = Path(__file__).parent / "pages"
EXPECTED: dict[str, dict[str, Any]] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
WIDE_SHARE = 0.95  # of the text that the map leads back to the source


def page(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_bytes()


@pytest.fixture(scope="module", params=EXPECTED)
def read(request: pytest.FixtureRequest) -> tuple[str, Capture]:
    return request.param, capture_bytes(page(request.param), f"{request.param}.html")


def test_there_are_twenty_five() -> None:
    assert len(EXPECTED) == len(list(PAGES.glob("*.html"))) == 25


def test_the_facts_are_right(read: tuple[str, Capture]) -> None:
    name, capture = read
    expected, article = EXPECTED[name], capture.article
    assert article.title == expected["title"]
    assert article.publisher == expected["publisher"]
    assert capture.record.get("author") == expected["author"]
    assert (article.published.isoformat() if article.published else None) == expected["published"]
    assert not expected["canonical"] or article.url == expected["canonical"]


def test_the_text_is_whole_and_nothing_else_is_in_it(read: tuple[str, Capture]) -> None:
    name, capture = read
    shown = " ".join(capture.article.text.split())
    for paragraph in EXPECTED[name]["paras"]:
        assert " ".join(paragraph.split()) in shown
    for words in EXPECTED[name]["no"]:
        assert words not in shown


def test_the_map_leads_back_to_the_source(read: tuple[str, Capture]) -> None:
    name, capture = read
    text, record = capture.article.text, capture.record
    source = page(name).decode(record["encoding"])
    spans = record["cleaning"]["spans"]
    assert sum(end - start for start, end, _, _ in spans) >= WIDE_SHARE * len(text)
    for start, end, there, to in spans:
        first, last = text[start:end].split()[0], text[start:end].split()[-1]
        assert source[there:to].startswith(first[:1]) or source[there] == "&"
        assert last[-1] in source[to - 1 : to] or source[to - 1] in "&;>" or source[to - 1 :].startswith("&")


def test_a_page_for_subscribers_says_so() -> None:
    assert capture_bytes(page("paywall"), "a.html").record["partial"] is True
    assert "partial" not in capture_bytes(page("json-ld"), "a.html").record


def test_an_address_of_another_kind_is_never_kept() -> None:
    assert read_facts(page("odd-facts").decode()).address is None


@pytest.mark.parametrize(
    "words, day",
    [
        ("2024-03-11T23:30:00-05:00", "2024-03-11"),  # the day where it was written
        ("2024-05-09T04:00:00.000Z", "2024-05-09"),
        ("Wed, 15 May 2024 07:12:00 +0200", "2024-05-15"),
        ("2024-03-11", "2024-03-11"),
        ("last Tuesday", None),
        ("11/03/2024", None),  # a day or a month first: nobody knows
        ("", None),
        (None, None),
        ("9" * 5000, None),
    ],
)
def test_a_day_is_a_day(words: str | None, day: str | None) -> None:
    assert day_of(words) == day


@pytest.mark.parametrize(
    "source",
    [
        '<script type="application/ld+json">' + "[" * 5000 + "]" * 5000 + "</script>",
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":5,"author":[[{}],3]}</script>',
        '<script type="application/ld+json">{"@type":{"a":1},"@graph":"x"}</script>',
        "",
        "<html>",
        "\x00",
    ],
)
def test_odd_facts_are_no_facts(source: str) -> None:
    assert read_facts(source) == Facts()


@given(st.lists(st.text(st.sampled_from("abc. &<>\n|é"), min_size=1), max_size=6), st.text("<>/ab &;!-\n", max_size=60))
def test_a_map_never_points_outside(lines: list[str], source: str) -> None:
    text = "\n".join(lines)
    for start, end, there, to in map_to_source(text, source + "".join(f"<p>{line}</p>" for line in lines)):
        assert 0 <= start < end <= len(text)
        assert 0 <= there < to <= len(source) + sum(len(line) + 7 for line in lines)
