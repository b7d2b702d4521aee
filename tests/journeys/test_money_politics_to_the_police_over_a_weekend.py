"""Money politics, from a citizen's word to the police: stated on a Friday, the twenty-four hours run through the weekend."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from damai.agencies.queries import Agency
from damai.cases.actions.discussing import Held, note_discussion
from damai.cases.actions.forwarding import return_unanswered
from damai.cases.models import Forwarding, Track
from damai.cases.queries.discussions import Attendee, Institution
from damai.identities.actions import keep
from damai.identities.models import Reading
from damai.ledger.queries import now

from .violations import (
    KNOWN,
    MONEY,
    NAMED,
    confirmed,
    desk_of,
    opened,
    page,
    plenary,
    running,
    status,
    studied,
    tell,
    today,
    walk,
    walk_track,
)

pytestmark = pytest.mark.django_db

THURSDAY = "2024-01-11T02:00:00Z"  # 09.00 in Jakarta
LETTER = {
    "yth": "Kepala Kepolisian Resor", "isi": "Dugaan pembagian uang di depan balai warga.", "jabatan_ttd": "Ketua",
    "nama_ttd": "Tuti Handayani",
}  # fmt: skip


@pytest.fixture
def clock():
    with time_machine.travel(THURSDAY, tick=False) as traveller:
        yield traveller


def discussed(case, people, *, ordinal: int) -> None:
    """Supervisors, police and prosecutors at one table; Sari writes it down."""
    table = [
        Attendee(institution=Institution.SUPERVISORS, name="Anggota Pengawas"),
        Attendee(institution=Institution.POLICE, name="Penyidik"),
        Attendee(institution=Institution.PROSECUTORS, name="Jaksa"),
    ]
    held = Held(
        ordinal=ordinal, number=f"0{ordinal}/GKM/01/2024", held_at=now(), attending=table, matter="Unsur dan bukti dibahas.",
        conclusion="go_on", concluded="Dilanjutkan.", police=Agency.objects.get(code="polres-jakpus"),
    )  # fmt: skip
    note_discussion(Track.objects.select_related("case").get(case=case, klass="pid"), held, by=people.sari)


def test_money_politics_to_the_police_over_a_weekend(people, clock):
    sari, tuti, polan = desk_of(people.sari), desk_of(people.tuti), desk_of(people.polan)
    receipt = tell(Client(), clock, MONEY, tanggal_kejadian="2024-01-06", tanggal_diketahui="2024-01-07", **NAMED)
    case = opened(sari, confirmed(sari, **KNOWN), kind="laporan")
    studied(sari, case, classes=["pid"])
    witness = keep(
        case.code, part="witness", fields={"name": "Ani Saksi", "phone": "0812-1"}, agency=case.agency, by=people.sari.code
    )
    walk(tuti, case, "diregistrasi", classes=["pid"], **plenary(today()))
    assert running(case)["G1"] == "2024-01-12"
    discussed(case, people, ordinal=1)
    assert "G1" not in running(case)

    # The plenary states on Friday at 15.30 that it is an alleged crime; from then on the hours count, the weekend too.
    clock.move_to("2024-01-12T08:30:00Z")
    discussed(case, people, ordinal=2)
    walk_track(tuti, case, "pid", "pleno_hasil", outcome="violation", **plenary(today()))
    hours = case.terms.get(clock="K1")
    assert (hours.start_at, hours.due_at) == (now(), now() + timedelta(hours=24))
    assert "dugaan" in status(receipt).lower()

    # Offered to the police with one witness and nothing else; until they accept, the supervisors are accountable.
    there = f"/kerja/perkara/{case.code}/penerusan/tawarkan/pid/police/"
    offered = {"to_agency": "polres-jakpus", "people": [witness.code], **LETTER}
    page(tuti.post(there, offered, follow=True))
    offer = Forwarding.objects.get()
    assert offer.answer_by <= hours.due_at
    at = f"/kerja/penerusan/{offer.code}/"
    waiting = page(polan.get(at))
    for secret in ("Ani", "Wulan", case.code, "balai warga, oleh tim"):
        assert secret not in waiting
    page(polan.get(f"/kerja/perkara/{case.code}/"), 404)
    page(desk_of(people.citra).get(at), 404)

    # Nobody answers: it comes back with an alarm, and the clock of the law still runs. It is offered again on Saturday.
    clock.move_to(offer.answer_by + timedelta(minutes=1))
    assert return_unanswered() == 1
    offer.refresh_from_db()
    assert offer.answer == "returned"
    assert "kembali ke kantor ini" in page(tuti.get(f"/kerja/perkara/{case.code}/penerusan/"))
    if now() < hours.due_at:
        assert running(case).get("K1") == "2024-01-13"
    page(tuti.post(there, offered, follow=True))
    again = Forwarding.objects.latest("id")
    at = f"/kerja/penerusan/{again.code}/"
    clock.shift(timedelta(minutes=40))
    page(polan.post(f"{at}terima/", {"reference": "LP/B/7/I/2024"}, follow=True))
    again.refresh_from_db()
    assert (again.answer, again.track.state) == ("accepted", "diteruskan_polri")
    assert "K1" not in running(case)
    assert running(case)["K3"] == "2024-01-27"  # fourteen calendar days from receipt, the earlier reading

    # Now that witness opens for them, and only that one; the reporter sees that the police have it, and no name.
    assert "Ani Saksi" in page(polan.post(f"{at}orang/{witness.code}/"))
    assert Reading.objects.get().way == "handed"
    shown = status(receipt)
    assert "Kepolisian" in shown
    for name in ("Ani", "Polan", "Tuti"):
        assert name not in shown
    clock.shift(timedelta(days=2))
    said = {"to": "sidik", "at": today().strftime("%Y-%m-%dT%H:%M"), "reference": "SPDP/1"}
    page(polan.post(f"{at}hasil/", said, follow=True))
    assert case.tracks.get().state == "sidik"
    assert "menyidik" in status(receipt)
