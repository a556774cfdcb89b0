"""How surely a single event is so: its own verb, and every word above it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.certainty import judge_predicate
from geodata.ingest import make_article
from geodata.language.phrases import SentenceWords
from geodata.text import make_document

PREDICATES = [
    # flat
    ("The bridge *collapsed* on Monday.", "certain", "positive", "realised"),
    # modals
    ("The bridge may *collapse*.", "possible", "positive", "future"),
    ("The bridge may have *collapsed*.", "possible", "positive", "realised"),
    ("The school will *close*.", "certain", "positive", "future"),
    ("Residents must *leave*.", "certain", "positive", "requested"),
    # what "you can" find is found by nobody yet; what "we can" see is seen
    ("You can *find* the form on the counter.", "possible", "positive", "hypothetical"),
    ("We can *see* the smoke.", "certain", "positive", "realised"),
    # to be going somewhere lies ahead
    ("The team is *going* to Lisbon.", "certain", "positive", "future"),
    ("The team was *going* to Lisbon.", "certain", "positive", "ongoing"),
    # an "-ing" form has the mood of the verb that it is the subject of, or that it hangs on
    ("*Ending* the siege would help.", "certain", "positive", "hypothetical"),
    ("*Ending* the siege helped.", "certain", "positive", "realised"),
    ("The crews will work *clearing* the road.", "certain", "positive", "future"),
    # a condition holds for its own verb, and not for what hangs on a word of it
    ("If the army *takes* the hill, the town falls.", "unknown", "positive", "hypothetical"),
    ("If he visits the school the army *shelled*, guards go with him.", "certain", "positive", "realised"),
    # negation in the group, of the subject; "not only" is none
    ("The bridge did not *collapse*.", "certain", "negative", "realised"),
    ("Nobody *returned*.", "certain", "negative", "realised"),
    ("The army not only *shelled* the town.", "certain", "positive", "realised"),
    # implicatives, held and denied
    ("The crew managed to *close* the valve.", "certain", "positive", "realised"),
    ("The crew did not manage to *close* the valve.", "certain", "negative", "realised"),
    ("The guard forgot to *lock* the gate.", "certain", "negative", "realised"),
    ("The guard did not forget to *lock* the gate.", "certain", "positive", "realised"),
    ("The army failed to *retake* the hill.", "certain", "negative", "realised"),
    ("The guards were unable to *close* the gates.", "certain", "negative", "realised"),
    # refusing
    ("The union refused to *sign* the contract.", "certain", "negative", "realised"),
    # neg-raising
    ("He does not think the dam *broke*.", "probable", "negative", "realised"),
    ("The raids did not appear to *hit* the camp.", "probable", "negative", "realised"),
    # belief, hope, request
    ("Officials believe that the ship *sank*.", "probable", "positive", "realised"),
    ("The firm hopes to *reopen* the mine.", "probable", "positive", "future"),
    ("The envoy asked the rebels to *release* the hostages.", "certain", "positive", "requested"),
    ("She told him to *leave*.", "certain", "positive", "requested"),
    # a noun above
    ("The plan to *move* the families was dropped.", "probable", "positive", "future"),
    # what for
    ("The city sent men to *repair* the bridge.", "probable", "positive", "future"),
    # "without" and "instead of"
    ("The planes left without *dropping* bombs.", "certain", "negative", "realised"),
    ("The crew slept instead of *watching* the gauge.", "certain", "negative", "realised"),
    # prevented
    ("Police kept the crowd from *storming* the palace.", "certain", "negative", "realised"),
    # conditions, both halves, and questions
    ("If the river *rises*, the bridge will be closed.", "unknown", "positive", "hypothetical"),
    ("If the river rises, the bridge will be *closed*.", "unknown", "positive", "hypothetical"),
    ("Did the bridge *collapse*?", "unknown", "positive", "hypothetical"),
    ("He asked whether the bridge had *collapsed*.", "unknown", "positive", "hypothetical"),
    # two above one another
    ("The army was forced to begin to *withdraw*.", "certain", "positive", "realised"),
    ("The firm wants to try to *reopen* the mine.", "unknown", "positive", "hypothetical"),
    # an adverb
    ("The drone probably *took* off at night.", "probable", "positive", "realised"),
    # a noun with its "no"; approximators touch numbers only
    ("There was no *damage*.", "certain", "negative", "realised"),
    ("About 40 families *left* the valley.", "certain", "positive", "realised"),
]


@pytest.mark.parametrize(("marked", "certainty", "polarity", "realis"), PREDICATES)
def test_predicate(marked: str, certainty: str, polarity: str, realis: str) -> None:
    text, start = marked.replace("*", ""), marked.index("*")
    document = make_document(make_article(text))
    sentence = SentenceWords(document, document.sentences[0])
    found = judge_predicate(sentence, sentence.words_in(start, start + 1)[0])
    assert (found.certainty, found.polarity, found.realis) == (certainty, polarity, realis)


def test_evidence_is_the_words_that_decided() -> None:
    text = "The ministry hopes that the dam did not break."
    document = make_document(make_article(text))
    sentence = SentenceWords(document, document.sentences[0])
    found = judge_predicate(sentence, sentence.words_in(text.index("break"), text.index("break") + 1)[0])
    assert [text[item.start : item.end] for item in found.evidence] == ["hopes", "not"]


@given(st.text(alphabet=st.sampled_from("abt ,.?'nod "), min_size=1, max_size=60))
def test_any_words_can_be_judged(text: str) -> None:
    document = make_document(make_article(f"He did {text} to go."))
    for sentence in (SentenceWords(document, one) for one in document.sentences):
        for at in range(len(sentence.words)):
            found = judge_predicate(sentence, at)
            assert all(0 <= item.start < item.end <= len(document.text) for item in found.evidence)
