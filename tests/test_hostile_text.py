"""Texts that are odd or hostile go the whole way: into frames whose offsets hold, and into every file, as text."""

import csv
import io
import json

import pytest

from dashboard.exports import export
from geodata import schema
from geodata.formats import FORMATS, read_json
from geodata.pipeline import analyze
from geodata.schema import Analysis

STORY = "Troops near Homs shot at a bus on Wednesday, a doctor in Damascus said. The army denied it."
RUN_ME = "<script>alert(1)</script><img src=x onerror=alert(1)></script><!--${7*7}`x`{{7*7}}-->"
TEXTS = {
    "one word": "Homs",
    "no places": "The committee met again and decided nothing, its chairman said.",
    "no letters": "1234 !!! ??? ...",
    "scripts": f"{RUN_ME} {STORY} {RUN_ME}",
    "a name that is a script": f"Officials in Homs{RUN_ME} said 3 people died near Paris`${{1}}`.",
    "end of a script": "</script></textarea></title></style> " + STORY,
    "template": "{{ config }} {% raw %} #{1+1} %s %(x)s {0} " + STORY,
    "formula": '=HYPERLINK("http://evil.test","Homs") said troops are near Homs.',
    "sql": "Robert'); DROP TABLE articles;-- said he is in Homs.",
    "direction marks": "\u202eThe mayor of \u200fHoms\u202c said water rose in \u2067Aleppo\u2069.",
    "halves of a pair": "Water rose \ud800 in Homs \udfff, the mayor said.",
    "emoji": "👩‍👩‍👧‍👦🇸🇾 Water rose in Homs 🌊, the mayor said 🎉.",
    "marks on letters": "Wa\u0301ter ro\u0308se in Ho\u0302ms, the ma\u0303yor said." + "\u0300" * 500,
    "another script": "قال مسؤول إن ثلاثة أشخاص قتلوا في حمص يوم الأربعاء.",
    "another language": "Drei Menschen wurden am Mittwoch in Paris getötet, sagte der Bürgermeister von Lyon.",
    "no spaces": "在巴黎和柏林有三人死亡官员星期三说" * 50,
    "an endless sentence": "the official said that in Homs and " * 290,
    "an endless word": "Homs" * 2_500,
    "many names": "Homs, Hama, Aleppo, Paris, London, " * 100,
    "many line breaks": "Homs\n" * 500,
    "old line ends": "Troops are near Homs.\rThe army denied it.\r\nPeople fled to Hama.\u2028They said so.",
    "quotes that never close": "“" * 300 + "He said 'Homs \"is «ours in Aleppo.",
    "brackets": "(" * 500 + "Homs" + ")" * 500,
    "control signs": "\x1b[31mTroops\x07 are near Homs\x08, he said." * 3,
}


@pytest.fixture(params=TEXTS.values(), ids=TEXTS.keys(), scope="module")
def analysis(request: pytest.FixtureRequest) -> Analysis:
    return analyze(request.param, published="2024-06-05", title=RUN_ME, publisher="=1+1")


def test_the_frames_keep_their_contract(analysis: Analysis) -> None:
    text = analysis.article.text
    for name, frame in analysis.frames().items():
        assert tuple(frame.columns) == schema.columns(name)
        schema.check_values(name, frame)
    schema.check_spans("mentions", analysis.mentions, text)
    schema.check_spans("claims", analysis.claims, text)
    assert set(analysis.claims_at_place["claim_id"]) <= set(analysis.claims["claim_id"])
    assert set(analysis.claims_at_place["place_id"]) <= set(analysis.places["place_id"])


@pytest.mark.parametrize("name", [*FORMATS, "html"])
def test_every_file_can_be_written_and_holds_only_text(analysis: Analysis, name: str) -> None:
    written = export(analysis, name)
    assert written
    if name == "geoparquet":
        return  # columns of values; nothing reads them as markup
    data = written.decode()
    if name == "html":
        assert "<script>alert(1)" not in data
        assert "<img src=x" not in data
    if name == "table":
        assert all(sign.isprintable() or sign == "\n" for sign in data)


def test_json_comes_back(analysis: Analysis) -> None:
    data = export(analysis, "json")
    assert json.loads(data)["article"]["text"] == analysis.article.text
    assert export(read_json(data), "json") == data


def test_no_cell_is_a_formula(analysis: Analysis) -> None:
    rows = csv.DictReader(io.StringIO(export(analysis, "csv").decode("utf-8-sig"), newline=""))
    for row in rows:
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row.values())


def test_a_long_text_is_read_to_its_end() -> None:
    """A whole brochure of prose: slow is allowed, failing is not."""
    text = "The committee met again and decided nothing. " * 5_000 + "Troops are near Homs, a doctor said."
    found = analyze(text)
    assert "Homs" in set(found.places["name"])
