"""Reading web pages: what is refused before any connection, and what a site may not do to us."""

import ipaddress
import socket
from collections.abc import Iterator

import pytest

from geodata.captures import Capture, Given, capture_url
from geodata.errors import AddressRefused, FetchError, InputError
from geodata.feeds import Feed
from geodata.fetch import Rules, check_address, fetch, is_public
from geodata.incoming import Table, read_address
from geodata.ingest import is_address
from geodata.schema import Analysis
from tests.dashboard.example import ARTICLE_ID
from tests.geodata.site_of_files import STORY, Site, serving


@pytest.fixture
def site() -> Iterator[str]:
    with serving() as address:
        yield address


LOCAL = Rules(may_open=lambda _: True)


@pytest.mark.parametrize(
    "address, public",
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("127.9.9.9", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # cloud machines tell their secrets here
        ("100.64.0.1", False),  # shared address space of providers
        ("0.0.0.0", False),  # noqa: S104 - reaches this computer on Linux
        ("224.0.0.1", False),  # multicast
        ("255.255.255.255", False),
        ("192.0.2.1", False),  # documentation
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("fec0::1", False),  # site-local, retired
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),  # mapped
        ("::ffff:93.184.216.34", True),
        ("::127.0.0.1", False),  # compatible, retired
        ("2002:7f00:1::", False),  # 6to4 around 127.0.0.1
        ("64:ff9b::a00:1", False),  # NAT64 around 10.0.0.1
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8501/",
        "http://127.0.0.1/",
        "http://2130706433/",  # 127.0.0.1 as one number
        "http://0x7f.0x0.0x0.0x1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:7f00:1]/",
        "http://0/",
        "https://169.254.169.254/latest/meta-data/",
        "http://[fe80::1%25eth0]/",
    ],
)
def test_private_addresses_are_refused_before_connecting(address: str) -> None:
    with pytest.raises(AddressRefused, match="own network"):
        fetch(address)


@pytest.mark.parametrize(
    "address, words",
    [
        ("file:///etc/passwd", "http"),
        ("ftp://example.test/a", "http"),
        ("gopher://example.test", "http"),
        ("javascript://alert(1)", "http"),
        ("http://", "http"),
        ("https:///path", "http"),
        ("http://user:secret@example.test/", "password"),
        ("http://user@example.test/", "password"),
        ("http://[::1", "typing"),
        ("http://exa mple.test:99999999/", "typing|http"),
    ],
)
def test_other_addresses_are_refused(address: str, words: str) -> None:
    with pytest.raises(AddressRefused, match=words) as caught:
        check_address(address)
    assert "secret" not in str(caught.value)


def test_a_backslash_hides_no_second_host() -> None:
    """Two parsers may see two hosts in such an address; ours is asked once, for checking and for connecting."""
    assert check_address("http://good.test\\@127.0.0.1/").host == "good.test"


def test_a_host_with_one_private_answer_is_refused() -> None:
    answers = [ipaddress.ip_address("93.184.216.34"), ipaddress.ip_address("127.0.0.1")]
    with pytest.raises(AddressRefused):
        fetch("http://two-faced.test/", Rules(resolve=lambda _host, _port: answers))


def test_the_connection_goes_to_the_checked_address(site: str) -> None:
    """A name that answers differently the second time gains nothing: it is asked once."""
    answers = iter([[ipaddress.ip_address("127.0.0.1")]])
    port = site.rpartition(":")[2]
    page = fetch(f"http://rebinding.test:{port}/story", Rules(lambda _: True, lambda _host, _port: next(answers)))
    assert b"Springfield" in page.body


def test_a_redirect_into_the_network_is_refused(site: str) -> None:
    """Every hop is checked, not only the first."""
    opened = Rules(may_open=lambda address: str(address) == "127.0.0.1")
    for target in ("http://10.0.0.1/", "http://[::1]:1/", "//192.168.0.1/x"):
        with pytest.raises(AddressRefused, match="own network"):
            fetch(f"{site}/to/{target}", opened)
    with pytest.raises(AddressRefused, match="http"):
        fetch(f"{site}/to/file:///etc/passwd", opened)


