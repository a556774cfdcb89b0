"""Selecting: a marker, a name, a statement or a row selects everywhere, and the address remembers it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import PHONE

NOTHING_SELECTED = "All statements"
HAS_ARTICLE = re.compile(r"[?&]article=\w")
HAS_PLACE = re.compile(r"[?&]place=")


def place_words(screen):
    """The place of the first marker, in the words of its label."""
    return screen.markers.first.locator("b").inner_text()


def test_the_sample_opens_with_its_map_and_nothing_was_asked_elsewhere(open_screen):
    screen = open_screen()
    expect(screen.title).not_to_be_empty()
    expect(screen.summary).to_contain_text(re.compile(r"\d+ statements by .+\d+ at \d+ places?"))
    expect(screen.panel.locator(".card").first).to_be_visible()
    assert screen.errors == []


def test_the_screen_does_not_scroll_and_the_map_tells_what_lies_outside(open_screen):
    screen = open_screen()
    sizes = "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
    assert screen.page.evaluate(sizes) == [900, 1400]
    far = screen.markers.filter(has_text="Moscow")  # far from all else in the sample
    outside = screen.map.locator(".dateline-outside")
    expect(far).not_to_be_in_viewport()
    expect(outside).to_contain_text("Moscow lies outside this view")
    outside.click()
    expect(far).to_be_in_viewport()
    expect(outside).to_be_hidden()
    screen.map.get_by_role("button", name="Show where most of the story is told").click()
    expect(outside).to_be_visible()


def test_a_marker_carries_its_statements_and_a_second_reader_sees_the_same(open_screen):
    screen = open_screen()
    place = place_words(screen)
    screen.markers.first.hover()
    expect(screen.map.locator(".leaflet-tooltip")).to_contain_text(place)
    screen.markers.first.click()
    expect(screen.popup).to_contain_text(place)
    expect(screen.heading).to_have_text(re.compile(re.escape(place), re.IGNORECASE))
    expect(screen.page).to_have_url(HAS_PLACE)
    expect(screen.page).to_have_url(HAS_ARTICLE)  # although the page was opened without one
    words = screen.panel.locator(".card[aria-current] .content").first.inner_text().strip("“”")
    expect(screen.popup).to_contain_text(words[:40])
    screen.settle()
    expect(screen.popup).to_be_visible()

    other = open_screen(screen.address().removeprefix(f"{screen.server}/"), fresh=True)
    expect(other.heading).to_have_text(screen.heading.inner_text())
    expect(other.panel.locator(".card[aria-current] .content").first).to_contain_text(words[:40])
    expect(other.article.locator(".lit").first).to_be_in_viewport()


def test_a_name_selects_and_back_and_forward_follow(open_screen):
    screen = open_screen()
    screen.markers.first.click()
    expect(screen.heading).not_to_have_text(NOTHING_SELECTED)
    screen.settle()  # the article follows the panel
    first = screen.heading.inner_text()
    name = screen.article.locator("button.name:not([aria-current])").last
    name.click()
    expect(screen.page).to_have_url(re.compile("mention="))
    expect(screen.heading).not_to_have_text(first)
    screen.page.go_back()
    expect(screen.heading).to_have_text(first)
    screen.page.go_back()
    expect(screen.heading).to_have_text(NOTHING_SELECTED)
    screen.page.go_forward()
    expect(screen.heading).to_have_text(first)


CONTRAST = """name => {
  const canvas = document.createElement('canvas').getContext('2d')
  const light = (colour) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const { color, backgroundColor } = getComputedStyle(name)
  const [low, high] = [light(color), light(backgroundColor)].sort((one, other) => one - other)
  return (high + 0.05) / (low + 0.05)
}"""
READABLE = 4.5  # contrast that small type needs (WCAG AA)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_selected_name_can_be_read_while_the_mouse_is_on_it(open_screen, scheme):
    screen = open_screen(scheme=scheme)
    screen.article.locator("button.name").first.click()
    name = screen.article.locator("button.name[aria-current]:hover")
    expect(name).to_have_count(1)
    assert name.evaluate(CONTRAST) >= READABLE


def test_the_page_has_no_frame_where_a_key_is_followed_by_a_click(open_screen):
    screen = open_screen()
    screen.page.keyboard.press("Escape")
    screen.panel.locator(".card .content").first.click()
    screen.settle()
    frame = screen.page.locator("[data-testid=stMain]:focus-visible")
    assert frame.evaluate_all("found => found.map(one => getComputedStyle(one, '::before').content)") in ([], ["none"])


def test_a_statement_lights_its_sentence_and_escape_clears(open_screen):
    screen = open_screen()
    card = screen.panel.locator(".card").last
    words = card.locator(".content").inner_text().strip("“”")
    card.click()
    expect(screen.page).to_have_url(re.compile("claim="))
    expect(screen.article.locator(".lit").first).to_contain_text(words[:20])
    expect(screen.article.locator(".lit").first).to_be_in_viewport()
    screen.page.keyboard.press("Escape")
    expect(screen.article.locator(".lit")).to_have_count(0)
    expect(screen.page).not_to_have_url(re.compile("claim="))


def test_a_line_of_the_list_selects(open_screen):
    screen = open_screen()
    screen.panel.locator("h4 .entry").first.click()
    expect(screen.page).to_have_url(HAS_PLACE)
    expect(screen.article.locator(".lit").first).to_be_visible()
    expect(screen.panel.locator(".index .entry[aria-current]")).to_have_count(1)


LOOKS_AT = "[map.getCenter().lat.toFixed(4), map.getCenter().lng.toFixed(4), map.getZoom()].join()"


def test_a_selected_place_comes_into_view_and_one_that_is_seen_stays(open_screen):
    screen = open_screen()
    where = screen.panel.locator(".facts .link", has_text="near Homs").first
    shape = screen.map.locator(".place-shape.shape-disc.selected")
    frame = next(frame for frame in screen.page.frames if "st_folium" in frame.url)
    before = frame.evaluate(LOOKS_AT)
    where.click()
    expect(shape.first).to_be_visible()
    screen.settle()
    assert frame.evaluate(LOOKS_AT) == before  # it is well in view
    screen.page.keyboard.press("Escape")
    expect(shape).to_have_count(0)
    frame.evaluate("void map.setView([20, 100], 3, { animate: false })")
    screen.panel.locator(".facts .link", has_text="near Homs").first.click()
    frame.wait_for_function("document.querySelector('.shape-disc.selected')?.getBoundingClientRect().width > 50")
    expect(shape.first).to_be_in_viewport()
    assert frame.evaluate("map.getZoom()") < 9  # near enough, and no nearer


def test_the_keyboard_reaches_a_marker(open_screen):
    screen = open_screen()
    screen.markers.first.focus()
    screen.page.keyboard.press("Enter")
    expect(screen.popup).to_be_visible()
    expect(screen.page).to_have_url(HAS_PLACE)


def test_a_filter_narrows_the_map_and_the_address_says_so(open_screen):
    screen = open_screen()
    everything = screen.panel.locator(".card").count()
    hinted = screen.page.locator(".st-key-filter_said[title]")  # no label is drawn: it says itself what it is for
    expect(hinted.locator("input")).to_have_attribute("aria-description", hinted.get_attribute("title"))
    hinted.click()
    screen.page.get_by_role("option", name="Said it is NOT so").click()
    expect(screen.page).to_have_url(re.compile("polarity=negative"))
    expect(screen.summary).to_contain_text(re.compile("shown|fits"))
    expect(screen.panel.locator(".card")).not_to_have_count(everything)
    other = open_screen(screen.address().removeprefix(f"{screen.server}/"), fresh=True, wait=False)
    expect(other.page.locator(".st-key-filter_said input")).to_have_value(re.compile("Said it is NOT so"))
    screen.button("show all").click()
    expect(screen.panel.locator(".card")).to_have_count(everything)


def test_escape_clears_the_selection_and_then_the_filters(open_screen):
    screen = open_screen("?v=1&polarity=negative", wait=False)
    filtered = re.compile("polarity=negative")
    card = screen.panel.locator(".card .content").first
    card.click()
    expect(screen.page).to_have_url(re.compile("claim="))
    screen.settle()
    screen.page.keyboard.press("Escape")
    expect(screen.page).not_to_have_url(re.compile("claim="))
    expect(screen.page).to_have_url(filtered)
    expect(screen.spoken).to_have_text(re.compile("shown: filtered"))
    screen.settle()
    screen.page.locator(".st-key-filters").get_by_role("button", name="More").click()
    expect(screen.dialog).to_be_visible()
    screen.page.keyboard.press("Escape")  # closes what lies over the page, and no more
    expect(screen.dialog).to_have_count(0)
    screen.settle()
    expect(screen.page).to_have_url(filtered)
    screen.title.click()
    screen.page.keyboard.press("Escape")
    expect(screen.page).not_to_have_url(filtered)
    expect(screen.spoken).to_have_text("All statements.")


def test_a_search_follows_the_typing_and_lights_its_words_in_the_article(open_screen):
    screen = open_screen()
    everything = screen.panel.locator(".card").count()
    about = screen.page.locator(".byline-words").inner_text()
    box = screen.panel.get_by_role("searchbox")
    box.press_sequentially("raids did")  # and no Enter
    expect(screen.page).to_have_url(re.compile(r"q=raids\+did|q=raids%20did"))
    expect(screen.panel.locator(".card")).not_to_have_count(everything)
    expect(box).to_be_focused()
    expect(box).to_have_value("raids did")
    find = screen.article.get_by_role("searchbox")
    expect(find).to_have_value("raids did")
    expect(screen.article.locator(".find-count")).to_have_text(re.compile(r"\d found"))
    found = "[...CSS.highlights.get('found')].map(range => range.getBoundingClientRect().top)"
    pane = screen.article.locator(".reader-text").bounding_box()
    screen.page.wait_for_function(
        f"{found}.slice(0, 1).every(top => top > {pane['y']} && top < {pane['y'] + pane['height']})"
    )
    assert screen.page.locator(".byline-words").inner_text() == about  # the story is about the same
    box.fill("")
    expect(screen.panel.locator(".card")).to_have_count(everything)
    expect(find).to_have_value("")


def test_find_marks_words_in_the_article(open_screen):
    screen = open_screen()
    screen.article.get_by_role("searchbox").fill("the")
    expect(screen.article.locator(".find-count")).to_have_text(re.compile(r"\d+ found"))


def test_a_bad_link_opens_with_a_sentence(open_screen):
    screen = open_screen("?v=1&view=here&day=yesterday")
    expect(screen.banner).to_contain_text("could not be read")


def test_a_link_to_an_unknown_article_says_what_to_do(open_screen):
    screen = open_screen("?v=1&article=000000000000", wait=False)
    expect(screen.page.get_by_text("No article is open")).to_be_visible()
    expect(screen.page.get_by_text("Traceback")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_system(open_screen, scheme):
    screen = open_screen(scheme=scheme)
    colour = screen.page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert colour == {"light": "rgb(251, 250, 247)", "dark": "rgb(20, 23, 28)"}[scheme]


def test_a_phone_shows_the_map_first_and_the_rest_behind_tabs(open_screen):
    screen = open_screen(size=PHONE)
    frame = screen.page.locator("iframe[title*=st_folium]").bounding_box()
    text = screen.article.bounding_box()
    assert frame["y"] < text["y"]
    assert screen.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    expect(screen.panel).to_be_hidden()
    screen.page.get_by_role("tab", name="Statements").click()
    expect(screen.panel.locator(".card").first).to_be_visible()
    expect(screen.article).to_be_hidden()


def test_a_place_that_is_tapped_shows_its_statements(open_screen):
    screen = open_screen(size=PHONE)
    size = "JSON.stringify(map.getSize())"
    frame = next(frame for frame in screen.page.frames if "st_folium" in frame.url)
    before = frame.evaluate(size)
    screen.markers.filter(has_text="near Homs").click()
    expect(screen.popup).to_be_visible()
    expect(screen.page.get_by_role("tab", name="Statements")).to_have_attribute("aria-selected", "true")
    expect(screen.heading).to_have_text("Near Homs")
    assert frame.evaluate(size) == before  # the map is as large behind both tabs
