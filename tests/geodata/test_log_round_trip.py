"""Any log of corrections, of every field there is, goes through every file that comes back, and does the same again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import formats, schema
from geodata.corrections import apply_corrections, machine_analysis
from geodata.corrections.log import _FIELDS, LONGEST_VERDICT
from geodata.models import Correction
from tests.geodata.test_corrections import TEXT, corrected, machine, world
from tests.geodata.test_exchange import READ_BACK

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20)
SAID = WORDS.filter(str.strip)
PLACES = st.sampled_from(["town:springfield-il", "town:hama", "town:paris-tx"])
PIN = st.fixed_dictionaries({"latitude": st.floats(-80, 80), "longitude": st.floats(-180, 180), "name": WORDS})
DAYS = st.dates().map(str)
SPANS = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 30)).map(
    lambda pair: {"start": pair[0], "end": min(len(TEXT), pair[0] + pair[1])}
)


def ids(frame: str) -> list[str]:
    column = {"mentions": "mention_id", "claims": "claim_id", "speakers": "speaker_id"}[frame]
    return list(getattr(machine(), frame)[column])


def value_of(frame: str, column: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(schema.VALUES[frame, column]))


ANYTHING: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("mentions", "place_id"): PLACES | PIN | st.none(),
    ("mentions", "mention"): SPANS,
    **{("mentions", name): value_of("mentions", name) for name in ("kind", "role")},
    **{("claims", name): value_of("claims", name)
       for name in ("certainty", "polarity", "stance", "realis", "date_precision")},
    **{("claims", name): st.none() | WORDS for name in ("event_type", "event_mode")},
    **{("claims", name): st.none() | DAYS for name in ("date_start", "date_end")},
    ("claims", "date"): st.tuples(DAYS, DAYS).map(
        lambda days: {"start": min(days), "end": max(days), "precision": "day"}
    ),
    ("claims", "speaker_id"): st.none() | st.just({"voice": "article"}) | st.fixed_dictionaries({"name": WORDS}),
    ("claims", "place"): st.fixed_dictionaries({"add": PLACES | PIN}) | st.fixed_dictionaries({"remove": PLACES}),
    ("claims", "split"): st.lists(st.integers(0, len(TEXT)), min_size=1, max_size=2).map(lambda cuts: {"at": cuts}),
    ("claims", "merge"): st.lists(st.deferred(lambda: st.sampled_from(ids("claims"))), min_size=1, max_size=2).map(
        lambda others: {"with": others}
    ),
    ("claims", "claim"): SPANS,
    ("claims", "credibility"): st.sampled_from([*"123456", None]),
    ("claims", "verdict"): st.none() | SAID.filter(lambda words: len(words) <= LONGEST_VERDICT),
    ("article", "published"): st.none() | DAYS,
    ("speakers", "name"): SAID,
    ("speakers", "camp"): SAID,
    ("speakers", "kind"): value_of("speakers", "kind"),
    **{(frame, "reliability"): st.sampled_from([*"ABCDEF", None]) for frame in ("speakers", "article")},
    **{(frame, "review"): st.sampled_from(["confirmed", "rejected"]) for frame in ("mentions", "claims")},
    **{(frame, "note"): st.none() | WORDS for frame in _FIELDS},
}  # fmt: skip
"""What may be said of each field of each thing."""


def test_no_field_of_the_log_is_forgotten_here() -> None:
    assert set(ANYTHING) == {(frame, field) for frame, fields in _FIELDS.items() for field in fields}


@st.composite
def entries(draw: st.DrawFn, number: int, about: tuple[str, str] | None = None) -> Correction:
    frame, field = about or draw(st.sampled_from(sorted(ANYTHING)))
    new = draw(ANYTHING[frame, field])
    article_id = machine().article.article_id
    if field in ("mention", "claim"):
        target = f"{article_id}.{field[0]}{new['start']}-{new['end']}"
    elif frame == "places":
        target = draw(PLACES)
    else:
        target = article_id if frame == "article" else draw(st.sampled_from(ids(frame)))
    at = draw(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
    scope = draw(st.sampled_from(["one", "same_name"]))
    return Correction(f"{number}", target, field, draw(st.none() | WORDS), new, draw(SAID), at, scope)


@st.composite
def logs(draw: st.DrawFn) -> list[Correction]:
    return [draw(entries(number)) for number in range(draw(st.integers(1, 4)))]


def goes_round(log: list[Correction]) -> None:
    once = corrected(*log)
    for name in READ_BACK:
        data = formats.write(once, name)
        again = formats.read_export(data)
        for frame, rows in once.frames().items():
            assert schema.to_records(again.frames()[frame]) == schema.to_records(rows), (name, frame)
        assert formats.write(again, name) == data, name
    back = schema.to_objects("corrections", again.corrections)
    assert sorted(back, key=lambda one: one.correction_id) == log
    replayed = apply_corrections(again, back, engine=world())
    for frame, rows in once.frames().items():
        assert schema.to_records(replayed.frames()[frame]) == schema.to_records(rows), frame
    assert machine_analysis(again).to_json()["claims"] == machine().to_json()["claims"]


@given(logs())
@settings(max_examples=15, deadline=None)
def test_any_log_comes_back_and_does_the_same_again(log: list[Correction]) -> None:
    goes_round(log)
    for name in formats.FORMATS:
        assert formats.write(corrected(*log), name)


@pytest.mark.parametrize("about", sorted(ANYTHING), ids=" ".join)
def test_every_field_comes_back(about: tuple[str, str]) -> None:
    @given(entries(0, about))
    @settings(max_examples=2, deadline=None, database=None)
    def check(entry: Correction) -> None:
        goes_round([entry])

    check()
