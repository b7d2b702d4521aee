"""A paper is made once: number, both formats, digests; and nothing is taken when it fails."""

import re
from datetime import date

import pytest
from django.db import transaction
from PIL import Image
from tests.cast import LONG_AGO, cast, neighbours

from damai.agencies.models import Agency, Appointment
from damai.agencies.rules import NotYours
from damai.documents import actions, public, queries
from damai.documents.models import Document, Number, Template
from damai.documents.rules import package
from damai.documents.rules.filing import digest
from damai.documents.rules.kinds import _KINDS
from damai.ledger.models import Entry

from .reading import KIND, WHOLE, paragraphs, template, words_of

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 9)
SHIPPED = template(*WHOLE, "{{ alamat_periksa }}", "{{ qr }}")


@pytest.fixture(autouse=True)
def shipped(tmp_path, monkeypatch):
    """The kind of these tests is known, and has a template that ships, for as long as a test runs."""
    monkeypatch.setitem(_KINDS, KIND.code, KIND)
    (tmp_path / f"{KIND.code}.docx").write_bytes(SHIPPED)
    monkeypatch.setattr("damai.documents.queries.papers.SHIPPED", tmp_path)


@pytest.fixture
def kasman():
    """An officer of the convener."""
    cast()
    return neighbours().kasman


@pytest.fixture
def lead(kasman):
    """The same person, leading it."""
    Appointment.objects.create(member=kasman, agency_id="kesbangpol-jakpus", role="lead", area_id="31.71", starts_on=LONG_AGO)
    return kasman


def agency():
    return Agency.objects.get(code="kesbangpol-jakpus")


def values(**more):
    return {"hal": "Undangan", "isi": "Halo Bu Ani", "peserta": [{"nama": "Ani"}], **more}


def issue(by, **more):
    given = {"kind": KIND, "values": values(), "dated": DAY, "about": "R-00001", "by": by}
    return actions.issue(agency=agency(), **{**given, **more})


def checking_code_of(document):
    """What stands on the paper under its QR."""
    return re.search(r"/dokumen/(N-\d+-\w+)/", words_of(queries.pdf_of(document))).group(1)


def test_a_paper_is_issued_with_the_next_number_and_kept_as_it_was_made(kasman):
    first, second = issue(kasman), issue(kasman)
    assert (first.number.text, second.number.text) == ("001/SU/KESBANGPOL-JAKPUS/X/2023", "002/SU/KESBANGPOL-JAKPUS/X/2023")
    kept = queries.document(first.code)
    assert digest(queries.docx_of(kept)) == kept.docx_sha256
    assert digest(queries.pdf_of(kept)) == kept.pdf_sha256
    assert "Halo Bu Ani" in words_of(queries.pdf_of(kept)) and "Halo Bu Ani" in paragraphs(queries.docx_of(kept))
    for column in (kept.docx, kept.pdf, kept.sealed_values):
        assert b"Ani" not in bytes(column) and not bytes(column).startswith((b"PK", b"%PDF"))
    assert list(queries.documents_about("R-00001")) == [second, first]
    fact = Entry.objects.get(name="DocumentIssued", about=first.code)
    assert kept.pdf_sha256.encode() in bytes(fact.opening) and b"Ani" not in bytes(fact.opening)


def test_a_paper_without_a_number_takes_none(kasman):
    assert issue(kasman, numbered=False).number is None
    assert not Number.objects.exists()


def test_nothing_is_taken_when_a_field_is_missing_or_the_member_is_another_agencys(kasman):
    with pytest.raises(actions.ValuesMissing, match=r"Isi \(isi\), Nama \(peserta\.nama\)"):
        issue(kasman, values={"hal": "x", "peserta": [{"nama": ""}]})
    with pytest.raises(NotYours):
        issue(cast().budi)
    with pytest.raises(NotYours):
        issue(cast().dewi)  # in the field: papers are not theirs
    with pytest.raises(ValueError, match="bukan_bidang"):
        issue(kasman, values=values(bukan_bidang="x"))
    assert not Number.objects.exists() and not Document.objects.exists()


def test_a_rollback_leaves_no_gap(kasman):
    with pytest.raises(RuntimeError), transaction.atomic():
        issue(kasman)
        raise RuntimeError
    assert issue(kasman).number.number == 1


def test_a_paper_is_replaced_once_and_whoever_checks_it_learns_so(kasman):
    old = issue(kasman)
    code = checking_code_of(old)
    assert public.verify(code).stands
    new = issue(kasman, replaces=old)
    told = public.verify(code)
    assert not told.stands and told.replaced_number == new.number.text
    with pytest.raises(actions.AlreadyReplaced):
        issue(kasman, replaces=old)
    assert Number.objects.count() == 2  # the refused third took none


def test_a_void_paper_says_so_and_keeps_its_number(lead):
    document = issue(lead)
    actions.void_document(document, by=lead)
    actions.void_document(document, by=lead)
    assert public.verify(checking_code_of(document)).is_void
    assert Entry.objects.filter(name="DocumentVoided").count() == 1
    assert issue(lead).number.number == 2
    with pytest.raises(actions.Refused):
        actions.void_number(document.number, by=lead)


def test_papers_are_not_found_by_counting(kasman):
    document = issue(kasman)
    code = checking_code_of(document)
    assert public.verify(f" {code.upper()} ").code == document.code  # as somebody types it
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    others = code.replace(document.code, issue(kasman).code)  # the token of one paper behind the code of another
    for guess in (document.code, f"{document.code}-", wrong, others, "", f"{document.code}-{'a' * 12}"):
        assert public.verify(guess) is None
    assert code.rpartition("-")[2] not in str(Document.objects.filter(pk=document.pk).values().get())


