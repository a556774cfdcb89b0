"""The main states of the page as pictures: each must draw without an error, and can be kept for the README.

`DATELINE_SCREENSHOTS=dashboard/screenshots` in the environment keeps them there; else they go with the test.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.screen import DESK, PHONE, Screen

SMALLEST_PICTURE = 30_000  # bytes; a page that stayed empty is smaller


def a_place(screen: Screen) -> None:
    screen.markers.filter(has_text="near Homs").click()
    expect(screen.heading).to_have_text("Near Homs")
    expect(screen.popup).to_be_visible()


def a_denial(screen: Screen) -> None:
    screen.panel.locator(".card.sign-not .link", has_text="show").first.click()
    expect(screen.page).to_have_url(re.compile("claim="))
    expect(screen.panel.locator(".card.chosen")).to_be_visible()


def a_list(screen: Screen) -> None:
    screen.page.get_by_role("tab", name="Statements").click()
    screen.panel.get_by_role("combobox", name="List the statements").select_option("by source")
    expect(screen.page).to_have_url(re.compile("by=source"))
    expect(screen.panel.locator("h4 .entry").first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "size", "scheme", "reach"),
    [
        ("desk-light", DESK, "light", a_place),
        ("desk-dark", DESK, "dark", a_denial),
        ("phone-light", PHONE, "light", a_list),
    ],
)
def test_a_main_state_is_a_picture(open_screen, tmp_path, name, size, scheme, reach):
    screen = open_screen(size=size, scheme=scheme)
    reach(screen)
    screen.settle()
    if size is DESK:
        expect(screen.page.locator(".st-key-timeline canvas")).to_be_visible()
    path = Path(os.environ.get("DATELINE_SCREENSHOTS") or tmp_path) / f"{name}.png"
    screen.page.screenshot(path=path, animations="disabled")
    assert path.stat().st_size > SMALLEST_PICTURE
    assert screen.errors == []
