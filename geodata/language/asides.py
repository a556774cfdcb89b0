"""What tells of the saying alone, and is part of no statement: where an article was filed, who would not be named."""

from __future__ import annotations

import re

DATELINE = re.compile(r"[A-Z][A-Z.'’-]{2,}(?:[ ,]+[\w.,'’/ ]{0,50}?)?(?:\([^()\n]{2,40}\))?\s*(?:—|–|--|\s-)\s*(?=\S)")
"""Where an article was filed: a name in capitals, what else stands with it, and a dash."""

_HOW = r"(?:(?:speaking|talking|who (?:spoke|talked|(?:was|were) speaking)) )?on (?:the )?condition "
_UNNAMED = r"(?:(?:he|she|they) not be (?:named|identified)|(?:his|her|their) names? (?:not )?be \w+)"

ANONYMITY = re.compile(
    rf"(?:{_HOW}(?:of anonymity|(?:that )?{_UNNAMED})"
    rf"|who asked (?:that {_UNNAMED}|not to be (?:named|identified)|to (?:remain|stay) (?:unnamed|anonymous)))\b"
    r"(?:,? (?:because|as|since|for fear) [^,.;]+?(?=,| said\b| told\b|$|[.;]))?,?\s*"
)
"""How somebody spoke, and nothing that was said: "on condition of anonymity because they were not allowed to speak"."""

ABOUT_NAMING = re.compile(
    r"(?:He|She|They|Both|All|The (?:official|source|officer|diplomat|person|man|woman)s?) "
    rf"(?:(?:asked|requested|wanted|wished|preferred) (?:that {_UNNAMED}|not to be (?:named|identified)|anonymity"
    rf"|to (?:remain|stay) (?:unnamed|anonymous))|(?:declined|refused) to be (?:named|identified)"
    rf"|(?:spoke|talked) on (?:the )?condition (?:of anonymity|(?:that )?{_UNNAMED}))\b"
)
"""A sentence that says nothing but that a source would not be named, and why."""
