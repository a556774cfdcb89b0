"""The data beside the page: the library's articles, and each of them in every format and every frame.

The addresses are described in ``/api/openapi.json``. Every file is the same as the one that the page and the command
line give; an ETag says when it has changed, and a part of it can be asked for.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import cached, openapi, ranges
from dashboard.access import KEY_PARAMETER
from dashboard.exports import EXPORTS, HTML, export, narrowed, read_filters, safe_copy
from dashboard.viewstate import ViewState
from geodata import schema
from geodata.errors import ArticleNotFound, DatelineError, InputError
from geodata.formats import FORMATS
from geodata.formats.csv_file import write_frame
from geodata.formats.geojson_file import write_places
from geodata.schema import FRAME_NAMES, Analysis

JSON, CSV, GEOJSON = (FORMATS[name].media_type for name in ("json", "csv", "geojson"))
PAGE_SIZE, LARGEST_PAGE = 100, 1000
"""Articles on one page of the list where nothing is said, and at most."""

UNEXPECTED = "This file cannot be made; why is written to Dateline’s log."

_log = logging.getLogger(__name__)


class _Asked(NamedTuple):
    """What a file is written from: the article, the filters, and the rest of the address."""

    analysis: Analysis
    state: ViewState
    query: QueryParams


Writer = Callable[[_Asked], bytes]


def _export_writer(name: str, **options: bool) -> Writer:
    return lambda asked: export(asked.analysis, name, asked.state, **options)


def _write_claims(asked: _Asked) -> bytes:
    return export(asked.analysis, "jsonld", asked.state, review_url=asked.query.get("review_url"))


def _frame_writer(name: str) -> Writer:
    return lambda asked: write_frame(narrowed(asked.analysis, asked.state).frames()[name])


def _write_places(asked: _Asked) -> bytes:
    return write_places(narrowed(asked.analysis, asked.state))


FILES: MappingProxyType[str, tuple[str, Writer]] = MappingProxyType(
    {
        **{entry.file: (entry.media_type, _export_writer(name)) for name, entry in EXPORTS.items() if name != "json"},
        EXPORTS["jsonld"].file: (EXPORTS["jsonld"].media_type, _write_claims),
        "statements-full.csv": (CSV, _export_writer("csv", full=True)),
        "places.geojson": (GEOJSON, _write_places),
        **{f"{name}.csv": (CSV, _frame_writer(name)) for name in FRAME_NAMES},
    }
)
"""The files of an article by name: what they are, and who writes them."""


def routes() -> list[BaseRoute]:
    """Return the routes of the API."""
    return [
        Route("/api/openapi.json", describe),
        Route("/api/articles", list_articles),
        Route("/api/articles/{article_id}.json", send_analysis),
        Route("/api/articles/{article_id}/{name}", send_file),
        Route("/api/{rest:path}", unknown),
    ]


async def describe(request: Request) -> Response:
    """Describe the addresses in OpenAPI's form."""
    files = {name: media_type for name, (media_type, _) in FILES.items()}
    return _send(_json(openapi.document(files, LARGEST_PAGE)), request, JSON)


async def list_articles(request: Request) -> Response:
    """List the kept articles with the addresses of their data, page by page, the newest capture first."""
    return await _answer(lambda: _list(request))


async def send_analysis(request: Request) -> Response:
    """Send one whole analysis, as `dateline analyze` writes it; the filters of the page's addresses work here too."""
    article_id = request.path_params["article_id"]
    wanted = _Wanted(article_id, f"{article_id}.json", JSON, _export_writer("json"))
    return await _answer(lambda: _file(wanted, request))


async def send_file(request: Request) -> Response:
    """Send one file of an article: a frame, the shapes, a picture, a page; the filters work here too."""
    article_id, name = request.path_params["article_id"], request.path_params["name"]
    if name not in FILES:
        return _error(404, f"There is no such file of an article; there are {', '.join(FILES)}.")
    wanted = _Wanted(article_id, f"{article_id}-{name}", *FILES[name])
    return await _answer(lambda: _file(wanted, request))


async def unknown(_request: Request) -> Response:
    """Answer every other address of the API."""
    return _error(404, "There is nothing at this address; /api/articles lists what there is.")


