"""Contents that the tagger reads across sentences stay within them, and a cue is served by no later source."""

from __future__ import annotations

import pytest

from geodata.attribution.bounds import in_bounds
from geodata.attribution.decoding import Piece
from geodata.attribution.pairing import Page, Pairing, pair, weights
from geodata.attribution.tidying import bare_cue
from geodata.ingest import make_article
from geodata.language.quotations import Quotations
from geodata.text import make_document


def page_of(text: str, pieces: list[Piece]) -> Page:
    return Page.of(text, Quotations(text), pieces, make_document(make_article(text)).sentences)


def piece(text: str, part: str, words: str) -> Piece:
    start = text.index(words)
    return Piece(part, start, start + len(words), start, start + len(words))  # type: ignore[arg-type]


BOUNDS = [
    # half of the sentence before, and the cue itself
    ("He wrote on X. He posted a film.", "posted", ["on X. He posted a film"], ["a film"]),
    # half of the sentence behind, and a word that says nothing alone
    ("It rained, he said. It is unclear how long.", "said", ["It rained", "how long"], ["It rained"]),
    ("It published a film. We could not date them.", "published", ["a film", "them"], ["a film"]),
    # what goes on over sentences behind its cue, a whole sentence, and a quotation
    ("He said it rained. It snowed.", "said", ["it rained. It snowed"], ["it rained. It snowed"]),
    ("It rained, he said. It snowed.", "said", ["It rained", "It snowed"], ["It rained", "It snowed"]),
    ("It rained, he said. And “how long”.", "said", ["It rained", "“how long”"], ["It rained", "“how long”"]),
    # a headline, not a line that is wrapped
    ("The mayor says it rains\n\nIt snowed.", "says", ["it rains\n\nIt snowed"], ["it rains"]),
    ("The mayor says it rains\n\nIt snowed.", "says", ["it rains\n\nIt"], ["it rains"]),
    ("The mayor says it\nrains. It\nsnowed.", "says", ["it\nrains. It\nsnowed"], ["it\nrains. It\nsnowed"]),
    # nothing else is there
    ("It rained. We said so.", "said", ["so"], ["so"]),
]


@pytest.mark.parametrize(("text", "cue", "contents", "kept"), BOUNDS)
def test_contents_stay_in_their_sentences(text: str, cue: str, contents: list[str], kept: list[str]) -> None:
    pieces = [piece(text, "content", words) for words in contents]
    found = in_bounds(page_of(text, pieces), Pairing(piece(text, "cue", cue), None, tuple(pieces)))
    assert [text[one.start : one.end].strip() for one in found.contents] == kept


def test_no_source_speaks_in_the_sentence_before_its_own() -> None:
    text = "A claim was made, saying it rained. The mayor was unable to check."
    pieces = [piece(text, "cue", "saying"), piece(text, "content", "it rained"), piece(text, "source", "The mayor")]
    assert [one.source for one in pair(page_of(text, pieces), weights())] == [None]


@pytest.mark.parametrize(
    ("words", "cue"), [("warned last", "warned"), ("commented on", "commented on"), ("last", "last")]
)
def test_a_cue_has_no_half_of_a_time(words: str, cue: str) -> None:
    start, end = bare_cue(words, (0, len(words)))
    assert words[start:end] == cue