@pytest.mark.parametrize(
    "path, words",
    [
        ("/loop", "without end"),
        ("/missing", "404"),
        ("/image", "image/png"),
        ("/bomb", "more than 0 MB"),  # counted after unpacking
    ],
)
def test_bad_answers_give_one_sentence(site: str, path: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch(site + path, Rules(may_open=lambda _: True, max_bytes=100_000))


def test_a_trickling_site_is_cut_off(site: str) -> None:
    with pytest.raises(FetchError, match="too long"):
        fetch(f"{site}/slow", Rules(may_open=lambda _: True, time_limit_s=0.3))


def test_a_closed_port_gives_one_sentence() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="does not answer"):
            fetch(f"http://127.0.0.1:{closed.getsockname()[1]}/", LOCAL)


def test_an_unknown_name_gives_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(FetchError, match=r"no-such-host\.test cannot be found"):
        fetch("http://no-such-host.test/")


def test_an_article_is_read_from_its_page(site: str) -> None:
    article = capture_url(f"{site}/to/{site}/story?x=1", rules=LOCAL).article
    assert article.title == "Bridge closed"
    assert article.publisher == "The Post"
    assert str(article.published) == "2015-09-30"
    assert article.url == f"{site}/story?x=1"
    assert "Springfield" in article.text
    assert "Home" not in article.text
    assert Site.asked == [f"/to/{site}/story?x=1", "/story?x=1"]


def test_the_encoding_of_the_server_counts_and_given_words_win(site: str) -> None:
    article = capture_url(f"{site}/latin", Given(title="Mine"), rules=LOCAL).article
    assert "maïre" in article.text
    assert article.title == "Mine"


@pytest.mark.parametrize("path", ["/notes.md", "/report.docx", "/report.pdf"])
def test_a_file_at_an_address_is_read_as_what_it_is(site: str, path: str) -> None:
    found = read_address(site + path, rules=LOCAL)
    assert isinstance(found, Capture)
    assert STORY in found.article.text
    assert found.article.url == site + path


def test_tables_feeds_and_analyses_are_read_from_an_address(site: str) -> None:
    for path in ("/table.csv", "/rows"):
        table = read_address(site + path, rules=LOCAL)
        assert isinstance(table, Table)
        capture = table.capture(1)
        assert capture.article.text == STORY
        assert capture.record["address"] == site + path
        assert len(capture.record["sha256"]) == 64
    for path in ("/saved", "/saved.geojson"):
        analysis = read_address(site + path, rules=LOCAL)
        assert isinstance(analysis, Analysis)
        assert analysis.article.article_id == ARTICLE_ID
    feed = read_address(f"{site}/feed", rules=LOCAL)
    assert isinstance(feed, Feed)
    assert [item.address for item in feed.items] == [f"{site}/story", f"{site}/latin"]


def test_a_front_page_without_an_article_names_its_feed(site: str) -> None:
    with pytest.raises(InputError, match=f"feed to choose from: {site}/feed"):
        read_address(f"{site}/front", rules=LOCAL)
    assert Site.asked == ["/front"]  # nobody asked for the feed yet


def test_a_page_without_an_article_is_refused(site: str) -> None:
    with pytest.raises(InputError, match="No article"):
        capture_url(f"{site}/empty", rules=LOCAL)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("https://example.test/a?b=c", True),
        (" HTTP://example.test ", True),
        ("www.example.test/story", True),
        ("file:///etc/passwd", True),  # meant as an address, and refused as one
        ("Homs", False),
        ("See https://example.test for more.", False),
        ("https://example.test\nA text", False),
        ("Reuters: three dead", False),
    ],
)
def test_an_address_is_told_from_a_text(text: str, expected: bool) -> None:
    assert is_address(text) is expected
