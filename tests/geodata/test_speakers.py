"""Sources that are one though they are named in two ways, and what "one of them" is called."""

from __future__ import annotations

import pytest

from geodata.attribution import SourceAttributor
from geodata.ingest import make_article
from geodata.text import make_document

NAMES = [
    # one of several says of whom
    (
        "Two officials said roads were closed. One of them said it rained.",
        ["Two officials", "One of them (Two officials)"],
    ),
    ("Three residents came to Homs. One of them said it rained.", ["One of them (Three residents)"]),
    ("It rained all day. One of them said it snowed.", ["One of them"]),
    # who spoke by the post alone is named soon after; the post goes on to mean the same
    (
        "It rained, the regional governor said. Governor Ana Reyes said roads closed. The governor said it would snow.",
        ["Ana Reyes", "Ana Reyes", "Ana Reyes"],
    ),
    # not where the name comes with another post, or the post with "former"
    (
        "The foreign minister said it rained. Defence Minister Ana Reyes said roads were closed.",
        ["The foreign minister", "Ana Reyes"],
    ),
    (
        "The former governor said it rained. Governor Ana Reyes said roads were closed.",
        ["The former governor", "Ana Reyes"],
    ),
    # nor where the post is that of a country
    ("The US president said it rained. President Reyes said roads were closed.", ["The US president", "Reyes"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_what_each_speaker_is_called(text: str, names: list[str]) -> None:
    result = SourceAttributor().attribute(make_document(make_article(text)))
    by_id = {speaker.speaker_id: speaker.name for speaker in result.speakers}
    assert [by_id[item.speaker_id] for item in result.attributions if item.speaker_id] == names
