"""Letters on a picture, in the page's own fonts; a sign that they lack comes from a font of the system."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import Literal, NamedTuple

from PIL import ImageDraw, ImageFont

from dashboard.assets import STATIC

Family = Literal["sans", "serif"]
Font = ImageFont.FreeTypeFont

_FILES = {"sans": "source-sans-3", "serif": "source-serif-4"}
_SYSTEM = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "Arial Unicode.ttf", "arialuni.ttf", "arial.ttf", "FreeSans.ttf")
_LATIN_END, _EXTENDED_END = 0x100, 0x250  # code points at which the files of a font end
_MORE_EXTENDED = range(0x1E00, 0x1F00)
_SIGNS = frozenset("–—‘’“”…·•€™ıŒœ")
ELLIPSIS = "…"


class Face(NamedTuple):
    """How letters look; their size is in points of the picture."""

    size: int
    weight: int = 400
    family: Family = "sans"


def text_width(text: str, face: Face) -> float:
    """Return how wide a text is drawn."""
    return sum(font.getlength(run) for run, font in _runs(text, face))


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, face: Face, colour: str, *, halo: str | None = None
) -> float:
    """Write one line with its base line's left end at a point; return where it ends. A halo sets it off from a map."""
    x, y = at
    for run, font in _runs(text, face):
        draw.text((x, y), run, font=font, fill=colour, anchor="ls", stroke_width=3 if halo else 0, stroke_fill=halo)
        x += font.getlength(run)
    return x


def fitted(text: str, room: float, face: Face) -> str:
    """Return a text cut with an ellipsis where it is wider than its room."""
    text = " ".join(text.split())
    if text_width(text, face) <= room:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + ELLIPSIS, face) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def wrapped(text: str, room: float, lines: int, face: Face) -> list[str]:
    """Return a text as so many lines at most; the last one is cut with an ellipsis."""
    words, found = text.split(), [""]
    for position, word in enumerate(words):
        longer = f"{found[-1]} {word}".strip()
        if text_width(longer, face) <= room or not found[-1]:
            found[-1] = longer
        elif len(found) < lines:
            found.append(word)
        else:
            found[-1] = " ".join([found[-1], *words[position:]])
            break
    return [fitted(line, room, face) for line in found if line]


def _runs(text: str, face: Face) -> list[tuple[str, Font]]:
    """Cut a text into stretches that one file of the font has."""
    return [("".join(signs), _font(script, face)) for script, signs in groupby(text, key=_script)]


def _script(sign: str) -> str:
    code = ord(sign)
    if code < _LATIN_END or sign in _SIGNS:
        return "latin"
    return "latin-ext" if code < _EXTENDED_END or code in _MORE_EXTENDED else "other"


@cache
def _font(script: str, face: Face) -> Font:
    if script != "other":
        path = STATIC / "fonts" / f"{_FILES[face.family]}-{script}-{face.weight}-normal.woff2"
        return ImageFont.truetype(str(path), face.size)
    for name in _SYSTEM:
        try:
            return ImageFont.truetype(name, face.size)
        except OSError:
            continue
    return _font("latin", face)  # shows a box for a sign that no font here has
