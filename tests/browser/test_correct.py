"""Correcting as a person does it, with the view open: detach, re-point, undo, reload; by keyboard, and two at once."""

import re

from playwright.sync_api import expect

TEXT = """Floods in Illinois

Chicago: trees fell in Springfield on Monday, police said. Crews from Peoria came to Springfield in the evening.
A bridge near Decatur was closed, the mayor of Springfield said.
"""
CHECKED = re.compile(r"\d+ of \d+ checked")


def task(screen):
    return screen.task


def bar(screen):
    return screen.bar


def card(screen, words):
    return screen.panel.locator(".card", has_text=words).first


def start_task(screen, words, action, *, asks_name=False):
    """Select a statement and press one of its small buttons; the focus goes to where reading or writing goes on."""
    card(screen, words).click()
    chosen = screen.panel.locator(".card.chosen")
    expect(chosen).to_contain_text(words)
    chosen.get_by_role("button", name=action).first.click()
    field = task(screen).get_by_role("textbox", name="Your name")
    expect(field if asks_name else task(screen).locator("h2")).to_be_focused()


def give_name(screen, name):
    task(screen).get_by_role("textbox", name="Your name").fill(name)
    task(screen).get_by_role("button", name="Go on").click()


def map_view(screen):
    """Where the map looks; it is not to move while somebody corrects."""
    script = """() => {
        const map = document.querySelector('iframe[title*="st_folium"]').contentWindow.map
        return [map.getCenter().lat.toFixed(3), map.getCenter().lng.toFixed(3), map.getZoom()].join()
    }"""
    return screen.page.evaluate(script)


def test_a_statement_is_detached_a_name_re_pointed_undone_and_still_there_after_a_reload(open_screen):
    screen = open_screen(fresh=True)
    screen.paste(TEXT)
    expect(screen.title).to_have_text("Floods in Illinois")
    expect(screen.markers.filter(has_text="Springfield").first).to_be_visible()  # the map looks at this article
    screen.settle()
    before = map_view(screen)
    other = open_screen(screen.address().removeprefix(f"{screen.server}/"), fresh=True)  # Ben reads it, too
    expect(other.markers.filter(has_text="Decatur")).to_be_visible()
    looked = map_view(other)

    # detach: the statement leaves its place, and the name is asked once
    start_task(screen, "trees fell in Springfield", "place, source, date, words", asks_name=True)
    give_name(screen, "Ann")
    task(screen).get_by_text("It was not at Springfield", exact=True).click()
    task(screen).get_by_role("button", name="Save").first.click()
    expect(bar(screen)).to_contain_text("not at Springfield")
    expect(task(screen).locator("h2")).to_have_count(0)
    expect(card(screen, "trees fell in Springfield")).to_contain_text("corrected by Ann")
    expect(card(screen, "trees fell in Springfield").locator(".facts")).not_to_contain_text("Springfield")
    expect(bar(screen)).to_contain_text(CHECKED)
    assert map_view(screen) == before

    # who has the article open elsewhere sees it without a click, and the map stays where it is
    expect(bar(other)).to_contain_text(re.compile("Ann: .*trees fell in Springfield"))
    expect(card(other, "trees fell in Springfield")).to_contain_text("corrected by Ann")
    assert map_view(other) == looked
    other.page.close()

    # re-point: one correction for every naming of the place
    screen.article.locator("[data-mention], .name").filter(has_text="Springfield").last.click()
    screen.panel.get_by_role("button", name="means another place, or none").first.click()
    task(screen).get_by_role("textbox", name="Search for a place").fill("Springfield, Missouri")
    task(screen).get_by_role("textbox", name="Search for a place").press("Enter")
    expect(task(screen).get_by_role("radio", name=re.compile("Missouri")).first).to_be_checked()
    task(screen).get_by_role("button", name="Use this place").click()
    expect(bar(screen)).to_contain_text("is Springfield, Missouri")
    expect(screen.panel.locator(".card", has_text="trees fell")).to_have_count(0)  # it stays detached
    screen.page.get_by_role("button", name="History").click()
    expect(task(screen).locator(".history li")).to_have_count(2)
    expect(task(screen).locator(".history li").first).to_contain_text("Ann")
    screen.page.keyboard.press("Escape")
    expect(task(screen).locator("h2")).to_have_count(0)

    # undo and redo, then a reload
    screen.page.get_by_role("button", name=re.compile("^Undo:")).click()
    expect(bar(screen)).to_contain_text("Undone")
    screen.page.get_by_role("button", name=re.compile("^Redo:")).click()
    expect(bar(screen)).to_contain_text("Put back")
    screen.page.reload()
    expect(bar(screen)).to_contain_text(CHECKED)
    screen.page.get_by_role("button", name="History").click()
    expect(task(screen).locator(".history li")).to_have_count(2)
    expect(task(screen).locator(".history li.undone")).to_have_count(0)
    assert screen.errors == []


def test_right_is_one_click_once_the_name_is_known_and_reasons_and_links_open(open_screen):
    screen = open_screen(fresh=True)
    words = screen.panel.locator(".card .content").first.inner_text()[:30].strip("“”")
    start_task(screen, words, "it says what the article says", asks_name=True)
    give_name(screen, "Ben")
    expect(card(screen, words)).to_contain_text("right, says Ben")
    expect(card(screen, words).get_by_role("button", name="a person found it right")).to_be_visible()
    screen.page.reload()  # the browser remembers the name, the library the check
    expect(card(screen, words)).to_contain_text("right, says Ben")
    card(screen, words).click()
    card(screen, words).get_by_role("button", name="a person found it right").click()
    expect(card(screen, words)).not_to_contain_text("right, says Ben")

    start_task(screen, words, "the words and reasons that decided")
    task(screen).get_by_role("button", name="show these words").first.click()
    assert screen.page.evaluate("CSS.highlights.get('quoted')?.size ?? CSS.highlights.get('said')?.size") >= 1
    task(screen).get_by_role("button", name="back to the statements").click()
    expect(card(screen, words)).to_be_visible()

    start_task(screen, words, "where to look elsewhere")
    links = task(screen).locator("a")
    expect(links.first).to_be_hidden()  # until a click that says what it reveals
    task(screen).locator("summary").click()
    expect(links.first).to_be_visible()
    expect(links.first).to_have_attribute("rel", "noopener noreferrer")
    task(screen).get_by_role("button", name="back to the statements").click()

    start_task(screen, words, "place, source, date, words")
    task(screen).get_by_text("It was at another place, too").click()
    task(screen).get_by_text("Click it on the map").click()
    expect(screen.map.locator(".dateline-map.picking")).to_be_visible()
    before = map_view(screen)
    screen.map.locator(".dateline-map").click(position={"x": 60, "y": 400})
    expect(screen.map.locator(".picked-point")).to_have_count(1)
    expect(task(screen).get_by_role("radio", name=re.compile("^The point"))).to_be_checked()
    task(screen).get_by_role("button", name="Save").first.click()
    expect(bar(screen)).to_contain_text("also at a point")
    expect(screen.map.locator(".picked-point")).to_have_count(0)
    assert map_view(screen) == before
    assert screen.errors == []
