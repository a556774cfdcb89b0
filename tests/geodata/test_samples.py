"""The samples that come with the program."""

from datetime import date

import pytest

from geodata.errors import ArticleNotFound
from geodata.samples import read_sample, sample_names
from geodata.text import split_sentences


def test_the_page_opens_with_the_air_raids() -> None:
    assert sample_names()[0] == "airstrikes"
    assert read_sample("airstrikes").published == date(2015, 9, 30)


def test_there_is_local_news_with_a_home() -> None:
    assert [name for name in sample_names() if read_sample(name).home] == ["springfield"]


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_reads_like_an_article(name: str) -> None:
    sample = read_sample(name)
    assert sample.name == name
    assert sample.title
    assert sample.publisher == "Dateline samples"
    assert sample.title not in sample.text
    assert 18 <= len(list(split_sentences(sample.text))) <= 30
    assert sample.text == sample.text.strip()
    assert "'" not in sample.text, "samples use typographic quotation marks throughout"


@pytest.mark.parametrize("name", ["", "nothing", "../samples/airstrikes", "airstrikes.json", "/etc/passwd"])
def test_an_unknown_name_is_an_error_that_lists_the_samples(name: str) -> None:
    with pytest.raises(ArticleNotFound, match="airstrikes, "):
        read_sample(name)
