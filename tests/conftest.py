"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# A deadline per example fails on a busy machine and says nothing about the program.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

BROWSER = Path(__file__).parent / "browser"


@pytest.hookimpl(tryfirst=True)  # before the names of the groups are read; the order is shuffled before all hooks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one worker, those of the browser on one together, and start these first.

    They take as long as all others, they share a server and a browser, and these wait more than they work.
    """
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))
    items.sort(key=lambda item: BROWSER not in item.path.parents)


def group_of(item: pytest.Item) -> str:
    """Return the name of the tests that stay together."""
    return BROWSER.name if BROWSER in item.path.parents else item.path.stem
