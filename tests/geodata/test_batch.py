"""Many articles: one result each, in order, whatever stands between them."""

from collections.abc import Iterator

import pandas as pd
import pytest

from geodata.batch import ERROR, analyze_many
from geodata.ingest import make_article

GOOD = "Three people were killed near Homs on Wednesday, according to a doctor."


def test_a_bad_article_becomes_an_error_row() -> None:
    given = [
        GOOD,
        "",
        {"text": GOOD, "title": "T", "published": "2015-09-30"},
        {"title": "no text"},
        make_article(GOOD),
    ]
    results = list(analyze_many(given))
    assert [result.provenance.get(ERROR) is None for result in results] == [True, False, True, False, True]
    assert "no text" in results[1].provenance[ERROR]
    assert "text" in results[3].provenance[ERROR]
    assert str(results[2].article.published) == "2015-09-30"
    assert list(results[1].mentions.columns) == list(results[0].mentions.columns)


@pytest.mark.parametrize("row", [{"text": "\x00\x01" * 99}, {"text": GOOD, "published": "soon"}, {"text": None}, {}])
def test_every_kind_of_bad_row_has_its_sentence(row: dict[str, str]) -> None:
    (result,) = analyze_many([row])
    assert result.provenance[ERROR].endswith(".")
    assert result.claims.empty


def test_rows_of_a_data_frame_are_read_with_their_gaps() -> None:
    frame = pd.DataFrame(
        {"text": [GOOD, GOOD], "title": ["T", None], "published": [pd.Timestamp("2015-09-30"), pd.NaT]}
    )
    first, second = analyze_many(frame.to_dict("records"))
    assert (first.article.title, str(first.article.published)) == ("T", "2015-09-30")
    assert (second.article.title, second.article.published) == (None, None)


def test_articles_are_taken_one_at_a_time() -> None:
    taken = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(GOOD)
            yield GOOD

    results = analyze_many(endless())
    next(results)
    next(results)
    assert len(taken) == 2
