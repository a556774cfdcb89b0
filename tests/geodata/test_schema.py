"""The frame contract: columns, dtypes, vocabularies, and the way to JSON and back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import schema
from geodata.errors import SchemaError
from geodata.models import Article, Claim, ClaimAtPlace, Correction, Evidence, Mention

CLAIM = Claim(
    claim_id="a.c0-4", article_id="a", sentence_id="s0", start=0, end=4, text="Rain",
    date_start=date(2015, 9, 30), date_precision="day", chain=("a group", "residents"),
    content_spans=((0, 4), (6, 9)), figures=({"kind": "killed", "min": 3, "max": None},),
    evidence=(Evidence("hedge", 0, 4),),
)  # fmt: skip


@pytest.mark.parametrize("name", schema.FRAME_NAMES)
def test_an_empty_frame_has_all_columns_with_their_dtypes(name):
    frame = schema.to_frame(name, [])
    assert tuple(frame.columns) == schema.columns(name)
    assert [str(dtype) for dtype in frame.dtypes] == [schema.dtype_of(column) for column in frame.columns]


@pytest.mark.parametrize("name", schema.FRAME_NAMES)
def test_dtypes_do_not_depend_on_the_rows(name):
    row = dict.fromkeys(schema.columns(name))
    assert schema.to_frame(name, [row]).dtypes.equals(schema.to_frame(name, []).dtypes)


@pytest.mark.parametrize(
    ("frame", "record", "words"),
    [
        # a value outside the vocabulary is named together with its column
        ("mentions", Mention("m", "a", "s0", 0, 1, "x", kind="guess"), "mentions.kind"),
        ("claims_at_place", ClaimAtPlace("c", "p", "m", shape="blob"), "claims_at_place.shape"),
    ],
)
def test_a_broken_vocabulary_is_refused(frame, record, words):
    with pytest.raises(SchemaError, match=words):
        schema.to_frame(frame, [record])


def test_spans_must_cut_their_own_words():
    frame = schema.to_frame("claims", [CLAIM])
    schema.check_spans("claims", frame, "Rain fell")
    with pytest.raises(SchemaError, match="Snow"):
        schema.check_spans("claims", frame, "Snow fell")


def test_records_come_back_from_json_as_they_went():
    frame = schema.to_frame("claims", [CLAIM])
    records = schema.to_records(frame)
    assert records[0]["date_start"] == "2015-09-30"
    assert records[0]["date_end"] is None
    assert schema.to_records(schema.from_records("claims", records)) == records
    assert schema.to_claims(frame) == [CLAIM]


def test_an_analysis_comes_back_from_json_as_it_went():
    article = Article(
        "a", None, "Rain fell", None, None, date(2015, 9, 30), "en", datetime(2026, 1, 1, tzinfo=UTC), "0"
    )
    rows = {
        "claims": [CLAIM],
        "corrections": [
            Correction("x", "a.c0-4", "polarity", "positive", "negative", "Ana", article.captured_at, "one")
        ],
    }
    frames = {name: schema.to_frame(name, rows.get(name, ())) for name in schema.FRAME_NAMES}
    analysis = schema.Analysis(article=article, **frames, provenance={"program": "test"})
    again = schema.Analysis.from_json(analysis.to_json())
    assert again.article == article
    for name, frame in analysis.frames().items():
        pd.testing.assert_frame_equal(frame, getattr(again, name))


@pytest.mark.parametrize("data", [{}, {"article": None}, {"article": {"text": "x"}}, {"article": {"captured_at": 3}}])
def test_what_is_no_analysis_is_refused_in_one_sentence(data):
    with pytest.raises(SchemaError, match="not a Dateline analysis"):
        schema.Analysis.from_json(data)


@given(st.text(max_size=20), st.integers(0, 9), st.floats(0, 1))
def test_any_text_survives_the_way_to_json(text, start, score):
    record = Mention("m", "a", None, start, start + 1, text, score=score)
    records = schema.to_records(schema.to_frame("mentions", [record]))
    assert schema.to_records(schema.from_records("mentions", records)) == records
