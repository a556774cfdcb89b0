"""Speed of the page in a real browser: ``python -m tests.benchmarks.page [--places 50 2000 20000] [--clicks 20]``.

Reported for each number of places, from a generated analysis of two hundred statements that is in the library: the
first map, from the address to the first marker; a click to the popup; a click to the panel; a filter to the map.
Beside it the plain way in the same run: a folium.Marker with a folium.Popup for each place (plain_page.py).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Frame, Page, sync_playwright

from dashboard.view import build_view
from dashboard.viewstate import ViewState
from geodata.schema import Analysis
from geodata.store import open_store
from tests.benchmarks.generated import generated_analysis
from tests.browser.conftest import FLAGS, ROOT, find_chromium, free_port, stop, wait_for_health

LIMIT_S = 120  # whatever takes longer is written as such
SLOW = 0.95  # share of the clicks that are at least as fast as what is reported as slow
MISSING = float("inf")
FRAME = "st_folium"
BETWEEN_LOOKS_MS = 10

CLICK = """async ([index, panel, popup, limit]) => {
  const frames = [...document.querySelectorAll("iframe")]
  const inside = frames.find((one) => one.title.includes("st_folium")).contentDocument
  const markers = [...inside.querySelectorAll(".place-marker:not(.selected)")]
  const marker = markers[index % markers.length]
  const before = document.querySelector(panel).textContent
  const next = () => new Promise((done) => requestAnimationFrame(done))
  const start = performance.now()
  const times = {}
  marker.click()
  while (performance.now() - start < limit) {
    if (!times.popup && inside.querySelector(popup)) times.popup = performance.now() - start
    if (!times.panel && document.querySelector(panel)?.textContent !== before) times.panel = performance.now() - start
    if (times.popup && times.panel) break
    await next()
  }
  return times
}"""
"""Clicks a marker that is not selected yet and looks at every frame: when is the popup there, and when the panel?"""


@dataclass(frozen=True)
class Measured:
    """Seconds of one way to show so many places; infinite where it took too long."""

    first_map: float = MISSING
    popup: float = MISSING  # the median of the clicks
    panel: float = MISSING
    panel_slow: float = MISSING  # 95 of 100 clicks are faster
    filtered: float = MISSING


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything and print a table."""
    options = _parser().parse_args(arguments)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=find_chromium(playwright), args=FLAGS)
        _say(header())
        for places in options.places:
            analysis = generated_analysis(places)
            for way, measure in (("Dateline", measure_ours), ("plain", measure_plain)):
                _say(line(places, way, measure(browser, analysis, Path(name), options.clicks)))
        browser.close()


def header() -> str:
    """Return the heading of the table."""
    return "places  way       first map  click-popup  click-panel   95 of 100  filter-map"


def line(places: int, way: str, measured: Measured) -> str:
    """Return one row of the table."""
    popup, panel, slow = (_ms(value) for value in (measured.popup, measured.panel, measured.panel_slow))
    first, filtered = _seconds(measured.first_map), _seconds(measured.filtered)
    return f"{places:>6,}  {way:<8} {first:>10} {popup:>12} {panel:>12} {slow:>11} {filtered:>11}"


