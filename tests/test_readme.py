"""What the README tells to type works, and what it points to is there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.samples import read_sample

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
START = "pip install uv && uv run dateline"
TESTS = "uv run pytest"
SHARE = "uv run dateline --share"  # would serve for ever: its option is looked up instead
PYTHON = [sys.executable, "-c", "import sys; from dashboard.cli import main; sys.exit(main())"]
CHECKERS = {"ruff", "mypy", "lint-imports"}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


LINES = [line for block in blocks("sh") for line in block.splitlines()]
RUNNABLE = [line for line in LINES if re.match(r"uv run dateline (?:analyze|gazetteer)\b", line)]


def dateline(arguments: list[str], folder: Path) -> str:
    own = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "DATELINE_STORE": str(folder / "library.sqlite")}
    result = subprocess.run(
        [*PYTHON, *arguments],
        cwd=folder,
        env=os.environ | own,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_every_shell_line_is_known() -> None:
    assert len(LINES) == len(set(LINES))
    others = set(LINES) - set(RUNNABLE) - {START, TESTS, SHARE}
    programs = {part.removeprefix("uv run ").split()[0] for line in others for part in line.split(" && ")}
    assert programs == CHECKERS


def test_the_checkers_are_installed() -> None:
    for program in CHECKERS:
        assert list(Path(sys.executable).parent.glob(f"{program}*"))


def test_a_fresh_machine_runs_the_same_commands() -> None:
    commands = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert START in LINES
    assert TESTS in LINES
    assert START.split(" && ", maxsplit=1)[0] in commands
    assert TESTS in commands


@pytest.mark.parametrize("line", RUNNABLE)
def test_a_command_of_the_readme_runs(line: str, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(read_sample("airstrikes").text, encoding="utf-8")
    arguments = shlex.split(line.removeprefix("uv run dateline "))
    printed = dateline(arguments, tmp_path)
    made = Path(arguments[arguments.index("-o") + 1]) if "-o" in arguments else None
    assert (tmp_path / made).stat().st_size if made else printed.strip()


def test_the_options_of_the_readme_are_in_the_help(tmp_path: Path) -> None:
    assert SHARE in LINES
    assert "--share" in dateline(["--help"], tmp_path)
    described = dateline(["analyze", "--help"], tmp_path)
    for option in ("--published", "--format", "-o"):
        assert option in described


def test_the_formats_of_the_readme_are_those_of_the_command(tmp_path: Path) -> None:
    section = README.split("| format | what you get |")[1].split("\n\n")[0]
    named = set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE))
    choices = re.search(r"--format\s+\{([\w,]+)\}", dateline(["analyze", "--help"], tmp_path))
    assert choices, "the help lists the formats"
    assert named == set(choices.group(1).split(","))


@pytest.mark.parametrize("block", blocks("python"))
def test_a_python_block_runs(block: str) -> None:
    result = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_a_link_into_the_project_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.mark.parametrize("row", re.findall(r"^\| [^|]+ \| (`(?:geodata|dashboard)/.*) \|$", README, re.MULTILINE))
def test_the_map_of_the_source_is_up_to_date(row: str) -> None:
    folder = ROOT
    for name in re.findall(r"`([\w/]+)`", row):
        folder = ROOT / name.split("/")[0] if "/" in name else folder
        path = folder / name.split("/", 1)[-1]
        assert path.is_dir() or path.with_suffix(".py").is_file(), name
