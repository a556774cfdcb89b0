"""How surely something is said, clause by clause."""

from __future__ import annotations

import pytest

from geodata.certainty import CueSense, Judgement, judge
from geodata.ingest import make_article
from geodata.language.phrases import SentenceWords
from geodata.text import make_document


def judged(text: str, cue: CueSense | None = None) -> tuple[Judgement, list[str]]:
    document = make_document(make_article(text))
    sentence = SentenceWords(document, document.sentences[0])
    found = judge(sentence, 0, len(sentence.words), cue)
    return found, [text[item.start : item.end] for item in found.evidence]


CERTAINTY = [
    # flat
    ("The bridge collapsed on Monday.", "certain", []),
    # neither yes nor no
    ("The union did not rule out a strike.", "possible", []),
    ("The army neither confirmed nor denied the raid.", "unknown", ["neither confirmed nor denied"]),
    # modals
    ("The bridge may have collapsed.", "possible", ["may"]),
    ("The dam could burst.", "possible", ["could"]),
    # the month is no modal
    ("The bridge collapsed in May.", "certain", []),
    # adverbs
    ("The drone had probably taken off at night.", "probable", ["probably"]),
    ("The bridge was reportedly closed.", "possible", ["reportedly"]),
    # a verb over an infinitive
    ("The rebels appear to be leaving.", "probable", ["appear"]),
    ("The storm is expected to reach the coast.", "probable", ["expected"]),
    # the same verb over nothing
    ("The actor appeared on stage.", "certain", []),
    # an adjective before the event
    ("A suspected bomb closed the station.", "probable", ["suspected"]),
    # an adjective before somebody
    ("A suspected thief was held.", "certain", []),
    # nobody knows
    ("It is not clear when the road will open.", "unknown", ["not clear"]),
    ("The claim could not be verified.", "unknown", ["could not be verified"]),
    # who cannot confirm a report does not deny it
    ("The police could not confirm the report.", "unknown", ["could not confirm"]),
    ("The toll had not been confirmed.", "unknown", ["had not been confirmed"]),
    # "could not" of somebody who failed is no doubt
    ("Rescuers could not reach the village.", "certain", []),
    ("The fire could spread.", "possible", ["could"]),
    # the weakest word counts
    ("The pilot probably may return.", "possible", ["probably", "may"]),
    # approximators touch numbers only
    ("About 40 families left their homes.", "certain", []),
]


@pytest.mark.parametrize(("text", "certainty", "hedges"), CERTAINTY)
def test_certainty(text: str, certainty: str, hedges: list[str]) -> None:
    found, words = judged(text)
    assert found.certainty == certainty
    assert [word for word, item in zip(words, found.evidence, strict=True) if item.what == "hedge"] == hedges


POLARITY = [
    # a condition is not what hangs on it
    ("If there is no progress, we will strike.", "positive", []),
    # what is not ruled out may be
    ("The union did not rule out a strike.", "positive", ["not", "rule out"]),
    ("The army neither confirmed nor denied the raid.", "positive", []),
    # plain
    ("The bridge collapsed.", "positive", []),
    # not, n't, never, no longer
    ("The bridge did not collapse.", "negative", ["not"]),
    ("The bridge didn’t collapse.", "negative", ["’t"]),
    ("The bridge never opened.", "negative", ["never"]),
    ("The road is no longer open.", "negative", ["no longer"]),
    # what is no surprise is so
    ("It is no surprise that the dam failed.", "positive", []),
    # the "no" of a clause of its own
    ("In Aton, where no aid arrives, three people were killed.", "positive", []),
    ("In Aton, a town that no one knows, a bridge was swept away.", "positive", []),
    ("No one who was there, and awake, survived.", "negative", ["No"]),
    ("No aid, officials fear, arrives in Aton.", "negative", ["No"]),
    # neg-raising
    ("The raids did not appear to be aimed at the town.", "negative", ["not"]),
    # no subject, no object
    ("No one was hurt.", "negative", ["No"]),
    ("The flood had no impact on the harbour.", "negative", ["no"]),
    ("There were no clashes in the town.", "negative", ["no"]),
    # a verb that denies
    ("The talks failed to end the war.", "negative", ["failed to"]),
    ("The army refused to leave.", "negative", ["refused to"]),
    # "without" turns only its own phrase
    ("The planes flew over the town without dropping bombs.", "positive", []),
    # pseudo-negations
    ("Not only the bridge collapsed.", "positive", []),
    ("No fewer than 12 people drowned.", "positive", []),
    # one word
    ("The town cannot be reached.", "negative", ["cannot"]),
    # hardly any
    ("Hardly any of the houses were left standing.", "negative", ["Hardly"]),
    # neither and nor are one
    ("Neither the army nor the rebels hold the bridge.", "negative", ["Neither"]),
    # what is not true, and what is not clear
    ("It is not true that the rebels shelled the town.", "negative", ["not"]),
    ("It was unlikely that the barrage was damaged.", "negative", ["unlikely"]),
    ("It is very unlikely that the barrage was damaged.", "negative", ["unlikely"]),
    ("It is impossible that the dam was damaged.", "negative", ["impossible that"]),
    ("It is not clear whether the rebels shelled the town.", "positive", []),
    # to refuse somebody entry is done
    ("The port denied entry to the ship.", "positive", []),
    # two make none
    ("The army did not fail to leave.", "positive", ["not", "fail to"]),
    # another clause's "not"
    ("The road that was not repaired is open.", "positive", []),
]


