"""What map and article fetch: the map's script, the places and the text of a view, towns of a square, tiles."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import access, cached, towns
from dashboard.map_script import map_script
from dashboard.tiles import open_tiles

JSON = "application/json"
SCRIPT = "text/javascript"
_SQUARE = "{zoom:int}/{column:int}/{row:int}"
_FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}  # a name says what is in it
_NEVER = {"Cache-Control": "no-store"}
_GZIPPED = b"\x1f\x8b"  # how whatever gzip packed begins; no picture and no JSON does
_FOR_A_DAY = {"Cache-Control": "private, max-age=86400"}


def routes() -> list[BaseRoute]:
    """Return the routes of map and article."""
    return [
        Route("/api/script/{signature}.js", send_script),
        Route("/api/map/{name}.json", send_part),
        Route("/api/text/{name}.json", send_part),
        Route(f"/api/towns/{_SQUARE}.json", send_towns),
        Route(f"/api/tiles/{_SQUARE}", send_tile),
    ]


async def send_script(request: Request) -> Response:
    """Send what draws the map; at the address of another version it is the present one, which no browser keeps."""
    script = map_script()
    is_present = request.path_params["signature"] == script.signature
    return Response(script.body, media_type=SCRIPT, headers=_FOREVER if is_present else _NEVER)


async def send_part(request: Request) -> Response:
    """Send the places or the text of a view that is open somewhere, once they are made."""
    drawn = await run_in_threadpool(cached.offered, request.path_params["name"])
    if drawn is None:
        return _missing("No open view has these; reload the page.")
    return Response(drawn.body, media_type=JSON, headers=_FOREVER | {"ETag": f'"{drawn.signature}"'})


async def send_towns(request: Request) -> Response:
    """Send the largest towns of a square of the map."""
    return await _square(request, towns.towns_json, JSON)


async def send_tile(request: Request) -> Response:
    """Send one tile of the file that Dateline was started with; a vector tile where nothing is, is empty."""
    path = access.read_options().tiles
    tiles = open_tiles(path) if path else None
    if tiles is None:
        return _missing("Dateline was started without a file of map tiles.")
    empty = Response(status_code=HTTPStatus.NO_CONTENT) if tiles.facts.are_vectors else None
    return await _square(request, tiles.read, tiles.media_type, empty)


async def _square(
    request: Request, read: Callable[[int, int, int], bytes | None], media_type: str, empty: Response | None = None
) -> Response:
    place = (request.path_params[name] for name in ("zoom", "column", "row"))
    body = await run_in_threadpool(read, *place)
    if body is None:
        return empty or _missing("There is no such square.")
    packed = {"Content-Encoding": "gzip"} if body.startswith(_GZIPPED) else {}
    return Response(body, media_type=media_type, headers=_FOR_A_DAY | packed)


def _missing(sentence: str) -> Response:
    return JSONResponse({"error": sentence}, 404)
