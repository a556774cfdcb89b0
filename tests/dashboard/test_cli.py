"""The commands: what they print where, with which exit code, and that every error is one line that says what to do."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import cli
from dashboard.commands import analyze, articles, gazetteer, serve
from dashboard.commands import export as export_command
from dashboard.exports import EXPORTS, export
from dashboard.viewstate import ViewState
from geodata import formats, schema
from geodata.formats import read_export, read_json
from geodata.ingest import MAX_TEXT_BYTES, make_article
from geodata.store import open_store
from tests.dashboard.example import ARTICLE_ID, example_analysis

ROOT = Path(__file__).parents[2]
STORY = "Flood water closed the bridge in Springfield, Illinois on Monday, the mayor said.\n"
OTHER = "Three people were killed near Homs on Wednesday, according to a doctor.\n"

Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder with two articles; the built files are looked at by other tests."""
    monkeypatch.chdir(tmp_path)
    for module in (analyze, export_command, gazetteer, serve):
        monkeypatch.setattr(module, "ensure_built", lambda _progress: False)
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "other.md").write_text(OTHER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*words: str) -> tuple[int, bytes, str]:
        status = cli.main(words)
        captured = capfdbinary.readouterr()
        return status, captured.out, captured.err.decode()

    return call


def test_json_is_what_a_program_gets_by_default(run: Run) -> None:
    status, out, err = run("analyze", "story.txt", "--published", "2015-09-30", "--title", "Bridge closed")
    assert status == 0
    whole = json.loads(out)
    assert whole["article"]["published"] == "2015-09-30"
    assert whole["article"]["title"] == "Bridge closed"
    assert whole["mentions"]
    assert err == "Reading story.txt\n"  # progress never mixes with the result


@pytest.mark.parametrize("name", cli.FORMATS)
def test_every_format_that_is_offered_can_be_written(run: Run, name: str) -> None:
    status, out, _ = run("analyze", "story.txt", "--format", name)
    assert status == 0
    assert out.startswith(b"\x89PNG") if name == "png" else b"Springfield" in out


def test_the_formats_on_offer_are_those_there_are() -> None:
    assert tuple(EXPORTS) == cli.FORMATS


@pytest.mark.parametrize("name", cli.FORMATS)
def test_a_kept_article_is_exported_as_the_page_and_the_api_give_it(run: Run, name: str) -> None:
    open_store("a.sqlite").save(example_analysis())
    words = ["--store", "a.sqlite", "--format", name, "--view", "http://localhost:8501/?v=1&certainty=possible"]
    status, out, _ = run("export", ARTICLE_ID, *words)
    assert status == 0
    assert out == export(open_store("a.sqlite").load(ARTICLE_ID), name, ViewState(certainty=("possible",)))


def test_all_kept_articles_are_exported_into_a_folder(run: Run, folder: Path) -> None:
    open_store("a.sqlite").save(example_analysis())
    nothing = {name: schema.to_frame(name, ()) for name in schema.FRAME_NAMES}
    open_store("a.sqlite").save(schema.Analysis(article=make_article("Another."), **nothing, provenance={}))
    status, _, err = run("export", "all", "--store", "a.sqlite", "--format", "w3c", "-o", "out")
    assert status == 0
    assert len(err.splitlines()) == 2
    made = sorted((folder / "out").glob("*.annotations.jsonld"))
    assert {read_export(path.read_bytes()).article.article_id for path in made} >= {ARTICLE_ID}


def test_an_export_comes_back_and_goes_out_as_it_was(run: Run, folder: Path) -> None:
    open_store("a.sqlite").save(example_analysis())
    for ending in (".geojson", ".annotations.jsonld", ".json"):
        first, second = f"first{ending}", f"second{ending}"
        assert run("export", ARTICLE_ID, "--store", "a.sqlite", "-o", first)[0] == 0
        assert run("analyze", first, "-o", second)[0] == 0
        assert (folder / first).read_bytes() == (folder / second).read_bytes()


