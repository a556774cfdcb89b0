"""`dateline`: look that everything is there, analyse what was given, serve the page, open the browser."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import threading
import webbrowser
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from dashboard import access
from dashboard.assets.startup import ensure_built
from dashboard.commands import progress
from dashboard.commands.analyze import analyses
from dashboard.commands.articles import Known, check_words
from dashboard.commands.failures import NothingUsable
from dashboard.server import DEFAULT_PORT, EVERYWHERE, LOCAL, Listener, PortTaken, listen, network_address, serve
from dashboard.tiles import open_tiles
from geodata.errors import DatelineError
from geodata.store import open_store

_EXPOSED = (
    "Whoever has this link can open the page and the whole library, add to it and delete from it. "
    "Stop with Ctrl-C to close it again."
)


def open_page(options: argparse.Namespace) -> int:
    """Serve the page until the user stops it."""
    known = Known(options.published, items=options.items)
    check_words(options.articles, known)
    options.store = options.store or access.read_options().store
    tiles = _check_tiles(options.tiles)
    ensure_built(progress.preparing())
    first = _keep(options, known)
    try:
        listener = listen(EVERYWHERE if options.share else LOCAL, options.port)
    except PortTaken as error:
        raise NothingUsable(str(error)) from error
    if options.port is None and listener.port != DEFAULT_PORT:
        _say(f"Port {DEFAULT_PORT} is taken; using {listener.port} instead.")
    decided = replace(_decide(options, listener, first), tiles=tiles)
    addresses = _addresses(decided, listener.port)
    serve(listener, decided, lambda: _announce(addresses, decided, browser=not options.no_browser))
    return 0


def _check_tiles(path: str | None) -> str | None:
    """Open the file of map tiles before anything is served, so that a wrong one is said here and now."""
    path = path or access.read_options().tiles
    if path is None:
        return None
    open_tiles(path)
    return str(Path(path).resolve())


def _keep(options: argparse.Namespace, known: Known) -> str | None:
    """Analyse and keep the given articles; return the id of the first."""
    store = open_store(options.store)
    ids = [store.save(analysis) for analysis in analyses(options.articles, known, store)] if options.articles else []
    return ids[0] if ids else None


def _decide(options: argparse.Namespace, listener: Listener, first: str | None) -> access.Options:
    if not options.share:
        return access.Options(store=options.store, article=first)
    host = f"{network_address()}:{listener.port}"
    return access.Options(share=True, key=access.new_key(), host=host, store=options.store, article=first)


def _addresses(decided: access.Options, port: int) -> tuple[str, str | None]:
    """Return the address for this computer, and the one for the network."""
    key = f"/?{urlencode({access.KEY_PARAMETER: decided.key})}" if decided.key else ""
    return f"http://localhost:{port}{key}", f"http://{decided.host}{key}" if decided.share else None


def _announce(addresses: tuple[str, str | None], decided: access.Options, *, browser: bool) -> None:
    here, network = addresses
    _say(f"Dateline is at {here}")
    if decided.share:
        _say(f"On your network: {network}")
        _say(_EXPOSED)
    threading.Thread(target=_warm_up, daemon=True).start()
    if browser and _has_screen():
        threading.Thread(target=webbrowser.open, args=(here,), daemon=True).start()


def _warm_up() -> None:
    """Load the engine while the browser is still loading the page."""
    from geodata.pipeline import analyze

    with suppress(DatelineError):  # the page says it to whoever asks
        analyze("Dateline.")
    gc.collect()
    gc.freeze()  # the collector holds up every reader: let it overlook what stays loaded


def _has_screen() -> bool:
    """Tell whether a browser can have a window; without one a text browser would take over the terminal."""
    if sys.platform in {"win32", "darwin", "cygwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is the output
