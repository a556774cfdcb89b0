"""What people change: one correction for all same names, the rest resolved again, undone by leaving it out."""

from __future__ import annotations

import dataclasses
import functools
import random
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import schema
from geodata.assembly import assemble
from geodata.attribution import SourceAttributor
from geodata.claims import extract_claims
from geodata.compare import relate_claims
from geodata.corrections import ONE, apply_corrections, machine_analysis, make_correction
from geodata.errors import InputError
from geodata.ingest import make_article
from geodata.models import Correction, Tags
from geodata.recognition import NameRecognizer
from geodata.resolution import RuleResolver
from geodata.schema import Analysis
from geodata.spatial import read_relations
from geodata.text import make_document
from tests.geodata.fake_world import fake_world

TEXT = (
    "Trees fell in Springfield on Monday. Police said a man was killed in Springfield. "
    "Crews from Paris came to Springfield. Soldiers shelled a market in Homs, residents said. "
    "The mayor did not visit Qarnaveh."
)
START = datetime(2026, 1, 1, tzinfo=UTC)


@functools.cache
def world():
    places = fake_world()
    return SimpleNamespace(
        gazetteer=places,
        recognizer=NameRecognizer(places),
        resolver=RuleResolver(places, places),
        attributor=SourceAttributor(),
        tagger=None,
    )


@functools.cache
def machine() -> Analysis:
    stages, article = world(), make_article(TEXT)
    document = make_document(article)
    mentions = read_relations(document, stages.recognizer.recognize(document))
    resolution = stages.resolver.resolve(document, mentions)
    result = extract_claims(document, resolution, stages.attributor.attribute(document), stages.gazetteer)
    relations = relate_claims(document, result.claims, result.speakers, result.claims_at_place)
    return assemble(article, resolution, result, relations, {"settings": {"home": None, "spans": None}})


def mention_id(name, nth=0):
    found = machine().mentions[machine().mentions["text"] == name]
    return found["mention_id"].iloc[nth]


def claim_id(words):
    claims = machine().claims
    return claims.loc[claims["text"].str.contains(words), "claim_id"].iloc[0]


def correction(target, field, new, scope="same_name", number=0):
    at = START + timedelta(minutes=number)
    return Correction(f"{number:03}", target, field, None, new, "Ann", at, scope)


def corrected(*log):
    return apply_corrections(machine(), log, engine=world())


def places(analysis, name):
    rows = analysis.mentions[analysis.mentions["text"] == name]
    return [
        (place if isinstance(place, str) else None, review)
        for place, review in zip(rows["place_id"], rows["review"], strict=True)
    ]


IL, MO = "town:springfield-il", "town:springfield-mo"


def test_one_correction_counts_for_all_same_names():
    result = corrected(correction(mention_id("Springfield", 1), "place_id", IL))
    assert places(result, "Springfield") == [(IL, "corrected")] * 3
    assert set(result.mentions.loc[result.mentions["text"] == "Springfield", "score"]) == {1.0}


def test_scope_one_leaves_the_others_to_the_machine():
    result = corrected(correction(mention_id("Springfield", 1), "place_id", IL, ONE))
    assert places(result, "Springfield")[1] == (IL, "corrected")
    assert {review for _, review in places(result, "Springfield")[::2]} == {"none"}


def test_what_was_said_of_one_outlives_what_is_said_of_all():
    one = correction(mention_id("Springfield", 1), "place_id", MO, ONE, number=1)
    every = correction(mention_id("Springfield", 0), "place_id", IL, number=2)
    assert [place for place, _ in places(corrected(one, every), "Springfield")] == [IL, MO, IL]


def test_a_correction_is_an_anchor_for_its_neighbours():
    # Paris stands for France's until a person puts the text in Texas
    assert places(machine(), "Paris")[0][0] == "town:paris-fr"
    texas = {"place_id": "town:springfield-tx", "name": "Springfield", "latitude": 33.7, "longitude": -95.5,
             "country_code": "US", "admin1": "TX", "feature_code": "PPL"}  # fmt: skip
    before = machine().candidates
    after = corrected(correction(mention_id("Springfield"), "place_id", texas)).candidates
    assert share(after, "town:paris-tx") > share(before, "town:paris-tx")


