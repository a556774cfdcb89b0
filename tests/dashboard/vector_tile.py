"""Writes a Mapbox Vector Tile (version 2.1) of a few shapes: what a map of streets is cut into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

EXTENT = 4096  # units across a tile
POINT, LINE, AREA = 1, 2, 3
MOVE, DRAW, CLOSE = 1, 2, 7

Shape = tuple[int, Sequence[tuple[int, int]], Mapping[str, str]]
"""What it is, its points in units from the north-west, and its words."""


def vector_tile(layers: Mapping[str, Sequence[Shape]]) -> bytes:
    """Return the tile."""
    return b"".join(_field(3, _layer(name, shapes)) for name, shapes in layers.items())


def _layer(name: str, shapes: Sequence[Shape]) -> bytes:
    keys = sorted({key for _, _, words in shapes for key in words})
    values = sorted({value for _, _, words in shapes for value in words.values()})
    features = (_field(2, _feature(shape, keys, values)) for shape in shapes)
    written_keys = (_field(3, key.encode()) for key in keys)
    written_values = (_field(4, _field(1, value.encode())) for value in values)
    head = _number(15, 2) + _field(1, name.encode())
    return b"".join((head, *features, *written_keys, *written_values, _number(5, EXTENT)))


def _feature(shape: Shape, keys: Sequence[str], values: Sequence[str]) -> bytes:
    kind, points, words = shape
    tags = [number for key, value in words.items() for number in (keys.index(key), values.index(value))]
    return _field(2, _packed(tags)) + _number(3, kind) + _field(4, _packed(_steps(kind, points)))


def _steps(kind: int, points: Sequence[tuple[int, int]]) -> list[int]:
    """Write points as a command and the way from each to the next."""
    numbers = [MOVE | 1 << 3]
    before = (0, 0)
    for index, point in enumerate(points):
        if index == 1:
            numbers.append(DRAW | (len(points) - 1) << 3)
        numbers += [_zigzag(point[axis] - before[axis]) for axis in (0, 1)]
        before = point
    return [*numbers, CLOSE | 1 << 3] if kind == AREA else numbers


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else -(number << 1) - 1


def _field(number: int, data: bytes) -> bytes:
    return varints(number << 3 | 2, len(data)) + data


def _number(number: int, value: int) -> bytes:
    return varints(number << 3, value)


def _packed(numbers: Sequence[int]) -> bytes:
    return varints(*numbers)


def varints(*numbers: int) -> bytes:
    """Write numbers with seven bits in each byte, the highest bit where more follows."""
    out = bytearray()
    for number in numbers:
        left = number
        while left > 0x7F:
            out.append(left & 0x7F | 0x80)
            left >>= 7
        out.append(left)
    return bytes(out)
