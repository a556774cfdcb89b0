"""The measuring of speed: what is added up, and that a run of it works."""

from __future__ import annotations

import pytest

from tests.benchmarks import articles
from tests.benchmarks.article_worker import FRAMES, TAGGER, StageClock

MEMORY = "310 MB a process, 1.5 s until the first is read"


def test_stages_are_shares_of_all_and_the_tagger_is_inside_them(capsys):
    one = {
        "words": 1000,
        "seconds": 2.0,
        "busy": 1.0,
        "megabytes": 300.0,
        "loading": 1.5,
        "stages": {"Finding": 1.5, TAGGER: 1.0},
    }
    two = {**one, "seconds": 4.0, "megabytes": 310.0, "stages": {"Finding": 1.5, "Placing": 1.0, TAGGER: 1.0}}
    articles.report([one, two], 2)
    assert capsys.readouterr().out.splitlines() == [
        f"2 cores: 1.5 articles of 500 words a second (4.0 by processor time), {MEMORY}",
        "   75.0%  Finding",
        "   25.0%  Placing",
        "   50.0%  of all is the tagger; the rest costs 100% on top",
    ]


def test_without_a_tagger_there_is_no_line_about_it():
    assert articles.stage_lines([{"stages": {"Finding": 2.0}}]) == ["  100.0%  Finding"]


def test_names_are_what_is_found_without_statements():
    stages = {"Splitting sentences": 0.5, articles.TAGGING: 2.0, "Placing the statements": 1.0, FRAMES: 9.0}
    (line,) = articles.part_lines([{"words": 2500, "stages": stages}])
    assert line == "  names 500 ms for 500 words, 25% on top of the tagger's reading; statements 200 ms more"
    assert articles.part_lines([{"words": 500, "stages": {"Finding": 2.0}}]) == []


def test_the_clock_tells_stages_apart():
    clock = StageClock()
    clock.tell("Finding", 0.0)
    clock.timed(lambda: None)()
    clock.tell("Done", 1.0)
    clock.stop()
    clock.stop()
    assert set(clock.seconds) == {"Finding", TAGGER, FRAMES}
    assert min(clock.seconds.values()) >= 0


def test_a_worker_reads_its_part(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text('{"text": "It rained in Paris."}\n{"text": "It rained in Oslo on Monday."}\n', encoding="utf-8")
    (measured,) = articles.read_on(path, 1)
    assert (measured["articles"], measured["words"]) == (2, 10)
    assert measured["seconds"] > 0
    assert "Finding place names" in measured["stages"]
    with pytest.raises(SystemExit):
        articles.read_on(path, 10_000)


def test_a_peer_that_cannot_be_had_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(articles.shutil, "which", lambda _: None)
    assert "not measured" in articles.peer_line("geotext", tmp_path / "texts.jsonl")
