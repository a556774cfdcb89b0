"""The forms under which a written name may stand in a gazetteer."""

from __future__ import annotations


def name_variants(surface: str) -> tuple[str, ...]:
    """Return the forms to ask for, best first: as written, then without a final full stop.

    Parameters
    ----------
    surface : str
        A name as it stands in the text.

    Returns
    -------
    tuple of str
        At least `surface` itself.
    """
    if surface.endswith(".") and "." not in surface[:-1]:
        return surface, surface[:-1]
    return (surface,)