def share(candidates, place_id):
    rows = candidates[candidates["place_id"] == place_id]
    best = candidates[candidates["mention_id"].isin(rows["mention_id"])]["probability"].sum()
    return rows["probability"].iloc[0] / best


def test_statements_follow_to_the_new_place():
    killed = claim_id("a man was killed")
    result = corrected(correction(mention_id("Springfield"), "place_id", MO))
    links = result.claims_at_place[result.claims_at_place["claim_id"] == killed]
    assert list(links["place_id"]) == [MO]
    assert links["geometry"].iloc[0]["coordinates"] == [-93.3, 37.2]
    assert MO in set(result.places["place_id"])


def test_the_place_that_the_machine_chose_is_confirmed():
    homs = machine().mentions.set_index("mention_id").loc[mention_id("Homs"), "place_id"]
    for new, field in ((homs, "place_id"), ("confirmed", "review")):
        assert places(corrected(correction(mention_id("Homs"), field, new)), "Homs") == [(homs, "confirmed")]


def test_a_rejected_name_stays_in_the_table_and_leaves_the_map():
    result = corrected(correction(mention_id("Homs"), "review", "rejected"))
    assert places(result, "Homs") == [(None, "rejected")]
    assert not any("homs" in place for place in result.claims_at_place["place_id"])


def test_a_missed_name_is_added_where_it_stands():
    start = TEXT.index("market")
    target = f"{machine().article.article_id}.m{start}-{start + 6}"
    pin = {"latitude": 34.73, "longitude": 36.71, "name": "the market"}
    result = corrected(
        correction(target, "mention", {"start": start, "end": start + 6}, number=1),
        correction(target, "place_id", pin, number=2),
    )
    assert places(result, "market") == [("coord:34.73000,36.71000", "corrected")]
    schema.check_spans("mentions", result.mentions, TEXT)


def test_a_place_by_hand_outlives_a_machine_that_no_longer_sees_the_name():
    gone = machine().mentions[machine().mentions["text"] != "Homs"]
    newer = dataclasses.replace(machine(), mentions=gone)
    result = apply_corrections(newer, [correction(mention_id("Homs"), "place_id", "town:homs")], engine=world())
    assert places(result, "Homs") == [("town:homs", "corrected")]


@pytest.mark.parametrize(
    ("field", "new", "column", "expected"),
    [
        # how it was said
        ("certainty", "possible", "certainty", "possible"),
        ("polarity", "negative", "polarity", "negative"),
        # a day comes as ISO text
        ("date_start", "2026-01-02", "date_start", datetime(2026, 1, 2)),  # noqa: DTZ001 - days have no zone
        # nobody said it
        ("speaker_id", None, "speaker_id", None),
    ],
)
def test_a_statement_is_changed(field, new, column, expected):
    target = claim_id("a man was killed")
    claims = corrected(correction(target, field, new)).claims.set_index("claim_id")
    value = claims.loc[target, column]
    assert value == expected if expected is not None else pd.isna(value)
    assert claims.loc[target, "review"] == "corrected"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        # put at another place, as well
        ({"add": "town:hama"}, {"town:homs", "town:hama"}),
        # instead
        ({"add": "town:hama", "remove": "town:homs"}, {"town:hama"}),
        # not here
        ({"remove": "town:homs"}, set()),
    ],
)
def test_a_statement_is_moved(new, expected):
    target = claim_id("shelled a market")
    links = corrected(correction(target, "place", new)).claims_at_place
    assert set(links.loc[links["claim_id"] == target, "place_id"]) == expected


@pytest.mark.parametrize(("role", "placed"), [("background", False), ("venue", True)])
def test_another_role_moves_the_statements(role, placed):
    result = corrected(correction(mention_id("Homs"), "role", role))
    links = result.claims_at_place[result.claims_at_place["mention_id"] == mention_id("Homs")]
    assert list(links["role"]) == ([role] if placed else [])
    assert result.mentions.set_index("mention_id").loc[mention_id("Homs"), "role"] == role