@pytest.mark.parametrize(
    ("kinds", "kept"),
    [
        (["--kind", "literal"], {"literal"}),
        (["--kind", "demonym,associative"], {"demonym"}),
        (["--kind", "literal", "--kind", "demonym"], {"literal", "demonym"}),
    ],
)
def test_only_some_kinds_of_names_are_written(run: Run, folder: Path, kinds: list[str], kept: set[str]) -> None:
    (folder / "kinds.txt").write_text("Russian engineers repaired a dam in Homs on Monday.\n", encoding="utf-8")
    status, out, _ = run("analyze", "kinds.txt", *kinds)
    assert status == 0
    assert {mention["kind"] for mention in json.loads(out)["mentions"]} == kept
    _, out, _ = run("analyze", "kinds.txt", "--format", "csv", *kinds)
    assert (b"Homs" in out) == ("literal" in kept)


def test_several_articles_are_one_object_a_line(run: Run) -> None:
    status, out, err = run("analyze", "story.txt", "other.md")
    texts = [json.loads(line)["article"]["text"] for line in out.splitlines()]
    assert (status, texts) == (0, [STORY, OTHER])
    assert err == "Reading story.txt\nReading other.md\n"


def test_several_articles_as_csv_have_one_header(run: Run) -> None:
    _, out, _ = run("analyze", "story.txt", "other.md", "--format", "csv")
    assert out.count(b"how_said") == 1
    assert out.count(b"\r\n") >= 3


def test_the_input_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + STORY.encode())))
    status, out, _ = run("analyze", "-")
    assert (status, json.loads(out)["article"]["text"]) == (0, STORY)


def test_an_analysis_comes_back_as_it_is(run: Run, folder: Path) -> None:
    saved = formats.write(example_analysis(), "json")
    (folder / "saved.json").write_bytes(saved)
    assert run("analyze", "saved.json")[1] == saved


def test_output_goes_into_a_file_or_a_folder(run: Run, folder: Path) -> None:
    assert run("analyze", "story.txt", "-o", "out/story.geojson")[:2] == (0, b"")
    assert json.loads((folder / "out" / "story.geojson").read_bytes())["type"] == "FeatureCollection"
    status, out, err = run("analyze", "story.txt", "other.md", "-o", "all", "--title", "")
    assert (status, out) == (0, b"")
    made = sorted((folder / "all").iterdir())
    assert [read_json(path.read_bytes()).article.text for path in made] in ([STORY, OTHER], [OTHER, STORY])
    assert err.count("Wrote ") == 2


def test_a_headline_is_no_path(run: Run, folder: Path) -> None:
    run("analyze", "story.txt", "-o", str(folder), "--title", "../../<b>etc/passwd\\C:")
    made = [path.name for path in folder.iterdir() if path.suffix == ".json"]
    assert len(made) == 1
    assert made[0].startswith("b-etc-passwd-c-")


