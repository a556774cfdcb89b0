"""The timeline under the map: drawn with Altair; dragging over it filters by day, a click on a bar selects its day."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from dashboard import cached
from dashboard.panels import navigation, sheet
from dashboard.panels.nodes import Node, button, node
from dashboard.view import View
from dashboard.view.timeline import HAPPENED, SAID, Bar, Timeline, make_timeline
from dashboard.view.wording import counted, day, spanned
from dashboard.viewstate import Keys, ViewState
from geodata.schema import Analysis

FEWEST_DAYS = 3  # different days from which the timeline stands open by itself
ROW_HEIGHT = 9  # px of one bar with its gap
LOWEST_LANE = 20  # px of a lane with little in it: its name needs as much
AXIS_HEIGHT = 42  # px of the axis, and of the room above and below
PADDING = {"left": 14, "right": 20, "top": 4, "bottom": 4}  # px around the chart
LONGEST_IN_DAYS = timedelta(days=90)  # of a line whose ticks are days
MOST_TICKS = 8
MS = 1000  # milliseconds in a second
DAY_MS = 24 * 60 * 60 * MS
SHORTEST = timedelta(days=4)  # of the line: one day alone would be a wall
REST, CHOSEN = "#7a91a5", "#2f7db5"  # bars; both stand out from light and dark paper by more than 3 to 1
_DOUBTFUL = ("likely", "maybe", "uncommitted")  # signs of what is said with doubt
_BRUSH, _CLICK = "days", "day"  # what the chart tells of
_NO_FRAME = alt.ViewConfig(stroke=None)
_EMBED = {"embedOptions": {"actions": False, "renderer": "canvas"}}
"""No menu; a picture that is described as a whole, as its bars cannot be reached by keys: the list by time can."""

_HINT = "each bar is a statement: point at it to read it, drag for a period"
_ALT = "Timeline of the statements, by when they happened and when they were said. The list by time has the same."


def draw(analysis: Analysis, state: ViewState) -> None:
    """Draw the line about the time, and the timeline where it is open."""
    view = cached.view(analysis, replace(state, date_from=None, date_to=None))
    found = make_timeline(view)
    is_open = found.days > 0 and st.session_state.get(Keys.TIMELINE_OPEN, found.days >= FEWEST_DAYS)
    with st.container(key="timeline", gap=None):
        sheet.draw("timeline_bar", bar(found, state, is_open=is_open), _act)
        if is_open:
            _chart(found, view, state)


def bar(found: Timeline, state: ViewState, *, is_open: bool) -> list[Node]:
    """Build the line: how many days there are, what lies outside, and which days are shown."""
    if not found.days:
        return []
    parts: list[Node] = [node("b", "", "Time"), f" {counted(found.days, 'dated day')}"]
    if state.date_from or state.date_to:
        parts += [node("span", "", " · only ", _days(state), " "), button("link", "all days", ("days", ""))]
    if found.outside:
        listed = [button("link", spanned(span), ("day", span.start.isoformat())) for span in found.outside]
        parts.append(node("span", "soft", " · also ", *[part for item in listed for part in (item, ", ")][:-1]))
    if is_open:
        parts.append(node("span", "soft", f" · {_HINT}"))
    label = "hide" if is_open else "show"
    expanded = {"aria-expanded": str(is_open).lower()}
    toggle = button("link toggle", label, ("timeline", label), f"{label} the timeline", expanded)
    return [node("p", "time-line", node("span", "time-words", *parts), toggle)]


def _days(state: ViewState) -> str:
    first, last = state.date_from, state.date_to
    if first and last:
        return day(first) if first == last else f"{day(first)} to {day(last)}"
    return f"from {day(first)}" if first else f"until {day(last)}" if last else ""


def _act(what: str, value: str) -> None:
    if what == "timeline":
        st.session_state[Keys.TIMELINE_OPEN] = value == "show"
    else:
        navigation.act(what, value)


def _chart(found: Timeline, view: View, state: ViewState) -> None:
    """Draw the chart; it stays as it is while somebody drags over it, and is drawn anew where anything else changes."""
    days = [value.isoformat() if value else "" for value in (state.date_from, state.date_to)]
    filters = replace(state.only_filters(), date_from=None, date_to=None)
    shows = [view.article_id, repr(filters), *view.selected_claims]
    kept = st.session_state.get(Keys.TIMELINE_SHOWN) or {}
    if kept.get("shows") != shows or kept.get("told") != days:
        kept = {"shows": shows, "told": days, "drawn": days, "number": kept.get("number", 0) + 1}
        st.session_state[Keys.TIMELINE_SHOWN] = kept
    key = f"{Keys.TIMELINE}_{kept['number']}"
    first, last = (date.fromisoformat(value) if value else None for value in kept["drawn"])
    drawn = chart(found, first, last)
    with st.container(key="timeline_chart", height=_height(found), border=False):  # kept free, so that nothing jumps
        st.altair_chart(drawn, key=key, on_select=lambda: _told(key), selection_mode=[_BRUSH, _CLICK], alt=_ALT)


def chart(found: Timeline, first: date | None = None, last: date | None = None) -> alt.Chart:
    """Build the chart; `first` and `last` are the days that are filtered for."""
    bars = alt.Chart(pd.DataFrame([_row(bar) for bar in found.bars]))
    brush = alt.selection_interval(name=_BRUSH, encodings=["x"], value=_brushed(found, first, last))
    click = alt.selection_point(name=_CLICK, fields=["day"])
    lane = alt.Y("lane:N", sort=[HAPPENED, SAID], title=None, axis=alt.Axis(ticks=False, domain=False))
    colour = alt.condition(alt.datum.selected, alt.value(CHOSEN), alt.value(REST))
    hollow = alt.when(alt.datum.sign == "not").then(alt.value(0))
    planned = hollow.when(alt.datum.sign == "planned").then(alt.value(0.15))
    doubtful = alt.FieldOneOfPredicate("sign", oneOf=list(_DOUBTFUL))
    fill = planned.when(doubtful).then(alt.value(0.4)).otherwise(alt.value(0.85))
    drawn = bars.mark_bar(clip=True, cornerRadius=2, strokeWidth=1.2, cursor="pointer").encode(
        x=alt.X("start:T", title=None, scale=alt.Scale(type="utc", domain=_domain(found)), axis=_axis(found)),
        x2="until:T",
        y=lane,
        yOffset=alt.YOffset("row:O", scale=alt.Scale(paddingInner=0.25)),
        color=colour,
        stroke=colour,
        fillOpacity=fill,
        strokeDash=alt.when(alt.datum.sign == "planned")
        .then(alt.value([3, 2]))
        .when(doubtful)
        .then(alt.value([1, 2]))
        .otherwise(alt.value([1, 0])),
        tooltip=[alt.Tooltip(f"{name}:N", title=name) for name in ("who", "how", "words", "when")],
    )
    look = {"height": _height(found), "padding": PADDING, "background": "transparent", "usermeta": _EMBED}
    framed: alt.Chart = drawn.add_params(brush, click).properties(**look).configure(view=_NO_FRAME)
    return framed


def _row(bar: Bar) -> dict[str, Any]:
    """Return what the chart knows of a bar; days as texts, alike on every reader's clock."""
    row = asdict(bar) | {"day": bar.day or bar.start.isoformat()}
    return row | {"start": bar.start.isoformat(), "until": bar.until.isoformat()}


