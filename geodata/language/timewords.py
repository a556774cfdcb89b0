"""The words of time: days, months, numbers, units, and the pieces that the patterns of expressions are made of."""

from __future__ import annotations

from types import MappingProxyType

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAMED_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBERS = MappingProxyType({name: value for value, name in enumerate(_NAMED_NUMBERS.split())})
ORDINALS = MappingProxyType({
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4, "final": 4,
})  # fmt: skip
HOLIDAYS = MappingProxyType({
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "halloween": (10, 31), "may day": (5, 1),
})  # fmt: skip
"""Days that stand on one date everywhere: name, month and day."""

DAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)"
MONTH_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.|\b(?=,?\s\d)))"
)
DAY = rf"(?P<weekday>{DAY_NAME})day"
MONTH = rf"(?P<month>{MONTH_NAME})"
ANY_YEAR = r"(?:1[6-9]|20)\d\d"
YEAR = rf"(?P<year>{ANY_YEAR})"
NUMBER = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
UNIT = r"(?P<unit>second|minute|hour|day|week|weekend|month|quarter|year|decade|centur(?=y|ies))(?:s|y|ies)?"
COUNT = (
    r"(?P<count>an?\s+few|an?\s+couple(?:\s+of)?|several|some|many|half\s+an?|an?"
    rf"|\d{{1,4}}(?:\.\d)?|{'|'.join(sorted(list(NUMBERS)[1:], key=len, reverse=True))}"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|a\s+hundred)(?:\s+(?:and\s+a\s+half|more|straight|full))?"
)
ABOUT = (
    r"(?:(?P<about>about|around|nearly|almost|roughly|some|more\s+than|over|at\s+least|less\s+than|just\s+over)\s+)?"
)
SOME_EDGE = r"(?:(?P<edge>early|late|earlier|later|mid|(?:the\s+)?(?:end|beginning|start|middle|turn)\s+of)(?:\s+|-))"
EDGE = rf"{SOME_EDGE}?"
WHICH = r"(?P<which>this\s+past|this\s+coming|last|next|this|past|coming|current)"
PART = r"(?P<part>morning|afternoon|evening|night|noon|dawn|midnight)"
CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?)|\d{1,2}:\d\d(?:\s*(?:GMT|UTC|local\s+time))?)"
