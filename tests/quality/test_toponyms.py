"""The corpus scorer counts as the field counts, on a corpus made up for it."""

from __future__ import annotations

import json

import pytest

from tests.quality.__main__ import main, score_corpus
from tests.quality.toponyms import Judgement, Share

TEXT = "Paris and New York and Homs and Oslo"
GOLD = [
    {"start": 0, "end": 5, "lat": 48.85, "lon": 2.35, "geonameid": 1},
    {"start": 10, "end": 18, "lat": 40.7, "lon": -74.0, "geonameid": 2},
    {"start": 23, "end": 27, "lat": None, "lon": None},
    {"start": 32, "end": 36, "lat": 59.9, "lon": 10.7, "geonameid": 4},
]
CORPUS = [{"id": "one", "text": TEXT, "toponyms": GOLD}, {"id": "two", "text": "Bonn", "toponyms": []}]


def spot(start, end, lat=None, lon=None, geonameid=None):
    return {"start": start, "end": end, "lat": lat, "lon": lon, "geonameid": geonameid}


@pytest.mark.parametrize(
    ("found", "exact", "overlap", "placed", "end_to_end"),
    [
        # everything right; the name without a gold point is not judged end to end
        (
            [spot(0, 5, 48.9, 2.3), spot(10, 18, 40.7, -74.0), spot(23, 27, 1, 1), spot(32, 36, 59.9, 10.7)],
            (4, 4, 4), (4, 4, 4), (3, 3, 3), (3, 3, 3),
        ),
        # a part of a name overlaps; a second part of it is one too many
        ([spot(10, 13, 40.7, -74.0), spot(14, 18, 40.7, -74.0)], (0, 2, 4), (1, 2, 4), (1, 1, 1), (1, 2, 3)),
        # an exact pair goes before an overlap
        ([spot(0, 9, 48.9, 2.3), spot(0, 5, 48.9, 2.3)], (1, 2, 4), (1, 2, 4), (1, 1, 1), (1, 2, 3)),
        # found but not placed, and placed too far away
        ([spot(0, 5), spot(32, 36, 48.85, 2.35)], (2, 2, 4), (2, 2, 4), (0, 1, 2), (0, 1, 3)),
        # one span twice counts once, the one with a point
        ([spot(0, 5), spot(0, 5, 48.9, 2.3)], (1, 1, 4), (1, 1, 4), (1, 1, 1), (1, 1, 3)),
        # nothing found
        ([], (0, 0, 4), (0, 0, 4), (0, 0, 0), (0, 0, 3)),
    ],
)  # fmt: skip
def test_counts(found, exact, overlap, placed, end_to_end):
    scores = score_corpus(CORPUS, {"one": found}, Judgement(161.0))
    shares = (scores.exact, scores.overlap, scores.placed, scores.end_to_end)
    assert shares == (Share(*exact), Share(*overlap), Share(*placed), Share(*end_to_end))


@pytest.mark.parametrize(
    ("judgement", "right"),
    [
        # 300 km away is wrong by distance, right by its id
        (Judgement(161.0), 0),
        (Judgement(161.0, by_id=True), 1),
        (Judgement(400.0), 1),
    ],
)
def test_an_equal_id_is_right_anywhere(judgement, right):
    scores = score_corpus(CORPUS, {"one": [spot(0, 5, 46.2, 2.35, 1)]}, judgement)
    assert scores.end_to_end.right == right


def test_the_command_scores_a_corpus_beside_peers(tmp_path, capsys):
    corpus = tmp_path / "tiny.jsonl"
    corpus.write_text(json.dumps({"id": "one", "text": "It rained in Paris.", "toponyms": []}) + "\n", encoding="utf-8")
    peer = {"id": "one", "toponyms": [spot(13, 18, 48.85, 2.35)]}
    (tmp_path / "Rival.tiny.jsonl").write_text(json.dumps(peer) + "\n", encoding="utf-8")
    main(["--corpus", str(corpus), "--out", str(tmp_path / "out.jsonl"), "--peers", str(tmp_path)])
    printed = capsys.readouterr().out
    assert "dateline" in printed
    assert "Rival" in printed
    found = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert [toponym["text"] for toponym in found["toponyms"]] == ["Paris"]
