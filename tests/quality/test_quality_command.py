"""``python -m tests.quality`` on a corpus of its own, from a file to tables and files."""

from __future__ import annotations

import json

import pytest

from tests.quality.__main__ import main
from tests.quality.corpus import peers_of, read_answers, read_corpus
from tests.quality.tables import as_markdown, as_text

GOLD = {"start": 13, "end": 18, "lat": 48.85, "lon": 2.35, "geonameid": 2988507, "type": "Literal"}


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "tiny.jsonl"
    lines = [
        {"id": "one", "text": "It rained in Paris.", "toponyms": [GOLD]},
        {"id": "two", "text": "Nothing.", "toponyms": []},
    ]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    peer = {"id": "one", "toponyms": [{"start": 13, "end": 18, "lat": 33.66, "lon": -95.56}]}
    (tmp_path / "Rival.tiny.jsonl").write_text(json.dumps(peer) + "\n\n", encoding="utf-8")
    return path


def test_the_command_scores_a_corpus_beside_peers(corpus, capsys):
    folder = corpus.parent
    main(["--corpus", str(corpus), "--peers", str(folder), "--out", str(folder / "out.jsonl"),
          "--json", str(folder / "figures.json")])  # fmt: skip
    printed, told = capsys.readouterr()
    for title in ("Recognition", "Recognition by kind", "Resolution on gold spans", "End to end", "Beside others"):
        assert title in printed
    assert "2 of 2 texts" in told
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    row = next(row for row in figures["End to end"] if (row["names"], row["right"]) == ("all names", "id"))
    assert (row["P"], row["R"], row["F1"], row["reach"], row["of reached"]) == (1, 1, 1, 1, 1)
    beside = {(row["system"], row["figure"]): row for row in figures["Beside others"]}
    assert beside["Rival", "found, exact"]["ours less theirs"] == 0
    assert beside["Rival", "placed, 161 km, all names"]["ours less theirs"] == 1
    kept = read_answers(folder / "out.jsonl")
    assert [(name.text, name.geonameid) for name in kept["one"]] == [("Paris", "2988507")]


def test_in_short_there_is_a_line_a_system(corpus, capsys):
    main(["--corpus", str(corpus), "--peers", str(corpus.parent), "--brief", "--markdown"])
    rows = capsys.readouterr().out.strip().splitlines()[2:]
    away = "161 km | 25 km | 161 km without demonyms | 25 km without demonyms | 161 km, spans given"
    assert rows == [
        f"| system | exact | overlap | {away} |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        "| dateline | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 |",
        "| Rival | 1.000 | 1.000 | 0.000 | 0.000 | 0.000 | 0.000 |  |",
    ]


def test_only_some_kinds_are_scored(corpus, capsys):
    main(["--corpus", str(corpus), "--kinds", "demonym", "--limit", "1", "--markdown", "--json",
          str(corpus.parent / "figures.json")])  # fmt: skip
    assert "| names | spans |" in capsys.readouterr().out
    figures = json.loads((corpus.parent / "figures.json").read_text(encoding="utf-8"))
    assert {row["wanted"] for row in figures["Recognition"]} == {0}
    with pytest.raises(SystemExit):
        main(["--corpus", str(corpus), "--kinds", "nonsense"])


def test_a_corpus_is_read_with_what_it_says(corpus):
    first, second = read_corpus(corpus)
    assert (first.gold[0].text, first.gold[0].geonameid, first.gold[0].corpus_type) == ("Paris", "2988507", "Literal")
    assert second.gold == ()
    assert list(peers_of(corpus.parent, corpus)) == ["Rival"]
    assert peers_of(None, corpus) == {}


ROWS = [{"names": "all", "P": 0.5, "given": 12.0}, {"names": "none", "P": 1.0, "low": -0.25}]


def test_tables_in_text_and_markdown():
    assert as_text("Found", ROWS).splitlines() == [
        "Found",
        "  names  P      given  low",
        "  all    0.500     12",
        "  none   1.000         -0.250",
    ]
    assert as_markdown("Found", ROWS).splitlines() == [
        "**Found**",
        "",
        "| names | P | given | low |",
        "| --- | --- | --- | --- |",
        "| all | 0.500 | 12 |  |",
        "| none | 1.000 |  | -0.250 |",
    ]
