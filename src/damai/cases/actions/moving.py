"""Taking a step of the law's two tables. Everything that changes a case or a track after its opening goes through here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.rules import Capability
from damai.ledger.facts import Fact
from damai.ledger.queries import now
from damai.statutes.rules import Event

from .. import facts, queries, rules
from ..models import Assignment, Case, Discussion, Party, PlenoRecord, Repair, Step, Track
from ..queries import law
from ..queries.plenaries import entitled
from ..rules import CaseKind, Class, Item, Move, Outcome, Plenary, Reason, State, TrackMove, TrackState, Who
from .assigning import end_handling
from .happening import drop, happen, step
from .refusals import ContradictingMinutes, NotAllowed, SecondPlenary, as_seen, locked, track_as_seen
from .telling import tell_senders


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a person gives with a move."""

    reason: Reason | None = None
    plenary: Plenary | None = None
    items: frozenset[Item] = frozenset()
    explained: frozenset[Item] = frozenset()
    classes: frozenset[Class] = frozenset()
    outcome: Outcome | None = None
    gakkumdu: str = ""
    accepted: bool = False
    at: datetime | None = None  # when others did it


NOTHING = Given()
# What is done by a question of its own, so that it cannot be done without its answers.
ELSEWHERE = frozenset(
    {State.LENGKAP, State.BELUM_LENGKAP, State.LEWAT_WAKTU, State.MENUNGGU_PERBAIKAN, State.KAJIAN_AWAL_ULANG, State.DIREGISTRASI}
)


# Of these the senders are told at once; of registration when it has its number, of what is missing in words of its own.
TOLD = frozenset({State.TIDAK_DIREGISTRASI, State.DICABUT, State.DILIMPAHKAN, State.DIAMBIL_ALIH, State.STATUS_DIUMUMKAN})


@transaction.atomic
def move(case: Case, *, to: State | str, by: Member, reason: Reason | str | None = None, plenary: Plenary | None = None) -> Case:
    """Take one step of the table of cases. `case` is as the member saw it: if it moved since, they are told and nothing happens.

    Assessing, telling what is missing, mending, registering and handing over have functions of their own.
    """
    target = State(to)
    fresh = locked(case, by=by)
    as_seen(case, fresh)
    if target in ELSEWHERE and _known(State(fresh.state), target):
        raise NotAllowed(_("Langkah ini diambil lewat halamannya sendiri: kajian awal, perbaikan, atau registrasi."))
    take(fresh, target, Given(reason=Reason(reason) if reason else None, plenary=plenary), by=by)
    return fresh


def _known(source: State, target: State) -> bool:
    return any(each.target is target for each in rules.moves_from(source))


def take(case: Case, target: State, given: Given, *, by: Member) -> Step:
    """Take a step with a case that is locked, if the table has it, the member may and no guard objects."""
    try:
        found = rules.move_between(State(case.state), target)
    except rules.NoSuchMove:
        raise _no_such(case, None, target.value, str(case.get_state_display())) from None
    if found.who is Who.LEAD:
        _needs_lead(case, by)
    if found.again or (found.receiver and not given.accepted):
        raise NotAllowed(_("Penerusan baru terjadi setelah penerima menerimanya."))
    _guard(found.guards, target, facts_of(case, given))
    return make(case, found, given, by=by.code)


def make(case: Case, found: Move, given: Given, *, by: str) -> Step:
    """Change the case, let the clocks hear it, write the step down. What may be asked has been asked."""
    at, source = now(), State(case.state)
    case.state = found.target.value
    if found.target is State.INFORMASI_AWAL and not found.again:
        case.kind = CaseKind.INFORMASI_AWAL.value
    if found.target is State.DUGAAN_DITEMUKAN and not found.again:
        case.kind = CaseKind.TEMUAN.value
    if found.target is State.DIREGISTRASI:
        case.registered_at = at
    if found.target is State.STATUS_DIUMUMKAN:
        case.announced_at = at
    if found.target is State.DITUTUP:
        case.closed_at = at
        end_handling(case, Assignment.End.CLOSED, by=by)
    minutes = minutes_of(case, given.plenary) if given.plenary and rules.Guard.PLENARY in found.guards else None
    late = _is_late(case, None, at)
    case.save()
    happen(case, found.events, at=at, by=by, again=found.again)
    if found.target in rules.ENDS:
        drop(case, track=None, at=at, how="replaced" if found.target in rules.HANDED_ON else "void")
    if found.target is State.DITUTUP:  # what still stood open here was somebody's right that was not used
        for track in queries.tracks_of(case):
            drop(case, track=track, at=at)
    basis = law.cited(case.regime, found.step)
    row = step(
        case, source=source, target=found.target, event=found.events, by=by, basis=basis.words, verified=basis.verified,
        form=found.form, reason=given.reason.value if given.reason else "", plenary=minutes, late=late,
        fact=_fact_of(case, found.target, source),
    )  # fmt: skip
    if found.target in TOLD:
        tell_senders(case, f"{found.target}/{row.number}", by=by)
    return row


