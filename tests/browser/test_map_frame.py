"""The map inside the page: what its frame tells the page, and what it keeps while the page follows."""

from __future__ import annotations

import re

from playwright.sync_api import expect

PLACE = re.compile(r"[?&]place=")


def test_a_second_click_on_the_same_marker_selects_again(open_screen) -> None:
    screen = open_screen()
    marker = screen.markers.first
    marker.click()
    expect(screen.page).to_have_url(PLACE)
    expect(screen.popup).to_be_visible()
    screen.settle()
    screen.page.keyboard.press("Escape")
    screen.page.locator("h1").first.click()
    screen.page.keyboard.press("Escape")
    expect(screen.page).not_to_have_url(PLACE)
    expect(screen.map.locator(".place-marker.selected")).to_have_count(0)
    marker.click()
    expect(screen.page).to_have_url(PLACE)
    expect(screen.popup).to_be_visible()


def test_the_drawn_places_stay_while_the_selection_changes(open_screen) -> None:
    screen = open_screen()
    drawn = screen.markers.first.element_handle()
    screen.markers.nth(1).click()
    expect(screen.page).to_have_url(PLACE)
    screen.settle()
    expect(screen.map.locator(".place-marker.selected")).to_have_count(1)
    assert drawn.evaluate("element => element.isConnected")
    expect(screen.popup).to_be_visible()
    assert screen.errors == []
