"""An article of 20,000 places on the whole page: it opens, and everything in it can still be selected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geodata.store import open_store
from tests.benchmarks.generated import generated_analysis

PLACES = 20_000
MOST_HANDLES = 60  # in view at once: names must stay readable


@pytest.fixture
def crowded(library: Path) -> Iterator[str]:
    analysis = generated_analysis(PLACES)
    store = open_store(library)
    store.save(analysis)
    yield f"?v=1&article={analysis.article.article_id}"
    store.delete(analysis.article.article_id)


def test_twenty_thousand_places_open_and_select(open_screen, crowded):
    screen = open_screen(crowded)
    assert 1 < screen.markers.count() <= MOST_HANDLES
    expect(screen.summary).to_contain_text("20,000")
    handle = screen.markers.nth(3)
    name = handle.locator("b").inner_text()
    handle.click()
    expect(screen.popup).to_contain_text(name)
    expect(screen.heading).to_contain_text(name)
    expect(screen.article.locator("[aria-current=true]").first).to_be_attached()
    screen.settle()
    screen.page.keyboard.press("Escape")
    expect(screen.page).not_to_have_url(re.compile("place="))
    screen.settle()
    screen.article.locator("[data-mention]").first.click()
    expect(screen.page).to_have_url(re.compile("mention="))
    expect(screen.markers.and_(screen.map.locator(".selected"))).to_have_count(1)
    assert screen.errors == []
