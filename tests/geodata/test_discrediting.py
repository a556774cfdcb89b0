"""To call a report false is to deny what it reports."""

from __future__ import annotations

import pytest

from geodata.certainty import CueSense
from tests.geodata.test_certainty import judged

SAID = CueSense("neutral", past=True)
DENIED = CueSense("denial", past=True)

CALLED = [
    # a report is, or is called, something false
    ("The reports were untrue.", SAID, "negative", ["untrue"]),
    ("The rumours of a coup are simply a complete fabrication.", SAID, "negative", ["fabrication"]),
    ("The claim that nine guards had fled was a lie.", SAID, "negative", ["lie"]),
    ("The envoy called the claim a lie.", SAID, "negative", ["lie"]),
    ("The envoy described the allegations as completely baseless.", SAID, "negative", ["baseless"]),
    ("The story was “fake news”.", SAID, "negative", ["fake"]),
    # what stands behind the cue may have no verb
    ("the reports “pure propaganda”", SAID, "negative", ["propaganda"]),
    # once is enough: "dismissed the story as invented"
    ("the story as invented", DENIED, "negative", []),
    # twice is not: "denied that the reports were false"
    ("The reports were false.", DENIED, "positive", ["false"]),
    ("The reports were not false.", SAID, "positive", ["not", "false"]),
    # something else is called so, or the report something else
    ("The envoy called the attack a crime.", SAID, "positive", []),
    ("The envoy called the report a warning.", SAID, "positive", []),
    ("The seals were fake.", SAID, "positive", []),
    ("The report was a false alarm.", SAID, "positive", []),
    ("The channel aired reports of fake seals.", SAID, "positive", []),
    ("The report found that the seals were fake.", SAID, "positive", []),
]


@pytest.mark.parametrize(("text", "cue", "polarity", "evidence"), CALLED)
def test_to_call_a_report_false_is_to_deny_it(text: str, cue: CueSense, polarity: str, evidence: list[str]) -> None:
    found, because = judged(text, cue)
    assert found.polarity == polarity
    assert set(evidence) <= set(because)
