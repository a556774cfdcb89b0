"""The joint record by the rules alone: who says each statement, its words, whether it is so and how surely."""

from __future__ import annotations

import pytest

from geodata.attribution.contents import Found
from geodata.attribution.passives import without_false_source
from geodata.attribution.tidying import bare_content, tidied
from geodata.certainty.silence import is_silence
from geodata.ingest import make_article
from geodata.language.phrases import SentenceWords
from geodata.language.quotations import Quotations
from geodata.text import make_document
from tests.geodata.invented_map import extracted

Record = tuple[str | None, str, str, str]
"""Speaker as listed, words, polarity, certainty."""

PLAIN = ("positive", "certain")
DENIED = ("negative", "certain")

JOINED = [
    # what stands by itself on both sides stays two statements
    (
        "The well was dry, the farmer said. “It rained,” he said, “and it snowed.”",
        [
            ("the farmer", "The well was dry", *PLAIN),
            ("the farmer", "It rained", *PLAIN),
            ("the farmer", "it snowed", *PLAIN),
        ],
    ),
    # few words with a "no" or a "may" say something of their own
    (
        "Divers had searched the wreck and found no bodies, the coast guard said.",
        [
            ("the coast guard", "Divers had searched the wreck", *PLAIN),
            ("the coast guard", "found no bodies", *DENIED),
        ],
    ),
    # what stands before a colon is one statement, what follows another
    (
        "The mayor said it is late: the dam has not held.",
        [("The mayor", "it is late", *PLAIN), ("The mayor", "the dam has not held", *DENIED)],
    ),
    # what somebody calls a thing is no statement beside what is told of it
    (
        "The mayor said the guards had left the dam, which he described as unsafe.",
        [("The mayor", "the guards had left the dam, which he described as unsafe", *PLAIN)],
    ),
    # a question that somebody leaves open is none of his statements; one that he answers is
    (
        "The mayor did not say how the well had dried up.",
        [(None, "The mayor did not say how the well had dried up", "positive", "unknown")],
    ),
    (
        "The mayor did not say why it rained, but he said the river was dry.",
        [
            (None, "The mayor did not say why it rained", "positive", "unknown"),
            ("The mayor", "the river was dry", *PLAIN),
        ],
    ),
    ("The mayor said how the well had dried up.", [("The mayor", "how the well had dried up", *PLAIN)]),
    # a row of short clauses is one statement, but not where a later one has its own place
    (
        "“They come, they shoot, and we hide,” the farmer said.",
        [("the farmer", "They come, they shoot, and we hide", *PLAIN)],
    ),
    (
        "“They came, they stayed, and shells hit Aton,” the farmer said.",
        [("the farmer", "They came, they stayed", *PLAIN), ("the farmer", "shells hit Aton", *PLAIN)],
    ),
    # what a relative clause tells is one
    (
        "The mayor said the guards had left the dam, which was unsafe.",
        [("The mayor", "the guards had left the dam", *PLAIN), ("The mayor", "which was unsafe", *PLAIN)],
    ),
    # a denial within a relative clause is not the statement's
    (
        "He claimed that two guards, whom he would not name, were sleeping.",
        [("He", "two guards, whom he would not name, were sleeping", *PLAIN)],
    ),
    # a clause goes on behind what is told in its middle
    (
        "Landia, which backs the rebels, called on both sides to spare civilians.",
        [("Landia", "both sides to spare civilians", *PLAIN)],
    ),
]

DENIALS = [
    # a charge that is denied is one statement, what it is about another: the article's
    (
        "Last week the rebels were accused of arson, a charge they denied.",
        [(None, "Last week the rebels were accused of arson", *PLAIN), ("the rebels", "a charge", *DENIED)],
    ),
    (
        "The guards had slept, a claim that the ministry has dismissed.",
        [(None, "The guards had slept", *PLAIN), ("the ministry", "a claim", *DENIED)],
    ),
    # to deny, not to have happened, and to say nothing are three
    ("The army denied that a shell fell.", [("The army", "a shell fell", *DENIED)]),
    ("The army said no shell fell.", [("The army", "no shell fell", *DENIED)]),
    ("The army declined to comment.", [("The army", "to comment", "positive", "unknown")]),
    (
        "The army did not respond to questions.",
        [(None, "The army did not respond to questions", "positive", "unknown")],
    ),
    # what is not ruled out is possible
    ("The mayor does not rule out that it was arson.", [("The mayor", "it was arson", "positive", "possible")]),
    ("The mayor ruled out that it was arson.", [("The mayor", "it was arson", *DENIED)]),
    # where nobody says it, the article does
    (
        "Neither side has admitted that it fired.",
        [(None, "Neither side has admitted that it fired", *DENIED)],
    ),
    ("No inquiry has been announced.", [(None, "No inquiry has been announced", *DENIED)]),
]

