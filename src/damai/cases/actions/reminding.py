"""Reminding handlers and leads of what ends soon, and telling them what ended: once for each point, from the rows alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from damai.agencies.models import Agency, Channel, Member
from damai.agencies.rules import Capability
from damai.commitments.queries import people_with
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.outbox.actions import send_email
from damai.outbox.rules import NotAnAddress, email_address
from damai.statutes.queries import statutes
from damai.statutes.rules import Duty, pukul

from .. import facts, queries
from ..models import Assignment, Recusal, Reminder, Term
from ..queries.wall import Hung
from ..rules.reminding import BY_CODE, Point, Span, point_now, still_to_come

ROUND = 2000


@dataclass(frozen=True)
class Spoken:
    """One term and the point that is spoken of."""

    hung: Hung
    point: Point

    @property
    def term(self) -> Term:
        """The row."""
        return self.hung.term


def remind() -> int:
    """Speak of every point that has come; returns how many. Harmless when two workers call it at once, or one twice."""
    at = now()
    due: dict[str, list[tuple[Term, Point]]] = {}
    for term in queries.terms_to_remind(at)[:ROUND]:
        point = _point_now(term)
        if point is not None:
            due.setdefault(term.agency_id, []).append((term, point))
    return sum(_remind_office(Agency.objects.get(code=code), rows) for code, rows in due.items())


def span_of(term: Term) -> Span:
    """What reminding needs to know of a term."""
    return Span(opened_at=term.opened_at, due_at=term.due_at, due_on=term.due_on, own=term.duty == Duty.SUPERVISOR)


def _point_now(term: Term) -> Point | None:
    tz = queries.zone_of_office(term.case.agency).tz
    return point_now(span_of(term), at=now(), sent={each.point for each in term.reminders.all()}, tz=tz)


def forget_points(term: Term) -> None:
    """The end of a term was moved: what was said of points that lie ahead again is said again."""
    ahead = still_to_come(span_of(term), at=now(), tz=queries.zone_of_office(term.case.agency).tz)
    Reminder.objects.filter(term=term, point__in=ahead).delete()


@transaction.atomic
def _remind_office(office: Agency, rows: list[tuple[Term, Point]]) -> int:
    """One letter for each member of an office, with everything that is spoken of now."""
    spoken = []
    for term, point in rows:
        fresh = Term.objects.select_for_update(of=("self",)).select_related("case__agency", "track").get(pk=term.pk)
        if fresh.ended_at is None and _point_now(fresh) == point and _noted(fresh, point):
            spoken.append((fresh, point))
    if not spoken:
        return 0
    points = {term.pk: point for term, point in spoken}
    told = [Spoken(each, points[each.term.pk]) for each in queries.hung([term for term, _point in spoken], statutes(), now())]
    for member, theirs in _concerned(office, told):
        _write(member, theirs)
    return len(spoken)


def _noted(term: Term, point: Point) -> bool:
    """Write down that a point was spoken of; whether it was this call that did."""
    _row, new = Reminder.objects.get_or_create(term=term, point=point.code, defaults={"at": now()})
    if new:
        due = term.due_on.isoformat()
        record(facts.TermReminded(case=term.case.code, term=term.number, clock=term.clock, point=point.code, due=due), by="damai")
    return new


def _concerned(office: Agency, told: list[Spoken]) -> Iterable[tuple[Member, list[Spoken]]]:
    """Who is told what: the handler of each case and the leads, without those who are recused from it."""
    leads = people_with(office, Capability.DECIDE_CASES)
    cases = {each.term.case_id for each in told}
    handlers = {
        row.case_id: row.member for row in Assignment.objects.filter(case__in=cases, ended_at=None).select_related("member")
    }
    barred = set(Recusal.objects.filter(case__in=cases).values_list("case_id", "member_id"))
    theirs: dict[int, list[Spoken]] = {}
    people: dict[int, Member] = {}
    for each in told:
        handler = handlers.get(each.term.case_id)
        for member in {member.pk: member for member in (*leads, *([handler] if handler else []))}.values():
            if (each.term.case_id, member.pk) not in barred:
                people[member.pk] = member
                theirs.setdefault(member.pk, []).append(each)
    return [(people[pk], rows) for pk, rows in theirs.items()]


def _write(member: Member, rows: list[Spoken]) -> None:
    if member.channel != Channel.EMAIL:
        return
    try:
        email_address(member.email)
    except NotAnAddress:
        return  # the wall says it all the same
    with override(member.language):
        text = "\n\n".join(["\n".join(_line(each) for each in rows), f"{settings.BASE_URL}/kerja/perkara/dinding/"])
        subject = _subject(rows)
    digest = sha256(",".join(f"{each.term.pk}:{each.point.code}:{each.term.due_on}" for each in rows).encode()).hexdigest()[:16]
    about = rows[0].term.case.code if len({each.term.case_id for each in rows}) == 1 else "cases"
    send_email(
        to=member.email,
        subject=subject,
        text=text,
        key=f"cases/remind/{digest}/{member.code}",
        about=about,
        purpose="deadline-reminder",
    )


def _subject(rows: list[Spoken]) -> str:
    expired = sum(each.point == BY_CODE["over"] and each.term.handling for each in rows)
    if expired:
        said = ngettext("KEDALUWARSA: %(n)d tenggat", "KEDALUWARSA: %(n)d tenggat", expired)
        return said % {"n": expired}
    over = sum(each.point == BY_CODE["over"] for each in rows)
    if over:
        return ngettext("%(n)d tenggat terlewati", "%(n)d tenggat terlewati", over) % {"n": over}
    return ngettext("%(n)d tenggat mendekat", "%(n)d tenggat mendekat", len(rows)) % {"n": len(rows)}


def _line(each: Spoken) -> str:
    """One term in a line: the case, the clock, whose duty, until when; no name and no words of anybody."""
    term, hung = each.term, each.hung
    tz = queries.zone_of_office(term.case.agency).tz
    hours = span_of(term).in_hours(tz)
    said = {
        "case": term.case.code,
        "clock": f"{term.clock} {_(hung.name)}" if hung.name != term.clock else term.clock,
        "day": date_format(term.due_on, "l, j F Y"),
        "at": pukul(term.due_at.astimezone(tz).time()) if hours else "24.00",
        "zone": hung.zone,
        "duty": _(hung.duty) if hung.duty else "–",
    }
    if each.point.code == "over":
        if term.handling:
            words = _("KEDALUWARSA %(case)s, %(clock)s: berakhir %(day)s pukul %(at)s %(zone)s tanpa keputusan.")
        else:
            words = _("%(case)s, %(clock)s: berakhir %(day)s pukul %(at)s %(zone)s dan belum dipenuhi (%(duty)s).")
        return words % said
    return _("%(case)s, %(clock)s: sampai %(day)s pukul %(at)s %(zone)s (%(duty)s).") % said
