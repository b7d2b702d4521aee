"""What is wrong with a template is said before it is used; a template that means harm is not even kept."""

import time
import zipfile
from io import BytesIO

import pytest
from docx import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.documents.queries import problems_in, said
from damai.documents.rules import docx, package
from damai.documents.rules.checks import GRAVE, Wrong

from .reading import KIND, WHOLE, saved, template

ATTACHED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def found(*lines, body=None):
    return docx.check(body if body is not None else template(*lines), KIND)


def kinds_of(problems):
    return {problem.what for problem in problems}


def repacked(body, **changes):
    """The file with some parts changed, added, or (None) left out."""
    parts = package.unpacked(body)
    for name, part in changes.items():
        if part is None:
            del parts[name]
        else:
            parts[name] = part
    return package.written(parts)


def test_a_whole_template_has_nothing_wrong():
    assert found(*WHOLE) == []


def test_a_misspelt_field_is_named_with_the_nearest_known_and_its_paragraph():
    problems = found(*WHOLE, "Nomor surat: {{ nomer_surat }}", "{%p for p in peserta %}", "{{ p.nmaa }}", "{%p endfor %}")
    assert [(each.name, each.near) for each in problems] == [("nomer_surat", "nomor"), ("peserta.nmaa", "peserta.nama")]
    assert problems[0].where == "Nomor surat: {{ nomer_surat }}"
    assert said(problems[0]) == "Bidang nomer_surat tidak dikenal. Mungkin maksudnya {{ nomor }}?"


def test_a_required_field_that_is_missing_is_named():
    assert [(each.what, each.name) for each in found("{{ hal }} {{ nomor }}")] == [
        (Wrong.MISSING, "isi"),
        (Wrong.MISSING, "peserta"),
    ]
    assert [each.name for each in found("{{ hal }}{{ isi }}", "{%p for p in peserta %}", "{{ p.kota }}", "{%p endfor %}")] == [
        "peserta.nama"
    ]


def test_a_field_that_the_word_processor_split_is_read_whole():
    word = Word()
    line = word.add_paragraph("Hal: {")
    for piece in ("{ ", "h", "al", " }", "}"):
        line.add_run(piece).italic = True
    assert Wrong.UNKNOWN not in kinds_of(found(body=saved(word)))
    made = docx.render(saved(word), {"hal": "Undangan"})
    assert Word(BytesIO(made)).paragraphs[0].text == "Hal: Undangan"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{{ hal", Wrong.SYNTAX),
        ("{% if hal %} tanpa penutup", Wrong.SYNTAX),
        ("{{ hal | }}", Wrong.SYNTAX),
        ("{%tr for p in peserta %}", Wrong.SYNTAX),  # outside of a table
        ("{{ hal.__class__ }}", Wrong.FORBIDDEN),
        ("{{ hal.__class__.__mro__[1].__subclasses__() }}", Wrong.FORBIDDEN),
        ("{{ self.__init__.__globals__ }}", Wrong.FORBIDDEN),
        ("{{ hal['x'] }}", Wrong.FORBIDDEN),
        ("{{ cycler() }}", Wrong.FORBIDDEN),
        ("{{ range(1000000000) }}", Wrong.FORBIDDEN),
        ("{{ 'a' * 1000000000 }}", Wrong.FORBIDDEN),
        ("{{ [1, 2] }}", Wrong.FORBIDDEN),
        ("{% set x = 1 %}", Wrong.FORBIDDEN),
        ("{% include 'x' %}", Wrong.FORBIDDEN),
        ("{% import 'x' as y %}", Wrong.FORBIDDEN),
        ("{% macro m() %}x{% endmacro %}", Wrong.FORBIDDEN),
        ("{% extends 'x' %}", Wrong.FORBIDDEN),
        ("{{ hal|attr('__class__') }}", Wrong.FILTER),
        ("{{ hal|safe }}", Wrong.FILTER),
        ("{% for p in peserta %}{% for q in peserta %}{{ q.nama }}{% endfor %}{% endfor %}", Wrong.LOOP),
        ("{% for p in 'abc' %}x{% endfor %}", Wrong.LOOP),
        ("{% for p in hal %}x{% endfor %}", Wrong.NOT_A_LIST),
        ("{{ hal.nama }}", Wrong.UNKNOWN),
        ("{{ peserta }}", Wrong.NOT_A_FIELD),
    ],
)
def test_what_a_template_may_not_say_is_refused(line, what):
    problems = found(*WHOLE, line)
    assert what in kinds_of(problems)
    assert all(not problem.is_warning and said(problem) for problem in problems)
    if what is not Wrong.SYNTAX:
        assert any(problem.where for problem in problems)


