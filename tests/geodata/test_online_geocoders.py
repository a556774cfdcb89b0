"""Online geocoders against a server of our own that speaks Nominatim's JSON: well, slowly, wrongly, or not at all."""

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.geocoders import Nominatim

from geodata.errors import InputError
from geodata.gazetteer import open_gazetteer
from geodata.geocoding import FAILURES_IN_A_ROW, GeocoderCandidates, MemoryCache
from geodata.ingest import make_article
from geodata.online_geocoders import PatientGeocoder, open_geocoder, options_from
from geodata.pipeline import analyze_article, default_engine, with_geocoder
from geodata.store import open_store
from geodata.supplement import SupplementedResolver, SupplementedSource
from geodata.testing import check_candidate_source, check_geocoder

HAMLET = {
    "place_id": 1, "osm_type": "node", "osm_id": 240090160, "lat": "34.8", "lon": "36.9", "name": "Zzyxtown",
    "display_name": "Zzyxtown, Homs, Syria", "boundingbox": ["34.7", "34.9", "36.8", "37.0"],
    "address": {"country_code": "sy"},
}  # fmt: skip
KNOWN = {"Zzyxtown": [HAMLET], "Homs": [{**HAMLET, "osm_id": 5, "name": "Homs", "display_name": "Homs, Syria"}]}


