"""`dateline gazetteer build`: the full gazetteer comes into use, and goes again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.commands import gazetteer as command
from geodata import gazetteer_files
from geodata.gazetteer import open_gazetteer
from tests.geodata.geonames_files import write_built, write_world


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of our own, and a small gazetteer in place of the embedded one."""
    built, full = write_built(tmp_path / "built.sqlite"), tmp_path / "data" / gazetteer_files.FULL_NAME
    monkeypatch.delenv(gazetteer_files.VARIABLE, raising=False)
    monkeypatch.setattr(gazetteer_files, "DEFAULT_PATH", built)
    monkeypatch.setattr(gazetteer_files, "full_path", lambda: full)
    monkeypatch.setattr(gazetteer_files, "download_folder", lambda: tmp_path / "downloads")
    monkeypatch.setattr(command, "ensure_built", lambda _progress: False)
    open_gazetteer.cache_clear()
    yield tmp_path
    open_gazetteer.cache_clear()


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    open_gazetteer.cache_clear()  # each command is a process of its own
    status = main(["gazetteer", *words])
    output = capsys.readouterr()
    return status, output.out + output.err


def test_build_use_and_go_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(write_world(folder / "source"))
    assert "the embedded one" in told(capsys, "info")[1]
    status, said = told(capsys, "build", "--full", "--from", source)
    assert (status, "allCountries.txt: 7 lines" in said) == (0, True)
    assert "the full gazetteer" in told(capsys, "info")[1]
    assert "geonames:900000001" in told(capsys, "find", "Tiny", "Hamlet")[1]
    assert told(capsys, "build", "--embedded")[0] == 0
    assert told(capsys, "find", "Tiny", "Hamlet")[0] == 1


def test_a_failed_build_is_one_line_and_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty").mkdir()
    status, said = told(capsys, "build", "--full", "--from", str(folder / "empty"))
    assert (status, said.count("\n")) == (1, 1)
    assert "allCountries.zip" in said
    assert "the embedded one" in told(capsys, "info")[1]


@pytest.mark.parametrize(
    "words", [["build"], ["build", "--full", "--embedded"], ["build", "--embedded", "--from", "x"],
              ["build", "--full", "--from", "no-such-folder"]],
)  # fmt: skip
def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert folder.is_dir()
    assert told(capsys, *words)[0] == 2


@pytest.mark.parametrize("content", [b"", b"not a database at all"])
def test_a_full_file_that_does_not_fit_is_not_used(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (folder / "data").mkdir()
    gazetteer_files.full_path().write_bytes(content)
    assert "build it anew" in told(capsys, "info")[1]


def test_the_environment_can_leave_it_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "data").mkdir()
    write_built(gazetteer_files.full_path())
    assert gazetteer_files.chosen_path() == gazetteer_files.full_path()
    monkeypatch.setenv(gazetteer_files.VARIABLE, gazetteer_files.EMBEDDED)
    assert gazetteer_files.chosen_path() == gazetteer_files.DEFAULT_PATH
    monkeypatch.setenv(gazetteer_files.VARIABLE, str(folder / "built.sqlite"))
    assert gazetteer_files.chosen_path() == folder / "built.sqlite"
