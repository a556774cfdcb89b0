"""Makes the gazetteer: from the source packages to one SQLite file.

The build hook runs this package alone, before the rest of Dateline is installed: it imports only the standard library,
shapely and the source packages, and its own modules by relative names. ``fold_name`` is the one folding of names, which
the look-up side shares.
"""

from __future__ import annotations

from .folding import fold_name

__all__ = ["fold_name"]
