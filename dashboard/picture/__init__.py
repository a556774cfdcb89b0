"""The map of a view as a PNG with title, legend and credits, drawn without a browser."""

from __future__ import annotations

import io

from PIL import Image, PngImagePlugin

from dashboard.picture.plate import draw_figure, draw_plate
from dashboard.view import View, build_view
from dashboard.viewstate import ViewState
from geodata import wording
from geodata.formats.travelling import capture_record, filter_words, hidden_words, program
from geodata.narrowing import FILTER
from geodata.schema import Analysis

__all__ = ["write_figure", "write_png"]


def write_png(analysis: Analysis, state: ViewState | None = None) -> bytes:
    """Draw the places of an analysis, as one state of the page shows them.

    The picture says what it is in words on it, and again in its text fields, which stay when it is cropped.
    """
    return _written(draw_plate(build_view(analysis, state), part_note(analysis)), analysis)


def write_figure(analysis: Analysis, view: View) -> bytes:
    """Draw the map of a view with its legend, without a headline."""
    return _written(draw_figure(view, part_note(analysis)), analysis)


def part_note(analysis: Analysis) -> str:
    """Say in words which filter is on and what was taken out, or nothing."""
    asked = f"only {filter_words(analysis)}" if analysis.provenance.get(FILTER) else ""
    return " · ".join(filter(None, (asked, hidden_words(analysis))))


def _written(image: Image.Image, analysis: Analysis) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", pnginfo=_fields(analysis))
    return buffer.getvalue()


def _fields(analysis: Analysis) -> PngImagePlugin.PngInfo:
    fields = PngImagePlugin.PngInfo()
    record = capture_record(analysis.article)
    captured = "; ".join(f"{name}: {value}" for name, value in record.items() if value is not None)
    for name, value in (
        ("Title", analysis.article.title or "Untitled article"),
        ("Description", f"{wording.NOT_VERIFIED}. Filter: {filter_words(analysis)}"),
        ("Source", captured),
        ("Software", program(analysis)),
        ("Copyright", f"Places: {', '.join(wording.CREDITS)}"),
    ):
        fields.add_itxt(name, value.encode(errors="replace").decode())
    return fields
