"""Who may come in: this computer alone, or under --share everyone with the key, and nobody else anywhere."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from dashboard import access
from dashboard.access import Options, cookie_name, is_local_host, middleware, new_key, read_options
from tests.dashboard.asgi import Reader

KEY = "a-key-for-tests"
SHARED = Options(share=True, key=KEY, host="192.168.1.5:8501")
PATHS = (
    "/",
    "/?article=1",
    "/_stcore/health",
    "/media/x.csv",
    "/app/static/leaflet.js",
    "/api/articles",
    "/component/x",
)


async def answer(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("inside", headers={"X-Frame-Options": "DENY"})


async def talk(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("inside")
    await websocket.close()


def client(options: Options, host: str = "localhost:8501") -> Reader:
    routes = [WebSocketRoute("/_stcore/stream", talk), Route("/{path:path}", answer, methods=["GET", "POST"])]
    return Reader(Starlette(routes=routes, middleware=middleware(options)), host)


def enters_by_websocket(visitor: Reader, query: str = "") -> bool:
    return visitor.opens_websocket(f"/_stcore/stream{query}")


@pytest.mark.parametrize("path", PATHS)
def test_without_the_key_nothing_is_answered(path: str) -> None:
    for host in ("192.168.1.5:8501", "localhost:8501"):  # this computer needs the key, too
        refused = client(SHARED, host).get(path)
        assert refused.status == 403
        assert "inside" not in refused.text
    assert client(SHARED).get(path, method="POST").status == 403


def test_without_the_key_the_websocket_is_refused() -> None:
    assert not enters_by_websocket(client(SHARED))
    assert not enters_by_websocket(client(SHARED), "?key=wrong")


@pytest.mark.parametrize("path", PATHS)
def test_the_key_becomes_a_cookie_that_opens_everything(path: str) -> None:
    visitor = client(SHARED, "192.168.1.5:8501")
    first = visitor.get(f"/?article=abc&key={KEY}&place=geonames:1")
    assert first.status == 303
    assert first.headers["location"] == "/?article=abc&place=geonames%3A1"  # the key is not in the history
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert visitor.get(path).text == "inside"
    assert enters_by_websocket(visitor)


def test_the_key_alone_opens_data_for_programs() -> None:
    assert client(SHARED).get(f"/api/articles?key={KEY}").text == "inside"


@pytest.mark.parametrize(
    "key",
    ["", "wrong", KEY[:-1], KEY + "x", KEY.upper(), "%ED%A0%80", "é", f"{KEY}%00"],
)
def test_a_wrong_key_opens_nothing(key: str) -> None:
    visitor = client(SHARED)
    assert visitor.get(f"/?key={key}").status == 403
    visitor.cookies[cookie_name(KEY)] = key
    assert visitor.get("/").status == 403
    assert not enters_by_websocket(visitor)


def test_a_broken_cookie_opens_nothing() -> None:
    refused = client(SHARED).get("/", headers={"Cookie": f'{cookie_name(KEY)}="; ;;=,\x7f'})
    assert refused.status == 403


def test_the_key_of_another_start_opens_nothing() -> None:
    visitor = client(SHARED)
    visitor.get(f"/?key={KEY}")
    later = client(Options(share=True, key=new_key()))
    later.cookies |= visitor.cookies
    assert later.get("/").status == 403


@pytest.mark.parametrize(
    "host, local",
    [
        ("localhost", True),
        ("localhost:8501", True),
        ("LOCALHOST:8501", True),
        ("127.0.0.1:8501", True),
        ("127.0.0.2", True),
        ("[::1]:8501", True),
        ("evil.test", False),  # a name that was pointed at this computer
        ("localhost.evil.test", False),
        ("evil.test:8501@localhost", True),  # the part before @ is no host
        ("192.168.1.5:8501", False),
        ("", False),
        ("[::1", False),
        ("localhost:port", True),
    ],
)
def test_names_of_this_computer(host: str, local: bool) -> None:
    assert is_local_host(host) is local


def test_another_name_for_this_computer_is_refused_when_not_sharing() -> None:
    for path in PATHS:
        assert client(Options(), "evil.test").get(path).status == 403
        assert client(Options()).get(path).text == "inside"
    assert not enters_by_websocket(client(Options(), "evil.test"))
    assert enters_by_websocket(client(Options()))


def test_every_answer_has_the_headers_that_protect_a_reader() -> None:
    for response in (client(Options()).get("/"), client(SHARED).get("/")):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in response.headers["content-security-policy"]
        assert "key" not in response.headers["referrer-policy"]
    assert client(Options()).get("/").headers["x-frame-options"] == "DENY"  # an answer's own header stays


def test_options_travel_in_the_environment() -> None:
    for options in (SHARED, Options(), Options(store="/a b/ü.sqlite", article="abc")):
        assert read_options(options.to_environment()) == options
    assert read_options({}) == Options()


def test_sharing_without_a_key_is_impossible() -> None:
    with pytest.raises(ValueError, match="key"):
        middleware(Options(share=True))
    assert len(new_key()) > access.KEY_BYTES
    assert new_key() != new_key()
