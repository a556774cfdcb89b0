"""Which attributions give a statement of their own."""

from __future__ import annotations

import pytest

from geodata.claims.telling import telling
from geodata.ingest import make_article
from geodata.language.phrases import SentenceWords
from geodata.models import Attribution
from geodata.text import make_document

# an attribution whose content says nothing by itself is what somebody did; the article tells it
TOLD_WHOLE = [
    ("The minister condemned the killings.", "condemned", "the killings", False),
    ("The minister forgot to sign the decree.", "forgot", "to sign the decree", False),
    # "deny", "plan" and "warn of" carry such contents
    ("The minister denied the killings.", "denied", "the killings", True),
    ("The minister plans to sign the decree.", "plans", "to sign the decree", True),
    ("The minister rejected a request by Aton to sign the decree.", "rejected", "a request by Aton to sign", True),
    ("The minister warned of reprisals.", "warned", "reprisals", True),
    # to reject a plan is an event, to reject a charge is to deny it
    ("The minister rejected the plan.", "rejected", "the plan", False),
    ("The council approved the plan on Monday.", "approved", "the plan on Monday", False),
    ("The minister rejected the charge.", "rejected", "the charge", True),
    ("The minister rejected any claim of guilt.", "rejected", "any claim of guilt", True),
    # "called off" is no "called for"
    ("Rebels called off an assault.", "called off", "an assault", False),
    # a clause whose verb looks like a noun
    ("President Haddad said he plans to visit Latakia.", "said", "he plans to visit Latakia", True),
    # a clause, a quotation
    ("The minister mumbled that the dam was safe.", "mumbled", "the dam was safe", True),
    ("The minister condemned “the killings”.", "condemned", "the killings", True),
]


@pytest.mark.parametrize(("text", "cue", "content", "tells"), TOLD_WHOLE)
def test_which_attributions_tell_a_statement(text: str, cue: str, content: str, tells: bool) -> None:
    document = make_document(make_article(text))
    at, start = text.index(cue), text.index(content)
    item = Attribution("a", "s", 0, at - 1, at, at + len(cue), ((start, start + len(content)),))
    sentences = [SentenceWords(document, sentence) for sentence in document.sentences]
    assert bool(telling(document, sentences, [item])) == tells