@pytest.mark.parametrize(
    ("target", "field", "new"),
    [
        ("a.m0-4", "population", 5),  # no field of a mention
        ("a.m0-4", "kind", "planet"),  # not in the vocabulary
        ("a.c0-4", "date_start", "yesterday"),  # no day
        ("<script>", "note", "x"),  # no target
    ],
)
def test_what_cannot_be_is_refused(target, field, new):
    with pytest.raises(InputError):
        make_correction(target, field, new, by="Ann")


def test_what_cannot_be_followed_is_listed_and_kept():
    result = corrected(
        correction("a.c1-2", "certainty", "possible"), correction("a.m900-907", "review", "rejected", number=1)
    )
    assert result.provenance["corrections_not_followed"] == ["001", "000"]
    assert len(result.corrections) == 2


def ids(name):
    return [mention_id(name, nth) for nth in range(TEXT.count(name))]


TARGETS = dict.fromkeys(("place_id",), ("Springfield", "Paris", "Homs"))
CHANGES = st.one_of(
    st.tuples(
        st.sampled_from(["Springfield", "Paris", "Homs"]),
        st.just("place_id"),
        st.sampled_from([IL, MO, "town:hama", None]),
    ),
    st.tuples(
        st.sampled_from(["Springfield", "Paris", "Homs"]), st.just("review"), st.sampled_from(["confirmed", "rejected"])
    ),
    st.tuples(st.sampled_from(["Homs", "Paris"]), st.just("kind"), st.sampled_from(["literal", "associative"])),
    st.tuples(st.sampled_from(["Homs", "Paris"]), st.just("role"), st.sampled_from(["event", "background"])),
)


@st.composite
def logs(draw):
    changes = draw(st.lists(st.tuples(CHANGES, st.sampled_from(["one", "same_name"])), max_size=5))
    return [
        correction(draw(st.sampled_from(ids(name))), field, new, scope, number)
        for number, ((name, field, new), scope) in enumerate(changes)
    ]


@settings(max_examples=8, deadline=None)
@given(log=logs(), seed=st.integers(0, 99))
def test_a_replay_is_the_same_in_any_order_and_twice(log, seed):
    once = corrected(*log)
    shuffled = random.Random(seed).sample([*log, *log], 2 * len(log))  # noqa: S311 - no secret
    assert corrected(*shuffled).to_json() == once.to_json()
    assert apply_corrections(once, log, engine=world()).to_json() == once.to_json()
    assert Analysis.from_json(once.to_json()).to_json() == once.to_json()


@settings(max_examples=8, deadline=None)
@given(log=logs(), data=st.data())
def test_an_undone_correction_was_never_there(log, data):
    once = corrected(*log)
    kept = [entry for entry in log if data.draw(st.booleans())]
    assert apply_corrections(once, kept, engine=world()).to_json() == corrected(*kept).to_json()
    assert apply_corrections(once, [], engine=world()).to_json() == machine().to_json()
    assert machine_analysis(once).to_json() == machine().to_json()


@settings(max_examples=8, deadline=None)
@given(log=logs())
def test_frames_keep_their_contract_and_what_a_person_set(log):
    result = corrected(*log)
    schema.check_spans("mentions", result.mentions, TEXT)
    known = set(result.places["place_id"])
    assert set(result.mentions["place_id"].dropna()) | set(result.claims_at_place["place_id"]) == known
    for name, rows in schema.VALUES:
        schema.check_values(name, getattr(result, name))
        assert rows


def test_a_corrected_article_is_read_with_the_tagger_as_before():
    seen = []

    class Attributor(SourceAttributor):
        def attribute(self, document):
            seen.append(document.tags)
            return super().attribute(document)

    tags = Tags((), {"attribution": np.zeros((0, 7), np.float32)})
    tagger = SimpleNamespace(
        tagger_id="ours",
        tag=lambda text: tags if text == machine().article.text else None,
        places_of=lambda questions: [Tags((), {"where": np.zeros((0, 3), np.float32)}) for _ in questions],
    )
    engine = SimpleNamespace(**{**vars(world()), "attributor": Attributor(), "tagger": tagger})
    apply_corrections(machine(), [correction(mention_id("Homs"), "place_id", IL)], engine=engine)
    assert seen == [tags]
