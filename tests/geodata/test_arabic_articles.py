"""A name that opens with the Arabic article in small letters is found whole; who or what is called so is no place."""

from __future__ import annotations

import pytest

from geodata import analyze

NAMES = [
    ("Shelling killed ten people in el-Fasher.", ["el-Fasher"]),
    ("He fled from el-Geneina to el-Obeid, Sudan.", ["el-Geneina", "el-Obeid", "Sudan"]),
    ("Troops entered al-Hasakah.", ["al-Hasakah"]),
    ("Fighters of al-Shabaab attacked Mogadishu.", ["Mogadishu"]),
    ("President Abdel Fattah el-Sisi said so.", []),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_with_an_article(text: str, names: list[str]) -> None:
    assert list(analyze(text).mentions["text"]) == names
