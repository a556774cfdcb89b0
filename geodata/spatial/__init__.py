"""Where words put things: spatial relations read from the text, and the shapes they draw."""

from geodata.spatial.relations import BEARINGS, read_relations
from geodata.spatial.shapes import PlacedShape, make_shape, near_radius_km, part_of_country

__all__ = ["BEARINGS", "PlacedShape", "make_shape", "near_radius_km", "part_of_country", "read_relations"]
