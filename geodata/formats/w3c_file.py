"""W3C Web Annotations: every name, statement and correction as a note on the words of the article that it is about.

Each target has the words with those around them (TextQuoteSelector) and their offsets in Unicode characters
(TextPositionSelector), so that other annotation programs find them in the page even when it has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geodata import schema, wording
from geodata.formats.json_file import dump, whole
from geodata.formats.rows import StatementRow, statement_rows
from geodata.formats.travelling import program, travelling
from geodata.models import Article, JsonDict
from geodata.schema import Analysis

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OWN = "urn:dateline:"
"""What our own ids and words begin with: they are names, and lead nowhere."""

WHOLE = "analysis"
"""The member with the whole analysis; it is JSON to other programs, whatever is in it."""

_AROUND = 32  # characters before and after the words: enough to tell two like ones apart
_MOTIVATIONS = {"note": "commenting", "verdict": "assessing", "credibility": "assessing", "reliability": "assessing"}
"""Why people wrote an entry, in the standard's words; every other one edits what the program found."""

_GEONAMES = "https://sws.geonames.org/"
_CONTEXTS: tuple[Any, ...] = (
    CONTEXT,
    {
        "@version": 1.1,
        "dateline": OWN,
        "note": "dateline:note",
        "credits": {"@id": "dateline:credits", "@container": "@list"},
        "filter": "dateline:filter",
        "article": {"@id": "dateline:article", "@type": "@json"},
        "provenance": {"@id": "dateline:provenance", "@type": "@json"},
        "analysis": {"@id": "dateline:analysis", "@type": "@json"},
        "dates": "dateline:dates",
    },
)


def write_w3c(analysis: Analysis) -> bytes:
    """Write a collection of annotations; the whole analysis is inside, so that Dateline opens it again as it was."""
    items = [*_names(analysis), *_statements(analysis), *_corrections(analysis)]
    collection = f"{OWN}{analysis.article.article_id}"
    return dump(
        {
            "@context": list(_CONTEXTS),
            "id": collection,
            "type": "AnnotationCollection",
            "label": f"{analysis.article.title or 'Untitled article'} ({wording.NOT_VERIFIED})",
            "total": len(items),
            "generator": _program(analysis),
            "generated": analysis.provenance.get("analyzed_at"),
            **travelling(analysis),
            "first": {
                "id": f"{collection}:page-1",
                "type": "AnnotationPage",
                "partOf": collection,
                "startIndex": 0,
                "items": items,
            },
            WHOLE: whole(analysis),
        }
    )


def _program(analysis: Analysis) -> JsonDict:
    return {"id": f"{OWN}program", "type": "Software", "name": program(analysis)}


def _names(analysis: Analysis) -> Iterator[JsonDict]:
    places = {place["place_id"]: place for place in schema.to_records(analysis.places)}
    for mention in schema.to_records(analysis.mentions):
        if mention["review"] == "rejected":
            continue  # a person said that it is no name; the log has it
        place = places.get(mention["place_id"])
        bodies = [_words("tagging", f"place name: {mention['kind']}"), *_place_bodies(place)]
        if mention["reason"]:
            bodies.append(_words("describing", mention["reason"]))
        yield _annotation(analysis.article, mention["mention_id"], "identifying", bodies, mention)


def _place_bodies(place: JsonDict | None) -> Iterator[JsonDict]:
    if place is not None:
        yield {"type": "SpecificResource", "purpose": "identifying", "source": place_address(place["place_id"])}
        yield _words("identifying", ", ".join(filter(None, (place["name"], place["country_code"]))))


def place_address(place_id: str) -> str:
    """Return the name of a place that other programs know: GeoNames' own where it has one."""
    source, _, number = place_id.partition(":")
    return f"{_GEONAMES}{number}/" if source == "geonames" and number.isdigit() else f"{OWN}place:{place_id}"


def _statements(analysis: Analysis) -> Iterator[JsonDict]:
    """Yield one annotation a statement, whatever the number of its places."""
    rows: dict[str, list[StatementRow]] = {}
    for row in statement_rows(analysis):
        rows.setdefault(row.claim["claim_id"], []).append(row)
    for claim_id, group in rows.items():
        first = group[0]
        where = ", ".join(f"{row.where} ({row.precision})" for row in group if row.where) or "no place"
        described = f"{first.source}, {first.how}. Where: {where}. {wording.NOT_VERIFIED}."
        bodies = [_words("tagging", f"statement: {first.how}"), _words("describing", described)]
        bodies += [body for row in group for body in _place_bodies(row.place)]
        made = _annotation(analysis.article, claim_id, "describing", bodies, first.claim)
        yield made | ({"dates": wording.happened(first.claim)} if wording.happened(first.claim) else {})


def _corrections(analysis: Analysis) -> Iterator[JsonDict]:
    """Yield what people changed, as notes on our own annotations."""
    for entry in schema.to_records(analysis.corrections):
        why = _MOTIVATIONS.get(entry["field"], "editing")
        yield {
            "id": f"{OWN}correction:{entry['correction_id']}",
            "type": "Annotation",
            "motivation": why,
            "creator": {"type": "Person", "name": entry["by"]},
            "created": entry["at"],
            "body": [_words(why, f"{entry['field']}: {_shown(entry['old'])} → {_shown(entry['new'])}")],
            "target": f"{OWN}{entry['target']}",
        }


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else dump(value).decode().strip()


def _words(purpose: str, value: str) -> JsonDict:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _annotation(article: Article, part: str, motivation: str, bodies: list[JsonDict], row: JsonDict) -> JsonDict:
    start, end, text = row["start"], row["end"], article.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    selectors = [quote, {"type": "TextPositionSelector", "start": start, "end": end}]
    return {
        "id": f"{OWN}{part}",
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": {"source": source_of(article), "selector": selectors},
    }


def source_of(article: Article) -> str:
    """Return the address of an article, or the name of its text where it has none."""
    return article.url or f"urn:sha256:{article.sha256}"
