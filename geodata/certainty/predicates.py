"""How surely one predicate is so: its own modals and negations, and what all that governs it makes of it."""

from __future__ import annotations

from dataclasses import replace

from geodata.certainty.governing import Governor, governor_of, partner_of
from geodata.certainty.scale import ORDER, Judgement, lower_of, plain
from geodata.language.grammar import AUXILIARY_TAGS, VerbGroup
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import hedges
from geodata.models import Certainty, Evidence, Polarity, Realis

DEEPEST = 4
"""Governors above one another that are followed: "hoped to be able to begin to"."""

NEAR = 3
"""Words before a predicate without a verb of its own in which its "no" or its "is" stands."""

_MODALS: dict[str, tuple[Certainty, Realis]] = {
    "may": ("possible", "future"), "might": ("possible", "future"), "could": ("possible", "future"),
    "will": ("certain", "future"), "'ll": ("certain", "future"),
    "would": ("certain", "hypothetical"), "'d": ("certain", "hypothetical"), "shall": ("certain", "future"),
    "must": ("certain", "requested"), "should": ("certain", "requested"), "ought": ("certain", "requested"),
}  # fmt: skip
_EFFECTS: dict[str, tuple[Certainty, bool, Realis | None]] = {
    "+": ("certain", True, None), "-": ("certain", False, None),
    "p+": ("probable", True, None), "p-": ("probable", False, None),
    "s+": ("possible", True, None), "s-": ("possible", False, None),
    "?": ("unknown", True, "hypothetical"), "f": ("probable", True, "future"), "r": ("certain", True, "requested"),
}  # fmt: skip
_NOBODY = frozenset({"nobody", "nothing", "none", "neither", "no", "few", "hardly"})
_NEVER = frozenset(
    {
        "never",
        "cannot",
        "scarcely",
        "rarely",
        "seldom",
        "hardly",
        "barely",
        "neither",
        "nor",
        "no",
        "nothing",
        "nobody",
        "none",
    }
)
_CONDITIONS = frozenset({"if", "unless", "whether", "suppose", "supposing"})
_WISHES = frozenset({"like", "love", "prefer", "hate", "rather"})
_ASKING = frozenset({"AVQ", "DTQ", "PNQ"})
_PRESUPPOSING = frozenset({"when", "why", "how", "where"})
_PERCEIVED = frozenset({"see", "hear", "feel", "say", "tell", "find", "imagine", "understand", "smell"})
"""What one "can" do is done: "I can see the smoke"."""

_NESTING = frozenset({"CJC", "CJS", "CJT", "PNQ", "DTQ", "AVQ"})
_PLEASE = frozenset({"please", "pls", "plz", "kindly"})
_FEELING = frozenset({"hope", "love", "want", "need", "like", "wish", "recommend", "appreciate", "hate", "thank"})
"""Verbs whose dropped subject is "I": "Love the new site", "Hope to see you"."""

_WHEN = frozenset({"when", "whenever", "once", "until", "till", "before", "after"})
_PRESENT = frozenset({"VVB", "VVZ", "VBB", "VBZ", "VHB", "VHZ", "VDB", "VDZ"})
_COMMANDING = frozenset({"please", "pls", "plz", "do", "don", "just", "simply", "then", "so", "let"})
_BREAKS = frozenset({",", ";", ":", "—", "–", "-", "(", ")", ".", "!"})
_ENDS = frozenset({",", ";", ":", "—", "–"})


def judge_predicate(sentence: SentenceWords, at: int) -> Judgement:
    """Judge the event that the word at one position tells, for whoever says the sentence.

    Parameters
    ----------
    sentence : SentenceWords
        The sentence as the rules read it.
    at : int
        The word that tells the event: a verb, or an adjective or noun behind "is".

    Returns
    -------
    Judgement
        Certainty, polarity and realis with the words that decided: of the predicate's own verb group, of the
        condition or question it stands in, and of every word that governs it ("failed to", "hopes that").
    """
    found = _judged(sentence, at, DEEPEST)
    asked = question_start(sentence)
    if asked is not None and at >= asked and not _presupposed(sentence, asked, at):
        return replace(found, certainty="unknown", realis="hypothetical")
    return found


