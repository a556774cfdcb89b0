"""Which place a name means, why, and when no place is chosen."""

from __future__ import annotations

import dataclasses

import pytest

from geodata.models import Mention
from geodata.recognition import NameRecognizer
from geodata.resolution import MOST_CANDIDATES, RuleResolver
from geodata.resolution.choice import STRAY_SCORE
from geodata.resolution.cues import coordinations, feature_cues, qualifiers
from geodata.resolution.model import shipped_model
from geodata.testing import FakeCandidates
from tests.geodata.fake_world import document_of, entry, fake_world

WORLD = fake_world()
SPRINGFIELDS = FakeCandidates(
    [
        entry(f"town:{number}", "Springfield", (30.0 + number, -120.0 + 4 * number), f"US.{number}", "PPL", 50_000)
        for number in range(15)
    ]
)


def resolved(text, world=WORLD, home=None):
    document = document_of(text)
    mentions = NameRecognizer(world).recognize(document)
    return RuleResolver(world, world).resolve(document, mentions, home=home)


def places(text, home=None):
    return [(mention.text, mention.place_id) for mention in resolved(text, home=home).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the town, where nothing asks for the division of its name
        ("The strikes were near Homs.", [("Homs", "town:homs")]),
        # a head noun asks for the division, in front of a list, behind one, and in the singular
        (
            "Raids hit the central provinces of Homs and Hama in Syria.",
            [("Homs", "adm:SY.11"), ("Hama", "adm:SY.10"), ("Syria", "iso:SY")],
        ),
        ("Raids hit Homs and Hama provinces.", [("Homs", "adm:SY.11"), ("Hama", "adm:SY.10")]),
        ("Raids hit Homs province near the city of Hama.", [("Homs", "adm:SY.11"), ("Hama", "town:hama")]),
        # what stands behind the comma decides
        ("She was born in Paris, Texas.", [("Paris", "town:paris-tx"), ("Texas", "adm:US.TX")]),
        # a name without a hint is its best known place
        ("She lives in Paris with two cats.", [("Paris", "town:paris-fr")]),
        # a landmark of the world's news goes before a small town of its name
        ("They met near the White House.", [("White House", "region:white-house")]),
        # a river has the article, a city of its name has not
        (
            "Troops crossed the Orontes. The mayor of Orontes fled.",
            [("Orontes", "region:orontes"), ("Orontes", "town:orontes")],
        ),
        ("They met in the Orontes Hotel.", [("Orontes", "town:orontes")]),
        # one sense for all mentions of a name
        (
            "She was born in Paris, Texas. People in Paris remember her.",
            [("Paris", "town:paris-tx"), ("Texas", "adm:US.TX"), ("Paris", "town:paris-tx")],
        ),
        # a state named elsewhere in the text
        (
            "The storm crossed Illinois on Monday. Trees fell in Springfield.",
            [("Illinois", "adm:US.IL"), ("Springfield", "town:springfield-il")],
        ),
        # a people is its country
        ("A Syrian spoke to the Russians.", [("Syrian", "iso:SY"), ("Russians", "iso:RU")]),
        # a written coordinate is itself
        ("It lay at 34.7324, 36.7137 then.", [("34.7324, 36.7137", "coord:34.73240,36.71370")]),
    ],
)
def test_chooses_a_place(text, expected):
    assert places(text) == expected


NAMESAKES = FakeCandidates(
    [
        entry("adm:XX.1", "Dorata", (32.2, 15.0), "XX.1", "ADM1", 600_000),
        entry("town:doratah", "Doratah", (32.4, 15.1), "XX.1", "PPL", 350_000),
        entry("adm:XX.2", "Velmora", (35.2, 15.0), "XX.2", "ADM1", 600_000),
        entry("town:in-1", "Melmora", (32.6, 15.1), "XX.1", "PPL", 350_000),
        entry("adm:XX.3", "Kaloma", (42.2, 15.0), "XX.3", "ADM1", 600_000),
        entry("town:kaloma", "Kaloma City", (42.4, 15.1), "XX.3", "PPL", 350_000),
    ],
    {
        "Dorata": [("town:doratah", "alternate")],
        "Velmora": [("town:in-1", "alternate")],
        "Kaloma": [("town:kaloma", "alternate")],
    },
)
CALLED_AFTER = [
    # a division called after its town: the town is meant, though its own name is spelled otherwise
    ("Fighting broke out in Dorata.", "town:doratah"),
    ("Militias from Dorata left.", "town:doratah"),
    # unless the words ask for the division
    ("Fighting broke out in Dorata province.", "adm:XX.1"),
    ("The governor of the province of Dorata left.", "adm:XX.1"),
    # a byname of a town elsewhere is only a byname
    ("Fighting broke out in Velmora.", "adm:XX.2"),
    # and so is a name without the word that tells a town from its state
    ("Fighting broke out in Kaloma.", "adm:XX.3"),
]


@pytest.mark.parametrize(("text", "expected"), CALLED_AFTER)
def test_a_town_goes_before_the_division_called_after_it(text, expected):
    assert resolved(text, NAMESAKES).mentions[0].place_id == expected


