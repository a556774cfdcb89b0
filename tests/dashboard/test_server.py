"""The server as a user starts it: what it answers to whom, from any folder, and how it stops."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard import server
from dashboard.access import Options, cookie_name
from dashboard.commands import serve as serve_command
from geodata.store import open_store
from tests.dashboard.example import ARTICLE_ID, example_analysis

ROOT = Path(__file__).parents[2]
PATIENCE_S = 120  # a busy machine imports slowly
DATA = f"/api/articles/{ARTICLE_ID}.json"
GUARDED = ("/", "/api/articles", DATA, "/_stcore/health", "/app/static/leaflet.js", "/media/none", "/component/none")


class KeepAnswer(urllib.request.HTTPErrorProcessor):
    """Errors and redirects are answers like others."""

    def http_response(self, _request: object, response: object) -> object:
        return response


OPENER = urllib.request.build_opener(KeepAnswer, urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    port: int
    address: str
    lines: tuple[str, ...]

    def get(self, path: str, *, host: str | None = None, cookie: str = "") -> tuple[int, bytes]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Cookie": cookie})
        request.add_header("Host", host or f"localhost:{self.port}")
        with OPENER.open(request, timeout=PATIENCE_S) as answer:
            return answer.status, answer.read()

    def opens_websocket(self, *, cookie: str = "", host: str | None = None) -> bool:
        name = host or f"localhost:{self.port}"
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            try:
                connect(
                    f"ws://{name}/_stcore/stream", sock=line, additional_headers={"Cookie": cookie}, proxy=None
                ).close()
            except InvalidStatus as refusal:
                return refusal.response.status_code != 403
            return True


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Running]:
    """Start the program as a user does, from a folder that is not the project's."""
    store = folder / "library.sqlite"
    open_store(store).save(example_analysis())
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text("[server]\nenableStaticServing = false\n")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "dashboard.cli", "--no-browser", "--port", "0", "--store", str(store), *options]
    process = subprocess.Popen(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        lines = []
        for line in process.stdout or ():
            lines.append(line.strip())
            if (line.startswith("Dateline is at") and "--share" not in options) or "Ctrl-C" in line:
                break
        assert lines, (process.communicate(timeout=PATIENCE_S), process.returncode)
        address = lines[0].removeprefix("Dateline is at ")
        port = int(re.search(r":(\d+)", address).group(1))
        yield Running(process, port, address, tuple(lines))
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE_S)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("local")) as server_running:
        yield server_running


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("shared"), "--share") as server_running:
        yield server_running


def test_this_computer_gets_everything(local: Running) -> None:
    for path in ("/", "/api/articles", DATA, "/_stcore/health", "/app/static/leaflet.js"):
        assert local.get(path)[0] == 200, path
    assert b"<title>" in local.get("/")[1]
    assert json.loads(local.get(DATA)[1])["article"]["article_id"] == ARTICLE_ID
    assert local.opens_websocket()


def test_another_name_for_this_computer_gets_nothing(local: Running) -> None:
    for path in GUARDED:
        assert local.get(path, host="evil.test")[0] == 403, path
    assert not local.opens_websocket(host="evil.test")


def test_the_network_gets_nothing_without_share(local: Running) -> None:
    assert "key=" not in local.address
    address = server.network_address()
    if address != server.LOCAL:
        with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
            socket.create_connection((address, local.port), timeout=5).close()


def test_sharing_without_the_key_gets_nothing(shared: Running) -> None:
    for path in GUARDED:
        status, body = shared.get(path)
        assert (status, b"access key" in body) == (403, True), path
        assert shared.get(path, host="192.168.1.5")[0] == 403, path
    assert not shared.opens_websocket()
    assert shared.get("/?key=wrong")[0] == 403


def test_sharing_with_the_key_gets_everything(shared: Running) -> None:
    key = shared.address.partition("?key=")[2]
    assert shared.get(f"/?key={key}")[0] == 303
    cookie = f"{cookie_name(key)}={key}"
    for path in ("/", "/api/articles", DATA, "/_stcore/health", "/app/static/leaflet.js"):
        assert shared.get(path, cookie=cookie)[0] == 200, path
        assert shared.get(path, cookie=cookie, host="192.168.1.5:1234")[0] == 200, path
    assert shared.opens_websocket(cookie=cookie)
    assert shared.opens_websocket(cookie=cookie, host=f"192.168.1.5:{shared.port}")


def test_sharing_says_what_is_exposed(shared: Running) -> None:
    said = "\n".join(shared.lines)
    assert f"On your network: http://{server.network_address()}:{shared.port}/?key=" in said
    assert "whole library" in said


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_stops_at_once_and_without_a_word(tmp_path: Path, name: str) -> None:
    with running(tmp_path) as started:
        started.get("/")
        started.process.send_signal(getattr(signal, name))
        _, complaint = started.process.communicate(timeout=PATIENCE_S)
    assert complaint == ""
    assert started.process.returncode in {0, 130, -signal.SIGTERM}


def test_a_taken_port_is_said_or_stepped_over() -> None:
    taken = server.listen(server.LOCAL, 0)
    try:
        with pytest.raises(server.PortTaken, match=f"Port {taken.port} is taken"):
            server.listen(server.LOCAL, taken.port)
    finally:
        taken.socket.close()


def test_the_next_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    first = server.listen(server.LOCAL, 0)
    monkeypatch.setattr(server, "DEFAULT_PORT", first.port)
    second = server.listen(server.LOCAL, None)
    try:
        assert first.port < second.port < first.port + server.PORTS_TRIED
        monkeypatch.setattr(server, "PORTS_TRIED", 1)
        with pytest.raises(server.PortTaken, match="--port"):
            server.listen(server.LOCAL, None)
    finally:
        first.socket.close()
        second.socket.close()


def test_small_answers_are_sent_at_once() -> None:
    listener = server.listen(server.LOCAL, None)
    with listener.socket, socket.create_connection(("127.0.0.1", listener.port)):
        accepted, _ = listener.socket.accept()
        with accepted:  # what asyncio looks at before it switches off the waiting for more to send
            assert accepted.proto == socket.IPPROTO_TCP


def test_our_settings_send_nothing_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """They win over a file in the folder where the program was started."""
    from streamlit import config

    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[browser]\ngatherUsageStats = true\n")
    monkeypatch.chdir(tmp_path)
    server.load_config(server.LOCAL, 8599, Options())
    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("browser.serverAddress") == "localhost"
    assert config.get_option("server.address") == server.LOCAL
    assert config.get_option("server.port") == 8599
    assert config.get_option("client.showErrorDetails") == "none"


@pytest.mark.parametrize(
    "platform, environment, screen",
    [
        ("linux", {}, False),  # a text browser would take over the terminal
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_browser_is_opened_only_where_it_has_a_window(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], screen: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    asked: Callable[[], bool] = serve_command._has_screen
    assert asked() is screen
