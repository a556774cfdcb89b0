"""A denial of an attack is shown as a dispute with the statement that tells of it, and with no other."""

from __future__ import annotations

import pytest

from geodata import analyze

STRUCK = "An army drone struck a market in Homs, a resident said."

TEXTS = [
    # it need not repeat what was hit, nor the word for it
    ("A resident said police opened fire on a crowd in Homs. The mayor denied that any shots were fired in Homs.", 1),
    (f"{STRUCK} The army denied that it had carried out any strike in Homs.", 1),
    # also in a place that no gazetteer knows
    (f"{STRUCK} The army denied that it had carried out any strike in Homs.".replace("Homs", "Qusmarat"), 1),
    # what was only heard, in a town that is not named again
    ("Residents reported shooting in Homs. The mayor denied that there had been any shooting in the town.", 1),
    # of another place, of something else there, of an act of others
    (f"{STRUCK} The army denied that it had carried out any strike in Hama.", 0),
    (f"{STRUCK} The army denied that it had shelled a hospital in Homs.", 0),
    ("Rebels shelled a shop in Homs, a resident said. The army denied that it had carried out any strike in Homs.", 0),
    # what is only doubted, or planned
    (f"{STRUCK} The army did not confirm any strike in Homs.", 0),
    ("An army drone will strike Homs, a resident said. The army denied that it had carried out any strike in Homs.", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "disputes"), TEXTS)
def test_denials_of_attacks(text: str, disputes: int) -> None:
    relations = analyze(text).relations
    assert list(relations["relation"]) == ["contradicts"] * disputes
