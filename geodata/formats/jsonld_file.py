"""schema.org as JSON-LD: every statement as a `Claim` of its source, for search engines and fact-checkers.

A `ClaimReview` says what a person found about a statement. It is written only where a person gave a verdict, with
their words and name; the program never gives one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geodata import schema, wording
from geodata.formats.json_file import dump
from geodata.formats.rows import StatementRow, statement_rows
from geodata.formats.travelling import note, program, travelling
from geodata.formats.w3c_file import OWN, place_address, source_of
from geodata.models import Correction, JsonDict
from geodata.schema import Analysis

CONTEXT = "https://schema.org/"
_PERSONS = frozenset({"named", "office"})  # kinds of speakers that are one person each
_COUNTRY = "PCL"  # feature codes of countries begin so: they have no point


def write_jsonld(analysis: Analysis) -> bytes:
    """Write the article, its statements, and the verdicts that people gave, as one graph."""
    rows: dict[str, list[StatementRow]] = {}
    for row in statement_rows(analysis):
        rows.setdefault(row.claim["claim_id"], []).append(row)
    graph = [_dataset(analysis), _article(analysis), *(_claim(group, analysis) for group in rows.values())]
    texts = {claim_id: group[0].claim["text"] for claim_id, group in rows.items()}
    return dump({"@context": CONTEXT, "@graph": [*graph, *_reviews(analysis, texts)]})


def _dataset(analysis: Analysis) -> JsonDict:
    """Describe the file itself: how it was made, from whose data, with which filter, and that nothing was verified."""
    said = travelling(analysis)
    return {
        "@type": "Dataset",
        "@id": f"{OWN}{analysis.article.article_id}",
        "name": f"Statements in: {analysis.article.title or 'an untitled article'}",
        "description": note(analysis),
        "creativeWorkStatus": wording.NOT_VERIFIED,
        "creditText": ", ".join(said["credits"]),
        "dateCreated": analysis.provenance.get("analyzed_at"),
        "creator": {"@type": "SoftwareApplication", "name": program(analysis)},
        "about": {"@id": _article_id(analysis)},
    }


def _article_id(analysis: Analysis) -> str:
    return source_of(analysis.article)


def _article(analysis: Analysis) -> JsonDict:
    article = analysis.article
    return _known(
        {
            "@type": "NewsArticle",
            "@id": _article_id(analysis),
            "headline": article.title,
            "url": article.url,
            "inLanguage": article.language,
            "datePublished": schema.json_value(article.published),
            "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
            "identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": article.sha256},
            "sdDatePublished": article.captured_at.isoformat(),
        }
    )


def _claim(rows: list[StatementRow], analysis: Analysis) -> JsonDict:
    first, claim = rows[0], rows[0].claim
    return _known(
        {
            "@type": "Claim",
            "@id": f"{OWN}{claim['claim_id']}",
            "text": claim["text"],
            "author": _author(first),
            "appearance": {"@id": _article_id(analysis)},
            "description": f"{first.source}, {first.how}",
            "creativeWorkStatus": wording.NOT_VERIFIED,
            "contentLocation": [_place(row.place, row) for row in rows if row.place] or None,
            "temporalCoverage": wording.happened(claim) if claim["date_start"] or claim["date_end"] else None,
            "inLanguage": analysis.article.language,
        }
    )


def _author(row: StatementRow) -> JsonDict | None:
    """Return the source; the article's own statements and those of an unstated one have none here."""
    if row.speaker is None:
        return None
    kind = "Person" if row.speaker["kind"] in _PERSONS else "Organization"
    return {"@type": kind, "@id": f"{OWN}{row.speaker['speaker_id']}", "name": row.speaker["name"]}


def _place(place: JsonDict, row: StatementRow) -> JsonDict:
    is_country = (place["feature_code"] or "").startswith(_COUNTRY)
    latitude, longitude = row.point or (None, None)
    geo = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude} if row.point else None
    return _known(
        {
            "@type": "Country" if is_country else "Place",
            "@id": place_address(place["place_id"]),
            "name": place["name"],
            "description": f"{row.where} ({row.precision})",
            "address": {"@type": "PostalAddress", "addressCountry": place["country_code"]}
            if place["country_code"]
            else None,
            "geo": geo,
        }
    )


def _reviews(analysis: Analysis, texts: Mapping[str, str]) -> Iterator[JsonDict]:
    """Yield the verdicts that count: of each person the last one about a statement."""
    if analysis.corrections.empty:
        return
    from geodata.corrections.verdicts import verdicts_of  # brings the engine: only where it is needed

    for claim_id, said in verdicts_of(analysis).items():
        if claim_id in texts:
            yield from (_review(entry, claim_id, texts[claim_id]) for entry in said)


def _review(entry: Correction, claim_id: str, text: str) -> JsonDict:
    return {
        "@type": "ClaimReview",
        "@id": f"{OWN}review:{entry.correction_id}",
        "claimReviewed": " ".join(text.split()),
        "itemReviewed": {"@type": "Claim", "@id": f"{OWN}{claim_id}"},
        "author": {"@type": "Person", "name": entry.by},
        "datePublished": entry.at.isoformat(),
        "reviewRating": {"@type": "Rating", "alternateName": " ".join(str(entry.new).split())},
    }


def _known(record: JsonDict) -> JsonDict:
    return {name: value for name, value in record.items() if value is not None}
