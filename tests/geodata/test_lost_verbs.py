"""Verbs that look like participles or nouns, in sentences that would have no verb without them."""

from __future__ import annotations

import pytest

from geodata.ingest import make_article
from geodata.language.phrases import SentenceWords
from geodata.text import make_document


def finite_verbs(text: str) -> list[str]:
    document = make_document(make_article(text))
    sentence = SentenceWords(document, document.sentences[0])
    return [sentence.words[group.head].text for group in sentence.groups if group.finite]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        # behind a noun
        ("Farmers marched through Aton on Tuesday.", ["marched"]),
        # behind a number that stands for people
        ("Hundreds demonstrated in Aton on Friday.", ["demonstrated"]),
        # behind "of them"
        ("Several thousand of them demonstrated against the plan in Aton.", ["demonstrated"]),
        # behind an opening with a comma
        ("In the wake of the flood, a bomb detonated in Aton.", ["detonated"]),
        # the same before a cue that stands before its speaker
        ("In the wake of the flood, a car bomb detonated in Aton, said the mayor.", ["detonated", "said"]),
        # what looks like a noun behind a plural
        ("Five thousand people protest in Aton.", ["protest"]),
        # like an infinitive
        ("The country and its allies patrol a zone in the north.", ["patrol"]),
        # like an adjective behind "and", of somebody who is charged
        ("The rebels denied it, and accused soldiers of shelling a farm.", ["denied", "accused"]),
        ("The mayor praised the police and accused two of the men of arson.", ["praised", "accused"]),
        # like the participle of a noun, in what is said
        ("He said that the army planned to reopen the road.", ["said", "planned"]),
        ("He added the two firms intended to merge.", ["added", "intended"]),
        ("He said that a visit planned to last a week was cancelled.", ["said", "cancelled"]),
        ("He cancelled a visit planned to last a week.", ["cancelled"]),
        # a noun behind "after"
        ("Police closed a bridge after reports that a man was seen.", ["closed", "seen"]),
        # an adjective all the same
        ("The judge freed the wounded and accused soldiers.", ["freed"]),
        ("Two men were freed and accused soldiers of the guard were held.", ["freed", "held"]),
        # no verb of a heading without one
        ("Thousands of protesters in Aton", []),
        # a participle stays one where the sentence has a verb
        ("Two of the men arrested in Aton were freed.", ["freed"]),
    ],
)
def test_the_verb_of_a_sentence_is_found(text, verbs):
    assert finite_verbs(text) == verbs
