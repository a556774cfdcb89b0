"""The safety switch: a copy of an analysis for others, with coordinates rounded or hidden and names blacked out.

Nothing of what is hidden is left anywhere in the copy: the text loses the words, every offset and id moves with it, and
what would tell them all the same (the digest of the text, the web address, the log of corrections, the machine's own
frames) is left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Literal

import pandas as pd

from geodata.coordinates import find_coordinates
from geodata.errors import InputError
from geodata.narrowing import FILTER, FOLLOWED, MACHINE, REDACTED, UNDATED
from geodata.redaction.blacking import Blacking, spans_of_words
from geodata.redaction.points import only_countries, rounded
from geodata.schema import Analysis, to_frame

__all__ = ["Redaction", "redact"]

Coordinates = Literal["exact", "rounded", "hidden"]
COORDINATES: tuple[Coordinates, ...] = ("exact", "rounded", "hidden")
INTERNAL = (MACHINE, UNDATED, FOLLOWED, "corrections_not_followed", "capture", FILTER)
"""Keys of the provenance that hold what was there before: frames, the file it was taken from, words looked for."""
SHORTEST_FAMILY_NAME = 3  # letters of a last word that is hidden alone, too


@dataclasses.dataclass(frozen=True)
class Redaction:
    """What others are not to see.

    Attributes
    ----------
    coordinates : {"exact", "rounded", "hidden"}
        Rounded: no point is closer than about 10 km, and coordinates in the text are blacked out. Hidden: nothing finer
        than a country has a place any more.
    places : frozenset of str
        Ids of places to hide: their names, wherever they stand, and that anything happened there.
    speakers : frozenset of str
        Ids of sources to hide: their names, wherever they stand; what they said stays.
    words : tuple of str
        Other names to hide, of persons who say nothing, for example.
    """

    coordinates: Coordinates = "exact"
    places: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.coordinates not in COORDINATES:
            raise InputError(f"Coordinates can be {', '.join(COORDINATES)}, not “{str(self.coordinates)[:40]}”.")

    @property
    def hides_names(self) -> bool:
        """Whether any word is blacked out because a person asked for it."""
        return bool(self.places or self.speakers or any(word.strip() for word in self.words))

    @property
    def hides_anything(self) -> bool:
        """Whether the copy differs from the analysis."""
        return self.hides_names or self.coordinates != "exact"

    def in_words(self) -> str:
        """Say what is hidden, for the note that travels with the copy; empty where nothing is."""
        points = {"rounded": "coordinates are rounded to about 10 km", "hidden": "coordinates are left out"}
        parts = [points[self.coordinates]] if self.coordinates in points else []
        return " and ".join([*parts, *(["some names are hidden"] if self.hides_names else [])])


def redact(analysis: Analysis, redaction: Redaction) -> Analysis:
    """Return a copy of an analysis that does not have what is to be hidden.

    Parameters
    ----------
    analysis : Analysis
        As it is, corrected or not.
    redaction : Redaction
        What to hide.

    Returns
    -------
    Analysis
        The same frames and contract; its provenance has a ``redacted`` sentence. Without anything to hide it is the
        analysis itself. A copy with hidden words is another article, with an id of its own.
    """
    if not redaction.hides_anything:
        return analysis
    text = analysis.article.text
    names = _hidden_names(analysis, redaction)
    of_names, of_points = spans_of_words(text, names), _written_points(text, redaction)
    copy = _without_traces(_without_places(analysis, redaction.places, of_names), redaction)
    copy = dataclasses.replace(copy, speakers=_without_camps(copy.speakers, redaction.speakers))
    if of_points or names:
        copy = Blacking(text, (*of_names, *of_points), tuple(names)).of(copy)
    if redaction.coordinates == "exact":
        return copy
    return rounded(copy) if redaction.coordinates == "rounded" else only_countries(copy)


def _written_points(text: str, redaction: Redaction) -> list[tuple[int, int]]:
    """Return where coordinates stand in the text, when they are not to be seen."""
    exact = redaction.coordinates == "exact"
    return [] if exact else [(point.start, point.end) for point in find_coordinates(text)]


def _hidden_names(analysis: Analysis, redaction: Redaction) -> list[str]:
    """Return every form of the names to hide, the longest first."""
    mentions, places = analysis.mentions, analysis.places
    names = set(mentions.loc[mentions["place_id"].isin(redaction.places), "text"])
    names |= set(places.loc[places["place_id"].isin(redaction.places), "name"])
    names |= set(_person_names(analysis, redaction.speakers))
    names |= {word.strip() for word in redaction.words}
    return sorted((name for name in names if name), key=lambda name: (-len(name), name))


def _person_names(analysis: Analysis, speakers: frozenset[str]) -> Iterable[str]:
    """Yield how the article names its hidden sources: the name, its last word, and other forms that are names."""
    known = analysis.speakers[analysis.speakers["speaker_id"].isin(speakers)]
    for name, kind in zip(known["name"], known["kind"], strict=True):
        yield name
        last = str(name).split()[-1]
        if kind in {"named", "office"} and last[:1].isupper() and len(last) >= SHORTEST_FAMILY_NAME:
            yield last
    claims = analysis.claims
    for form in claims.loc[claims["speaker_id"].isin(speakers), "speaker_text"].dropna().unique():
        if any(word[:1].isupper() for word in str(form).split()[1:]):
            yield form


def _without_places(analysis: Analysis, hidden: frozenset[str], spans: list[tuple[int, int]]) -> Analysis:
    """Leave out hidden places, the names that stand in hidden words, and that anything happened there."""
    mentions, places = analysis.mentions, analysis.places
    inside = _overlapping(mentions, spans)
    gone = set(mentions.loc[inside | mentions["place_id"].isin(hidden), "mention_id"])
    links, candidates = analysis.claims_at_place, analysis.candidates
    links = links[~links["place_id"].isin(hidden) & ~links["mention_id"].isin(gone)]
    candidates = candidates[~candidates["mention_id"].isin(gone) & ~candidates["place_id"].isin(hidden)]
    mentions = mentions[~mentions["mention_id"].isin(gone)]
    used = set(mentions["place_id"].dropna()) | set(links["place_id"])
    return dataclasses.replace(
        analysis,
        mentions=mentions.reset_index(drop=True),
        candidates=candidates.reset_index(drop=True),
        claims_at_place=links.reset_index(drop=True),
        places=places[places["place_id"].isin(used)].reset_index(drop=True),
    )


def _without_camps(speakers: pd.DataFrame, hidden: frozenset[str]) -> pd.DataFrame:
    """Name the camps of hidden sources by an id: a camp is called by words of one of its sources."""
    camps = speakers.loc[speakers["speaker_id"].isin(hidden)].drop_duplicates("camp")
    ids = dict(zip(camps["camp"], camps["speaker_id"], strict=True))
    return speakers.assign(camp=speakers["camp"].replace(ids)) if ids else speakers


def _overlapping(mentions: pd.DataFrame, spans: list[tuple[int, int]]) -> pd.Series:
    hits = [
        any(start < last and first < end for first, last in spans)
        for start, end in zip(mentions["start"], mentions["end"], strict=True)
    ]
    return pd.Series(hits, index=mentions.index, dtype=bool)


def _without_traces(analysis: Analysis, redaction: Redaction) -> Analysis:
    """Leave out what would tell the hidden words: corrections, the machine's frames, the address of the source."""
    provenance = {key: value for key, value in analysis.provenance.items() if key not in INTERNAL}
    article = analysis.article
    if redaction.hides_names:
        article = dataclasses.replace(article, url=None)
    return dataclasses.replace(
        analysis,
        article=article,
        corrections=to_frame("corrections", ()),
        provenance={**provenance, REDACTED: redaction.in_words()},
    )
