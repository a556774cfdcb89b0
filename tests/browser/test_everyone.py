"""The page for everyone: rules of WCAG 2.2 AA, the keyboard alone, a phone, the dark, inside another page, on paper."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.screen import DESK, PHONE, Screen
from tests.browser.test_entry import ARTICLE

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
MOST_TABS = 60  # from the top of the page to any control of it


def broken(screen: Screen) -> list[str]:
    """The rules that the page breaks, each with what breaks it."""
    found = Axe().run(screen.page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def tab_to(screen: Screen, wanted: Locator) -> None:
    """Go on by Tab alone until something has the focus."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        screen.page.keyboard.press("Tab")
    pytest.fail(f"{wanted} cannot be reached by Tab")


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone in the dark"])
def test_no_rule_of_accessibility_is_broken(open_screen, size, scheme):
    screen = open_screen(size=size, scheme=scheme)
    assert broken(screen) == []
    screen.page.keyboard.press("l")
    expect(screen.page).to_have_url(re.compile("place="))
    if size is PHONE:
        screen.page.get_by_role("tab", name="Statements").click()
    expect(screen.panel.locator(".card[aria-current]").first).to_be_visible()
    screen.settle()
    assert broken(screen) == []
    screen.page.keyboard.press("?")
    expect(screen.dialog).to_contain_text("the next place on the map")
    assert broken(screen) == []


def test_from_paste_to_a_corrected_and_shared_place_by_the_keyboard_alone(open_screen):
    screen = open_screen(fresh=True)  # where nobody has given a name yet
    keys = screen.page.keyboard
    tab_to(screen, screen.box)
    keys.insert_text(ARTICLE)
    keys.press("Control+Enter")
    expect(screen.title).to_have_text("Bridge over the Elbe closed after flood")
    expect(screen.box).not_to_be_focused()
    keys.press("l")
    expect(screen.spoken).to_have_text(re.compile(r"^Selected: .+, \d statement"))
    first = screen.heading.inner_text()
    keys.press("l")
    expect(screen.heading).not_to_have_text(first)
    keys.press("h")
    expect(screen.heading).to_have_text(first)
    correct_by_keys(screen, "Meissen")
    expect(screen.markers.filter(has_text=re.compile("Mei(ss|ß)en"))).to_be_visible()
    tab_to(screen, screen.button("Share", exact=True))
    keys.press("Enter")
    tab_to(screen, screen.dialog.get_by_role("button", name="Copy link"))
    keys.press("Enter")
    expect(screen.dialog.get_by_role("button", name="Copied")).to_be_visible()
    assert "mention=" in urlsplit(screen.page.evaluate("navigator.clipboard.readText()")).query


def correct_by_keys(screen: Screen, place: str) -> None:
    """Say that the selected name means another place, and give a name first: no step loses the focus."""
    keys = screen.page.keyboard
    keys.press("w")
    expect(screen.task.get_by_role("textbox", name="Your name")).to_be_focused()
    keys.type("Kim")
    keys.press("Enter")
    search = screen.task.get_by_role("textbox", name="Search for a place")
    expect(search).to_be_visible()
    expect(screen.task.locator("h2")).to_be_focused()
    tab_to(screen, search)
    keys.type(place)
    keys.press("Enter")
    expect(screen.task.get_by_role("radio", checked=True)).to_be_attached()
    tab_to(screen, screen.button("Use this place"))
    keys.press("Enter")
    expect(screen.bar).to_contain_text(re.compile("is Mei(ss|ß)en"))
    expect(screen.task.locator("h2")).to_have_count(0)
    screen.settle()
    assert not screen.page.evaluate("document.activeElement === document.body")


def test_keys_step_through_statements_and_namings_unless_somebody_types_or_switched_them_off(open_screen):
    screen = open_screen(fresh=True)  # keys that are off stay off for a browser
    keys = screen.page.keyboard
    keys.press("j")
    expect(screen.page).to_have_url(re.compile("claim="))
    first = screen.address()
    keys.press("j")
    expect(screen.page).not_to_have_url(first)
    keys.press("k")
    expect(screen.page).to_have_url(first)
    keys.press("n")
    expect(screen.page).to_have_url(re.compile("mention="))
    keys.press("s")
    expect(screen.panel.get_by_role("searchbox")).to_be_focused()
    keys.type("j")
    expect(screen.page).to_have_url(re.compile("mention="))
    screen.title.click()
    keys.press("Escape")
    expect(screen.page).not_to_have_url(re.compile("mention="))
    keys.press("?")
    screen.dialog.get_by_role("checkbox").uncheck()
    keys.press("Escape")
    expect(screen.dialog).to_have_count(0)
    keys.press("j")
    keys.press("?")
    expect(screen.dialog).to_have_count(0)
    expect(screen.page).not_to_have_url(re.compile("claim="))


