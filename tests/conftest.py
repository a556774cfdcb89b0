"""What all tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# A deadline per example fails on a busy machine and says nothing about the program.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

BROWSER = "tests/browser/"


class TogetherByFile(LoadScopeScheduling):
    """Keeps the tests of a file on one worker, and those of the browser on one: they share a server and a browser."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> TogetherByFile:
    """Return who gives the tests to the workers."""
    return TogetherByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the browser: its tests take as long as all others together, and wait more than they work.

    One that fails is tried once more, in a new window: a busy machine may leave a page waiting beyond any limit.
    """
    for item in items:
        if item.nodeid.startswith(BROWSER):
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: not item.nodeid.startswith(BROWSER))
