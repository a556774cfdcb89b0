"""An analysis cut down to a part of its names and statements, as a filter asks for: it holds together and says so."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd

from geodata.errors import InputError
from geodata.schema import VALUES, Analysis

FILTER = "filter"
"""The key of the provenance under which a part of an analysis says what was asked for."""

REDACTED = "redacted"
"""The key of the provenance under which a copy says what was taken out of it; see `geodata.redaction`."""

MACHINE = "machine"
"""The key of the provenance with the machine's frames, where corrections changed them; see `geodata.corrections`."""

UNDATED = "published_before"
"""The key of the provenance with the day of publication before people gave another one; see `geodata.corrections`."""

FOLLOWED = "corrections_in"
"""The key of the provenance of a part with the ids of the corrections that its frames follow already."""

KINDS = tuple(sorted(VALUES["mentions", "kind"]))
"""The kinds there are: associative, coordinate, demonym, embedded, literal."""


def read_kinds(words: Iterable[str]) -> tuple[str, ...]:
    """Read kinds from words as a person gives them ("literal,associative").

    Raises
    ------
    InputError
        A word is no kind.
    """
    kinds = tuple(dict.fromkeys(kind.strip() for word in words for kind in word.split(",") if kind.strip()))
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise InputError(f"“{unknown[0]}” is no kind of place name: there are {', '.join(KINDS)}.")
    return kinds


def only_kinds(analysis: Analysis, kinds: Collection[str]) -> Analysis:
    """Keep the names of some kinds, and what was said at them.

    Parameters
    ----------
    analysis : Analysis
        The whole analysis; it is not changed.
    kinds : collection of str
        The kinds to keep; none keeps everything.

    Returns
    -------
    Analysis
        One that holds together: places that are still named or used, statements that still have a place, their
        speakers and relations, all counted anew. The provenance says which kinds were kept.
    """
    if not kinds:
        return analysis
    mentions = analysis.mentions[analysis.mentions["kind"].isin(list(kinds))]
    at_place = _where(analysis.claims_at_place, "mention_id", mentions["mention_id"])
    return keep(analysis, mentions, at_place, set(at_place["claim_id"]), {"kind": sorted(kinds)})


def keep(
    analysis: Analysis,
    mentions: pd.DataFrame,
    at_place: pd.DataFrame,
    claim_ids: Collection[str],
    asked: Mapping[str, Sequence[str]],
) -> Analysis:
    """Keep these names, these statements and these of their places, with what hangs on them.

    Parameters
    ----------
    analysis : Analysis
        The whole analysis; it is not changed.
    mentions, at_place : pandas.DataFrame
        Rows of its frames `mentions` and `claims_at_place`.
    claim_ids : collection of str
        The statements.
    asked : mapping of str to sequence of str
        The filter in the words of an address (``{"kind": ["literal"]}``), for the provenance.

    Returns
    -------
    Analysis
        One that holds together, with its places and speakers counted anew. A place whose name is left out stays as
        long as a statement is there.
    """
    claims = _where(analysis.claims, "claim_id", claim_ids)
    at_place = _where(at_place, "claim_id", claim_ids)
    named = set(mentions["mention_id"])
    lost = ~at_place["mention_id"].isin(named)
    at_place = at_place.assign(mention_id=at_place["mention_id"].mask(lost))
    relations = _where(_where(analysis.relations, "claim_a", claim_ids), "claim_b", claim_ids)
    before = analysis.provenance.get(FILTER) or {}
    made = {name: value for name, value in analysis.provenance.items() if name != MACHINE}
    if len(analysis.corrections):
        made[FOLLOWED] = list(analysis.corrections["correction_id"])
    return dataclasses.replace(
        analysis,
        mentions=mentions.reset_index(drop=True),
        candidates=_where(analysis.candidates, "mention_id", named),
        places=_places(analysis.places, mentions, at_place),
        speakers=_speakers(analysis.speakers, claims),
        claims=claims,
        claims_at_place=at_place,
        relations=relations,
        provenance={**made, FILTER: {**before, **{name: list(words) for name, words in asked.items()}}},
    )


def is_part(analysis: Analysis) -> bool:
    """Tell whether an analysis is a part or a safe copy of another one, and not all that is known of its article."""
    return bool(analysis.provenance.get(FILTER) or analysis.provenance.get(REDACTED))


def _where(frame: pd.DataFrame, column: str, known: Iterable[str]) -> pd.DataFrame:
    return frame[frame[column].isin(set(known))].reset_index(drop=True)


def _places(places: pd.DataFrame, mentions: pd.DataFrame, at_place: pd.DataFrame) -> pd.DataFrame:
    kept = _where(places, "place_id", [*mentions["place_id"].dropna(), *at_place["place_id"]])
    used = at_place.drop_duplicates(["claim_id", "place_id"])
    return _counted(_counted(kept, "place_id", "n_mentions", mentions), "place_id", "n_claims", used)


def _speakers(speakers: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    passing_on = {link for chain in claims["chain"] for link in (chain if isinstance(chain, list) else ())}
    kept = _where(speakers, "speaker_id", {*claims["speaker_id"].dropna(), *passing_on})
    return _counted(kept, "speaker_id", "n_claims", claims)


def _counted(frame: pd.DataFrame, key: str, column: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with how many rows each of its keys has."""
    counts = rows[key].value_counts()
    return frame.assign(**{column: frame[key].map(counts).fillna(0).astype(frame[column].dtype)})
