"""The data beside the page: the library's articles, and each of them in every format and every frame."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import access
from geodata import formats, schema
from geodata.errors import ArticleNotFound, DatelineError, InputError
from geodata.formats import FORMATS
from geodata.formats.csv_file import write_frame
from geodata.formats.geojson_file import write_geojson, write_places
from geodata.narrowing import only_kinds, read_kinds
from geodata.schema import FRAME_NAMES, Analysis
from geodata.store import open_store

JSON, CSV, GEOJSON = (FORMATS[name].media_type for name in ("json", "csv", "geojson"))
HTML = "text/html; charset=utf-8"

Writer = Callable[[Analysis], bytes]


def _write_page(analysis: Analysis) -> bytes:
    from dashboard.report import write_html

    return write_html(analysis)


def _frame_writer(name: str) -> Writer:
    return lambda analysis: write_frame(analysis.frames()[name])


FILES: MappingProxyType[str, tuple[str, Writer]] = MappingProxyType(
    {
        "map.html": (HTML, _write_page),
        "claims.geojson": (GEOJSON, write_geojson),
        "places.geojson": (GEOJSON, write_places),
        "statements.csv": (CSV, FORMATS["csv"].write),
        **{f"{name}.csv": (CSV, _frame_writer(name)) for name in FRAME_NAMES},
    }
)
"""The files of an article by name: what they are, and who writes them."""


def routes() -> list[BaseRoute]:
    """Return the routes of the API."""
    return [
        Route("/api/articles", list_articles),
        Route("/api/articles/{article_id}.json", send_analysis),
        Route("/api/articles/{article_id}/{name}", send_file),
        Route("/api/{rest:path}", unknown),
    ]


async def list_articles(_request: Request) -> Response:
    """List the kept articles with the addresses of their data."""
    return await _answer(_list)


async def send_analysis(request: Request) -> Response:
    """Send one whole analysis, as `dateline analyze` writes it; `?kind=literal` keeps names of that kind."""
    article_id = request.path_params["article_id"]
    wanted = _Wanted(article_id, f"{article_id}.json", JSON, lambda data: formats.write(data, "json"))
    return await _answer(lambda: _file(wanted, request))


async def send_file(request: Request) -> Response:
    """Send one file of an article: a frame, the shapes, or the self-contained page; `?kind=` works here too."""
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


def _list() -> Response:
    kept = schema.to_records(open_store(access.read_options().store).list_articles())
    for record in kept:
        record["published"] = (record["published"] or "")[:10] or None  # the day of a midnight
        base = f"/api/articles/{quote(record['article_id'])}"
        record["files"] = [f"{base}.json", *(f"{base}/{name}" for name in FILES)]
    return JSONResponse({"articles": kept})


class _Wanted(NamedTuple):
    """A file of an article: what it is called, what it is, and who writes it."""

    article_id: str
    name: str
    media_type: str
    write: Writer


def _file(wanted: _Wanted, request: Request) -> Response:
    kinds = read_kinds(request.query_params.getlist("kind"))
    data = wanted.write(only_kinds(open_store(access.read_options().store).load(wanted.article_id), kinds))
    name, media_type = wanted.name, wanted.media_type
    disposition = f"{'inline' if media_type == HTML else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    if media_type == HTML:
        headers["Content-Security-Policy"] = (
            "default-src 'unsafe-inline' data: blob:; sandbox allow-scripts allow-popups"
        )
    return Response(data, media_type=media_type, headers=headers)


def _error(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status)
