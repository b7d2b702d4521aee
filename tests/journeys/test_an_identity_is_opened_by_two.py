"""Who reported is opened outside the case only by two officers, for half an hour, and the reporter sees it on the receipt."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from damai.agencies.models import Role
from damai.cases.models import Assignment
from damai.identities.models import Opening, Person, Reading
from damai.identities.tests.story import joined, proven
from damai.ledger.models import Entry
from damai.ledger.queries import now

from .violations import MONEY, MORNING, confirmed, desk_of, opened, page, prove, status, tell

pytestmark = pytest.mark.django_db

WHY = "Pengaduan menyebut nomor yang sama; perlu dicocokkan sebelum rapat besok."
WULAN = {"nama": "Ibu Wulan Prasasti", "telepon": "0812 3456 7890", "setuju": "on"}


@pytest.fixture
def people(people):
    proven(people.sari)
    proven(people.tuti)
    return people


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def test_an_identity_is_opened_by_two_and_the_reporter_sees_it(people, clock):
    sari, tuti, sukma = desk_of(people.sari), desk_of(people.tuti), desk_of(joined("sukma", Role.OFFICER))
    receipt = tell(Client(), clock, MONEY, tanggal_kejadian="2024-01-06", tanggal_diketahui="2024-01-07", **WULAN)
    case = opened(sari, confirmed(sari, happened_on="2024-01-06", known_on="2024-01-07"), kind="laporan")
    Assignment.objects.create(
        case=case, member=sukma.member, how="chosen", at=now(), by=people.tuti.code, declared_at=now()
    )  # fmt: skip
    people_page = f"/kerja/perkara/{case.code}/orang/"

    # Sukma handles the case and keeps the reporter, sealed; nobody's list shows more than what they are.
    if not Person.objects.filter(subject=case.code).exists():
        page(sukma.post(f"{people_page}salin/", follow=True))
    reporter = Person.objects.get(subject=case.code, part="reporter")
    for reader in (sukma, sari, tuti):
        assert "Wulan" not in page(reader.get(people_page))
    own = page(sukma.post(f"{people_page}{reporter.code}/buka/", {"reason": "clarifying"}))
    assert "Wulan Prasasti" in own

    # Sari does not handle it: she cannot open it alone, and cannot agree with herself.
    assert "petugas kedua" in page(sari.post(f"{people_page}{reporter.code}/buka/", {"reason": "handling"}, follow=True))
    prove(sari)
    page(sari.post(f"{people_page}{reporter.code}/mohon/", {"reason": "reviewing", "words": WHY}, follow=True))
    wish = f"/kerja/perkara/pembukaan/{Opening.objects.get().code}/"
    page(sari.post(f"{wish}jawab/", {"answer": "agree"}), 404)
    for stranger in (people.budi, people.citra, people.polan, people.dewi):
        page(desk_of(stranger).get(wish), 404)

    # Tuti reads why, proves who she is, and agrees.
    assert WHY in page(tuti.get(wish))
    prove(tuti)
    page(tuti.post(f"{wish}jawab/", {"answer": "agree"}, follow=True))
    assert "Wulan Prasasti" in page(sari.post(f"{people_page}{reporter.code}/buka/", {"reason": "reviewing"}))

    # The reporter sees each opening: role and office and why, never who.
    shown = status(receipt)
    assert shown.count("Bawaslu Jakarta Pusat") >= 2
    assert "persetujuan petugas kedua" in shown or "petugas kedua" in shown
    for name in ("Sari", "Sukma", "Tuti", people.sari.code, sukma.member.code, WHY, reporter.code):
        assert name not in shown, name

    # After half an hour it is closed again, and the ledger knows all of it without a name.
    clock.shift(timedelta(minutes=31))
    assert "Wulan" not in page(sari.post(f"{people_page}{reporter.code}/buka/", {"reason": "reviewing"}, follow=True))
    assert list(Reading.objects.order_by("id").values_list("way", flat=True)) == ["own", "second"]
    told = list(Entry.objects.filter(name__startswith="Opening").order_by("id").values_list("name", flat=True))
    assert told == ["OpeningAsked", "OpeningApproved"]
    openings = b" ".join(bytes(entry.opening) for entry in Entry.objects.all())
    for secret in (b"Wulan", b"3456", b"cocokkan"):
        assert secret not in openings
