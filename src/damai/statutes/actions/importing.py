"""An official text comes into the library in two steps: it is read and shows what it would change; then it is applied or
dropped."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import models, queries, rules
from ..facts import LawTextApplied, LawTextDropped, LawTextRead
from ..rules import library
from .library import touch
from .provisions import ensure_provisions, put_in_order
from .reading import Unreadable, words_in
from .refusals import NotThere

MOST_DRAFTS = 40
Change = library.Change


class PlanChanged(rules.StatuteError):
    """What would happen is no longer what was shown."""


class TooManyDrafts(rules.StatuteError):
    """So many texts wait that nobody can have looked at them."""


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What an import did."""

    plan: library.Plan

    @property
    def new(self) -> int:
        """How many provisions are new, or have their first words."""
        return sum(step.change in {Change.NEW, Change.FILL, Change.EARLIER} for step in self.plan.steps)

    @property
    def changed(self) -> int:
        """How many read otherwise than before."""
        return sum(step.change in {Change.AMEND, Change.CORRECT} for step in self.plan.steps)

    @property
    def repealed(self) -> int:
        """How many were taken out."""
        return sum(step.change in {Change.REPEAL, Change.GONE} for step in self.plan.steps)


def look_at(data: bytes, *, law: models.Law, origin: str, valid_from: date | None = None, begun_by: str = "") -> models.LawImport:
    """Read an official text without keeping it: `queries.plan_of` says what it would change, `Unreadable` what is wrong."""
    format, text = words_in(data)
    row = models.LawImport(
        law=law,
        format=format.value,
        origin=origin.strip()[:300] or _("tidak disebut"),
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        text=text,
        valid_from=valid_from,
        begun_by=begun_by.strip()[:60],
    )
    reading = queries.reading_of(row)
    units = (*reading.units, *reading.amended)
    if not units:
        missing = format == library.Format.JSONL and law.code not in library.laws_in(text)
        raise Unreadable(library.Trouble.NO_SUCH_LAW if missing else library.Trouble.NO_ARTICLES)
    words = library.whole_text(units)
    said = library.quality_said(text, law.code) if format == library.Format.JSONL else ""
    at_best = {"ocr_noisy": library.Quality.NOISY, "ocr_light": library.Quality.LIGHT}.get(said, library.Quality.CLEAN)
    row.quality, row.noise = library.quality_of(words, at_best=at_best).value, library.noise(words)
    row.units, row.lines, row.unread = len(units), reading.lines, len(reading.unread)
    return row


def read_law(
    data: bytes, *, law: str, origin: str, by: str, valid_from: date | None = None, begun_by: str = ""
) -> models.LawImport:
    """Read an official text of a law and keep it as a draft; nothing of the library changes yet.

    `valid_from` and `begun_by` are for a text as an amendment made it: the day it is in force from, and the act. Refused:
    `Unreadable`, with what is wrong with the file, and `UnknownLaw` for a law that must be added first.
    """
    # Outside the transaction: a PDF may take a minute.
    row = look_at(data, law=queries.law(law), origin=origin, valid_from=valid_from, begun_by=begun_by)
    row.read_at, row.read_by = now(), by
    return _keep(row)


@transaction.atomic
def _keep(row: models.LawImport) -> models.LawImport:
    if models.LawImport.objects.filter(state=models.LawImport.State.DRAFT).count() >= MOST_DRAFTS:
        raise TooManyDrafts(_("Terlalu banyak rancangan impor menunggu. Terapkan atau buang yang ada lebih dulu."))
    row.save(force_insert=True)
    fact = LawTextRead(
        law=row.law_id, format=row.format, quality=row.quality, units=row.units, unread=row.unread, digest=row.digest
    )
    record(fact, by=row.read_by)
    return row


@transaction.atomic
def apply_import(row: models.LawImport, *, plan: str | None = None, by: str) -> Applied:
    """Take a text that was read into the library. `PlanChanged` where what was shown (`plan`, its digest) is not what would
    happen."""
    locked = (
        models.LawImport.objects.select_for_update(of=("self",)).filter(pk=row.pk, state=models.LawImport.State.DRAFT).first()
    )
    if locked is None:
        raise NotThere(_("Rancangan impor ini sudah diterapkan atau dibuang."))
    models.Law.objects.select_for_update().filter(code__in=[locked.law_id, locked.law.amends_id or ""]).order_by("code").first()
    planned = queries.plan_of(locked)
    if plan is not None and planned.digest != plan:
        raise PlanChanged(_("Pustaka berubah sejak rencana ini ditampilkan. Lihat rencananya sekali lagi."))
    _write(locked, planned)
    locked.state, locked.decided_at, locked.decided_by = models.LawImport.State.APPLIED, now(), by
    locked.save(update_fields=["state", "decided_at", "decided_by"])
    touch()
    applied = Applied(plan=planned)
    fact = LawTextApplied(
        law=locked.law_id,
        new=applied.new,
        changed=applied.changed,
        repealed=applied.repealed,
        valid_from=_day(locked).isoformat() if _day(locked) else None,  # type: ignore[union-attr]
        digest=locked.digest,
        plan=planned.digest,
    )
    record(fact, by=by)
    return applied


