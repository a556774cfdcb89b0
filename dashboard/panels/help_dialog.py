"""The help: what the page shows, what its words and signs mean, and what leaves this computer (nothing)."""

from __future__ import annotations

import streamlit as st

_TEXT = """
**What you see.** Dateline finds every place an article names, decides which place on Earth it is, and reads what is
said to have happened there: by whom, and how surely. Everything is *as reported, not verified*.

**Start.** Paste a text or a web address into the box and press *Map it* (Ctrl+Enter). Or open a file (text, HTML,
Word, PDF, or an analysis that you saved), or look at a sample.

**Select.** Click a place on the map, a name in the article, a row of the table or a statement: the others follow, and
the address of the page remembers it. Esc clears the selection; back and forward work.

**How it was said.** *Said flatly* is what the source states without doubt, not what is so. *Said it is likely*,
*said it may be*, *does not commit*, *said it is NOT so* and *plans or asks for* follow the article's own words.

**Where.** A dot is in the place named, though where in it is not said. A soft disc or sector is about there: "near",
"south of". An outline is a whole area. A statement about a whole country is never a pin: it stands under the map.
*Clear*, *check* and *unsure* say how sure we are of having found the right place.

**Privacy.** What you paste stays on the computer that runs Dateline. No other server is asked, unless you give a web
address to read or switch on the online map tiles under *More*.

**Credits.** Places: GeoNames. Outlines: Natural Earth. Map: Leaflet.
"""


@st.dialog("Dateline", width="medium")
def help_dialog() -> None:
    """Show the help."""
    st.markdown(_TEXT)
