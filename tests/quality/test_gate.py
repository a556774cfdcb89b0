"""The gate itself: floors only rise."""

from pathlib import Path

import pytest

from tests.quality.gate import Floors, faults, raised, read_floors, rounded_down, write_floors

OTHER_GOLD = "The samples or their gold changed since the floors were pinned: pin them again."
PINNED = Floors("abc", {"joint": 0.5, "found": 0.8})


@pytest.mark.parametrize(
    "measured, digest, expected",
    [
        ({"joint": 0.5, "found": 0.8}, "abc", []),  # just reached
        ({"joint": 0.6, "found": 0.9, "new": 0.1}, "abc", []),  # better, and one more figure
        ({"joint": 0.4999, "found": 0.8}, "abc", ["joint fell to 0.4999; its floor is 0.5."]),
        ({"joint": 0.5}, "abc", ["found is pinned but was not measured."]),  # a figure cannot be dropped quietly
        ({"joint": 1.0, "found": 1.0}, "xyz", [OTHER_GOLD]),
    ],
)  # fmt: skip
def test_a_broken_floor_is_named(measured: dict[str, float], digest: str, expected: list[str]) -> None:
    assert faults(measured, digest, PINNED) == expected


@pytest.mark.parametrize(
    "measured, allowed, expected",
    [
        ({"joint": 0.6, "found": 0.9}, False, {"joint": 0.6, "found": 0.9}),  # better: raised
        ({"joint": 0.4, "found": 0.9}, False, {"joint": 0.5, "found": 0.9}),  # worse: kept
        ({"joint": 0.4, "found": 0.9}, True, {"joint": 0.4, "found": 0.9}),  # worse, and allowed to be
        ({"joint": 0.5}, False, {"joint": 0.5, "found": 0.8}),  # not measured: kept
        ({"joint": 0.5}, True, {"joint": 0.5}),  # not measured, and allowed to go
        ({"joint": 0.5678, "found": 0.8}, False, {"joint": 0.56, "found": 0.8}),  # rounded down, never up
    ],
)
def test_pinning_never_lowers_unless_it_is_allowed(
    measured: dict[str, float], allowed: bool, expected: dict[str, float]
) -> None:
    assert raised(measured, "new", PINNED, allow_regression=allowed) == Floors("new", expected)


@pytest.mark.parametrize("value, expected", [(0.29, 0.29), (0.57, 0.57), (0.999, 0.99), (1.0, 1.0), (0.0, 0.0)])
def test_floors_are_cut_to_two_decimals(value: float, expected: float) -> None:
    assert rounded_down(value) == expected


def test_floors_are_read_back_as_written(tmp_path: Path) -> None:
    write_floors(tmp_path / "floors.json", PINNED)
    assert read_floors(tmp_path / "floors.json") == PINNED


def test_a_missing_file_has_no_floors(tmp_path: Path) -> None:
    assert read_floors(tmp_path / "floors.json") == Floors("", {})
