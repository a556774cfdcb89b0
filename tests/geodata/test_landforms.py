"""Rivers, lakes and ranges beside their names, and divisions beside others that list their names."""

from __future__ import annotations

import pytest

from geodata.models import Mention
from geodata.resolution import RuleResolver
from geodata.resolution.cues import feature_cues
from geodata.spatial import read_relations
from geodata.testing import FakeCandidates
from tests.geodata.fake_world import document_of, entry

WORLD = FakeCandidates(
    [
        entry("iso:XX", "Landia", (10.0, 10.0), "XX", "PCLI", 9_000_000),
        entry("town:orona", "Orona", (11.0, 11.0), "XX.1", "PPL", 350_000),
        entry("town:sirok", "Sirok", (11.0, 13.0), "XX.1", "PPL", 30_000),
        entry("town:maruka", "Maruka", (12.0, 12.0), "XX.1", "PPL", 350_000),
        entry("region:maruka-river", "Maruka River", (14.0, 12.0), "XX", "STM"),
        entry("region:lake-velm", "Lake Velm", (9.0, 12.0), "XX", "LK"),
        entry("region:umbrath", "Umbrath", (10.0, 14.0), "", "RGN"),
        entry("region:tessa", "Tessa", (9.0, 14.0), "XX", "ISL"),
        entry("town:green-bay", "Green Bay", (8.0, 12.0), "XX.1", "PPL", 350_000),
        entry("adm:XX.1", "Kelto Autonomous District", (15.0, 15.0), "XX.1", "ADM1", 60_000),
        entry("adm:XX.3", "Isola", (16.0, 20.0), "XX.3", "ADM1", 900_000),
        entry("adm:XX.2", "Sarda Republic", (16.0, 10.0), "XX.2", "ADM1", 900_000),
    ],
    {
        "Kelto": [("adm:XX.1", "alternate"), ("adm:XX.2", "alternate")],
        "Sarda": [("adm:XX.2", "alternate")],
        "Umbrath": [("adm:XX.2", "alternate")],
        "Sardland": [("adm:XX.2", "alternate")],
    },
)

BESIDE = [
    # the river of that name, not the town
    ("Troops crossed the Maruka river at night.", "Maruka", "region:maruka-river", None),
    ("Troops entered Maruka at night.", "Maruka", "town:maruka", None),
    # one that is not listed lies near the town that shares its name
    ("Troops crossed the Orona river at night.", "Orona", "town:orona", "near"),
    ("Troops met in the Orona valley at night.", "Orona", "town:orona", "near"),
    # a division may be what is meant
    ("Troops landed on the island of Isola at night.", "Isola", "adm:XX.3", None),
    # what the text says of the place stays as it is
    ("Troops met 20 km south of the Orona river at night.", "Orona", "town:orona", "south_of"),
    # a division that is not listed is that of the town, an airport lies near it
    ("Troops met in the Orona district at night.", "Orona", "town:orona", "district_of"),
    ("Troops met in Orona county at night.", "Orona", "town:orona", "district_of"),
    ("Troops met in the district of Orona at night.", "Orona", "town:orona", "district_of"),
    ("Troops met in the Orona province at night.", "Orona", "town:orona", "region_of"),
    ("Troops met near the Orona district at night.", "Orona", "town:orona", "near"),
    ("Troops met at Orona international airport at night.", "Orona", "town:orona", "near"),
    ("Troops met at the Orona town hall at night.", "Orona", "town:orona", "at"),
    # one that is listed is itself
    ("Troops met in Isola province at night.", "Isola", "adm:XX.3", "in"),
    # where a wind only describes a division, that is meant
    ("Troops met in the northern region of Isola at night.", "Isola", "adm:XX.3", "in"),
    ("Troops met in the northern Isola province at night.", "Isola", "adm:XX.3", "in"),
    ("Troops met in the north-eastern district of Sirok at night.", "Sirok", "town:sirok", "district_of"),
    ("Troops met in the southern Sirok district at night.", "Sirok", "town:sirok", "district_of"),
    # parts stay parts, and a region of a country or a district of a large town is one
    ("Troops met in northern Isola at night.", "Isola", "adm:XX.3", "part_of"),
    ("Troops met in northern Isola province at night.", "Isola", "adm:XX.3", "part_of"),
    ("Troops met in the northern part of Isola at night.", "Isola", "adm:XX.3", "part_of"),
    ("Troops met in the north of Isola at night.", "Isola", "adm:XX.3", "part_of"),
    ("Troops met in the northern regions of Isola at night.", "Isola", "adm:XX.3", "part_of"),
    ("Troops met in a northern region of Isola at night.", "Isola", "adm:XX.3", "part_of"),
    ("Troops met in the northern region of Isola province at night.", "Isola", "adm:XX.3", "part_of"),
    ("Troops met in the northern region of Landia at night.", "Landia", "iso:XX", "part_of"),
    ("Troops met in the northern district of Orona at night.", "Orona", "town:orona", "part_of"),
    ("Troops met in the central district of Sirok at night.", "Sirok", "town:sirok", "part_of"),
    # "districts" of one town and "a district" are parts of it
    ("Troops met in a poor district of Orona at night.", "Orona", "town:orona", "in"),
    ("Troops met in two districts of Orona at night.", "Orona", "town:orona", "in"),
    # a lake has its word in front in the list, an island none at all
    ("Troops reached the Velm lake at night.", "Velm", "region:lake-velm", None),
    ("Troops reached Tessa island at night.", "Tessa island", "region:tessa", None),
    # a town may be called so
    ("Troops reached Green Bay at night.", "Green Bay", "town:green-bay", None),
    # a division goes before one that only lists its name, which keeps its others
    ("A quake struck Kelto at night.", "Kelto", "adm:XX.1", None),
    # so does a region
    ("A quake struck Umbrath at night.", "Umbrath", "region:umbrath", None),
    ("A quake struck Sarda at night.", "Sarda", "adm:XX.2", None),
    ("A quake struck Sardland at night.", "Sardland", "adm:XX.2", None),
]


@pytest.mark.parametrize(("text", "name", "place_id", "relation"), BESIDE)
def test_the_word_beside_a_name_tells_what_it_is(text, name, place_id, relation):
    document = document_of(text)
    start = text.index(name)
    mentions = read_relations(document, [Mention("m", "a", None, start, start + len(name), name)])
    (found,) = RuleResolver(WORLD, WORLD).resolve(document, mentions).mentions
    assert (found.place_id, found.relation) == (place_id, relation)


HEADS = [
    # the word in front says what a name is, whosever it is
    ("The island of Isola was calm.", ["Isola"], "literal", ("ISL",)),
    ("The Ruritanian island of Isola was calm.", ["Ruritanian", "Isola"], "demonym", ("ISL",)),
    # unless it has a name of its own, or means parts
    ("The Orona district of Isola was calm.", ["Orona", "Isola"], "literal", ()),
    ("Two districts of Isola were calm.", ["Isola"], "literal", ()),
]


@pytest.mark.parametrize(("text", "names", "kind", "expected"), HEADS)
def test_the_word_in_front(text, names, kind, expected):
    spans = [(name, text.index(name)) for name in names]
    mentions = [Mention("m", "a", None, start, start + len(name), name, kind=kind) for name, start in spans]
    assert feature_cues(text, mentions)[-1] == expected
