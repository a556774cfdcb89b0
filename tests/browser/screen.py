"""The page as a person uses it: what to look for, and what to click."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page

DESK = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
OPEN_MS = 90_000  # for a page that is opened: the first one waits until its article is analysed
DRAWN = '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'


class Screen:
    """One window on the page.

    It waits for elements and does not `expect` them: what is expected and not there yet makes Playwright describe the
    whole page for its report, again and again, and for thousands of names that takes half a minute.
    """

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server
        self.errors: list[str] = []

    def open(self, query: str = "", *, wait: bool = True) -> None:
        """Open the page; `wait` until its map has places and its keys are heard."""
        self.page.goto(f"{self.server}/{query}")
        if wait:
            self.markers.first.wait_for(timeout=OPEN_MS)
            self.spoken.wait_for(state="attached")
            self.settle()

    def settle(self) -> None:
        """Wait until the server has drawn what it was asked for."""
        self.page.locator(DRAWN).wait_for(state="attached")

    def unfold(self, inside: Locator, name: str) -> None:
        """Open what is folded away, wholly: while it grows it scrolls, and a list that opened in it closes again."""
        part = inside.locator('[data-testid="stExpander"]', has_text=name)
        part.locator("summary").click()
        part.locator("details[open]").wait_for(state="attached")
        part.evaluate("part => Promise.allSettled(part.getAnimations({ subtree: true }).map(grows => grows.finished))")

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator("iframe[title*=st_folium]")

    @property
    def markers(self) -> Locator:
        return self.map.locator(".place-marker")

    @property
    def popup(self) -> Locator:
        return self.map.locator(".leaflet-popup")

    @property
    def panel(self) -> Locator:
        return self.page.locator(".st-key-selection")

    @property
    def heading(self) -> Locator:
        return self.panel.locator("h2").first

    @property
    def spoken(self) -> Locator:
        """What is told to a screen reader; it is there from when the keys are heard."""
        return self.page.locator("p.spoken[role=status]")

    @property
    def task(self) -> Locator:
        """The panel in which something is checked or corrected."""
        return self.page.locator(".st-key-task")

    @property
    def bar(self) -> Locator:
        """The line below the statements: what was checked and changed."""
        return self.page.locator(".st-key-checking")

    @property
    def article(self) -> Locator:
        return self.page.locator(".st-key-article")

    @property
    def summary(self) -> Locator:
        return self.page.locator(".st-key-summary")

    @property
    def title(self) -> Locator:
        return self.page.locator(".st-key-headline h1")

    @property
    def banner(self) -> Locator:
        return self.page.locator(".st-key-banner")

    @property
    def box(self) -> Locator:
        return self.page.locator(".st-key-entry_form textarea")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def button(self, name: str, **more: Any) -> Locator:
        return self.page.get_by_role("button", name=name, **more)

    def paste(self, text: str) -> None:
        """Put a text into the box and ask for its map."""
        self.box.click()
        self.box.fill(text)
        self.button("Map it").click()

    def address(self) -> str:
        return self.page.url