def question_start(sentence: SentenceWords) -> int | None:
    """Return the first word of the question that ends a sentence: "I have a car, will it start?"; None without one."""
    if not sentence.words or sentence.words[-1].text != "?":
        return None
    for at in range(len(sentence.words) - 1, 0, -1):
        opens = sentence.words[at - 1].text in _ENDS or sentence.tag(at - 1) == "CJC"
        if opens and (sentence.tag(at) in _ASKING or _is_inverted(sentence, at)):
            return at
    return 0


def _is_inverted(sentence: SentenceWords, at: int) -> bool:
    return sentence.tag(at) in AUXILIARY_TAGS and sentence.tag(at + 1) in ("PNP", "AT0", "DPS", "NP0", "PNI", "EX0")


def _presupposed(sentence: SentenceWords, asked: int, at: int) -> bool:
    """Tell whether a question takes an event for granted: "When was it founded?", but not "When will it open?"."""
    group = sentence.group_at(at)
    modal = group is not None and sentence.tag(group.first) == "VM0"
    fronted = any(sentence.tag(position) == "VM0" for position in range(asked + 1, min(at, asked + NEAR)))
    return sentence.lower(asked) in _PRESUPPOSING and not modal and not fronted


def _judged(sentence: SentenceWords, at: int, depth: int) -> Judgement:
    group = sentence.group_at(at) or _copula(sentence, at)
    own = _own(sentence, group, at) if group else _bare(sentence, at)
    governor = governor_of(sentence, group) if group and depth else None
    partner = partner_of(sentence, group) if group and depth and not governor else None
    if partner is not None:
        other = _judged(sentence, partner.head, depth - 1)
        return replace(own, certainty=lower_of(own.certainty, other.certainty), realis=other.realis)
    if governor is None:
        return _left_open(own, sentence, group, depth) if group else own
    return _governed(own, _judged_governor(sentence, governor, depth), governor, sentence)


def _left_open(own: Judgement, sentence: SentenceWords, group: VerbGroup, depth: int) -> Judgement:
    """Read an infinitive that nothing known governs: with the mood of the verb before it, never as something done.

    An "-ing" form has the mood of its verb, too, where that is ahead: "Ending the war would help".
    """
    if group.form == "gerund" and own.realis == "realised" and depth:
        return _with_mood_of_verb(own, sentence, group, depth)
    if group.form != "infinitive" or own.realis != "realised":
        return own
    before = [other for other in sentence.groups if other.last <= group.first]
    above = _judged(sentence, before[-1].head, depth - 1) if before and depth else None
    if above is None or above.realis in ("realised", "ongoing"):
        return replace(own, certainty="unknown", realis="hypothetical")
    return replace(own, certainty=lower_of(own.certainty, above.certainty), realis=above.realis)


def _with_mood_of_verb(own: Judgement, sentence: SentenceWords, group: VerbGroup, depth: int) -> Judgement:
    verb = _verb_of_gerund(sentence, group)
    if verb is None:
        return own
    other = _judged(sentence, verb.head, depth - 1)
    if other.realis in ("realised", "ongoing"):
        return own
    return replace(own, certainty=lower_of(own.certainty, other.certainty), realis=other.realis)


def _verb_of_gerund(sentence: SentenceWords, group: VerbGroup) -> VerbGroup | None:
    """Return the verb whose subject an "-ing" form opens, or the one before it in its clause."""
    if group.first == 0 or sentence.words[group.first - 1].text in _BREAKS:
        behind = next((other for other in sentence.finite if other.first >= group.last), None)
        between = sentence.words[group.last : behind.first] if behind else ()
        subject = behind is not None and not any(word.text in _ENDS or word.tag in _NESTING for word in between)
        return behind if subject else None
    before = [other for other in sentence.finite if other.last <= group.first]
    between = sentence.words[before[-1].last : group.first] if before else ()
    apart = any(word.text in _ENDS - {","} or word.tag in _NESTING for word in between)
    return before[-1] if before and not apart else None


def _judged_governor(sentence: SentenceWords, governor: Governor, depth: int) -> Judgement:
    return _judged(sentence, governor.at, depth - 1)


