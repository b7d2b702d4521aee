"""The people of a case at the desk: masked, opened in one's own case, elsewhere with a second officer, and by nobody else."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.contrib.sessions.middleware import SessionMiddleware
from django.test import Client, RequestFactory
from django.utils.timezone import now

from damai.agencies.models import Role
from damai.cases.actions import open_case
from damai.cases.models import Assignment, Recusal
from damai.identities import actions, queries
from damai.identities.models import Opening, Person, Reading
from damai.identities.tests.story import MOMENT, RINA, WHY, everyone, joined, kept
from damai.interviews.tests.stories import COMPLETE, TUESDAY, sent
from damai.ledger.models import Entry
from damai.statutes.actions import load_statutes
from damai.triage.actions import confirm, sort_inbox
from damai.triage.queries import report_of
from damai.triage.tests.story import confirmed

pytestmark = pytest.mark.django_db

SECRETS = ("Kusumawati", "3171014505900001", "7766", "ontoh.ID", "Kwitang")


@pytest.fixture
def clock():
    with time_machine.travel(MOMENT, tick=False) as clock:
        yield clock


@pytest.fixture
def people(clock):
    load_statutes()
    return everyone()


@pytest.fixture
def case(people):
    """A case that Sukma handles, and not Sari."""
    found = open_case(confirmed(by=people.sari), regime="PEMILU", kind="informasi_awal", by=people.sari)
    people_of_it = joined("sukma", Role.OFFICER)
    Assignment.objects.create(case=found, member=people_of_it, how="chosen", at=now(), by=people.tuti.code, declared_at=now())
    return found


@pytest.fixture
def rina(case):
    return kept(subject=case.code)


def desk(member, *, proven: bool = False) -> Client:
    """A browser of a member, who has just proven their second factor or not."""
    client = Client()
    client.force_login(member)
    if proven:
        prove(client, member)
    return client


def prove(client: Client, member) -> None:
    request = RequestFactory().get("/")
    SessionMiddleware(lambda _: None).process_request(request)
    request.session = client.session
    record_authentication(request, member, method="mfa", type="totp", id=1, reauthenticated=True)
    request.session.save()


def at(case, person=None, step: str = "") -> str:
    return f"/kerja/perkara/{case.code}/orang/" + (f"{person.code}/{step}" if person else step)


def page(response, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return " ".join(response.content.decode().split())


def test_a_list_says_what_they_are_and_nothing_of_who(people, case, rina):
    for member in (people.sari, people.tuti):
        shown = page(desk(member).get(at(case)))
        assert "Pelapor" in shown
        assert rina.code in shown
        assert not [secret for secret in SECRETS if secret in shown]
        assert "R.K." not in shown


def test_in_their_own_case_it_opens_with_a_reason_and_is_noted(people, case, rina):
    sukma = desk(Person.objects.get().agency and Assignment.objects.get().member)
    assert "Tersegel" in page(sukma.get(at(case, rina)))
    assert "Untuk apa dibuka" in page(sukma.post(at(case, rina, "buka/"), {"reason": "iseng"}), 422)
    assert not Reading.objects.exists()
    answer = sukma.post(at(case, rina, "buka/"), {"reason": "clarifying"})
    shown = page(answer)
    assert "0812-7766-5544" in shown
    assert "no-store" in answer["Cache-Control"]
    assert Reading.objects.get().way == "own"
    assert "Tersegel" in page(sukma.get(at(case, rina)))  # reading once leaves nothing open


def test_outside_it_takes_a_second_officer_who_is_somebody_else_and_half_an_hour(people, case, rina, clock):
    sari = desk(people.sari)
    assert "Buktikan dengan faktor kedua" in page(sari.get(at(case, rina)))
    assert "petugas kedua" in page(sari.post(at(case, rina, "buka/"), {"reason": "handling"}, follow=True))
    assert "lebih dari lima menit" in page(sari.post(at(case, rina, "mohon/"), {"reason": "reviewing", "words": WHY}), 422)
    prove(sari, people.sari)
    assert "Tulis alasannya" in page(sari.post(at(case, rina, "mohon/"), {"reason": "reviewing", "words": "ya"}), 422)
    assert sari.post(at(case, rina, "mohon/"), {"reason": "reviewing", "words": WHY}).status_code == 302
    wish = Opening.objects.get()
    assert "menunggu petugas kedua" in page(sari.get(at(case, rina)))
    there = f"/kerja/perkara/pembukaan/{wish.code}/"
    assert sari.post(f"{there}jawab/", {"answer": "agree"}).status_code == 404
    tuti = desk(people.tuti)
    assert "Permohonan membuka identitas" in page(tuti.get("/kerja/"))
    assert WHY in page(tuti.get(there))
    assert "lebih dari lima menit" in page(tuti.post(f"{there}jawab/", {"answer": "agree"}), 422)
    prove(tuti, people.tuti)
    assert "Pilih alasannya" in page(tuti.post(f"{there}jawab/", {"answer": "refuse"}), 422)
    assert tuti.post(f"{there}jawab/", {"answer": "agree"}).status_code == 302
    assert "Permohonan membuka identitas" not in page(tuti.get("/kerja/"))
    assert "0812-7766-5544" in page(sari.post(at(case, rina, "buka/")))
    clock.shift(timedelta(minutes=30))
    again = page(sari.post(at(case, rina, "buka/"), follow=True))
    assert "0812" not in again
    assert Reading.objects.filter(way="second").count() == 1


@pytest.mark.parametrize("name", ["budi", "citra", "komar", "polan", "dewi", "oki"])
def test_nobody_else_finds_anything_there(people, case, rina, name):
    wish = actions.ask(rina, by=people.sari, reason="reviewing", words=WHY, proven_at=MOMENT)
    stranger = desk(getattr(people, name), proven=True)
    there = f"/kerja/perkara/pembukaan/{wish.code}/"
    for url in (at(case), at(case, rina), there):
        assert stranger.get(url).status_code == 404
    posts = {
        at(case, rina, "buka/"): {"reason": "handling"},
        at(case, rina, "mohon/"): {"reason": "handling", "words": WHY},
        at(case, rina, "ubah/"): {"part": "reporter", "name": "X"},
        at(case, rina, "lupakan/"): {"basis": "request", "sure": "on"},
        at(case, step="tambah/"): {"part": "witness", "name": "X"},
        at(case, step="salin/"): {},
        f"{there}jawab/": {"answer": "agree"},
        f"{there}tarik/": {},
    }
    for url, given in posts.items():
        assert stranger.post(url, given).status_code == 404, url
    search = stranger.post("/kerja/perkara/cari-orang/", {"field": "phone", "value": RINA["phone"], "reason": "handling"})
    assert search.status_code == 404 or rina.code not in search.content.decode()
    assert not Reading.objects.exists()
    assert Opening.objects.get().state == "asked"
    assert queries.opened(queries.person(rina.code)).fields["sex"] == "P"


def test_who_is_recused_finds_nothing_of_the_case_any_more(people, case, rina):
    wish = actions.ask(rina, by=people.sari, reason="reviewing", words=WHY, proven_at=MOMENT)
    Recusal.objects.create(case=case, member=people.tuti, reason="family", at=now(), by=people.tuti.code)
    tuti = desk(people.tuti, proven=True)
    assert tuti.get(at(case)).status_code == 404
    assert tuti.get(f"/kerja/perkara/pembukaan/{wish.code}/").status_code == 404
    assert wish.code not in page(tuti.get("/kerja/perkara/pembukaan/"))
    assert wish.code not in page(tuti.get("/kerja/"))
    found = page(tuti.post("/kerja/perkara/cari-orang/", {"field": "phone", "value": RINA["phone"], "reason": "handling"}))
    assert rina.code not in found


def test_somebody_of_another_case_is_not_found_through_this_one(people, case, rina):
    other = open_case(confirmed(by=people.sari), regime="PEMILU", kind="informasi_awal", by=people.sari)
    assert desk(people.tuti).post(at(other, rina, "buka/"), {"reason": "handling"}).status_code == 404


def test_only_who_handles_the_case_adds_and_corrects_and_only_the_lead_forgets(people, case, rina):
    sukma, sari, tuti = desk(Assignment.objects.get().member), desk(people.sari), desk(people.tuti)
    witness = {"part": "witness", "name": "Saksi Satu", "phone": "0813 0000 1111"}
    assert sari.post(at(case, step="tambah/"), witness).status_code == 404
    wrong = page(sukma.post(at(case, step="tambah/"), witness | {"nik": "123", "birth_date": "2999-01-01"}), 422)
    assert "NIK terdiri atas 16 angka" in wrong
    assert "Saksi Satu" in wrong  # what was typed is not lost
    assert "Isi paling sedikit satu" in page(sukma.post(at(case, step="tambah/"), {"part": "witness"}), 422)
    assert sukma.post(at(case, step="tambah/"), witness).status_code == 302
    assert Person.objects.count() == 2
    assert sari.post(at(case, rina, "ubah/"), RINA | {"part": "reporter", "name": "Lain"}).status_code == 404
    assert sukma.post(at(case, rina, "ubah/"), RINA | {"part": "reporter", "name": "Rina K."}).status_code == 302
    assert queries.opened(queries.person(rina.code)).fields["name"] == "Rina K."
    for member in (sari, sukma):
        assert member.post(at(case, rina, "lupakan/"), {"basis": "request", "sure": "on"}).status_code == 404
    assert page(tuti.post(at(case, rina, "lupakan/"), {"basis": "request"}), 422)
    assert tuti.post(at(case, rina, "lupakan/"), {"basis": "request", "sure": "on"}).status_code == 302
    assert "dihapus untuk selamanya" in page(tuti.get(at(case, rina)))
    assert "dihapus untuk selamanya" in page(tuti.post(at(case, rina, "buka/"), {"reason": "handling"}, follow=True))


def test_people_are_taken_from_the_reports_sealed_once_and_completed_later(people, clock):
    clock.move_to(TUESDAY)
    message = sent(*COMPLETE).message
    sort_inbox()
    report = report_of(message)
    report = confirm(report, kind="violation", category="money_politics", area=report.area, severity=3, by=people.sari)
    case = open_case(report, regime="PEMILU", kind="informasi_awal", by=people.sari)
    sari = desk(people.sari)  # nobody handles it yet: it is the office's
    assert sari.post(at(case, step="salin/")).status_code == 302
    kept_people = queries.people_of(case.code)
    assert [each.part for each in kept_people][:2] == ["reporter", "reported"]
    assert {each.origin for each in kept_people} == {message.code}
    reporter = queries.person(kept_people[0].code)
    assert queries.opened(reporter).fields["name"] == "Andi Pelapor"
    actions.amend(reporter, fields={"name": "Andi P. Lapor", "phone": ""}, by="M-0001")
    sari.post(at(case, step="salin/"))
    assert len(queries.people_of(case.code)) == len(kept_people)
    again = queries.opened(queries.person(reporter.code)).fields
    assert again["name"] == "Andi P. Lapor"  # an officer's correction stays
    assert again.get("phone")  # and what is missing is completed
    assert not Reading.objects.exists()


def test_a_search_is_exact_stays_in_the_office_and_stands_in_no_address(people, case, rina):
    sari = desk(people.sari)
    found = sari.post("/kerja/perkara/cari-orang/", {"field": "phone", "value": "+62 812 7766 5544", "reason": "reviewing"})
    shown = page(found)
    assert rina.code in shown
    assert case.code in shown
    assert "Kusumawati" not in shown
    assert "Tidak ditemukan" in page(
        sari.post("/kerja/perkara/cari-orang/", {"field": "name", "value": "Rina", "reason": "reviewing"})
    )
    assert "Isi apa yang dicari" in page(
        sari.post("/kerja/perkara/cari-orang/", {"field": "name", "value": "...", "reason": "reviewing"}), 422
    )
    assert page(sari.get("/kerja/perkara/cari-orang/?value=0812"))
    assert Entry.objects.filter(name="IdentitiesSearched", by=people.sari.code).count() == 2


def test_the_lead_sees_who_read_whom(people, case, rina):
    actions.look(rina, by=people.sari, reason="clarifying", own=True)
    shown = page(desk(people.tuti).get("/kerja/perkara/pembukaan/log/"))
    assert people.sari.code in shown
    assert rina.code in shown
    assert desk(people.sari).get("/kerja/perkara/pembukaan/log/").status_code == 404
    assert rina.code not in page(desk(joined("beni", Role.LEAD, "bawaslu-jakbar", "31.73")).get("/kerja/perkara/pembukaan/log/"))


def test_no_name_of_a_person_stands_in_the_ledger_or_in_an_address(people, case, rina):
    sukma = desk(Assignment.objects.get().member)
    shown = sukma.post(at(case, rina, "buka/"), {"reason": "clarifying"}).content.decode()
    addresses = " ".join(re.findall(r'(?:href|action|src)="([^"]*)"', shown))
    assert not [secret for secret in SECRETS if secret in addresses]
    told = b"".join(bytes(entry.opening) for entry in Entry.objects.all())
    assert not [secret for secret in SECRETS if secret.encode() in told]
