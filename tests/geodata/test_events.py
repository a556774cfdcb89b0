"""What is said to happen, and how many people it concerns."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.events import read_event
from geodata.figures import read_figures
from geodata.ingest import make_article
from geodata.language.phrases import SentenceWords
from geodata.text import make_document

EVENTS = [
    # the main verb
    ("Soldiers arrested the mayor.", "COERCE", "arrest", "arrested"),
    ("Rebels seized the town.", "COERCE", "seize", "seized"),
    # a light verb leaves it to its noun
    ("The army carried out an airstrike.", "ASSAULT", "aerial", "airstrike"),
    # two words
    ("Troops opened fire on the crowd.", "ASSAULT", "firearms", "opened fire"),
    # the noun of a passive
    ("Airstrikes were launched at dawn.", "ASSAULT", "aerial", "Airstrikes"),
    # an infinitive behind a light verb
    ("The firm began to evacuate its workers.", "AID", None, "evacuate"),
    # the means of an attack tell its mode, as subject or behind "by"
    ("Air strikes killed nine people.", "ASSAULT", "aerial", "killed"),
    ("Air raids destroyed a hospital.", "ASSAULT", "aerial", "destroyed"),
    ("Shelling killed two people.", "ASSAULT", "heavy-weapons", "killed"),
    ("A school was hit by a rocket.", "ASSAULT", "heavy-weapons", "hit"),
    # what is given or mobilised decides
    ("The allies provided military intelligence to the army.", "AID", None, "provided"),
    ("The envoy mobilised support for the treaty.", "SUPPORT", None, "mobilised"),
    ("The army mobilised reservists.", "MOBILIZE", "troops", "mobilised"),
    # in a disaster nobody is attacked, if only few words of the article speak of arms
    ("Nine people were killed, and the flood went on.", None, None, "killed"),
    ("Nine people were killed by soldiers, and the flood came.", "ASSAULT", None, "killed"),
    ("Nine people were killed and bombs were found after the flood.", "ASSAULT", None, "killed"),
    # ships and civilians withdraw from nowhere; a crowd is no meeting, and no army on the march
    ("The ship left the port.", None, None, "left"),
    ("Thousands of residents fled the town.", None, None, "fled"),
    ("The rebels fled the town.", "RETREAT", "withdraw", "fled"),
    ("Thousands gathered in the square.", "PROTEST", "demo", "gathered"),
    ("The ministers gathered in the palace.", "CONSULT", "multilateral", "gathered"),
    ("Farmers will march on the capital.", "PROTEST", "demo", "march on"),
    ("Rebels will march on the capital.", "MOBILIZE", "troops", "march on"),
    # a war has no arms of its own
    ("The civil war has killed thousands.", "ASSAULT", None, "killed"),
    # talks and treaties
    ("The ministers met in Vienna.", "CONSULT", "multilateral", "met"),
    ("Both sides signed a ceasefire.", "RETREAT", "ceasefire", "ceasefire"),
    # the month of March is no demonstration
    ("The shop opened in March.", None, None, "opened"),
    # floods, buses and gas are no attackers
    ("Floods killed 14 people.", None, None, "killed"),
    ("The man was killed in a crash.", None, None, "killed"),
    ("A car bomb killed two people.", "ASSAULT", "explosives", "killed"),
    # nor are storms with a name, nor what falls on people
    ("Hurricane Ida destroyed 40 homes.", None, None, "destroyed"),
    ("Storm Babet struck the coast, killing two.", None, None, "struck"),
    ("Typhoon Yagi formed. Yagi killed 16 people.", None, None, "formed"),
    ("Three people were killed when a bus overturned.", None, None, "killed"),
    ("Three people were killed when a car bomb exploded.", "ASSAULT", None, "killed"),
    ("A warehouse collapse killed 11.", None, None, "killed"),
    # who is taken to hospital is not taken away; a goal is no target; a warning that one has is no threat
    ("A man was taken to hospital.", None, None, "taken"),
    ("The captain hit the post.", None, None, "hit"),
    ("Residents had received no warning.", None, None, "received"),
    ("Police fired tear gas at the crowd.", "ASSAULT", "crowd-control", "fired"),
    # an attack that did not come
    ("The president cancelled the air strikes.", "RETREAT", "ceasefire", "cancelled"),
    ("Rebels called off an assault on the port.", "RETREAT", "ceasefire", "called off"),
    ("Police foiled an attack on a church.", None, None, "foiled"),
    # what is fired, struck, shot, charged or released
    ("The company fired 300 workers.", None, None, "fired"),
    ("The minister struck a deal with the unions.", "AGREE", None, "struck"),
    ("The film was shot in Morocco.", None, None, "shot"),
    ("The office released the figures.", None, None, "released"),
    # a strike of workers, a strike of warplanes
    ("Railway workers went on strike.", "PROTEST", "strike", "strike"),
    ("Warplanes struck a convoy.", "ASSAULT", None, "struck"),
    # who blocks
    ("Farmers blocked the motorway.", "PROTEST", "obstruct", "blocked"),
    ("The government blocked the site.", "COERCE", "restrict", "blocked"),
    # what is called off or ended
    ("The union called off the strike.", "CONCEDE", None, "called off"),
    ("Washington ended the talks.", "SANCTION", "discontinue", "ended"),
    # what is lifted
    ("The army lifted the siege.", "RETREAT", "access", "lifted"),
    # "It is likely that" is no event
    ("It is likely that the council will reject the plan.", "REJECT", "change", "reject"),
    # what the table does not know keeps its verb as trigger
    ("The river rose at noon.", None, None, "rose"),
]


@pytest.mark.parametrize(("text", "event_type", "mode", "trigger"), EVENTS)
def test_event_of_a_clause(text: str, event_type: str | None, mode: str | None, trigger: str) -> None:
    document = make_document(make_article(text))
    sentence = SentenceWords(document, document.sentences[0])
    event = read_event(sentence, 0, len(sentence.words))
    assert (event.event_type, event.event_mode) == (event_type, mode)
    assert trigger in [text[item.start : item.end] for item in event.evidence]


def figure(kind: str, least: int | None, most: int | None, hedge: str | None, scope: str, text: str) -> dict[str, Any]:
    return {"kind": kind, "min": least, "max": most, "hedge": hedge, "scope": scope, "text": text}


FIGURES = [
    # an exact number behind its verb
    ("The blast killed 12 people.", [figure("killed", 12, 12, None, "event", "12")]),
    # before it
    ("At least nine people were killed.", [figure("killed", 9, None, "at least", "event", "At least nine")]),
    # two numbers, two kinds
    (
        "Twelve people were killed and 30 wounded.",
        [figure("killed", 12, 12, None, "event", "Twelve"), figure("wounded", 30, 30, None, "event", "30")],
    ),
    # one number, two kinds; "dozens" is at least 12
    (
        "The raids killed and wounded dozens of people.",
        [
            figure("killed", 12, None, "dozens", "event", "dozens"),
            figure("wounded", 12, None, "dozens", "event", "dozens"),
        ],
    ),
    # a whole war
    (
        "The war has killed more than 250,000 people and wounded a million.",
        [
            figure("killed", 250_000, None, "more than", "total", "more than 250,000"),
            figure("wounded", 1_000_000, 1_000_000, None, "total", "a million"),
        ],
    ),
    # a range, in words and with a dash
    ("Between 8 and 10 rebels died.", [figure("killed", 8, 10, None, "event", "Between 8 and 10")]),
    ("The raid killed 20-25 people.", [figure("killed", 20, 25, None, "event", "20-25")]),
    # from one number to another is no range
    ("The toll rose from 8 to 10 dead.", [figure("killed", 10, 10, None, "event", "10")]),
    # since a day of these is no war's total; since a year it is
    ("Nine people were killed since Sunday.", [figure("killed", 9, 9, None, "event", "Nine")]),
    ("Nine people were killed since late on Monday.", [figure("killed", 9, 9, None, "event", "Nine")]),
    ("Nine people were killed since 2019.", [figure("killed", 9, 9, None, "total", "Nine")]),
    # half a million, two dozen, a couple
    ("Half a million people fled.", [figure("displaced", 500_000, 500_000, None, "event", "Half a million")]),
    ("Two dozen people drowned.", [figure("killed", 24, 24, None, "event", "Two dozen")]),
    # an aside between number and verb
    (
        "At least three people, including a policeman, were killed.",
        [figure("killed", 3, None, "at least", "event", "At least three")],
    ),
    # two numbers that "and" adds
    (
        "Rockets killed a mother and her three children.",
        [figure("killed", 1, 1, None, "event", "a mother"), figure("killed", 3, 3, None, "event", "three")],
    ),
    # "no one" is nobody
    ("No one was hurt.", []),
    # no more than
    ("Up to 40 people drowned.", [figure("killed", None, 40, "up to", "event", "Up to 40")]),
    # about
    ("About 200 villagers fled.", [figure("displaced", 200, 200, "about", "event", "About 200")]),
    # one person
    ("The blast injured a guard.", [figure("wounded", 1, 1, None, "event", "a guard")]),
    # scales
    (
        "Some 1.5 million people were displaced.",
        [figure("displaced", 1_500_000, 1_500_000, "some", "event", "Some 1.5 million")],
    ),
    # no number of people: a year, a distance, a share
    ("He was killed in 2014, 20 km from home.", []),
    ("Half of the town fled, 50 percent.", []),
    # nothing counted
    ("The school has 300 pupils.", []),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[dict[str, Any]]) -> None:
    assert list(read_figures(text, 0, len(text))) == expected


@given(st.text(max_size=120))
def test_figures_cut_their_words_out_of_any_text(text: str) -> None:
    for found in read_figures(text + " killed 12 people", 0, len(text)):
        assert found["text"] in text
