"""Files that people bring are hostile until they are words; and what they were is said in a sentence, never in a traceback."""

import io
import json
import zipfile
import zlib

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.statutes import actions
from damai.statutes.actions.reading import words_in
from damai.statutes.rules import library
from damai.statutes.rules.library import CannotRead, Format, Trouble, format_of, read_text, words_of

from .laws import LAW

BOMB = """<!DOCTYPE html [<!ENTITY a "ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>Pasal 1</p><p>Isi &c; &x;</p></body></html>"""


def pdf_of(text: str) -> bytes:
    """A PDF with text, a line for each line."""
    lines = "\n".join(f"#raw({line!r}) \\".replace("'", '"') for line in text.splitlines() if "'" not in line and '"' not in line)
    return typst.compile(f'#set page(paper: "a4")\n{lines}'.encode())


def trouble_of(data: bytes) -> Trouble:
    with pytest.raises(actions.Unreadable) as problem:
        words_in(data)
    assert str(problem.value).endswith(".")
    return problem.value.trouble


def test_a_pdf_with_text_reads_as_its_text_does():
    format, text = words_in(pdf_of(LAW))
    assert format == Format.PDF
    from_pdf, plain = read_text(text), read_text(LAW)
    assert [(unit.path, unit.text) for unit in from_pdf.units] == [(unit.path, unit.text) for unit in plain.units]
    assert len(from_pdf.unread) == len(plain.unread)


def test_html_gives_its_words_and_nothing_of_its_page():
    page = (
        "<!doctype html><html><head><title>UU</title><script>alert('Pasal 9')</script><style>p{x:1}</style></head>"
        "<body onload=steal()><nav><a href='javascript:x()'>Menu</a></nav><h2>Pasal 1</h2>"
        "<p>Isi <b>pasal</b>\nsatu &lt;script&gt;.</p><script>Pasal 7</script><table><tr><td>Pasal 2</td></tr>"
        "<tr><td>Isi dua.<iframe src=//x>Pasal 8</iframe></td></tr></table><svg><text>Pasal 3</text></svg>"
        "<textarea>Pasal 4</textarea><!-- Pasal 5 --></body></html>"
    )
    format, text = words_in(page.encode())
    reading = read_text(text)
    assert format == Format.HTML
    assert {unit.path: unit.text for unit in reading.units} == {"1": "Isi pasal satu <script>.", "2": "Isi dua."}
    assert "alert" not in text and "steal" not in text and "javascript" not in text


def test_entities_of_a_document_type_are_never_followed():
    _, text = words_in(BOMB.encode())
    assert "ha ha" not in text and "root:" not in text and len(text) < 400
    assert [unit.path for unit in read_text(text).units] == ["1"]


def test_html_deeper_than_any_page_is_refused_and_not_read_in_part():
    def deep(levels: int) -> bytes:
        return b"<html><body>" + b"<div>" * levels + b"Pasal 1<p>Isi." + b"</div>" * levels

    assert read_text(words_in(deep(200))[1]).units[0].text == "Isi."
    assert trouble_of(deep(300)) == trouble_of(deep(60_000)) == Trouble.BROKEN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_texts_come_in_several_encodings(encoding):
    format, text = words_in("Pasal 1\nIsi “pasal” – satu.\n".encode(encoding))
    assert format == Format.TEXT and "“pasal” – satu" in text


def test_what_cannot_be_read_is_said():
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    assert trouble_of(b"  \n\t ") == Trouble.EMPTY
    assert trouble_of(word.getvalue()) == Trouble.PACKED
    assert trouble_of(b"\x1f\x8b" + zlib.compress(b"x")) == Trouble.PACKED
    assert trouble_of(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40) == Trouble.NOT_TEXT
    assert trouble_of(bytes(4096) + b"Pasal 1") == Trouble.NOT_TEXT
    assert trouble_of(b"%PDF-1.7\n" + b"garbage " * 400) == Trouble.BROKEN
    assert trouble_of(b"a" * (library_most() + 1)) == Trouble.TOO_BIG
    assert trouble_of(b"Pasal 1\n" * 200_000) == Trouble.TOO_HEAVY


def library_most() -> int:
    from damai.statutes.rules.library.formats import MOST_BYTES

    return MOST_BYTES


def pdf_with(content: bytes, **kwargs) -> bytes:
    """A PDF of one page with this content, compressed."""
    pdf, out = pikepdf.new(), io.BytesIO()
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    page = pdf.add_blank_page()
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(zlib.compress(content, 9), Filter=pikepdf.Name.FlateDecode)
    pdf.save(out, **kwargs)
    return out.getvalue()


def test_a_pdf_that_unpacks_to_more_than_a_law_is_not_taken():
    bomb = pdf_with(b" " * 400_000_000)
    assert len(bomb) < 1_000_000
    assert trouble_of(bomb) in {Trouble.TOO_HEAVY, Trouble.BROKEN, Trouble.SCANNED}


def test_a_pdf_of_pictures_and_one_behind_a_password_are_told_apart():
    assert trouble_of(pdf_with(b"q Q")) == Trouble.SCANNED
    locked = pdf_with(b"BT /F1 12 Tf (Pasal 1) Tj ET", encryption=pikepdf.Encryption(owner="pemilik", user="rahasia"))
    assert trouble_of(locked) == Trouble.ENCRYPTED
    # Locked only against printing, as official files are: read.
    said = b"BT /F1 12 Tf 0 -14 Td (Pasal 1) Tj 0 -14 Td (Isi pasal satu yang cukup panjang untuk dibaca di halaman ini.) Tj ET"
    open_to_read = pdf_with(said, encryption=pikepdf.Encryption(owner="pemilik", user=""))
    assert [unit.path for unit in read_text(words_in(open_to_read)[1]).units] == ["1"]


def test_a_line_as_long_as_a_book_is_cut_at_a_blank():
    _, text = words_in(("Pasal 1\n" + "kata " * 30_000).encode())
    reading = read_text(text)
    assert max(map(len, text.split("\n"))) <= 20_000 and reading.units[0].text.count("kata") == 30_000


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_read_or_refused(data):
    try:
        format = format_of(data)
        if format != Format.PDF:
            text = words_of(data, format)
            assert "\x00" not in text
            library.read_jsonl(text, "uu-7-2017") if format == Format.JSONL else read_text(text)
    except CannotRead as problem:
        assert problem.trouble in Trouble


ROW = st.fixed_dictionaries(
    {
        "law": st.sampled_from(["UU 7/2017", "x", None, 3]),
        "article": st.sampled_from(["1", "2A", "", None, [], "x"]),
        "text": st.one_of(st.text(max_size=40), st.none(), st.integers()),
    },
    optional={"paragraph": st.sampled_from(["1", None, "a", {}]), "section": st.sampled_from(["body", "elucidation"])},
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(ROW, st.text(max_size=20)), max_size=12))
def test_a_data_file_is_read_row_by_row_whatever_it_holds(rows):
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    text = "\n".join(line.replace("\n", " ") for line in lines)
    reading = library.read_jsonl(text, "uu-7-2017")
    said = {number for number, line in enumerate(text.split("\n"), start=1) if line.strip()}
    assert reading.accounted == said
