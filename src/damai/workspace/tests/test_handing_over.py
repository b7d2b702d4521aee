"""The desks of handing over, papers and figures, as people use them; and as those who may not try to."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import cast

from damai.agencies.models import AgencyKind
from damai.cases import actions, queries
from damai.cases.models import Assignment, Discussion, FormLabel, Forwarding, Recusal, Term
from damai.cases.rules import Class, Item, Outcome, Plenary
from damai.documents.models import Document
from damai.identities.actions import keep
from damai.identities.models import Reading
from damai.identities.queries import people_of
from damai.ledger.queries import now
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import NOON, confirmed

pytestmark = pytest.mark.django_db
MOMENT = NOON + timedelta(hours=1)
LETTER = {"yth": "Kepala Kepolisian Resor", "isi": "Dugaan pembagian uang.", "jabatan_ttd": "Ketua", "nama_ttd": "Contoh Ketua"}


@pytest.fixture
def people():
    with time_machine.travel(MOMENT, tick=False):
        people = cast()
        load_statutes()
        yield people


def plenary(number: str) -> Plenary:
    return Plenary(number=number, held_on=now().date(), present=3, of=5)


def client_of(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def crime(people):
    """A crime that the plenary found, with a witness whose name is sealed."""
    case = actions.open_case(confirmed(by=people.sari), regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)
    case = actions.assess(case, met=frozenset(Item), by=people.sari)
    case = actions.register(case, classes=[Class.PID], plenary=plenary("BA.1/2024"), by=people.tuti)
    (track,) = queries.tracks_of(case)
    Discussion.objects.create(
        track=track, ordinal=2, number="05/GKMD", held_at=now(), supervisors=1, police=1, prosecutors=1, conclusion="go_on",
        at=now(), by=people.sari.code,
    )  # fmt: skip
    actions.decide(track, outcome=Outcome.VIOLATION, plenary=plenary("BA.2/2024"), by=people.tuti)
    keep(case.code, part="witness", fields={"name": "Ani Saksi", "phone": "0812-1"}, agency=case.agency, by=people.sari.code)
    keep(case.code, part="reporter", fields={"name": "Sumirah", "address": "Jalan 1"}, agency=case.agency, by=people.sari.code)
    case.refresh_from_db()
    return case


def offer(people, case, **more) -> Forwarding:
    witness = next(each.code for each in people_of(case.code))
    answer = client_of(people.tuti).post(
        f"/kerja/perkara/{case.code}/penerusan/tawarkan/pid/police/",
        {"to_agency": "polres-jakpus", "people": [witness], **LETTER, **more},
    )
    assert answer.status_code == 302, answer.content.decode()
    return Forwarding.objects.order_by("-id").first()


def test_a_crime_goes_to_the_police_and_comes_back_with_results(people, crime):
    lead, police = client_of(people.tuti), client_of(people.polan)
    page = lead.get(f"/kerja/perkara/{crime.code}/penerusan/").content.decode()
    assert "penerusan/tawarkan/pid/police/" in page and "Bawaslu Jakarta Pusat" in page
    form = lead.get(f"/kerja/perkara/{crime.code}/penerusan/tawarkan/pid/police/").content.decode()
    assert "Saksi O-" in form and "Ani" not in form and "Polres Metro" in form and "kpu-jakpus" not in form
    row = offer(people, crime)
    assert "menunggu jawaban" in police.get("/kerja/").content.decode().lower()
    assert row.code in police.get("/kerja/penerusan/").content.decode()
    seen = police.get(f"/kerja/penerusan/{row.code}/").content.decode()
    assert "Jawaban Anda ditunggu" in seen and "Ani" not in seen and "Sumirah" not in seen and crime.code not in seen
    assert police.get(f"/kerja/penerusan/{row.code}/surat.pdf").content.startswith(b"%PDF")
    wrong = police.post(f"/kerja/penerusan/{row.code}/terima/", {"reference": ""})
    assert wrong.status_code == 422
    police.post(f"/kerja/penerusan/{row.code}/terima/", {"reference": "LP/B/1/II/2024"})
    row.refresh_from_db()
    assert (row.answer, row.track.state) == ("accepted", "diteruskan_polri")
    (witness,) = row.people
    opened = police.post(f"/kerja/penerusan/{row.code}/orang/{witness}/").content.decode()
    assert "Ani Saksi" in opened and Reading.objects.filter(way="handed").count() == 1
    with time_machine.travel(MOMENT + timedelta(days=1), tick=False):
        said = {"to": "sidik", "at": "2024-02-02T10:00", "reference": "SPDP/1"}
        police, lead = client_of(people.polan), client_of(people.tuti)  # the sessions of yesterday are over
        assert police.post(f"/kerja/penerusan/{row.code}/hasil/", said).status_code == 302
        page = lead.get(f"/kerja/perkara/{crime.code}/penerusan/").content.decode()
        assert "Penyidikan" in page and "SPDP/1" in page and "Polres Metro Jakarta Pusat" in page


def test_strangers_find_nothing_by_guessing_codes(people, crime):
    row = offer(people, crime)
    (witness,) = row.people
    gets = (
        f"/kerja/penerusan/{row.code}/",
        f"/kerja/penerusan/{row.code}/surat.pdf",
        f"/kerja/penerusan/{row.code}/bukti/E-00001/",
    )
    posts = tuple(f"/kerja/penerusan/{row.code}/{what}/" for what in ("terima", "tolak", "hasil", f"orang/{witness}"))
    for member in (people.citra, people.komar, people.budi, people.dewi, people.oki, people.sari, people.tuti):
        client = client_of(member)
        for address in gets:
            assert client.get(address).status_code == 404, (member, address)
        for address in posts:
            assert client.post(address, {"reference": "X/1", "reason": "not_ours"}).status_code == 404, (member, address)
    row.refresh_from_db()
    assert row.answer == "waiting" and not Reading.objects.exists()
    for address in (*gets, *posts):
        assert Client().get(address).status_code == 302  # asked to sign in


def test_the_police_reach_the_case_by_no_door(people, crime):
    row = offer(people, crime)
    police = client_of(people.polan)
    police.post(f"/kerja/penerusan/{row.code}/terima/", {"reference": "LP/1"})
    for part in ("", "penerusan/", "surat/", "orang/", "kajian/", "surat/form-b1/", f"penerusan/{row.code}/surat.pdf"):
        assert police.get(f"/kerja/perkara/{crime.code}/{part}").status_code == 404, part
    for address in (
        "/kerja/perkara/angka/",
        "/kerja/perkara/angka/keadilan/",
        "/kerja/perkara/register/",
        "/kerja/perkara/formulir/",
    ):
        assert police.get(address).status_code == 404, address
    not_chosen = next(p.code for p in people_of(crime.code) if p.part == "reporter")
    assert police.post(f"/kerja/penerusan/{row.code}/orang/{not_chosen}/").status_code == 404


def test_who_does_not_handle_it_or_is_recused_has_no_desk_for_it(people, crime):
    row = offer(people, crime)
    Assignment.objects.create(case=crime, member=people.tuti, how="chosen", at=now(), by=people.tuti.code, declared_at=now())
    for address in (f"/kerja/perkara/{crime.code}/penerusan/", f"/kerja/perkara/{crime.code}/surat/"):
        assert client_of(people.sari).get(address).status_code == 404
        assert client_of(people.budi).get(address).status_code == 404
        assert client_of(people.tuti).get(address).status_code == 200
    Recusal.objects.create(case=crime, member=people.tuti, reason="family", at=now(), by=people.tuti.code)
    for address in (f"/kerja/perkara/{crime.code}/penerusan/", f"/kerja/perkara/{crime.code}/surat/"):
        assert client_of(people.tuti).get(address).status_code == 404
    answer = client_of(people.tuti).post(f"/kerja/perkara/{crime.code}/penerusan/{row.code}/tarik/")
    assert answer.status_code == 404


def test_delivery_withdrawal_and_what_is_refused_are_said_in_a_sentence(people, crime):
    row = offer(people, crime)
    lead = client_of(people.tuti)
    at = f"/kerja/perkara/{crime.code}/penerusan/{row.code}/"
    assert lead.post(f"{at}sampai/", {"at": "bukan", "receipt": "TT/1"}).status_code == 422
    page = lead.post(f"{at}sampai/", {"at": "2024-02-01T18:00", "receipt": "TT/1"}, follow=True).content.decode()
    assert "tidak di masa depan" in page
    lead.post(f"{at}sampai/", {"at": "2024-02-01T13:00", "receipt": "TT/1"})
    assert Term.objects.get(clock="K1").end == "met"
    page = lead.post(f"{at}tarik/", follow=True).content.decode()
    assert "ditarik kembali" in page
    page = lead.post(f"{at}tarik/", follow=True).content.decode()
    assert "sudah selesai" in page
    answer = lead.post(
        f"/kerja/perkara/{crime.code}/penerusan/tawarkan/pid/police/", {"to_agency": "polres-jakpus", "body": "BIN", **LETTER}
    )
    assert answer.status_code == 422 and "Pilih satu lembaga" in answer.content.decode()
    assert lead.get(f"/kerja/perkara/{crime.code}/penerusan/tawarkan/adm/police/").status_code == 404
    assert lead.get(f"/kerja/perkara/{crime.code}/penerusan/tawarkan/pid/ethics/").status_code == 302  # not from here


# --- Papers ---------------------------------------------------------------------------------------------------------


def test_a_form_is_drafted_without_names_and_issued_with_them(people, crime):
    officer = client_of(people.sari)
    page = officer.get(f"/kerja/perkara/{crime.code}/surat/").content.decode()
    assert "B.1" in page and "belum diverifikasi" in page
    address = f"/kerja/perkara/{crime.code}/surat/form-b1/"
    typed = {
        "dated": "2024-02-01",
        "peristiwa": "Pembagian uang",
        "uraian": "Begini.",
        "dilaporkan_di": "Jakarta",
        "penerima": "Sari",
    }
    draft = officer.post(address, {**typed, "lihat": "pdf"})
    assert (
        draft.content.startswith(b"%PDF")
        and not Reading.objects.exists()
        and not Document.objects.filter(kind="form-b1").exists()
    )
    assert officer.post(address, {**typed, "terbit": "1"}).status_code == 302
    row = Document.objects.get(kind="form-b1")
    assert Reading.objects.count() == 2
    file = officer.get(f"/kerja/perkara/{crime.code}/surat/{row.code}/berkas.pdf")
    assert file.content.startswith(b"%PDF") and "sandbox" in file["Content-Security-Policy"]
    for member in (people.budi, people.citra, people.polan):
        assert client_of(member).get(f"/kerja/perkara/{crime.code}/surat/{row.code}/berkas.pdf").status_code == 404
    other = actions.open_case(
        confirmed(by=people.sari, text="lain"), regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari
    )
    assert officer.get(f"/kerja/perkara/{other.code}/surat/{row.code}/berkas.pdf").status_code == 404  # another case's
    assert officer.get(f"/kerja/perkara/{crime.code}/surat/form-x/").status_code == 404
    late = officer.post(f"/kerja/perkara/{crime.code}/surat/form-b2/", {"dated": "2024-02-01"})
    assert late.status_code == 422 and "untuk temuan" in late.content.decode()


def test_the_lead_forgets_a_person_and_the_papers_forget_with_them(people, crime):
    typed = {"dated": "2024-02-01", "peristiwa": "X", "uraian": "Y", "dilaporkan_di": "Jakarta", "penerima": "Sari"}
    client_of(people.sari).post(f"/kerja/perkara/{crime.code}/surat/form-b1/", typed)
    row = Document.objects.get(kind="form-b1")
    who = next(p.code for p in people_of(crime.code) if p.part == "reporter")
    client_of(people.tuti).post(f"/kerja/perkara/{crime.code}/orang/{who}/lupakan/", {"basis": "request", "sure": "on"})
    row.refresh_from_db()
    assert row.forgotten_at is not None
    assert client_of(people.sari).get(f"/kerja/perkara/{crime.code}/surat/{row.code}/berkas.pdf").status_code == 404


def test_the_register_has_numbers_without_gaps_and_prints(people, crime):
    assert crime.register_number == "001/Reg/LP/PL/31.71/02/2024"
    lead = client_of(people.tuti)
    page = lead.get("/kerja/perkara/register/").content.decode()
    assert crime.register_number in page
    printed = lead.post("/kerja/perkara/register/", {"jabatan_ttd": "Ketua", "nama_ttd": "Contoh"})
    assert printed.content.startswith(b"%PDF")
    assert lead.post("/kerja/perkara/register/", {}).status_code == 422
    assert client_of(people.budi).get("/kerja/perkara/register/?kantor=bawaslu-jakpus").status_code == 404


def test_labels_are_corrected_by_leads(people):
    lead = client_of(people.tuti)
    assert lead.get("/kerja/perkara/formulir/").content.decode().count("belum diverifikasi") >= 20
    assert lead.post("/kerja/perkara/formulir/B.18/", {"label": ""}).status_code == 422
    lead.post("/kerja/perkara/formulir/B.18/", {"label": "Pemberitahuan Status", "verified": "on", "source": "Juknis 169/2023"})
    assert FormLabel.objects.get(number="B.18").verified
    assert client_of(people.sari).post("/kerja/perkara/formulir/B.18/", {"label": "X"}).status_code == 404


# --- Figures --------------------------------------------------------------------------------------------------------


def test_figures_say_where_they_do_not_add_up_and_which_case_makes_it(people, crime):
    officer = client_of(people.sari)
    assert "Cocok" in officer.get("/kerja/perkara/angka/").content.decode()
    type(crime).objects.filter(pk=crime.pk).update(registered_at=None)
    page = officer.get("/kerja/perkara/angka/").content.decode()
    assert "Tidak cocok" in page and f"/kerja/perkara/{crime.code}/" in page and "selisih" in page
    for member in (people.citra, people.polan, people.komar, people.dewi, people.oki):
        assert client_of(member).get("/kerja/perkara/angka/").status_code == 404


def test_the_impartiality_report_is_for_the_leads_and_ranks_nobody(people, crime):
    page = client_of(people.tuti).get("/kerja/perkara/angka/keadilan/").content.decode()
    assert "bukan peringkat" in page and "tidak ditampilkan" in page and "data-print" in page
    assert client_of(people.tuti).get("/kerja/perkara/angka/keadilan/?sejak=x&sampai=2024-13-01").status_code == 200
    for member in (people.sari, people.budi, people.citra, people.polan):
        assert client_of(member).get("/kerja/perkara/angka/keadilan/").status_code == 404


def test_supervisors_receive_from_supervisors_at_the_same_desk(people):
    case = actions.open_case(confirmed(by=people.sari), regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)
    case = actions.move(case, to="kajian_awal", by=people.sari)
    answer = client_of(people.tuti).post(
        f"/kerja/perkara/{case.code}/penerusan/tawarkan/perkara/transfer/",
        {"to_agency": "bawaslu-jakbar", "number": "BA.9/2024", "held_on": "2024-02-01", "present": 3, "of": 5, **LETTER},
    )
    assert answer.status_code == 302, answer.content.decode()
    row = Forwarding.objects.get()
    budi = client_of(people.budi)
    assert "Jawaban Anda ditunggu" in budi.get(f"/kerja/penerusan/{row.code}/").content.decode()
    budi.post(f"/kerja/penerusan/{row.code}/terima/", {"reference": "TERIMA/1"})
    assert budi.get(f"/kerja/perkara/{case.code}/").status_code == 200
    assert client_of(people.sari).get(f"/kerja/perkara/{case.code}/").status_code == 404
    assert row.receiver.kind == AgencyKind.SUPERVISOR