SOURCES = [
    # who cites and who is cited, active and passive
    (
        "The Daily Star cited a nurse as saying that the ward was full.",
        [("a nurse", "the ward was full", *PLAIN)],
    ),
    (
        "The envoy was quoted by state radio as saying that talks had failed.",
        [("The envoy", "talks had failed", *PLAIN)],
    ),
    # who puts a number on something has said it
    (
        "The health ministry put the death toll at 31.",
        [("The health ministry", "The health ministry put the death toll at 31", *PLAIN)],
    ),
    # what links sentences, and where they are set, is no part of a source
    ("Local fishermen, however, said the boat sank.", [("Local fishermen", "the boat sank", *PLAIN)]),
    ("A Landian official, meanwhile, said talks failed.", [("A Landian official", "talks failed", *PLAIN)]),
    # behind "on condition of anonymity" the same source goes on
    (
        "The bridge fell, said an engineer, who spoke on condition of anonymity, but nobody was hurt.",
        [("an engineer", "The bridge fell", *PLAIN), ("an engineer", "nobody was hurt", *DENIED)],
    ),
    # who is ordered is not who orders
    (
        "The trader was released on bail and ordered to stay in the town.",
        [(None, "The trader was released on bail", *PLAIN), (None, "ordered to stay in the town", *PLAIN)],
    ),
    # a cue between a subject and its verb, and one that is only about going on
    ("Landia, it claimed, was arming them.", [("it", "Landia, it claimed, was arming them", "positive", "certain")]),
    ("The shop was shut, the statement went on.", [("the statement", "The shop was shut", *PLAIN)]),
    ("The truce failed, and the war went on.", [(None, "The truce failed", *PLAIN), (None, "the war went on", *PLAIN)]),
    # "say police" may stand behind a clause, "found lead" not behind a subject with what is told of it
    ("Two roads are shut, say police.", [("police", "Two roads are shut", *PLAIN)]),
    (
        "Landia, which lost the war, urged restraint.",
        [(None, "Landia, which lost the war, urged restraint", *PLAIN)],
    ),
    # "according to" holds what stands before it, though its verb looks like a noun
    (
        "The boat weighs 30 tonnes, according to Fox, and it rained.",
        [("Fox", "The boat weighs 30 tonnes", *PLAIN), (None, "it rained", *PLAIN)],
    ),
    # ... and what follows it behind ", but in a year"
    (
        "The town was quiet, but in May, according to Fox, it rained.",
        [(None, "The town was quiet, but in May", *PLAIN), ("Fox", "it rained", *PLAIN)],
    ),
    # the name of the agency belongs to it
    (
        "The fire began at noon, according to the agency, Conaf, and was driven on.",
        [("Conaf", "The fire began at noon", *PLAIN), (None, "was driven on", *PLAIN)],
    ),
    # who was asked what says nothing with it, nor who would not be named
    ("Asked whether it was safe, a mason said it was.", [("a mason", "it was", *PLAIN)]),
    ("A clerk said it rained. He asked not to be named.", [("A clerk", "it rained", *PLAIN)]),
    # "told a reporter" names who hears, and "adding" has the subject of the verb before its apposition
    (
        "“It is late,” Ana Reyes, a student, told a reporter for the radio.",
        [("Ana Reyes", "It is late", *PLAIN)],
    ),
    (
        "A spokesman, Tom Fox, denied that Landia had attacked, adding that it was calm.",
        [("Tom Fox", "Landia had attacked", *DENIED), ("Tom Fox", "it was calm", *PLAIN)],
    ),
    # what stands before a colon is the article's
    (
        "His wife was tired: nothing would change, she said.",
        [
            (None, "His wife was tired", *PLAIN),
            ("His wife", "nothing would change", *DENIED),
        ],
    ),
    (
        "It was not immediately known how many died.",
        [(None, "It was not immediately known how many died", "negative", "unknown")],
    ),
    ("According to Fox, however, some left.", [("Fox", "some left", *PLAIN)]),
    # who asks to stay unnamed says nothing with it
    ("A trader who asked that his name be withheld said it rained.", [("A trader", "it rained", *PLAIN)]),
    # a place that opens the sentence of another is no statement
    ("In Landia, where it was built, a mason said it was cold.", [("a mason", "it was cold", *PLAIN)]),
    # rumours end before their own verb
    (
        "Rumours that the dam had burst spread quickly in the valley.",
        [(None, "the dam had burst", *PLAIN)],
    ),
]


