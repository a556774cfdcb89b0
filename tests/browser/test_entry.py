"""What comes in: text, bad text, files and dates. Whatever is given, the page shows it or says one sentence."""

import re

import pytest
from playwright.sync_api import expect

ARTICLE = """Bridge over the Elbe closed after flood

Two people were killed when a wall collapsed in Dresden on Wednesday, the fire brigade said.
Officials denied that the bridge near Pirna had been damaged.
“We will reopen the road to Prague on Friday,” the minister said.
"""


def test_a_pasted_text_becomes_a_map_and_the_box_is_empty_again(open_screen):
    screen = open_screen()
    screen.paste(ARTICLE)
    expect(screen.title).to_have_text("Bridge over the Elbe closed after flood")
    expect(screen.page).to_have_url(re.compile("article="))
    expect(screen.markers.filter(has_text="Dresden")).to_be_visible()
    expect(screen.box).to_have_value("")


def test_the_publication_date_gives_the_weekdays_their_days(open_screen):
    screen = open_screen()
    screen.paste(ARTICLE)
    expect(screen.title).to_have_text("Bridge over the Elbe closed after flood")
    expect(screen.panel).to_contain_text("date unknown")
    screen.settle()
    screen.panel.get_by_role("button", name="set the publication date").first.click()
    screen.page.get_by_test_id("stDateInput").get_by_role("spinbutton").first.click()
    screen.page.keyboard.type("20130606")
    screen.button("Save").click()
    expect(screen.panel).to_contain_text("Wed 5 Jun 2013")
    expect(screen.page.get_by_test_id("stDateInput")).to_have_count(0)  # the box has done its work, and is closed


def test_an_empty_box_is_answered_with_a_sentence(open_screen):
    screen = open_screen()
    screen.paste("  ")
    expect(screen.banner).to_contain_text("There is no text to read")


def test_a_refused_address_stays_in_the_box(open_screen):
    screen = open_screen()
    screen.paste("http://127.0.0.1/secret")
    expect(screen.banner).to_contain_text("is not opened")
    expect(screen.box).to_have_value("http://127.0.0.1/secret")


@pytest.mark.parametrize(
    "text",
    [
        "Paris",  # one word
        "Nothing of note was said by anybody about anything at all.",  # no place
        "word " * 2000,  # a sentence of 10,000 characters
        "Fire in <script>window.hit=1</script> Dresden, police said.",
        "Fire in Dresden ${window.hit=1} `x` \\ {{'x'}} </script><img src=x onerror=window.hit=1>, police said.",
        "Fire in \u202eDresden\u202c and مدينة حمص, police said 😀.",  # right to left, and back
    ],
    ids=["one word", "no place", "endless", "script", "template", "right to left"],
)
def test_any_text_is_shown_as_text_and_nothing_runs(open_screen, text):
    screen = open_screen()
    screen.paste(text)
    expect(screen.article.locator(".reader-text")).to_have_text(text)
    screen.settle()
    if screen.markers.count():  # its words in the popup and in the panel, too
        screen.markers.first.click()
        expect(screen.popup).to_contain_text("As reported, not verified")
        expect(screen.panel.locator("[data-selected]").first).to_be_visible()
    assert screen.page.evaluate("window.hit") is None
    assert screen.map.locator("body").evaluate("() => window.hit") is None
    assert screen.errors == []


def test_another_language_is_named_and_what_is_found_is_shown(open_screen):
    screen = open_screen()
    screen.paste("Ein Feuer hat am Mittwoch in Dresden eine Brücke zerstört, wie die Feuerwehr der Stadt mitteilte.")
    expect(screen.banner).to_contain_text("German")
    expect(screen.article.locator("button.name", has_text="Dresden")).to_be_visible()


def test_a_file_is_opened(open_screen, tmp_path):
    path = tmp_path / "flood.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    screen = open_screen()
    screen.page.locator("input[type=file]").set_input_files(path)
    expect(screen.title).to_have_text("Bridge over the Elbe closed after flood")


