"""The place names of a document: what the gazetteer or the tagger proposes, judged by all the evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from geodata.coordinates import WrittenPoint, find_coordinates
from geodata.models import Document, Kind, Mention
from geodata.naming import is_initials
from geodata.placewords import feature_words
from geodata.recognition.evidence import Surroundings, is_qualified, named_areas
from geodata.recognition.kinds import kind_of
from geodata.recognition.names import Match, Span, find_matches, is_function_word, is_group
from geodata.recognition.persons import find_persons
from geodata.recognition.reading import read
from geodata.recognition.scoring import scores
from geodata.recognition.tagged import TagView
from geodata.recognition.things import find_things
from geodata.spatial.roads import WAYS
from geodata.stages import CandidateSource

__all__ = ["NameRecognizer"]

THRESHOLD = -0.7  # log-odds: as good as -0.3 on papers the weights know, better on those they do not
HYPHENS = frozenset({"-", "‐", "‑", "–"})  # noqa: RUF001 - the signs themselves
SHORTEST_ACRONYM = 2  # letters
LONGER_GAINS = 1.0  # log-odds a further word is worth where two names overlap: "Gulf of Sidra" goes before "Sidra"


class NameRecognizer:
    """Finds place names with a gazetteer, rules and, where the document carries tags, the tagger.

    Parameters
    ----------
    source : CandidateSource
        Who is asked which words are names of places.
    """

    recognizer_id = "names-2"

    def __init__(self, source: CandidateSource) -> None:
        self._source = source

    def recognize(self, document: Document) -> Sequence[Mention]:
        """Return the place names of a document in reading order, without overlaps.

        Parameters
        ----------
        document : Document
            The article with its sentences and tokens; its tags are used where it has them.

        Returns
        -------
        sequence of Mention
            Each with its kind; the resolver says which place it is.
        """
        proposed, around, view = propose(document, self._source)
        judged = scores(proposed, around, view)
        mentions = _point_mentions(document, find_coordinates(document.text))
        for match in choose(proposed, judged):
            kind = kind_of(match, view)
            mentions.append(_mention(document, match.span.passage.sentence_id, match.span.start, match.span.end, kind))
        return _without_overlaps(mentions)


def propose(document: Document, source: CandidateSource) -> tuple[list[Match], Surroundings, TagView | None]:
    """Return every run of words that may be a place name, and what is known for judging it."""
    reading = read(document)
    matches = find_matches(reading, document.text, source)
    found = [match for group in matches.by_start.values() for match in group]
    places = (match for match in found if not is_group(match.surface))
    persons = find_persons(reading, matches)
    around = Surroundings(reading, matches, persons, find_things(reading, persons), *named_areas(places))
    view = TagView(document.tags) if document.tags else None
    known = [match for match in found if not is_group(match.surface) or is_qualified(match, around)]
    return [*known, *_unknown(document, around, view, known)], around, view


def _unknown(document: Document, around: Surroundings, view: TagView | None, known: Sequence[Match]) -> Iterator[Match]:
    """Yield the names that the gazetteer lacks: those that say what they are, and those that the tagger reads.

    Unknown initials are those of bodies far more often than of places: "U.N.", "K.K.K.".
    """
    taken = {(match.span.start, match.span.end) for match in known}
    read_by_tagger = (span for passage in around.reading.passages for span in (view.proposals(passage) if view else ()))
    for span in (*around.things.values(), *read_by_tagger):
        surface = document.text[span.start : span.end]
        if (span.start, span.end) not in taken and not is_group(surface) and not _is_acronym(span, surface):
            taken.add((span.start, span.end))
            yield Match(span, surface, ())


def _is_acronym(span: Span, surface: str) -> bool:
    """Tell whether a name is written as initials, or is two capitals among small letters: "U.N.", "UN"."""
    bare = len(surface) == SHORTEST_ACRONYM and surface.isupper() and span.passage.style != "caps"
    return bare or is_initials(surface)


def choose(proposed: Sequence[Match], judged: Mapping[int, float]) -> Iterator[Match]:
    """Yield the likely names; of those that overlap the likelier or longer one."""
    taken: set[tuple[str, int]] = set()
    judged = {**judged, **_of_features(proposed, judged), **_of_roads(proposed, judged)}
    likely = [match for match in proposed if judged[id(match)] > THRESHOLD]
    for match in sorted(likely, key=lambda match: -judged[id(match)] - LONGER_GAINS * len(match.span.words)):
        words = {(match.span.passage.sentence_id, index) for index in range(match.span.first, match.span.last)}
        if not is_function_word(match) and taken.isdisjoint(words):
            taken |= words
            yield match


def _of_features(proposed: Sequence[Match], judged: Mapping[int, float]) -> dict[int, float]:
    """Return the scores of known features named after a place: "Sea of Japan" is no less a name than "Japan" in it."""
    return {
        id(whole): max(judged[id(match)] for match in proposed if _is_within(match, whole))
        for whole in proposed
        if _is_feature_of(whole)
    }


def _of_roads(proposed: Sequence[Match], judged: Mapping[int, float]) -> dict[int, float]:
    """Return the scores of the ends of roads: in "the Kano-Kaduna highway" one end is as likely a name as the other."""
    raised: dict[int, float] = {}
    second = {(match.span.passage.sentence_id, match.span.first): match for match in proposed if _ends_road(match)}
    for one in proposed if second else ():
        other = second.get((one.span.passage.sentence_id, one.span.last + 1))
        if other is not None and one.entries and one.span.passage.text_at(one.span.last) in HYPHENS:
            raised |= dict.fromkeys((id(one), id(other)), max(judged[id(one)], judged[id(other)]))
    return raised


def _ends_road(match: Match) -> bool:
    """Tell whether a known name stands right before a noun for a road."""
    return bool(match.entries) and match.span.passage.text_at(match.span.last).rstrip("s") in WAYS


def _is_feature_of(match: Match) -> bool:
    """Tell whether a name is a head and a name, "Gulf of Mexico", and the gazetteer knows such a feature."""
    if [word.lower for word in match.span.words[1:2]] != ["of"]:
        return False
    codes = feature_words().get(match.span.words[0].lower, ())
    return bool(codes) and any(entry.feature_code.startswith(codes) for entry in match.entries)


def _is_within(match: Match, whole: Match) -> bool:
    return (
        match.span.passage is whole.span.passage
        and whole.span.first <= match.span.first
        and match.span.last <= whole.span.last
    )


def _mention(document: Document, sentence_id: str | None, start: int, end: int, kind: Kind) -> Mention:
    article_id = document.article.article_id
    return Mention(
        mention_id=f"{article_id}.m{start}-{end}",
        article_id=article_id,
        sentence_id=sentence_id,
        start=start,
        end=end,
        text=document.text[start:end],
        kind=kind,
    )


def _point_mentions(document: Document, points: Sequence[WrittenPoint]) -> list[Mention]:
    starts = [sentence.start for sentence in document.sentences]
    mentions = []
    for point in points:
        position = bisect_right(starts, point.start)
        sentence_id = document.sentences[position - 1].sentence_id if position else None
        mentions.append(_mention(document, sentence_id, point.start, point.end, "coordinate"))
    return mentions


def _without_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions in reading order; where two overlap, a coordinate goes before a name."""
    taken = sorted((mention.start, mention.end) for mention in mentions if mention.kind == "coordinate")
    starts = [start for start, _ in taken]
    kept = []
    for mention in mentions:
        position = bisect_right(starts, mention.end - 1)
        if mention.kind == "coordinate" or not position or taken[position - 1][1] <= mention.start:
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)