def test_the_lists_replace_map_and_timeline(open_screen):
    screen = open_screen()
    by = screen.panel.get_by_role("combobox", name="List the statements")
    places = screen.panel.locator("h4 .entry")
    expect(places.filter(has_text="Near Homs")).to_be_visible()
    by.select_option("by source")
    expect(screen.page).to_have_url(re.compile("by=source"))
    places.filter(has_text="The article says").click()
    expect(screen.page).to_have_url(re.compile("speaker=article"))
    expect(screen.map.locator(".place-marker.selected").first).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(screen.page).not_to_have_url(re.compile("speaker="))
    by.select_option("by when it happened")
    places.filter(has_text="Wed 30 Sep 2015").click()
    expect(screen.page).to_have_url(re.compile("day=2015-09-30"))
    expect(screen.article.locator(".lit").first).to_be_in_viewport()
    screen.page.go_back()
    expect(screen.page).not_to_have_url(re.compile("day="))
    screen.summary.get_by_role("button", name="without a place").click()  # from any list to that part of the first one
    expect(screen.page).not_to_have_url(re.compile("by="))
    expect(screen.panel.locator("[data-at='list:without']")).to_be_in_viewport()


def test_what_is_typed_into_the_search_filters_and_facets_say_how_many(open_screen):
    screen = open_screen()
    screen.panel.get_by_role("searchbox").fill("Homs")
    screen.page.keyboard.press("Enter")
    expect(screen.page).to_have_url(re.compile("q=Homs"))
    expect(screen.summary).to_contain_text("shown")
    screen.settle()  # the panel follows the summary
    screen.panel.get_by_role("searchbox").fill("")
    screen.page.keyboard.press("Enter")
    expect(screen.page).not_to_have_url(re.compile("q="))
    screen.page.locator(".st-key-filters").get_by_role("button", name="More").click()
    pill = screen.page.locator(".pill", has_text="A whole country")
    number = int(pill.locator(".count").inner_text())
    pill.click()
    expect(screen.page).to_have_url(re.compile("precision=4"))
    expect(screen.summary).to_contain_text(re.compile(rf"^{number} statements? of"))


def test_dragging_over_the_timeline_filters_and_all_days_come_back(open_screen):
    screen = open_screen()
    chart = screen.page.locator(".st-key-timeline svg.marks, .st-key-timeline canvas").first
    expect(chart).to_be_visible()
    box = chart.bounding_box()
    mouse = screen.page.mouse
    mouse.move(box["x"] + box["width"] * 0.35, box["y"] + 16)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 18, steps=4)
    mouse.up()
    expect(screen.page).to_have_url(re.compile(r"from=2015-\d\d-\d\d&to=2015"))
    expect(screen.summary).to_contain_text("shown")
    screen.button("all days").click()
    expect(screen.page).not_to_have_url(re.compile("from="))


def test_inside_another_page_nothing_can_be_changed(open_screen):
    screen = open_screen("?embed=true", size={"width": 900, "height": 700})
    expect(screen.page.get_by_text("As reported, not verified").first).to_be_visible()
    expect(screen.box).to_have_count(0)
    expect(screen.button("Library")).to_have_count(0)
    screen.markers.first.click()
    expect(screen.panel.locator(".card[aria-current]").first).to_be_visible()
    screen.page.keyboard.press("w")
    screen.settle()
    for changing in (".actions", ".st-key-checking", ".st-key-task", ".st-key-byline [data-testid=stPopover]"):
        expect(screen.page.locator(changing)).to_have_count(0)
    with screen.page.context.expect_page() as opened:
        screen.button("open this view in a window of its own").click()
    assert "place=" in opened.value.url
    assert "embed" not in opened.value.url
    opened.value.close()


def test_on_paper_stand_the_map_every_statement_and_the_whole_article(open_screen):
    screen = open_screen()
    screen.page.emulate_media(media="print")
    expect(screen.box).to_be_hidden()
    for part in (".reader-text", ".panel-text"):
        assert screen.page.locator(part).evaluate("part => part.scrollHeight <= part.clientHeight + 1")
