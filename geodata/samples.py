"""Articles that come with the program, so that there is something to look at before anything is pasted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from geodata.errors import ArticleNotFound

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True)
class Sample:
    """One article that comes with the program; its events and most of its people are invented.

    Attributes
    ----------
    name : str
        What it is asked for by.
    title, publisher : str
        Headline and outlet.
    published : datetime.date
        The day from which its weekdays are counted.
    home : str or None
        The outlet's place as a reader would write it, or None for an outlet of the whole world.
    text : str
        The article without its headline.
    """

    name: str
    title: str
    publisher: str
    published: date
    home: str | None
    text: str


def _folder() -> Traversable:
    return files("geodata").joinpath("resources").joinpath("samples")


@cache
def sample_names() -> tuple[str, ...]:
    """Return the names of the samples; the first is the one that the page opens with.

    Returns
    -------
    tuple of str
        In alphabetical order.
    """
    return tuple(sorted(item.name.removesuffix(".json") for item in _folder().iterdir() if item.name.endswith(".json")))


@cache
def read_sample(name: str) -> Sample:
    """Return one sample.

    Parameters
    ----------
    name : str
        One of `sample_names()`.

    Returns
    -------
    Sample
        The article and what is known about it.

    Raises
    ------
    ArticleNotFound
        If there is no sample of this name; the text lists those that there are.
    """
    if name not in sample_names():
        raise ArticleNotFound(f"There is no sample called {name!r}; the samples are {', '.join(sample_names())}.")
    data = json.loads(_folder().joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return Sample(
        name=name,
        title=data["title"],
        publisher=data["publisher"],
        published=date.fromisoformat(data["published"]),
        home=data["home"],
        text=PARAGRAPH_BREAK.join(data["paragraphs"]),
    )
