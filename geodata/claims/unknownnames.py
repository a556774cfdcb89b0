"""Names that no gazetteer knows, and where the text itself says they are: "at Qusmarat, some 30 km west of Homs"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geodata.models import Claim, ClaimAtPlace

LONGEST_GLOSS = 60
"""Characters from such a name to the known one that tells where it is: ", a fishing village on the coast near "."""

_GLOSS = re.compile(
    r",\s+(?:$|(?:about|around|some|roughly|nearly|just|a|an|the|in|near|outside|north|south|east|west|close|on|at|\d)\b)"
    r"[^,;:.()]*$",
    re.IGNORECASE,
)
"""What stands between the two, and how it begins."""

Span = tuple[int, int]


class UnknownNames:
    """Remembers where the text has placed names that are on no map, read from front to back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._links: dict[str, ClaimAtPlace] = {}

    def learn(self, names: Iterable[Span], links: Sequence[ClaimAtPlace], starts: dict[str, int]) -> None:
        """Keep the place that stands right behind a name and tells where that is.

        Parameters
        ----------
        names : iterable of (int, int)
            The names of places in a statement.
        links : sequence of ClaimAtPlace
            Its own places.
        starts : dict of str to int
            Where the mentions begin that these were read from, by id.
        """
        own = [link for link in links if not link.inherited and link.mention_id in starts]
        known = {starts[link.mention_id or ""] for link in own}
        for start, end in names:
            behind = [link for link in own if 0 < starts[link.mention_id or ""] - end <= LONGEST_GLOSS]
            if start not in known and len(behind) == 1 and self._is_gloss(end, starts[behind[0].mention_id or ""]):
                self._links.setdefault(self._text[start:end], behind[0])

    def placed(self, claim: Claim, names: Iterable[Span]) -> tuple[ClaimAtPlace, ...]:
        """Return the place of a statement that names such a place alone, marked as inherited."""
        found = {self._text[start:end] for start, end in names}
        link = self._links.get(next(iter(found))) if len(found) == 1 else None
        return (replace(link, claim_id=claim.claim_id, inherited=True),) if link else ()

    def _is_gloss(self, end: int, start: int) -> bool:
        return _GLOSS.match(self._text, end, start) is not None
