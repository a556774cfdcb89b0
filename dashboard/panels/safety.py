"""The safety switch: what others are not to see in the files that leave this computer."""

from __future__ import annotations

import streamlit as st

from geodata.errors import DatelineError
from geodata.redaction import Redaction, redact
from geodata.schema import Analysis

_COORDINATES = {
    "exact": "as exact as they are known",
    "rounded": "rounded to about 10 km",
    "hidden": "left out: only whole countries keep a place",
}
_NAMED_FIRST = {"named": 0, "office": 1}  # kinds of sources that are persons come first


def draw(analysis: Analysis) -> Analysis:
    """Ask what to hide; return the analysis without it, for every file that is made below."""
    with st.expander("Safety: hide places, persons, coordinates"):
        st.caption(
            "Hidden words are blacked out wherever they stand in the files below, and the address of the source goes "
            "with them. The history of changes stays here. The link above still shows everything."
        )
        redaction = _ask(analysis)
    if not redaction.hides_anything:
        return analysis
    try:
        copy = redact(analysis, redaction)
    except DatelineError as error:
        st.error(str(error))
        st.stop()
    st.info(f"In the files below {redaction.in_words()}.")
    return copy


def _ask(analysis: Analysis) -> Redaction:
    coordinates = st.radio("Coordinates", list(_COORDINATES), format_func=_COORDINATES.__getitem__, key="safe_points")
    speakers, places = _speakers(analysis), _places(analysis)
    hidden_speakers = st.multiselect(
        "Hide these sources", list(speakers), format_func=speakers.__getitem__, key="safe_speakers",
        help="Their names and family names go; what they said stays.",
    )  # fmt: skip
    hidden_places = st.multiselect(
        "Hide these places", list(places), format_func=places.__getitem__, key="safe_places",
        help="Their names go, and that anything happened there.",
    )  # fmt: skip
    words = st.text_input(
        "Hide other names", key="safe_words", placeholder="Names or words, with commas between them",
        help="Of persons who say nothing themselves, for example.",
    )  # fmt: skip
    return Redaction(
        coordinates=coordinates,  # type: ignore[arg-type]  # its keys are the choices
        places=frozenset(hidden_places),
        speakers=frozenset(hidden_speakers),
        words=tuple(word.strip() for word in words.split(",") if word.strip()),
    )


def _speakers(analysis: Analysis) -> dict[str, str]:
    """Return the sources by id, persons first."""
    frame = analysis.speakers
    rows = sorted(
        zip(frame["kind"], frame["name"], frame["speaker_id"], strict=True),
        key=lambda row: (_NAMED_FIRST.get(row[0], len(_NAMED_FIRST)), row[1].casefold()),
    )
    return {speaker_id: name for _, name, speaker_id in rows}


def _places(analysis: Analysis) -> dict[str, str]:
    frame = analysis.places.sort_values("name")
    return dict(zip(frame["place_id"], frame["name"], strict=True))