def test_what_a_check_refuses_does_not_render_either():
    for line in ("{{ hal.__class__ }}", "{{ range(9) }}", "{{ 'a' * 9 }}", "{% include 'x' %}", "{{ hal|safe }}"):
        with pytest.raises(docx.CannotRender):
            docx.render(template(line), {"hal": "x"})


def test_rows_may_not_be_asked_for_anything_but_their_parts():
    for line in ("{{ p.items }}", "{{ p.keys }}", "{{ loop.cycle }}", "{{ loop.changed }}"):
        with pytest.raises(docx.CannotRender):
            docx.render(template("{%p for p in peserta %}", line, "{%p endfor %}"), {"peserta": [{"nama": "Ani"}]})


# --- Files that mean harm -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"", b"PK", b"bukan zip", b"%PDF-1.7", b"PK\x03\x04" + b"x" * 100])
def test_what_is_no_document_is_said_so(body):
    assert kinds_of(found(body=body)) == {Wrong.NOT_DOCX}


def test_a_bomb_is_refused_without_being_unpacked():
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", package.MAIN)
        packed.writestr("word/document.xml", b"<w:p>" * 40_000_000)
    assert len(bomb.getvalue()) < package.LARGEST
    assert kinds_of(found(body=bomb.getvalue())) == {Wrong.BOMB}
    many = BytesIO()
    with zipfile.ZipFile(many, "w") as packed:
        for place in range(package.MOST_PARTS + 1):
            packed.writestr(f"word/x{place}.xml", b"x")
    assert kinds_of(found(body=many.getvalue())) == {Wrong.LARGE}
    assert kinds_of(found(body=b"x" * (package.LARGEST + 1))) == {Wrong.LARGE}


def test_entities_are_not_resolved():
    lol = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>'
    assert kinds_of(found(body=repacked(template(*WHOLE), **{"word/document.xml": lol}))) == {Wrong.NOT_DOCX}
    wide = lol.decode().encode("utf-16")
    assert kinds_of(found(body=repacked(template(*WHOLE), **{"word/document.xml": wide}))) == {Wrong.NOT_DOCX}


