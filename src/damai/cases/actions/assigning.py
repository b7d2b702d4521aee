"""Who handles a case: drawn by lot, declared free of conflicts before it opens, out of it for ever when they are not."""

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.rules import Capability, NotYours, Refused
from damai.identities.actions import bar
from damai.ledger.actions import record
from damai.ledger.queries import now, state
from damai.ledger.rules.merkle import EMPTY_ROOT

from .. import facts
from ..models import Assignment, Case, Recusal
from ..queries import assigning as queries
from ..queries.access import cases_for
from ..rules import lot
from .refusals import locked

End, How = Assignment.End, Assignment.How
LONGEST = 200  # characters a fact holds


class HasHandler(Refused):
    """Somebody handles the case already."""


class NobodyEligible(Refused):
    """Nobody of the office can handle the case."""


class NotEligible(Refused):
    """This member cannot handle the case."""


class NoHandler(Refused):
    """Nobody handles the case, so nobody can be replaced."""


@transaction.atomic
def assign(case: Case, *, by: Member) -> Assignment:
    """Draw the handler by lot among those of the office who have the least to do. Only who leads the office calls the lot."""
    fresh = _led(case, by=by)
    _must_be_free(fresh)
    return _draw(fresh, by=by.code)


@transaction.atomic
def choose(case: Case, *, member: Member, by: Member) -> Assignment:
    """Name the handler without a lot; that it was so stays to be seen."""
    fresh = _led(case, by=by)
    _must_be_free(fresh)
    _must_be_eligible(fresh, member)
    return _put(fresh, member, how=How.CHOSEN, by=by.code)


@transaction.atomic
def reassign(case: Case, *, by: Member, to: Member | None = None) -> Assignment:
    """Replace the handler: by lot among the others, or by somebody who is named."""
    fresh = _led(case, by=by)
    before = queries.handler_of(fresh)
    if before is None:
        raise NoHandler(_("Perkara ini belum mempunyai penangan."))
    if to is not None:
        _must_be_eligible(fresh, to)
        if to.pk == before.member_id:
            raise NotEligible(_("Anggota ini sudah menangani perkara ini."))
    _end(before, End.REPLACED, by=by.code)
    if to is not None:
        return _put(fresh, to, how=How.CHOSEN, by=by.code)
    return _draw(fresh, by=by.code, without=before.member)


@transaction.atomic
def declare(case: Case, *, by: Member) -> Assignment:
    """The handler declares to have no conflict of interest: now the case opens to them."""
    fresh = _seen_or_undeclared(case, by=by)
    row = queries.handler_of(fresh)
    if row is None or row.member_id != by.pk:
        raise NotYours(fresh.code)
    if row.declared_at is None:
        row.declared_at = now()
        row.save(update_fields=["declared_at"])
        record(facts.ConflictDenied(case=fresh.code, member=by.code), by=by.code)
    return row


@transaction.atomic
def recuse(case: Case, *, member: Member, reason: Recusal.Reason | str, by: Member) -> Recusal:
    """Take a member out of a case for ever: themselves, or whoever leads the office does. It goes from their sight at once.

    If they handled it, the lot is drawn again at once among the others; where nobody is left, the leads see that it has none.
    """
    fresh = _seen_or_undeclared(case, by=by)
    if member.pk != by.pk and not cases_for(by, Capability.DECIDE_CASES).filter(pk=fresh.pk).exists():
        raise NotYours(fresh.code)
    known = Recusal.objects.filter(case=fresh, member=member).first()
    if known is not None:
        return known
    if member not in queries.may_be_recused(fresh):
        raise NotEligible(_("Anggota ini tidak melihat perkara ini, jadi tidak perlu mundur."))
    row = Recusal.objects.create(case=fresh, member=member, reason=Recusal.Reason(reason), at=now(), by=by.code)
    record(facts.MemberRecused(case=fresh.code, member=member.code, reason=row.reason), by=by.code)
    bar(fresh.code, member=member, by=by.code)
    handling = queries.handler_of(fresh)
    if handling is not None and handling.member_id == member.pk:
        _end(handling, End.RECUSED, by=by.code)
        if queries.eligible_for(fresh):
            _draw(fresh, by=by.code)
    return row


