"""From a tagger's labels to attributions: spans, pairs, and what is kept of them beside the rules."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.attribution import SourceAttributor
from geodata.attribution.contents import Found
from geodata.attribution.decoding import Piece, decode
from geodata.attribution.pairing import Page, pair, weights
from geodata.attribution.reading import VERY_SURE, Judge, merged, read_tags
from geodata.ingest import make_article
from geodata.language.quotations import Quotations
from geodata.models import Document, Tags
from geodata.tagger import ATTRIBUTION_LABELS, cut_words
from geodata.text import make_document
from geodata.training.rows import best_labels

SURE, DOUBTED = 0.95, 0.25
"""Probabilities of a label in the tables; the rest is spread over the others."""

SIGNS = {"s": "source", "c": "cue", "k": "content"}
"""What stands for a label: a capital begins a span, a small letter goes on, a point is none."""


def tags(text: str, labels: str, sure: float = SURE) -> Tags:
    """Return tags with one sign of `labels` a word."""
    words = cut_words(text)
    assert len(words) == len(labels), [word.text for word in words]
    table = np.full((len(words), len(ATTRIBUTION_LABELS)), (1 - sure) / (len(ATTRIBUTION_LABELS) - 1), np.float32)
    for row, sign in zip(table, labels, strict=True):
        name = SIGNS.get(sign.lower())
        label = "O" if name is None else f"{'B' if sign.isupper() else 'I'}-{name}"
        row[ATTRIBUTION_LABELS.index(label)] = sure
    return Tags(tuple(words), {"attribution": table})


def document_of(text: str, labels: str, sure: float = SURE) -> Document:
    return dataclasses.replace(make_document(make_article(text)), tags=tags(text, labels, sure))


DECODED = [
    # spans as they are labelled
    ("The mayor said it rained.", "SsCKk.", ["The mayor", "said", "it rained"]),
    # a span whose beginning has no label of its own begins with what goes on
    ("The mayor said it rained.", "ssCkk.", ["The mayor", "said", "it rained"]),
    # a name between two spans belongs to neither
    ("It rained, Reuters said.", "Kk..C.", ["It rained", "said"]),
    ("Nothing at all.", "....", []),
]


@pytest.mark.parametrize(("text", "labels", "expected"), DECODED)
def test_labels_become_spans(text, labels, expected):
    pieces = decode(make_document(make_article(text)), tags(text, labels), Quotations(text))
    assert [text[piece.start : piece.end] for piece in pieces] == expected


@given(st.lists(st.lists(st.floats(0, 1, width=32), min_size=7, max_size=7), min_size=1, max_size=12))
def test_no_span_goes_on_that_did_not_begin(rows):
    labels = [ATTRIBUTION_LABELS[at] for at in best_labels(np.array(rows, np.float32))]
    for before, label in zip(["O", *labels], labels, strict=False):
        assert not label.startswith("I") or before[1:] == label[1:]


def pieces_of(text: str, labels: str) -> list[Piece]:
    return decode(make_document(make_article(text)), tags(text, labels), Quotations(text))


PAIRED = [
    # one each
    ("The mayor said it rained.", "SsCKk.", [("The mayor", "said", ["it rained"])]),
    # two sentences, each with its own source
    ("Ann said it rained. Bob denied it.", "SCKk.SCK.", [("Ann", "said", ["it rained"]), ("Bob", "denied", ["it"])]),
    # what stands around a cue in the middle is one content in two parts
    ("It rained, she said, and snowed.", "Kk.SC.Kk.", [("she", "said", ["It rained", "and snowed"])]),
    # a source before two cues speaks in the first of them
    (
        "It rained, Ann said, as Bob blamed us for it.",
        "Kk.SC...CKkk.",
        [("Ann", "said", ["It rained"]), (None, "blamed", ["us for it"])],
    ),
    # a cue without a source
    ("It was said that roads flooded.", ".CcKkk.", [(None, "was said", ["that roads flooded"])]),
    # a headline keeps what it says, and the story under it
    (
        "Flood kills 3, mayor says\nRoads fell, police said.",
        "Kkk.SCKk.SC.",
        [
            ("mayor", "says", ["Flood kills 3"]),
            ("police", "said", ["Roads fell"]),
        ],
    ),
    ("Ann blames rain\nRoads fell on Monday.", "SCKKkkk.", [("Ann", "blames", ["rain"])]),
    # what a line announced stands in the next one
    ("Ann writes:\nRoads fell.", "SC.Kk.", [("Ann", "writes", ["Roads fell"])]),
    # what was told before a quotation is the article's own
    ("Roads fell. “It rained,” Ann said.", "Kk.Kkk.kSC.", [("Ann", "said", ["“It rained,”"])]),
]


@pytest.mark.parametrize(("text", "labels", "expected"), PAIRED)
def test_sources_and_contents_find_their_cue(text, labels, expected):
    page = Page.of(text, Quotations(text), pieces_of(text, labels), make_document(make_article(text)).sentences)

    def words(piece):
        return None if piece is None else text[piece.start : piece.end]

    found = [
        (words(one.source), words(one.cue), [words(content) for content in one.contents])
        for one in pair(page, weights())
    ]
    assert found == expected


class Opinion:
    """Trusts both readers, or neither where it reads alone; the contents stay those of the rules."""

    def __init__(self, trusts):
        self.trusts = trusts

    def counts(self, _item):
        return self.trusts

    def weighed(self, item):
        return item

    def trusts_rules(self, _item):
        return self.trusts

    def contents_of(self, item, _twin):
        return item.contents

    def reaches_too_far(self, _item, _source):
        return False

    def is_told_of(self, _ours, _theirs):
        return False


RULED = Found((10, 14), (5, 9), ((15, 30),))
UNSPOKEN = Found((10, 14), None, ((15, 30),))
MERGED = [
    # the tagger alone has read it
    ([], [Found((40, 44), (35, 39), ((45, 60),))], [Found((40, 44), (35, 39), ((45, 60),))]),
    # the rules alone have
    ([RULED], [], [RULED]),
    # a speaker that the rules cut short is completed
    ([RULED], [Found((10, 14), (0, 9), ((15, 30),))], [Found((10, 14), (0, 9), ((15, 30),))]),
    # one that they read too long is cut
    ([RULED], [Found((10, 14), (7, 9), ((15, 30),))], [Found((10, 14), (7, 9), ((15, 30),))]),
    # of two that share no word the tagger's is taken
    ([RULED], [Found((10, 14), (0, 4), ((15, 30),))], [Found((10, 14), (0, 4), ((15, 30),))]),
    # a speaker is found where they had none
    ([UNSPOKEN], [RULED], [RULED]),
    # but never inside what is said
    ([UNSPOKEN], [Found((10, 14), (15, 20), ((21, 30),))], [UNSPOKEN]),
    # a cue inside what the rules read as said opens nothing
    ([RULED], [Found((20, 24), (16, 19), ((25, 30),))], [RULED]),
    # nor does a content hold a rule's cue
    ([RULED], [Found((40, 44), None, ((0, 35),))], [RULED]),
]  # fmt: skip


@pytest.mark.parametrize(("ruled", "tagged", "expected"), MERGED)
def test_the_rules_and_the_tagger_complete_each_other(ruled, tagged, expected):
    assert merged(ruled, tagged, Opinion(trusts=True)) == expected


def test_what_one_of_them_reads_alone_may_be_dropped():
    assert merged([RULED], [], Opinion(trusts=False)) == []
    assert merged([], [RULED], Opinion(trusts=False)) == []
    assert merged([UNSPOKEN], [RULED], Opinion(trusts=False)) == [RULED]


CONTENTS = [
    # the tagger sees where a content begins before the rules do, in the same sentence
    ("He said it rains in Homs.", ["rains in Homs"], ["it rains in Homs"], ["it rains in Homs"]),
    # not in the sentence before
    ("It is. It rains in Homs, he said.", ["It rains in Homs"], ["It is. It rains in Homs"], ["It rains in Homs"]),
    # it may end sooner at the edge of a clause
    ("He said it rains, which pleased her.", ["it rains, which pleased her"], ["it rains"], ["it rains"]),
    # but never inside a phrase
    ("He said it rains in Homs.", ["it rains in Homs"], ["it rains in"], ["it rains in Homs"]),
    # a concession is the speaker's still
    ("He said it rains, although it is May.", ["it rains, although it is May"], ["it rains"],
     ["it rains, although it is May"]),
    # of two that share no word the tagger's is right
    ("Asked today, he said it rains.", ["Asked today"], ["it rains"], ["it rains"]),
    # a quotation that it adds is added, a loose phrase is not
    ("“We will go to Homs,” he said, tired. “It is far off.”", ["We will go to Homs"],
     ["We will go to Homs", "tired", "“It is far off.”"], ["We will go to Homs", "“It is far off.”"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ruled", "tagged", "expected"), CONTENTS)
def test_of_two_contents_the_better_edges_are_taken(text, ruled, tagged, expected):
    def found(words):
        return Found((0, 0), None, tuple((text.index(part), text.index(part) + len(part)) for part in words))

    judge = Judge(make_document(make_article(text)), [], Quotations(text))
    spans = judge.contents_of(found(ruled), found(tagged))
    assert [text[start:end] for start, end in spans] == expected


ADDED = [
    # a verb of saying with a statement, in an order that the rules do not read: who spoke stands far off
    ("Voters mused it would rain.", "SCKkk.", SURE, ["it would rain"]),
    # "that" opens the content and is no part of it
    ("Voters mused that it would rain.", "SCKkkk.", SURE, ["it would rain"]),
    # a cue that is doubted introduces nothing
    ("Voters mused it would rain.", "SCKkk.", DOUBTED, []),
    # a cue without a content says nothing
    ("Voters mused about it.", "SC...", SURE, []),
]


@pytest.mark.parametrize(("text", "labels", "sure", "expected"), ADDED)
def test_what_the_tagger_adds(text, labels, sure, expected):
    found = SourceAttributor().attribute(document_of(text, labels, sure)).attributions
    assert [text[start:end] for item in found for start, end in item.content_spans] == expected


STANDING = [
    # what was said may stand as a statement
    ("Voters mused it would rain.", "SCKkk.", True),
    # what was not said is nobody's: the article tells it whole
    ("Voters never mused it would rain.", "S.CKkk.", False),
    # a thing alone, of which nobody in particular speaks, says nothing: the article tells where it was
    ("Damage was reported in Aton.", "KCc...", False),
    ("Voters have not mused it would rain.", "SCccKkk.", False),
]


@pytest.mark.parametrize(("text", "labels", "tells"), STANDING)
def test_which_contents_may_stand_alone(text, labels, tells):
    assert [item.tells for item in SourceAttributor().attribute(document_of(text, labels)).attributions] == [tells]


@pytest.mark.parametrize(
    ("text", "cue", "counts"),
    [
        # not to have wanted something is no act in words, not to have confirmed it is one
        ("Voters never wanted rain.", "wanted", False),
        ("Voters wanted rain.", "wanted", True),
        ("Voters never confirmed it.", "confirmed", True),
    ],
)
def test_what_was_not_asked_for_is_no_act(text, cue, counts):
    at = text.index(cue)
    judge = Judge(make_document(make_article(text)), [], Quotations(text))
    assert judge.counts(Found((at, at + len(cue)), (0, 6), ((at + len(cue) + 1, len(text) - 1),))) == counts


def test_the_comma_behind_an_apposition_is_no_part_of_a_name():
    text = "A baker, one of three, mused it would rain."
    (speaker,) = SourceAttributor().attribute(document_of(text, "SssssssCKkk.")).speakers
    assert speaker.name == "A baker, one of three"


SHARED = [
    # a verb behind "and" and a participle go on with the source before them
    ("Voters mused it would rain and jested it had snowed.", "SCKkk.CKkk.", ["Voters", "Voters"]),
    ("Voters mused it would rain, jesting it had snowed.", "SCKkk.CKkk.", ["Voters", "Voters"]),
    # another verb does not
    ("Voters mused it would rain as he jested it had snowed.", "SCKkk..CKkk.", ["Voters", None]),
]


@pytest.mark.parametrize(("text", "labels", "speakers"), SHARED)
def test_a_source_may_have_several_cues(text, labels, speakers):
    found = read_tags(document_of(text, labels), Quotations(text))
    assert [text[slice(*item.speaker)] if item.speaker else None for item in found] == speakers


def test_a_source_that_has_a_cue_of_the_rules_may_have_one_of_the_tagger():
    further = Found((40, 44), RULED.speaker, ((45, 60),))
    assert merged([RULED], [further], Opinion(trusts=True)) == [RULED, further]


@pytest.mark.parametrize(
    ("more", "belongs"),
    [
        # what is told of a source belongs to it, what only stands beside it does not
        (", who asked not to be named,", True),
        (", speaking on condition of anonymity,", True),
        (", however,", False),
        (" in a speech", False),
    ],
)
def test_what_is_told_of_a_source_belongs_to_it(more, belongs):
    text = f"The mayor{more} said it rained."
    judge = Judge(make_document(make_article(text)), [], Quotations(text))
    assert judge.is_told_of((0, len("The mayor" + more)), (0, len("The mayor"))) == belongs


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        # a clause behind ", he said" that tells what happened then is none of his
        ("as rebels fled", False),
        ("while rebels fled", False),
        # a phrase is, and so is what he adds
        ("as a precaution", True),
        ("because rebels fled", True),
    ],
)
def test_what_happened_while_it_was_said_is_not_what_was_said(behind, said):
    text = f"It rains, he said, {behind}."
    verbs = [text.index(verb) for verb in ("rains", "fled") if verb in text]
    judge = Judge(make_document(make_article(text)), verbs, Quotations(text))
    item = Found((13, 17), (10, 12), ((0, 8), (19, len(text) - 1)), sure=SURE)
    assert len(judge.weighed(item).contents) == 1 + said


def test_a_sure_tagger_goes_before_the_rules_where_a_content_begins():
    text = "He said on the way it rains."
    judge = Judge(make_document(make_article(text)), [text.index("rains")], Quotations(text))
    rules, tagger = ((8, 27),), ((19, 27),)
    for sure, expected in ((VERY_SURE, tagger), (VERY_SURE - 0.1, rules)):
        assert judge.contents_of(Found((3, 7), None, rules), Found((3, 7), None, tagger, sure=sure)) == expected


def test_without_tags_the_rules_read_alone():
    text = "Voters mused it would rain."
    assert not SourceAttributor().attribute(make_document(make_article(text))).attributions


def test_the_subject_beside_the_cue_goes_before_a_source_in_another_sentence() -> None:
    text = "The premier spoke. Aid will come, its embassy said."
    judge = Judge(make_document(make_article(text)), [], Quotations(text))
    cue, embassy, premier = text.index("said"), text.index("its"), (0, len("The premier"))
    found = Found((cue, cue + 4), (embassy, cue - 1), ((19, 32),))
    assert judge.reaches_too_far(found, premier)
    assert not judge.reaches_too_far(found, (embassy, cue - 1))


def test_whose_report_is_denied_denies_nothing():
    text = "A guard denied a report by a newspaper that it rained."
    judge = Judge(make_document(make_article(text)), [], Quotations(text))
    found = Found((8, 14), (0, 7), ((15, 53),))
    paper = text.index("a newspaper")
    assert judge.reaches_too_far(found, (paper, paper + len("a newspaper")))


def test_a_passive_has_no_source_in_the_sentence_before():
    text = "The union, which hosted it, said so. The talks are expected to go on."
    labels = "S" + "s" * 6 + "...KkCckkk."
    found = SourceAttributor().attribute(document_of(text, labels)).attributions
    assert [item.speaker_id for item in found if text[item.cue_start : item.cue_end] == "are expected"] == [None]