@pytest.mark.parametrize(("text", "told"), [*JOINED, *DENIALS, *SOURCES])
def test_the_joint_record(text: str, told: list[Record]) -> None:
    result = extracted(text)
    names = {speaker.speaker_id: speaker.name for speaker in result.speakers}
    said = [(names.get(claim.speaker_id or ""), claim.text, claim.polarity, claim.certainty) for claim in result.claims]
    assert said == told


SILENT = [
    ("declined to comment", True),
    ("refused to say whether it would go", True),
    ("did not immediately respond to a request for comment", True),
    ("has not yet commented", True),
    ("could not immediately be reached for comment", True),
    ("made no public comment", True),
    ("did not say how it had happened", True),
    ("didn't explain why it left", True),
    ("were not available for interview", True),
    # these tell of something else
    ("did not respond to treatment", False),
    ("could not be reached by road", False),
    ("declined to meet the rebels", False),
    ("did not say it would leave", False),
    ("said how it had happened", False),
    ("was not available in shops", False),
]


@pytest.mark.parametrize(("words", "silent"), SILENT)
def test_what_is_silence(words: str, silent: bool) -> None:
    assert is_silence(words) is silent


TIDIED = [
    ("local fishermen, however", "local fishermen"),
    ("Outside court, his brother", "his brother"),
    ("a charge it", "it"),
    # a pronoun behind a preposition or an "and" is no source of its own
    ("a miner who had been briefed on it", "a miner who had been briefed on it"),
    ("his wife and he", "his wife and he"),
    ("a guard, who could not reach it", "a guard, who could not reach it"),
    ("however", "however"),
]


@pytest.mark.parametrize(("naming", "source"), TIDIED)
def test_sources_are_tidied(naming: str, source: str) -> None:
    start, end = tidied(naming, (0, len(naming)))
    assert naming[start:end] == source


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "source"),
    [
        # a number before a participle is who is feared dead, and nobody who fears
        ("31 feared dead in Landia.", "31", "feared", None),
        # "was" holds for both verbs
        ("Reyes was freed and ordered to stay.", "Reyes", "ordered", None),
        ("Reyes came and ordered troops to stay.", "Reyes", "ordered", "Reyes"),
    ],
)
def test_the_subject_of_a_passive_is_no_source(text: str, speaker: str, cue: str, source: str | None) -> None:
    document = make_document(make_article(text))
    sentence = SentenceWords(document, document.sentences[0])
    at, said = text.index(speaker), text.index(cue)
    content = (said + len(cue) + 1, len(text) - 1)
    item = Found((said, said + len(cue)), (at, at + len(speaker)), (content,))
    found = without_false_source(item, sentence).speaker
    assert (text[slice(*found)] if found else None) == source


def test_blame_beside_a_clause_does_not_make_it_the_blamers() -> None:
    (found,) = extracted("Guards fired at Aton, with each side accusing the other of lies.").claims
    assert found.speaker_text is None


CONTENTS = [
    ("that it rained", "it rained"),
    ("“It rained.”", "It rained."),
    ("“It rained.” It did", "“It rained.” It did"),
]


@pytest.mark.parametrize(("text", "content"), CONTENTS)
def test_contents_are_tidied(text: str, content: str) -> None:
    start, end = bare_content(text, (0, len(text)), Quotations(text))
    assert text[start:end] == content
