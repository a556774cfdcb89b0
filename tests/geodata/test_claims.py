"""Statements and their places: sentences of our own on an invented map."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.attribution import SourceAttributor
from geodata.claims import extract_claims
from geodata.ingest import make_article
from geodata.models import Claim, JsonDict, Resolution
from geodata.spatial import read_relations
from geodata.text import make_document
from tests.geodata.invented_map import WEDNESDAY, Outlines, extracted, placed, resolution_of

LINKS = [
    # a place in the clause
    ("A bomb exploded in Aton.", [("A bomb exploded in Aton", ["Aton"])]),
    # the same, attributed
    ("Police said a bomb exploded in Aton.", [("a bomb exploded in Aton", ["Aton"])]),
    # a list shares its preposition
    ("Floods closed schools in Aton and Betown.", [("Floods closed schools in Aton and Betown", ["Aton", "Betown"])]),
    # a place of the governing clause does not reach the content
    ("Speaking in Cityport, the minister said rebels had fled.", [("rebels had fled", [])]),
    # a place inside another noun is a venue
    (
        "The army told the rebels of the raid through the embassy in Cityport.",
        [("The army told the rebels of the raid through the embassy in Cityport", ["Cityport:venue"])],
    ),
    # from and to
    (
        "The convoy drove from Aton to Betown.",
        [("The convoy drove from Aton to Betown", ["Aton:origin", "Betown:destination"])],
    ),
    # what it is about is no place of it
    (
        "The envoys talked about a settlement in Landia.",
        [("The envoys talked about a settlement in Landia", [])],
    ),
    # a list ends before the next clause begins
    (
        "Warplanes bombed camps in Aton and Betown, and shells hit a hospital in Cityport.",
        [
            ("Warplanes bombed camps in Aton and Betown", ["Aton", "Betown"]),
            ("shells hit a hospital in Cityport", ["Cityport"]),
        ],
    ),
    # so far from a town, beside the country that somebody went to
    (
        "Thousands fled to Marsia, about 30 km west of Aton.",
        [("Thousands fled to Marsia, about 30 km west of Aton", ["Marsia:destination", "Aton"])],
    ),
    # a verb behind an opening, which looks like a participle
    (
        "On Tuesday, a rocket hit a school in Aton, officials said.",
        [("On Tuesday, a rocket hit a school in Aton", ["Aton"])],
    ),
    # the same behind a phrase that is cut in
    (
        "Another bombing, also in July, killed 50 people in Betown.",
        [("Another bombing, also in July, killed 50 people in Betown", ["Betown"])],
    ),
    # two clauses, two places
    (
        "A bomb exploded in Aton and soldiers closed the road to Betown.",
        [("A bomb exploded in Aton", ["Aton"]), ("soldiers closed the road to Betown", ["Betown:destination"])],
    ),
    # a country that acts is no place
    ("Landia launched strikes near Aton.", [("Landia launched strikes near Aton", ["Aton"])]),
    # one that something happens to is
    ("Landia was hit by a storm.", [("Landia was hit by a storm", ["Landia"])]),
    # so is a town that is to be attacked, though it stands where one who acts could
    ("Landia said it will strike Aton.", [("it will strike Aton", ["Aton"])]),
    ("The general vowed to attack northern Betown.", [("to attack northern Betown", ["Betown"])]),
    # a name that says where a site is
    ("Gunmen shot a man in a Landia hotel.", [("Gunmen shot a man in a Landia hotel", ["Landia"])]),
    ("Crowds marched through Landia's streets.", [("Crowds marched through Landia's streets", ["Landia"])]),
    (
        "Soldiers died in one of Landia's most remote provinces.",
        [("Soldiers died in one of Landia's most remote provinces", ["Landia"])],
    ),
    ("Crowds marched behind Landia's soldiers.", [("Crowds marched behind Landia's soldiers", [])]),
    # the place of what is only judged or marched against is none of the statement's
    ("Landia condemned the bombing in Aton.", [("Landia condemned the bombing in Aton", [])]),
    (
        "Crowds marched in Betown against the war in Aton.",
        [("Crowds marched in Betown against the war in Aton", ["Betown"])],
    ),
    ("Envoys signed the treaty in Aton.", [("Envoys signed the treaty in Aton", ["Aton"])]),
    # a country beside a place inside it goes
    ("A bomb exploded in Aton in Landia.", [("A bomb exploded in Aton in Landia", ["Aton"])]),
    # a demonym carries nothing
    ("Landian troops shelled the camp.", [("Landian troops shelled the camp", [])]),
    # being about the raids is not being at them
    (
        "Air raids hit Aton. The minister wrote a letter about the raids.",
        [("Air raids hit Aton", ["Aton"]), ("The minister wrote a letter about the raids", [])],
    ),
    # a part of the country that the article is about
    (
        "Storms hit Landia. Thousands fled the western part of the country.",
        [("Storms hit Landia", ["Landia"]), ("Thousands fled the western part of the country", ["Landia*"])],
    ),
    # a wind inside a name is no part of a country
    (
        "Storms hit Landia. Hunger spread in East Umbria.",
        [("Storms hit Landia", ["Landia"]), ("Hunger spread in East Umbria", ["East Umbria"])],
    ),
    # a part is of the country whose people the sentence names
    (
        "Storms hit Landia. Marsian troops went to the northeast.",
        [("Storms hit Landia", ["Landia"]), ("Marsian troops went to the northeast", ["Marsia*"])],
    ),
    # or of the one that acts in the sentence before
    (
        "Storms hit Landia. Marsia closed its ports. Rebels fled to the south.",
        [("Storms hit Landia", ["Landia"]), ("Marsia closed its ports", []), ("Rebels fled to the south", ["Marsia*"])],
    ),
    # who sends troops is not where the north is
    (
        "Marsian generals sent troops to Landia. Villages in the north were burned.",
        [
            ("Marsian generals sent troops to Landia", ["Landia:destination"]),
            ("Villages in the north were burned", ["Landia*"]),
        ],
    ),
    # nor is whose jets attack it
    ("Marsian jets bombed rebels in the north.", [("Marsian jets bombed rebels in the north", [])]),
    # an attack on an embassy is at the embassy
    ("A bomb exploded at the embassy in Cityport.", [("A bomb exploded at the embassy in Cityport", ["Cityport"])]),
    # whose it is when two are named, nobody knows
    (
        "Marsian and Landian troops fought rebels in the north.",
        [("Marsian and Landian troops fought rebels in the north", [])],
    ),
    # the state of who speaks says nothing
    (
        "Storms hit Landia. A Marsian envoy said crops in the south had failed.",
        [("Storms hit Landia", ["Landia"]), ("crops in the south had failed", ["Landia*"])],
    ),
    # a fight is no air raid, so it is not at its place
    (
        "A drone hit a depot near Betown. The captain lost six men in the fighting.",
        [("A drone hit a depot near Betown", ["Betown"]), ("The captain lost six men in the fighting", [])],
    ),
    # it is where they fought
    (
        "Rebels fought near Aton. A drone hit Betown. The captain lost six men in the fighting.",
        [
            ("Rebels fought near Aton", ["Aton"]),
            ("A drone hit Betown", ["Betown"]),
            ("The captain lost six men in the fighting", ["Aton*"]),
        ],
    ),
    # half of "between" is nothing
    ("A pipe burst between Aton and Nowhereville.", [("A pipe burst between Aton and Nowhereville", [])]),
    # a name that nobody knows is no place of before
    (
        "A bomb exploded in Aton. Two boys were killed in an airstrike on Raquum.",
        [("A bomb exploded in Aton", ["Aton"]), ("Two boys were killed in an airstrike on Raquum", [])],
    ),
    # people who fled are no toll of the attack before
    (
        "Gunmen attacked Aton. Thousands fled the north.",
        [("Gunmen attacked Aton", ["Aton"]), ("Thousands fled the north", [])],
    ),
    # a dateline carries nothing
    ("CITYPORT, Landia — A bomb exploded in Aton.", [("A bomb exploded in Aton", ["Aton"])]),
    # not X, but Y
    (
        "The raids in Aton did not hit the camp, but houses.",
        [("The raids in Aton did not hit the camp", ["Aton"]), ("houses", ["Aton*"])],
    ),
    # a title ends no clause
    (
        "“We won. Then Gov. Dana Hale left,” said Ana Ruiz.",
        [("We won", []), ("Then Gov. Dana Hale left", [])],
    ),
    # who is asked to do something is no statement
    (
        "The envoy urged Marsia to leave Aton.",
        [("Marsia to leave Aton", ["Aton:origin"])],
    ),
    # what is told of a person aside is no place of what the person did
    (
        "Ana Reyes, who ran a school in Aton, was jailed in Betown.",
        [("Ana Reyes, who ran a school in Aton, was jailed in Betown", ["Betown"])],
    ),
    # the day of a saying is no statement
    (
        "A bomb exploded in Aton, police said on Monday, while Marsia urged caution.",
        [("A bomb exploded in Aton", ["Aton"]), ("Marsia urged caution", [])],
    ),
    # a place that somebody leaves is where it began, one that is left in a state is not
    ("The ship left Aton on Monday.", [("The ship left Aton on Monday", ["Aton:origin"])]),
    ("The storm left Aton without power.", [("The storm left Aton without power", ["Aton"])]),
    # what others say is not what the article says
    (
        "The dam in Aton was safe, police said, contradicting rumours that it had failed.",
        [("The dam in Aton was safe", ["Aton"]), ("it had failed", [])],
    ),
    # a question says nothing
    ("Who closed the school in Aton?", []),
    # neither does a fragment
    ("More trouble in Aton", []),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_statements_and_their_places(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert placed(text) == expected


def test_a_metonym_carries_nothing() -> None:
    assert placed("Cityport sent aid to Aton.", ("Cityport",)) == [("Cityport sent aid to Aton", ["Aton:destination"])]


SHAPES = [
    # in a town
    ("A bomb exploded in Aton.", ("point", 1)),
    # near it
    ("A bomb exploded near Aton.", ("disc", 2)),
    # on one side of it
    ("A bomb exploded south of Aton.", ("sector", 2)),
    # a part of a country
    ("A bomb exploded in western Landia.", ("area", 3)),
    # a whole country has no shape
    ("Storms raged in Landia.", ("none", 4)),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_shapes(text: str, expected: tuple[str, int]) -> None:
    (row,) = extracted(text).claims_at_place
    assert (row.shape, row.geo_precision) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rebels closed the road between Aton and Betown.",
        "Rebels closed the road from Aton to Betown.",
        "A bomb exploded on the Aton-Betown highway.",
    ],
)
def test_between_two_towns_is_a_corridor_of_both(text: str) -> None:
    rows = extracted(text).claims_at_place
    assert [(row.place_id, row.shape) for row in rows] == [("p:Aton", "corridor"), ("p:Betown", "corridor")]


ROLES = [
    # event, venue of a saying, speaker, dateline
    ("A bomb exploded in Aton.", "Aton", "event"),
    ("Speaking in Cityport, the minister said rebels had fled.", "Cityport", "venue"),
    ("Police in Betown said a bomb exploded.", "Betown", "speaker"),
    ("CITYPORT — A bomb exploded.", None, None),
    ("The mayor of Aton opened the school.", "Aton", "background"),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLES)
def test_roles_of_mentions(text: str, name: str | None, role: str | None) -> None:
    roles = {mention.text: mention.role for mention in extracted(text).mentions}
    assert roles.get(name or "") == role


def only(text: str) -> Claim:
    (claim,) = extracted(text).claims
    return claim


def test_a_claim_has_its_own_words_and_its_attribution() -> None:
    claim = only("The mayor said on Monday that a bomb may have exploded in Aton on Sunday.")
    assert claim.text == "a bomb may have exploded in Aton on Sunday"
    assert (claim.speaker_text, claim.cue, claim.quote) == ("The mayor", "said", "indirect")
    assert (claim.certainty, claim.polarity, claim.event_type) == ("possible", "positive", "ASSAULT")
    assert (claim.said_start, claim.date_start) == (date(2015, 9, 28), date(2015, 9, 27))
    assert claim.sentence_id == "s0"
    assert {item.what for item in claim.evidence} == {"hedge", "trigger", "date", "place"}


ACTS = [
    # what somebody did in words is told by the article, whole, and counted as that source's
    ("The council approved the plan.", "The council approved the plan", "The council"),
    ("The minister rejected the plan on Monday.", "The minister rejected the plan on Monday", "The minister"),
    # an act without words is nobody's
    ("The minister opened the bridge.", "The minister opened the bridge", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker"), ACTS)
def test_what_a_source_did_in_words_is_told_whole(text: str, words: str, speaker: str | None) -> None:
    claim = only(text)
    assert (claim.text, claim.speaker_text, claim.told_whole) == (words, speaker, speaker is not None)


ANNOUNCED = [
    # an attack that its source says is to come threatens; nothing has been struck
    ("“We will strike Aton,” the general said.", "THREATEN"),
    ("The army said it will strike Aton.", "THREATEN"),
    ("The general vowed to strike Aton.", "THREATEN"),
    # one that was carried out is an attack
    ("“We struck Aton,” the general said.", "ASSAULT"),
    # so is one that is foreseen of others
    ("The army said rebels will strike Aton.", "ASSAULT"),
    ("“They will strike Aton,” the general said.", "ASSAULT"),
    # what will not come threatens nobody
    ("The army said it will not strike Aton.", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "event_type"), ANNOUNCED)
def test_an_attack_that_is_only_announced_threatens(text: str, event_type: str) -> None:
    assert only(text).event_type == event_type


def test_not_x_but_y_is_a_denial_and_an_assertion() -> None:
    first, second = extracted("An official said the raids did not appear to hit the camp, but houses.").claims
    assert (first.text, first.certainty, first.polarity) == (
        "the raids did not appear to hit the camp",
        "probable",
        "negative",
    )
    assert (second.text, second.certainty, second.polarity) == ("houses", "probable", "positive")
    assert first.attribution_id == second.attribution_id


def test_rumours_that_are_contradicted_are_not_so() -> None:
    claims = extracted("The dam was safe, police said, contradicting rumours that it had failed.").claims
    assert [(claim.text, claim.polarity) for claim in claims] == [
        ("The dam was safe", "positive"),
        ("it had failed", "negative"),
    ]


def test_an_agentless_passive_has_a_cue_and_no_speaker() -> None:
    claim = only("The silence was taken as a sign that talks had failed.")
    assert (claim.cue, claim.speaker_id, claim.speaker_text) == ("was taken as a sign", None, None)
    assert claim.certainty == "probable"


def test_speakers_are_counted() -> None:
    result = extracted("The mayor said a bomb exploded in Aton and that houses burned. The mayor said help was late.")
    assert [speaker.n_claims for speaker in result.speakers] == [len(result.claims)]


PIECES = st.sampled_from(
    [
        "the official said", "a bomb exploded", "in Aton", "near Betown", "on Monday", "and", "but", ",", ".", "“", "”",
        "not", "the raids", "killed 12 people", "Landia", "where", "according to", "\n", "that", "who", "from", "to",
    ]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_spans_ids_and_counts_hold_together(text: str) -> None:
    text = "It rained. " + text
    result = extracted(text)
    ids = [claim.claim_id for claim in result.claims]
    assert len(ids) == len(set(ids))
    assert all(text[claim.start : claim.end] == claim.text and claim.text.strip() for claim in result.claims)
    assert all(claim.score is not None and 0 <= claim.score <= 1 for claim in result.claims)
    assert {row.claim_id for row in result.claims_at_place} <= set(ids)
    counts = Counter(claim.speaker_id for claim in result.claims if claim.speaker_id)
    assert {speaker.speaker_id: speaker.n_claims for speaker in result.speakers if speaker.n_claims} == dict(counts)
    assert len(result.mentions) == len(resolution_of(text)[0])


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=150))
def test_no_text_breaks_it(text: str) -> None:
    result = extracted("It rained. " + text)
    assert all(0 <= claim.start < claim.end for claim in result.claims)


class CountingOutlines(Outlines):
    """Counts how often an outline is asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def outline(self, place_id: str) -> JsonDict | None:
        self.asked += 1
        return super().outline(place_id)


def test_a_long_text_reads_an_outline_once() -> None:
    text = "A bomb exploded near Aton. Rebels fled to western Landia. " * 20
    document = make_document(make_article(text, published=WEDNESDAY))
    mentions, resolution = resolution_of(text)
    resolution = Resolution(tuple(read_relations(document, mentions)), (), resolution.places)
    outlines = CountingOutlines()
    rows = extract_claims(document, resolution, SourceAttributor().attribute(document), outlines).claims_at_place
    assert len(rows) == 40
    assert outlines.asked <= 2
