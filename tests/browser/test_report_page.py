"""The HTML file in a real browser, opened from the disk: it draws its map, answers a click and asks nobody anything."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from dashboard.exports import export
from dashboard.report import write_html
from tests.browser.screen import DESK, PHONE
from tests.dashboard.example import example_analysis
from tests.dashboard.test_report import hostile_analysis


class Opened:
    """A file in a window, with what it asked for and what went wrong."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())

    @property
    def markers(self):
        return self.page.locator(".place-marker")


@pytest.fixture
def open_file(browser: Browser, tmp_path: Path) -> Iterator[object]:
    contexts = []

    def opened(analysis: object, size: dict[str, int] = DESK, scheme: str = "light") -> Opened:
        path = tmp_path / "article.html"
        path.write_bytes(write_html(analysis))
        contexts.append(browser.new_context(viewport=size, color_scheme=scheme))
        return Opened(contexts[-1].new_page(), path)

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_file_stands_alone(open_file, size: dict[str, int], scheme: str) -> None:
    file = open_file(example_analysis(), size, scheme)
    expect(file.markers).to_have_count(9)
    file.page.locator(".place-marker", has_text="north of Linz").click()
    popup = file.page.locator(".leaflet-popup")
    expect(popup).to_contain_text("a dam north of Linz had given way")
    expect(popup).to_contain_text("As reported, not verified")
    expect(file.page.locator(".group.chosen")).to_contain_text("There is no breach")
    assert file.asked == [file.page.url]
    assert file.errors == []


def test_handles_never_cover_one_another(open_file) -> None:
    for size in (DESK, PHONE):
        file = open_file(example_analysis(), size)
        expect(file.markers).to_have_count(9)
        numbers = file.page.locator(".place-marker[data-form=small]")  # a small screen names what is said most
        expect(numbers).to_have_count(0 if size is DESK else 3)
        boxes = [box for box in (file.markers.nth(index).bounding_box() for index in range(9)) if box]
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart_across = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
                apart_down = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
                assert apart_across or apart_down


def test_keys_reach_every_handle(open_file) -> None:
    file = open_file(example_analysis())
    handle = file.page.get_by_role("button", name="near Passau, 1 statement")
    handle.focus()
    expect(file.page.locator(".leaflet-tooltip")).to_contain_text("near Passau · 1 statement")
    file.page.keyboard.press("Enter")
    expect(file.page.locator(".leaflet-popup")).to_contain_text("Water stood two metres deep")
    file.page.keyboard.press("Escape")
    expect(file.page.locator(".leaflet-popup")).to_have_count(0)


def test_a_name_in_the_text_opens_its_place(open_file) -> None:
    file = open_file(example_analysis())
    expect(file.markers).to_have_count(9)
    file.page.locator("mark", has_text="Passau").click()
    expect(file.page.locator(".leaflet-popup")).to_contain_text("within about 10 km")


def test_a_link_leads_to_a_statement(browser: Browser, tmp_path: Path) -> None:
    """A review that is published names its statement in the address of the page."""
    analysis = example_analysis()
    claim = analysis.claims["claim_id"][analysis.claims["text"].str.contains("two metres deep").to_numpy()].iloc[0]
    path = tmp_path / "check.html"
    path.write_bytes(write_html(analysis))
    for size in (DESK, PHONE):
        page = browser.new_context(viewport=size).new_page()
        page.goto(f"{path.as_uri()}#{claim}")
        expect(page.locator(".card:target")).to_be_in_viewport()
        expect(page.locator(".leaflet-popup")).to_contain_text("Water stood two metres deep")
        if size is DESK:
            expect(page.locator("h1")).to_be_in_viewport()
        page.context.close()


def test_hostile_text_is_only_text(open_file) -> None:
    file = open_file(hostile_analysis())
    file.markers.first.wait_for()
    file.markers.first.click()
    expect(file.page.locator(".leaflet-popup")).to_contain_text("</script><script>alert(1)</script>")
    assert file.errors == []
    assert file.asked == [file.page.url]


def test_the_report_prints_on_pages_and_asks_nobody(browser: Browser, tmp_path: Path) -> None:
    """Every statement is on paper, the note is on every page, and hostile words stay words."""
    for number, analysis in enumerate((example_analysis(), hostile_analysis())):
        path = tmp_path / f"report-{number}.html"
        path.write_bytes(export(analysis, "report"))
        context = browser.new_context()
        file = Opened(context.new_page(), path)
        expect(file.page.get_by_role("img")).to_be_visible()
        assert file.page.evaluate("document.images[0].naturalWidth") > 1000
        pages = PdfReader(io.BytesIO(file.page.pdf(prefer_css_page_size=True))).pages
        printed = [normalize("NFKC", " ".join(page.extract_text().split())) for page in pages]  # "fi" is one sign there
        assert len(printed) > 1
        assert all("As reported, not verified" in words for words in printed)
        assert f"page 2 of {len(printed)}" in printed[1]
        assert file.asked == [path.as_uri()]
        assert file.errors == []
        context.close()