@pytest.mark.parametrize(
    ("home", "expected"),
    [
        # the outlet's place tips the balance between equals
        ("Springfield, Illinois", "town:springfield-il"),
        ("Illinois", "town:springfield-il"),
        # without one, or with one that nobody knows, the largest of three is taken, which is less than sure
        ("Qarnaveh", "town:springfield-mo"),
        (None, "town:springfield-mo"),
    ],
)
def test_home_is_a_hint(home, expected):
    assert places("Trees fell in Springfield.", home=home)[0][1] == expected


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        # initials are abbreviations, and those of several words; a town is spelt as one
        ("U.N.", None), ("U.N", None), ("K.Y.", None), ("U.S.", "iso:US"), ("Un", "town:un"),
    ],
)  # fmt: skip
def test_initials_are_no_town(name, place_id):
    text = f"It was in {name}"
    mention = Mention("m", "a", None, len("It was in "), len(text), name)
    assert RuleResolver(WORLD, WORLD).resolve(document_of(text), [mention]).mentions[0].place_id == place_id


def test_equals_stay_open_with_their_candidates():
    result = resolved("Trees fell in Springfield on Monday.", SPRINGFIELDS)
    (mention,) = result.mentions
    assert (mention.status, mention.place_id) == ("ambiguous", None)
    assert [candidate.rank for candidate in result.candidates] == list(range(1, MOST_CANDIDATES + 1))
    assert mention.reason == "15 places are called Springfield and the text does not tell which."
    assert result.places == ()


STRAYS = FakeCandidates(
    [
        entry("town:aton", "Aton", (10.0, 10.0), "XX.1", population=900_000),
        entry("town:betown", "Betown", (10.5, 10.0), "XX.1", population=900_000),
        entry("town:cetown", "Cetown", (11.0, 10.0), "XX.1", population=900_000),
        entry("town:far", "Farholm", (24.0, 10.0), "XX.2", population=3_000),
        entry("town:far-abroad", "Farholm", (-40.0, 90.0), "YY.1", population=600),
        entry("town:only", "Onlyholm", (24.0, 10.0), "XX.2", population=3_000),
        entry("town:close", "Closeholm", (11.5, 10.0), "XX.1", population=3_000),
        entry("town:close-abroad", "Closeholm", (-40.0, 90.0), "YY.1", population=600),
        entry("town:large", "Largeholm", (24.0, 10.0), "XX.2", population=300_000),
        entry("town:large-abroad", "Largeholm", (-40.0, 90.0), "YY.1", population=600),
        entry("town:abroad", "Farawayque", (-40.0, 90.0), "YY.1", population=3_000),
        entry("town:long", "Wayholm-on-Sea", (-40.0, 90.0), "YY.1", population=3_000),
        entry("town:lone", "Loneholm", (-40.0, -60.0), "ZZ.1", population=3_000),
        entry("town:metropolis", "Metropolis", (-40.0, 90.0), "YY.1", population=3_000_000),
        entry("town:at-home", "Athomeque", (10.5, 10.5), "XX.1", population=3_000),
        entry("iso:YY", "Yyland", (-40.0, 90.0), "YY", "PCLI", 9_000_000),
    ],
    {
        "Faraway": [("town:abroad", "alternate")],
        "Wayholm": [("town:long", "alternate")],
        "Фаравей": [("town:abroad", "alternate")],
        "Metro": [("town:metropolis", "alternate")],
        "Athome": [("town:at-home", "alternate")],
    },
)
SURE = dataclasses.replace(shipped_model(), confidence={"bias": 9.0}, calibration=((0.0, 0.0), (1.0, 1.0)))
LIKELY = 0.45  # of the doubtful model: above what is shown, below what stands alone
DOUBTFUL = dataclasses.replace(SURE, calibration=((0.0, LIKELY), (1.0, LIKELY)))
NEAR_BY = "Raids hit Aton, Betown and Cetown. "


def last_of(text, words, model):
    mentions, start = [], 0
    for word in words:
        start = text.index(word, start)
        mentions.append(Mention(f"m{start}", "a", None, start, start + len(word), word))
        start += len(word)
    return RuleResolver(STRAYS, STRAYS, model).resolve(document_of(text), mentions).mentions[-1]


@pytest.mark.parametrize(
    ("name", "is_capped"),
    [
        # a village far from all the others whose name another place has, too, is never clear
        ("Farholm", True),
        # the only one of its name, one close by, and a large town may be
        ("Onlyholm", False), ("Closeholm", False), ("Largeholm", False),
    ],
)  # fmt: skip
def test_a_village_far_from_all_others_is_to_be_checked(name, is_capped):
    found = last_of(f"{NEAR_BY}They hit {name}.", ("Aton", "Betown", "Cetown", name), SURE)
    assert (found.score <= STRAY_SCORE) == is_capped


