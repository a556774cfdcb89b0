"""Sharing and keeping: the link, the page to send, the data, the library."""

import json
import re

from playwright.sync_api import expect


def downloaded(screen, name):
    with screen.page.expect_download() as download:
        screen.dialog.get_by_role("button", name=name).click()
    return download.value.path().read_bytes(), download.value.suggested_filename


def test_the_link_says_whom_it_reaches_and_keeps_what_the_map_looks_at(open_screen):
    screen = open_screen()
    screen.markers.first.click()
    expect(screen.page).to_have_url(re.compile("place="))
    screen.settle()
    screen.button("Share", exact=True).click()
    expect(screen.dialog).to_contain_text("works on this computer only")
    screen.dialog.get_by_role("button", name="Copy link").click()
    expect(screen.dialog.get_by_role("button", name="Copied")).to_be_visible()
    link = screen.page.evaluate("navigator.clipboard.readText()")
    assert "place=" in link
    assert re.search(r"article=[0-9a-f]{12}", link)
    assert re.search(r"view=-?[\d.]+,-?[\d.]+,[\d.]+", link)
    other = open_screen(link.removeprefix(f"{screen.server}/"), fresh=True)
    expect(other.heading).to_have_text(screen.heading.inner_text())


def test_the_data_and_the_page_to_send_can_be_taken_along(open_screen, browser):
    screen = open_screen()
    screen.button("Share", exact=True).click()
    table, _ = downloaded(screen, "Table (CSV)")
    assert len(table.decode("utf-8-sig").splitlines()) > 1
    places = json.loads(downloaded(screen, "Map data (GeoJSON)")[0])
    assert places["type"] == "FeatureCollection"
    everything = json.loads(downloaded(screen, "Everything (JSON)")[0])
    assert everything["article"]["text"]
    page, name = downloaded(screen, "Page to send (HTML)")
    assert name.endswith(".html")
    assert len(page) < 3 * 1024**2
    context = browser.new_context(offline=True)
    alone = context.new_page()
    alone.set_content(page.decode("utf-8"))
    expect(alone.locator(".place-marker").first).to_be_visible()
    context.close()


def test_the_library_renames_deletes_and_brings_back(open_screen):
    screen = open_screen()
    screen.paste("A barn burned down in Tulsa on Monday, police said. Nobody was hurt in the fire.")
    expect(screen.article).to_contain_text("A barn burned down")
    screen.settle()
    screen.button("Library").click()
    row = screen.dialog.locator("[class*=st-key-row_]", has_text="open now")
    row.get_by_role("button", name="Rename").click()
    screen.page.get_by_label("Headline").fill("Barn fire")
    screen.page.get_by_label("Headline").press("Tab")
    screen.button("Save").click()
    row = screen.dialog.locator("[class*=st-key-row_]", has_text="Barn fire")
    expect(row).to_be_visible()
    row.get_by_role("button", name="Delete").click()
    expect(screen.dialog).to_contain_text("Deleted: Barn fire")
    expect(row).to_have_count(0)
    screen.dialog.get_by_role("button", name="Undo").click()
    expect(row).to_be_visible()


def test_a_sample_opens_from_the_menu(open_screen):
    screen = open_screen()
    title = screen.title.inner_text()
    screen.button("Samples").click()
    screen.page.get_by_role("menuitem").or_(screen.page.get_by_role("option")).last.click()
    expect(screen.title).not_to_have_text(title)
    expect(screen.markers.first).to_be_visible()


def test_the_help_explains_the_words(open_screen):
    screen = open_screen()
    screen.button("?").click()
    expect(screen.dialog).to_contain_text("not what is so")
