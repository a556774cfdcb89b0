"""The place names of a document, by rules: the longest names the gazetteer knows, judged by what is around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from geodata.coordinates import WrittenPoint, find_coordinates
from geodata.models import CandidateSource, Document, Kind, Mention
from geodata.recognition.evidence import Surroundings, features, named_areas, place_score
from geodata.recognition.kinds import kind_of
from geodata.recognition.names import Match, Matches, Span, find_matches, is_function_word
from geodata.recognition.persons import find_persons
from geodata.recognition.reading import Passage, read
from geodata.recognition.things import find_things

__all__ = ["RuleRecognizer"]

THRESHOLD = 0.0  # log-odds: a name is kept when it is more likely a place than not
ECHO_WEIGHT = 0.5  # of the best score that the same name has elsewhere in the document
ECHO_RANGE = (-2.0, 4.0)  # log-odds that another occurrence can lend


class RuleRecognizer:
    """Finds place names with a gazetteer and rules.

    Parameters
    ----------
    source : CandidateSource
        Who is asked which words are names of places.
    """

    recognizer_id = "rules-1"

    def __init__(self, source: CandidateSource) -> None:
        self._source = source

    def recognize(self, document: Document) -> Sequence[Mention]:
        """Return the place names of a document in reading order, without overlaps.

        Parameters
        ----------
        document : Document
            The article with its sentences and tokens.

        Returns
        -------
        sequence of Mention
            Each with its kind; the resolver says which place it is.
        """
        reading = read(document)
        matches = find_matches(reading, document.text, self._source)
        persons = find_persons(reading, matches)
        everything = [match for group in matches.by_start.values() for match in group]
        around = Surroundings(reading, matches, persons, *named_areas(iter(everything)))
        scores = _scores(everything, around)
        mentions = _point_mentions(document, find_coordinates(document.text))
        for passage in reading.passages:
            things = find_things(passage, persons)
            for span, kind in _choose(passage, matches, things, scores):
                mentions.append(_mention(document, passage.sentence_id, span.start, span.end, kind))
        return _without_overlaps(mentions)


def _scores(matches: Sequence[Match], around: Surroundings) -> dict[int, float]:
    """Return the score of every match by its identity, occurrences of one name lending to each other."""
    alone = {id(match): place_score(features(match, around)) for match in matches}
    best: dict[str, list[tuple[float, int]]] = {}
    for match in matches:
        best.setdefault(match.surface, []).append((alone[id(match)], id(match)))
    result: dict[int, float] = {}
    for group in best.values():
        ranked = sorted(group, reverse=True)[:2]
        for score, key in group:
            others = [other for other, name in ranked if name != key]
            echo = min(max(others[0], ECHO_RANGE[0]), ECHO_RANGE[1]) if others else 0.0
            result[key] = score + ECHO_WEIGHT * echo
    return result


def _choose(
    passage: Passage, matches: Matches, things: dict[int, Span], scores: dict[int, float]
) -> Iterator[tuple[Span, Kind]]:
    """Walk through a passage and keep, at every word, the longest name that is likely a place."""
    index = 0
    while index < len(passage.words):
        thing = things.get(index)
        kept = next((match for match in matches.at(passage, index) if _is_kept(match, thing, scores)), None)
        if kept is not None:
            yield kept.span, kind_of(kept)
            index = kept.span.last
        elif thing is not None:
            yield thing, "literal"
            index = thing.last
        else:
            index += 1


def _is_kept(match: Match, thing: Span | None, scores: dict[int, float]) -> bool:
    if is_function_word(match) or (thing is not None and match.span.last < thing.last):
        return False
    return scores[id(match)] > THRESHOLD


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
