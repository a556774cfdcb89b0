"""schema.org as JSON-LD: every statement as a `Claim` of its source, for search engines and fact-checkers.

A `ClaimReview` says what a person found about a statement. It is written only where a person gave a verdict, with
their words and name; the program never gives one. Search engines want the address of the page with the review: only
who publishes it knows that, so it is given; without it a review has its identifier alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geodata import schema, wording
from geodata.captures import web_address
from geodata.errors import InputError
from geodata.formats.json_file import dump
from geodata.formats.rows import StatementRow, statement_rows
from geodata.formats.travelling import note, program, travelling
from geodata.formats.w3c_file import OWN, place_address, source_of
from geodata.models import Correction, JsonDict
from geodata.schema import Analysis

CONTEXT = "https://schema.org/"
_PERSONS = frozenset({"named", "office"})  # kinds of speakers that are one person each
_SHOWN = 100  # characters of a wrong address in an error
_COUNTRY = "PCL"  # feature codes of countries begin so: they have no point


def write_jsonld(analysis: Analysis, *, review_url: str | None = None) -> bytes:
    """Write the article, its statements, and the verdicts that people gave, as one graph.

    Parameters
    ----------
    analysis : Analysis
        What to write.
    review_url : str, optional
        The web address at which the verdicts are published; each review leads to its statement there, which the
        self-contained page has under the statement's id.

    Raises
    ------
    InputError
        The address is none of the web.
    """
    if review_url and not web_address(review_url):
        raise InputError(f"“{review_url[:_SHOWN]}” is no web address: give the page of the review, https and all.")
    rows: dict[str, list[StatementRow]] = {}
    for row in statement_rows(analysis):
        rows.setdefault(row.claim["claim_id"], []).append(row)
    graph = [_dataset(analysis), _article(analysis), *(_claim(group, analysis) for group in rows.values())]
    firsts = {claim_id: group[0] for claim_id, group in rows.items()}
    written = dump({"@context": CONTEXT, "@graph": [*graph, *_reviews(analysis, firsts, review_url)]})
    return written.replace(b"<", b"\\u003c")  # it is put into pages: no words of an article may end its script there


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


def _reviews(analysis: Analysis, firsts: Mapping[str, StatementRow], page: str | None) -> Iterator[JsonDict]:
    """Yield the verdicts that count: of each person the last one about a statement."""
    if analysis.corrections.empty:
        return
    from geodata.corrections.verdicts import verdicts_of  # brings the engine: only where it is needed

    for claim_id, said in verdicts_of(analysis).items():
        if claim_id in firsts:
            reviewed = _reviewed(firsts[claim_id], analysis)
            address = f"{page.partition('#')[0]}#{claim_id}" if page else None
            yield from (_known(_review(entry, firsts[claim_id]) | reviewed | {"url": address}) for entry in said)


def _review(entry: Correction, row: StatementRow) -> JsonDict:
    return {
        "@type": "ClaimReview",
        "@id": f"{OWN}review:{entry.correction_id}",
        "identifier": entry.correction_id,
        "claimReviewed": " ".join(row.claim["text"].split()),
        "author": {"@type": "Person", "name": entry.by},
        "datePublished": entry.at.isoformat(),
        "reviewRating": {"@type": "Rating", "alternateName": " ".join(str(entry.new).split())},
    }


def _reviewed(row: StatementRow, analysis: Analysis) -> JsonDict:
    """Name the statement with who says it and where: some readers of reviews look at nothing else of the file."""
    claim = {"@type": "Claim", "@id": f"{OWN}{row.claim['claim_id']}", "author": _author(row)}
    return {"itemReviewed": _known(claim | {"appearance": {"@id": _article_id(analysis)}})}


def _known(record: JsonDict) -> JsonDict:
    return {name: value for name, value in record.items() if value is not None}