def _ms(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < LIMIT_S else f"over {LIMIT_S} s"


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value < LIMIT_S else f"over {LIMIT_S} s"


# -- the two ways ------------------------------------------------------------------------------------------------------


def measure_ours(browser: Browser, analysis: Analysis, folder: Path, clicks: int) -> Measured:
    """Measure our page on an article of the library."""
    library = folder / "library.sqlite"
    open_store(library).save(analysis)
    command = [sys.executable, "-m", "dashboard.cli", "--no-browser"]
    environment = {"DATELINE_STORE": str(library)}
    with _server(command, folder, "--port", environment) as address:
        _warm_up(browser, address)
        article = analysis.article.article_id
        query = f"/?v=1&article={article}"
        steps = Steps(".st-key-selection h2", _only_denied)
        return _measure(browser, f"{address}{query}", clicks, steps)


def _only_denied(page: Page) -> None:
    page.locator(".st-key-filter_said").click()
    page.get_by_role("option", name="Said it is NOT so").click()


def measure_plain(browser: Browser, analysis: Analysis, folder: Path, clicks: int) -> Measured:
    """Measure a page that is made as the examples of folium make it."""
    data = folder / "places.json"
    view = build_view(analysis, ViewState())
    places = [
        {"title": spot.title, "latitude": spot.latitude, "longitude": spot.longitude, "words": _first_words(view, spot)}
        for spot in view.spots
    ]
    data.write_text(json.dumps(places), encoding="utf-8")
    script = str(Path(__file__).with_name("plain_page.py"))
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true"]
    command += ["--browser.gatherUsageStats=false", "--browser.serverAddress=localhost"]
    with _server(command, folder, "--server.port", {}, str(data)) as address:
        steps = Steps("h3", lambda page: page.get_by_text("every seventh").click())
        return _measure(browser, address, clicks, steps)


def _first_words(view: object, spot: object) -> str:
    cards = view.cards  # type: ignore[attr-defined]
    return next((cards[claim_id].pieces[0].text for claim_id in spot.claim_ids), "")  # type: ignore[attr-defined]


@contextmanager
def _server(command: list[str], folder: Path, port_flag: str, more: dict[str, str], *words: str) -> Iterator[str]:
    port = free_port()
    log = folder / "log.txt"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    full = [*command, port_flag, str(port), *(["--", *words] if words else [])]
    with log.open("w") as out:
        process = subprocess.Popen(full, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            address = f"http://localhost:{port}"
            wait_for_health(address, process, log)
            yield address
        finally:
            stop(process)


def _warm_up(browser: Browser, address: str) -> None:
    """Let the server load what it loads once; a page that was open yesterday is not what is measured."""
    page = browser.new_page()
    page.set_default_timeout(LIMIT_S * 1000)
    page.goto(address)
    _first_marker(page)
    page.close()


# -- measuring ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Steps:
    """What differs between the two pages."""

    panel: str  # what follows a click
    narrow: Callable[[Page], object]  # shows one place in seven


def _measure(browser: Browser, address: str, clicks: int, steps: Steps) -> Measured:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(LIMIT_S * 1000)
    try:
        start = time.perf_counter()
        page.goto(address)
        _first_marker(page)
        first_map = time.perf_counter() - start
        _rest(page)
        times = [_click(page, number, steps.panel) for number in range(clicks)]
        start = time.perf_counter()
        before = _drawn(page)
        steps.narrow(page)
        _until(page, before)
        filtered = time.perf_counter() - start
    except Error as error:
        sys.stderr.write(f"{address}: {error.message.splitlines()[0]}\n")
        return Measured()
    finally:
        context.close()
    popups, panels = (sorted(one.get(what, MISSING * 1000) / 1000 for one in times) for what in ("popup", "panel"))
    slow = panels[min(len(panels) - 1, int(len(panels) * SLOW))]
    return Measured(first_map, statistics.median(popups), statistics.median(panels), slow, filtered)


def _map_frame(page: Page) -> Frame:
    page.wait_for_selector(f"iframe[title*={FRAME}]")
    handle = page.query_selector(f"iframe[title*={FRAME}]")
    frame = handle.content_frame() if handle else None
    if frame is None:
        raise Error("The map's frame is detached.")
    return frame


def _first_marker(page: Page) -> None:
    """Wait for a marker; a page may throw its map away and draw it again."""
    deadline = time.perf_counter() + LIMIT_S
    while True:
        try:
            _map_frame(page).wait_for_selector(".place-marker", timeout=LIMIT_S * 1000)
        except Error as error:
            if "detached" not in error.message or time.perf_counter() > deadline:
                raise
        else:
            return


def _rest(page: Page) -> None:
    """Wait until the server has drawn everything."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def _click(page: Page, number: int, panel: str) -> dict[str, float]:
    times: dict[str, float] = page.evaluate(CLICK, [number, panel, ".leaflet-popup", LIMIT_S * 1000])
    _rest(page)
    return times


def _drawn(page: Page) -> str:
    """Return what tells the places on the map from others."""
    script = "() => [...document.querySelectorAll('.place-marker')].map((one) => one.textContent).join()"
    drawn: str = _map_frame(page).evaluate(script)
    return drawn


def _until(page: Page, before: str) -> None:
    deadline = time.perf_counter() + LIMIT_S
    while time.perf_counter() < deadline:
        _first_marker(page)
        with suppress(Error):  # the map was thrown away between two looks at it
            if _drawn(page) != before:
                return
        page.wait_for_timeout(BETWEEN_LOOKS_MS)
    raise Error("The places stayed.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.page", description=__doc__)
    parser.add_argument(
        "--places", type=int, nargs="+", default=[50, 2000, 20000], help="how many places, each in turn"
    )
    parser.add_argument("--clicks", type=int, default=20, help="clicks that are measured")
    return parser


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - this is the output


if __name__ == "__main__":
    main()