async def _answer(make: Callable[[], Response]) -> Response:
    """Make the answer beside the event loop; what the engine refuses is said in its one sentence."""
    try:
        return await run_in_threadpool(make)
    except ArticleNotFound as error:
        return _error(404, str(error))
    except InputError as error:
        return _error(400, str(error))
    except DatelineError as error:
        return _error(500, str(error))
    except Exception:  # noqa: BLE001 - whatever it is, a program is told in one sentence
        _log.exception("A file could not be made")
        return _error(500, UNEXPECTED)


def _list(request: Request) -> Response:
    limit, offset = _number(request, "limit", PAGE_SIZE, LARGEST_PAGE), _number(request, "offset", 0, None)
    everything = cached.library()
    kept = schema.to_records(everything.iloc[offset : offset + limit])
    for record in kept:
        record["published"] = (record["published"] or "")[:10] or None  # the day of a midnight
        base = f"/api/articles/{quote(record['article_id'])}"
        record["files"] = [_with_key(request, address) for address in (f"{base}.json", *(f"{base}/{n}" for n in FILES))]
    following = _with_key(request, "/api/articles", limit=limit, offset=offset + limit)
    more = following if limit and offset + limit < len(everything) else None
    body = _json({"articles": kept, "total": len(everything), "next": more})
    return _send(body, request, JSON, {"Link": f'<{more}>; rel="next"'} if more else None)


def _with_key(request: Request, path: str, **fields: int) -> str:
    """Return an address that its reader can open: who came with the access key in the address needs it again."""
    key = request.query_params.get(KEY_PARAMETER)
    query = urlencode({**fields, **({KEY_PARAMETER: key} if key else {})})
    return f"{path}?{query}" if query else path


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _number(request: Request, name: str, default: int, most: int | None) -> int:
    """Read a number of the address; InputError for any other word."""
    word = request.query_params.get(name, str(default))
    if not (word.isascii() and word.isdecimal()) or len(word) > len("1000000000"):
        raise InputError(f"{name} is a number: 0, 1, 2 and so on.")
    return int(word) if most is None else min(int(word), most)


class _Wanted(NamedTuple):
    """A file of an article: what it is called, what it is, and who writes it."""

    article_id: str
    name: str
    media_type: str
    write: Writer


def _file(wanted: _Wanted, request: Request) -> Response:
    query = request.query_params
    state = read_filters({key: query.getlist(key) for key in query})

    def make() -> bytes:
        copy = safe_copy(cached.load_kept(wanted.article_id), query.get("coordinates"), query.getlist("hide"))
        return wanted.write(_Asked(copy, state, query))

    asked = [pair for pair in query.multi_items() if pair[0] != KEY_PARAMETER]
    data = cached.file_of(wanted.article_id, f"{wanted.name}?{urlencode(asked)}", make)
    shown = "inline" if wanted.media_type == HTML else "attachment"
    headers = {"Content-Disposition": f"{shown}; filename*=UTF-8''{quote(wanted.name, safe='')}"}
    if wanted.media_type == HTML:
        headers["Content-Security-Policy"] = (
            "default-src 'unsafe-inline' data: blob:; sandbox allow-scripts allow-popups"
        )
    return _send(data, request, wanted.media_type, headers)


def _send(data: bytes, request: Request, media_type: str, headers: dict[str, str] | None = None) -> Response:
    """Send bytes, the part of them that was asked for, or only that they are what the reader has already."""
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    # A reader may keep it, but asks each time: the article may have been corrected or deleted since.
    common = {**(headers or {}), "ETag": tag, "Cache-Control": "private, no-cache", "Accept-Ranges": "bytes"}
    known = [word.strip().removeprefix("W/") for word in request.headers.get("if-none-match", "").split(",")]
    if tag in known or known == ["*"]:
        return Response(status_code=304, headers=common)
    condition = request.headers.get("if-range", tag)
    asked = request.headers.get("range", "") if condition == tag else ""
    found = ranges.part_of(asked, len(data))
    if found is None:
        return Response(data, media_type=media_type, headers=common)
    if not found:
        return Response(status_code=416, headers={**common, "Content-Range": f"bytes */{len(data)}"})
    placed = {"Content-Range": f"bytes {found.start}-{found.stop - 1}/{len(data)}"}
    return Response(data[found.start : found.stop], 206, {**common, **placed}, media_type)


def _error(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status, headers={"Cache-Control": "no-store"})
