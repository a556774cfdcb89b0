"""An article of 20,000 places on the whole page: it opens, and everything in it can still be selected.

As in `Screen`, everything is waited for and nothing is expected that may not be there yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

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
    page = screen.page
    assert 1 < screen.markers.count() <= MOST_HANDLES
    screen.summary.filter(has_text="20,000").wait_for()
    handle = screen.markers.nth(3)
    name = handle.locator("b").inner_text()
    handle.click()
    screen.popup.filter(has_text=name).wait_for()
    screen.panel.locator("h2", has_text=name).first.wait_for()
    screen.article.locator("[aria-current=true]").first.wait_for(state="attached")
    screen.settle()
    page.keyboard.press("Escape")
    page.wait_for_url(lambda address: "place=" not in address)
    screen.settle()
    screen.article.locator("[data-mention]").first.click()
    page.wait_for_url(re.compile("mention="))
    chosen = screen.markers.and_(screen.map.locator(".selected"))
    chosen.first.wait_for()
    assert chosen.count() == 1
    assert screen.errors == []
