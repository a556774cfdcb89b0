"""What a place name stands for where it is used: the place, those who act in its name, its people, part of a name."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.models import GazetteerEntry, Kind
from geodata.placewords import words as word_list
from geodata.recognition.evidence import organisation_follows
from geodata.recognition.names import Match
from geodata.recognition.tagged import TagView

AUXILIARIES = frozenset(
    {"has", "have", "had", "is", "was", "will", "would", "does", "did", "should", "must", "may", "could"}
)
PLACE_PREPOSITIONS = frozenset(
    {"in", "near", "outside", "inside", "around", "into", "across", "throughout", "at", "within"}
)
GIVEN_THINGS = frozenset(
    {"support", "aid", "help", "pressure", "permission", "approval", "backing", "weapons", "assistance", "request"}
)
"""What comes "from Moscow" when Moscow is a government."""

KNOWN_TOWN = 100_000  # people: a town that readers may think of before the people of its name
SHORTEST_VERB = 4  # letters, the "s" included
VERB_FOLLOWERS = frozenset({"a", "an", "the", "its", "their", "that", "on", "to", "no", "more"})
NOUN_REACH = 3  # words: "US defence ministry officials"
NOUN_ENDS = frozenset(
    {"and", "or", "to", "in", "on", "at", "of", "for", "with", "by", "from", "that", "as", "after", "has"}
)
RULE_VOTE = 0.1  # probability that the rules' kind gains: the tagger is right more often, 82 against 72 in 100
_ADVERB_REACH = 2  # words between a subject and its verb: "Russia recently moved", "the US is still trying"


def kind_of(match: Match, view: TagView | None) -> Kind:
    """Return the kind of one accepted name: what the rules say, weighed with what the tagger says."""
    ruled = kind_by_rules(match)
    if ruled == "demonym":  # a people or an adjective is one, whatever it stands for
        return ruled
    seen = dict(view.kinds(match.span.start, match.span.end)) if view else {}
    if match.entries and not any(entry.name_kind == "demonym" for entry in match.entries):
        seen.pop("demonym", None)  # the plain name of a place is no word for its people
    if not seen:
        return ruled
    return max(seen, key=lambda kind: seen[kind] + RULE_VOTE * (kind == ruled))


def kind_by_rules(match: Match) -> Kind:
    """Return the kind of one accepted name by what stands around it."""
    entries = match.entries
    if _is_demonym(entries):
        return "demonym"
    if organisation_follows(match) or _organisation_precedes(match):
        return "embedded"
    if _acts(match) or _is_party(match):
        return "associative"
    return "literal"


def _is_demonym(entries: Sequence[GazetteerEntry]) -> bool:
    """Tell whether a name is a people or an adjective; a village called "Canadian" does not change that."""
    others = [entry for entry in entries if entry.name_kind != "demonym"]
    is_known = any(entry.population >= KNOWN_TOWN or entry.feature_code.startswith(("PCL", "ADM1")) for entry in others)
    return len(others) < len(entries) and not is_known


def _organisation_precedes(match: Match) -> bool:
    passage, first = match.span.passage, match.span.first
    skip = 2 if passage.text_at(first - 1) == "the" else 1
    head = passage.word_at(first - skip - 1)
    return (
        passage.text_at(first - skip) == "of"
        and head is not None
        and head.capital
        and head.lower in word_list("organisation_of")
    )


def _is_actor(match: Match) -> bool:
    """Tell whether a name is that of a country or a capital: those stand for governments."""
    return any(entry.feature_code.startswith("PCL") or entry.feature_code == "PPLC" for entry in match.entries)


def _acts(match: Match) -> bool:
    """Tell whether the words behind a name make it one that acts: "Moscow said", "Russia's foreign ministry"."""
    passage, first, last = match.span.passage, match.span.first, match.span.last
    if _before(match) in PLACE_PREPOSITIONS:
        return False
    after = last + 1 if passage.text_at(last) in {"'s", "’s"} else last
    if any(passage.text_at(index) in word_list("state_nouns") for index in _noun_group(match, after)):
        return True
    if after != last or not _may_be_subject(passage.text_at(first - 1)):
        return False
    if passage.text_at(last) in word_list("agent_verbs"):
        return True
    return _is_actor(match) and (_verb_follows(match) or _present_verb_follows(match))


def _noun_group(match: Match, after: int) -> range:
    """Return where the head of the words behind a name may stand: "US defence official"."""
    passage = match.span.passage
    last = after
    while last < after + NOUN_REACH and passage.text_at(last).isalpha() and passage.text_at(last) not in NOUN_ENDS:
        last += 1
    return range(after, last)


def _may_be_subject(before: str) -> bool:
    return before not in {
        "of",
        "from",
        "to",
        "toward",
        "towards",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
    }


def _verb_follows(match: Match) -> bool:
    """Tell whether a verb of acting follows within a few words: "has deployed", "recently moved"."""
    passage, last = match.span.passage, match.span.last
    auxiliary = False
    for index in range(last, last + _ADVERB_REACH + 1):
        word = passage.text_at(index)
        if word in word_list("agent_verbs") or (auxiliary and word.endswith(("ed", "ing"))):
            return True
        auxiliary = auxiliary or word in AUXILIARIES
        if (
            word not in AUXILIARIES
            and not word.endswith("ly")
            and word not in {"not", "still", "also", "already", "been"}
        ):
            return False
    return False


def _present_verb_follows(match: Match) -> bool:
    """Tell whether the next word looks like a verb of a single subject: "Tunisia guards its", "Japan relies on"."""
    passage, last = match.span.passage, match.span.last
    word = passage.text_at(last)
    return len(word) >= SHORTEST_VERB and word.endswith("s") and passage.text_at(last + 1) in VERB_FOLLOWERS


def _is_party(match: Match) -> bool:
    """Tell whether a country is one that something is done to or with: "notified the US", "support from Moscow"."""
    if not _is_actor(match):
        return False
    before = _before(match)
    if before in word_list("toward_actors"):
        return True
    step = 2 if match.span.passage.text_at(match.span.first - 1) == "the" else 1
    giver = match.span.passage.text_at(match.span.first - step - 1)
    if before in {"with", "between"}:
        return giver in word_list("dealings")
    if before == "of":
        return giver in word_list("state_nouns") or giver in word_list("titles")
    return before == "from" and giver in GIVEN_THINGS


def _before(match: Match) -> str:
    """Return the word in front of a name, articles skipped."""
    before = match.span.passage.text_at(match.span.first - 1)
    return match.span.passage.text_at(match.span.first - 2) if before == "the" else before
