"""Reading one web page for a person, and refusing every address that leads into this computer or its network.

Every hop is resolved once, checked, and connected to at the very address that was checked, so a name that changes its
answer in between gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from math import inf
from pathlib import PurePosixPath
from urllib.parse import urljoin

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from geodata.errors import AddressRefused, FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_PAGE_BYTES = 10 * 1024 * 1024
"""Bytes of a page after unpacking: news pages carry a lot beside their article, but not this much."""

TIME_LIMIT_S = 20.0
"""Seconds for the whole reading, redirects included: longer than a slow site, shorter than a person's patience."""

CONNECT_LIMIT_S = 5.0
"""Seconds for one connection: an address that does not answer must leave time for the next one of the same host."""

MAX_REDIRECTS = 5
"""Hops: consent and shortener chains are three at most."""

READABLE_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/json": ".json",
    "application/geo+json": ".geojson",
    "application/ld+json": ".jsonld",
}
"""Content types that hold an article, several of them, or an analysis, with the file ending of their reader."""

_VAGUE_TYPES = frozenset({"text/plain", "application/octet-stream", "binary/octet-stream"})
"""Content types of servers that do not look into their files: the ending of the address says more."""

_PIECE_BYTES = 64 * 1024  # bytes read at once
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # IPv6 addresses that stand for an IPv4 address
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "Dateline (reads one article for one person)",
    "Accept": "text/html, application/xhtml+xml, */*;q=0.5",  # a page where there is a choice
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True)
class Page:
    """What a web address answered; ``ending`` names its kind like a file's ending."""

    address: str
    body: bytes
    ending: str
    charset: str | None


def is_public(address: IPAddress) -> bool:
    """Tell whether an IP address belongs to the open internet, seen through every form that wraps an IPv4 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address inside a mapped, 6to4, Teredo or NAT64 address."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def resolve_host(host: str, port: int) -> list[IPAddress]:
    """Return the addresses of a host name, as the system resolves it (odd number forms included)."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"The site {host} cannot be found: check the address, or paste the text itself.") from error
    return list(dict.fromkeys(ipaddress.ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers))


@dataclass(frozen=True)
class Rules:
    """What may be fetched: tests replace them, nobody else does."""

    may_open: Callable[[IPAddress], bool] = is_public
    resolve: Callable[[str, int], Sequence[IPAddress]] = resolve_host
    max_bytes: int = MAX_PAGE_BYTES
    time_limit_s: float = TIME_LIMIT_S


