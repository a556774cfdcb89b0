"""Files of every kind: their text comes out, and a bad file gives one sentence."""

import io
import itertools
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from geodata.captures import Given, capture_bytes, capture_path
from geodata.errors import InputError
from geodata.markdown_text import read_markdown
from geodata.readers import MAX_FILE_BYTES, MAX_MARKUP_BYTES, decode

STORY = "Flood water closed the bridge in Springfield on Monday, the mayor said."


def word_file(*paragraphs: str, title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Homs", "3 dead"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_file(*lines: str) -> bytes:
    """Write a one-page PDF by hand: a writer library would be a dependency for one test."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 %s >> >> >>"
        % b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += (
        b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    )
    return data


def locked(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name, data, text",
    [
        ("a.txt", STORY.encode(), STORY),
        ("a.TXT", STORY.encode(), STORY),  # endings in any case
        ("a.md", b"# Title\n\n" + STORY.encode(), "Title\n\n" + STORY),  # signs of layout are no words
        ("a.txt", b"\xef\xbb\xbf" + STORY.encode(), STORY),  # a byte order mark is no text
        ("a.txt", STORY.encode("utf-16"), STORY),
        ("a.txt", STORY.replace("\n", "\r\n").encode(), STORY),
        ("a.docx", word_file(STORY, "Second."), STORY + "\nSecond.\nHoms\t3 dead"),  # tables in their place
    ],
)
def test_text_comes_out(name: str, data: bytes, text: str) -> None:
    assert capture_bytes(data, name).article.text == text


def test_a_pdf_is_read_and_its_torn_words_joined() -> None:
    data = pdf_file("Flood water closed the bridge in Pal-", "myra on Monday, he said.")
    text = capture_bytes(data, "a.pdf").article.text
    assert "Palmyra on Monday" in text


def test_a_web_page_file_gives_its_article() -> None:
    page = f"<html><body><nav>Home</nav><article><p>{STORY}</p><p>{STORY} {STORY}</p></article></body></html>"
    text = capture_bytes(page.encode(), "a.html").article.text
    assert text.startswith(STORY)
    assert "Home" not in text


@pytest.mark.parametrize(
    "words, encoding",
    [
        ("Les inondations ont coupé la route à Besançon, a déclaré le maire — “fermée”.", "cp1252"),
        ("Взрыв прогремел в центре Киева в среду утром, сообщил мэр города. Три человека погибли.", "cp1251"),
    ],
)
def test_old_encodings_are_recognised(words: str, encoding: str) -> None:
    assert decode(words.encode(encoding)) == words


@pytest.mark.parametrize("at", [0, 6, 40])
def test_a_lost_byte_costs_one_character(at: int) -> None:
    words = "“Größe” — said the mayor of Köln; “naïve”, answered Çağla. " * 3
    data = bytearray(words.encode())
    data[at:at] = b"\xff"
    assert decode(bytes(data)).replace("\ufffd", "").startswith(words[:2])
    assert decode(bytes(data)).count("ö") >= words.count("ö") - 1


def test_a_title_of_the_file_is_taken_and_a_given_one_wins() -> None:
    data = word_file(STORY, title="Bridge closed")
    assert capture_bytes(data, "a.docx").article.title == "Bridge closed"
    assert capture_bytes(data, "a.docx", Given("Mine", None, "2015-09-30")).article.title == "Mine"


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 210 * 1024 * 1024)
    return buffer.getvalue()


def changed(markup: bytes) -> bytes:
    """Put other markup in place of the document of a Word file."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_file(STORY))) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as to,
    ):
        for name in source.namelist():
            to.writestr(name, markup if name == "word/document.xml" else source.read(name))
    return buffer.getvalue()


LAUGHS = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in itertools.pairwise("abcdefghij"))


@pytest.mark.parametrize(
    "name, data, words",
    [
        ("a.exe", b"MZ", "cannot be read; these can"),
        ("noending", STORY.encode(), "nothing"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, "not text"),
        ("a.txt", b"", "no text"),
        ("a.docx", b"not a zip", "Word"),
        ("a.docx", bomb(), "unpacks"),
        ("a.docx", changed(b" " * (MAX_MARKUP_BYTES + 1)), "unpacks"),  # small enough to unpack, too much to parse
        ("a.docx", changed(b"<w:document><broken"), "damaged"),
        ("a.docx", changed(f'<!DOCTYPE l [<!ENTITY a "ha">{LAUGHS}]><l>&j;</l>'.encode()), "damaged"),
        ("a.pdf", b"%PDF-1.4 broken", "PDF"),
        ("a.pdf", b"", "PDF"),
        ("a.pdf", pdf_file(), "pictures"),  # a page without any text
        ("a.pdf", locked(pdf_file(STORY), "secret"), "locked"),
        ("a.html", b"<html></html>", "No article"),
        ("a.txt", b"a" * (MAX_FILE_BYTES + 1), "20 MB"),
    ],
)
def test_a_bad_file_gives_one_sentence(name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        capture_bytes(data, name)
    assert "\n" not in str(caught.value)


def test_paths_that_cannot_be_read_give_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for path in (tmp_path / "missing.txt", tmp_path / "folder.txt", tmp_path / "a\x00b.txt"):
        with pytest.raises(InputError, match="cannot be read"):
            capture_path(path)


def test_a_file_without_end_is_not_read_to_its_end() -> None:
    if Path("/dev/zero").exists():  # there is none on every system
        with pytest.raises(InputError, match="larger than 20 MB"):
            capture_path("/dev/zero")


def test_a_path_is_read(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("Bridge closed\n\n" + STORY, encoding="utf-8")
    article = capture_path(path, Given(publisher="The Post")).article
    assert (article.title, article.publisher, article.url) == ("Bridge closed", "The Post", None)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Floods in **Homs** #", "Floods in Homs"),  # a heading, closed as some do
        ("Floods\n======\n\nIn Homs", "Floods\n\nIn Homs"),  # the line below a heading
        ("> *Nobody* was `hurt`", "Nobody was hurt"),  # a quotation
        ('- near [Homs](https://a.example/b_c "t"),\n* [there][1]', "near Homs,\nthere"),
        ("![the bridge](x.png) at <https://a.example>", "the bridge at https://a.example"),
        ("the ~~old~~ **[new](x) bridge**", "the old new bridge"),
        ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name"),  # no signs of layout
        ("\\*as it is\\*, 1\\. first", "*as it is*, 1. first"),
        ("1. first\n#2 is no heading", "1. first\n#2 is no heading"),
        ("***\nafter a line\n```\ncode\n```", "after a line\ncode\n"),
    ],
)  # fmt: skip
def test_markdown_is_read_as_it_is_meant(source: str, text: str) -> None:
    assert read_markdown(source).text == text


def test_the_head_of_a_markdown_file_says_what_it_is() -> None:
    front = f'---\ntitle: "Bridge closed"\nDate: 2024-03-11\nauthor: Ida Roth\ntags: [a]\n---\n\n{STORY}'
    capture = capture_bytes(front.encode(), "a.md")
    article = capture.article
    assert (article.title, str(article.published), capture.record["author"]) == (
        "Bridge closed", "2024-03-11", "Ida Roth"
    )  # fmt: skip
    assert article.text.strip() == STORY
    assert capture.record["cleaning"]["unit"] == "characters"


@given(st.text("a .*_#>`[]()!\\\n-~<:", max_size=80))
def test_markdown_leads_back_to_its_file(source: str) -> None:
    plain = read_markdown(source)
    for start, end, there, to in plain.parts:
        assert plain.text[start:end] == source[there:to]
    assert read_markdown("a plain text").text == "a plain text"
