"""Online geocoders by name, through geopy: asked slowly, under our own name, and never an exception.

Names of places are sent to the service. Which one, and with which key, is the user's choice; nothing here is asked
unless the user says so.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from geopy.exc import GeocoderNotFound, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service

from geodata.errors import InputError
from geodata.geocoding import GeocodeCache, GeocoderCandidates

SECONDS_BETWEEN_QUESTIONS = 1.1
"""Public services ask for at most one question a second."""
SECONDS_AFTER_ERROR = 5.0
RETRIES = 1
TIMEOUT_S = 10
"""Seconds to wait for one answer."""

VARIABLE_PREFIX = "DATELINE_GEOCODER_"
"""Environment variables that begin so are options of the service: DATELINE_GEOCODER_USERNAME for GeoNames."""


class PatientGeocoder:
    """A geopy geocoder behind geopy's rate limiter.

    Parameters
    ----------
    geocoder : geopy.geocoders.base.Geocoder
        The geocoder.
    pause_s, error_pause_s : float
        Seconds between two questions, and after one that failed.
    """

    def __init__(
        self, geocoder: Any, pause_s: float = SECONDS_BETWEEN_QUESTIONS, error_pause_s: float = SECONDS_AFTER_ERROR
    ) -> None:
        self._geocoder = geocoder
        self._ask: Callable[..., Any] = RateLimiter(
            geocoder.geocode, min_delay_seconds=pause_s, error_wait_seconds=max(pause_s, error_pause_s),
            max_retries=RETRIES, swallow_exceptions=False,
        )  # fmt: skip

    def geocode(self, query: str, *, exactly_one: bool = True) -> Any:
        """Return a location, a list of locations, or None."""
        return self._ask(query, exactly_one=exactly_one)


def open_geocoder(name: str, options: Mapping[str, str], cache: GeocodeCache | None = None) -> GeocoderCandidates:
    """Return an online geocoder as a source of candidates.

    Parameters
    ----------
    name : str
        What geopy calls the service ("nominatim", "photon", "geonames", "googlev3").
    options : mapping of str to str
        Options of that geocoder, as geopy names them ("username", "api_key", "domain", "scheme").
    cache : GeocodeCache, optional
        Where its answers are kept.

    Returns
    -------
    GeocoderCandidates
        The source; the names that it could not be asked about are in its `failures`.

    Raises
    ------
    InputError
        There is no such service, or it lacks an option or has one that it does not know.
    """
    try:
        geocoder_class = get_geocoder_for_service(name)
        known = inspect.signature(geocoder_class.__init__).parameters
        unknown = sorted(set(options) - set(known))
        if unknown:
            raise InputError(f"The geocoder {name} has no option {unknown[0]}. It has: {_options_of(known)}.")
        fixed = {key: value for key, value in (("user_agent", user_agent()), ("timeout", TIMEOUT_S)) if key in known}
        geocoder = geocoder_class(**{**fixed, **options})
    except GeocoderNotFound as error:
        raise InputError(f"There is no geocoder “{name}”. Try nominatim, photon or geonames.") from error
    except (TypeError, GeopyError) as error:
        needed = _options_of(inspect.signature(geocoder_class.__init__).parameters)
        raise InputError(
            f"The geocoder {name} needs options ({error}). Give them with --geocoder-option or as environment "
            f"variables that begin with {VARIABLE_PREFIX}: {needed}."
        ) from error
    return GeocoderCandidates(PatientGeocoder(geocoder), name, cache)


def user_agent() -> str:
    """Return what services are told of who asks: they want to know, and refuse geopy's own name."""
    try:
        return f"Dateline/{version('dateline')} (places of one news article)"
    except PackageNotFoundError:
        return "Dateline (places of one news article)"


def options_from(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the options that environment variables give ("DATELINE_GEOCODER_API_KEY" is api_key)."""
    return {
        key.removeprefix(VARIABLE_PREFIX).lower(): value
        for key, value in environment.items()
        if key.startswith(VARIABLE_PREFIX) and value
    }


def options_of_the_user(given: Mapping[str, str]) -> dict[str, str]:
    """Return the options of the environment and those given, which win."""
    return {**options_from(os.environ), **given}


def _options_of(known: Mapping[str, Any]) -> str:
    inner = {"self", "timeout", "proxies", "user_agent", "ssl_context", "adapter_factory"}
    return ", ".join(key for key in known if key not in inner)
