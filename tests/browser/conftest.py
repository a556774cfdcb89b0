"""A real server with a library of its own, and a real browser that may ask nobody but this computer."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright

from tests.browser.screen import DESK, Screen

ROOT = Path(__file__).parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"  # of failed tests
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # root, as in a container, may not start it otherwise
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",  # no outside name is found
)
START_LIMIT_S = 300.0  # in a fresh checkout the first start makes the built files
STOP_LIMIT_S = 10.0
WAIT_MS = 30_000  # for anything the page is asked to do
CLIPBOARD = ["clipboard-read", "clipboard-write"]
HERE = frozenset({"127.0.0.1", "localhost", "::1"})


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=find_chromium(playwright), args=FLAGS)
    yield launched
    launched.close()


def find_chromium(playwright: Playwright) -> str | None:
    """Find the system's Chromium, else Playwright's own; install one where there is none."""
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    if on_path:
        return on_path
    own = Path(playwright.chromium.executable_path)
    if not own.exists():
        install_chromium()
    return next(filter(None, map(shutil.which, NAMES)), None) if not own.exists() else None


def install_chromium() -> None:
    """Install Playwright's Chromium, else Debian's; say in one line what to do when neither can be had."""
    attempts = [[[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        attempts.append([["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]])
    for commands in attempts:
        if all(subprocess.run(command, capture_output=True, check=False).returncode == 0 for command in commands):
            return
    pytest.fail("The browser tests need Chromium: install it, or run `playwright install chromium`.", pytrace=False)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the server's library."""
    return tmp_path_factory.mktemp("server") / "library.sqlite"


@pytest.fixture(scope="session")
def server(library: Path) -> Iterator[str]:
    """Start the real server on a free port, with an empty library, and stop it by its process."""
    folder = library.parent
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "dashboard.cli", "--no-browser", "--port", str(port)]
    environment = {**os.environ, "DATELINE_STORE": str(library)}
    with (folder / "log.txt").open("w+") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for_health(address, process, folder / "log.txt")
            yield address
        finally:
            stop(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_health(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except (URLError, OSError):
            process_is_slow = 0.2  # s between two looks at a server that is still starting
            time.sleep(process_is_slow)
    pytest.fail(f"The server did not start:\n{log.read_text()[-4000:]}", pytrace=False)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_LIMIT_S)


class Windows:
    """The browser's windows: those of one size and theme share a cache, a second reader shares nothing."""

    def __init__(self, browser: Browser, server: str) -> None:
        self.browser, self.server = browser, server
        self.contexts: dict[tuple[int, str], BrowserContext] = {}
        self.asked_outside: list[str] = []  # nobody answered: no outside name is known to this browser

    def context(self, size: dict[str, int], scheme: str, *, fresh: bool) -> BrowserContext:
        key = (size["width"], scheme)
        if fresh or key not in self.contexts:
            context = self.browser.new_context(viewport=size, color_scheme=scheme, permissions=CLIPBOARD)
            context.set_default_timeout(WAIT_MS)
            context.on("request", lambda request: self.note(request.url))
            if fresh:
                return context
            self.contexts[key] = context
        return self.contexts[key]

    def note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname not in HERE:
            self.asked_outside.append(url)

    def new_screen(self, context: BrowserContext) -> Screen:
        screen = Screen(context.new_page(), self.server)
        screen.page.on("pageerror", lambda error: screen.errors.append(str(error)))
        screen.page.on("websocket", lambda socket: self.note(socket.url))
        return screen


@pytest.fixture(scope="session")
def windows(browser: Browser, server: str) -> Windows:
    return Windows(browser, server)


@pytest.fixture
def open_screen(windows: Windows, request: pytest.FixtureRequest) -> Iterator[object]:
    """Open windows on the page; afterwards nothing may have been asked of anybody else."""
    pages: list[Page] = []

    def open_one(
        query: str = "", *, size: dict[str, int] = DESK, scheme: str = "light", wait: bool = True, fresh: bool = False
    ) -> Screen:
        screen = windows.new_screen(windows.context(size, scheme, fresh=fresh))
        pages.append(screen.page)
        screen.open(query, wait=wait)
        return screen

    yield open_one
    if request.node.stash.get(FAILED, False):
        save_screenshots(pages, request.node.name)
    for page in pages:
        page.close()
    assert windows.asked_outside == []


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


def save_screenshots(pages: list[Page], test: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    name = re.sub(r"\W+", "-", test).strip("-")
    for number, page in enumerate(pages):
        save_screenshot(page, SCREENSHOTS / f"{name}-{number}.png")


def save_screenshot(page: Page, path: Path) -> None:
    try:
        page.screenshot(path=path)
    except Error:
        return
    sys.stderr.write(f"screenshot: {path}\n")
