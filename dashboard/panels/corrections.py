"""Checking and correcting, with the view open: the panel over the statements, and the bar below them.

A click on one of the small buttons opens the panel in the place of the list; article, map and selection stay as they
are. What is saved is an entry of the article's history, signed, dated, and undone by one click.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

import streamlit as st

from dashboard import cached, changes
from dashboard.panels import (
    corrections_history,
    corrections_name,
    corrections_source,
    corrections_statement,
    navigation,
    sheet,
)
from dashboard.panels import verify as verify_panel
from dashboard.panels.corrections_save import (
    NAME_FIELD,
    close_task,
    draw_name_form,
    draw_remembered_name,
    keep,
    open_task,
    save,
)
from dashboard.panels.corrections_verdict import draw_verdict
from dashboard.panels.corrections_words import draw_added
from dashboard.panels.nodes import CLOSE, Node, button, node
from dashboard.panels.why_here import tree as why_tree
from dashboard.view.checking import checked_count, describe, remarks, thing
from dashboard.view.rows import Rows
from dashboard.view.why import Why, why_claim, why_name
from dashboard.viewstate import Keys
from geodata.corrections.log import LONGEST_NOTE, part_of
from geodata.models import Claim, Place
from geodata.schema import Analysis

LONGEST_NAME_IN_TEXT = 40  # characters of selected words up to which they are taken for a name

_TITLES = {
    "right": "This is right",
    "right_name": "This is the place",
    "wrong": "What is wrong?",
    "name": "Which place is it?",
    "source": "This source",
    "note": "Note",
    "verify": "Verify",
    "why": "Why here?",
    "history": "History",
    "missed": "Add what was missed",
}


def act(what: str, value: str) -> None:
    """Do what one of our buttons asks for; what is no matter of checking is a matter of selecting."""
    if what in {"undo", "redo"}:
        _step(what, value)
    elif what == "close_task" or (what == "clear" and st.session_state.get(Keys.TASK)):
        close_task()  # Escape leaves the panel over the list first, then the selection
    elif what in _TITLES:
        _start(what, value)
    else:
        navigation.act(what, value)


def _start(what: str, value: str) -> None:
    """Open the panel; what needs no more than a click is done at once, by whoever gave a name before."""
    if what in _FORMS and not changes.may_change():
        return
    article_id = st.session_state.get(Keys.SHOWN) or ""
    open_task(article_id, what, value)
    if what in {"right", "right_name"} and changes.author():
        _confirm(cached.load(article_id), value)


def _confirm(analysis: Analysis, target: str) -> None:
    """Keep that something is right; a second click takes it back."""
    before = [step for step in changes.history(analysis) if step.undone is None and step.entry.target == target]
    latest = before[0].entry if before else None
    if latest and (latest.field, latest.new, latest.by) == ("review", "confirmed", changes.author()):
        _step("undo", latest.correction_id)
        close_task()
        return
    save(analysis, changes.make(target, "review", "confirmed"))


def _step(what: str, correction_id: str) -> None:
    analysis = cached.load(st.session_state.get(Keys.SHOWN) or "")
    entry = next((step.entry for step in changes.history(analysis) if step.entry.correction_id == correction_id), None)
    if entry is None or not changes.may_change():
        return
    done = (changes.undo if what == "undo" else changes.redo)(analysis, correction_id)
    words = "Undone" if what == "undo" else "Put back"
    told = f"{words}: {describe(entry, Rows(analysis))}."
    st.session_state[Keys.TOLD] = told if done else "Somebody else did that meanwhile."
    st.session_state[Keys.SEEN] = None


def draw(analysis: Analysis) -> None:
    """Draw the bar below the statements, and over them the panel of an open task."""
    rows = cached.rows(analysis)
    steps = changes.history(analysis)
    _tell_news(rows, steps)
    told = st.session_state.get(Keys.TOLD) or ""
    with st.container(key="checking"):
        what, target = _open_task(analysis)
        task = f"{what} {target}" if what else ""
        bar = corrections_history.bar(rows, steps, told, checked_count(rows), task)
        sheet.draw("checking_bar", bar, act, start=("task",))
        draw_remembered_name()
    with st.container(key="task"):  # always there: what is drawn behind it must keep its place
        if what:
            _draw_task(analysis, what, target)


def _open_task(analysis: Analysis) -> tuple[str, str]:
    """Return what is being done to which thing of this article; nothing where no panel is open."""
    article_id, what, target = st.session_state.get(Keys.TASK) or ("", "", "")
    is_ours = what in _TITLES and article_id == analysis.article.article_id
    return (what, target) if is_ours else ("", "")


def _tell_news(rows: Rows, steps: Sequence[changes.Step]) -> None:
    """Say what others changed since this page was drawn last; what was put back here is no news."""
    article_id = rows.analysis.article.article_id
    live = [step.entry for step in steps if step.undone is None]
    shown, seen = st.session_state.get(Keys.SEEN) or ("", [])
    st.session_state[Keys.SEEN] = [article_id, [entry.correction_id for entry in live]]
    fresh = [entry for entry in live if entry.correction_id not in seen and not changes.is_mine(entry)]
    if fresh and shown == article_id:
        more = f" (and {len(fresh) - 1} more)" if len(fresh) > 1 else ""
        st.session_state[Keys.TOLD] = f"{fresh[0].by}: {describe(fresh[0], rows)}{more}."


def _draw_task(analysis: Analysis, what: str, target: str) -> None:
    rows = cached.rows(analysis)
    sheet.draw("task_head", _head(what, target, rows), act, start=("heading",))
    with st.container(key="task_body"):
        if what in _FORMS:
            _draw_form(analysis, what, target)
        else:
            _LOOKS[what](analysis, rows, target)


@st.fragment
def _draw_form(analysis: Analysis, what: str, target: str) -> None:
    """Draw what is filled in; only the form is drawn anew while somebody fills it in."""
    if draw_name_form():
        _FORMS[what](analysis, cached.rows(analysis), target)


def _head(what: str, target: str, rows: Rows) -> list[Node]:
    """Build the heading: what is asked, of which words, and the way out."""
    close = button("step", CLOSE, ("close_task", ""), "back to the statements; nothing is changed")
    step = f"{what} {target} {changes.author()}"  # the heading takes the focus when the panel opens, and its form
    asks_name = what in _FORMS and not changes.author()
    attributes = {"tabindex": "-1", "data-heading": step} | ({"data-field": NAME_FIELD} if asks_name else {})
    title = node("h2", "", _TITLES[what], attributes=attributes)
    words = _words(target, rows) if target and what not in {"missed", "history"} else ""
    about = node("p", "task-words", words, attributes={"dir": "auto"}) if words else ""
    return [node("div", "task-head", title, close), about]


def _words(target: str, rows: Rows) -> str:
    if target in rows.claims:
        return rows.claims[target].text
    return thing(target, rows)


# --- the tasks -------------------------------------------------------------------------------------------------------


def _draw_right(analysis: Analysis, _rows: Rows, target: str) -> None:
    if keep(analysis, changes.make(target, "review", "confirmed")):
        close_task()
    st.rerun()


def _draw_note(analysis: Analysis, rows: Rows, target: str) -> None:
    said = remarks(analysis).get(target)
    signed = f"{changes.author()}: "
    now = next((note.removeprefix(signed) for note in (said.notes if said else ()) if note.startswith(signed)), "")
    about = _note_targets(rows, target)
    chosen = st.selectbox("About", list(about), format_func=about.__getitem__) if len(about) > 1 else target
    words = st.text_area("Your note", value=now if chosen == target else "", max_chars=LONGEST_NOTE, height=140)
    st.caption("Everybody who opens this article, or a file of it, can read it. It changes nothing else.")
    changed = words.strip() != (now if chosen == target else "")
    if st.button("Save", type="primary", key="save_note", disabled=not changed):
        save(analysis, changes.make(chosen, "note", words.strip() or None, old=now or None))
        st.rerun()
    if target in rows.claims:
        draw_verdict(analysis, target)


def _note_targets(rows: Rows, target: str) -> dict[str, str]:
    """Say what a note can be about: the statement or name, its source, its places, the article."""
    part = part_of(target)
    own = {"claims": "this statement", "mentions": "this name"}.get(part, "this")
    found = {target: own}
    claim = rows.claims.get(target)
    if claim and claim.speaker_id in rows.speakers:
        found[claim.speaker_id] = f"the source: {rows.speakers[claim.speaker_id].name}"
    links = rows.at_place_of.get(target, ())
    names = [rows.mentions[link.mention_id] for link in links if link.mention_id in rows.mentions]
    found |= {name.mention_id: f"the name “{name.text}”" for name in names}
    places = [link.place_id for link in links]
    if target in rows.mentions and rows.mentions[target].place_id:
        places.append(str(rows.mentions[target].place_id))
    found |= {place_id: f"the place: {rows.places[place_id].name}" for place_id in places if place_id in rows.places}
    return found | {rows.analysis.article.article_id: "the article"}


def _draw_why(_analysis: Analysis, rows: Rows, target: str) -> None:
    if target in rows.claims:
        why = why_claim(rows, rows.claims[target], changes.described)
    elif target in rows.mentions:
        why = Why(rows.mentions[target].text, (why_name(rows, rows.mentions[target], changes.described),))
    else:
        why = Why("", ())
    sheet.draw("why_words", why_tree(why, rows), act)


def _draw_verify(_analysis: Analysis, rows: Rows, target: str) -> None:
    claim = rows.claims.get(target)
    places = _places(rows, claim, target)
    place = places[0] if places else None
    if len(places) > 1:
        place = st.selectbox("At which place", places, format_func=lambda one: one.name)
    names = changes.local_names(place.place_id, place.country_code) if place else ()
    sheet.draw("verify_words", verify_panel.tree(rows, claim, place, names), act)


def _places(rows: Rows, claim: Claim | None, target: str) -> list[Place]:
    ids = [link.place_id for link in rows.at_place_of.get(target, ())] if claim else []
    if target in rows.mentions:
        ids.append(str(rows.mentions[target].place_id))
    return [rows.places[place_id] for place_id in dict.fromkeys(ids) if place_id in rows.places]


def _draw_history(analysis: Analysis, rows: Rows, _target: str) -> None:
    sheet.draw("history_list", corrections_history.tree(rows, changes.history(analysis)), act)


def _draw_missed(analysis: Analysis, rows: Rows, picked: str) -> None:
    tabs = ["A name", "A statement"]
    first = tabs[1] if _is_long(picked) else tabs[0]  # nobody selects a whole sentence to add a name
    name, statement = st.tabs(tabs, default=first)
    with name:
        corrections_name.draw_missed(analysis, rows, picked)
    with statement:
        draw_added(analysis, rows, picked)


def _is_long(picked: str) -> bool:
    start, _, end = picked.partition("-")
    return start.isdecimal() and end.isdecimal() and int(end) - int(start) > LONGEST_NAME_IN_TEXT


_Draw = Callable[[Analysis, Rows, str], None]
_FORMS: MappingProxyType[str, _Draw] = MappingProxyType(
    {
        "right": _draw_right,
        "right_name": _draw_right,
        "wrong": corrections_statement.draw,
        "name": corrections_name.draw,
        "source": corrections_source.draw,
        "note": _draw_note,
        "missed": _draw_missed,
    }
)
"""What is filled in, and kept under a name."""

_LOOKS: MappingProxyType[str, _Draw] = MappingProxyType(
    {"why": _draw_why, "verify": _draw_verify, "history": _draw_history}
)
"""What is only looked at."""
