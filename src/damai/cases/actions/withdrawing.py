"""A reporter takes a report back: before registration an officer confirms it, after registration it is only noted.

What supervisors saw they may follow up all the same, as preliminary information.
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.triage.actions import NotYours, Refused

from .. import facts
from ..models import Case, Withdrawal
from ..queries.withdrawals import can_be_taken_back, may_ask
from ..rules import State
from .moving import move
from .reaching import held

How = Withdrawal.How


class NothingToWithdraw(Refused):
    """It is no report, or it is over."""


class AlreadyAsked(Refused):
    """The wish is there, and waits."""


class NoLongerPossible(Refused):
    """The case is registered: the wish is noted and stops nothing."""


@transaction.atomic
def ask_by_receipt(case: Case, *, message: str) -> Withdrawal:
    """Whoever holds the receipt of a message of this case wants it taken back. `message`: its code."""
    return _asked(Case.objects.select_for_update(of=("self",)).get(pk=case.pk), how=How.RECEIPT, message=message, by="public")


@transaction.atomic
def ask_at_counter(case: Case, *, by: Member) -> Withdrawal:
    """The reporter said so at the counter, and signed the form (B.4, label unverified)."""
    return _asked(held(case, by=by), how=How.COUNTER, message="", by=by.code)


def _asked(case: Case, *, how: How, message: str, by: str) -> Withdrawal:
    if not may_ask(case):
        raise NothingToWithdraw(_("Tidak ada laporan yang dapat dicabut di sini."))
    try:
        with transaction.atomic():
            row = Withdrawal.objects.create(case=case, message=message, asked_at=now(), how=how, by=by)
    except IntegrityError:
        raise AlreadyAsked(_("Permintaan pencabutan sudah dicatat dan menunggu petugas.")) from None
    record(facts.WithdrawalAsked(case=case.code, how=row.how), by=by)
    if not can_be_taken_back(case):
        _noted(row, by=by)
    return row


def _noted(row: Withdrawal, *, by: str) -> None:
    row.refused_at, row.answered_by = now(), by if by != "public" else "damai"
    row.save(update_fields=["refused_at", "answered_by"])
    record(facts.WithdrawalNoted(case=row.case.code), by=row.answered_by)


def _waiting(withdrawal: Withdrawal, *, by: Member) -> Withdrawal:
    case = held(withdrawal.case, by=by)
    row = Withdrawal.objects.select_for_update(of=("self",)).get(pk=withdrawal.pk)
    if row.case_id != case.pk:
        raise NotYours(_("Permintaan tidak ditemukan."))
    if row.taken_at is not None or row.refused_at is not None:
        raise AlreadyAsked(_("Permintaan ini sudah dijawab."))
    row.case = case
    return row


@transaction.atomic
def take_back(withdrawal: Withdrawal, *, by: Member) -> Withdrawal:
    """An officer confirms: the report is taken back. Only before registration."""
    row = _waiting(withdrawal, by=by)
    if not can_be_taken_back(row.case):
        raise NoLongerPossible(_("Perkara sudah diregistrasi; pencabutan hanya dapat dicatat."))
    move(row.case, to=State.DICABUT, by=by)
    row.taken_at, row.answered_by = now(), by.code
    row.save(update_fields=["taken_at", "answered_by"])
    record(facts.WithdrawalTaken(case=row.case.code), by=by.code)
    return row


@transaction.atomic
def note_withdrawal(withdrawal: Withdrawal, *, by: Member) -> Withdrawal:
    """Note the wish and go on: the case is registered, or the reporter could not be told apart from somebody else."""
    row = _waiting(withdrawal, by=by)
    _noted(row, by=by.code)
    return row
