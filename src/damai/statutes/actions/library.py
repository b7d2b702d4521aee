"""What happens to laws as a whole: those that ship are added, others are added by number, courts rule, acts repeal."""

import hashlib
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from damai.ledger.actions import record

from .. import models, queries, rules
from ..facts import LawAdded, LawRepealed, LibraryLoaded, ProvisionRuled
from ..rules import library
from .provisions import ensure_provisions
from .refusals import AlreadyThere, NotADay, NotThere

DECISION = re.compile(r"(?:MK|MA|PTUN|PN|PT)\s+[\w./-]{3,50}")
EARLIEST = date(1945, 8, 17)
Effect = library.Effect


class NotADecision(rules.StatuteError):
    """What was typed is not the number of a court's decision."""


@dataclass(frozen=True, kw_only=True)
class LoadedLibrary:
    """What a load of the library added."""

    laws: int
    rulings: int


def touch() -> None:
    """Say that the library has changed, so that every index in memory is built anew."""
    models.LibraryEdition.objects.update_or_create(pk=1, defaults={"token": secrets.token_hex(16)})


@transaction.atomic
def load_library(*, by: str = "damai") -> LoadedLibrary:
    """Add the laws and rulings that ship and are not there yet. What is there stays as it is; a second load changes nothing."""
    there = set(models.Law.objects.values_list("code", flat=True))
    new = [law for law in library.known_laws() if law.code not in there]
    for law in new:
        _law_row(law).save(force_insert=True)
    ruled = 0
    for ruling in library.known_rulings():
        if not models.Wording.objects.filter(provision=str(ruling.provision)).filter(_by_decision(ruling.decision)).exists():
            _rule(ruling)
            ruled += 1
    if new or ruled:
        touch()
        said = hashlib.sha256(repr((library.known_laws(), library.known_rulings())).encode()).hexdigest()
        record(LibraryLoaded(laws=len(new), rulings=ruled, digest=said), by=by)
    return LoadedLibrary(laws=len(new), rulings=ruled)


def _by_decision(decision: str) -> Q:
    return Q(begun_by=decision) | Q(ended_by=decision)


def _law_row(law: library.KnownLaw) -> models.Law:
    values = asdict(law)
    values["names"] = "|".join(law.names)
    return models.Law(amends_id=values.pop("amends") or None, **values)


@transaction.atomic
def add_law(
    kind: str, number: int, year: int, *, title: str, in_force_on: date | None = None, amends: str = "", source: str = "", by: str
) -> models.Law:
    """Add a law by its number, so that its text can be read. `AlreadyThere` for one the library has."""
    code = library.law_code(kind, number, year)
    if not title.strip():
        raise rules.StatuteError(_("Tulis judul peraturannya."))
    if models.Law.objects.filter(code=code).exists():
        raise AlreadyThere(_("%(law)s sudah ada dalam pustaka.") % {"law": library.law_label(code)})
    if in_force_on is not None:
        _sensible(in_force_on, future=True)
    if amends:
        queries.law(amends)
    row = models.Law.objects.create(
        code=code,
        title=title.strip()[:300],
        in_force_on=in_force_on,
        amends_id=amends or None,
        confidence=models.Confidence.UNVERIFIED,
        source=source.strip()[:200],
    )
    touch()
    record(LawAdded(law=code), by=by)
    return row


@transaction.atomic
def rule_on(
    code: str, *, decision: str, on: date, effect: library.Effect, by: str, note: str = "", note_en: str = ""
) -> models.Provision:
    """Record what a court decided on a provision: it binds no longer from the day of the decision, or it is read otherwise.

    The words of the days before stay. Refused: `UnknownArticle`, `NotADecision`, `NotADay`, `AlreadyThere`.
    """
    decision = " ".join(decision.split())
    if not DECISION.fullmatch(decision):
        raise NotADecision(_("Tulis nomor putusan seperti “MK 65/PUU-XXI/2023”."))
    _sensible(on)
    if effect != Effect.WHOLE and not note.strip():
        raise rules.StatuteError(_("Tulis bagaimana ketentuan itu dibaca sesudah putusan."))
    provision = queries.canonical(code)
    queries.known(provision)
    if models.Wording.objects.filter(provision=str(provision), superseded=False).filter(_by_decision(decision)).exists():
        raise AlreadyThere(_("Putusan ini sudah tercatat pada ketentuan itu."))
    ruling = library.Ruling(
        provision=provision,
        decision=decision,
        on=on,
        effect=effect,
        note=note.strip(),
        note_en=note_en.strip(),
        confidence=rules.Confidence.UNVERIFIED,
        source="",
    )
    row = _rule(ruling)
    touch()
    said = hashlib.sha256(f"{ruling.note}\n{ruling.note_en}".encode()).hexdigest()
    fact = ProvisionRuled(
        provision=str(provision), decision=decision.replace(" ", "-"), on=on.isoformat(), effect=effect.value, digest=said
    )
    record(fact, by=by)
    return row


