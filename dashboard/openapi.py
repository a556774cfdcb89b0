"""The description of the API in OpenAPI's form, for programs that read it and people who write them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata
from typing import Any

from dashboard.viewstate import FILTERS
from geodata import schema, wording
from geodata.schema import FRAME_NAMES

VERSION = "3.1.0"
REVIEWS = "claims.jsonld"
"""The file with people's verdicts."""

_ABOUT = "Statements of news articles and where they are said to have happened."
_OTHER_FILTERS = {
    "from": "What may have happened on or after this day (YYYY-MM-DD).",
    "to": "What may have happened on or before this day (YYYY-MM-DD).",
    "q": "Words of the statement, its source or its places.",
}
_SAFETY = {
    "coordinates": "exact, rounded to about 10 km, or hidden.",
    "hide": "A place, source or other name that the copy is not to have; several times for several.",
}
_JSON_TYPES = {
    schema.TEXT: "string",
    schema.INTEGER: "integer",
    schema.NUMBER: "number",
    schema.FLAG: "boolean",
    schema.DAY: "string",
    schema.INSTANT: "string",
}


def document(files: Mapping[str, str], largest_page: int) -> dict[str, Any]:
    """Describe every address.

    Parameters
    ----------
    files : mapping of str to str
        The files of an article by name, with their media types.
    largest_page : int
        Articles on one page of the list, at most.
    """
    return {
        "openapi": VERSION,
        "info": {
            "title": "Dateline",
            "version": _version(),
            "description": f"{_ABOUT} {wording.NOT_VERIFIED}. Places: {', '.join(wording.CREDITS)}.",
        },
        "paths": {
            "/api/articles": {"get": _list(largest_page)},
            "/api/articles/{article_id}.json": {"get": _file("The whole analysis", "application/json", "Analysis")},
            **{
                f"/api/articles/{{article_id}}/{name}": {"get": _file(f"The file {name}", media_type)}
                for name, media_type in files.items()
            },
            f"/api/articles/{{article_id}}/{REVIEWS}": {"get": _reviews(files[REVIEWS])},
            "/api/openapi.json": {"get": _operation("This description", {"application/json": {}})},
        },
        "components": {"schemas": _schemas(), "parameters": _parameters()},
    }


def _version() -> str:
    try:
        return metadata.version("dateline")
    except metadata.PackageNotFoundError:
        return "unknown"


def _operation(summary: str, content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "summary": summary,
        "responses": {
            "200": {
                "description": summary,
                "headers": {"ETag": _header("Changes with the content")},
                "content": content,
            },
            "304": {"description": "Not changed since the ETag in If-None-Match"},
            "400": _refused("A parameter is none that can be read"),
            "403": {"description": "The access key is missing, or the server answers on this computer only"},
            "404": _refused("There is no such article or file"),
        },
    }


def _header(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


def _refused(description: str) -> dict[str, Any]:
    error = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
    return {"description": description, "content": {"application/json": {"schema": error}}}


def _list(largest_page: int) -> dict[str, Any]:
    page = {"application/json": {"schema": {"$ref": "#/components/schemas/ArticleList"}}}
    numbers = [
        _query(
            "limit",
            "Articles on this page; with 0 the total alone",
            {"type": "integer", "minimum": 0, "maximum": largest_page},
        ),
        _query("offset", "Articles left out before this page", {"type": "integer", "minimum": 0}),
    ]
    return {**_operation("The kept articles, the newest capture first", page), "parameters": numbers}


def _file(summary: str, media_type: str, name: str | None = None) -> dict[str, Any]:
    essence = media_type.partition(";")[0]
    content = {essence: {"schema": {"$ref": f"#/components/schemas/{name}"}} if name else {}}
    names = ("article_id", *FILTERS, *_OTHER_FILTERS, *_SAFETY)
    references = [{"$ref": f"#/components/parameters/{parameter}"} for parameter in names]
    found = _operation(summary, content)
    found["responses"]["206"] = {"description": "The part that Range asked for", "content": {essence: {}}}
    return {**found, "parameters": references}


def _reviews(media_type: str) -> dict[str, Any]:
    """Describe the one file that says where the verdicts in it are published."""
    where = "The web address of the page with the verdicts: each review links to its statement there."
    found = _file(f"The file {REVIEWS}", media_type)
    return {**found, "parameters": [*found["parameters"], _query("review_url", where, {"type": "string"})]}


def _query(name: str, description: str, kind: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": dict(kind)}


def _parameters() -> dict[str, Any]:
    text = {"type": "string"}
    several = {"type": "array", "items": text}
    words = "Keep what has one of these values; the same parameter may be given several times."
    return {
        "article_id": {"name": "article_id", "in": "path", "required": True, "schema": text},
        **{name: _query(name, words, several) for name in FILTERS},
        **{name: _query(name, description, text) for name, description in _OTHER_FILTERS.items()},
        **{name: _query(name, description, several) for name, description in _SAFETY.items()},
    }


def _schemas() -> dict[str, Any]:
    frames = {name: {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}} for name in FRAME_NAMES}
    kept = ("article_id", "title", "publisher", "published", "captured_at", "n_places", "n_claims")
    listed = {name: {"type": [_json_type(name), "null"]} for name in kept}
    files = {"files": {"type": "array", "items": {"type": "string"}}}
    articles = {"type": "array", "items": {"type": "object", "properties": {**listed, **files}}}
    page = {"articles": articles, "total": {"type": "integer"}, "next": {"type": ["string", "null"]}}
    return {
        "ArticleList": {"type": "object", "properties": page},
        "Analysis": {
            "type": "object",
            "properties": {"article": {"type": "object"}, **frames, "provenance": {"type": "object"}},
        },
        **{name: _frame(name) for name in FRAME_NAMES},
    }


def _frame(name: str) -> dict[str, Any]:
    properties = {}
    for column in schema.columns(name):
        values = schema.VALUES.get((name, column))
        kind: dict[str, Any] = {"type": [_json_type(column), "null"]} if _json_type(column) else {}
        properties[column] = {**kind, "enum": [*sorted(values), None]} if values else kind
    return {"type": "object", "properties": properties}


def _json_type(column: str) -> str:
    if column in ("n_places", "n_claims"):
        return "integer"
    return _JSON_TYPES.get(schema.dtype_of(column), "")
