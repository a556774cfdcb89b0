"""The source that a person names for a statement: one of the article, another one, the article itself, or none."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from geodata.models import Document, Speaker
from geodata.schema import VALUES

UNNAMED_IN_TEXT = 10_000_000  # ids of sources that the article does not name begin here, behind every offset
_NOBODY = dict.fromkeys(("speaker_id", "speaker_text", "speaker_start", "speaker_end"))
_OWN_VOICE = {**_NOBODY, "attribution_id": None, "cue": None, "cue_start": None, "cue_end": None,
              "content_spans": None, "chain": (), "quote": "none"}  # fmt: skip


def other_speaker(new: Any, document: Document, speakers: dict[str, Speaker]) -> dict[str, Any] | None:
    """Return the columns of a statement for another source; None when the article has no such source.

    A source that the article does not have yet is put among `speakers`.
    """
    if new is None:
        return dict(_NOBODY)
    if isinstance(new, Mapping):
        return dict(_OWN_VOICE) if new.get("voice") == "article" else _new_speaker(new, document, speakers)
    speaker = speakers.get(str(new))
    return _said_by(speaker) if speaker else None


def _said_by(speaker: Speaker) -> dict[str, Any]:
    found = {"speaker_id": speaker.speaker_id, "speaker_text": speaker.name}
    return {**found, "speaker_start": None, "speaker_end": None, "chain": ()}


def _new_speaker(record: Mapping[str, Any], document: Document, speakers: dict[str, Speaker]) -> dict[str, Any] | None:
    """Make a source of a name; its id is where the article names it, else a number of the name itself."""
    name = " ".join(str(record.get("name") or "").split())
    if not name:
        return None
    known = next((one for one in speakers.values() if one.name.casefold() == name.casefold()), None)
    if known:
        return _said_by(known)
    start = document.text.casefold().find(name.casefold())
    number = start if start >= 0 else UNNAMED_IN_TEXT + zlib.crc32(name.casefold().encode())
    speaker_id = f"{document.article.article_id}.s{number}"
    if speaker_id in speakers:
        speaker_id += ".2"
    kind = record.get("kind")
    speakers[speaker_id] = Speaker(
        speaker_id, name, kind if kind in VALUES["speakers", "kind"] else "named", name.casefold()
    )
    return _said_by(speakers[speaker_id])
