"""People of a case, its handler and its commissioners, as tests of hearing and deciding need them."""

from datetime import timedelta

from tests.cast import LONG_AGO

from damai.agencies.models import Agency, Appointment, Member, Role
from damai.areas.models import Area
from damai.cases.actions import hearing_letters
from damai.cases.models import Assignment, Case, Clarification, Recusal
from damai.cases.rules.hearings import Bring
from damai.identities.actions import keep
from damai.ledger.queries import now

REPORTER = {"name": "Ratna Wulandari", "address": "Jalan Kenanga 7", "phone": "081234567001", "email": "ratna@contoh.id"}
WITNESS = {"name": "Slamet Riyadi", "address": "Jalan Melati 3", "phone": "081234567002", "email": "slamet@contoh.id"}
REPORTED = {"name": "Joko Widagdo", "address": "Jalan Mawar 1", "phone": "081234567003", "email": "joko@contoh.id"}


def person(case: Case, part: str = "witness", **fields: str) -> str:
    """Somebody of the case, sealed; their code."""
    known = {"reporter": REPORTER, "witness": WITNESS, "reported": REPORTED}.get(part, WITNESS)
    return keep(case.code, part=part, fields=fields or known, agency=case.agency_id, by="damai").code


def assigned(case: Case, member: Member) -> Assignment:
    """The case is this member's from now on."""
    Assignment.objects.filter(case=case, ended_at=None).update(ended_at=now(), end="replaced")
    return Assignment.objects.create(case=case, member=member, how="chosen", at=now(), by="M-0002", declared_at=now())


def recused(case: Case, member: Member) -> Recusal:
    """The member may not touch the case."""
    return Recusal.objects.create(case=case, member=member, reason="family", at=now(), by=member.code)


def commissioners(number: int = 4) -> list[Member]:
    """More leads of the supervisors of Jakarta Pusat beside Tuti."""
    agency, area = Agency.objects.get(code="bawaslu-jakpus"), Area.objects.get(code="31.71")
    found = []
    for place in range(number):
        member, new = Member.objects.get_or_create(
            username=f"pimpinan{place}", defaults={"code": f"M-01{place:02d}", "first_name": f"Pimpinan {place}"}
        )
        if new:
            Appointment.objects.create(member=member, agency=agency, role=Role.LEAD, area=area, starts_on=LONG_AGO)
        found.append(member)
    return found


def asked(**given) -> hearing_letters.Asked:
    """An invitation for the next day at the office."""
    return hearing_letters.Asked(
        **{
            "at": now() + timedelta(days=1),
            "way": Clarification.Way.OFFICE,
            "place": "Ruang Klarifikasi, lantai 2",
            "matter": "peristiwa di depan balai warga",
            "bring": (Bring.IDENTITY,),
            **given,
        }
    )


SIGNER = hearing_letters.Signer(office="Ketua Bawaslu Jakarta Pusat", name="Tuti")