def _domain(found: Timeline) -> list[str]:
    start, end = _ends(found)
    return [start.isoformat(), end.isoformat()]


def _ends(found: Timeline) -> tuple[date, date]:
    """Return the first day of the line and the one behind its last, with a little room."""
    start, end = found.start or date.min, (found.end or date.min) + timedelta(days=1)
    room = max((SHORTEST - (end - start)) / 2, timedelta(0))
    return start - room, end + room


def _axis(found: Timeline) -> alt.Axis:
    start, end = _ends(found)
    style = "%-d %b" if end - start <= LONGEST_IN_DAYS else "%b %Y"
    return alt.Axis(format=style, labelOverlap=True, grid=True, tickCount=MOST_TICKS, tickMinStep=DAY_MS)


def _height(found: Timeline) -> int:
    rows = max((bar.row for bar in found.bars), default=0) + 1
    lanes = len({bar.lane for bar in found.bars})
    return AXIS_HEIGHT + lanes * max(rows * ROW_HEIGHT, LOWEST_LANE)


def _brushed(found: Timeline, first: date | None, last: date | None) -> Any:
    if not first and not last:
        return alt.Undefined
    start, end = _ends(found)
    return {"x": [_milliseconds(first or start), _milliseconds((last + timedelta(days=1)) if last else end)]}


def _milliseconds(value: date) -> float:
    return datetime.combine(value, time(), UTC).timestamp() * MS


def _told(key: str) -> None:
    """Do what was asked for on the chart: other days, or the selection of one."""
    selected = st.session_state[key]["selection"]
    days = dragged(selected.get(_BRUSH, {}).get("start"))
    kept = st.session_state[Keys.TIMELINE_SHOWN]
    if days != kept["told"]:
        kept["told"] = days
        first, last = (date.fromisoformat(value) if value else None for value in days)
        navigation.go(replace(navigation.current(), date_from=first, date_to=last))
    elif selected.get(_CLICK):
        navigation.act("day", selected[_CLICK][0]["day"])


def dragged(ends: list[float] | None) -> list[str]:
    """Return the first and the last day that were dragged over, the browser's clock taken as it is."""
    if not ends:
        return ["", ""]
    first, last = (datetime.fromtimestamp(end / MS, UTC) for end in sorted(ends))
    inside = last - timedelta(seconds=1)  # midnight belongs to the day before
    return [first.date().isoformat(), max(first, inside).date().isoformat()]