@pytest.mark.parametrize("name", ["noise.txt", "table.xlsx"])  # no text inside, and a kind that is not read at all
def test_a_file_that_is_no_article_is_answered_with_a_sentence(open_screen, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(bytes(range(256)) * 40)
    screen = open_screen()
    title = screen.title.inner_text()
    screen.page.locator("input[type=file]").set_input_files(path)
    expect(screen.banner).to_be_visible()
    expect(screen.title).to_have_text(title)


def test_what_is_not_kept_is_shown_and_not_in_the_library(open_screen):
    screen = open_screen()
    screen.box.click()
    screen.box.fill("A private draft about a fire in Leipzig, police said.")
    screen.page.get_by_text("Keep it in the library").click()
    screen.button("Map it").click()
    expect(screen.article).to_contain_text("A private draft")
    other = open_screen(screen.address().removeprefix(f"{screen.server}/"), fresh=True, wait=False)
    expect(other.page.get_by_text("No article is open")).to_be_visible()


DROP = """([name, text]) => {
  const files = new DataTransfer()
  files.items.add(new File([text], name, { type: "text/plain" }))
  const send = (what) => document.body.dispatchEvent(
    new DragEvent(what, { dataTransfer: files, bubbles: true, cancelable: true }))
  send("dragover")
  const asked = getComputedStyle(document.body, "::after").content
  send("drop")
  return asked
}"""


def test_a_file_dropped_on_the_page_is_opened_and_goes_out_again(open_screen, tmp_path):
    """From a dropped text to an annotation file and back: what the page gives is what it takes, verdict included."""
    screen = open_screen(fresh=True)
    assert "Drop the file" in screen.page.evaluate(DROP, ["flood.txt", ARTICLE])
    expect(screen.title).to_have_text("Bridge over the Elbe closed after flood")
    give_verdict(screen, "Lacks context")
    screen.button("Share").click()
    with screen.page.expect_download() as download:
        screen.button("Annotations (W3C)").click()
    given = tmp_path / "flood.annotations.jsonld"
    download.value.save_as(given)
    with screen.page.expect_download() as picture:
        screen.button("Picture (PNG)").click()
    assert picture.value.suggested_filename.endswith(".png")
    screen.page.keyboard.press("Escape")
    screen.open("")
    screen.page.locator('.st-key-open_file input[type="file"]').set_input_files(given)
    expect(screen.title).to_have_text("Bridge over the Elbe closed after flood")
    expect(screen.panel).to_contain_text("Ann’s verdict: Lacks context")


def give_verdict(screen, words):
    """Give a verdict on the first statement, as a person who was never asked for a name."""
    expect(screen.panel).not_to_contain_text("verdict")  # the page gives none
    screen.panel.locator(".card").first.click()
    screen.panel.locator(".card.chosen").get_by_role("button", name="write something beside it").click()
    task = screen.page.locator(".st-key-task")
    task.get_by_role("textbox", name="Your name").fill("Ann")
    task.get_by_role("button", name="Go on").click()
    screen.unfold(task, "Your verdict on what it says")
    task.get_by_role("combobox", name="Your verdict").click()
    screen.page.get_by_role("option", name=words).click()
    task.get_by_role("button", name="Save the verdict").click()
    expect(screen.panel).to_contain_text(f"Ann’s verdict: {words}")
    expect(screen.page.locator(".st-key-checking")).to_contain_text(f"verdict “{words}”")


FEED = """<rss version="2.0"><channel><title>Elbe News</title>
<item><title>*Bridge* closed</title><link>http://127.0.0.1/1</link><description>%s</description></item>
<item><title>Second story</title><link>http://127.0.0.1/2</link></item></channel></rss>"""


def test_articles_of_a_feed_are_chosen_on_the_page(open_screen, tmp_path):
    """A feed from a file: its pages may not be opened, so the article is read from the feed itself."""
    screen = open_screen()
    feed = tmp_path / "feed.xml"
    feed.write_text(
        FEED % " ".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in ARTICLE.splitlines()[2:] * 2), encoding="utf-8"
    )
    screen.page.locator('.st-key-open_file input[type="file"]').set_input_files(feed)
    dialog = screen.page.get_by_role("dialog")
    expect(dialog).to_contain_text("*Bridge* closed")  # text, not markup
    dialog.locator('.st-key-feed_row_1 [data-testid="stCheckbox"]').click()
    dialog.get_by_role("button", name="Map 1 article").click()
    expect(screen.title).to_have_text("*Bridge* closed")
    expect(screen.markers.filter(has_text="Dresden")).to_be_visible()
