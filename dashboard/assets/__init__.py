"""What the browser gets: our own files, the list of packages, and the modules that make the built files."""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"
"""Where the build puts what the browser needs."""
