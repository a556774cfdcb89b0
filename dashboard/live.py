"""What an open page asks every few seconds: a word that changes whenever somebody changes its article.

The answer costs one look into the library and some hundred bytes; the page is drawn anew only where the word differs.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import cached
from geodata.errors import DatelineError


def routes() -> list[BaseRoute]:
    """Return the route."""
    return [Route("/api/stamp/{article_id}", send_stamp)]


async def send_stamp(request: Request) -> Response:
    """Send the word of one article; an empty one where the library has none of it now."""
    try:
        word = await run_in_threadpool(cached.stamp, request.path_params["article_id"])
    except DatelineError:
        word = ""
    return JSONResponse({"stamp": word}, headers={"Cache-Control": "no-store"})
