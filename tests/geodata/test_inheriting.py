"""What a statement without a place of its own points back to: sentences of our own on an invented map."""

from __future__ import annotations

import pytest

from tests.geodata.invented_map import placed

LINKS = [
    # the place behind the last of several victims is that of all
    (
        "Two people were killed and four were wounded in a blast in Aton.",
        [("Two people were killed", ["Aton*"]), ("four were wounded in a blast in Aton", ["Aton"])],
    ),
    (
        "At least two men were killed while three were wounded in Aton.",
        [("At least two men were killed", ["Aton*"]), ("while three were wounded in Aton", ["Aton"])],
    ),
    # but not where the first have one of their own, known or not
    (
        "Two people were killed in Nowhereville and four were wounded in Aton.",
        [("Two people were killed in Nowhereville", []), ("four were wounded in Aton", ["Aton"])],
    ),
    # what happened as people clashed happened where they did
    (
        "Rebels clashed in Aton, as soldiers shelled a road.",
        [("Rebels clashed in Aton", ["Aton"]), ("as soldiers shelled a road", ["Aton*"])],
    ),
    (
        "Prices rose in Aton, as soldiers shelled a road.",
        [("Prices rose in Aton", ["Aton"]), ("as soldiers shelled a road", [])],
    ),
    # a sentence that opens with a place, before who on the spot says it; a minister may speak of elsewhere
    ("In Aton, police said a man was shot.", [("a man was shot", ["Aton*"])]),
    ("Meanwhile, in the town of Aton, residents said soldiers shot a man.", [("soldiers shot a man", ["Aton*"])]),
    ("In Cityport, the minister said the army had shot a man.", [("the army had shot a man", [])]),
    ("In Aton, police said a man was shot in Betown.", [("a man was shot in Betown", ["Betown"])]),
    # "where" points back to its place
    (
        "Rebels fled to Aton, where the army had built a camp.",
        [("Rebels fled to Aton", ["Aton:destination"]), ("where the army had built a camp", ["Aton*"])],
    ),
    # though it was no place of the clause before
    (
        "She flew home from Cityport, where rebels had burned a school.",
        [("She flew home from Cityport", ["Cityport:origin"]), ("where rebels had burned a school", ["Cityport*"])],
    ),
    # "the raids" are those told before
    (
        "Air raids hit Aton on Monday. Activists said the raids killed dozens.",
        [("Air raids hit Aton on Monday", ["Aton"]), ("the raids killed dozens", ["Aton*"])],
    ),
    # so is "there"
    (
        "A bomb exploded in Aton. The shops there were closed.",
        [("A bomb exploded in Aton", ["Aton"]), ("The shops there were closed", ["Aton*"])],
    ),
    # unless another place was named since: in doubt, nothing
    (
        "A bomb exploded in Aton. The mayor of Betown wrote a letter. The shops there were closed.",
        [
            ("A bomb exploded in Aton", ["Aton"]),
            ("The mayor of Betown wrote a letter", []),
            ("The shops there were closed", []),
        ],
    ),
    # "the city" is a city, whatever region was told of last
    (
        "A bomb exploded in Aton. Floods hit Norder. The city was evacuated.",
        [
            ("A bomb exploded in Aton", ["Aton"]),
            ("Floods hit Norder", ["Norder"]),
            ("The city was evacuated", ["Aton*"]),
        ],
    ),
    # "the province" and "the region" are divisions
    (
        "Floods hit Norder. A bomb exploded in Aton. Schools in the province were closed.",
        [
            ("Floods hit Norder", ["Norder"]),
            ("A bomb exploded in Aton", ["Aton"]),
            ("Schools in the province were closed", ["Norder*"]),
        ],
    ),
    # where none was named, nothing
    (
        "A bomb exploded in Aton. Schools in the region were closed.",
        [("A bomb exploded in Aton", ["Aton"]), ("Schools in the region were closed", [])],
    ),
    # a city of two millions is no village
    (
        "A bomb exploded in Megapolis. The village was empty.",
        [("A bomb exploded in Megapolis", ["Megapolis"]), ("The village was empty", [])],
    ),
    # near the town is not in it
    (
        "A jet crashed near Aton. The town was evacuated.",
        [("A jet crashed near Aton", ["Aton"]), ("The town was evacuated", ["Aton*"])],
    ),
    # of two towns, the one where it happened
    (
        "A man from Betown was shot in Aton. The town was sealed off.",
        [("A man from Betown was shot in Aton", ["Aton"]), ("The town was sealed off", ["Aton*"])],
    ),
    # both happened somewhere: in doubt, neither
    (
        "Bombs exploded in Aton and Betown. The town was sealed off.",
        [("Bombs exploded in Aton and Betown", ["Aton", "Betown"]), ("The town was sealed off", [])],
    ),
    # two towns are both
    (
        "Bombs exploded in Aton and Betown. Both towns were sealed off.",
        [
            ("Bombs exploded in Aton and Betown", ["Aton", "Betown"]),
            ("Both towns were sealed off", ["Aton*", "Betown*"]),
        ],
    ),
    # behind a preposition, who acts is somebody else
    (
        "A bomb exploded in Aton. Schools in the city lost their roofs.",
        [("A bomb exploded in Aton", ["Aton"]), ("Schools in the city lost their roofs", ["Aton*"])],
    ),
    # "that" is what was said before it
    (
        "Rebels held a camp in Aton, and that is where they hid.",
        [("Rebels held a camp in Aton", ["Aton"]), ("that is where they hid", ["Aton*"])],
    ),
    # a city that does something is its council
    (
        "A bomb exploded in Aton. The city sent two boats.",
        [("A bomb exploded in Aton", ["Aton"]), ("The city sent two boats", [])],
    ),
    # "the area" is where it was told of last, but no country
    (
        "Storms hit Landia. Thousands left the area.",
        [("Storms hit Landia", ["Landia"]), ("Thousands left the area", [])],
    ),
    # what a condition names is no place of what hangs on it
    (
        "A drone hit a depot near Betown. Aid would stop if the depot closed.",
        [("A drone hit a depot near Betown", ["Betown"]), ("Aid would stop if the depot closed", [])],
    ),
    # what a place hangs on is known by its noun
    (
        "A drone hit a depot near Betown. The depot burned all night.",
        [("A drone hit a depot near Betown", ["Betown"]), ("The depot burned all night", ["Betown*"])],
    ),
    # a bare toll goes with the attack before it
    (
        "A bomb exploded in Aton. At least nine people were killed.",
        [("A bomb exploded in Aton", ["Aton"]), ("At least nine people were killed", ["Aton*"])],
    ),
    # and so with a riot or a disaster
    (
        "In Aton, protesters burned cars. Two people were killed.",
        [("In Aton, protesters burned cars", ["Aton"]), ("Two people were killed", ["Aton*"])],
    ),
    (
        "A bus overturned near Aton. Nine people were killed.",
        [("A bus overturned near Aton", ["Aton"]), ("Nine people were killed", ["Aton*"])],
    ),
    # what the text itself calls a district is meant by "the district"
    (
        "A quake shook Aton district, near Dora city. Nine people were killed in the district.",
        [
            ("A quake shook Aton district, near Dora city", ["Aton"]),
            ("Nine people were killed in the district", ["Aton*"]),
        ],
    ),
    # each count behind another one, and "the dead" from further off
    (
        "A bomb exploded in Aton, killing nine. Five people had died. Two were wounded.",
        [
            ("A bomb exploded in Aton, killing nine", ["Aton"]),
            ("Five people had died", ["Aton*"]),
            ("Two were wounded", ["Aton*"]),
        ],
    ),
    (
        "A bomb killed nine people in Aton. A fair was held. The army put the number of dead at four.",
        [
            ("A bomb killed nine people in Aton", ["Aton"]),
            ("A fair was held", []),
            ("The army put the number of dead at four", ["Aton*"]),
        ],
    ),
    (
        "A fair opened in Aton. Nine people were killed.",
        [("A fair opened in Aton", ["Aton"]), ("Nine people were killed", [])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_places_that_are_pointed_back_to(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert placed(text) == expected
