"""The house rules, held by tests: layers, style, types, public names, and nothing that belongs to one machine."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import geodata

ROOT = Path(__file__).parents[1]
PUBLIC = {
    "Analysis", "Article", "DatelineError", "Gazetteer", "analyze", "analyze_many", "open_gazetteer", "resolve",
    "set_published",
}  # fmt: skip
MOST_PUBLIC_NAMES = 12
LONGEST_FILE = 400  # lines of code and comment; a longer file is two
TEXT_ENDINGS = {".py", ".md", ".toml", ".json", ".tsv", ".js", ".css", ".html", ".txt", ".yml", ".yaml", ""}
FOREIGN = {
    "a package registry's host": r"\b(?:pypi|files\.pythonhosted|registry\.npmjs|registry\.yarnpkg)\.(?:org|com)\b",
    "a path of one machine": r"(?<![\w.])/(?:root|work|tmp)/|(?<![\w.])/(?:home|Users)/\w",
    "a forgotten conflict mark": r"^(?:<{7}|>{7}) ",
}


@pytest.mark.parametrize(
    "command",
    [
        ["lint-imports", "--no-cache"],
        ["ruff", "check", "--no-cache", "--quiet", "."],
        ["ruff", "format", "--no-cache", "--check", "--quiet", "."],
        ["mypy"],
    ],
    ids=["layers", "style", "format", "types"],
)
def test_the_checks_find_nothing(command: list[str]) -> None:
    program = Path(sys.executable).with_name(command[0])
    result = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_public_names_are_few_and_known() -> None:
    assert set(geodata.__all__) == PUBLIC
    assert len(PUBLIC) <= MOST_PUBLIC_NAMES
    assert all(getattr(geodata, name).__doc__ for name in PUBLIC)


def test_no_file_is_too_long() -> None:
    long = {
        str(path.relative_to(ROOT))
        for path in source_files()
        if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE
    }
    assert long == set()


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_speaks_of_one_machine(what: str) -> None:
    pattern = re.compile(FOREIGN[what], re.MULTILINE)
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in tracked_files()
        if path != Path(__file__) and (match := pattern.search(path.read_text("utf-8", errors="replace")))
    }
    assert found == {}


def source_files() -> Iterator[Path]:
    """Yield the modules of the program and of its tests."""
    for folder in ("geodata", "dashboard", "tests"):
        yield from (ROOT / folder).rglob("*.py")


def tracked_files() -> Iterator[Path]:
    """Yield the text files of the project: as git lists them, new ones that are not ignored included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines():
        path = ROOT / name
        if path.suffix in TEXT_ENDINGS and path.is_file():
            yield path
