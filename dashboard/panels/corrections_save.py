"""How a change is kept: signed with a name that is asked once, told in one sentence, and the panel closed behind it."""

from __future__ import annotations

import streamlit as st

from dashboard import changes
from dashboard.panels import navigation, sheet
from dashboard.panels.nodes import node
from dashboard.view.checking import describe
from dashboard.view.rows import Rows
from dashboard.viewstate import Keys
from geodata.errors import DatelineError
from geodata.models import Correction
from geodata.schema import Analysis

NAME_FIELD = "Your name"
"""The label of the field that asks who it is; the focus goes there when it is asked."""


def open_task(article_id: str, what: str, target: str) -> None:
    """Open the panel for a task."""
    st.session_state[Keys.TASK] = [article_id, what, target]
    st.session_state[Keys.TOLD] = ""
    forget_pin()


def close_task() -> None:
    """Close the panel; nothing of it is kept that was not saved."""
    st.session_state[Keys.TASK] = None
    forget_pin()


def forget_pin() -> None:
    """Let the next click on the map select again."""
    st.session_state[Keys.PIN] = False
    st.session_state[Keys.PIN_AT] = None


def save(analysis: Analysis, *entries: Correction) -> None:
    """Keep changes, say what they were, and close the panel."""
    if keep(analysis, *entries):
        close_task()
        _follow(entries[-1])


def save_and_redraw(analysis: Analysis, *entries: Correction) -> None:
    """Save, and draw the page anew where it worked."""
    save(analysis, *entries)
    if st.session_state.get(Keys.TASK) is None:
        st.rerun()


def _follow(entry: Correction) -> None:
    """Go on with what was corrected, where what was selected may not be there any more."""
    state = navigation.current()
    is_gone = entry.field in {"split", "merge"} or (entry.field, entry.new) == ("review", "rejected")
    what = {"place": "claim", "place_id": "mention"}.get(entry.field)
    if state.selection and is_gone:
        navigation.go(state.select(None))
    elif state.place and what:
        navigation.go(state.select(what, entry.target))


def keep(analysis: Analysis, *entries: Correction) -> bool:
    """Keep changes and say what they were; what goes wrong is one sentence on the page."""
    try:
        notice = changes.record(analysis, entries)
    except DatelineError as error:
        st.session_state[Keys.ERROR] = str(error)
        return False
    st.session_state[Keys.ERROR] = notice
    told = f"{describe(entries[-1], Rows(analysis))}."
    st.session_state[Keys.TOLD] = f"{told[:1].upper()}{told[1:]}"
    return True


def draw_name_form() -> bool:
    """Ask for the reader's name where nobody has yet; return whether there is one."""
    if changes.author():
        return True
    with st.form("who_form", border=False):
        name = st.text_input(
            NAME_FIELD,
            max_chars=changes.LONGEST_NAME,
            help="It stands beside your changes, so that others know whom to ask. It stays in this library, and in "
            "files that you save.",
        )
        st.caption("Asked once: every change says who made it, and when.")
        given = st.form_submit_button("Go on", type="primary")
    if given and changes.clean_name(name):
        st.session_state[Keys.AUTHOR] = changes.clean_name(name)
        st.rerun()
    return False


def draw_remembered_name() -> None:
    """Have the browser remember the name, so that it is not asked again."""
    name = st.session_state.get(Keys.AUTHOR) or ""
    attributes = {"data-cookie": changes.NAME_COOKIE, "data-name": name}
    sheet.draw("remember", [node("span", "", attributes=attributes)], start=("remember",))
