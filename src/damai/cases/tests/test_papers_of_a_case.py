"""The forms of a case: made from what the house knows, opened by those who handle it, forgotten with whom they name."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import cast

from damai.cases import actions, queries
from damai.cases.actions import papers
from damai.cases.models import Assignment, FormLabel
from damai.cases.queries import forms
from damai.cases.rules import Class, Item, State
from damai.cases.rules.papers_forms import B1, B2, B3, B7, B18, B31
from damai.documents.actions import ValuesMissing
from damai.documents.models import Document
from damai.documents.public import verify
from damai.documents.queries import Forgotten, documents_about, pdf_of
from damai.documents.tests.reading import words_of
from damai.identities.actions import keep
from damai.identities.models import Reading
from damai.statutes.actions import load_statutes

from .test_the_way_of_a_case import ALL, MOMENT, opened, plenary

pytestmark = pytest.mark.django_db
DAY = date(2024, 2, 1)
TYPED = {"uraian": "Dibagikan uang kepada warga.", "penerima": "Contoh Petugas"}


@pytest.fixture
def people():
    people = cast()
    load_statutes()
    return people


@pytest.fixture
def clock():
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(people, clock):
    """A report whose reporter, reported party and witness are kept sealed."""
    case = opened(people)
    for part, fields in (
        ("reporter", {"name": "Sumirah Pelapor", "address": "Jalan Kebon 1", "phone": "0812-0001", "sex": "P"}),
        ("reported", {"name": "Terlapor Satu"}),
        ("witness", {"name": "Ani Saksi", "address": "Jalan Kebon 2"}),
    ):
        keep(case.code, part=part, fields=fields, agency=case.agency, by=people.sari.code)
    return case


def said(document) -> str:
    return " ".join(words_of(pdf_of(document)).split())


def test_b1_says_who_what_and_the_two_days(people, case):
    paper = papers.issue_form(B1, case, typed=TYPED, dated=DAY, by=people.sari)
    text = said(paper)
    for words in ("Sumirah Pelapor", "Jalan Kebon 1", "Terlapor Satu", "Ani Saksi", "Dibagikan uang"):
        assert words in text, words
    assert "Selasa, 30 Januari 2024" in text and "Rabu, 31 Januari 2024" in text  # it happened, it became known
    assert paper.number.text.startswith("001/LP/")
    assert Reading.objects.filter(way="own").count() == 3  # each name that stands on it was read, and that is noted


def test_nothing_fills_in_the_day_it_became_known(people, case):
    type(case).objects.filter(pk=case.pk).update(known_on=None)
    case.refresh_from_db()
    with pytest.raises(ValuesMissing, match="diketahui"):
        papers.issue_form(B1, case, typed=TYPED, dated=DAY, by=people.sari)
    assert not Document.objects.exists()


def test_the_receipt_says_what_comes_next_and_until_when(people, case):
    papers.issue_form(B1, case, typed=TYPED, dated=DAY, by=people.sari)
    text = said(papers.issue_form(B3, case, typed=TYPED, dated=DAY, by=people.sari))
    assert "001/LP/" in text and "Senin, 5 Februari 2024" in text and "Ps. 15 ayat (1)" in text and "Ani" not in text


def test_shortfall_and_repair_have_their_papers_when_they_happened(people, case, clock):
    for kind in (B7, B31, B18, B2):
        with pytest.raises(papers.NotYet):
            papers.issue_form(kind, case, typed={}, dated=DAY, by=people.sari)
    case = actions.assess(case, met=ALL - {Item.EVIDENCE}, notes={Item.EVIDENCE: "Kirim foto amplopnya."}, by=people.sari)
    case = actions.notify_shortfall(case, how="phone", by=people.sari)
    signed = {"jabatan_ttd": "Ketua", "nama_ttd": "Contoh Ketua"}
    text = said(papers.issue_form(B7, case, typed=signed, dated=DAY, by=people.sari))
    assert "Kirim foto amplopnya." in text and "Materiel: bukti" in text and "Senin, 5 Februari 2024 pukul 24.00 WIB" in text
    clock.shift(timedelta(hours=3))
    actions.mend(case, answer="W-000009", by=people.sari)
    text = said(papers.issue_form(B31, case, typed=TYPED, dated=DAY, by=people.sari))
    assert "Materiel: bukti" in text and "sesudah batas" not in text


def test_the_status_names_nobody_and_can_be_announced(people, case):
    case = actions.assess(case, met=ALL, by=people.sari)
    case = actions.register(case, classes=[Class.ADM], plenary=plenary(), by=people.tuti)
    (track,) = queries.tracks_of(case)
    actions.decide(track, outcome="not_violation", plenary=plenary("BA.02/PP.01/II/2024"), by=people.tuti)
    track.refresh_from_db()
    actions.move_track(track, to="dihentikan", by=people.tuti)
    case = actions.announce(case, by=people.sari)
    paper = papers.issue_form(B18, case, typed={"jabatan_ttd": "Ketua", "nama_ttd": "Contoh Ketua"}, dated=DAY, by=people.tuti)
    text = said(paper)
    assert "Pelanggaran administratif" in text and not paper.guarded
    for name in ("Sumirah", "Terlapor Satu", "Ani"):
        assert name not in text
    assert not Reading.objects.exists()  # nobody was opened for it


def test_only_who_handles_it_issues_and_nobody_finds_it_elsewhere(people, case):
    paper = papers.issue_form(B1, case, typed=TYPED, dated=DAY, by=people.sari)
    for stranger in (people.budi, people.citra, people.polan, people.dewi, people.oki):
        with pytest.raises(actions.NotYours):
            papers.issue_form(B1, case, typed=TYPED, dated=DAY, by=stranger)
    Assignment.objects.create(case=case, member=people.tuti, how="chosen", at=MOMENT, by=people.tuti.code, declared_at=MOMENT)
    with pytest.raises(actions.NotYours):
        papers.issue_form(B1, case, typed=TYPED, dated=DAY, by=people.sari)  # assigned to somebody else
    client = Client()
    client.force_login(people.sari)
    assert client.get(f"/kerja/dokumen/{paper.code}/").status_code == 404
    told = verify(next(w for w in words_of(pdf_of(paper)).split() if "/dokumen/" in w).split("/dokumen/")[1][:20])
    assert told is not None and "Sumirah" not in str(told) and told.number == paper.number.text


def test_numbers_have_no_gaps_and_a_second_paper_replaces_the_first(people, case):
    first = papers.issue_form(B1, case, typed=TYPED, dated=DAY, by=people.sari)
    with pytest.raises(ValuesMissing):
        papers.issue_form(B1, case, typed={}, dated=DAY, by=people.sari)  # takes no number
    second = papers.issue_form(B1, case, typed=TYPED, dated=DAY, by=people.sari)
    assert [row.number.number for row in (first, second)] == [1, 2] and second.replaces == first
    assert forms.latest(case, B1) == second
    papers.void_form(second, case, by=people.tuti)
    assert forms.latest(case, B1) is None
    with pytest.raises(actions.NotYours):
        papers.void_form(first, opened(people, text="lain"), by=people.tuti)


def test_who_is_forgotten_is_forgotten_on_paper_too(people, case):
    paper = papers.issue_form(B1, case, typed=TYPED, dated=DAY, by=people.sari)
    assert papers.forget_papers(case, by=people.tuti.code) == 1 and papers.forget_papers(case, by=people.tuti.code) == 0
    kept = documents_about(case.code).get()
    with pytest.raises(Forgotten):
        pdf_of(kept)
    assert kept.number == paper.number


def test_a_finding_has_its_own_form(people, clock):
    case = opened(people, kind="informasi_awal")
    case = actions.move(case, to=State.DUGAAN_DITEMUKAN, by=people.sari)
    with pytest.raises(papers.NotYet, match="pleno"):
        papers.issue_form(B2, case, typed={}, dated=DAY, by=people.sari)
    case = actions.move(case, to=State.TEMUAN, plenary=plenary("BA.77/2024"), by=people.tuti)
    typed = {"sumber": "Form A 12/LHP/II/2024", "uraian": "Ditemukan.", "jabatan_ttd": "Ketua", "nama_ttd": "Contoh"}
    text = said(papers.issue_form(B2, case, typed=typed, dated=DAY, by=people.tuti))
    assert "Form A 12/LHP/II/2024" in text and "BA.77/2024" in text and "Batas waktu temuan" in text
    with pytest.raises(papers.NotYet, match="untuk laporan"):
        papers.issue_form(B1, case, typed=typed, dated=DAY, by=people.tuti)


def test_labels_are_corrected_by_leads_with_their_source(people, clock):
    assert not forms.label_of_form("B.18").verified and forms.label_of_form("B.1").verified
    for member in (people.sari, people.citra):
        with pytest.raises(actions.NotYours):
            papers.set_label("B.18", label="Pemberitahuan", verified=True, source="Juknis", by=member)
    for wrong in ({"number": "C.1"}, {"label": " "}, {"verified": True, "source": ""}):
        with pytest.raises(actions.NotAllowed):
            papers.set_label(**{"number": "B.18", "label": "Status", "verified": False, "source": "", "by": people.tuti} | wrong)
    papers.set_label("B.18", label="Pemberitahuan Status", verified=True, source="Juknis 169/2023", by=people.tuti)
    assert (forms.label_of_form("B.18").label, FormLabel.objects.count()) == ("Pemberitahuan Status", 1)
    assert len(forms.labels()) == 22
