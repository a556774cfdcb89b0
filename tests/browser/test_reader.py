"""The reader in a real browser, alone: marks that nest and overlap, keys, find, selected words, and hostile text."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.panels.reader import _SCRIPTS, _read

PAGE = """<!doctype html><meta charset="utf-8"><base href="http://localhost/under/"><style>%s</style>
<body style="--lit: #ff0; --panel: #fff; --accent: #00f"><div id="root" style="position: relative; height: 300px"></div>
<script type="module">%s
window.sent = []
window.fetched = []
window.draw = async ({ article, text, sentences, marks, claims, ...data }) => {
  window.fetch = async (address) => (window.fetched.push(String(address)),
    { ok: text !== null, json: async () => ({ article, text, sentences, marks, claims }) })
  exports({ data, parentElement: document.getElementById("root"),
    setTriggerValue: (_, value) => window.sent.push(value) })
  await new Promise((done) => setTimeout(done)) // what was fetched is drawn
}
</script>"""
# Two emoji before everything: a browser counts each as two.
TEXT = "\U0001f525\U0001f525 Fire in New York City Hall may have spread.\nIt did not reach Győr, officials said 👍🏽."


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def mark(words: str, what: str, mention: str | None = None, key: str | None = None) -> list[object]:
    return [*span(words), what, mention, key, f"about {words}"]


def article(**changes: object) -> dict[str, object]:
    break_at = TEXT.index("\n")
    return {
        "version": "1",
        "article": "a",
        "text": TEXT,
        "sentences": [["s1", 0, break_at, False], ["s2", break_at + 1, len(TEXT), False]],
        "marks": [
            mark("New York City Hall", "name", "m1", "hall"),
            mark("New York", "name", "m2", "city"),  # inside another
            mark("Hall may", "hedge"),  # across the end of another
            mark("not", "negation"),
            mark("Győr", "name", "m3", "gyor"),
            mark("said", "cue"),
        ],
        "claims": {"s2": ["c1", "c2"]},
        "lit": [],
        "chosen": [],
        "mention": "",
        "claim": "",
        "words": [],
        "focus": "",
        "mayAdd": True,
        **changes,
    }


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    script = "\n".join(map(_read, _SCRIPTS)).replace("export default function", "const exports = function", 1)
    opened.set_content(PAGE % (_read("reader.css"), script))
    opened.evaluate("data => window.draw(data)", article())
    yield opened
    context.close()


def sent(page: Page) -> list[list[str]]:
    return page.evaluate("window.sent")


def shown(page: Page) -> Locator:
    return page.locator(".reader-text")


def test_every_word_is_there_and_marks_nest_and_overlap(page: Page) -> None:
    assert "\n".join(shown(page).locator("p").all_text_contents()) == TEXT
    expect(page.locator("button.name", has_text="New York City Hall")).to_have_count(1)
    expect(page.locator("button.name .name")).to_have_text("New York")
    assert page.locator(".hedge").all_text_contents() == ["Hall", " may"]
    expect(page.locator(".negation")).to_have_text("not")


def test_a_click_selects_the_innermost_name_or_the_statements_of_the_sentence(page: Page) -> None:
    page.locator("button.name .name").click()
    page.locator("button.name", has_text="Győr").click()
    page.locator(".cue").click()
    page.evaluate("data => window.draw(data)", article(claim="c1"))
    page.locator(".cue").click()
    assert sent(page) == [["mention", "m2"], ["mention", "m3"], ["claim", "c1"], ["claim", "c2"]]


def test_arrows_go_from_name_to_name_with_one_stop_for_tab(page: Page) -> None:
    expect(page.locator("[data-mention][tabindex='0']")).to_have_count(1)
    page.locator("[data-mention][tabindex='0']").focus()
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".reader-tip")).to_have_text("about Győr")
    page.keyboard.press("Escape")
    expect(page.locator(".reader-tip")).to_be_hidden()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert sent(page) == [["mention", "m3"], ["mention", "m1"]]


def test_pointing_at_a_word_tells_what_it_is(page: Page) -> None:
    page.locator(".negation").hover()
    expect(page.locator(".reader-tip")).to_have_text("about not")
    page.mouse.move(1, 1)
    expect(page.locator(".reader-tip")).to_be_hidden()


def test_what_the_map_points_at_is_lit_in_the_text(page: Page) -> None:
    tell = "on => window.dispatchEvent(new CustomEvent('dateline:point', { detail: { key: 'gyor', on } }))"
    page.evaluate(tell, True)
    expect(page.locator(".pointed")).to_have_text("Győr")
    page.evaluate(tell, False)
    expect(page.locator(".pointed")).to_have_count(0)


def test_selecting_keeps_what_is_drawn_and_the_focus(page: Page) -> None:
    drawn = page.locator("button.name", has_text="Győr").element_handle()
    page.locator(".find").focus()
    page.evaluate(
        "data => window.draw(data)",
        article(lit=["text:s2"], chosen=["m3", "m1"], focus="text:s2", words=[span("It did not")]),
    )
    expect(page.locator(".lit")).to_contain_text("It did not reach")
    expect(page.locator("[aria-current]").last).to_have_text("Győr")
    expect(page.locator(".steps").first).to_contain_text("named 2 times")
    assert drawn.evaluate("element => element.isConnected")
    expect(page.locator(".find")).to_be_focused()
    said = "[...CSS.highlights.get('said')].map(String)"
    assert page.evaluate(said) == ["It did not"]
    assert page.evaluate("window.fetched") == ["http://localhost/under/api/text/1.json"]  # the text comes once


def test_an_article_that_cannot_be_fetched_says_what_to_do(page: Page) -> None:
    page.evaluate("data => window.draw(data)", article(version="2", text=None))
    expect(shown(page)).to_have_text("The article could not be loaded. Reload the page.")


def test_find_counts_and_goes_round_whatever_the_accents(page: Page) -> None:
    page.locator(".find").fill("GYOR")
    expect(page.locator(".find-count")).to_have_text("1 found")
    page.locator(".find").fill("i")
    times = TEXT.lower().count("i")
    expect(page.locator(".find-count")).to_have_text(f"{times} found")
    for expected in (f"1 of {times}", f"2 of {times}"):
        page.keyboard.press("Enter")
        expect(page.locator(".find-count")).to_have_text(expected)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".find-count")).to_have_text(f"{times} of {times}")
    page.keyboard.press("Escape")
    expect(page.locator(".find-count")).to_have_text("")


SELECT = """([from, to]) => {
  const nodes = document.createTreeWalker(document.querySelector('.reader-text'), NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (nodes.nextNode()) {
    const { data } = nodes.currentNode
    if (data.includes(from)) range.setStart(nodes.currentNode, data.indexOf(from))
    if (data.includes(to)) range.setEnd(nodes.currentNode, data.indexOf(to) + to.length)
  }
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("Fire in ", "Fire in ", "Fire in"),  # behind two emoji; the space around it is left out
        ("Fire in ", "New York", "Fire in New York"),  # across marks
        ("officials ", ".", None),  # behind the sign of several parts: filled in below
    ],
)
def test_selected_words_are_offered_to_be_added(page: Page, start: str, end: str, words: str | None) -> None:
    wanted = words or TEXT[TEXT.index("officials") :]
    page.evaluate(SELECT, [start, end])
    page.get_by_role("button", name="Add these words").click()
    [[what, value]] = sent(page)
    first, last = map(int, value.split("-"))
    assert (what, TEXT[first:last]) == ("missed", wanted)


def test_nobody_who_may_not_add_is_offered_it(page: Page) -> None:
    page.evaluate("data => window.draw(data)", article(mayAdd=False))
    page.evaluate(SELECT, ["Fire in ", "New York"])
    expect(page.get_by_role("button", name="Add these words")).to_have_count(0)


HOSTILE = (
    "<img src=x onerror=window.hit=1> ${window.hit=1} </script><script>window.hit=1</script> \u202eevil\u202c {{7*7}}"
)


def test_hostile_text_is_only_text(page: Page) -> None:
    marks = [[0, len(HOSTILE), "name", HOSTILE, HOSTILE, HOSTILE]]
    data = article(version="2", text=HOSTILE, sentences=[[HOSTILE, 0, len(HOSTILE), False]], marks=marks, claims={})
    page.evaluate("data => window.draw(data)", json.loads(json.dumps({**data, "focus": HOSTILE, "lit": [HOSTILE]})))
    expect(shown(page)).to_have_text(HOSTILE)
    page.locator(".name").click()
    assert sent(page) == [["mention", HOSTILE]]
    assert page.evaluate("window.hit") is None
    assert page.locator(".reader-text img, .reader-text script").count() == 0
