"""The table of the files in the README says of each what it is: as large, and back again, as it says there."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.exports import EXPORTS, export
from geodata.schema import Analysis
from tests.benchmarks.files import articles, same_again

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
NAMES = {
    "json": "JSON",
    "geojson": "GeoJSON (RFC 7946)",
    "w3c": "W3C annotations",
    "csv": "CSV, 12 columns",
    "kml": "KML 2.2",
    "geoparquet": "GeoParquet 1.1",
    "jsonld": "schema.org JSON-LD",
    "html": "page (HTML)",
    "png": "picture (PNG)",
    "report": "report",
}
SLACK = 0.25  # of a size: what is read in an article changes with every version
AGAIN = {"yes, byte for byte": "comes back the same", "": "does not come back"}


def rows() -> dict[str, list[str]]:
    section = README.split("| file | kB | long, kB |")[1].split("\n\n")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines()[2:]]
    return {name: rest for name, *rest in cells}


def test_every_file_that_goes_out_is_in_the_table() -> None:
    assert set(NAMES) == set(EXPORTS) - {"table"}  # which is for a terminal
    assert set(rows()) == set(NAMES.values())
    assert all(len(cells) == 5 and cells[2] for cells in rows().values())


@pytest.fixture(scope="module")
def both() -> tuple[Analysis, Analysis]:
    short, long = articles([])
    return short, long


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_as_the_table_says(name: str, both: tuple[Analysis, Analysis]) -> None:
    short, long, _reader, comes_back, same = rows()[NAMES[name]]
    for analysis, size in zip(both, (short, long), strict=True):
        data = export(analysis, name)
        assert len(data) / 1000 == pytest.approx(float(size.replace(",", "")), rel=SLACK)
    assert comes_back.startswith("yes") == bool(same)
    assert same_again(name, data) == AGAIN[same]