@pytest.mark.parametrize(("text", "polarity", "words"), POLARITY)
def test_polarity(text: str, polarity: str, words: list[str]) -> None:
    found, evidence = judged(text)
    assert found.polarity == polarity
    negating = [word for word, item in zip(evidence, found.evidence, strict=True) if item.what == "negation"]
    if polarity == "negative" or words:
        assert negating == words


REALIS = [
    # past
    ("The bridge collapsed.", None, "realised"),
    # somebody failed
    ("Rescuers could not reach the village.", None, "realised"),
    ("Rescuers couldn’t reach the village.", None, "realised"),
    ("Rescuers could reach the village.", None, "future"),
    # progressive and lasting states
    ("Trucks are waiting at the border.", None, "ongoing"),
    ("The water is safe.", None, "ongoing"),
    ("The islands have enough wheat.", None, "ongoing"),
    # will, going to, about to, is to
    ("The school will close.", None, "future"),
    ("The army is going to leave.", None, "future"),
    ("They were about to begin the raids.", None, "future"),
    ("The king is to visit the town.", None, "future"),
    # would behind a past cue is future, without one hypothetical
    ("The school would close.", CueSense("neutral", past=True), "future"),
    ("The school would close.", None, "hypothetical"),
    # what is weighed may come
    ("The army was considering strikes on the depot.", None, "future"),
    ("Officials are discussing a truce.", None, "future"),
    # conditions
    ("If it rains, the school will close.", None, "hypothetical"),
    # may have been
    ("It might have been made abroad.", None, "realised"),
    # obligations
    ("Residents should leave the valley.", None, "requested"),
    # what the cue makes of it
    ("both sides to leave the road", CueSense("request"), "requested"),
    ("to move the families", CueSense("intention"), "future"),
    ("prices rise by winter", CueSense("prediction"), "future"),
    # a feared past stays past
    ("dozens have drowned", CueSense("prediction"), "realised"),
]


@pytest.mark.parametrize(("text", "cue", "realis"), REALIS)
def test_realis(text: str, cue: CueSense | None, realis: str) -> None:
    assert judged(text, cue)[0].realis == realis


CUES = [
    # a denial turns its content round
    ("the levee had failed", CueSense("denial"), ("certain", "negative", "neutral")),
    # unless it is denied itself
    ("the levee had failed", CueSense("denial", negated=True), ("unknown", "positive", "neutral")),
    # "would not confirm"
    ("the levee had failed", CueSense("endorsing", negated=True), ("unknown", "positive", "endorsing")),
    # distance and endorsement
    ("the levee had failed", CueSense("distancing"), ("certain", "positive", "distancing")),
    ("the levee had failed", CueSense("endorsing"), ("certain", "positive", "endorsing")),
    # fear and inference
    ("the levee had failed", CueSense("inference"), ("probable", "positive", "neutral")),
]


@pytest.mark.parametrize(("text", "cue", "expected"), CUES)
def test_what_the_cue_contributes(text: str, cue: CueSense, expected: tuple[str, str, str]) -> None:
    found = judged(text, cue)[0]
    assert (found.certainty, found.polarity, found.stance) == expected