def _governed(own: Judgement, above: Judgement, governor: Governor, sentence: SentenceWords) -> Judgement:
    effect = governor.effect.held if above.polarity == "positive" else governor.effect.denied
    certainty, holds, realis = _EFFECTS[effect]
    ahead = above.realis if above.realis in ("future", "requested", "hypothetical") else None
    evidence = Evidence("negation" if not holds else "hedge", *sentence.chars(governor.at, governor.at + 1))
    counts = (evidence,) if effect != "+" else ()
    return replace(
        own,
        certainty=lower_of(own.certainty, above.certainty, certainty),
        polarity=_sign((own.polarity == "positive") == holds),
        realis=realis or ahead or own.realis,
        evidence=(*above.evidence, *counts, *own.evidence),
    )


def _sign(positive: bool) -> Polarity:
    return "positive" if positive else "negative"


def _copula(sentence: SentenceWords, at: int) -> VerbGroup | None:
    """Return the "is" before an adjective or noun, or the "did not" before a verb that is taken for a noun."""
    for before in range(at - 1, max(-1, at - 1 - NEAR), -1):
        group = sentence.group_at(before)
        if group:
            return group if sentence.tag(group.head) in AUXILIARY_TAGS else None
        if sentence.words[before].text in _ENDS:
            return None
    return None


def _bare(sentence: SentenceWords, at: int) -> Judgement:
    """Judge a noun that tells an event: "no damage", "without a fight"; behind "please" it is a misread command."""
    if at and sentence.lower(at - 1) in _PLEASE:
        return Judgement("certain", "positive", "neutral", "requested", ())
    before = [position for position in range(max(0, at - NEAR), at) if sentence.lower(position) in ("no", "without")]
    evidence = tuple(Evidence("negation", *sentence.chars(position, position + 1)) for position in before[-1:])
    return Judgement("certain", _sign(not before), "neutral", "realised", evidence)


def _own(sentence: SentenceWords, group: VerbGroup, at: int) -> Judgement:
    negating = _negating(sentence, group, at)
    hedging = _hedging(sentence, group)
    certainty, realis = _mood(sentence, group)
    for position in hedging:
        value = hedges()[plain(sentence.words[position])][0]
        certainty = lower_of(certainty, next(item for item in ORDER if item == value))
    if _is_conditional(sentence, group):
        certainty, realis = "unknown", "hypothetical"
    spans = [("negation", position) for position in negating] + [("hedge", position) for position in hedging]
    evidence = tuple(
        Evidence("negation" if what == "negation" else "hedge", *sentence.chars(position, position + 1))
        for what, position in spans
    )
    return Judgement(certainty, _sign(len(negating) % 2 == 0), "neutral", realis, evidence)


def _negating(sentence: SentenceWords, group: VerbGroup, at: int) -> list[int]:
    """Return the words that turn a verb group round: inside it, or its "nobody" before it."""
    inside = range(max(0, group.first - 1), min(len(sentence.words), max(group.last, at)))
    found = [
        position
        for position in inside
        if (sentence.tag(position) == "XX0" or sentence.lower(position) in _NEVER) and not _only(sentence, position)
    ]
    subject = _subject_start(sentence, group)
    if subject is not None and not found and sentence.lower(subject) in _NOBODY:
        found.append(subject)
    return found


def _only(sentence: SentenceWords, position: int) -> bool:
    """Tell whether a negation is none: "not only", "no doubt"."""
    return sentence.lower(position + 1) in ("only", "just", "merely", "doubt", "least", "matter", "sooner")


def _subject_start(sentence: SentenceWords, group: VerbGroup) -> int | None:
    """Return the first word of what stands before a finite group in its clause."""
    if not group.finite:
        return None
    at = group.first - 1
    while at >= 0 and not sentence.group_at(at) and sentence.words[at].text not in _ENDS:
        if sentence.tag(at) in ("CJC", "CJS", "CJT"):
            break
        at -= 1
    return at + 1 if at + 1 < group.first else None


def _hedging(sentence: SentenceWords, group: VerbGroup) -> list[int]:
    """Return the adverbs that hedge a verb group: before it, inside it, or right behind it."""
    around = range(max(0, group.first - NEAR), min(len(sentence.words), group.last + 1))
    clear = (at for at in around if not any(sentence.words[b].text in _ENDS for b in range(at + 1, group.first)))
    return [at for at in clear if hedges().get(plain(sentence.words[at]), ("", ""))[1] == "adverb"]


