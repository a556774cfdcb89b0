"""Who goes on speaking: a quotation behind another, the "he" behind a source, what is told of the source itself."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from geodata.attribution import SourceAttributor
from geodata.attribution.candidates import candidates
from geodata.attribution.choosing import PARTS
from geodata.ingest import make_article
from geodata.models import Tags
from geodata.tagger import ENTITY_LABELS, cut_words
from geodata.text import make_document
from tests.geodata.test_attribution import parts
from tests.geodata.test_choosing import labelled
from tests.geodata.test_tagged_attribution import document_of

APPOSED = [
    # what is told of a source with "who" is of the source, not of what it says
    (
        "According to Ilya Stone, a baker who left with his sons, the mill burned down.",
        ("Ilya Stone, a baker who left with his sons", "According to", ("the mill burned down",)),
    ),
    (
        "The mill burned down, according to Ilya Stone, a baker who saw it.",
        ("Ilya Stone, a baker who saw it", "according to", ("The mill burned down",)),
    ),
    # a man of whom the sentence goes on to tell is none
    (
        "According to Ilya Stone, a baker who left with his sons, was robbed.",
        ("Ilya Stone", "According to", ("a baker who left with his sons, was robbed",)),
    ),
    (
        "According to the guards, a man who ran, one of three, was caught.",
        ("the guards", "According to", ("a man who ran, one of three, was caught",)),
    ),
    # nor is a thing with what it did
    (
        "According to Ilya Stone, a truck left town, the mill burned and two cars sank.",
        ("Ilya Stone", "According to", ("a truck left town, the mill burned and two cars sank",)),
    ),
]


@pytest.mark.parametrize(("text", "expected"), APPOSED)
def test_what_is_told_of_a_source_is_none_of_its_words(text: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    assert parts(text) == [expected]


LABELLED = [
    # the tagger's content does not take in what the rules know to be the source's
    (
        "According to Ilya Stone, a baker who fled, the mill burned.",
        "CcSs.Kkkkkkkk.",
        [("Ilya Stone", ["the mill burned"])],
    ),
    # a quotation that ends a paragraph is of the one who spoke in it
    (
        "“Rain fell on us,” Ann said. “We all fled then.”\nThe road is shut, Bob said.",
        "KkkkkkkSC.Kkkkkkkkkkk.SC.",
        [("Ann", ["Rain fell on us", "We all fled then"]), ("Bob", ["The road is shut"])],
    ),
    # where nobody spoke in its paragraph, who speaks below may have said it
    ("It rained.\n“We all fled then.”\nBob said in tears.", "...KkkkkkkSC...", [("Bob", ["We all fled then"])]),
    # what stands before ", Ann said" is hers from the beginning of the sentence, with time and place
    (
        "Boats reached Aton, a town that is cut off, Ann said.",
        "....Kkkkkk.SC.",
        [("Ann", ["Boats reached Aton, a town that is cut off"])],
    ),
    ("On Friday roads were closed, Ann said.", "..Kkk.SC.", [("Ann", ["On Friday roads were closed"])]),
    ("Unlike Bob, Max was calm, Ann said.", "...Kkk.SC.", [("Ann", ["Unlike Bob, Max was calm"])]),
    # but not what only links it to the one before
    ("In addition, roads were closed, Ann said.", "...Kkk.SC.", [("Ann", ["roads were closed"])]),
    # nor what somebody else has said in it
    (
        "Bob denied the fire, but it rained, Ann said.",
        "SCKk..Kk.SC.",
        [("Bob", ["the fire"]), ("Ann", ["it rained"])],
    ),
    # what somebody calls a thing behind "which" is none of his statements, but stays in one that he makes
    ("Guards left the dam, which Ann described as unsafe.", ".....KSCKk.", []),
    (
        "Ann said guards left Aton, which she described as unsafe.",
        "SCKkk.KSCKk.",
        [("Ann", ["guards left Aton, which she described as unsafe"])],
    ),
    # what he says of it behind "which" is one
    (
        "Guards left the dam, which Ann said was unsafe.",
        ".....KSCKk.",
        [("Ann", ["which", "was unsafe"])],
    ),
]


@pytest.mark.parametrize(("text", "labels", "expected"), LABELLED)
def test_what_the_tagger_cuts_is_made_whole(text: str, labels: str, expected: list[tuple[str, list[str]]]) -> None:
    result = SourceAttributor().attribute(document_of(text, labels))
    names = {speaker.speaker_id: speaker.name for speaker in result.speakers}
    found = [
        (names.get(item.speaker_id or ""), [text[start:end] for start, end in item.content_spans])
        for item in result.attributions
    ]
    assert found == expected


ACROSS = [
    # behind a closing mark and a new line another content begins
    ("He said “it rains.”\n“It pours.”", (7, False)),
    # a quotation that no mark closes goes on in the next line
    ("He said “it rains.\n“It pours.”", (6, True)),
]


@pytest.mark.parametrize(("text", "line"), ACROSS)
def test_no_content_goes_on_behind_speech_that_ended(text: str, line: tuple[int, bool]) -> None:
    at, crosses = line
    view = labelled(text, "content", 3, len(cut_words(text)), 0.9)
    assert view.opens_line[at]
    spans = [(first, last) for part, first, last in candidates(view).tolist() if PARTS[part] == "content"]
    assert any(first < at < last for first, last in spans) is crosses


MEANT = [
    # whom the tagger takes for a person may be the "he" of the next sentence, what it takes for a place is none
    ("PER", "Ilya Stone"),
    ("LOC", "Tom Fox"),
]


@pytest.mark.parametrize(("label", "speaker"), MEANT)
def test_a_name_alone_is_a_man_where_the_tagger_reads_one(label: str, speaker: str) -> None:
    text = "Mayor Tom Fox said it rained. According to Ilya Stone, it snowed. He said it froze."
    document = document_of(text, "SssCKk.CcSs.Kk.SCKk.")
    tags = document.tags
    assert tags is not None
    entity = np.zeros((len(tags.words), len(ENTITY_LABELS)), np.float32)
    for row, word in zip(entity, tags.words, strict=True):
        row[ENTITY_LABELS.index(f"I-{label}" if word.text in ("Ilya", "Stone") else "O")] = 1.0
    both = Tags(tags.words, {**tags.heads, "entity": entity})
    result = SourceAttributor().attribute(dataclasses.replace(document, tags=both))
    names = {one.speaker_id: one.name for one in result.speakers}
    assert names[result.attributions[-1].speaker_id or ""] == speaker


def test_a_man_behind_according_to_is_who_goes_on() -> None:
    text = "Ana Reyes said it rained.\n\nAccording to Tom Fox, roads were closed. He said it froze."
    result = SourceAttributor().attribute(make_document(make_article(text)))
    assert [one.name for one in result.speakers] == ["Ana Reyes", "Tom Fox"]
    assert result.attributions[-1].speaker_id == result.speakers[1].speaker_id
