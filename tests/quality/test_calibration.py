"""Calibration figures on answers worked out by hand, and their picture."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.quality.calibration import main
from tests.quality.certainties import Bin, Certainties, certainties_of
from tests.quality.outcomes import Outcome
from tests.quality.picture import Curve, Panel, write_svg
from tests.quality.toponyms import JUDGEMENTS, Toponym


def answers(*pairs, names):
    ordered = sorted(pairs, reverse=True)
    return Certainties(np.array([pair[0] for pair in ordered]), np.array([float(pair[1]) for pair in ordered]), names)


FOUR_OF_FIVE = answers((0.95, 1), (0.9, 1), (0.7, 0), (0.5, 1), names=5)


@pytest.mark.parametrize(
    ("coverage", "right"),
    [
        (0.2, 1.0),  # the surest one
        (0.4, 1.0),
        (0.6, 2 / 3),
        (0.8, 3 / 4),
        (1.0, 3 / 4),  # the fifth name has no answer
        (0.01, 1.0),  # at least one
    ],
)
def test_the_surest_answers_are_right_more_often(coverage, right):
    assert FOUR_OF_FIVE.right_at(coverage) == pytest.approx(right)


def test_the_curve_has_a_point_for_each_answer():
    coverage, right = FOUR_OF_FIVE.curve()
    assert coverage.tolist() == pytest.approx([0.2, 0.4, 0.6, 0.8])
    assert right.tolist() == pytest.approx([1, 1, 2 / 3, 3 / 4])
    assert FOUR_OF_FIVE.answered == 0.8


def test_answers_of_one_score_count_alike_in_whatever_order():
    tied = answers((1.0, 1), (1.0, 0), (1.0, 1), (1.0, 1), names=4)
    assert tied.right_at(0.25) == tied.right_at(1.0) == 0.75


def test_the_calibration_error_is_the_mean_gap_of_the_bins():
    # two answers of .95 with one right, two of .3 with one right, one of .1 wrong
    some = answers((0.95, 1), (0.95, 0), (0.3, 1), (0.3, 0), (0.1, 0), names=5)
    assert some.bins() == [Bin(1, 0.1, 0.0), Bin(2, 0.3, 0.5), Bin(2, 0.95, 0.5)]
    assert some.error() == pytest.approx((1 * 0.1 + 2 * 0.2 + 2 * 0.45) / 5)


def test_certain_answers_are_in_the_last_bin():
    assert answers((1.0, 1), (0.91, 1), names=2).bins() == [Bin(2, pytest.approx(0.955), 1.0)]


def test_nothing_asked_is_nothing_wrong():
    none = answers(names=0)
    assert (none.answered, none.right_at(0.6), none.error(), none.bins()) == (0, 0, 0, [])


def test_only_found_names_with_a_gold_place_are_asked():
    paris = Toponym(0, 5, 48.85, 2.35)
    outcomes = [
        Outcome(0, paris, Toponym(0, 5, 48.85, 2.35, score=0.9)),
        Outcome(0, paris, Toponym(0, 5, 10.0, 10.0, score=0.4)),
        Outcome(0, paris, Toponym(0, 5, score=0.2)),  # left open
        Outcome(0, paris, None),  # missed
        Outcome(0, None, paris),  # in excess
        Outcome(0, Toponym(0, 5), paris),  # no gold place
    ]
    found = certainties_of(outcomes, JUDGEMENTS["25 km or id"])
    assert (found.scores.tolist(), found.right.tolist(), found.names) == ([0.9, 0.4], [1, 0], 3)


def test_the_picture_is_drawn_to_scale_with_names_escaped():
    curve = Curve("<b>&", [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)], [2.0, 3.0, 4.0])
    picture = write_svg([Panel("One", "x", "y", [curve], lowest=0.5)])
    assert 'points="0.0,300.0 150.0,300.0 300.0,0.0"' in picture  # from 0.5 upwards
    assert ">&lt;b&gt;&amp;</text>" in picture
    assert "<b>" not in picture
    assert picture.count("<circle") == 3


def test_the_command_leaves_countries_out(tmp_path, capsys):
    gold = [
        {"start": 13, "end": 18, "lat": 48.85, "lon": 2.35, "geonameid": 2988507},
        {"start": 20, "end": 26, "lat": 46.0, "lon": 2.0, "geonameid": 3017382},
    ]
    corpus = tmp_path / "tiny.jsonl"
    text = {"id": "one", "text": "It rained in Paris, France.", "toponyms": gold}
    corpus.write_text(json.dumps(text) + "\n", encoding="utf-8")
    asked = ["--corpus", str(corpus), "--json", str(tmp_path / "f.json"), "--picture", str(tmp_path / "f.svg")]
    main(asked)
    rows = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert [(row["spans"], row["names"], row["right at 60%"]) for row in rows] == [
        ("gold spans", "1", 1.0),
        ("raw text", "1", 1.0),
    ]
    main([*asked, "--with-countries"])
    assert {row["names"] for row in json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))} == {"2"}
    assert "Abstention" in (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert "Calibration" in capsys.readouterr().out
