"""The words on the page: each rule of the design as rows of what is given and what the page then says."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.panels.filters import _SAID
from dashboard.view.quoting import cut_pieces, quoted_ranges
from dashboard.view.wording import (
    counted,
    cue_note,
    feature_word,
    heading,
    how_said,
    listed,
    shared_sign,
    sign_of,
    speaker_note,
    when,
    words_note,
    words_start,
)
from geodata import wording
from geodata.models import Claim, Evidence, Place, Speaker
from geodata.wording import place_doubt

MONDAY, TUESDAY = date(2024, 6, 3), date(2024, 6, 4)


def claim(**fields: object) -> Claim:
    return Claim("c1", "a1", "s0", 0, 3, "abc", **fields)


@pytest.mark.parametrize(
    ("fields", "sign", "how"),
    [
        ({}, "flat", "said flatly"),
        ({"certainty": "probable"}, "likely", "said it is likely"),
        ({"certainty": "possible"}, "maybe", "said it may be"),
        ({"certainty": "unknown"}, "uncommitted", "does not commit"),
        ({"polarity": "negative"}, "not", "said it is NOT so"),
        # "did not appear to be targeting": a denial with doubt keeps both
        ({"polarity": "negative", "certainty": "probable"}, "not", "said it is likely NOT so"),
        ({"polarity": "negative", "certainty": "possible"}, "not", "said it may NOT be so"),
        ({"realis": "future"}, "planned", "plans or asks for"),
        ({"realis": "requested"}, "planned", "plans or asks for"),
        # a forecast is no plan
        ({"realis": "future", "certainty": "probable"}, "planned", "said it is likely, still to come"),
        ({"realis": "ongoing"}, "flat", "said flatly"),
        # what hangs on a condition is not said to be so, but not doubted either
        ({"realis": "hypothetical"}, "planned", "said what would be"),
        ({"realis": "hypothetical", "certainty": "unknown"}, "uncommitted", "does not commit"),
    ],
)
def test_how_it_was_said(fields: dict[str, object], sign: str, how: str) -> None:
    assert sign_of(claim(**fields)) == sign
    assert how_said(claim(**fields, cue="said")) == how


def told(text: str, content: str, **fields: object) -> Claim:
    """A statement in a sentence, with its cue, its hedges and its words of negation as they stand there."""
    start = text.index(content)
    cue = fields.get("cue")
    at = text.index(str(cue)) if cue else None
    spans = [text.find(word, start) for word in ("not", "no ", "nobody")]
    evidence = tuple(Evidence("negation", found, found + 2) for found in spans if found >= 0)
    end = start + len(content)
    more = {"cue_start": at, "cue_end": at + len(str(cue)) if at is not None else None, "evidence": evidence}
    return Claim("c1", "a1", "s0", start, end, content, polarity="negative", **more, **fields)


@pytest.mark.parametrize(
    ("text", "content", "fields", "how"),
    [
        # the words hold the NO themselves: it is not denied in turn
        ("He said there was no breach.", "there was no breach",
         {"cue": "said", "speaker_text": "He"}, "said flatly NOT"),
        ("A mine had not been built.", "A mine had not been built", {}, "flatly NOT"),
        ("They seem not to aim at it, he said.", "They seem not to aim at it",
         {"cue": "said", "speaker_text": "he", "certainty": "probable"}, "said likely NOT"),
        # the reporting verb holds it, and the words are what is denied
        ("They denied that aid was late.", "aid was late", {"cue": "denied", "speaker_text": "They"}, "denied it"),
        ("They doubt that aid was late.", "aid was late",
         {"cue": "doubt", "speaker_text": "They", "certainty": "probable"}, "said it is likely NOT so"),
        # the reporting verb is shown with its words
        ("They refused to leave.", "refused to leave", {"cue": "refused", "speaker_text": "They"}, "said flatly NOT"),
        # a person says that it is not so: the words do not
        ("They said that aid was late.", "aid was late", {"cue": "said", "speaker_text": "They"}, "said it is NOT so"),
    ],
)  # fmt: skip
def test_words_that_hold_the_no_are_not_denied_in_turn(text, content, fields, how) -> None:
    made = told(text, content, **fields)
    assert how_said(made) == how
    assert cue_note(made) == ""  # "denied it" says the article's word already


def test_a_source_is_named_without_what_is_told_of_it() -> None:
    name = "the mayor of Cascas, Rosa Mendoza, who has governed since 2019 and whose own house was flooded,"
    assert heading(claim(speaker_text=name), None) == "The mayor of Cascas, Rosa Mendoza"
    mayor = Speaker("s1", "the mayor of Cascas, Rosa Mendoza", "named", "s1")
    assert speaker_note(claim(speaker_text=name), mayor) == ""
    asked, official = "a senior official, who asked not to be named", Speaker("s2", "a senior official", "office", "s2")
    assert "who asked not to be named" in speaker_note(claim(speaker_text=asked), official)


@pytest.mark.parametrize(
    ("fields", "how"),
    [
        # under "The article says" nothing is said twice
        ({}, "flatly"),
        ({"polarity": "negative"}, "it is NOT so"),
        ({"certainty": "possible"}, "it may be"),
        ({"realis": "future"}, "it is planned or asked for"),
        # "promised two ships" is a plan, however sure its coming is
        ({"realis": "future", "certainty": "probable", "cue": "promised"}, "plans or asks for"),
        # what could not be verified is left open, and not denied
        ({"polarity": "negative", "certainty": "unknown", "cue": "said"}, "does not commit"),
    ],
)
def test_how_it_reads_behind_its_heading(fields: dict[str, object], how: str) -> None:
    assert how_said(claim(**fields)) == how


@pytest.mark.parametrize(
    ("fields", "how"),
    [
        # what a source did in words, the article tells
        ({}, "the article says"),
        ({"polarity": "negative"}, "the article says it is NOT so"),
        ({"realis": "future"}, "plans or asks for"),
    ],
)
def test_how_it_reads_where_the_article_tells_what_a_source_did(fields: dict[str, object], how: str) -> None:
    made = claim(**fields, cue="condemned", cue_start=5, cue_end=14)
    made = replace(made, start=0, end=30, content_spans=((15, 30),), speaker_text="They")
    assert made.told_whole
    assert how_said(made) == how
    assert heading(replace(made, speaker_text=None), None) == "The article says"
    assert how_said(replace(made, cue="put")) == how_said(replace(made, content_spans=()))  # "put the toll at 31"


@pytest.mark.parametrize(
    ("text", "cue", "content", "shown"),
    [
        # an infinitive and a thing that is asked for do not stand without their verb
        ("They plan to move.", "plan", "to move", "plan to move"),
        ("They urged both sides to talk.", "urged", "both sides to talk", "urged both sides to talk"),
        # a clause does
        ("They said the dam held.", "said", "the dam held", "the dam held"),
        ("They demanded that it close.", "demanded", "it close", "it close"),
    ],
)
def test_where_the_words_of_a_card_begin(text: str, cue: str, content: str, shown: str) -> None:
    start, at = text.index(content), text.index(cue)
    made = claim(cue=cue, cue_start=at, cue_end=at + len(cue))
    made = replace(made, start=start, end=start + len(content), text=content)
    assert text[words_start(made, text) : made.end] == shown


@given(
    st.builds(
        claim,
        certainty=st.sampled_from(["unknown", "possible", "probable", "certain"]),
        polarity=st.sampled_from(["positive", "negative"]),
        realis=st.sampled_from(["realised", "ongoing", "future", "hypothetical", "requested"]),
        stance=st.sampled_from(["neutral", "distancing", "endorsing"]),
        cue=st.sampled_from([None, "said"]),
    )
)
def test_the_page_never_judges(made: Claim) -> None:
    said = f"{how_said(made)} {cue_note(made)} {heading(made, None)} {when(made)}".lower()
    assert not {"certain", "fact", "true", "independent", "%"} & set(said.replace(",", " ").split())


@pytest.mark.parametrize(
    ("signs", "shared"),
    [
        (["flat"], "flat"),
        (["not", "not"], "not"),
        # different force: neutral, never the strongest
        (["flat", "maybe"], "several"),
        (["flat", "not"], "several"),
    ],
)
def test_a_spot_has_the_sign_that_all_share(signs: list[str], shared: str) -> None:
    assert shared_sign(signs) == shared


@pytest.mark.parametrize(
    ("fields", "speaker", "expected"),
    [
        ({}, None, "The article says"),
        # "was taken as an indication": somebody took it so, but nobody is named
        ({"cue": "taken as an indication"}, None, "Source not stated"),
        ({"cue": "said", "speaker_text": "a senior US official"}, None, "A senior US official"),
        # "the official" in the sentence is shown under the name of its source
        ({"cue": "said", "speaker_text": "the official"}, "a senior US official", "A senior US official"),
    ],
)
def test_headings(fields: dict[str, object], speaker: str | None, expected: str) -> None:
    known = Speaker("sp1", speaker, "office", "us") if speaker else None
    assert heading(claim(**fields), known) == expected


@pytest.mark.parametrize(
    ("name", "kind", "words", "note"),
    [
        ("a senior US official", "office", "the official", "unnamed"),
        ("US officials", "office", "US officials", "unnamed"),
        ("a US defence official", "office", "The unnamed US official", "unnamed"),
        ("a senior official of the water authority", "anonymous", "the official", "unnamed"),
        ("President Vladimir Putin", "named", "Mr Putin", ""),
        ("President Vladimir Putin", "named", "he", ""),
        ("Ana Ruiz", "named", "Ana Ruiz, a crane operator", "a crane operator"),
        ("the interior ministry", "office", "its spokeswoman", "its spokeswoman"),
        ("Mr Assad's office", "office", "Mr Assad's office", ""),
        ("residents in the areas bombed", "residents", "residents in the areas bombed", "unnamed"),
        ("Mr Assad's Facebook page", "social_media", "Mr Assad's Facebook page", "online"),
        ("the Local Coordination Committees", "group", "It", ""),
        # what stands around a name, without the article and the comma
        ("Idris Farouk", "named", "Colonel Idris Farouk, a spokesman", "Colonel, a spokesman"),
        ("Relief Committees", "group", "The Relief Committees, a network", "a network"),
        ("a diplomat", "office", "The diplomat, speaking anonymously", "unnamed, speaking anonymously"),
    ],
)
def test_notes_on_the_source(name: str, kind: str, words: str, note: str) -> None:
    assert speaker_note(claim(cue="said", speaker_text=words), Speaker("sp1", name, kind, "x")) == note


@pytest.mark.parametrize(
    ("stance", "note"),
    [
        ("neutral", ""),
        ("distancing", "the article’s word: claimed"),
        ("endorsing", "the article’s word: claimed"),
    ],
)
def test_a_judging_cue_is_the_articles_word(stance: str, note: str) -> None:
    assert cue_note(claim(cue="claimed", stance=stance)) == note


@pytest.mark.parametrize(("cue", "note"), [("demanded", "the article’s word: demanded"), ("said", ""), (None, "")])
def test_a_cue_that_is_an_act_is_shown(cue: str | None, note: str) -> None:
    assert cue_note(claim(cue=cue)) == note


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "not stated"),
        ({"date_start": MONDAY, "date_end": MONDAY, "date_precision": "day"}, "Mon 3 Jun 2024"),
        (
            {"date_start": MONDAY, "date_end": TUESDAY, "date_precision": "day"},
            "Mon 3 Jun 2024 to Tue 4 Jun 2024",
        ),
        ({"date_start": date(2011, 3, 1), "date_precision": "month"}, "March 2011 onward"),
        ({"date_end": TUESDAY, "date_precision": "day", "date_text": "by Tuesday"}, "by Tue 4 Jun 2024"),
        ({"date_start": date(2011, 3, 1), "date_end": date(2011, 3, 31), "date_precision": "month"}, "March 2011"),
        ({"date_start": date(2011, 1, 1), "date_end": date(2011, 12, 31), "date_precision": "year"}, "2011"),
        # without a publication date a weekday has no calendar day
        ({"date_text": "Wednesday"}, "Wednesday (date unknown)"),
        ({"date_text": "in recent days", "date_precision": "vague"}, "in recent days"),
        # a vague period keeps the article's words, and tells the bounds that it has
        (
            {"date_start": MONDAY, "date_end": TUESDAY, "date_text": "next week", "date_precision": "vague"},
            "next week, about Mon 3 Jun 2024 to Tue 4 Jun 2024",
        ),
        # the end of a month is not the month
        (
            {"date_end": date(2024, 6, 30), "date_text": "by the end of the month", "date_precision": "month"},
            "by the end of June 2024",
        ),
    ],
)
def test_when(fields: dict[str, object], expected: str) -> None:
    assert when(claim(**fields)) == expected


@pytest.mark.parametrize(
    ("score", "status", "review", "expected"),
    [
        (0.95, "resolved", "none", "clear"),
        (0.6, "resolved", "none", "check"),
        (0.2, "resolved", "none", "unsure"),
        (None, "resolved", "none", "check"),
        (0.95, "ambiguous", "none", "check"),
        # once a person looked, the machine's doubt is no longer shown
        (0.2, "resolved", "confirmed", ""),
    ],
)
def test_machine_doubt_is_a_word(score: float | None, status: str, review: str, expected: str) -> None:
    assert place_doubt(score, status, review) == expected


@pytest.mark.parametrize(
    ("code", "country", "population", "word"),
    [
        ("PPL", "SY", 20_000, "town"),
        ("PPL", "SY", 900, "village"),
        ("PPLC", "HU", 1_700_000, "city"),
        ("ADM1", "SY", 0, "governorate"),
        ("ADM1", "US", 0, "state"),
        ("ADM1", "ZZ", 0, "division"),
        ("ADM2", "US", 0, "district"),
        ("PCLI", "SY", 0, "country"),
        ("STM", "AT", 0, "river"),
    ],
)
def test_kinds_of_places(code: str, country: str, population: int, word: str) -> None:
    assert feature_word(Place("p", "X", 0, 0, 1, country, None, code, population, "g")) == word


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("He said it fell.", [("He said it fell.", False)]),
        (
            "Russia is “not going to plunge” and will help.",
            [("Russia is ", False), ("not going to plunge", True), (" and will help.", False)],
        ),
        ('It "fell apart" on Monday', [("It ", False), ("fell apart", True), (" on Monday", False)]),
        # single marks, and apostrophes that are none
        ("The ‘army’s best’ left", [("The ", False), ("army’s best", True), (" left", False)]),
        ("the residents' cars and the mayor's house", [("the residents' cars and the mayor's house", False)]),
        # a speech that goes on in the next paragraph has no closing mark
        ("“We will stay here,", [("We will stay here,", True)]),
        # one straight mark is no pair
        ('a 5" pipe', [('a 5" pipe', False)]),
        ("«Мы здесь»", [("Мы здесь", True)]),
    ],
)
def test_only_words_in_quotation_marks_are_quoted(text: str, pieces: list[tuple[str, bool]]) -> None:
    cut = cut_pieces(text, (0, len(text)), quoted_ranges(text))
    assert [(piece.text, piece.quoted) for piece in cut] == pieces


@given(st.text(alphabet="ab “”\"'‘’«»\n,", max_size=60), st.data())
def test_pieces_are_the_articles_own_words_in_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pieces = cut_pieces(text, (start, end), quoted_ranges(text))
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert all(one.end <= other.start for one, other in itertools.pairwise(pieces))
    assert all(start <= piece.start and piece.end <= end for piece in pieces)


@pytest.mark.parametrize(
    ("quoted", "fields", "note"),
    [
        ([False], {"cue": "said"}, "in the article’s words"),
        ([True], {"cue": "said"}, ""),
        ([False, True], {"cue": "said"}, "partly in the article’s words"),
        ([False], {}, ""),
    ],
)
def test_whose_words_are_shown(quoted: list[bool], fields: dict[str, object], note: str) -> None:
    assert words_note(quoted, claim(**fields)) == note


def test_numbers_and_lists() -> None:
    assert (counted(1, "place"), counted(2, "place"), counted(0, "country", "countries")) == (
        "1 place",
        "2 places",
        "0 countries",
    )
    assert (listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])) == (
        "",
        "a",
        "a and b",
        "a, b and c",
    )


@pytest.mark.parametrize("realis", ["realised", "ongoing", "hypothetical", "future", "requested"])
@pytest.mark.parametrize("polarity", ["positive", "negative"])
@pytest.mark.parametrize("certainty", ["certain", "probable", "possible", "unknown"])
def test_the_filter_of_a_sign_shows_what_is_drawn_with_it(certainty: str, polarity: str, realis: str) -> None:
    said = {"certainty": certainty, "polarity": polarity, "realis": realis}
    shown_by = {
        key
        for key, (_, fields) in _SAID.items()
        if fields and all(said[name] in values for name, values in fields.items())
    }
    sign = wording.sign_of(certainty, polarity, realis)
    assert sign in shown_by
    assert shown_by <= {sign, "not"}  # what is left open and negative ("would not confirm") may be looked for as NOT
