"""Members who try more than their page offers: what is not theirs to do answers "not found", and nothing happens."""

from datetime import date

import pytest
from django.test import Client
from tests.cast import LONG_AGO, cast, places

from damai.agencies.actions import PersonalData, note_view
from damai.agencies.models import Agency, Appointment, PersonalDataAccess, Role
from damai.cases.actions import open_case
from damai.intake.actions import accept, store
from damai.intake.models import Reply
from damai.intake.queries import path_of
from damai.intake.tests.deliveries import envelope
from damai.statutes.actions import load_statutes
from damai.triage import actions
from damai.triage.models import Report
from damai.triage.queries import messages_of, report_of
from damai.triage.tests.story import confirmed, message, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


def desk_of(member) -> Client:
    browser = Client()
    browser.force_login(member)
    return browser


def at(found: Report, step: str = "") -> str:
    return f"/kerja/laporan/{found.code}/{step}"


def agency(code: str) -> Agency:
    return Agency.objects.get(code=code)


def incident(people) -> Report:
    waiting = report(nama="Ibu Wulan", setuju="on")
    decided = {"kind": "incident", "category": "violence_event", "severity": 4, "happened_on": date(2024, 1, 30)}
    return actions.confirm(waiting, area=waiting.area, by=people.sari, **decided)


def test_what_an_officer_of_another_agency_sent_is_not_theirs_to_hold(people):
    sent = message("Ada bagi-bagi uang di RW 03", sender=people.budi.code, wilayah="31.71.01.1001")
    actions.sort_inbox()
    found = report_of(sent)
    budi, sari = desk_of(people.budi), desk_of(people.sari)
    assert budi.get(at(found)).status_code == 200  # his own words
    for step in ("pegang/", "kesampingkan/", "tanya/", "kontak/", "buka-kembali/", "pisah/"):
        given = {"reason": "spam", "text": "Siapa Anda?"}
        assert budi.post(at(found, step), given).status_code == 404, step
    found.refresh_from_db()
    assert (found.state, found.leased_to) == ("new", None)
    assert sari.post(at(found, "pegang/")).status_code == 302
    found.refresh_from_db()
    assert found.leased_to == people.sari


def test_an_agency_that_is_only_asked_reads_what_happened_and_neither_learns_who_nor_writes_to_them(people):
    found = incident(people)
    offer = actions.offer(found, to_agency=agency("polres-jakpus"), by=people.sari)
    polan, sari = desk_of(people.polan), desk_of(people.sari)
    page = polan.get(at(found)).content.decode()
    assert "bagi-bagi uang" in page
    assert "kontak/" not in page
    assert polan.post(at(found, "kontak/")).status_code == 404
    assert polan.post(at(found, "tanya/"), {"text": "Di mana rumah Anda?"}).status_code == 404
    assert not Reply.objects.exists()
    assert not PersonalDataAccess.objects.filter(what=PersonalData.CONTACT).exists()
    assert "Ibu Wulan" in sari.post(at(found, "kontak/")).content.decode()
    actions.accept_offer(offer, by=people.polan)
    assert "Ibu Wulan" in polan.post(at(found, "kontak/")).content.decode()
    assert PersonalDataAccess.objects.filter(what=PersonalData.CONTACT, member=people.polan).count() == 1
    assert polan.post(at(found, "tanya/"), {"text": "Di mana rumah Anda?"}).status_code == 404  # its page offers no such thing
    assert not Reply.objects.exists()


def test_only_the_agency_that_was_asked_answers_and_only_the_one_that_asked_withdraws(people):
    found = incident(people)
    actions.offer(found, to_agency=agency("kpu-jakpus"), by=people.sari)
    for stranger in (people.budi, people.komar, people.polan):
        for word in ("terima", "tolak", "tarik"):
            given = {"jawab": word, "reason": "not_ours"}
            assert desk_of(stranger).post(at(found, "jawab/"), given).status_code == 404, (stranger, word)
    assert desk_of(people.citra).post(at(found, "jawab/"), {"jawab": "tarik"}).status_code == 404
    assert desk_of(people.sari).post(at(found, "jawab/"), {"jawab": "terima"}).status_code == 404
    found.refresh_from_db()
    assert (found.agency_id, found.offered_to_id) == ("bawaslu-jakpus", "kpu-jakpus")
    assert desk_of(people.citra).post(at(found, "jawab/"), {"jawab": "terima"}).status_code == 302


def test_what_was_handed_over_cannot_be_used_to_hand_over_more(people):
    part, whole, third = report("Bagi-bagi uang, kata Bu Siti"), incident(people), report("Uang lagi di RW 05")
    actions.join(part, into=whole, by=people.sari)
    actions.accept_offer(actions.offer(whole, to_agency=agency("polres-jakpus"), by=people.sari), by=people.polan)
    assert desk_of(people.sari).post(at(third, "gabung/"), {"ke": part.code}).status_code == 404
    third.refresh_from_db()
    assert third.state == "new"


