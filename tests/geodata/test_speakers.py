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
    # a description behind the comma is no part of what a source is called
    ("Two diplomats, speaking on condition of anonymity, said talks failed.", ["Two diplomats"]),
    # a body is what its apposition calls it, an unnamed official whoever "the official" is named
    (
        "The Road Lawyers, a rights group, said two sank. The group said three were safe.",
        ["The Road Lawyers", "The Road Lawyers"],
    ),
    (
        "A district official said roads were closed. The official, chief clerk Ana Reyes, said it rained.",
        ["Ana Reyes", "Ana Reyes"],
    ),
    # a man and a woman are told apart by what they have been called, and by what they are
    (
        "Colonel Tom Reyes said it rained. He said it snowed. One of the medics said it froze. She said roads closed.",
        ["Tom Reyes", "Tom Reyes", "One of the medics", "One of the medics"],
    ),
    (
        "Ana Reyes said it rained. Her brother, Ilya, is less patient. It will snow, he said.",
        ["Ana Reyes", "Ilya"],
    ),
    # a "he" is no company, and not the nephew of the one who speaks
    (
        "Landair said it rained. Outside court, Fox's son, Ilya, said it snowed. He said it froze.",
        ["Landair", "Ilya", "Ilya"],
    ),
    ("Tom Fox said it rained. His nephew has left. He said it snowed.", ["Tom Fox", "Tom Fox"]),
    # small words and articles are of a name
    (
        "Landia said it froze. Foreign Minister Mariam al-Sadig al-Mahdi said it rained. She said it snowed.",
        ["Landia", "Mariam al-Sadig al-Mahdi", "Mariam al-Sadig al-Mahdi"],
    ),
    ("Mayor Ana de la Cruz said it rained. Ms de la Cruz said it snowed.", ["Ana de la Cruz", "Ana de la Cruz"]),
    ("Abdel Fattah el-Sisi said it rained. Mr Sisi said it snowed.", ["Abdel Fattah el-Sisi", "Abdel Fattah el-Sisi"]),
    # whose "which" it is behind "according to"; a government is no "he"
    ("It rained, according to the Health Ministry, which said roads were closed.", ["the Health Ministry"] * 2),
    (
        "Minister Ana Reyes said the government would send aid. She said it rained.",
        ["Ana Reyes", "Ana Reyes"],
    ),
    # two who speak together are both
    ("Ana Reyes and Tom Fox said it rained. The Fox case is old.", ["Ana Reyes and Tom Fox"]),
    ("Chad and Senegal said they would send aid. Chad said it rained.", ["Chad and Senegal", "Chad"]),
    # who stands in an apposition is who was named with it
    (
        "It rained, said Ana Reyes, a nurse who reached the dam on Monday. She said it snowed.",
        ["Ana Reyes", "Ana Reyes"],
    ),
    # a bare name may be a country: a baker goes before it
    (
        "Tom Fox said Russia lied. Russia said it was calm. Giorgi, a baker, was tired. He said it rained.",
        ["Tom Fox", "Russia", "Giorgi"],
    ),
    ("Tom Fox said it was calm. His wife was tired. She said it rained.", ["Tom Fox", "His wife"]),
    # who wrote a paper may go on in person
    (
        "It rained, according to an affidavit filed by the officer, Captain Ana Reyes. She said it snowed.",
        ["an affidavit filed by the officer, Captain Ana Reyes", "Ana Reyes"],
    ),
    # the one person of a paragraph goes before a speaker of the one before
    ("Tom Fox said it rained.\n\nPolice arrested the trader Ilya Stone. He said it snowed.", ["Tom Fox", "Ilya Stone"]),
    # one of two who spoke together is not both; both together stay who they were
    (
        "Traders and the guards said it rained. The guards said it snowed. Traders and the guards said it froze.",
        ["Traders and the guards", "The guards", "Traders and the guards"],
    ),
    (
        "Doctors and nurses said it rained. The nurses said it snowed.",
        ["Doctors and nurses", "The nurses"],
    ),
    # officials of two things are one source
    (
        "Health and rescue officials said it rained. The officials said it snowed.",
        ["Health and rescue officials", "Health and rescue officials"],
    ),
    # a pronoun behind its noun is the source alone
    ("The army was blamed for it, a charge it denied.", ["The army"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_what_each_speaker_is_called(text: str, names: list[str]) -> None:
    result = SourceAttributor().attribute(make_document(make_article(text)))
    by_id = {speaker.speaker_id: speaker.name for speaker in result.speakers}
    assert [by_id[item.speaker_id] for item in result.attributions if item.speaker_id] == names
