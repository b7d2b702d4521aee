"""A declaration from draft to closed: its words, the moment they are fixed, and the window in which they are signed."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability, NotYours, Refused
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.statutes.queries import stages
from damai.statutes.rules import StageKind

from .. import facts, queries
from ..models import Declaration, Signature, Text
from ..rules import ClauseGiven, Flaw, flaws, text_digest
from ..rules.texts import canonical
from .promising import promise_clauses
from .refusing import ChangedMeanwhile, TextIsFixed, TextNotReady, must_manage
from .writing import new_declaration, store_text

State = Declaration.State
EDITABLE = ("title", "occasion", "place", "held_at", "series", "for_citizens", "witnesses", "source", "election")


@transaction.atomic
def draft(
    *,
    title: str,
    occasion: str,
    place: str,
    held_at: datetime,
    by: Member,
    agency: Agency | None = None,
    election: str = "",
    series: str = "",
    for_citizens: bool = True,
    witnesses: str = "",
    slug: str = "",
    template: Declaration | None = None,
) -> Declaration:
    """A new declaration of the member's agency; with a template it begins with that text's clauses."""
    convener = _convener(by, agency)
    declaration = new_declaration(
        slug=slugify(slug or title)[:60].strip("-") or "deklarasi",
        title=title.strip(),
        occasion=occasion.strip(),
        place=place.strip(),
        held_at=held_at,
        convener=convener,
        election=election,
        series=series,
        for_citizens=for_citizens,
        witnesses=witnesses.strip(),
    )
    record(
        facts.DeclarationDrafted(
            declaration=declaration.code,
            agency=convener.code,
            state=declaration.state,
            held_on=localdate(held_at).isoformat(),
        ),
        by=by.code,
    )
    text = queries.newest_text(template) if template else None
    if text is not None:
        store_text(
            declaration,
            preamble=text.preamble,
            closing=text.closing,
            clauses=queries.clauses_given(text),
            is_official=True,
            by=by.code,
            at=now(),
        )
    return declaration


def _convener(by: Member, agency: Agency | None) -> Agency:
    codes = scope_of(by).where(Capability.CONVENE).agencies
    if not codes or (agency is not None and agency.code not in codes):
        raise NotYours(_("Hanya penyelenggara rapat yang dapat membuat deklarasi."))
    return agency or Agency.objects.get(code=min(codes))


@transaction.atomic
def edit(declaration: Declaration, *, by: Member, **changes: Any) -> Declaration:
    """Change title, occasion, place, moment, series, witnesses … of a draft. What was signed elsewhere: its source, too."""
    declaration = _locked(declaration)
    must_manage(by, declaration)
    if declaration.state != State.DRAFT:
        raise TextIsFixed(_("Judul, tempat, dan tanggal ikut ditandatangani. Ketiganya tidak dapat diubah setelah dibuka."))
    for field, value in changes.items():
        if field not in EDITABLE:
            raise TypeError(field)
        setattr(declaration, field, value.strip() if isinstance(value, str) else value)
    declaration.save(update_fields=list(changes))
    told = {field: str(getattr(declaration, field)) for field in EDITABLE}
    record(
        facts.DeclarationChanged(
            declaration=declaration.code,
            held_on=localdate(declaration.held_at).isoformat(),
            details=sha256(canonical(told)).hexdigest(),
        ),
        by=by.code,
    )
    return declaration


@transaction.atomic
def write_text(
    declaration: Declaration,
    *,
    preamble: str,
    closing: str,
    clauses: Sequence[ClauseGiven],
    is_official: bool,
    by: Member,
    expects: int | None = None,
) -> Text:
    """A new version of the text; earlier ones stay. Refused while a version is open for signing.

    `expects`: the version that was on the screen (0 for none); refused when somebody wrote a newer one meanwhile.
    """
    declaration = _locked(declaration)
    must_manage(by, declaration)
    if declaration.state == State.OPEN:
        raise TextIsFixed(
            _("Naskah ini sedang ditandatangani dan tidak dapat diubah. Tutup dulu; naskah baru perlu tanda tangan baru.")
        )
    newest = queries.newest_text(declaration)
    if expects is not None and expects != (newest.version if newest else 0):
        raise ChangedMeanwhile(_("Naskah ini sudah ditulis ulang oleh orang lain. Muat ulang, lalu gabungkan perubahan Anda."))
    _must_be(clauses, preamble, closing, complete=declaration.state == State.ARCHIVE)
    text = store_text(
        declaration, preamble=preamble, closing=closing, clauses=clauses, is_official=is_official, by=by.code, at=now()
    )
    if newest is not None and declaration.state == State.DRAFT:
        Signature.objects.filter(text=newest, state=Signature.State.INVITED).update(text=text)  # places prepared beforehand
    return text


def _must_be(clauses: Sequence[ClauseGiven], *others: str, complete: bool) -> None:
    found = flaws(clauses, *others, complete=complete)
    if not found:
        return
    words = {
        Flaw.NO_CLAUSES: _("naskah belum mempunyai butir"),
        Flaw.TOO_MANY: _("butirnya terlalu banyak (paling banyak 40)"),
        Flaw.EMPTY: _("butir %(number)d masih kosong"),
        Flaw.TOO_LONG: _("tulisannya terlalu panjang (paling banyak 4.000 huruf)"),
        Flaw.NO_BASIS: _("butir %(number)d belum menyebut dasar hukumnya"),
        Flaw.NO_INDICATOR: _("butir %(number)d belum mempunyai indikator"),
        Flaw.BAD_INDICATOR: _("indikator butir %(number)d belum lengkap"),
    }
    told = "; ".join(words[each.flaw] % {"number": each.clause} for each in found)
    raise TextNotReady(_("Belum dapat: %(what)s.") % {"what": told})


@transaction.atomic
def open_for_signing(
    declaration: Declaration, *, opens_at: datetime, closes_at: datetime, by: Member, binds_until: date | None = None
) -> Declaration:
    """Fix the newest text by its digest in the ledger, make a commitment of each clause, and open the window.

    `binds_until`: the last day the clauses bind; by default the last voting day of the election. A closed declaration opens
    again with its fixed text, or with a newer one, which then has signatures of its own.
    """
    declaration = _locked(declaration)
    must_manage(by, declaration)
    if declaration.state not in {State.DRAFT, State.CLOSED} or declaration.convener is None:
        raise TextIsFixed(_("Deklarasi ini tidak dapat dibuka untuk ditandatangani."))
    text = queries.newest_text(declaration)
    if text is None:
        raise TextNotReady(_("Belum dapat: %(what)s.") % {"what": _("naskah belum ditulis")})
    _must_be(queries.clauses_given(text), text.preamble, text.closing, complete=True)
    _must_be_window(opens_at, closes_at)
    last = binds_until or _voting_day(declaration)
    if last < localdate(declaration.held_at):
        raise Refused(_("Hari terakhir berlakunya tidak bisa sebelum hari deklarasinya."))
    is_new = not text.sha256
    digest = text_digest(queries.given(text, declaration))
    if text.sha256 and text.sha256 != digest:
        raise TextIsFixed(_("Naskah ini tidak lagi sama dengan sidik jarinya di buku besar."))
    declaration.state, declaration.opens_at, declaration.closes_at = State.OPEN, opens_at, closes_at
    declaration.binds_until = last
    declaration.save(update_fields=["state", "opens_at", "closes_at", "binds_until"])
    entry = record(_opened(declaration, text, digest), by=by.code)
    if is_new:
        text.sha256, text.fixed_at, text.leaf = digest, now(), entry.leaf
        text.save(update_fields=["sha256", "fixed_at", "leaf"])
        promise_clauses(declaration, text, by=by.code)
    return declaration


def _opened(declaration: Declaration, text: Text, digest: str) -> facts.PledgeOpened:
    opens_at, closes_at, last = declaration.opens_at, declaration.closes_at, declaration.binds_until
    return facts.PledgeOpened(
        declaration=declaration.code,
        version=text.version,
        digest=digest,
        clauses=len(text.clauses.all()),
        opens_at=opens_at.isoformat() if opens_at else "",
        closes_at=closes_at.isoformat() if closes_at else "",
        binds_until=last.isoformat() if last else "",
    )


def _must_be_window(opens_at: datetime, closes_at: datetime) -> None:
    if closes_at <= opens_at:
        raise Refused(_("Waktu tutup harus sesudah waktu buka."))
    if closes_at <= now():
        raise Refused(_("Waktu tutup sudah lewat."))


def _voting_day(declaration: Declaration) -> date:
    """The last day of voting of the election, or the day of the declaration when it is not known."""
    voting = [stage for stage in stages() if (stage.election, stage.kind) == (declaration.election, StageKind.VOTING)]
    days = [stage.ends_on for stage in voting if stage.ends_on]
    return max([localdate(declaration.held_at), *days])


@transaction.atomic
def move_end(declaration: Declaration, *, closes_at: datetime, by: Member) -> Declaration:
    """Another end of the window, for a day that takes longer or a list that stays open."""
    declaration = _locked(declaration)
    must_manage(by, declaration)
    if declaration.state != State.OPEN or declaration.opens_at is None or declaration.closes_at is None:
        raise TextIsFixed(_("Deklarasi ini tidak sedang ditandatangani."))
    _must_be_window(declaration.opens_at, closes_at)
    before, declaration.closes_at = declaration.closes_at, closes_at
    declaration.save(update_fields=["closes_at"])
    moved = facts.PledgeWindowMoved(declaration=declaration.code, before=before.isoformat(), after=closes_at.isoformat())
    record(moved, by=by.code)
    return declaration


@transaction.atomic
def close(declaration: Declaration, *, by: Member) -> Declaration:
    """End signing now. What was begun and not finished is kept for those who ask, and not counted."""
    declaration = _locked(declaration)
    must_manage(by, declaration)
    if declaration.state != State.OPEN:
        raise TextIsFixed(_("Deklarasi ini tidak sedang ditandatangani."))
    return _closed(declaration, by=by.code)


def close_ended() -> int:
    """Close every declaration whose window has ended; says how many."""
    count = 0
    for key in Declaration.objects.filter(state=State.OPEN, closes_at__lte=now()).values_list("pk", flat=True):
        with transaction.atomic():
            declaration = Declaration.objects.select_for_update().get(pk=key)
            if declaration.state == State.OPEN and declaration.closes_at is not None and declaration.closes_at <= now():
                _closed(declaration, by="damai")
                count += 1
    return count


def _closed(declaration: Declaration, *, by: str) -> Declaration:
    text = queries.signed_text(declaration)
    assert text is not None  # noqa: S101  # what is open has a fixed text
    rows = text.signatures.values_list("state", flat=True)
    states = list(rows)
    at = now()
    declaration.state = State.CLOSED
    declaration.closes_at = min(at, declaration.closes_at or at)
    declaration.save(update_fields=["state", "closes_at"])
    record(
        facts.PledgeClosed(
            declaration=declaration.code,
            version=text.version,
            signed=states.count(Signature.State.SIGNED),
            unfinished=states.count(Signature.State.INVITED) + states.count(Signature.State.ASKED),
        ),
        by=by,
    )
    return declaration


def _locked(declaration: Declaration) -> Declaration:
    return Declaration.objects.select_for_update(of=("self",)).select_related("convener").get(pk=declaration.pk)
