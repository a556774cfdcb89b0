"""Capturing an article: what is kept, what is refused, and with which sentence."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InputError
from geodata.ingest import MAX_TEXT_BYTES, detect_language, make_article, parse_day

STORY = "Flood water closed the bridge in Springfield on Monday, the mayor said."


@given(st.text(st.characters(), min_size=1))
def test_any_text_is_kept_and_can_be_encoded(text: str) -> None:
    article = make_article(text + " and so on" * 400)  # enough words to be no binary file
    assert article.text.encode().decode() == article.text
    assert "\x00" not in article.text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_text_without_odd_characters_is_unchanged(text: str) -> None:
    if "\ufffd" not in text:
        assert make_article(text + "!").text == text + "!"


@pytest.mark.parametrize(
    "text, kept",
    [
        ("He said \ud83d\ude00 in Homs.", "He said 😀 in Homs."),  # two halves of one emoji are joined
        ("Homs \ud83d is there.", "Homs \ufffd is there."),  # a lone half keeps its one place, offsets do not move
        ("Homs\x00 is there, he said on Monday.", "Homs\ufffd is there, he said on Monday."),  # a stray NUL
        ("\u200f\u202bمقتل ثلاثة في حمص\u202c", "\u200f\u202bمقتل ثلاثة في حمص\u202c"),  # direction marks stay
        ("<script>alert(1)</script> ${x} `y` {{'z'}}", "<script>alert(1)</script> ${x} `y` {{'z'}}"),  # only text
        ("Homs\r\n\r\nAleppo\r\n", "Homs\r\n\r\nAleppo\r\n"),  # line ends are part of the input
        ("Homs", "Homs"),  # one word is an article
    ],
)
def test_text_is_kept(text: str, kept: str) -> None:
    assert make_article(text).text == kept


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "no text"),
        (" \n\t\u2003", "no text"),  # white space alone
        ("\u200b\ufeff\u2060\u202e", "no text"),  # nothing that can be seen
        ("\x00\x01\x02PNG\x1a\x03\x04" * 50, "not text"),  # binary read as characters
        ("\ufffd\ufffdab" * 50, "not text"),  # binary after a forgiving decoder
        ("a " * MAX_TEXT_BYTES, "2.0 MB"),  # too long, with its size and the limit
        ("й" * (MAX_TEXT_BYTES // 2 + 1), "1.1 MB"),  # bytes count, not characters
    ],
)
def test_text_is_refused(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        make_article(text)


@pytest.mark.parametrize(
    "text, title",
    [
        ("Bridge closed by flood\n\n" + STORY, "Bridge closed by flood"),
        ("\ufeff\nBridge closed by flood\n" + STORY, "Bridge closed by flood"),  # a byte order mark and a blank line
        ("Why did the bridge close?\n\n" + STORY, "Why did the bridge close?"),  # a question may be a headline
        (STORY + "\n\n" + STORY, None),  # a sentence is no headline
        (STORY[:-1], None),  # nothing follows
        ("Flood water closed the bridge in\nspringfield on Monday.", None),  # the line runs on
        ("word " * 60 + "\n\n" + STORY, None),  # too long
    ],
)
def test_headline_is_guessed(text: str, title: str | None) -> None:
    assert make_article(text).title == title


def test_given_title_wins_and_is_one_clean_line() -> None:
    article = make_article(
        "Headline\n\n" + STORY, title=" A \ud800\n B ", publisher="The  Post", url="https://a.test/x"
    )
    assert (article.title, article.publisher, article.url) == ("A \ufffd B", "The Post", "https://a.test/x")


def test_the_same_text_has_the_same_id() -> None:
    first, second = make_article(STORY), make_article(STORY, title="Other", published="2015-09-30")
    assert first.article_id == second.article_id == first.sha256[:12]
    assert first.captured_at.tzinfo is not None


@pytest.mark.parametrize(
    "value, day",
    [
        ("2015-09-30", date(2015, 9, 30)),
        (" 2015-09-30T23:59:00Z ", date(2015, 9, 30)),  # an instant, as web pages give it
        (datetime(2015, 9, 30, 12), date(2015, 9, 30)),  # noqa: DTZ001 - a day has no zone
        (date(2015, 9, 30), date(2015, 9, 30)),
        ("", None),  # an empty field of a form
        (None, None),
    ],
)
def test_day_is_read(value: str | date | None, day: date | None) -> None:
    assert parse_day(value) == day


@pytest.mark.parametrize("value", ["yesterday", "30/09/2015", "2015-02-30", "<b>", "\ud800"])
def test_day_is_refused_with_its_form(value: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        make_article(STORY, published=value)


@pytest.mark.parametrize(
    "text, language",
    [
        (STORY, "en"),
        ("Der Präsident sagte am Mittwoch, dass die Angriffe beginnen.", "de"),
        ("مقتل ثلاثة في حمص", "ar"),
        ("Взрыв в Киеве, сообщил мэр города.", "ru"),
        ("Homs", None),  # a name alone belongs to no language
        ("Mr Putin met Mr Erdogan in Ankara on Tuesday", None),  # names outweigh the words
        ("12345 678", None),
        ("😀😀", None),
    ],
)
def test_language_is_named_only_when_clear(text: str, language: str | None) -> None:
    assert detect_language(text) == language
