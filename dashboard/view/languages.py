"""Names of the languages that an article may be in."""

from __future__ import annotations

from types import MappingProxyType

ENGLISH = "en"
_NAMES = MappingProxyType(
    {
        ENGLISH: "English", "ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "he": "Hebrew",
        "it": "Italian", "ja": "Japanese", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
        "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
    }
)  # fmt: skip


def language_name(code: str | None) -> str:
    """Return the name of a language by its ISO 639 code; nothing where none was recognised."""
    return _NAMES.get(code, f"a language other than English ({code})") if code else ""
