"""Getting the files of the full gazetteer from a server of our own, which breaks off and changes its mind."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from geodata.errors import AddressRefused, BuildError, FetchError
from geodata.fetch import Rules
from geodata.gazetteer_full.download import Part, download, get_file
from geodata.gazetteer_full.sources import TABLES

HERE = Rules(may_open=lambda _address: True, time_limit_s=20)
CONTENT = bytes(range(256)) * 4096  # a megabyte, so that it comes in pieces


class FileServer(BaseHTTPRequestHandler):
    """Serves CONTENT at every path, with ranges; `server.plan` says what goes wrong."""

    def do_GET(self) -> None:
        plan = self.server.plan
        plan.asked.append((self.path, self.headers.get("Range"), self.headers.get("If-Range")))
        if plan.status:
            self.send_error(plan.status)
            return
        start, fits = 0, self.headers.get("If-Range") == plan.version
        if fits and (wanted := self.headers.get("Range")):
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(plan.content) - 1}/{len(plan.content)}")
        self.send_header("Content-Length", str(len(plan.content) - start))
        self.send_header("ETag", plan.version)
        self.end_headers()
        self.wfile.write(plan.content[start : start + plan.most])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def plan() -> Iterator[SimpleNamespace]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), FileServer)
    server.plan = SimpleNamespace(asked=[], status=0, version='"one"', content=CONTENT, most=len(CONTENT))
    server.plan.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.plan
    server.shutdown()
    thread.join()
    server.server_close()


def keep_quiet(_message: str, _share: float) -> None:
    pass


def test_all_files_come_whole_and_are_not_asked_for_twice(plan: SimpleNamespace, tmp_path: Path) -> None:
    shares: list[float] = []
    download(tmp_path, lambda _message, share: shares.append(share), plan.address, HERE)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {table.archive: CONTENT for table in TABLES}
    assert shares[-1] == 1.0
    plan.asked.clear()
    download(tmp_path, keep_quiet, plan.address, HERE)
    assert plan.asked == []


def test_a_line_that_breaks_is_taken_up_where_it_broke(plan: SimpleNamespace, tmp_path: Path) -> None:
    plan.most = 300_000
    get_file(plan.address + "file", tmp_path / "file", keep_quiet, HERE)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert [asked[1] for asked in plan.asked] == [None, "bytes=300000-", "bytes=600000-", "bytes=900000-"]


def test_a_later_call_goes_on_after_a_failure(plan: SimpleNamespace, tmp_path: Path) -> None:
    part = Part(tmp_path / "file")
    part.begin('"one"')
    part.file.write_bytes(CONTENT[:1000])
    get_file(plan.address + "file", tmp_path / "file", keep_quiet, HERE)
    assert plan.asked == [("/file", "bytes=1000-", '"one"')]
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("version", ['"another"', ""])  # the file changed meanwhile, or nobody knows
def test_a_part_of_another_version_is_thrown_away(plan: SimpleNamespace, tmp_path: Path, version: str) -> None:
    part = Part(tmp_path / "file")
    part.begin(version)
    part.file.write_bytes(b"old" * 100)
    get_file(plan.address + "file", tmp_path / "file", keep_quiet, HERE)
    assert (tmp_path / "file").read_bytes() == CONTENT


@pytest.mark.parametrize("status", [404, 429, 500])
def test_a_server_that_refuses_is_given_up(plan: SimpleNamespace, tmp_path: Path, status: int) -> None:
    plan.status = status
    with pytest.raises(FetchError, match=str(status)):
        get_file(plan.address + "file", tmp_path / "file", keep_quiet, HERE)
    assert not (tmp_path / "file").exists()


def test_a_server_that_sends_nothing_is_given_up(plan: SimpleNamespace, tmp_path: Path) -> None:
    plan.most = 0
    with pytest.raises(FetchError):
        get_file(plan.address + "file", tmp_path / "file", keep_quiet, HERE)


def test_an_address_in_the_own_network_is_refused(plan: SimpleNamespace, tmp_path: Path) -> None:
    with pytest.raises(AddressRefused):
        get_file(plan.address + "file", tmp_path / "file", keep_quiet)
    assert plan.asked == []


def test_a_folder_that_cannot_be_written_is_said_at_once(plan: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "file.part").mkdir()  # stands in the way of the unfinished file
    with pytest.raises(BuildError, match="cannot be written"):
        get_file(plan.address + "file", tmp_path / "file", keep_quiet, HERE)
    assert len(plan.asked) == 1