def _fact_of(case: Case, target: State, source: State) -> Fact | None:
    if target is State.STATUS_DIUMUMKAN:
        return facts.CaseAnnounced(case=case.code, outcome=source)
    if target is State.DITUTUP:
        return facts.CaseClosed(case=case.code)
    return None


# --- Tracks ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def move_track(
    track: Track,
    *,
    to: TrackState | str,
    by: Member,
    reason: Reason | str | None = None,
    plenary: Plenary | None = None,
    outcome: Outcome | str | None = None,
    at: datetime | None = None,
) -> Track:
    """Take one step of the table of tracks. `track` is as the member saw it. `at`: when others did it, if not just now."""
    given = Given(
        reason=Reason(reason) if reason else None,
        plenary=plenary,
        outcome=Outcome(outcome) if outcome else None,
        at=at,
    )
    fresh = locked_track(track, by=by)
    take_track(fresh, TrackState(to), given, by=by)
    return fresh


def locked_track(track: Track, *, by: Member) -> Track:
    """The track as it is now, with its case locked, if the member may do something with it and it did not move since."""
    case = locked(track.case, by=by)
    fresh = Track.objects.select_for_update().get(pk=track.pk)
    fresh.case = case
    track_as_seen(track, fresh)
    return fresh


def take_track(track: Track, target: TrackState, given: Given, *, by: Member) -> Step:
    """Take a step with a track whose case is locked, if the table has it, the member may and no guard objects."""
    found = track_move(track, target)
    if found.who is Who.LEAD:
        _needs_lead(track.case, by)
    if found.receiver and not given.accepted:
        raise NotAllowed(_("Penerusan baru terjadi setelah penerima menerimanya."))
    known = facts_of(track.case, given, track=track)
    _guard(found.guards, target, known)
    _needs_what_was_before(track, found)
    if given.at is not None:
        _needs_possible(track, found, given.at)
    return make_track(track, found, given, by=by.code)


def told_track(track: Track, target: TrackState, *, at: datetime, by: str) -> Step:
    """Take a step that others made and told, with a track whose case is locked; who may tell it is asked by the caller."""
    found, given = track_move(track, target), Given(at=at)
    _guard(found.guards, target, facts_of(track.case, given, track=track))
    _needs_what_was_before(track, found)
    _needs_possible(track, found, at)
    return make_track(track, found, given, by=by)


def track_move(track: Track, target: TrackState) -> TrackMove:
    """The move of the table, or a refusal that says why there is none."""
    if not track.klass and target is not TrackState.PENANGANAN_LANJUT:
        raise NotAllowed(_("Tetapkan dahulu jenis dugaan pelanggarannya."))
    klass = Class(track.klass) if track.klass else Class.ADM  # extending is the same for all
    try:
        return rules.track_move_between(klass, TrackState(track.state), target)
    except rules.NoSuchMove:
        raise _no_such(track.case, track, target.value, str(track.get_state_display())) from None


def _needs_what_was_before(track: Track, found: TrackMove) -> None:
    if track.case.state == State.DITUTUP:
        raise NotAllowed(_("Perkara sudah ditutup."))
    if found.needs is not None and found.needs != track.outcome:
        raise NotAllowed(_("Hasil pleno tidak mengizinkan langkah ini."))
    happened = queries.events_of(track)
    if found.after is not None and found.after not in happened:
        raise NotAllowed(_("Catat dahulu: %(event)s.") % {"event": found.after.word})
    if found.notes and set(found.events) <= happened:
        raise NotAllowed(_("Hal ini sudah dicatat."))


