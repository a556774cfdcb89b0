"""The help: what the page shows, its words and signs, its keys, and what leaves this computer (nothing)."""

from __future__ import annotations

import streamlit as st

from dashboard.panels import sheet
from dashboard.panels.nodes import Node, node
from dashboard.panels.rings import CHECK_KEYS, NAMING_KEYS, PLACE_KEYS, STATEMENT_KEYS

_START = """
**What you see.** Dateline finds every place an article names, decides which place on Earth it is, and reads what is
said to have happened there: by whom, and how surely. Everything is *as reported, not verified*.

**Start.** Paste a text or a web address into the box and press *Map it* (Ctrl+Enter). Or open a file (text, HTML,
Word, PDF, or an analysis that you saved), or look at a sample.

**Select.** Click a place on the map, a name in the article, a source, a day or a statement: everything else follows,
and the address of the page remembers it. Esc clears the selection; back and forward work.

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
*said it may be*, *does not commit*, *said it is NOT so* and *plans or asks for* follow the article's own words.

**Where.** A dot is in the place named, though where in it is not said. A soft disc or sector is about there: "near",
"south of". An outline is a whole area. A statement about a whole country is never a pin: it stands under the map.
*Clear*, *check* and *unsure* say how sure we are of having found the right place.

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
    (("Esc",), "clear the selection"),
    (("?",), "this help"),
)
"""Every key of the page; Streamlit takes r and c for itself."""


@st.dialog("Dateline", width="medium")
def help_dialog() -> None:
    """Show the help."""
    st.markdown(_START)
    sheet.draw("help_keys", keys_tree(), start=("showKeys",))
    st.markdown(_CHECK)
    st.markdown(_WORDS)
    st.markdown(_PRIVACY)


def keys_tree() -> list[Node]:
    """Build the table of keys, and the switch that turns single keys off for who speaks to the computer."""
    rows: list[Node] = []
    for keys, words in KEYS:
        rows += [node("dt", "", *(node("b", "key", key) for key in keys)), node("dd", "", words)]
    box = node("input", "", local=("switchKeys", None), attributes={"type": "checkbox"})
    switch = node("label", "key-switch", box, " Single keys do this (switch off if you speak to your computer)")
    return [node("p", "key-title", "Keys"), node("dl", "keys-list", *rows), switch]
