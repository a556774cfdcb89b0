"""Two counts of the dead of one event are shown as a dispute; counts of other things are not."""

from __future__ import annotations

from datetime import date

import pytest

from geodata import analyze

SHELLED = "At least seven people were killed when shells hit Homs on Monday, the health ministry said."
SEVEN = SHELLED.replace("At least seven", "Seven")

TEXTS = [
    # a count names neither place nor day
    (f"{SHELLED} The army put the number of dead at four.", ["contradicts"]),
    (f"{SHELLED} The rebels said four people had died.", ["contradicts"]),
    (f"{SHELLED} The death toll was four, according to the army.", ["contradicts"]),
    (f"{SHELLED} Police counted four bodies.", ["contradicts"]),
    (f"{SHELLED} Hospital officials put the toll at four.", ["contradicts"]),
    (f"{SHELLED} A doctor at the Saudi hospital put the number of dead at four.", ["contradicts"]),
    # two that do not exclude each other
    (f"{SHELLED} The rebels said 12 people had died.", []),
    # a rough number far off
    (f"{SHELLED} The rebels said about three people had died.", ["tension"]),
    # each count with those before it
    (f"{SEVEN} The army put the number of dead at four. The rebels said 12 people had died.", ["contradicts"] * 3),
    # soldiers are one group, whatever they are called
    (
        "Rebels killed at least 20 soldiers in Homs on Monday, a guard said. The governor said ten troops had died.",
        ["contradicts"],
    ),
    # the wounded, by who speaks from elsewhere
    (
        "Shells hit Homs. Nine people were wounded, police said. Doctors in Hama put the number of wounded at 12.",
        ["contradicts"],
    ),
    # some among them, others, another hour or another place
    (f"{SHELLED} Two of those killed were medics, the army said.", []),
    (f"{SHELLED} The army said that four children had died.", []),
    (f"{SHELLED} Another four people died later, the army said.", []),
    (f"{SHELLED} In Hama, four people were killed, the army said.", []),
    (f"{SHELLED} The army said that four people had died in May.", []),
    # another attack was told in between, or a place that no gazetteer knows
    (f"{SHELLED} A drone hit a market, a guard said. He counted four bodies.", []),
    (f"{SHELLED} The army said four people had died in Qusmarat.", []),
    # of one place that no gazetteer knows
    (
        "At least 31 people were killed in Qusmarat, a guard said. The army put the toll in Qusmarat at 12.",
        ["contradicts"],
    ),
    # another kind, doubt, and one source
    (f"{SHELLED} The army said four people were wounded.", []),
    (f"{SHELLED} The army said four people may have died.", []),
    (f"{SHELLED} The health ministry put the number of dead at four on Tuesday.", []),
    # public bodies, and a toll that is paid
    (f"{SHELLED} The toll on the bridge was four, the army said.", []),
    (f"{SHELLED} Four public bodies were criticised, the army said.", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_counts_of_one_event(text: str, expected: list[str]) -> None:
    assert list(analyze(text, published=date(2024, 6, 6)).relations["relation"]) == expected


def test_a_dispute_about_numbers_says_them() -> None:
    relation = analyze(f"{SHELLED} The army put the number of dead at four.").relations.iloc[0]
    assert "“At least seven” and “four”" in relation["reason"]
    assert relation["independent"]