def _needs_possible(track: Track, found: TrackMove, at: datetime) -> None:
    if not found.told:
        raise NotAllowed(_("Waktu langkah ini tidak dapat ditentukan sendiri: ia terjadi sekarang."))
    if at > now():
        raise NotAllowed(_("Waktu kejadian tidak boleh di masa depan."))
    before = Step.objects.filter(track=track).order_by("-number").first()
    if before is not None and at < (before.happened_at or before.at):
        raise NotAllowed(_("Waktu kejadian tidak boleh sebelum langkah sebelumnya."))


def make_track(track: Track, found: TrackMove, given: Given, *, by: str) -> Step:
    """Change the track, let the clocks hear it, write the step down. What may be asked has been asked."""
    case, source = track.case, TrackState(track.state)
    at = given.at or now()
    minutes = minutes_of(case, given.plenary) if given.plenary and rules.Guard.PLENARY in found.guards else None
    late = _is_late(case, track, at)
    track.state = found.target.value
    _decided(track, found, given, at)
    events = found.events + (found.if_violation if track.outcome == Outcome.VIOLATION else ())
    if rules.is_over(Class(track.klass) if track.klass else None, found.target):
        track.over_at = at
    if found.target is TrackState.PENANGANAN_LANJUT:
        track.extended_at = at
    track.save()
    started = happen(case, events, track=track, at=at, by=by, again=found.again)
    if found.leaves is not None:
        drop(case, track=track, at=at, started_by=found.leaves)
    if track.over_at is not None:
        drop(case, track=track, at=at)
    basis = law.cited(case.regime, found.step)
    return step(
        case, track=track, source=source, target=found.target, event=events, by=by, basis=basis.words, verified=basis.verified,
        form=found.form, reason=given.reason.value if given.reason else "", plenary=minutes, gakkumdu=given.gakkumdu,
        happened_at=given.at, late=late,
        fact=_fact_of_track(track, found, given, late, min((term.due_on for term in started), default=None)),
    )  # fmt: skip


def _decided(track: Track, found: TrackMove, given: Given, at: datetime) -> None:
    if rules.Guard.OUTCOME in found.guards and given.outcome is not None:
        track.outcome = given.outcome.value
        track.decided_at = track.decided_at or at
    if found.target is TrackState.DIHENTIKAN and found.needs is None:
        track.outcome, track.decided_at = Outcome.STOPPED.value, track.decided_at or at


def _fact_of_track(track: Track, found: TrackMove, given: Given, late: bool, due: object) -> Fact | None:
    code = track.case.code
    if found.target is TrackState.PENANGANAN_LANJUT and given.reason:
        return facts.TrackExtended(case=code, klass=track.klass, reason=given.reason, due=str(due) if due else None)
    if rules.Guard.OUTCOME in found.guards:
        return facts.TrackDecided(case=code, klass=track.klass, outcome=track.outcome, late=late)
    return None


# --- What is asked --------------------------------------------------------------------------------------------------


def _needs_lead(case: Case, by: Member) -> None:
    if not queries.cases_for(by, Capability.DECIDE_CASES).filter(pk=case.pk).exists():
        raise NotAllowed(_("Langkah ini diputuskan pimpinan dalam rapat pleno."))


def _guard(guards: Iterable[rules.Guard], target: State | TrackState, known: rules.Facts) -> None:
    found = rules.objections(guards, target, known)
    if found:
        raise NotAllowed(*(_(objection.words) for objection in found))


def _no_such(case: Case, track: Track | None, target: str, state: str) -> NotAllowed:
    """Why there is no way: because it was decided already, by that plenary, or because the law knows none."""
    before = Step.objects.filter(case=case, track=track, target=target, plenary__isnull=False).select_related("plenary").last()
    if before is not None and before.plenary is not None:
        said = _("Ini sudah diputuskan dalam pleno %(number)s; satu keputusan hanya mempunyai satu pleno.")
        return SecondPlenary(said % {"number": before.plenary.number})
    return NotAllowed(_("Dari “%(state)s” langkah itu tidak dikenal aturan.") % {"state": state})


def _is_late(case: Case, track: Track | None, at: datetime) -> bool:
    """Whether a term that the supervisors had to keep here has ended."""
    rows = queries.open_terms(case).filter(track=track, duty="supervisor")
    return any(law.passed(term, at) for term in rows)