@pytest.mark.parametrize(
    ("text", "words", "model", "status"),
    [
        # a village abroad by a name that is not its own, where all else lies in one country
        (f"{NEAR_BY}They hit Faraway.", "Aton Betown Cetown Faraway", SURE, "ambiguous"),
        ("Raids hit Aton. They hit Faraway.", "Aton Faraway", SURE, "ambiguous"),
        # one of its own name, of which little is sure
        (f"{NEAR_BY}They hit Loneholm.", "Aton Betown Cetown Loneholm", DOUBTFUL, "ambiguous"),
        (f"{NEAR_BY}They hit Loneholm.", "Aton Betown Cetown Loneholm", SURE, "resolved"),
        # in the country of the others; its country is named; longer, or in another script; large; close by
        (f"{NEAR_BY}They hit Farholm.", "Aton Betown Cetown Farholm", DOUBTFUL, "resolved"),
        (f"{NEAR_BY}Yyland said so. They hit Faraway.", "Aton Betown Cetown Yyland Faraway", SURE, "resolved"),
        (f"{NEAR_BY}They hit Wayholm.", "Aton Betown Cetown Wayholm", DOUBTFUL, "resolved"),
        (f"{NEAR_BY}They hit Фаравей.", "Aton Betown Cetown Фаравей", DOUBTFUL, "resolved"),
        (f"{NEAR_BY}They hit Metro.", "Aton Betown Cetown Metro", DOUBTFUL, "resolved"),
        (f"{NEAR_BY}They hit Athome.", "Aton Betown Cetown Athome", DOUBTFUL, "resolved"),
        # a story of two countries, and one without another place, or with a single one
        ("Raids hit Aton. They hit Loneholm.", "Aton Loneholm", DOUBTFUL, "resolved"),
        ("Raids hit Aton and Metropolis. They hit Loneholm.", "Aton Metropolis Loneholm", DOUBTFUL, "resolved"),
        ("They hit Loneholm.", "Loneholm", DOUBTFUL, "resolved"),
        ("They hit Loneholm city and the Loneholm district.", "Loneholm Loneholm", DOUBTFUL, "resolved"),
    ],
)
def test_a_poor_candidate_in_a_country_that_is_not_spoken_of_is_not_shown(text, words, model, status):
    assert last_of(text, words.split(), model).status == status


def test_an_unknown_name_is_kept():
    (mention,) = resolved("Troops took the village of Qarnaveh on Monday.").mentions
    assert (mention.status, mention.place_id, mention.score) == ("not_found", None, None)


def test_places_count_their_mentions():
    result = resolved("Homs, in Syria, is a town. Homs is old.")
    assert {place.place_id: place.n_mentions for place in result.places} == {"town:homs": 2, "iso:SY": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the words behind the comma
        ("She was born in Paris, Texas.", "The text puts it in Texas, United States; one of 2 places called Paris."),
        # the head noun
        (
            "Raids hit Homs province.",
            "The words beside it ask for a province or state; the largest of 3 places called Homs.",
        ),
        # the country named in the text
        ("In Syria the town of Latakia is large. Syria knows it.", "The only place of this name."),
        # a coordinate
        ("It lay at 34.7324, 36.7137 then.", "The text gives the coordinates."),
    ],
)
def test_reason_is_one_sentence(text, expected):
    assert resolved(text).mentions[0].reason == expected


def test_probabilities_of_a_mention_sum_to_one_at_most():
    result = resolved("Trees fell in Springfield. People in Paris, Texas, saw Homs.")
    for mention in result.mentions:
        shares = [row.probability for row in result.candidates if row.mention_id == mention.mention_id]
        assert shares == sorted(shares, reverse=True)
        assert 0 < sum(shares) <= 1.01


def test_a_text_without_names_gives_empty_tables():
    result = resolved("nothing happened anywhere today")
    assert (result.mentions, result.candidates, result.places) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a plural in front is shared, a singular belongs to the first name
        ("the provinces of Homs and Hama", [("ADM1", "ADM2"), ("ADM1", "ADM2")]),
        ("the city of Homs and Hama", [("PPL",), ()]),
        # a plural behind is shared
        ("Homs and Hama provinces", [("ADM1", "ADM2"), ("ADM1", "ADM2")]),
        # a plural before one name with a head behind it is what lies there
        ("the villages of Homs province", [("ADM1", "ADM2")]),
        ("the villages of Homs", [("PPL",)]),
        # no head, no cue
        ("Homs and Hama", [(), ()]),
    ],
)
def test_head_nouns_are_cues(text, expected):
    mentions = NameRecognizer(WORLD).recognize(document_of(f"Raids hit {text} again."))
    assert feature_cues(f"Raids hit {text} again.", mentions) == expected


def test_lists_and_qualifiers_are_told_apart():
    text = "They saw Homs, Hama and Latakia, then Paris, Texas."
    mentions = NameRecognizer(WORLD).recognize(document_of(text))
    assert list(coordinations(text, mentions)) == [[0, 1, 2], [3, 4]]
    assert qualifiers(text, mentions) == [1, None, None, 4, None]
