"""The help: what the page shows, its words and signs, its keys, and what leaves this computer (nothing)."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard.panels import sheet
from dashboard.panels.nodes import Node, node
from dashboard.panels.rings import CHECK_KEYS, NAMING_KEYS, PLACE_KEYS, STATEMENT_KEYS

_START = """
**What you see.** Dateline finds every place an article names, decides which place on Earth it is, and reads what is
said to have happened there: by whom, and how surely. Everything is *as reported, not verified*.

**Start.** Paste a text or a web address into the box and press *Map it* (Ctrl+Enter). Or open a file (text, HTML,
Word, PDF, or an analysis that you saved), or look at a sample.

**Set the date.** Where the day of publication is unknown, the line under the headline says so and offers the day that
the text begins with, if it has one. Weekdays are counted from it; *History* can undo it.

**Select.** Click a place on the map, a name in the article, a source, a day or a statement: everything else follows,
and the address of the page remembers it. Esc clears the selection; back and forward work. The map begins where most of
the story is told; what lies outside of it is told at its corner.

**List.** The statements can be listed by place, by source, and by when it happened or was said. The lists have all that
the map and the timeline have: the page can be used without either.
"""
_CHECK = """
**Check.** Select a statement or a name. *Right* keeps that you checked it; *Wrong…* changes place, source, how it was
said, date or words; *Note* writes something beside it. A change of a name counts for all its namings unless you say
otherwise. Nothing is lost: *History* lists every change with who and when, and each can be undone.

**Look closer.** *Why here?* shows the words that decided and the places that were weighed. *Verify…* has coordinates
to copy and links to other sites; nothing is sent until you open one. *Add*, or words selected in the article, adds what
was missed.
"""
_WORDS = """
**How it was said.** *Said flatly* is what the source states without doubt, not what is so. *Said it is likely*,
*said it may be*, *does not commit* and *plans or asks for* follow the article's own words; *said what would be* hangs
on a condition. *Said flatly NOT*: the words say themselves that something did not happen. *Denied it*, *said it is NOT
so*: the words are what the source denies.

**Where.** *Clear*, *check* and *unsure* say how sure we are of having found the right place. A statement about a whole
country is never a pin: it stands under the map.

**When.** On the timeline a statement is as wide as its date is vague: a day, a month, a year. Drag over it to see only
that time; click a day to see what happened on it.
"""
_PRIVACY = """
**Privacy.** What you paste stays on the computer that runs Dateline. No other server is asked, unless you give a web
address to read or switch on the online map tiles under *More*.

**Credits.** Places: GeoNames. Outlines: Natural Earth. Map: Leaflet.
"""

KEYS = (
    (tuple(reversed(STATEMENT_KEYS)), "the next statement in reading order, and the one before"),
    (tuple(reversed(PLACE_KEYS)), "the next place on the map, and the one before"),
    (tuple(reversed(NAMING_KEYS)), "the next naming of the selected place in the text, and the one before"),
    ((CHECK_KEYS[0],), "what is selected is right: keep that you checked it"),
    ((CHECK_KEYS[1],), "something is wrong with what is selected: correct it"),
    (("/",), "find words in the article"),
    (("s",), "search the statements"),
    (("Esc",), "clear the selection; again: all filters off"),
    (("?",), "this help"),
)
"""Every key of the page; Streamlit takes r and c for itself."""


@st.dialog("Dateline", width="large")
def help_dialog() -> None:
    """Show the help: what to do on one side, and beside it what one sees, so that both are seen at once."""
    doing, seeing = st.columns(2, gap="large")
    with seeing:
        sheet.draw("help_signs", signs_tree())
        sheet.draw("help_keys", keys_tree(), start=("showKeys",))
    with doing:
        for part in (_START, _WORDS, _CHECK, _PRIVACY):
            st.markdown(part)


MARKS = (
    ("name", "Homs", "a name with a place on the map: click it"),
    ("unplaced", "Qarna", "a name without one: no place of this name is known, or it is none"),
    ("cue", "said", "the word that says how it was said"),
    ("hedge", "may", "a word of doubt"),
    ("negation", "not", "a word that says NO"),
    ("pale", "Pale", "a sentence in which nothing was found"),
    ("lit", "Lit", "the sentence of what is selected"),
)
"""Every mark of the article: its style, a word that has it, and what it means."""

SHAPES = (
    ("point", "a dot: in this place; where in it is not said"),
    ("disc", "a soft disc: near this place, as far as we read “near”"),
    ("sector", "a soft wedge: in this direction from the place, “south of”"),
    ("corridor", "a soft strip: somewhere between two places"),
    ("area", "an outline: somewhere in this area, or all over it"),
    ("ask", "a question mark, and a hollow dot: it may be another place of that name; Why here? tells more"),
    ("ring", "a small dotted ring: another place of the selected name, which was not chosen"),
    ("not", "a hatch, and the word NOT: said not to be so"),
    ("planned", "dashed: planned, asked for, or only on a condition"),
    ("doubt", "dotted: said with doubt"),
    ("several", "grey: said in different ways"),
)
"""Every shape and sign of the map, and what it means."""


def signs_tree() -> list[Node]:
    """Build the tables of the article's marks and of the map's shapes, each beside an example of itself."""
    marks = [(node("span", f"mark-{css}", word), meaning) for css, word, meaning in MARKS]
    shapes = [(node("span", f"swatch swatch-{sign}"), meaning) for sign, meaning in SHAPES]
    return [part for title, rows in (("In the article", marks), ("On the map", shapes)) for part in _table(title, rows)]


def _table(title: str, rows: Iterable[tuple[Node, str]]) -> list[Node]:
    cells = [cell for sign, meaning in rows for cell in (node("dt", "", sign), node("dd", "", meaning))]
    return [node("p", "key-title", title), node("dl", "keys-list signs-list", *cells)]


def keys_tree() -> list[Node]:
    """Build the table of keys, and the switch that turns single keys off for who speaks to the computer."""
    rows: list[Node] = []
    for keys, words in KEYS:
        rows += [node("dt", "", *(node("b", "key", key) for key in keys)), node("dd", "", words)]
    box = node("input", "", local=("switchKeys", None), attributes={"type": "checkbox"})
    switch = node("label", "key-switch", box, " Single keys do this (switch off if you speak to your computer)")
    return [node("p", "key-title", "Keys"), node("dl", "keys-list", *rows), switch]
