"""Three ways of an alleged violation: an anonymous tip, a TSM case up to the Supreme Court, and one that expires."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from damai.cases.actions import note_missed
from damai.cases.queries import Case
from damai.ledger.models import Entry

from .violations import (
    KNOWN,
    MONEY,
    MORNING,
    NAMED,
    confirmed,
    desk_of,
    opened,
    page,
    plenary,
    refused,
    running,
    status,
    studied,
    tell,
    today,
    walk,
    walk_track,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def test_an_anonymous_tip_becomes_a_finding(people, clock):
    sari, tuti, budi = desk_of(people.sari), desk_of(people.tuti), desk_of(people.budi)
    receipt = tell(Client(), clock, MONEY)
    report = confirmed(sari, kind="preliminary", **KNOWN)

    # Nobody gave a name, so it cannot be a report, whatever the officer presses.
    answer = page(sari.post(f"/kerja/laporan/{report.code}/perkara/", {"kind": "laporan", "regime": "PEMILU"}, follow=True))
    assert "informasi awal" in answer
    assert not Case.objects.exists()

    # As preliminary information it is followed up within its own time, and the one who told it sees that.
    case = opened(sari, report, kind="informasi_awal")
    assert running(case) == {"P9": "2024-01-17"}
    assert "dicatat sebagai informasi awal" in status(receipt)
    assert "paling lambat Rabu, 17 Januari 2024" in status(receipt)
    page(budi.get(f"/kerja/perkara/{case.code}/"), 404)

    # The supervisors find the allegation themselves: from here it is theirs, with a plenary behind each decision.
    clock.shift(timedelta(days=2))
    walk(sari, case, "dugaan_ditemukan")
    assert running(case) == {"P2": "2024-01-19"}
    assert "pimpinan" in refused(sari, case, "temuan", **plenary(today())).lower()
    assert case.state == "dugaan_ditemukan"
    assert "kuorum" in refused(tuti, case, "temuan", **(plenary(today()) | {"present": "2"}))
    walk(tuti, case, "temuan", **plenary(today()))
    walk(tuti, case, "diregistrasi", classes=["pid"], **plenary(today()))
    assert (case.kind, case.tracks.get().klass) == ("temuan", "pid")
    assert running(case)["P7"] == "2024-01-19"
    shown = status(receipt)
    assert "diregistrasi" in shown
    assert "Sari" not in shown
    assert "Tuti" not in shown


def test_a_tsm_case_goes_to_the_supreme_court(people, clock):
    sari, tuti = desk_of(people.sari), desk_of(people.tuti)
    receipt = tell(Client(), clock, MONEY, tanggal_kejadian="2024-01-06", tanggal_diketahui="2024-01-07", **NAMED)
    case = opened(sari, confirmed(sari, **KNOWN), kind="laporan")
    studied(sari, case, classes=["tsm"])
    walk(tuti, case, "diregistrasi", classes=["tsm"], **plenary(today()))
    assert running(case)["A3"] == "2024-01-26"  # fourteen working days, in open examination

    walk_track(tuti, case, "tsm", "pleno_hasil", outcome="violation", **plenary(today()))
    assert "dugaan" in status(receipt).lower(), "what the plenary sends to a hearing is still alleged"
    walk_track(tuti, case, "tsm", "sidang")
    clock.shift(timedelta(days=10))
    walk_track(tuti, case, "tsm", "diputus", outcome="violation", **plenary(today()))
    assert running(case) == {"A4": "2024-01-23"}
    clock.shift(timedelta(days=2))
    walk_track(sari, case, "tsm", "kpu_melaksanakan")
    assert running(case) == {"A5": "2024-01-24"}  # it was on a Saturday
    clock.shift(timedelta(days=1))
    walk_track(sari, case, "tsm", "upaya_hukum_ma")
    assert running(case) == {}
    clock.shift(timedelta(days=1))
    walk_track(sari, case, "tsm", "upaya_hukum_ma")
    assert running(case) == {"A6": "2024-02-13"}  # 8 and 9 February are off
    clock.shift(timedelta(days=9))
    walk_track(sari, case, "tsm", "putusan_ma")
    assert running(case) == {}
    walk(sari, case, "status_diumumkan")
    walk(sari, case, "ditutup")
    assert case.expired_at is None
    decided = [entry.name for entry in Entry.objects.filter(about=case.code).order_by("id")]
    assert decided.count("PlenaryRecorded") == 3


def test_a_case_that_nobody_decides_expires_in_plain_sight(people, clock):
    sari, tuti, budi = desk_of(people.sari), desk_of(people.tuti), desk_of(people.budi)
    receipt = tell(Client(), clock, MONEY, tanggal_kejadian="2024-01-06", tanggal_diketahui="2024-01-07", **NAMED)
    case = opened(sari, confirmed(sari, **KNOWN), kind="laporan")
    studied(sari, case, classes=["adm"])
    walk(tuti, case, "diregistrasi", classes=["adm"], **plenary(today()))
    assert running(case) == {"P7": "2024-01-17", "A1": "2024-01-26"}

    clock.shift(timedelta(days=10))
    assert note_missed() == 1
    assert note_missed() == 0, "what was noted is not noted again"
    case.refresh_from_db()
    assert case.expired_at is not None
    assert "KEDALUWARSA" in page(tuti.get(f"/kerja/perkara/{case.code}/"))
    assert case.code in page(tuti.get("/kerja/"))
    assert case.code not in page(budi.get("/kerja/"))
    assert "Terlambat" in status(receipt)

    # Deciding afterwards is still possible, is recorded as late, and does not make it unhappen.
    track = case.tracks.get()
    assert "dikenal" not in walk_track(tuti, case, "adm", "pleno_hasil", outcome="not_violation", **plenary(today()))
    walk_track(tuti, case, "adm", "dihentikan")
    walk(sari, case, "status_diumumkan")
    case.refresh_from_db()
    track.refresh_from_db()
    assert (track.outcome, case.expired_at is not None) == ("not_violation", True)
    assert "KEDALUWARSA" in page(tuti.get(f"/kerja/perkara/{case.code}/"))
    names = list(Entry.objects.filter(about=case.code).order_by("id").values_list("name", flat=True))
    assert names.count("TermExpired") == 1
    assert names.index("TermExpired") < names.index("TrackDecided")