@transaction.atomic
def repeal_law(code: str, *, act: str, on: date, by: str) -> models.Law:
    """Record that an act took a law away: `on` is the first day on which it is no longer law."""
    row = models.Law.objects.select_for_update().filter(code=queries.law(code).code).get()
    if row.repealed_on is not None:
        raise AlreadyThere(_("%(law)s sudah tercatat dicabut.") % {"law": library.law_label(code)})
    _sensible(on, future=True)
    citation = library.read_citation(act)
    if not citation.law:
        raise rules.StatuteError(_("Tulis peraturan yang mencabutnya, misalnya “UU 7/2017”."))
    row.repealed_on, row.repealed_by = on, library.law_label(citation.law)
    row.save(update_fields=["repealed_on", "repealed_by"])
    touch()
    record(LawRepealed(law=row.code, act=citation.law, on=on.isoformat()), by=by)
    return row


def _sensible(day: date, *, future: bool = False) -> None:
    """A day on which a law or decision can be; `NotADay` otherwise."""
    if day < EARLIEST or (not future and day > queries.today()) or day.year > 2199:
        raise NotADay(_("Tanggal %(day)s tidak mungkin.") % {"day": rules.tanggal_saja(day)})


def _rule(ruling: library.Ruling) -> models.Provision:
    code = str(ruling.provision)
    ensure_provisions([(code, "")])
    row = models.Provision.objects.select_for_update().select_related("law").get(code=code)
    current = _current(row, ruling.on)
    end = (current.valid_to, current.ended_by, current.ended_how)
    current.valid_to, current.ended_by = ruling.on - timedelta(days=1), ruling.decision
    current.ended_how = models.Ending.ANNULLED if ruling.effect == Effect.WHOLE else models.Ending.REREAD
    if ruling.confidence == rules.Confidence.UNVERIFIED and ruling.source:
        current.confidence = ruling.confidence.value  # nobody has checked that it ended on that day
    if current.valid_from is not None and current.valid_from > current.valid_to:
        raise NotADay(_("Pada tanggal itu ketentuan ini baru mulai berlaku."))
    current.save()
    if ruling.effect != Effect.WHOLE:
        models.Wording.objects.create(
            provision=row,
            text=current.text,
            explanation=current.explanation,
            quality=current.quality,
            stems=current.stems,
            valid_from=ruling.on,
            begun_by=ruling.decision,
            valid_to=end[0],
            ended_by=end[1],
            ended_how=end[2],
            note=ruling.note,
            note_en=ruling.note_en,
            confidence=ruling.confidence.value,
            source=current.source,
        )
    return row


def _current(row: models.Provision, on: date) -> models.Wording:
    """The wording in force on a day; an empty one where the provision is known and its words are not."""
    words = models.Wording.objects.select_for_update().filter(provision=row, superseded=False)
    if not words.exists():
        return models.Wording.objects.create(
            provision=row,
            quality=models.Quality.NONE,
            valid_from=row.law.in_force_on,
            begun_by=library.law_label(row.law_id),
            confidence=row.law.confidence,
        )
    found = [
        word
        for word in words
        if (word.valid_from is None or word.valid_from <= on) and (word.valid_to is None or on <= word.valid_to)
    ]
    if not found:
        raise NotThere(_("Pada tanggal itu ketentuan ini tidak berlaku."))
    return found[0]
