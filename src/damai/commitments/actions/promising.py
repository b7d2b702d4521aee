"""Making promises, measuring them, and saying that they were kept or lifted."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, AgencyKind, Member
from damai.agencies.queries import members_in, scope_of, today
from damai.agencies.rules import Capability
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.outbox.actions import cancel_about

from .. import facts, queries, rules
from ..models import ActionItem, Commitment, Direction, Indicator, ItemState, Measurement, Origin
from ..rules import IndicatorGiven
from .refusals import (
    AlreadyPromised,
    BadDate,
    NoFigure,
    NotKeptYet,
    NotOpen,
    NotYours,
    SameAgency,
    WordsMissing,
    locked_commitment,
    said,
)

ORIGIN = re.compile(r"[A-Z]{1,3}-[A-Z0-9][A-Z0-9-]{0,20}(?:/v?\d{1,4}){0,2}")
Given = Decimal | int | float | str | None  # a figure as it is handed over
PERCENT = ("persen", "%")  # a share of what it is out of, not a part
LARGEST = Decimal("999999999999.99")  # the width of the column


@transaction.atomic
def promise(
    *,
    origin: Origin | str,
    origin_code: str,
    series: str,
    words: str,
    basis: str,
    owner: Agency | None,
    convener: Agency,
    made_on: date,
    due_on: date,
    indicators: Sequence[IndicatorGiven],
    is_public: bool,
    by: str,
) -> Commitment:
    """Write down what was promised: one commitment per decision or clause, with an indicator at least. `by` is an actor code."""
    row = Commitment(
        code=f"~{origin_code}"[:24],
        origin=Origin(origin),
        origin_code=origin_code,
        series=series,
        words=said(words, most=10_000),
        basis=basis.strip()[:200],
        owner=owner,
        convener=convener,
        made_on=made_on,
        due_on=due_on,
        is_public=is_public or Origin(origin) is Origin.CLAUSE,
    )
    given = _fits(row, indicators)
    _keep(row, given)
    _record_made(row, given, by=by)
    return row


def _fits(row: Commitment, indicators: Sequence[IndicatorGiven]) -> list[dict[str, Any]]:
    """The indicators of a promise, once nothing about it contradicts itself."""
    if row.due_on < row.made_on:
        raise BadDate(_("Tenggat tidak boleh sebelum tanggal keputusan atau deklarasi."))
    if not ORIGIN.fullmatch(row.origin_code):
        raise WordsMissing(_("Kode asal komitmen tidak dikenal."))
    if row.owner is None and row.origin != Origin.CLAUSE:
        raise WordsMissing(_("Keputusan memerlukan lembaga penanggung jawab."))
    given = [_checked(each) for each in indicators]
    if not given:
        raise NoFigure(_("Setiap komitmen memerlukan paling sedikit satu indikator."))
    return given


def _keep(row: Commitment, given: list[dict[str, Any]]) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if Commitment.objects.filter(origin=row.origin, origin_code=row.origin_code).exists():
            raise AlreadyPromised(_("%(code)s sudah mempunyai komitmen.") % {"code": row.origin_code}) from error
        raise
    row.code = f"K-{row.pk:05d}"  # from the id, so that no counter row has to be locked; gaps mean nothing
    row.save(update_fields=["code"])
    Indicator.objects.bulk_create(
        Indicator(commitment=row, number=number, **fields) for number, fields in enumerate(given, start=1)
    )


def _record_made(row: Commitment, given: list[dict[str, Any]], *, by: str) -> None:
    record(
        facts.CommitmentMade(
            commitment=row.code,
            origin=str(row.origin),
            origin_code=row.origin_code,
            owner=row.owner_id,
            convener=row.convener_id,
            due_on=row.due_on.isoformat(),
            sha256=_digest(row, given),
        ),
        by=by,
    )


def _checked(given: IndicatorGiven) -> dict[str, Any]:
    words, unit, source = given.words.strip(), given.unit.strip(), given.source.strip()
    if not words or not unit or not source:
        raise NoFigure(_("Indikator memerlukan uraian, satuan, dan sumber angka."))
    if given.direction not in Direction.values:
        raise NoFigure(_("Pilih arah indikator: paling sedikit atau paling banyak."))
    target = number(given.target)
    if target is None:
        raise NoFigure(_("Target indikator harus berupa angka."))
    return {
        "words": words[:300],
        "unit": unit[:40],
        "direction": given.direction,
        "target": target,
        "source": source[:200],
        "figure": given.figure,
    }


def number(value: Given) -> Decimal | None:
    """A figure with at most two decimals, none below zero; None for what is no such figure."""
    try:
        found = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found <= LARGEST else None


def _plain(value: Decimal) -> str:
    """A figure without zeros that say nothing: 44, 12.5."""
    return f"{value.normalize():f}"


def _digest(row: Commitment, indicators: Iterable[dict[str, Any]]) -> str:
    whole = {
        "words": row.words,
        "basis": row.basis,
        "indicators": [{name: str(value) for name, value in each.items()} for each in indicators],
    }
    return sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def assign(
    commitment: Commitment,
    *,
    words: str,
    output: str,
    owner: Agency,
    person: Member | None,
    supporting: Iterable[Agency],
    indicator: str,
    target: str,
    starts_on: date,
    due_on: date,
    by: str,
) -> ActionItem:
    """Give an agency something to do until a day. `by` is an actor code: the minutes, or the house itself, assign."""
    fresh = Commitment.objects.select_for_update().get(pk=commitment.pk)
    _can_take(fresh, starts_on=starts_on, due_on=due_on)
    if person is not None and not members_in(owner).filter(pk=person.pk).exists():
        raise WordsMissing(_("Orang yang ditunjuk tidak bertugas di %(agency)s.") % {"agency": owner.name})
    row = ActionItem.objects.create(
        code=f"~{fresh.code}/{fresh.items.count()}",
        commitment=fresh,
        words=said(words, most=5_000),
        output=output.strip()[:200],
        owner=owner,
        person=person,
        indicator=indicator.strip()[:300],
        target=target.strip()[:200],
        starts_on=starts_on,
        due_on=due_on,
        created_at=now(),
    )
    row.code = f"T-{row.pk:05d}"
    row.save(update_fields=["code"])
    row.supporting.set([agency for agency in supporting if agency.pk != owner.pk])
    record(facts.ItemAssigned(item=row.code, commitment=fresh.code, agency=owner.code, due_on=due_on.isoformat()), by=by)
    return row


def _can_take(commitment: Commitment, *, starts_on: date, due_on: date) -> None:
    if commitment.withdrawn_on is not None or commitment.kept_on is not None:
        raise NotOpen(_("Komitmen %(code)s sudah selesai atau dicabut.") % {"code": commitment.code})
    if due_on < commitment.made_on:
        raise BadDate(_("Tenggat tindak lanjut tidak boleh sebelum tanggal rapat atau keputusan."))
    if due_on < starts_on:
        raise BadDate(_("Tenggat tindak lanjut tidak boleh sebelum tanggal mulai."))


@transaction.atomic
def measure(
    indicator: Indicator,
    *,
    on: date,
    value: Given,
    of: Given = None,
    source: str,
    by: Member | str,
) -> Measurement:
    """Enter the value of an indicator on a day, with what it is out of; no value: looked, and there are no data.

    The value is in the indicator's own unit and is what the promise is compared with. Measured again for the same day, the later
    row counts and the earlier one stays. `by` is a member, or the actor code of the house for a figure it counts itself.
    """
    commitment = Commitment.objects.select_for_update().get(pk=indicator.commitment_id)
    _can_be_measured(commitment, on=on, by=by)
    found, whole = _figures(value, of)
    if isinstance(by, Member) and found is not None and whole is not None and found > whole and indicator.unit not in PERCENT:
        raise NoFigure(_("Nilai tidak boleh lebih besar daripada seluruhnya."))
    row = Measurement.objects.create(
        indicator=indicator,
        on=on,
        value=found,
        of=whole,
        source=said(source, most=200),
        at=now(),
        by=by.code if isinstance(by, Member) else by,
    )
    record(
        facts.IndicatorMeasured(
            commitment=commitment.code,
            number=indicator.number,
            on=on.isoformat(),
            value=None if found is None else _plain(found),
            of=None if whole is None else _plain(whole),
        ),
        by=row.by,
    )
    return row


def _can_be_measured(commitment: Commitment, *, on: date, by: Member | str) -> None:
    if isinstance(by, Member):
        locked_commitment(commitment, by=by)
        if queries.agency_to_measure(by, commitment) is None:
            raise SameAgency(_("Lembaga Anda tidak mencatat angka untuk komitmen ini."))
    if commitment.withdrawn_on is not None:
        raise NotOpen(_("Komitmen %(code)s sudah dicabut.") % {"code": commitment.code})
    if on > today():
        raise BadDate(_("Tanggal pengukuran tidak boleh di masa depan."))
    if on < commitment.made_on:
        raise BadDate(_("Tanggal pengukuran tidak boleh sebelum komitmen dibuat."))


def _figures(value: Given, of: Given) -> tuple[Decimal | None, Decimal | None]:
    """A value and what it is out of; what is out of nothing has no denominator either."""
    found, whole = (None if each in (None, "") else number(each) for each in (value, of))
    if (found is None) != (value in (None, "")) or (whole is None) != (of in (None, "")):
        raise NoFigure(_("Isi angka yang tidak kurang dari nol, paling banyak dua angka di belakang koma."))
    return found, None if found is None else whole


@transaction.atomic
def confirm_kept(commitment: Commitment, *, by: Member) -> Commitment:
    """Confirm that a promise was kept: by the convener, never by the agency that owns it; a clause by the supervisors alone.

    Refused while something speaks against it: an item that is owed, a number that was not reached, a breach that is alleged, a
    clause that still binds, or nothing at all that shows it.
    """
    fresh = locked_commitment(commitment, by=by)
    agency = _confirms(fresh, by)
    if fresh.kept_on is not None or fresh.withdrawn_on is not None:
        raise NotOpen(_("Komitmen %(code)s sudah dinyatakan ditepati atau dicabut.") % {"code": fresh.code})
    objection = queries.speaks_against(fresh)
    if objection:
        raise NotKeptYet(objection)
    fresh.kept_on, fresh.kept_confirmed_by_id = today(), agency
    fresh.save(update_fields=["kept_on", "kept_confirmed_by"])
    record(facts.CommitmentKept(commitment=fresh.code, agency=agency), by=by.code)
    return fresh


def _confirms(commitment: Commitment, by: Member) -> str:
    if commitment.owner_id is None:
        charges = scope_of(by).where(Capability.TAKE_PART).charges
        agency = next((each.agency for each in charges if each.kind == AgencyKind.SUPERVISOR), None)
    else:
        agency = queries.judging_for(by, commitment=commitment, involved=frozenset({commitment.owner_id}))
    if agency is None:
        raise SameAgency(_("Yang menyatakan komitmen ini ditepati harus lembaga lain yang berwenang menilainya."))
    return agency


@transaction.atomic
def withdraw(commitment: Commitment, *, decision: str, by: Member) -> Commitment:
    """Lift a commitment by a later decision of the table (its code); what is still owed for it is cancelled.

    A clause is not lifted here: who signed it withdraws the signature.
    """
    fresh = locked_commitment(commitment, by=by)
    if not queries.may_convene(by, fresh):
        raise NotYours(_("Komitmen tidak ditemukan."))
    if fresh.origin == Origin.CLAUSE:
        raise NotOpen(_("Butir deklarasi tidak dapat dicabut oleh rapat; penanda tangan dapat menarik tanda tangannya."))
    if fresh.kept_on is not None or fresh.withdrawn_on is not None:
        raise NotOpen(_("Komitmen %(code)s sudah dinyatakan ditepati atau dicabut.") % {"code": fresh.code})
    if not ORIGIN.fullmatch(decision) or decision == fresh.origin_code:
        raise WordsMissing(_("Sebutkan kode keputusan yang mencabutnya, misalnya R-00005/1."))
    fresh.withdrawn_on, fresh.withdrawn_by = today(), decision
    fresh.save(update_fields=["withdrawn_on", "withdrawn_by"])
    for item in fresh.items.select_for_update().exclude(state__in=[ItemState.DONE, ItemState.CANCELLED]).order_by("id"):
        # In Indonesian whoever presses: it is kept, and read by others.
        item.state, item.cancelled_words = ItemState.CANCELLED, f"Komitmennya dicabut dengan keputusan {decision}"
        item.save(update_fields=["state", "cancelled_words"])
        cancel_about(item.code)
        record(facts.ItemCancelled(item=item.code, agency=fresh.convener_id), by=by.code)
    record(facts.CommitmentWithdrawn(commitment=fresh.code, decision=decision), by=by.code)
    return fresh


__all__ = ["assign", "confirm_kept", "measure", "number", "promise", "rules", "withdraw"]
