"""Any geopy geocoder as a source of candidates."""

import pytest
from geopy.exc import GeocoderServiceError, GeocoderTimedOut
from geopy.location import Location

from geodata.geocoding import GeocodeFailure, GeocoderCandidates, MemoryCache, entry_of
from geodata.testing import FakeGeocoder, check_candidate_source, check_geocoder

HOMS = (34.7, 36.7)


def test_contracts() -> None:
    fake = FakeGeocoder({"Homs": [HOMS]})
    check_geocoder(fake, "Homs", "Nowhere")
    check_candidate_source(GeocoderCandidates(fake, "fake"), "Homs", "Nowhere")


def test_entries_name_their_geocoder() -> None:
    (entry,) = GeocoderCandidates(FakeGeocoder({"Homs": [HOMS]}), "nominatim").find("Homs")
    assert (entry.geocoder, entry.name, entry.latitude, entry.longitude) == ("nominatim", "Homs", *HOMS)


@pytest.mark.parametrize("name", ["Homs", "Nowhere"])
def test_each_name_is_asked_for_once(name: str) -> None:
    fake = FakeGeocoder({"Homs": [HOMS]})
    source = GeocoderCandidates(fake, "fake")
    assert source.find(name) == source.find(name)
    assert fake.asked == [name]


def test_a_cache_outlives_its_source() -> None:
    cache = MemoryCache()
    first = GeocoderCandidates(FakeGeocoder({"Homs": [HOMS]}), "fake", cache).find("Homs")
    unreachable = GeocoderCandidates(FakeGeocoder({}, GeocoderTimedOut("late")), "fake", cache)
    assert unreachable.find("Homs") == first
    assert unreachable.failures == {}


@pytest.mark.parametrize("error", [GeocoderTimedOut("late"), GeocoderServiceError("broken")])
def test_a_failure_is_a_record(error: Exception) -> None:
    fake = FakeGeocoder({"Homs": [HOMS]}, error)
    source = GeocoderCandidates(fake, "fake")
    assert source.find("Homs") == ()
    assert source.failures == {"Homs": GeocodeFailure("Homs", "fake", f"{type(error).__name__}: {error}")}
    fake.error = None
    assert len(source.find("Homs")) == 1  # a failure is not kept
    assert source.failures == {}


def test_a_mistake_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        GeocoderCandidates(FakeGeocoder({}, ZeroDivisionError()), "fake").find("Homs")


@pytest.mark.parametrize(
    "raw, place_id, country, radius",
    [
        ({}, "coord:34.700000,36.700000", None, 10.0),  # a geocoder that says nothing more
        ({"osm_type": "relation", "osm_id": 12}, "osm:r12", None, 10.0),  # Nominatim
        ({"osm_id": 12, "boundingbox": ["34.6", "34.8", "36.6", "36.8"]}, "osm:12", None, 14.4),  # with an extent
        ({"geonameId": 169577, "countryCode": "SY"}, "geonames:169577", "SY", 10.0),  # GeoNames
        ({"address": {"country_code": "sy"}}, "coord:34.700000,36.700000", "SY", 10.0),  # code in small letters
        ({"boundingbox": ["north"]}, "coord:34.700000,36.700000", None, 10.0),  # not an extent
    ],
)
def test_entry_of(raw: dict[str, object], place_id: str, country: str | None, radius: float) -> None:
    entry = entry_of(Location("Homs, Syria", HOMS, raw), "x")
    assert (entry.place_id, entry.country_code, entry.radius_km, entry.name) == (place_id, country, radius, "Homs")