class Service(BaseHTTPRequestHandler):
    """Answers /search and /reverse as Nominatim does; `server.plan` says what goes wrong."""

    def do_GET(self) -> None:
        plan, url = self.server.plan, urlsplit(self.path)
        asked = parse_qs(url.query).get("q", [""])[0]
        plan.asked.append(asked)
        plan.agents.add(self.headers.get("User-Agent"))
        if plan.hang is not None:
            plan.hang.wait()
        body = plan.body or json.dumps(KNOWN.get(asked, []) if url.path == "/search" else HAMLET).encode()
        self.send_response(plan.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # who asked may have gone
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def plan() -> Iterator[SimpleNamespace]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.daemon_threads = True
    server.plan = SimpleNamespace(asked=[], agents=set(), status=200, body=None, hang=None)
    server.plan.domain = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.plan
    if server.plan.hang is not None:
        server.plan.hang.set()
    server.shutdown()
    thread.join()
    server.server_close()


def service(plan: SimpleNamespace, timeout: float = 5.0) -> Nominatim:
    return Nominatim(domain=plan.domain, scheme="http", user_agent="Dateline tests", timeout=timeout)


def candidates(plan: SimpleNamespace, timeout: float = 5.0) -> GeocoderCandidates:
    return GeocoderCandidates(PatientGeocoder(service(plan, timeout), pause_s=0, error_pause_s=0), "nominatim")


def test_the_contract_holds_for_the_service_and_for_the_gazetteer(plan: SimpleNamespace) -> None:
    check_geocoder(service(plan), "Zzyxtown", "Nowhere")
    check_candidate_source(candidates(plan), "Zzyxtown", "Nowhere")
    check_geocoder(open_gazetteer(), "Homs", "Zzyxtown")
    check_candidate_source(open_gazetteer(), "Homs", "Zzyxtown")
    check_candidate_source(
        SupplementedSource(open_gazetteer(), {"Homs": candidates(plan).find("Homs")}), "Homs", "Zzyx"
    )


def test_an_answer_becomes_a_place(plan: SimpleNamespace) -> None:
    (entry,) = candidates(plan).find("Zzyxtown")
    assert (entry.place_id, entry.name, entry.country_code) == ("osm:n240090160", "Zzyxtown", "SY")
    assert (entry.latitude, entry.longitude, entry.geocoder) == (34.8, 36.9, "nominatim")


@pytest.mark.parametrize(
    "status, body",
    [
        (429, None),  # too many questions
        (403, None),  # refused
        (500, None),  # broken
        (200, b"<html>please log in</html>"),  # no JSON
        (200, b'{"a": '),  # half of it
        (200, b"\xff\xfe\x00"),  # no text
        (200, b'[{"osm_id": 1}]'),  # no point and no name
        (200, b'[{"lat": "north", "lon": "36", "display_name": "Zzyxtown"}]'),  # a point that is none
        (200, b'[{"lat": "NaN", "lon": "36", "display_name": "Zzyxtown"}]'),
        (200, b"[42]"),  # a place that is none
        (200, b'"yes"'),
    ],
)
def test_a_failure_is_a_record_and_never_an_exception(plan: SimpleNamespace, status: int, body: bytes | None) -> None:
    plan.status, plan.body = status, body
    source = candidates(plan)
    assert source.find("Zzyxtown") == ()
    assert list(source.failures) == ["Zzyxtown"]
    assert source.failures["Zzyxtown"].reason
    plan.status, plan.body = 200, None
    assert len(source.find("Zzyxtown")) == 1  # a failure is not kept


@pytest.mark.parametrize("body", [b"[]", b'[{"lat": "1", "lon": "2", "display_name": "X", "osm_id": "../x"}]'])
def test_an_odd_answer_is_an_answer(plan: SimpleNamespace, body: bytes) -> None:
    plan.body = body
    source = candidates(plan)
    assert [entry.place_id for entry in source.find("X")] in ([], ["coord:1.000000,2.000000"])
    assert source.failures == {}


def test_a_service_that_does_not_answer_in_time(plan: SimpleNamespace) -> None:
    plan.hang = threading.Event()
    source = candidates(plan, timeout=0.2)
    assert source.find("Zzyxtown") == ()
    assert "ime" in source.failures["Zzyxtown"].reason  # "Timed out", "timeout"


def test_a_service_that_is_not_there_is_given_up_soon() -> None:
    nobody = Nominatim(domain="127.0.0.1:1", scheme="http", user_agent="Dateline tests", timeout=0.5)
    source = GeocoderCandidates(PatientGeocoder(nobody, pause_s=0, error_pause_s=0), "nominatim")
    names = [f"Name {number}" for number in range(FAILURES_IN_A_ROW + 2)]
    assert source.find_many(names) == {}
    assert list(source.failures) == names
    assert "not asked" in source.failures[names[-1]].reason


@pytest.fixture
def article_names(plan: SimpleNamespace) -> tuple[str, GeocoderCandidates]:
    text = "Shells hit Homs on Monday, residents said. People fled to the town of Zzyxtown in Syria, the mayor said."
    return text, candidates(plan)


def resolved(text: str, source: GeocoderCandidates, *, every: bool) -> dict[str, tuple[str, str | None]]:
    analysis = analyze_article(make_article(text), engine=with_geocoder(source, every=every))
    assert analysis.provenance["settings"]["geocoder"] == analysis.provenance["geocoder"] == "nominatim"
    rows = analysis.mentions.itertuples()
    return {row.text: (row.status, row.place_id if isinstance(row.place_id, str) else None) for row in rows}


def test_only_unknown_names_are_asked_for(plan: SimpleNamespace, article_names: tuple[str, GeocoderCandidates]) -> None:
    found = resolved(*article_names, every=False)
    assert found["Homs"] == ("resolved", "geonames:169577")
    assert found["Zzyxtown"] == ("resolved", "osm:n240090160")
    assert plan.asked == ["Zzyxtown"]


def test_all_names_are_asked_for_when_wanted(
    plan: SimpleNamespace, article_names: tuple[str, GeocoderCandidates]
) -> None:
    resolved(*article_names, every=True)
    assert {"Homs", "Zzyxtown", "Syria"} <= set(plan.asked)


def test_a_service_that_fails_makes_error_rows(
    plan: SimpleNamespace, article_names: tuple[str, GeocoderCandidates]
) -> None:
    plan.status = 429
    found = resolved(*article_names, every=False)
    assert found["Homs"] == ("resolved", "geonames:169577")
    assert found["Zzyxtown"] == ("error", None)


def test_answers_are_kept_in_the_library(plan: SimpleNamespace, tmp_path: Path) -> None:
    options = {"domain": plan.domain, "scheme": "http"}
    for _ in range(2):
        source = open_geocoder("nominatim", options, open_store(tmp_path / "library.sqlite"))
        assert [entry.place_id for entry in source.find("Zzyxtown")] == ["osm:n240090160"]
    assert plan.asked == ["Zzyxtown"]
    assert all(agent.startswith("Dateline/") for agent in plan.agents)


def test_questions_are_spaced(plan: SimpleNamespace) -> None:
    source = open_geocoder("nominatim", {"domain": plan.domain, "scheme": "http"}, MemoryCache())
    limiter = source._geocoder._ask
    assert (limiter.min_delay_seconds, limiter.swallow_exceptions) == (1.1, False)


@pytest.mark.parametrize(
    "name, options, says",
    [
        ("nowhere", {}, "There is no geocoder"),
        ("geonames", {}, "username"),  # it needs a name of a user
        ("nominatim", {"colour": "red"}, "no option colour"),
    ],
)
def test_a_service_that_cannot_be_made_is_said_in_one_line(name: str, options: dict[str, str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        open_geocoder(name, options)


def test_options_come_from_the_environment() -> None:
    environment = {"DATELINE_GEOCODER_USERNAME": "demo", "DATELINE_GEOCODER_DOMAIN": "", "HOME": "/"}
    assert options_from(environment) == {"username": "demo"}


def test_no_name_is_asked_for_when_all_are_known(plan: SimpleNamespace) -> None:
    engine = default_engine()
    source = candidates(plan)
    resolver = SupplementedResolver(engine.source, lambda _source: engine.resolver, source)
    assert resolver.resolver_id.endswith("+nominatim")
    analyze_article(make_article("Shells hit Homs on Monday, residents said."), engine=with_geocoder(source))
    assert plan.asked == []
