"""Score relations on small pairs of articles: ``python -m tests.quality.pairs``.

Each pair has two short articles and the relations that a careful reader finds, inside and between them; statements are
named by their first words, ``a:`` of the first and ``b:`` of the second article. What is optional counts neither when
found nor when missed. Precision comes first: a wrong "contradicts" does harm, a missed one does not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geodata
from geodata.compare import relate_articles
from geodata.models import Claim, Relation
from geodata.schema import Analysis, to_claims, to_records
from tests.quality.marked import FOLDER
from tests.quality.measures import Share

_WORDS = {None: "optional", True: "right", False: "WRONG"}
ORDERED = "supports"
"""The relation that has a direction."""


@dataclass(frozen=True)
class Verdict:
    """What became of one pair: found ones with whether they are right (None: optional), and missed ones."""

    found: tuple[tuple[str, bool | None], ...]
    missed: tuple[str, ...]
    camps_right: int
    camps_judged: int


def names() -> list[str]:
    """Return the names of the pairs."""
    return sorted(path.stem for path in (FOLDER / "pairs").glob("*.json"))


def judge_pair(name: str) -> Verdict:
    """Read both articles of a pair and compare what is found with the gold."""
    gold = json.loads((FOLDER / "pairs" / f"{name}.json").read_text(encoding="utf-8"))
    analyses = {key: _read(gold[which]) for key, which in (("a", "first"), ("b", "second"))}
    claims = {claim.claim_id: (key, claim) for key, one in analyses.items() for claim in to_claims(one.claims)}
    inside = [Relation(**record) for one in analyses.values() for record in to_records(one.relations)]
    relations = [*inside, *relate_articles(list(analyses.values()))]
    return _compared(relations, gold["relations"], claims)


def _read(article: Mapping[str, str]) -> Analysis:
    return geodata.analyze(article["text"], published=article["published"], publisher=article["publisher"])


def _compared(
    relations: Sequence[Relation], gold: Sequence[Mapping[str, Any]], claims: Mapping[str, tuple[str, Claim]]
) -> Verdict:
    found: list[tuple[str, bool | None]] = []
    met: list[int] = []
    camps = [0, 0]
    for relation in relations:
        index = next((at for at, item in enumerate(gold) if _is_about(relation, item, claims)), None)
        right = index is not None and relation.relation in _either(gold[index]["relation"])
        optional = index is not None and right and gold[index].get("optional", False)
        found.append((_line(relation, claims), None if optional else right))
        if index is not None and right:
            met.append(index)
            camps[0] += relation.independent == gold[index]["independent"] and not optional
            camps[1] += not optional
    wanted = [item for at, item in enumerate(gold) if at not in met and not item.get("optional")]
    missed = tuple(f"{item['relation']}: {item['one']} / {item['other']}" for item in wanted)
    return Verdict(tuple(found), missed, *camps)


def _either(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _is_about(relation: Relation, item: Mapping[str, Any], claims: Mapping[str, tuple[str, Claim]]) -> bool:
    one, other = relation.claim_a, relation.claim_b
    straight = _is_named(claims[one], item["one"]) and _is_named(claims[other], item["other"])
    if straight or ORDERED in _either(item["relation"]):
        return straight
    return _is_named(claims[one], item["other"]) and _is_named(claims[other], item["one"])


def _is_named(claim: tuple[str, Claim], name: str) -> bool:
    key, words = name.split(":", 1)
    text = claim[1].text.removeprefix("because ").strip('“”" ')
    return claim[0] == key and (text.startswith(words) or words.startswith(text))


def _line(relation: Relation, claims: Mapping[str, tuple[str, Claim]]) -> str:
    one, other = claims[relation.claim_a], claims[relation.claim_b]
    return f"{relation.relation} ({relation.independent}): {one[0]}:{one[1].text} / {other[0]}:{other[1].text}"


def measure(verdicts: Sequence[Verdict]) -> tuple[Share, Share]:
    """Return the share of right relations, and of right camps among them."""
    judged = [right for verdict in verdicts for _, right in verdict.found if right is not None]
    wanted = sum(judged) + sum(len(verdict.missed) for verdict in verdicts)
    camps = sum(verdict.camps_judged for verdict in verdicts)
    return Share(sum(judged), len(judged), wanted), Share(sum(one.camps_right for one in verdicts), camps, camps)


def report(verdicts: Mapping[str, Verdict], *, show: bool) -> Iterator[str]:
    """Yield the figures, with every relation if wanted."""
    for name, verdict in verdicts.items() if show else ():
        yield name
        yield from (f"  {_WORDS[right]:9s}{line}" for line, right in verdict.found)
        yield from (f"  MISSED   {line}" for line in verdict.missed)
    relations, camps = measure(list(verdicts.values()))
    shares = f"P {relations.precision:.4f}  R {relations.recall:.4f}  F1 {relations.f1:.4f}"
    yield f"relations    {shares}  ({relations.given:.0f} given)"
    yield f"independent  {camps.precision:.4f} of {camps.given:.0f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.pairs", description=__doc__)
    parser.add_argument("--show", action="store_true", help="list every relation, right, wrong or missed")
    options = parser.parse_args(arguments)
    verdicts = {name: judge_pair(name) for name in names()}
    sys.stdout.writelines(f"{line}\n" for line in report(verdicts, show=options.show))


if __name__ == "__main__":
    main()
