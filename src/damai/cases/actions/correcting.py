"""The tables of the law are corrected: running deadlines are counted again, and the people concerned are told."""

from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from damai.agencies.models import Channel, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability, NotYours
from damai.commitments.queries import people_with
from damai.interviews.actions import move_repair, tell
from damai.outbox.actions import send_email
from damai.outbox.rules import NotAnAddress, email_address
from damai.statutes.actions import change_tables
from damai.statutes.rules import Change, Duty, RegimeComes
from damai.triage.queries import messages_of

from ..models import Assignment, Case, Term
from .noting import Recounted, recount

SHOWN = 200  # lines of a letter; the wall shows all


@transaction.atomic
def correct_law(change: Change, *, by: Member) -> list[Recounted]:
    """Change the tables of the law, count every running deadline again, tell the people concerned; return what moved.

    Leads of the supervisors may; a body of law may also be added by whoever imports data. NotYours for everyone else.
    """
    scope = scope_of(by)
    imports = isinstance(change, RegimeComes) and scope.may(Capability.IMPORT_DATA)
    if not (imports or scope.may(Capability.DECIDE_CASES)):
        raise NotYours(_("Tabel hukum hanya diubah pimpinan pengawas."))
    return correct_law_of_house(change, by=by.code)


@transaction.atomic
def correct_law_of_house(change: Change, *, by: str) -> list[Recounted]:
    """The same, for the house's operator at the console."""
    change_tables(change, by=by)
    return recount_and_tell(by=by)


@transaction.atomic
def recount_and_tell(*, by: str) -> list[Recounted]:
    """Count every running deadline again by the tables as they are, and tell the people concerned of what moved."""
    moved = recount(by=by)
    if moved:
        _tell_people(moved)
        _tell_reporters(moved)
    return moved


# --- Handlers and leads ---------------------------------------------------------------------------------------------


def _tell_people(moved: list[Recounted]) -> None:
    """One letter for each member concerned, in their language, with every deadline of theirs that moved."""
    cases = {case.code: case for case in Case.objects.filter(code__in={each.case for each in moved}).select_related("agency")}
    theirs: dict[int, list[Recounted]] = {}
    people: dict[int, Member] = {}
    leads: dict[str, list[Member]] = {}
    for each in moved:
        case = cases[each.case]
        if case.agency_id not in leads:
            leads[case.agency_id] = people_with(case.agency, Capability.DECIDE_CASES)
        for member in _concerned(case, leads[case.agency_id]):
            people[member.pk] = member
            theirs.setdefault(member.pk, []).append(each)
    for pk, rows in theirs.items():
        _write(people[pk], rows)


def _concerned(case: Case, leads: Iterable[Member]) -> list[Member]:
    """The handler and the leads, without those who are recused."""
    handler = Assignment.objects.filter(case=case, ended_at=None).select_related("member").first()
    barred = set(case.recusals.values_list("member_id", flat=True))
    found = {member.pk: member for member in (*leads, *([handler.member] if handler else []))}
    return [member for pk, member in found.items() if pk not in barred]


def _write(member: Member, rows: list[Recounted]) -> None:
    if member.channel != Channel.EMAIL:
        return
    try:
        email_address(member.email)
    except NotAnAddress:
        return  # the wall says it all the same
    with override(member.language):
        count = len(rows)
        subject = ngettext("%(count)d tenggat berubah", "%(count)d tenggat berubah", count) % {"count": count}
        lines = [_line(each) for each in rows[:SHOWN]]
        if count > SHOWN:
            lines.append(_("… dan %(count)d lainnya; semuanya ada di dinding tenggat.") % {"count": count - SHOWN})
        head = _("Tabel hukum atau hari libur berubah, dan tenggat yang berjalan dihitung ulang.")
        link = f"{settings.BASE_URL}/kerja/perkara/dinding/"
        text = "\n\n".join([head, "\n".join(lines), link])
    digest = sha256(repr(rows).encode()).hexdigest()[:16]
    about = rows[0].case if len({each.case for each in rows}) == 1 else "cases"
    send_email(
        to=member.email,
        subject=subject,
        text=text,
        key=f"cases/recount/{digest}/{member.code}",
        about=about,
        purpose="deadline-moved",
    )


def _line(moved: Recounted) -> str:
    said = {
        "case": moved.case,
        "clock": moved.clock,
        "before": date_format(moved.before, "l, j F Y"),
        "after": date_format(moved.after, "l, j F Y"),
    }
    return _("%(case)s, %(clock)s: sebelumnya %(before)s, menjadi %(after)s") % said


# --- Reporters ------------------------------------------------------------------------------------------------------


def _tell_reporters(moved: list[Recounted]) -> None:
    """Reporters learn of what they wait for or must do: mending their report, and until when it must be handled."""
    for each in moved:
        case = Case.objects.select_related("report").get(code=each.case)
        term = Term.objects.filter(case=case, number=each.term).first()
        if case.kind != "laporan" or term is None or not (term.handling or term.duty == Duty.REPORTER):
            continue
        if term.duty == Duty.REPORTER:
            move_repair(case.code, due_at=term.due_at, by="damai")
        key = f"{case.code}/{term.number}/{each.before.isoformat()}/{each.after.isoformat()}"
        with override("id"):
            text = _told(each, to_do=term.duty == Duty.REPORTER)
        for message in messages_of(case.report):
            tell(message, text=text, key=key, about=case.code, purpose="deadline-moved", by="damai")


def _told(moved: Recounted, *, to_do: bool) -> str:
    said = {"before": date_format(moved.before, "l, j F Y"), "after": date_format(moved.after, "l, j F Y")}
    if to_do:
        words = _(
            "Batas waktu untuk melengkapi laporan Anda berubah karena hari libur atau aturan berubah: sebelumnya %(before)s, "
            "sekarang %(after)s."
        )
    else:
        words = _(
            "Batas waktu penanganan laporan Anda berubah karena hari libur atau aturan berubah: sebelumnya %(before)s, "
            "sekarang %(after)s."
        )
    return words % said
