"""The wheel in an empty environment, with the network off: the commands and the page work from any folder."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STORY = "Flood water closed the bridge in Springfield, Illinois on Monday, the mayor said.\n"
NETWORK_OFF = '''
import os, sys

def refuse(event, arguments):
    """Write down and refuse whatever would leave this computer."""
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        address = arguments[-1] if event in ("socket.connect", "socket.sendto") else arguments[0]
        host = address[0] if isinstance(address, tuple) else address
        if host not in (None, "", "localhost", "127.0.0.1", "::1", b"localhost") and not str(host).startswith("/"):
            with open(os.environ["ASKED"], "a") as asked:
                print(event, host, file=asked)
            raise OSError("the network is off")

sys.addaudithook(refuse)
'''


@dataclass(frozen=True)
class Installed:
    """An environment that has our wheel and, of the rest, what the wheel asks for."""

    python: Path
    folder: Path
    asked: Path

    def start(self, *words: str) -> subprocess.Popen[str]:
        names = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "HOME", "USERPROFILE", "LANG")
        environment = {name: os.environ[name] for name in names if name in os.environ}
        environment |= {"ASKED": str(self.asked), "PYTHONUTF8": "1", "DATELINE_STORE": ""}
        command = [self.python, "-c", "import sys; from dashboard.cli import main; sys.exit(main())", *words]
        return subprocess.Popen(
            command, cwd=self.folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Unpack the wheel as an installer does; third-party packages come from the environment of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "env", with_pip=False, symlinks=os.name != "nt")
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = folder / "env" / scripts / Path(sys.executable).name
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (packages / "sitecustomize.py").write_text(NETWORK_OFF)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "story.txt").write_text(STORY, encoding="utf-8")
    return Installed(python, elsewhere, folder / "asked.txt")


def test_the_wheel_has_what_it_needs_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "geodata/resources/gazetteer.sqlite",
        "dashboard/static/leaflet.js",
        "dashboard/static/built.json",
        "dashboard/.streamlit/config.toml",
        "dashboard/assets/page.css",
    ):
        assert wanted in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"geodata", "dashboard"}
    assert not [name for name in names if "training/" in name or "node_modules" in name or name.endswith(".tmp")]


def test_an_article_is_analysed_without_a_network(installed: Installed) -> None:
    process = installed.start("analyze", "story.txt", "--published", "2024-06-04")
    out, err = process.communicate()
    assert process.returncode == 0, err
    whole = json.loads(out)
    assert "Springfield" in {place["name"] for place in whole["places"]}
    assert str(installed.python.parents[1]) not in out  # nobody learns where it runs
    assert not installed.asked.exists(), installed.asked.read_text()


def test_the_page_is_served_without_a_network(installed: Installed) -> None:
    process = installed.start("--no-browser", "--port", "0", "--store", "library.sqlite", "story.txt")
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://localhost:(\d+)", line)
        assert found, process.communicate()
        for path, part in (("/", b"<title>"), ("/app/static/leaflet.js", b"Leaflet"), ("/api/articles", b"article_id")):
            with urllib.request.urlopen(f"http://127.0.0.1:{found.group(1)}{path}") as answer:
                assert part in answer.read()
    finally:
        process.kill()
        process.communicate()
    assert not installed.asked.exists(), installed.asked.read_text()