def _mood(sentence: SentenceWords, group: VerbGroup) -> tuple[Certainty, Realis]:
    """Return what modal, tense and order make of a verb group."""
    first = sentence.words[group.first]
    if _asks(sentence):
        return "certain", "requested"
    if first.tag == "VM0" or first.lower in _MODALS:
        return _of_modal(sentence, group, first.lower)
    following = sentence.tag(group.last)
    if sentence.lower(group.head) in ("going", "gonna") and (following == "TO0" or _sets_out(sentence, group)):
        return "certain", "future"
    if _is_command(sentence, group):
        return "certain", "requested"
    return "certain", "ongoing" if group.finite and sentence.tag(group.head) == "VVG" else "realised"


def _sets_out(sentence: SentenceWords, group: VerbGroup) -> bool:
    """Tell whether somebody "is going to" a place; "was going to" tells of then."""
    return sentence.lower(group.last) == "to" and sentence.tag(group.first) in ("VBB", "VBZ")


def _of_modal(sentence: SentenceWords, group: VerbGroup, modal: str) -> tuple[Certainty, Realis]:
    certainty, realis = _MODALS.get(modal, ("certain", "future"))
    if modal == "can":
        seen = sentence.lower(group.head) in _PERCEIVED and sentence.lower(group.first - 1) != "you"
        return ("certain", "realised") if seen else ("possible", "hypothetical")
    if modal in ("would", "'d") and sentence.lower(group.head) in _WISHES:
        return "certain", "ongoing"  # "would like" is meant now
    perfect = any(sentence.lower(at) == "have" for at in range(group.first + 1, group.last))
    if perfect and modal in ("must", "may", "might", "could"):
        return ("probable" if modal == "must" else "possible"), "realised"
    return certainty, realis


def _is_command(sentence: SentenceWords, group: VerbGroup) -> bool:
    """Tell whether a bare verb has no subject: "Leave the valley", "If it rains, please stay"."""
    if sentence.tag(group.first) not in ("VVB", "VVI", "VDB") or sentence.lower(group.head) in _FEELING:
        return False
    start = group.first
    while start > 0 and sentence.words[start - 1].text not in _BREAKS:
        start -= 1
    if start > 0 and not _opens_anew(sentence, start):
        return False
    between = sentence.words[start : group.first]
    return all(not word.text[:1].isalnum() or word.lower in _COMMANDING or word.tag == "AV0" for word in between)


def _opens_anew(sentence: SentenceWords, start: int) -> bool:
    """Tell whether a clause behind a sign may be a command: not behind ")", nor behind a subject and its apposition."""
    sign = sentence.words[start - 1].text
    if sign in (")", ",") and sentence.words[0].is_noun | (sentence.tag(0) in ("AT0", "DPS", "CRD", "PNP")):
        return any(group.finite for group in sentence.groups if group.last < start) and sign != ")"
    return sign != ")"


def _asks(sentence: SentenceWords) -> bool:
    """Tell whether a sentence opens like a question: "Can you send me the list"."""
    return sentence.tag(0) == "VM0" and sentence.tag(1) == "PNP"


def _is_inside(sentence: SentenceWords, at: int, group: VerbGroup) -> bool:
    """Tell whether a word is of another verb that the group's clause hangs on: "if you need what they sell"."""
    other = sentence.group_at(at)
    if other is None or not other.finite or other.last > group.first or not group.finite:
        return False
    return not any(word.tag == "CJC" for word in sentence.words[other.last : group.first])


def _is_conditional(sentence: SentenceWords, group: VerbGroup) -> bool:
    """Tell whether a group stands in an "if" clause, or in the clause that hangs on one."""
    at = group.first - 1
    while at >= 0 and sentence.words[at].text not in _ENDS and not _is_inside(sentence, at, group):
        if sentence.lower(at) in _CONDITIONS and not sentence.tag(at - 1).startswith("V"):
            return True
        if sentence.lower(at) in _WHEN and sentence.tag(group.first) in _PRESENT and not sentence.group_at(at + 1):
            return True  # "when it rains"
        at -= 1
    has_condition = any(word.lower in ("if", "unless") and word.tag == "CJS" for word in sentence.words)
    return has_condition and sentence.tag(group.first) == "VM0"