@dataclass(frozen=True)
class Deadline:
    """The moment after which a reading is given up."""

    at: float
    pause_s: float = inf
    """Seconds in which nothing comes, after which the line counts as broken."""

    def left(self) -> float:
        """Return the seconds left; FetchError when there are none."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise FetchError("The site takes too long to answer: try again later, or paste the text itself.")
        return seconds


def fetch(address: str, rules: Rules | None = None) -> Page:
    """Read one page from the web.

    Parameters
    ----------
    address : str
        An ``http`` or ``https`` address without a user name or password.
    rules : Rules, optional
        Limits and checks.

    Returns
    -------
    Page
        The page at the end of its redirects.

    Raises
    ------
    AddressRefused
        The address, or one it leads to, is not a public web address.
    FetchError
        The site does not answer, answers with an error, with too much, or with no article.
    """
    rules = rules or Rules()
    deadline = Deadline(time.monotonic() + rules.time_limit_s)
    for _ in range(MAX_REDIRECTS + 1):
        url = check_address(address)
        page = _fetch_once(url, rules, deadline)
        if isinstance(page, Page):
            return page
        address = urljoin(url.url, page)
    raise FetchError("The site sends from one address to the next without end: paste the text itself.")


def check_address(address: str) -> Url:
    """Return the parsed address; AddressRefused when it is none of the web, or carries credentials."""
    try:
        url = parse_url(address.strip())
    except (LocationParseError, UnicodeError) as error:
        raise AddressRefused("This is no web address that can be read: check it for typing errors.") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise AddressRefused("Only addresses that begin with http:// or https:// can be read.")
    if url.auth is not None:
        raise AddressRefused("An address with a user name or password in it is not opened: remove that part.")
    return url


def _fetch_once(url: Url, rules: Rules, deadline: Deadline) -> Page | str:
    """Return the page, or the address that it sends on to."""
    try:
        with asked(url, _HEADERS, rules, deadline) as response:
            if response.status in _REDIRECTS and response.headers.get("Location"):
                return str(response.headers["Location"])
            return _read_page(url, response, rules, deadline)
    except (HTTPError, OSError, ValueError) as error:
        deadline.left()  # a late answer is reported as late
        raise FetchError(say_why(url, error)) from error


@contextmanager
def asked(url: Url, headers: Mapping[str, str], rules: Rules, deadline: Deadline) -> Iterator[BaseHTTPResponse]:
    """Ask for what is at one checked address and yield the answer, unread; the line is closed afterwards."""
    host, port = str(url.host).strip("[]"), url.port or (443 if url.scheme == "https" else 80)
    with _connected(url, _checked(host, port, rules), port, deadline) as connection:
        headers = {**headers, "Host": url.netloc or host}
        connection.request("GET", url.request_uri, headers=headers, preload_content=False)
        yield connection.getresponse()


def _checked(host: str, port: int, rules: Rules) -> Sequence[IPAddress]:
    addresses = rules.resolve(host, port)
    if not addresses or not all(map(rules.may_open, addresses)):
        raise AddressRefused(
            "This address leads into this computer or its own network, and is not opened: paste the text itself."
        )
    return addresses


@contextmanager
def _connected(
    url: Url, addresses: Sequence[IPAddress], port: int, deadline: Deadline
) -> Iterator[HTTPConnection | HTTPSConnection]:
    """Connect to the first checked address that answers; the watchdog cuts the line when the time is up."""
    connection = _connect_any(url, addresses, port, deadline)
    watchdog = threading.Timer(deadline.left(), _cut, [connection.sock])  # the connection lets go of it later
    watchdog.daemon = True
    watchdog.start()
    try:
        yield connection
    finally:
        watchdog.cancel()
        connection.close()


def _connect_any(
    url: Url, addresses: Sequence[IPAddress], port: int, deadline: Deadline
) -> HTTPConnection | HTTPSConnection:
    for position, address in enumerate(addresses):
        connection = _connection(url, str(address), port, min(CONNECT_LIMIT_S, deadline.left()))
        try:
            connection.connect()
        except (HTTPError, OSError):
            connection.close()
            if position == len(addresses) - 1:
                raise
        else:
            connection.sock.settimeout(min(deadline.pause_s, deadline.left()))
            return connection
    raise FetchError("The site has no address.")


def _connection(url: Url, address: str, port: int, timeout_s: float) -> HTTPConnection | HTTPSConnection:
    if url.scheme == "http":
        return HTTPConnection(address, port, timeout=timeout_s)
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # beside the system's own: some systems come without any
    name = str(url.host).strip("[]")
    return HTTPSConnection(address, port, timeout=timeout_s, ssl_context=context, server_hostname=name)


def _cut(line: socket.socket) -> None:
    """Wake a reading that waits for a site which sends a little at a time."""
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _read_page(url: Url, response: BaseHTTPResponse, rules: Rules, deadline: Deadline) -> Page:
    if response.status != HTTPStatus.OK:
        raise FetchError(f"The site answers {_status(response.status)}: open it in a browser and paste the text.")
    ending, charset = _kind(response.headers.get("Content-Type", ""), url.path or "")
    body = bytearray()
    while piece := response.read(_PIECE_BYTES, decode_content=True):
        deadline.left()
        body += piece
        if len(body) > rules.max_bytes:
            limit = rules.max_bytes // 1024**2
            raise FetchError(f"This page has more than {limit} MB, too much for an article: paste the text itself.")
    deadline.left()
    return Page(url.url, bytes(body), ending, charset)


def _kind(content_type: str, path: str) -> tuple[str, str | None]:
    """Return the file ending and the charset of a content type; FetchError when it holds no article."""
    essence, *parameters = [part.strip() for part in content_type.split(";")]
    named = PurePosixPath(path).suffix.lower()
    is_vague = essence.lower() in _VAGUE_TYPES and named in READABLE_TYPES.values()
    ending = named if is_vague else READABLE_TYPES.get(essence.lower() or "text/html")
    if ending is None:
        shown = "".join(filter(str.isprintable, essence))[:60]
        raise FetchError(f"There is no article at this address but a file of the kind {shown}.")
    charsets = (part.partition("=")[2].strip("\"' ") for part in parameters if part.lower().startswith("charset="))
    return ending, next(charsets, None)


def _status(code: int) -> str:
    try:
        return f"{code} ({HTTPStatus(code).phrase})"
    except ValueError:
        return str(code)


def say_why(url: Url, error: Exception) -> str:
    """Say in a user's words why a site could not be read."""
    host = str(url.host).strip("[]")
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return f"The site {host} has no valid certificate, so it is not read: paste the text itself."
    return f"The site {host} does not answer: check the address and the connection, or paste the text itself."
