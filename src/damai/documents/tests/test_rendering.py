"""A template and values become a DOCX and a PDF: every word as itself, and the same bytes for the same input."""

import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as Word
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from damai.documents.rules import Picture, Qr, docx, package, pdf
from damai.documents.rules.filing import digest

from .reading import WHOLE, paragraphs, tags_of, template, words_of

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAY = date(2023, 10, 11)
# What means something to XML, to Jinja, to docxtpl or to typst.
SPECIAL = (
    r"""\ " ' # $ @ * _ ` ~ < > & [ ] { } ( ) = - + / // /* */ {{ x }} {% if %} {# #} """
    r"""{_{ }_} {_% %_} --- ... <b> &amp; #let $x$ @ref"""
)
PRINTABLE = st.text(
    st.one_of(st.sampled_from(SPECIAL.replace(" ", "")), st.characters(codec="latin-1", categories=["L", "N", "P", "S", "Zs"])),
    max_size=80,
)


def both(values, *lines):
    made = docx.render(template(*lines), values, title="Uji", on=DAY)
    return made, pdf.from_docx(made, title="Uji")


def bare(text):
    return "".join(text.split()).replace("\u00ad", "").replace("\xa0", "")


@SLOW
@given(PRINTABLE)
@example(SPECIAL)
@example('"); #panic("x"')
@example("\\")
@example("\\u{41}")
@example("// komentar")
def test_any_text_comes_out_as_itself_in_both_formats(text):
    made, paper = both({"isi": text}, "Awal {{ isi }} akhir")
    assert paragraphs(made) == [f"Awal {text} akhir"]
    assert bare(words_of(paper)) == f"Awal{bare(text)}akhir"


@SLOW
@given(st.text(max_size=60))
@example("漢字 😀 مرحبا שלום ẞ")
@example("👩‍👩‍👧‍👦 🇮🇩")
@example("a\x00b\x07c\x0bd\ufffe\ufffff")
@example("a\u202eb\u2028c")
def test_no_text_at_all_keeps_a_paper_from_being_made(text):
    made, paper = both({"isi": text}, "{{ isi }}.")
    assert paper.startswith(b"%PDF-1.7") and Word(BytesIO(made)).paragraphs


def test_what_the_fonts_cannot_draw_is_shown_by_its_number():
    _made, paper = both({"isi": "Tanda 漢 dan é"}, "{{ isi }}")
    assert "Tanda [U+6F22] dan é" in words_of(paper)


def test_a_line_end_in_a_value_is_a_line_end_on_paper():
    made, paper = both({"isi": "satu\r\ndua\ttiga"}, "{{ isi }}")
    assert paragraphs(made) == ["satu\ndua\ttiga"]
    assert bare(words_of(paper)) == "satuduatiga"


def test_rows_are_repeated_and_conditions_are_kept():
    values = {"peserta": [{"nama": "Ani", "kota": ""}, {"nama": "Budi", "kota": "Bogor"}], "hal": ""}
    made, _paper = both(
        values,
        "{%p for p in peserta %}",
        "{{ loop.index }} {{ p.nama }}{% if p.kota %} dari {{ p.kota }}{% endif %}",
        "{%p endfor %}",
        '{{ hal|atau("–") }} {{ peserta|jumlah|terbilang }}',
    )
    assert paragraphs(made) == ["1 Ani", "2 Budi dari Bogor", "– dua"]


def test_pictures_have_words_and_stand_in_both_formats():
    made, paper = both({"qr": Qr("https://damai.example/x", words="Kode QR"), "logo": ""}, "{{ qr }}{% if logo %}logo{% endif %}")
    shapes = Word(BytesIO(made)).inline_shapes
    assert len(shapes) == 1 and shapes[0]._inline.docPr.get("descr") == "Kode QR"
    assert ("Figure", "Kode QR") in tags_of(paper)


def test_a_draft_says_so_whatever_the_template_says():
    made = docx.render(template("{{ isi }}"), {"isi": "x"}, mark="RANCANGAN")
    assert paragraphs(made) == ["RANCANGAN", "x"]
    assert words_of(pdf.from_docx(made, title="x")).startswith("RANCANGAN")


def test_a_field_that_no_value_fills_is_told_by_its_name():
    with pytest.raises(docx.CannotRender, match="tidak_ada"):
        docx.render(template("{{ tidak_ada }}"), {})


def test_an_empty_list_leaves_no_broken_table_behind():
    word = Word()
    table = word.add_table(3, 1)
    for row, text in zip(table.rows, ("{%tr for p in peserta %}", "{{ p.nama }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    out = BytesIO()
    word.save(out)
    made = docx.render(out.getvalue(), {"peserta": []})
    assert Word(BytesIO(made)).tables == []
    assert pdf.from_docx(made, title="x").startswith(b"%PDF")


AGAIN = """
import hashlib, sys
from datetime import date
sys.path.insert(0, {here!r})
from damai.documents.rules import Qr, docx, pdf
body = docx.render(open(sys.argv[1], "rb").read(), {{"nomor": "1", "hal": "x", "isi": "漢 y", "qr": Qr("z"),
    "peserta": [{{"nama": "Ani"}}]}}, title="Uji", on=date(2023, 10, 11))
print(hashlib.sha256(body).hexdigest(), hashlib.sha256(pdf.from_docx(body, title="Uji")).hexdigest())
"""


def test_the_same_input_is_the_same_bytes_in_every_process(tmp_path):
    source = template(*WHOLE, "{{ qr }}")
    values = {"nomor": "1", "hal": "x", "isi": "漢 y", "qr": Qr("z"), "peserta": [{"nama": "Ani"}]}
    made = docx.render(source, values, title="Uji", on=DAY)
    here = digest(made), digest(pdf.from_docx(made, title="Uji"))
    (tmp_path / "t.docx").write_bytes(source)
    code = AGAIN.format(here=str(Path(docx.__file__).parents[3]))
    for zone, seed in (("Asia/Jakarta", "1"), ("America/New_York", "2")):
        ran = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "t.docx")],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "TMPDIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert tuple(ran.stdout.split()) == here
    assert digest(docx.render(source, {**values, "isi": "lain"}, title="Uji", on=DAY)) != here[0]


def test_a_photograph_in_the_colours_of_a_press_fits_and_leaves_what_it_knew_behind():
    out = BytesIO()
    known = Image.Exif()
    known[0x010E] = "Rumah Bu Ani"
    Image.new("CMYK", (40, 40)).save(out, "JPEG", exif=known)
    assert b"Rumah Bu Ani" in out.getvalue()
    made, paper = both({"foto": Picture(out.getvalue(), 10, "Suasana rapat")}, "{{ foto }}")
    assert ("Figure", "Suasana rapat") in tags_of(paper)
    assert not any(b"Rumah" in body for body in package.unpacked(made).values())
    with pytest.raises(docx.CannotRender):
        both({"foto": Picture(b"bukan gambar")}, "{{ foto }}")