def test_code_embedded_files_and_things_from_outside_are_refused():
    body = template(*WHOLE)
    assert kinds_of(found(body=repacked(body, **{"word/vbaProject.bin": b"x"}))) == {Wrong.MACRO}
    types = package.unpacked(body)["[Content_Types].xml"]
    macro = types.replace(b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml")
    assert kinds_of(found(body=repacked(body, **{"[Content_Types].xml": macro}))) == {Wrong.MACRO}
    assert kinds_of(found(body=repacked(body, **{"word/embeddings/oleObject1.bin": b"x"}))) == {Wrong.EMBEDDED}
    for kind in (RELATIONSHIP_TYPE.IMAGE, ATTACHED, RELATIONSHIP_TYPE.OLE_OBJECT):
        word = Word(BytesIO(body))
        word.part.relate_to("https://jahat.example/x", kind, is_external=True)
        assert kinds_of(found(body=saved(word))) == {Wrong.OUTSIDE}, kind


def test_the_path_of_the_office_s_own_sheet_is_no_reason_to_refuse():
    """Word writes one into every file it made from a template of its user's; it is taken out."""
    word = Word(BytesIO(template(*WHOLE)))
    link = word.part._settings_part.relate_to("file:///C:/Users/x/Normal.dotm", ATTACHED, is_external=True)
    mark = OxmlElement("w:attachedTemplate")
    mark.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", link)
    word.settings.element.append(mark)
    body = saved(word)
    assert found(body=body) == []
    made = docx.render(body, {"nomor": "", "hal": "", "isi": "", "peserta": []})
    assert not any(b"Normal.dotm" in part or b"attachedTemplate" in part for part in package.unpacked(made).values())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damaged_file_breaks_the_check(data):
    body = bytearray(template(*WHOLE))
    for _hit in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    for problem in found(body=bytes(body)):
        assert said(problem)


# --- What the PDF cannot show ---------------------------------------------------------------------------------------


def test_what_the_pdf_cannot_show_is_a_warning_and_never_a_silence():
    word = Word(BytesIO(template(*WHOLE)))
    for name in ("w:txbxContent", "w:footnoteReference", "w:commentReference", "w:ins", "w:pict"):
        word.paragraphs[0]._p.append(OxmlElement(name))
    anchor = OxmlElement("wp:anchor")
    word.paragraphs[0]._p.append(anchor)
    problems = found(body=saved(word))
    assert {Wrong.BOX, Wrong.NOTES, Wrong.COMMENTS, Wrong.TRACKED, Wrong.DRAWING, Wrong.FLOATING} <= kinds_of(problems)
    assert all(problem.is_warning and said(problem) for problem in problems)


def test_every_kind_of_problem_has_its_sentence_and_grave_ones_are_no_warnings():
    from damai.documents.rules.checks import WARNINGS, Problem

    assert all(said(Problem(what, "x", "y")) for what in Wrong)
    assert not GRAVE & WARNINGS


def test_a_template_is_tried_with_the_examples():
    assert problems_in(template(*WHOLE), KIND) == []
    assert {problem.what for problem in problems_in(template("{{ x"), KIND)} == {Wrong.SYNTAX}


@pytest.mark.parametrize(
    "text",
    [
        "{{ " * 100_000,
        "{% " * 100_000,
        "{%p " * 100_000,
        "{{" + " " * 300_000,
        "{% colspan " + " " * 300_000,
        "{{ hal " + "|besar" * 20_000 + " }}",
        "{{ " + "not " * 50_000 + "hal }}",
        "{{ hal" + " and hal" * 50_000 + " }}",
        "{{ " + "(" * 50_000,
        "}}" * 150_000 + "%}" * 100_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_text_keeps_the_check_busy(text):
    began = time.monotonic()
    for problem in found(text, *WHOLE):
        assert said(problem)
    assert time.monotonic() - began < 10, "seconds; each takes a fraction of one"


def test_no_template_makes_a_paper_without_end():
    inner = "x" * 2_000
    lines = ["{%p for p in peserta %}", "{{ p.nama }}" + inner, "{%p endfor %}"]
    with pytest.raises(docx.CannotRender, match="too large"):
        docx.render(template(*lines), {"peserta": [{"nama": "Ani"}] * 12_000})
    word = BytesIO(repacked(template(*WHOLE), **{"word/x.xml": b"<x/>" * (package.MOST_MARKS + 1)}))
    assert kinds_of(found(body=word.getvalue())) == {Wrong.LARGE}


OUTSIDE = (
    '<Relationship Id="r900{sign}" Target="https://contoh.id/a.dotm" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/frame" TargetMode="{mode}"/></Relationships>'
)


@pytest.mark.parametrize(
    ("sign", "mode"),
    [("", "External"), (">", "External"), ("", "&#69;xternal"), ("", "external"), ("", " External ")],
)
@pytest.mark.parametrize("part", ["word/_rels/document.xml.rels", "word/_rels/settings.xml.RELS"])
def test_a_link_outside_is_found_however_it_is_written(part, sign, mode):
    rels = package.unpacked(template("Hal: {{ hal }}"))["word/_rels/document.xml.rels"].decode()
    evil = rels.replace("</Relationships>", OUTSIDE.format(sign=sign, mode=mode))
    assert kinds_of(found(body=repacked(template("Hal: {{ hal }}"), **{part: evil.encode()}))) & GRAVE


def test_letters_in_which_a_declaration_could_hide_are_refused():
    words = package.unpacked(template("Hal: {{ hal }}"))["word/document.xml"].decode().partition("?>")[2]
    hidden = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE w +AFsAPAAh-ENTITY x +ACIAeAAi-+AD4AXQA+-' + words
    other = ('<?xml version="1.0" encoding="IBM037"?><!DOCTYPE w [<!ENTITY x "x">]>' + words).encode("cp037", "replace")
    for body in (hidden.encode(), other, b"\xef\xbb\xbf" + hidden.encode()):
        evil = repacked(template("Hal: {{ hal }}"), **{"word/document.xml": body})
        assert kinds_of(found(body=evil)) == {Wrong.NOT_DOCX}
        with pytest.raises(package.NotADocx):
            docx.render(evil, {"hal": "x"})


@pytest.mark.parametrize("name", ["../../../etc/cron.d/x.xml", "/etc/x.xml", "word\\..\\x.xml", "WORD/document.xml"])
def test_a_name_that_leads_elsewhere_or_stands_twice_is_refused(name):
    assert kinds_of(found(body=repacked(template("Hal: {{ hal }}"), **{name: b"<x/>"}))) & GRAVE


@pytest.mark.parametrize("piece", [b"<Relationship ", b"<w:attachedTemplate ", b'<Relationship a="/attachedTemplate"', b"<?xml "])
def test_no_part_of_beginnings_keeps_the_check_busy(piece):
    body = b"".join(piece + str(number).encode() for number in range(900_000 // (len(piece) + 5)))
    evil = repacked(template(*WHOLE), **{"word/settings.xml": body, "word/_rels/settings.xml.rels": body})
    began = time.monotonic()
    assert kinds_of(found(body=evil)) & GRAVE
    assert time.monotonic() - began < 5, "seconds; it takes a fraction of one"