def test_a_file_is_the_issued_one_or_it_is_not(kasman):
    document = issue(kasman)
    told = public.verify(checking_code_of(document))
    pdf, docx = queries.pdf_of(document), queries.docx_of(document)
    assert (public.verify_file(told, pdf), public.verify_file(told, docx)) == ("pdf", "docx")
    assert public.verify_file(told, pdf + b" ") == "" and public.verify_file(told, b"") == ""


# --- Templates ------------------------------------------------------------------------------------------------------


def test_an_office_changes_its_template_and_old_papers_stay_as_they_were(lead):
    before = issue(lead)
    mine = actions.keep_template(agency=agency(), kind=KIND, docx_file=template("KANTOR KAMI", *WHOLE), by=lead)
    assert "KANTOR KAMI" not in words_of(queries.pdf_of(issue(lead)))  # kept is not in force
    actions.put_in_force(mine, by=lead)
    after = issue(lead)
    assert "KANTOR KAMI" in words_of(queries.pdf_of(after)) and "KANTOR KAMI" in paragraphs(queries.docx_of(after))
    assert "KANTOR KAMI" not in words_of(queries.pdf_of(queries.document(before.code)))
    assert (before.template, after.template) == (None, mine)
    actions.use_shipped(agency=agency(), kind=KIND, by=lead)
    assert "KANTOR KAMI" not in words_of(queries.pdf_of(issue(lead)))
    actions.put_in_force(mine, by=lead)  # and back
    assert queries.template_in_force(KIND, agency()).row == mine


def test_one_version_is_in_force_and_one_with_an_unknown_field_never_is(lead):
    good = [actions.keep_template(agency=agency(), kind=KIND, docx_file=template(*WHOLE, x), by=lead) for x in "ab"]
    for row in good:
        actions.put_in_force(row, by=lead)
    bad = actions.keep_template(agency=agency(), kind=KIND, docx_file=template(*WHOLE, "{{ nomer }}"), by=lead)
    with pytest.raises(actions.UnusableTemplate, match="nomer"):
        actions.put_in_force(bad, by=lead)
    assert list(Template.objects.order_by("version").values_list("version", "state")) == [
        (1, "retired"),
        (2, "in-force"),
        (3, "draft"),
    ]


def test_what_means_harm_is_not_kept_and_who_may_not_manage_papers_keeps_nothing(lead):
    parts = package.unpacked(SHIPPED)
    parts["word/vbaProject.bin"] = b"x"
    with pytest.raises(actions.UnusableTemplate, match="makro"):
        actions.keep_template(agency=agency(), kind=KIND, docx_file=package.written(parts), by=lead)
    for stranger in (cast().tuti, cast().citra, cast().polan):
        with pytest.raises(NotYours):
            actions.keep_template(agency=agency(), kind=KIND, docx_file=SHIPPED, by=stranger)
    assert not Template.objects.exists()


# --- Letterhead -----------------------------------------------------------------------------------------------------


def test_a_letterhead_is_made_of_the_agency_until_somebody_sets_one(lead):
    made = queries.letterhead_of(agency())
    assert (made.lines, made.place, made.short) == ("SUBAN KESBANGPOL JAKARTA PUSAT", "Jakarta", "KESBANGPOL-JAKPUS")
    actions.set_letterhead(
        agency(), lines=" PEMERINTAH \n\n SUKU BADAN ", place="Jakarta", short="KSB", pattern="{number}/{agency}/{year}", by=lead
    )
    assert queries.letterhead_of(agency()).lines == "PEMERINTAH\nSUKU BADAN"
    assert issue(lead).number.text == "1/KSB/2023"
    with pytest.raises(actions.UnusableLetterhead):
        actions.set_letterhead(agency(), lines=" ", place="Jakarta", short="K", pattern="{number}/{year}", by=lead)
    with pytest.raises(NotYours):
        actions.set_letterhead(agency(), lines="x", place="x", short="x", pattern="{number}/{year}", by=cast().tuti)


def test_a_logo_is_kept_as_pixels_and_can_be_taken_away(lead, tmp_path):
    given = {"lines": "x", "place": "Jakarta", "short": "x", "pattern": "{number}/{year}", "by": lead}
    Image.new("RGB", (2000, 1000), "red").save(tmp_path / "logo.jpg", comment=b"rahasia")
    row = actions.set_letterhead(agency(), logo=(tmp_path / "logo.jpg").read_bytes(), **given)
    assert bytes(row.logo).startswith(b"\x89PNG") and b"rahasia" not in bytes(row.logo) and len(bytes(row.logo)) < 20_000
    assert bytes(actions.set_letterhead(agency(), **given).logo)  # none given: it stays
    assert not bytes(actions.set_letterhead(agency(), logo=b"", **given).logo)
    for wrong in (b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"x" * 50):
        with pytest.raises(actions.UnusableLetterhead, match="PNG"):
            actions.set_letterhead(agency(), logo=wrong, **given)


def test_a_preview_takes_no_number_and_says_that_it_is_a_draft(kasman):
    made = queries.preview(KIND, agency(), values(), DAY)
    assert "RANCANGAN" in words_of(made) and "……/SU/" in words_of(made).replace(" ", "")
    assert queries.preview(KIND, agency(), values(), DAY, "png").startswith(b"\x89PNG")
    assert "RANCANGAN" in paragraphs(queries.preview(KIND, agency(), values(), DAY, "docx"))[0]
    assert not Number.objects.exists()