def test_one_bad_article_of_several_is_left_out(run: Run, folder: Path) -> None:
    (folder / "empty.txt").write_text(" \n")
    status, out, err = run("analyze", "empty.txt", "story.txt")
    assert status == 0
    assert json.loads(out)["article"]["text"] == STORY
    assert "dateline: empty.txt: There is no text" in err
    status, out, err = run("analyze", "empty.txt", "empty.txt")
    assert (status, out) == (1, b"")
    assert "none of the articles" in err.splitlines()[-1]


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00" * 99, "not text"),
        (b"a " * MAX_TEXT_BYTES, "1 MB"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(run: Run, folder: Path, content: bytes, words: str) -> None:
    (folder / "bad.txt").write_bytes(content)
    status, out, err = run("analyze", "bad.txt")
    assert (status, out) == (1, b"")
    assert words in err.splitlines()[-1]
    assert err.splitlines()[-1].startswith("dateline: ")
    assert len(err.splitlines()) == 2


@pytest.mark.parametrize(
    "words, said",
    [
        (["analize", "story.txt"], "did you mean “analyze”?"),
        (["storry.txt"], "did you mean “story.txt”?"),
        (["analyze", "storry.txt"], "did you mean “story.txt”?"),
        (["analyze", "https//example.test/a"], "no command, file or web address"),
        (["analyze"], "ARTICLE"),
        (["analyze", ""], "no command"),
        ([" "], "no command"),
        (["analyze", "story.txt", "other.md", "-o", "story.txt"], "is a file"),
        (["analyze", "story.txt", "--format", "shapefile"], "shapefile"),  # not offered
        (["analyze", "story.txt", "--view", "?certainty=sure"], "“sure”"),
        (["analyze", "story.txt", "other.md", "--format", "kml"], "give one with -o"),  # two globes are no file
        (["export"], "ID"),
        (["export", "x", "--full"], "csv"),
        (["export", "x", "--review-url", "https://a.example/", "-o", "a.csv"], "jsonld"),
        (["analyze", "story.txt", "--published", "yesterday"], "YYYY-MM-DD"),
        (["analyze", "story.txt", "--full"], "csv"),
        (["analyze", "story.txt", "--kind", "literal,city"], "“city” is no kind of place name: there are associative"),
        (["analyze", "story.txt", "other.md", "--title", "T"], "one article"),
        (["analyze", "-", "-"], "once"),
        (["analyze", "story.txt", "--colour"], "--colour"),
        (["--port", "eighty"], "no port"),
        (["--port", "99999"], "no port"),
        (["gazetteer"], "info|find"),
        (["gazetteer", "drop"], "drop"),
        (["gazetteer", "find"], "NAME"),
        (["\ud800\x1b[31m"], "no command"),
        (["a\x00b"], "no command"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(run: Run, words: list[str], said: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, b"")
    assert said in err
    assert err.count("\n") == 1
    assert err.startswith("dateline: ")
    assert "\x1b" not in err


@pytest.mark.parametrize(
    "words, said",
    [
        (["analyze", "file:///etc/passwd"], "http"),
        (["analyze", "http://127.0.0.1:8501/"], "own network"),
        (["analyze", "http://user:secret@example.test/"], "password"),
        (["--store", "postgresql://host/db", "--no-browser"], "a file on this computer"),
        (["--store", "story.txt", "--no-browser"], "no database"),
        (["gazetteer", "find", "Xyzzyqwert"], "no place is called"),
        (["export", "missing", "--store", "a.sqlite"], "No article “missing” is in the library"),
        (["export", "all", "--store", "a.sqlite"], "the library has none"),
        (["analyze", "story.txt", "--format", "jsonld", "--review-url", "ftp://a.example/"], "no web address"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_1(run: Run, words: list[str], said: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (1, b"")
    assert said in err
    assert "secret" not in err.replace(words[1], "")
    assert "Traceback" not in err


def test_a_place_that_cannot_be_written_is_said(run: Run, folder: Path) -> None:
    status, _, err = run("analyze", "story.txt", "-o", str(folder / "story.txt" / "a.json"))
    assert status == 1
    assert "cannot be written" in err


def test_the_gazetteer_answers(run: Run) -> None:
    status, out, _ = run("gazetteer", "find", "Springfield", "--format", "json")
    assert status == 0
    assert [entry["name"] for entry in json.loads(out)[:3]] == ["Springfield"] * 3
    assert b"Illinois" in run("gazetteer", "find", "Springfield")[1]
    assert b"places" in run("gazetteer", "info")[1]


def test_given_articles_are_kept_and_the_first_is_opened(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "saved.json").write_bytes(formats.write(example_analysis(), "json"))
    seen: list[tuple[object, object]] = []
    monkeypatch.setattr(serve, "serve", lambda listener, options, _start: seen.append((listener, options)))
    assert run("saved.json", "story.txt", "--store", "a.sqlite", "--port", "0")[0] == 0
    assert run("--share", "--port", "0", "--store", "a.sqlite")[0] == 0
    (local_line, local), (shared_line, shared) = seen
    assert (local.article, local.share, local.key) == (ARTICLE_ID, False, None)  # type: ignore[attr-defined]
    assert shared.share  # type: ignore[attr-defined]
    assert len(shared.key) > 40  # type: ignore[attr-defined]
    assert local_line.socket.getsockname()[0] == "127.0.0.1"  # type: ignore[attr-defined]
    assert shared_line.socket.getsockname()[0] == "0.0.0.0"  # type: ignore[attr-defined]  # noqa: S104
    for line in (local_line, shared_line):
        line.socket.close()  # type: ignore[attr-defined]


def test_what_the_library_or_the_command_has_already_is_said(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "serve", lambda listener, _options, _start: listener.socket.close())
    long = "".join(f"{STORY}Sentence number {number} of the report follows. " for number in range(9))
    (folder / "one.txt").write_text(long, encoding="utf-8")
    (folder / "two.txt").write_text(long.replace("number 3", "no. 3"), encoding="utf-8")
    assert run("one.txt", "--store", "a.sqlite", "--port", "0", "--published", "2024-03-11")[2] == "Reading one.txt\n"
    _, _, said = run("two.txt", "one.txt", "--store", "a.sqlite", "--port", "0")
    assert "two.txt: nearly the same text as “Untitled” in the library" in said
    assert "one.txt: nearly the same text as two.txt" in said
    kept = open_store("a.sqlite").list_articles().set_index("article_id")["published"]
    assert str(kept[make_article(long).article_id])[:10] == "2024-03-11"  # given once


def program(*words: str, **options: object) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "dashboard.cli", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


def test_a_reader_who_leaves_early_hears_nothing(folder: Path) -> None:
    (folder / "saved.json").write_bytes(formats.write(example_analysis(), "json"))
    process = program("--help")
    process.stdout.close()  # type: ignore[union-attr]
    complaint = process.stderr.read()  # type: ignore[union-attr]
    assert (process.wait(), complaint) == (0, b"")


def test_a_full_disk_behind_the_output_is_said_in_one_line(folder: Path) -> None:
    if not Path("/dev/full").exists():  # there is none on every system
        return
    (folder / "saved.json").write_bytes(formats.write(example_analysis(), "json"))
    with Path("/dev/full").open("wb") as full:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "dashboard.cli", "analyze", "saved.json"]
        result = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr
    assert result.stderr.decode().splitlines()[-1].startswith("dateline: The output cannot be written")


def test_the_library_named_in_the_environment_is_used(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "saved.json").write_bytes(formats.write(example_analysis(), "json"))
    seen: list[object] = []
    monkeypatch.setattr(serve, "serve", lambda listener, options, _start: seen.extend((listener, options)))
    monkeypatch.setenv("DATELINE_STORE", str(folder / "mine.sqlite"))
    assert run("saved.json", "--port", "0")[0] == 0
    listener, options = seen
    listener.socket.close()  # type: ignore[attr-defined]
    assert options.store == str(folder / "mine.sqlite")  # type: ignore[attr-defined]
    assert open_store(folder / "mine.sqlite").load(ARTICLE_ID)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from dashboard import cli\n"
        "try: cli.main(['analyze', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'streamlit', 'shapely', 'numpy', 'urllib3'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_analysing_never_loads_the_page() -> None:
    code = (
        "import sys; import dashboard.commands.analyze, geodata.pipeline\n"
        "page = {'streamlit', 'folium', 'trafilatura', 'starlette', 'docx', 'pypdf'}\n"
        "sys.exit(', '.join(page & set(sys.modules)) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_interrupting_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(articles, "read_incoming", interrupt)
    status, _, err = run("analyze", "story.txt")
    assert (status, err) == (130, "Reading story.txt\n")
