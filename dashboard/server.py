"""One process that serves page, API and downloads: Streamlit's ASGI app behind our checks."""

from __future__ import annotations

import errno
import gc
import os
import socket
import sys
import tomllib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.access import Options

if TYPE_CHECKING:
    from streamlit.starlette import App

HOME = Path(__file__).parent
LOCAL, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only under --share, behind its key
DEFAULT_PORT = 8501
PORTS_TRIED = 100
"""Ports looked at for a free one, from the default up."""

SWITCH_S = 0.0005
"""Seconds for which a page that is being computed may keep files from being sent; Python's own 0.005 is felt, since
one file takes several turns."""

GARBAGE_AFTER = 50_000
"""New objects after which Python looks for garbage; after its own 700 it is a tenth of the time of a view of 20,000
places, nearly all of which are kept."""

_STOP_S = 2  # seconds that open pages are given to close when the server stops
_OUTSIDE = "192.0.2.1"  # a documentation address: asking for the way there sends nothing
_ANY_PORT = 9


class PortTaken(Exception):  # noqa: N818 - errors are statements here
    """No port can be had; its text says what to do."""


@dataclass(frozen=True)
class Listener:
    """An open socket that waits for readers, and the port it got."""

    socket: socket.socket
    port: int


def listen(address: str, port: int | None) -> Listener:
    """Take a port: the given one or none, else the first free one from the default up.

    Raises
    ------
    PortTaken
        With what to do about it.
    """
    tried = [port] if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED)
    for candidate in tried:
        found = _bind(address, candidate)
        if found is not None:
            return Listener(found, found.getsockname()[1])
    which = f"Port {port} is" if port is not None else f"The ports {tried[0]} to {tried[-1]} are"
    raise PortTaken(f"{which} taken or not allowed: give another one with --port.")


def _bind(address: str, port: int) -> socket.socket | None:
    line = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio sends at once on these alone
    try:
        if os.name == "posix":  # elsewhere it would let two servers share one port
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind((address, port))
        line.listen()
    except OSError as error:
        line.close()
        if error.errno in {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}:
            return None
        raise
    return line


def network_address() -> str:
    """Return the address under which the local network reaches this computer, found without asking anyone."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.connect((_OUTSIDE, _ANY_PORT))
            return str(line.getsockname()[0])
        except OSError:
            return LOCAL


def config_file() -> Path:
    """Return our config.toml: inside the installed package, else at the top of the clone."""
    inside = HOME / ".streamlit" / "config.toml"
    return inside if inside.is_file() else HOME.parent / ".streamlit" / "config.toml"


def load_config(address: str, port: int, options: Options) -> None:
    """Give Streamlit our settings; they win over any file of the folder that the program was started in."""
    from streamlit import config

    settings = dict(_flat(tomllib.loads(config_file().read_text(encoding="utf-8"))))
    settings |= {"server.address": address, "server.port": port, "browser.serverPort": port}
    if options.share:
        settings["server.allowedHosts"] = []  # the key decides, under whatever name the network knows us
    config.get_config_options(force_reparse=True, options_from_flags=settings)


def _flat(settings: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield dotted names and values of nested tables."""
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def build_app(options: Options, on_start: Callable[[], None] | None = None) -> App:
    """Build the application: the page, the API, and the checks in front of both."""
    from starlette.middleware import Middleware
    from streamlit.starlette import App

    from dashboard import access, api, live, map_api
    from dashboard.ahead import Ahead
    from dashboard.compression import PlainAtHome
    from dashboard.early import Early
    from dashboard.shelf import Shelf

    @asynccontextmanager
    async def lifespan(_app: App) -> AsyncIterator[None]:
        if on_start is not None:
            on_start()
        yield

    return App(
        HOME / "app.py",
        routes=[*map_api.routes(), *live.routes(), *api.routes()],
        middleware=[*access.middleware(options), *(Middleware(one) for one in (PlainAtHome, Ahead, Early, Shelf))],
        lifespan=lifespan,
    )


def serve(listener: Listener, options: Options, on_start: Callable[[], None] | None = None) -> None:
    """Serve until a signal says stop; `on_start` is called when readers can come."""
    import uvicorn
    from streamlit import config

    sys.setswitchinterval(SWITCH_S)
    gc.set_threshold(GARBAGE_AFTER)
    os.environ.update(options.to_environment())
    load_config(listener.socket.getsockname()[0], listener.port, options)
    settings = uvicorn.Config(
        build_app(options, on_start),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=config.get_option("server.maxMessageSize") * 1024**2,
        timeout_graceful_shutdown=_STOP_S,
    )
    uvicorn.Server(settings).run(sockets=[listener.socket])
