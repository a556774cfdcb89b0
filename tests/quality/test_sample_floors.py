"""The engine on the samples: no figure falls below its floor, and reading beats not reading."""

import pytest

from tests.quality import gate
from tests.quality.gold import gold_digest
from tests.quality.samples import FLOORS, measure, plain_figures


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    return measure()


def test_no_figure_falls_below_its_floor(measured: dict[str, float]) -> None:
    assert gate.faults(measured, gold_digest(), gate.read_floors(FLOORS)) == []


def test_reading_beats_every_sentence_at_every_name(measured: dict[str, float]) -> None:
    plain = plain_figures()
    for figure in ("joint", "speaker", "place", "harm: pin is right", "harm: NOT kept", "harm: hedge kept"):
        assert measured[figure] > plain[figure]
