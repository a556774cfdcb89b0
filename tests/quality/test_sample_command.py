"""The command that shows and pins the figures of the samples."""

from pathlib import Path

import pytest

from tests.quality import samples
from tests.quality.gate import read_floors


@pytest.fixture
def floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(samples, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(samples, "plain_figures", lambda: {"joint": 0.1})
    monkeypatch.setattr(samples, "harm_table", lambda: ["harm per article"])
    return samples.FLOORS


def run(measured: float, monkeypatch: pytest.MonkeyPatch, *options: str) -> None:
    monkeypatch.setattr(samples, "measure", lambda: {"joint": measured, "cue": 1.0})
    samples.main(options)


def test_it_prints_the_engine_beside_the_plain_way(
    floors: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(0.61234, monkeypatch)
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[:3] == [["engine", "plain"], ["joint", "0.6123", "0.1000"], ["cue", "1.0000"]]
    assert rows[-1] == ["harm", "per", "article"]
    assert not floors.exists()


def test_pinning_raises_and_never_lowers_by_itself(floors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for measured, options, expected in [
        (0.50, ["--pin"], 0.50),
        (0.60, ["--pin"], 0.60),
        (0.55, ["--pin"], 0.60),
        (0.55, ["--pin", "--allow-regression"], 0.55),
    ]:
        run(measured, monkeypatch, *options)
        assert read_floors(floors).values["joint"] == expected
