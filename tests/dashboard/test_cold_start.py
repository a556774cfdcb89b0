"""`dateline analyze` loads what it needs and no more: each of the libraries below costs a tenth of a second or two."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

NOT_NEEDED = {"streamlit", "folium", "streamlit_folium", "geopy", "requests", "urllib3", "trafilatura", "pypdf", "docx"}

SCRIPT = """
import sys
from dashboard.cli import main
status = main(["analyze", "-", "--format", "json", "-o", sys.argv[1]])
print(status, *sorted({name.partition(".")[0] for name in sys.modules}))
"""
TEXT = (
    "Shells fell near Homs on Wednesday, two residents of the town said, and the road that leads from there to "
    "Damascus was closed. No one was hurt, according to the mayor, who said that it would be open again on Friday."
)


def test_an_analysis_of_plain_text_loads_no_page_and_no_network(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "out.json")],
        cwd=ROOT, input=TEXT, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    status, *loaded = done.stdout.split()
    assert status == "0"
    assert set(loaded) & NOT_NEEDED == set()