def end_handling(case: Case, end: Assignment.End, *, by: str) -> None:
    """Nobody handles the case any more: it was closed, or another office took it. Inside the transaction that makes it so."""
    row = queries.handler_of(case)
    if row is not None:
        _end(row, end, by=by)


@transaction.atomic
def release_left() -> int:
    """End the assignments of those who serve the office no longer, so that their cases are seen to be without a handler."""
    ended = 0
    for row in Assignment.objects.select_for_update(of=("self",)).filter(ended_at=None).select_related("case", "member"):
        if not cases_for(row.member, undeclared=True).filter(pk=row.case_id).exists():
            _end(row, End.LEFT, by="damai")
            ended += 1
    return ended


def _led(case: Case, *, by: Member) -> Case:
    fresh = locked(case, by=by, capability=Capability.DECIDE_CASES)
    if fresh.closed_at is not None:
        raise NotEligible(_("Perkara %(code)s sudah ditutup.") % {"code": fresh.code})
    return fresh


def _seen_or_undeclared(case: Case, *, by: Member) -> Case:
    fresh = Case.objects.select_for_update(of=("self",)).select_related("agency").get(pk=case.pk)
    if not cases_for(by, undeclared=True).filter(pk=fresh.pk).exists():
        raise NotYours(_("Perkara tidak ditemukan."))
    return fresh


def _must_be_free(case: Case) -> None:
    row = queries.handler_of(case)
    if row is not None:
        raise HasHandler(_("Perkara ini sudah ditangani %(member)s.") % {"member": row.member})


def _must_be_eligible(case: Case, member: Member) -> None:
    if member not in queries.eligible_for(case):
        raise NotEligible(
            _("Anggota ini tidak dapat menangani perkara ini: bukan dari kantor ini, sudah mundur, atau pengirim laporannya.")
        )


def _draw(case: Case, *, by: str, without: Member | None = None) -> Assignment:
    """The lot: the fact that calls it holds a salt that nobody chooses, and its leaf decides together with the ledger's head."""
    members = {member.code: member for member in queries.eligible_for(case) if without is None or member.pk != without.pk}
    among = lot.least_loaded(queries.load_of(members.values()))
    if not among:
        raise NobodyEligible(_("Tidak ada anggota kantor ini yang dapat menanganinya."))
    head, written = state(), lot.written(among)
    root = head.root if head else EMPTY_ROOT
    called = record(
        facts.HandlerLotCalled(
            case=case.code,
            number=len(among),
            among=written if len(written) <= LONGEST else "",
            digest=lot.digest_of(among),
            size=head.size if head else 0,
            root=root.hex(),
        ),
        by=by,
    )
    seed = lot.seed_of(root=root, leaf=bytes(called.leaf), case=case.code)
    return _put(case, members[lot.drawn(seed, among)], how=How.LOT, by=by, seed=seed, among=list(among))


def _put(
    case: Case, member: Member, *, how: Assignment.How, by: str, seed: str = "", among: list[str] | None = None
) -> Assignment:
    row = Assignment.objects.create(case=case, member=member, how=how, at=now(), by=by, seed=seed, eligible=among or [])
    record(facts.CaseAssigned(case=case.code, member=member.code, how=row.how, seed=seed or None), by=by)
    return row


def _end(row: Assignment, end: Assignment.End, *, by: str) -> None:
    row.ended_at, row.end = now(), end
    row.save(update_fields=["ended_at", "end"])
    record(facts.AssignmentEnded(case=row.case.code, member=row.member.code, end=row.end), by=by)
