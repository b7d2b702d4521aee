"""Days off and stages, as they are decreed, taken back and decided."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import models, rules
from ..facts import HolidayAdded, HolidayWithdrawn, StageSet
from .refusals import AlreadyThere, NotADay, NotThere
from .rows import words_digest

FAR_PAST, FAR_FUTURE = date(1945, 8, 17), date(2199, 12, 31)


@transaction.atomic
def add_holiday(
    day: date,
    *,
    name: str,
    source: str,
    by: str,
    kind: rules.HolidayKind = rules.HolidayKind.ONE_OFF,
    decided_on: date | None = None,
    estimated: bool = False,
) -> models.Holiday:
    """Add a day off, with the decree that says so. `AlreadyThere` for the same name on the same day.

    A day that was withdrawn stands again.
    """
    if not FAR_PAST <= day <= FAR_FUTURE:
        raise NotADay(f"Tanggal {day.isoformat()} di luar jangkauan.")
    if not name.strip() or not source.strip():
        raise rules.StatuteError("Hari libur harus punya nama dan dasar keputusan.")
    values = {"kind": kind.value, "source": source.strip(), "decided_on": decided_on, "estimated": estimated}
    row, created = models.Holiday.objects.select_for_update().get_or_create(date=day, name=name.strip(), defaults=values)
    if not created:
        if row.withdrawn_on is None:
            raise AlreadyThere(f"{row.name} pada {rules.tanggal(day)} sudah tercatat.")
        for field, value in values.items():
            setattr(row, field, value)
        row.withdrawn_on = None
        row.save()
    fact = HolidayAdded(
        day=day.isoformat(),
        kind=kind.value,
        estimated=estimated,
        decided_on=decided_on.isoformat() if decided_on else None,
        digest=words_digest(row),
    )
    record(fact, by=by)
    return row


@transaction.atomic
def withdraw_holiday(day: date, *, name: str, by: str) -> models.Holiday:
    """Take a day off back, as happens when joint leave is changed or the moon is seen a day later. The row stays."""
    row = models.Holiday.objects.select_for_update().filter(date=day, name=name, withdrawn_on=None).first()
    if row is None:
        raise NotThere(f"Tidak ada hari libur “{name}” pada {rules.tanggal(day)}.")
    row.withdrawn_on = now().astimezone(rules.Zone.WIB.tz).date()
    row.save(update_fields=["withdrawn_on"])
    fact = HolidayWithdrawn(
        day=day.isoformat(), kind=row.kind, withdrawn_on=row.withdrawn_on.isoformat(), digest=words_digest(row)
    )
    record(fact, by=by)
    return row


@transaction.atomic
def set_stage(stage: rules.Stage, *, by: str) -> models.Stage:
    """Add a stage, or give it the days that were decided: how a template of assumptions becomes a calendar."""
    if not models.Election.objects.filter(code=stage.election).exists():
        raise rules.UnknownElection(f"Pemilu “{stage.election}” tidak dikenal.")
    values = {**asdict(stage)}
    election, code = values.pop("election"), values.pop("code")
    row, _ = models.Stage.objects.update_or_create(election_id=election, code=code, defaults=values)
    fact = StageSet(
        stage=f"{stage.election}/{stage.code}",
        starts_on=stage.starts_on.isoformat() if stage.starts_on else None,
        ends_on=stage.ends_on.isoformat() if stage.ends_on else None,
        status=stage.status.value,
    )
    record(fact, by=by)
    return row
