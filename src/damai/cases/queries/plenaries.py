"""Plenaries: who sat there, what stands on the agenda, whether it could decide, and what the guards are shown of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Appointment, Member, Role
from damai.agencies.queries import in_force, scope_of
from damai.agencies.rules import Capability
from damai.ledger.models import Entry
from damai.ledger.rules.openings import read as read_opening
from damai.seals.queries import opened

from ..models import CLASSES, REASONS, Case, PlenaryItem, PlenarySeat, PlenoRecord, Recusal, Track
from ..rules import Class, Outcome, Plenary, State, TrackState
from ..rules.plenary import Count, Decided, Matter, Seat, as_guard, canonical, counted, matters_of_case, matters_of_track
from .access import cases_for

S = PlenoRecord.State


# --- Who sees and does what -----------------------------------------------------------------------------------------


def offices_of(member: Member, capability: Capability = Capability.HANDLE_CASES) -> QuerySet[Agency]:
    """The offices whose plenaries a member prepares (or leads)."""
    return Agency.objects.filter(code__in=scope_of(member).where(capability).agencies).order_by("code")


def leads(member: Member, agency: Agency | str) -> bool:
    """Whether a member sits in the plenaries of an office."""
    code = agency if isinstance(agency, str) else agency.code
    return scope_of(member).may(Capability.DECIDE_CASES, agency=code)


def plenaries_for(member: Member) -> QuerySet[PlenoRecord]:
    """The plenaries of the offices a member handles cases for, the latest first; those of other offices do not exist."""
    return PlenoRecord.objects.filter(agency__in=offices_of(member)).select_related("agency").order_by("-held_on", "-id")


def plenary_for(member: Member, code: str) -> PlenoRecord:
    """The plenary with this code (PL-00001), if the member may see it; PlenoRecord.DoesNotExist if not."""
    digits = code.removeprefix("PL-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise PlenoRecord.DoesNotExist
    return plenaries_for(member).get(pk=int(digits))


def entitled(agency: Agency, on: date) -> QuerySet[Member]:
    """The commissioners of an office on a day: the members who lead it."""
    held = Appointment.objects.filter(in_force(on), agency=agency, role=Role.LEAD, member=OuterRef("pk"))
    return Member.objects.filter(Exists(held), is_active=True).order_by("code")


# --- Seats and quorum -----------------------------------------------------------------------------------------------


def seats_of(plenary: PlenoRecord) -> list[PlenarySeat]:
    """Every seat, by the member's code."""
    return list(plenary.seats.select_related("member").order_by("member__code"))


def as_seats(rows: Sequence[PlenarySeat]) -> list[Seat]:
    """Seats in the words of the rules."""
    return [
        Seat(member=row.member.code, present=row.present, recused=row.recused, signed=row.signed_at is not None) for row in rows
    ]


def recused_from(case: Case) -> frozenset[str]:
    """The codes of the members who may not touch a case."""
    return frozenset(Recusal.objects.filter(case=case).values_list("member__code", flat=True))


def count_of(item: PlenaryItem, *, signed: bool = False) -> Count:
    """The quorum of one matter. As signed, who was out of the room stands with the matter; before, who is recused today."""
    frozen = item.plenary.state in {S.SIGNING, S.SIGNED, S.IN_FORCE}
    recused = frozenset(item.recused) if frozen else recused_from(item.case)
    return counted(as_seats(seats_of(item.plenary)), recused=recused, signed=signed)


def guard_value(plenary: PlenoRecord, item: PlenaryItem | None = None) -> Plenary:
    """What the guards of the law's table look at; of one matter, who took part in it.

    A plenary that was recorded before seats were kept counts as it was typed then.
    """
    rows = seats_of(plenary)
    if not rows:
        return Plenary(number=plenary.number, held_on=plenary.held_on, present=plenary.present, of=plenary.of)
    recused = frozenset(item.recused) if item is not None else frozenset()
    return as_guard(plenary.number, plenary.held_on, counted(as_seats(rows), recused=recused, signed=True))


# --- The agenda -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Line:
    """One matter as a page shows it."""

    item: PlenaryItem
    words: str  # what is decided
    count: Count
    hidden: bool  # the reader may not see this case: they are recused, or it accuses their office


def items_of(plenary: PlenoRecord) -> list[PlenaryItem]:
    """The matters that stand on the agenda, in order."""
    rows = plenary.items.filter(standing=True).select_related("case__agency", "case__report", "track", "plenary__agency")
    return list(rows.order_by("number"))


def lines_for(member: Member, plenary: PlenoRecord) -> list[Line]:
    """The agenda for a reader. What they may not see stands there as a number and nothing else."""
    seen = set(cases_for(member).filter(decisions__plenary=plenary).values_list("pk", flat=True))
    return [
        Line(item=item, words=decided_words(item), count=count_of(item), hidden=item.case_id not in seen)
        for item in items_of(plenary)
    ]


