"""How well known and how large a place of GeoNames is likely to be, by its kind."""

from __future__ import annotations

from math import log10

from geodata.gazetteer_build.cities import radius_of

_CLASS_WEIGHT = {"P": 0.0, "A": -1.5, "T": -1.0, "H": -1.0, "L": -1.0, "V": -1.5, "S": -2.0, "U": -2.0, "R": -2.5}
"""What is added to the logarithm of the people: of places of one name, a town is meant before a farm or a stream."""

_CODE_WEIGHT = {
    "ADM1": 0.5, "ADM2": -1.0, "PCLI": 4.0, "PCLD": 4.0, "PCLS": 4.0, "PCLF": 4.0, "TERR": 3.0, "CONT": 4.0,
    "OCN": 8.0, "SEA": 6.0, "GULF": 4.0, "STRT": 2.0, "LK": 1.0, "STM": 0.5, "RGN": 1.0, "MTS": 2.0, "DSRT": 2.0,
    "ISL": 1.0, "ISLS": 2.0, "PEN": 1.0, "AIRP": 2.0, "DAM": 0.5, "PPLC": 1.5, "PPLA": 1.0, "PPLA2": 0.3,
    "PPLX": -0.5, "PPLQ": -1.5, "PPLH": -1.5, "PPLW": -1.5, "PPLF": -0.5,
}  # fmt: skip
"""The same for kinds that stand out of their class; it is added instead of the class's."""

_CODE_KM = {
    "ADM1": 100, "ADM2": 40, "ADM3": 15, "ADM4": 8, "PCLI": 400, "OCN": 3000, "SEA": 400, "GULF": 150, "RGN": 100,
    "MTS": 60, "DSRT": 150, "PEN": 60, "ISL": 15, "ISLS": 60, "LK": 15, "STM": 30, "PRK": 20, "AIRP": 3, "DAM": 2,
}  # fmt: skip
_CLASS_KM = {"A": 30, "T": 5, "H": 5, "L": 10, "V": 10, "S": 1, "U": 30, "R": 5}
"""Kilometres, for kinds whose size nothing tells."""


def weight_of(feature_class: str, code: str, population: int) -> float:
    """Return how likely readers mean this place first by its name; on the scale of the built gazetteer."""
    extra = _CODE_WEIGHT.get(code, _CLASS_WEIGHT.get(feature_class, -2.0))
    return log10(population + 1) + extra


def radius_km(feature_class: str, code: str, population: int) -> int:
    """Return a fair radius of a place."""
    if feature_class == "P":
        return radius_of(population)
    return _CODE_KM.get(code, _CLASS_KM.get(feature_class, 10))
