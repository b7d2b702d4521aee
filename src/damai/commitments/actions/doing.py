"""What the owner of an action item does with it, and what the convener changes about it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.queries import today
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.outbox.actions import cancel_about

from .. import facts, queries
from ..models import ActionItem, DueMove, ItemState
from .refusals import BadDate, NotYours, locked_item, said


def owned(item: ActionItem, *, by: Member) -> tuple[ActionItem, str]:
    """The item, locked, and the agency for which the member works on it."""
    fresh = locked_item(item, by=by)
    agency = queries.acting_for(by, fresh)
    if agency is None:
        raise NotYours(_("Tindak lanjut tidak ditemukan."))
    return fresh, agency


def convened(item: ActionItem, *, by: Member) -> ActionItem:
    """The item, locked, if the member convenes."""
    fresh = locked_item(item, by=by)
    if not queries.may_convene(by, fresh.commitment):
        raise NotYours(_("Tindak lanjut tidak ditemukan."))
    return fresh


@transaction.atomic
def begin(item: ActionItem, *, by: Member) -> ActionItem:
    """Say that the item is being worked on. Said twice, it is said once."""
    fresh, _agency = owned(item, by=by)
    if fresh.state == ItemState.OPEN:
        fresh.state = ItemState.WORKING
        fresh.save(update_fields=["state"])
        record(facts.ItemBegun(item=fresh.code), by=by.code)
    return fresh


@transaction.atomic
def tell_obstacles(item: ActionItem, *, words: str, by: Member) -> ActionItem:
    """Tell what is in the way (kendala); nothing written means that nothing is."""
    fresh, agency = owned(item, by=by)
    fresh.obstacles = said(words, most=5_000, least=0)
    fresh.save(update_fields=["obstacles"])
    record(facts.ObstaclesTold(item=fresh.code, agency=agency), by=by.code)
    return fresh


@transaction.atomic
def cancel(item: ActionItem, *, words: str, by: Member) -> ActionItem:
    """Cancel an item, with the reason; the convener alone."""
    fresh = convened(item, by=by)
    fresh.state, fresh.cancelled_words = ItemState.CANCELLED, said(words, most=300)
    fresh.save(update_fields=["state", "cancelled_words"])
    cancel_about(fresh.code)
    record(facts.ItemCancelled(item=fresh.code, agency=fresh.commitment.convener_id), by=by.code)
    return fresh


@transaction.atomic
def move_due_date(item: ActionItem, *, to: date, by: Member, words: str = "") -> ActionItem:
    """Move the due date; the convener alone. The day before stays to be seen, and reminders begin anew."""
    fresh = convened(item, by=by)
    if to == fresh.due_on:
        raise BadDate(_("Tenggat tindak lanjut ini sudah tanggal itu."))
    if to < fresh.commitment.made_on:
        raise BadDate(_("Tenggat tindak lanjut tidak boleh sebelum tanggal rapat atau keputusan."))
    if to < fresh.starts_on:
        raise BadDate(_("Tenggat tindak lanjut tidak boleh sebelum tanggal mulai."))
    if to < today():
        raise BadDate(_("Tenggat baru tidak boleh di masa lalu."))
    before, fresh.due_on = fresh.due_on, to
    fresh.save(update_fields=["due_on"])
    DueMove.objects.create(item=fresh, before=before, after=to, words=said(words, most=300, least=0), at=now(), by=by)
    cancel_about(fresh.code)
    record(
        facts.DueDateMoved(item=fresh.code, before=before.isoformat(), after=to.isoformat(), agency=fresh.commitment.convener_id),
        by=by.code,
    )
    return fresh