def decided_words(item: PlenaryItem) -> str:
    """What is decided, in words: "Hasil penanganan (tindak pidana pemilu): pelanggaran"."""
    said = matter_words(item.matter)
    if item.track is not None:
        said = f"{said} ({item.track.get_klass_display()})"
    details = [str(item.get_outcome_display())] if item.outcome else []
    details += [str(dict(CLASSES)[each]) for each in item.classes]
    details += [str(dict(REASONS)[item.reason])] if item.reason else []
    return f"{said}: {', '.join(details)}" if details else said


def matter_words(matter: str) -> str:
    """A matter as a noun, as minutes say it."""
    words = {
        "temuan": _("Penetapan temuan"),
        "arsip": _("Bukan temuan: diarsipkan"),
        "diregistrasi": _("Registrasi"),
        "tidak_diregistrasi": _("Tidak diregistrasi"),
        "dilimpahkan": _("Pelimpahan ke kantor lain"),
        "diambil_alih": _("Pengambilalihan"),
        "penanganan": _("Penambahan jenis dugaan"),
        "pleno_hasil": _("Hasil penanganan"),
        "dihentikan": _("Penghentian menurut pembahasan Gakkumdu"),
        "diputus": _("Putusan administratif"),
        "diputus_kabkota": _("Putusan atas pengawas ad hoc"),
    }
    return words.get(matter, matter.replace("_", " "))


def matters_for(case: Case, track: Track | None = None) -> tuple[Matter, ...]:
    """What a plenary can decide now about a case, or about one of its classes."""
    if track is None:
        return matters_of_case(State(case.state))
    if not track.klass:
        return ()
    outcome = Outcome(track.outcome) if track.outcome else None
    return matters_of_track(Class(track.klass), TrackState(track.state), outcome)


def open_item(case: Case, track: Track | None) -> PlenaryItem | None:
    """The matter of a case or class that stands on an agenda and is not carried out yet."""
    rows = PlenaryItem.objects.filter(case=case, track=track, standing=True, done_at=None)
    return rows.select_related("plenary").first()


def decisions_of(case: Case) -> list[PlenaryItem]:
    """Everything plenaries had or have on their agenda about a case, the first first."""
    rows = PlenaryItem.objects.filter(case=case, standing=True).select_related("plenary", "track", "case")
    return list(rows.order_by("id"))


def drafts_for(member: Member, case: Case) -> list[PlenoRecord]:
    """The plenaries that a matter of this case can be put on."""
    rows = plenaries_for(member).filter(agency=case.agency, state=S.DRAFT)
    return list(rows.order_by("held_on", "id"))


def standing_behind(case: Case, matter: str) -> PlenoRecord | None:
    """The plenary in force that decided a matter of a case; for the offer to another office, which goes out later."""
    row = PlenaryItem.objects.filter(case=case, matter=matter, standing=True, plenary__state=S.IN_FORCE).last()
    return row.plenary if row is not None else None


# --- What is signed -------------------------------------------------------------------------------------------------


def notes_of(plenary: PlenoRecord) -> str:
    """What was considered, in words."""
    return opened(plenary.sealed_notes, about=f"cases.plenary.notes/{plenary.code}")


def may_read_notes(member: Member, plenary: PlenoRecord) -> bool:
    """Whether a member reads what was considered: those who lead the office and are recused from nothing on the agenda."""
    return leads(member, plenary.agency_id) and not any(line.hidden for line in lines_for(member, plenary))


def signed_bytes(plenary: PlenoRecord) -> bytes:
    """What everyone signs, from what is stored."""
    items = [
        Decided(
            number=item.number,
            case=item.case.code,
            klass=item.track.klass if item.track else "",
            matter=item.matter,
            outcome=item.outcome,
            classes=tuple(item.classes),
            reason=item.reason,
            recused=tuple(item.recused),
        )
        for item in items_of(plenary)
    ]
    return canonical(
        agency=plenary.agency_id,
        number=plenary.number,
        held_on=plenary.held_on,
        seats=as_seats(seats_of(plenary)),
        items=items,
        notes_sha256=sha256(notes_of(plenary).encode()).hexdigest(),
    )


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Whether a plenary is still what was put in force."""

    stored: str
    sealed: str  # in the ledger
    at: datetime | None

    @property
    def matches(self) -> bool:
        """Whether nothing was changed since."""
        return bool(self.sealed) and self.stored == self.sealed


def checked(plenary: PlenoRecord) -> Checked:
    """Compare the stored plenary with what the ledger holds."""
    stored = sha256(signed_bytes(plenary)).hexdigest()
    entry = Entry.objects.filter(about=plenary.code, name="PlenaryInForce").order_by("-id").first()
    if entry is None:
        return Checked(stored=stored, sealed="", at=None)
    return Checked(stored=stored, sealed=str(read_opening(bytes(entry.opening)).values["sha256"]), at=entry.at)