def facts_of(case: Case, given: Given, *, track: Track | None = None) -> rules.Facts:
    """What the guards may look at."""
    at = now()
    today, windows = law.day_at(case, at), law.reporting(case)
    registered = case.registered_at is not None
    repair = Repair.objects.filter(case=case).select_related("term").first()
    known = rules.Facts(
        kind=CaseKind(case.kind),
        at=at,
        today=today,
        since=law.day_at(case, case.registered_at if track is not None and case.registered_at else case.received_at),
        identified=case.reporter_identified,
        known_on=case.known_on,
        received_on=law.day_at(case, case.received_at),
        report_due_on=windows.due_on,
        in_window=windows.in_window,
        classes=given.classes,
        items=given.items,
        explained=given.explained,
        repair_until=repair.term.due_at if repair and repair.term else None,
        accepted=given.accepted,
        reason=given.reason,
        plenary=given.plenary,
        states=_states(case) if registered and track is None else (),
        running=queries.open_terms(case).filter(due_at__gt=at).exists() if registered and track is None else False,
    )
    return known if track is None else _of_track(known, track, given)


def _states(case: Case) -> tuple[tuple[str, bool, bool], ...]:
    return tuple(
        (row.klass, TrackState(row.state) in rules.OPEN, rules.may_rest(TrackState(row.state))) for row in queries.tracks_of(case)
    )


def _of_track(known: rules.Facts, track: Track, given: Given) -> rules.Facts:
    discussions = Discussion.objects.filter(track=track).order_by("held_at", "id")
    return replace(
        known,
        klass=Class(track.klass) if track.klass else None,
        outcome=given.outcome,
        extended=track.extended_at is not None,
        handling_due_at=_extensible_until(track),
        parties=frozenset(Party.objects.filter(case=track.case).values_list("kind", flat=True)),
        discussions=tuple(
            rules.Discussion(ordinal=row.ordinal, complete=row.complete, conclusion=row.conclusion) for row in discussions
        ),
    )


def _extensible_until(track: Track) -> datetime | None:
    """The end of the term that an extension would meet: it has to be recorded before (G-3)."""
    rows = queries.open_terms(track.case).filter(handling=True)
    ends = [row.due_at for row in rows if row.track_id in {track.pk, None} and Event.EXTENDED in law.met_by(row)]
    return min(ends, default=None)


@transaction.atomic
def minutes_for(case: Case, plenary: Plenary, *, by: Member) -> PlenoRecord:
    """The record of minutes that an offer to another office rests on, if they may stand behind it."""
    fresh = locked(case, by=by, capability=Capability.DECIDE_CASES)
    _guard((rules.Guard.PLENARY,), State.DILIMPAHKAN, facts_of(fresh, Given(plenary=plenary)))
    return minutes_of(fresh, plenary)


def minutes_of(case: Case, plenary: Plenary) -> PlenoRecord:
    """The record of these minutes; the same minutes may stand behind several cases, but they say one thing."""
    row, new = PlenoRecord.objects.get_or_create(
        agency_id=case.agency_id,
        number=plenary.number,
        defaults={
            "held_on": plenary.held_on,
            "present": plenary.present,
            "of": plenary.of,
            "state": PlenoRecord.State.IN_FORCE,
            "in_force_at": now(),
        },
    )
    said = {"number": row.number}
    if new and plenary.of < entitled(case.agency, plenary.held_on).count():
        raise ContradictingMinutes(_("Pimpinan kantor ini pada hari itu lebih banyak daripada jumlah anggota yang ditulis."))
    if row.state not in {PlenoRecord.State.SIGNED, PlenoRecord.State.IN_FORCE}:
        raise ContradictingMinutes(_("Berita acara pleno %(number)s belum berlaku.") % said)
    if row.seats.exists() and not row.items.filter(case=case, standing=True).exists():
        raise ContradictingMinutes(_("Berita acara pleno %(number)s tidak memuat perkara ini.") % said)
    # Where seats are kept, who was out of the room for one case is not counted for it: the minutes' own numbers differ.
    counts = (row.present, row.of) == (plenary.present, plenary.of) or row.seats.exists()
    if row.held_on != plenary.held_on or not counts:
        raise ContradictingMinutes(_("Berita acara pleno %(number)s sudah tercatat dengan tanggal atau kuorum lain.") % said)
    return row
