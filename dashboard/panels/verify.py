"""Checking a statement elsewhere: links that only a click opens, names in local scripts, and the point to copy."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.panels.nodes import Node, local_button, node, outside_link
from dashboard.view.naming import middle_of
from dashboard.view.rows import Rows, is_country
from dashboard.view.verify import Link, Point, links_of, source_links, writings_of
from geodata.models import Claim, Place

AROUND_KM = 20.0  # how far what lies in a direction from a place reaches around its middle, at a guess
REVEALS = (
    "Dateline asks nobody. A site learns of you only when you open its link: your internet address, and what is named "
    "below it."
)


def tree(rows: Rows, claim: Claim | None, place: Place | None, local_names: Sequence[str]) -> list[Node]:
    """Build the panel for a statement at a place, for one of both alone."""
    point = point_of(rows, claim, place)
    return [
        node(
            "div",
            "verify",
            node("p", "note", f"{place.name}: no point is drawn for a whole country.") if place and not point else "",
            *_copies(place, point, local_names),
            *_links(rows, claim, point),
        )
    ]


def point_of(rows: Rows, claim: Claim | None, place: Place | None) -> Point | None:
    """Return where to look; a country as a whole is nowhere."""
    if place is None or is_country(place):
        return None
    links = rows.at_place_of.get(claim.claim_id, ()) if claim else ()
    here = [link for link in links if link.place_id == place.place_id]
    middle = next(filter(None, map(middle_of, here)), None)
    if middle:
        return Point(*middle, AROUND_KM)
    is_near = any(link.shape == "disc" for link in here)
    return Point(place.latitude, place.longitude, place.radius_km * (2 if is_near else 1))


def _copies(place: Place | None, point: Point | None, local_names: Sequence[str]) -> list[Node]:
    if place is None or point is None:
        return []
    rows = [*writings_of(point), *(("name", name) for name in local_names)]
    lines = [part for name, written in rows for part in _copy(name, written)]
    note = "No more exact than the place is known: its middle, not the site."
    return [node("h3", "why-title", "To copy"), node("dl", "facts copies", *lines), node("p", "note", note)]


def _copy(name: str, written: str) -> list[Node]:
    copy = local_button("link", "copy", "copytext", written, f"copy {written}")
    return [node("dt", "", name), node("dd", "", node("bdi", "", written), " ", copy)]


def _links(rows: Rows, claim: Claim | None, point: Point | None) -> list[Node]:
    article = rows.analysis.article
    start, end = (claim.date_start or claim.date_end, claim.date_end) if claim else (None, None)
    found = links_of(point, start, end)
    sources = source_links(article.url, _sentence(rows, claim), article.published) if claim else ()
    if not (found or sources):
        return [node("p", "note", "There is nothing to look at elsewhere: no place and no address of the source.")]
    summary = node("summary", "reveal", "Show the links to other sites")
    kids = [*_list("At this place", found), *_list("The source", sources)]
    if point and not start:
        kids.append(node("p", "note", "Without a day there are no links to satellite images, fires and the sun."))
    return [node("h3", "why-title", "Elsewhere"), node("p", "note", REVEALS), node("details", "links", summary, *kids)]


def _list(title: str, links: Sequence[Link]) -> list[Node]:
    if not links:
        return []
    return [node("h3", "why-title", title), node("ul", "link-list", *(_link(link) for link in links))]


def _link(link: Link) -> Node:
    anchor = outside_link("out", link.label, link.url)
    return node("li", "", anchor, node("span", "soft", f" learns {link.tells}"))


def _sentence(rows: Rows, claim: Claim | None) -> str:
    if claim is None or not rows.sentences:
        return ""
    sentence = rows.sentences[rows.sentence_number(claim.start) - 1]
    return rows.text[sentence.start : sentence.end]
