"""Other readers of dates are asked only where they are installed: one that is missing has not failed."""

from __future__ import annotations

from tests.quality import date_peers


def test_a_reader_that_is_missing_is_told_and_left_out(monkeypatch, capsys):
    monkeypatch.setattr(date_peers, "find_spec", {"dateparser": object()}.get)
    monkeypatch.setattr(date_peers, "read_table", lambda _table: [])
    date_peers.main()
    said = capsys.readouterr().out
    assert "ctparse is not installed." in said
    assert "dateparser is not" not in said
    assert said.splitlines()[-1].split() == ["all", "0", "0", "0"]