def test_what_accuses_a_body_does_not_reach_it_inside_another_report(people):
    accusing = report("Ketua PPK makan malam bareng caleg di restoran, dan KPU tertutup sekali")
    assert accusing.accused == "commission"
    other = incident(people)
    tuti = desk_of(people.tuti)
    told = tuti.post(at(accusing, "gabung/"), {"ke": other.code}, follow=True).content.decode()
    assert "bukan sebaliknya" in told
    accusing.refresh_from_db()
    assert accusing.state == "new"
    assert "Laporan digabung" in tuti.post(at(other, "gabung/"), {"ke": accusing.code}, follow=True).content.decode()


def test_a_field_member_sees_their_own_words_and_no_trace_of_others(people):
    mine = message("Ada bagi-bagi uang di RW 03", sender=people.dewi.code, wilayah="31.71.01.1001")
    actions.sort_inbox()
    found = report_of(mine)
    other = report("Bagi-bagi uang di RW 03, kata Bu Siti di rumahnya")
    actions.join(other, into=found, by=people.sari)
    desk_of(people.sari).post(at(found, "tanya/"), {"text": "Jam berapa?"})
    page = desk_of(people.dewi).get(at(found)).content.decode()
    assert "Jam berapa?" in page
    for hidden in (people.sari.code, other.code, "Bu Siti"):
        assert hidden not in page
    assert desk_of(people.dewi).get(at(other)).status_code == 404
    assert people.sari.code in desk_of(people.tuti).get(at(found)).content.decode()


def test_one_appointment_must_give_both_the_sight_and_the_right(people):
    """Somebody who decides for Gambir, and sends from Menteng: what they sent from there is for others to decide."""
    where = places()
    Appointment.objects.filter(member=people.sari).delete()
    Appointment.objects.create(
        member=people.sari, agency=agency("bawaslu-jakpus"), role=Role.OFFICER, area=where["31.71.01"], starts_on=LONG_AGO
    )
    sent = message("Ada bagi-bagi uang di Menteng", sender=people.sari.code, wilayah="31.71.06.1001")
    actions.sort_inbox()
    sari = desk_of(people.sari)
    assert sari.get(at(report_of(sent))).status_code == 200
    assert sari.post(at(report_of(sent), "kesampingkan/"), {"reason": "spam"}).status_code == 404
    assert sari.post(at(report(), "kesampingkan/"), {"reason": "spam"}).status_code == 302


def test_who_leads_one_agency_and_serves_another_reads_the_access_log_of_the_one_they_lead(people):
    Appointment.objects.filter(member=people.tuti).delete()
    where = places()["31.71"]
    Appointment.objects.create(
        member=people.tuti, agency=agency("bawaslu-jakpus"), role=Role.OFFICER, area=where, starts_on=LONG_AGO
    )
    Appointment.objects.create(
        member=people.tuti, agency=agency("kpu-jakpus"), role=Role.LEAD, area=where, starts_on=date(2024, 1, 1)
    )
    note_view(people.sari, subject="L-11111", what=PersonalData.WORDS)
    note_view(people.citra, subject="L-22222", what=PersonalData.WORDS)
    page = desk_of(people.tuti).get("/kerja/akses/").content.decode()
    assert "L-22222" in page
    assert "L-11111" not in page


def test_a_case_cannot_be_pushed_past_the_table_or_past_the_leads(people):
    load_statutes()
    case = open_case(confirmed(by=people.sari), regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)
    where = f"/kerja/perkara/{case.code}/langkah/"
    sari = desk_of(people.sari)
    for to in ("diregistrasi", "pleno_hasil", "diteruskan_polri", "ditutup", "lengkap", "laporan_diterima"):
        for seen in ("laporan_diterima", "penanganan", "pleno_hasil", to):
            assert sari.post(where, {"ke": to, "keadaan": seen, "klass": "pid", f"{to}-klass": "pid"}).status_code in {
                302,
                404,
                422,
            }
    assert sari.post(where, {"ke": "menang"}).status_code == 404
    for stranger in (people.budi, people.citra, people.komar, people.polan, people.dewi, people.oki):
        assert desk_of(stranger).post(where, {"ke": "kajian_awal", "keadaan": "laporan_diterima"}).status_code == 404
    case.refresh_from_db()
    assert (case.state, case.tracks.count()) == ("laporan_diterima", 0)


def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(people, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    part = store([b"%PDF-1.7\n%%EOF\n"], name="surat.pdf")
    accept(envelope(b'{"fields": {"kejadian": ["Amplop dibagikan"]}}', channel="web", attachments=(part,)))
    actions.sort_inbox()
    found, sari = Report.objects.get(), desk_of(people.sari)
    link = at(found, f"berkas/{messages_of(found)[0].code}/1/")
    assert b"".join(sari.get(link).streaming_content).startswith(b"%PDF")
    path_of(part).chmod(0o600)
    path_of(part).write_bytes(b"%PDF-1.7 lain")
    told = sari.get(link, follow=True).content.decode()
    assert "rusak di penyimpanan" in told
    assert PersonalDataAccess.objects.filter(action="export").count() == 1  # what was not handed out is not noted as taken
