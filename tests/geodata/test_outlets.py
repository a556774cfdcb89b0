"""Where outlets are at home: by name, by host, by the user's own table, and never by guessing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gazetteer import open_gazetteer
from geodata.models import Article
from geodata.outlets import Outlets, home_of, shipped_outlets, user_file


def article(publisher=None, url=None):
    return Article("a", None, "text", url, publisher, None, "en", datetime(2026, 1, 1, tzinfo=UTC), "0")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_config_dir", lambda *_, **__: str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("publisher", "url", "home", "expected"),
    [
        # a name, with or without its article, in any case
        ("The Irish Times", None, None, "Ireland"),
        ("irish times", None, None, "Ireland"),
        # a host, with "www.", with a port, without a scheme, below a known one
        (None, "https://www.smh.com.au/national/x.html", None, "Sydney, New South Wales"),
        (None, "http://smh.com.au:80/", None, "Sydney, New South Wales"),
        (None, "smh.com.au/national", None, "Sydney, New South Wales"),
        (None, "https://eu.azcentral.com/story/", None, "Phoenix, Arizona"),
        # the closest host goes first
        (None, "https://edinburghnews.scotsman.com/x", None, "Edinburgh, Scotland"),
        # what the user says goes before everything
        ("The Irish Times", None, "Galway, Ireland", "Galway, Ireland"),
        # an unknown name with a known host
        ("Somebody", "https://dawn.com/1", None, "Pakistan"),
        # agencies and world services have no home
        ("Reuters", "https://www.reuters.com/world/x", None, None),
        ("Associated Press", "https://apnews.com/article/x", None, None),
        # a host that only looks like a place is no place
        (None, "https://parispi.net/news", None, None),
        # a known host inside another address does not count
        (None, "https://example.org/dawn.com", None, None),
        (None, "https://dawn.com.example.org/", None, None),
        # nothing known, and addresses that are none
        (None, None, None, None),
        (None, "http://[::1", None, None),
        (None, "", "  ", None),
    ],
)
def test_home(publisher, url, home, expected):
    assert home_of(article(publisher, url), home) == expected


def test_the_user_table_extends_and_goes_first(own_folder):
    lines = [
        "# mine",
        "parispi.net\tThe Paris Post-Intelligencer\tParis, Tennessee",
        "dawn.com\t\tKarachi, Pakistan",
        "x",
    ]
    user_file().write_text("\n".join(lines), encoding="utf-8")
    assert user_file().parent == own_folder
    assert home_of(article(url="https://www.parispi.net/x")) == "Paris, Tennessee"
    assert home_of(article("The Paris Post-Intelligencer")) == "Paris, Tennessee"
    assert home_of(article(url="https://dawn.com/1")) == "Karachi, Pakistan"
    assert home_of(article("The Irish Times")) == "Ireland"


def test_every_home_is_a_place():
    table, gazetteer = shipped_outlets(), open_gazetteer()
    homes = {*table.by_host.values(), *table.by_name.values()}
    assert [home for home in sorted(homes) if gazetteer.geocode(home) is None] == []


@given(st.text(), st.text())
def test_hostile_names_and_addresses_find_nothing_and_raise_nothing(publisher, url):
    assert Outlets({}, {}).home(publisher, url) is None


@given(st.lists(st.text()))
def test_any_lines_are_a_table(lines):
    table = Outlets.of(lines)
    assert all(table.by_host.values())
    assert all(table.by_name.values())
