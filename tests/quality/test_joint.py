"""The joint-record scorer and the gold loader, on a text of three sentences."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geodata.samples import Sample, sample_names
from tests.quality.gold import Gold, GoldError, load_gold, read_gold
from tests.quality.joint import Tally, _score_kinds, common_share, pair_up, score_statements
from tests.quality.said import Said, SaidPlace

TEXT = (
    "A mill may have burned near Lund, a clerk said. Malmo denied that anyone was hurt there. Rain fell in Lund today."
)
DATA: dict[str, Any] = {
    "mentions": [
        {"text": "Lund", "kind": "literal", "role": "event", "relation": "near", "place_id": "x:lund"},
        {"text": "Malmo", "kind": "associative", "role": "speaker", "place_id": "x:malmo"},
        {"text": "Lund", "nth": 2, "kind": "literal", "role": "event", "place_id": None},
    ],
    "claims": [
        {"text": "A mill may have burned near Lund", "speaker": "a clerk", "who": "clerk", "cue": "said",
         "certainty": "possible", "places": [{"of": "Lund", "shape": "disc", "precision": 2}]},
        {"text": "anyone was hurt there", "speaker": "Malmo", "who": "Malmo", "cue": "denied", "polarity": "negative",
         "places": [{"of": "Lund", "shape": "disc", "precision": 2, "inherited": True}], "or_none": True},
        {"text": "Rain fell in Lund today", "places": [{"of": "Lund#2", "shape": "point", "precision": 1}]},
    ],
}  # fmt: skip
GOLD = read_gold(Sample("lund", "Mill", "Nobody", date(2024, 1, 1), None, TEXT), DATA)
NEAR_LUND = SaidPlace("x:lund", (28, 32), "disc", 2, inherited=False)
IN_LUND = SaidPlace("x:any", GOLD.mentions[2].span, "point", 1, inherited=False)
MALMO = SaidPlace("x:malmo", GOLD.mentions[1].span, "point", 1, inherited=False)


def said(words: str, **fields: Any) -> Said:
    start = TEXT.index(words)
    speaker = fields.pop("by", None)
    if speaker:
        at = TEXT.index(speaker)
        fields |= {"speaker": (at, at + len(speaker)), "has_speaker": True, "speaker_id": speaker}
    return Said(start, start + len(words), **fields)


BURNED = said("A mill may have burned near Lund", by="a clerk", certainty="possible", places=(NEAR_LUND,))
HURT = said("that anyone was hurt there", by="Malmo", polarity="negative")
RAIN = said("Rain fell in Lund today.", places=(IN_LUND,))


def test_a_perfect_reading_has_full_marks() -> None:
    assert set(score_statements(GOLD, [BURNED, HURT, RAIN]).figures().values()) == {1.0}


@pytest.mark.parametrize(
    "change, wrong",
    [
        ({"speaker": None, "has_speaker": False}, {"speaker"}),  # the speaker is lost
        ({"speaker": GOLD.mentions[1].span}, {"speaker", "harm: speaker given is right"}),  # another speaker
        ({"certainty": "certain"}, {"certainty", "harm: hedge kept"}),
        ({"certainty": "probable"}, {"certainty"}),  # still a hedge
        ({"polarity": "negative"}, {"polarity", "harm: NOT not invented"}),
        ({"places": ()}, {"place"}),
        ({"places": (NEAR_LUND, MALMO)}, {"place", "harm: pin is right"}),  # one pin too many
        ({"places": (NEAR_LUND, replace(MALMO, shape="none"))}, {"place"}),  # not drawn, so no pin
        (
            {"places": (replace(NEAR_LUND, shape="point"),)},
            {"shape"},
        ),  # "near Lund" is not Lund
    ],
)
def test_each_fault_shows_in_its_own_figure(change: dict[str, Any], wrong: set[str]) -> None:
    figures = score_statements(GOLD, [replace(BURNED, **change), HURT, RAIN]).figures()
    fallen = {name for name, value in figures.items() if value < 1}
    assert fallen - {"joint"} == wrong
    assert ("joint" in fallen) == (wrong != {"shape"})


@pytest.mark.parametrize(
    "found, figures",
    [
        # both gold kinds found; Skåne may be either, and is what it was found as
        ({"Lund": "literal", "Skåne": "associative"}, {"mentions literal": 1.0, "mentions associative": 1.0}),
        ({"Lund": "literal", "Skåne": "literal"}, {"mentions literal": 1.0, "mentions associative": 1.0}),
        # missed: nobody can say of which kind, so it is missed by neither
        ({"Lund": "literal"}, {"mentions literal": 1.0, "mentions associative": 1.0}),
        # the wrong kind is one too many there and one too few here
        ({"Lund": "demonym"}, {"mentions literal": 0.0, "mentions demonym": 0.0, "mentions associative": 1.0}),
        # in excess
        ({"Lund": "literal", "Malmö": "literal"}, {"mentions literal": 2 / 3, "mentions associative": 1.0}),
    ],
)
def test_names_are_scored_by_kind(found: dict[str, str], figures: dict[str, float]) -> None:
    spans = {"Lund": (0, 4), "Skåne": (8, 13), "Malmö": (17, 22)}
    mentions = tuple(
        replace(GOLD.mentions[0], start=spans[name][0], end=spans[name][1], kinds=kinds)
        for name, kinds in {"Lund": frozenset({"literal"}), "Skåne": frozenset({"literal", "associative"})}.items()
    )
    tally = Tally()
    _score_kinds(tally, replace(GOLD, mentions=mentions), {spans[name]: kind for name, kind in found.items()})
    assert tally.figures() == pytest.approx(figures)


def test_a_lost_denial_is_counted() -> None:
    figures = score_statements(GOLD, [BURNED, replace(HURT, polarity="positive"), RAIN]).figures()
    assert figures["harm: NOT kept"] == 0.0


@pytest.mark.parametrize(
    "places, right",
    [
        ((), True),  # "there" may be left open
        ((replace(NEAR_LUND, inherited=True),), True),
        ((MALMO,), False),  # who denies is not where
    ],
)
def test_a_place_from_an_antecedent_may_be_left_out(places: tuple[SaidPlace, ...], right: bool) -> None:
    (pair,) = pair_up(GOLD, [replace(HURT, places=places)])
    assert pair.place_right is right


def test_a_gold_place_without_an_id_is_met_by_its_mention() -> None:
    (pair,) = pair_up(GOLD, [RAIN])
    assert pair.place_right
    (pair,) = pair_up(GOLD, [replace(RAIN, places=(NEAR_LUND,))])
    assert not pair.place_right


def test_missed_and_needless_statements_cost() -> None:
    missed = score_statements(GOLD, [BURNED]).figures()
    assert missed["joint"] == pytest.approx(2 * 1 / (1 + 3))
    needless = score_statements(GOLD, [BURNED, HURT, RAIN, said("a clerk said")]).figures()
    assert needless["joint"] == pytest.approx(2 * 3 / (4 + 3))


def test_an_optional_statement_counts_nowhere() -> None:
    rain = replace(GOLD.claims[2], optional=True)
    gold = Gold(GOLD.sample, GOLD.mentions, (*GOLD.claims[:2], rain))
    assert score_statements(gold, [BURNED, HURT]).figures()["joint"] == 1.0
    assert score_statements(gold, [BURNED, HURT, RAIN]).figures()["joint"] == 1.0


def test_an_article_without_statements_scores_full_marks_for_silence() -> None:
    assert score_statements(Gold(GOLD.sample, (), ()), []).figures()["joint"] == 1.0
    assert score_statements(Gold(GOLD.sample, (), ()), [BURNED]).figures()["joint"] == 0.0


@pytest.mark.parametrize(
    "one, other, share",
    [((0, 6), (0, 6), 1.0), ((0, 6), (7, 10), 0.0), ((0, 6), (0, 2), 0.2), ((3, 3), (3, 3), 0.0)],
)
def test_overlap_is_of_the_longer_one_without_spaces(
    one: tuple[int, int], other: tuple[int, int], share: float
) -> None:
    assert common_share(TEXT, one, other) == pytest.approx(share)


def test_tallies_add_up_without_losing_zeros() -> None:
    one, other = Tally(), Tally()
    one.add("joint", 0, 2, 0)
    other.add("joint", 1, 1, 1)
    assert (one + other).figures() == {"joint": pytest.approx(2 / 4)}


@pytest.mark.parametrize("name", sample_names())
def test_every_word_of_the_gold_is_in_its_sample(name: str) -> None:
    gold = load_gold(name)
    assert gold.mentions
    assert len(gold.claims) >= 20


@pytest.mark.parametrize(
    "part, change, message",
    [
        ("mentions", {"text": "Oslo"}, "'Oslo' is not 1 times"),
        ("mentions", {"text": "Lund today", "nth": 1}, "overlaps"),
        ("claims", {"text": "no such words"}, "0 times"),
        ("claims", {"speaker": "a baker"}, "'a baker' is not beside"),
        ("claims", {"places": [{"of": "Oslo", "shape": "point", "precision": 1}]}, "No mention 'Oslo'"),
    ],
)
def test_gold_that_does_not_fit_its_text_is_refused(part: str, change: dict[str, Any], message: str) -> None:
    rows = [*DATA[part], {**DATA[part][0], **change}] if part == "mentions" else [{**DATA[part][0], **change}]
    with pytest.raises(GoldError, match=message):
        read_gold(GOLD.sample, {**DATA, part: rows})