@transaction.atomic
def drop_import(row: models.LawImport, *, by: str) -> models.LawImport:
    """Do not take a text that was read; that it was read stays known."""
    changed = models.LawImport.objects.filter(pk=row.pk, state=models.LawImport.State.DRAFT).update(
        state=models.LawImport.State.DROPPED, decided_at=now(), decided_by=by, text=""
    )
    if not changed:
        raise NotThere(_("Rancangan impor ini sudah diterapkan atau dibuang."))
    row.refresh_from_db()
    record(LawTextDropped(law=row.law_id, digest=row.digest), by=by)
    return row


# --- Writing ----------------------------------------------------------------------------------------------------------


def _day(row: models.LawImport) -> date | None:
    return row.valid_from or row.law.in_force_on


def _write(row: models.LawImport, plan: library.Plan) -> None:
    steps = plan.changing
    ensure_provisions((step.code, step.unit.heading if step.unit else "") for step in steps)
    touched = models.Wording.objects.in_bulk([pk for step in steps for pk in step.touches])
    new = [word for step in steps for word in _new_words(row, step, touched)]
    for step in steps:
        _end_what_it_replaces(row, step, touched)
    models.Wording.objects.bulk_create(new)
    put_in_order({step.code.partition("/")[0] for step in steps})


def _act(row: models.LawImport) -> str:
    return row.begun_by or library.law_label(row.law_id)


def _end_what_it_replaces(row: models.LawImport, step: library.Step, touched: dict[int, models.Wording]) -> None:
    words = [touched[pk] for pk in step.touches]
    if step.change in {Change.CORRECT, Change.FILL}:
        models.Wording.objects.filter(pk__in=step.touches).update(superseded=True)
    elif step.change in {Change.AMEND, Change.REPEAL, Change.GONE} and step.on is not None:
        how = models.Ending.AMENDED if step.change == Change.AMEND else models.Ending.REPEALED
        for word in words:
            word.valid_to, word.ended_by, word.ended_how = step.on - timedelta(days=1), _act(row), how
            word.save(update_fields=["valid_to", "ended_by", "ended_how"])


def _new_words(row: models.LawImport, step: library.Step, touched: dict[int, models.Wording]) -> Iterable[models.Wording]:
    if step.change == Change.REPEAL or step.unit is None:
        return []
    replaced = [touched[pk] for pk in step.touches]
    if step.change in {Change.CORRECT, Change.FILL}:
        return [_wording(row, step, word.valid_from, word.valid_to, like=word) for word in replaced]
    if step.change == Change.EARLIER:
        made = _wording(row, step, step.on, step.ends)
        made.ended_by, made.ended_how = replaced[0].begun_by or _("tidak diketahui"), models.Ending.AMENDED
        return [made]
    made = _wording(row, step, step.on, None)
    if step.change == Change.AMEND and replaced[0].valid_to is not None:  # an end that is known is an end of the new words too
        made.valid_to, made.ended_by, made.ended_how = replaced[0].valid_to, replaced[0].ended_by, replaced[0].ended_how
    return [made]


def _wording(
    row: models.LawImport, step: library.Step, start: date | None, end: date | None, *, like: models.Wording | None = None
) -> models.Wording:
    unit = step.unit
    assert unit is not None  # noqa: S101 -- only repeals have none, and they are gone by now
    stems = [" ".join(library.stems(part)) for part in (unit.heading, unit.text, unit.explanation)]
    return models.Wording(
        provision_id=step.code,
        text=unit.text,
        explanation=unit.explanation,
        quality=step.quality.value,
        stems="\n".join(stems) if any(stems) else "",
        valid_from=start,
        valid_to=end,
        begun_by=like.begun_by if like else _act(row),
        ended_by=like.ended_by if like else "",
        ended_how=like.ended_how if like else "",
        note=like.note if like else "",
        note_en=like.note_en if like else "",
        confidence=like.confidence if like and like.note else row.law.confidence,
        source=row,
    )
