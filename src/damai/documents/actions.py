"""What can be done with papers: take numbers, set letterheads, keep templates and put them in force, issue documents."""

import secrets
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability, NotYours, Refused
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed

from . import facts, queries
from .models import Document, Letterhead, Number, Template
from .rules import Kind, docx, kind, missing, pdf
from .rules.filing import ALPHABET, TOKEN, canonical, digest
from .rules.kinds import unknown
from .rules.numbers import BadPattern, checked_pattern, written
from .rules.package import NotADocx
from .rules.pictures import NotAPicture, small_logo


class ValuesMissing(Refused):
    """The document cannot be issued, because fields that it needs have no value."""


class AlreadyReplaced(Refused):
    """Another document stands in place of this one already."""


class UnusableTemplate(Refused):
    """The file cannot be a template, or cannot be put in force as it is."""


class UnusableLetterhead(Refused):
    """The letterhead cannot be kept as given."""


# --- Numbers --------------------------------------------------------------------------------------------------------


@transaction.atomic
def take_number(
    *,
    agency: Agency,
    sign: str,
    dated: date,
    about: str,
    by: str,
    register: str = "umum",
    write: Callable[[int], str] | None = None,
) -> Number:
    """Take the next number of an agency's book of a year, in the caller's transaction: what is rolled back leaves no gap.

    `sign` is what {kind} becomes on the paper, `by` the code of who takes it. Others wait until the transaction ends. `write`:
    how a book with a pattern of its own writes the number; else it is written as the letterhead says.
    """
    # NO KEY UPDATE: rows that point to the agency can be written meanwhile; only other takers of numbers wait.
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    letterhead = queries.letterhead_of(agency)
    book = Number.objects.filter(agency=agency, year=dated.year, register=register)
    number = (book.aggregate(last=Max("number"))["last"] or 0) + 1
    if write is not None:
        text = write(number)
    else:
        text = written(letterhead.pattern, number=number, kind=sign, agency=letterhead.short, on=dated)
    row = Number.objects.create(
        agency=agency, year=dated.year, register=register, number=number, text=text[:100], about=about, taken_at=now(), by=by
    )
    fact = facts.NumberTaken(about=about, agency=agency.code, register=register, year=dated.year, number=number)
    record(fact, by=by)
    return row


@transaction.atomic
def void_number(number: Number, *, by: Member) -> Number:
    """Say that a number's paper was never used. The number stays taken. A number that stands on an issued document stays."""
    fresh = Number.objects.select_for_update().get(pk=number.pk)
    _needs(by, Capability.MANAGE_PAPERS, fresh.agency)
    if Document.objects.filter(number=fresh).exists():
        raise Refused(_("Nomor %(number)s sudah dipakai dokumen yang diterbitkan.") % {"number": fresh.text})
    if not fresh.void:
        fresh.void = True
        fresh.save(update_fields=["void"])
        fact = facts.NumberVoided(
            about=fresh.about, agency=fresh.agency_id, register=fresh.register, year=fresh.year, number=fresh.number
        )
        record(fact, by=by.code)
    return fresh


def _needs(member: Member, capability: Capability, agency: Agency) -> None:
    if not scope_of(member).may(capability, agency=agency.code):
        raise NotYours(_("Lembaga tidak ditemukan."))


# --- Letterhead -----------------------------------------------------------------------------------------------------


@transaction.atomic
def set_letterhead(
    agency: Agency,
    *,
    lines: str,
    place: str,
    short: str,
    pattern: str,
    by: Member,
    address: str = "",
    contact: str = "",
    logo: bytes | None = None,
) -> Letterhead:
    """Say what stands on an agency's paper from now on. `logo`: a PNG or JPEG, b"" takes it away, None keeps the one there is."""
    _needs(by, Capability.MANAGE_PAPERS, agency)
    head = "\n".join(line.strip() for line in lines.splitlines() if line.strip())
    if not head or not place.strip() or not short.strip():
        raise UnusableLetterhead(_("Isi kepala surat, tempat, dan singkatan lembaga."))
    try:
        checked = checked_pattern(pattern.strip())
    except BadPattern as error:
        raise UnusableLetterhead(pattern_problem(error)) from None
    kept = Letterhead.objects.select_for_update().filter(agency=agency).first()
    picture = bytes(kept.logo) if kept else b""
    if logo is not None:
        picture = _logo(logo)
    row, _new = Letterhead.objects.update_or_create(
        agency=agency,
        defaults={
            "lines": head, "address": address.strip(), "contact": contact.strip(), "place": place.strip(),
            "logo": picture, "pattern": checked, "short": short.strip(), "changed_at": now(), "changed_by": by.code,
        },
    )  # fmt: skip
    about = canonical({**queries.letterhead_values(row), "pola": row.pattern, "singkatan": row.short})
    record(facts.LetterheadSet(agency=agency.code, digest=digest(about)), by=by.code)
    return row


def _logo(logo: bytes) -> bytes:
    try:
        return small_logo(logo) if logo else b""
    except NotAPicture:
        raise UnusableLetterhead(_("Lambang harus berupa gambar PNG atau JPEG yang tidak lebih dari 2 MB.")) from None


def pattern_problem(error: BadPattern) -> str:
    """What is wrong with a pattern of numbers, as a sentence."""
    said = {
        "unknown": _("Pola nomor memuat %(name)s yang tidak dikenal. Yang dikenal: number, kind, agency, month, year."),
        "needed": _("Pola nomor harus memuat %(name)s."),
        "format": _("Bentuk %(name)s dalam pola nomor tidak dikenal. Contoh yang benar: {number:03d}."),
        "braces": _("Kurung kurawal dalam pola nomor tidak berpasangan."),
        "long": _("Pola nomor terlalu panjang."),
    }
    return said[error.code] % {"name": f"{{{error.name}}}"}


# --- Templates ------------------------------------------------------------------------------------------------------


@transaction.atomic
def keep_template(*, agency: Agency, kind: Kind, docx_file: bytes, by: Member) -> Template:
    """Keep an office's own template as a new version that is not used yet. What is no DOCX, or carries code, is refused."""
    _needs(by, Capability.MANAGE_PAPERS, agency)
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)  # versions are counted one after the other
    grave = [problem for problem in docx.check(docx_file, kind) if problem.what in docx.GRAVE]
    if grave:
        raise UnusableTemplate(" ".join(queries.said(problem) for problem in grave))
    last = Template.objects.filter(agency=agency, kind=kind.code).aggregate(last=Max("version"))["last"] or 0
    row = Template.objects.create(
        agency=agency, kind=kind.code, version=last + 1, docx=docx_file, sha256=digest(docx_file), made_at=now(), by=by.code
    )
    record(facts.TemplateKept(agency=agency.code, kind=kind.code, version=row.version, sha256=row.sha256), by=by.code)
    return row


@transaction.atomic
def put_in_force(template: Template, *, by: Member) -> Template:
    """Use a version from now on, once nothing is wrong with it and it made a document of the examples."""
    _needs(by, Capability.MANAGE_PAPERS, template.agency)
    Agency.objects.select_for_update(no_key=True).get(pk=template.agency_id)
    fresh = Template.objects.select_for_update().get(pk=template.pk)
    problems = [problem for problem in queries.problems_of(fresh) if not problem.is_warning]
    if problems:
        raise UnusableTemplate(" ".join(queries.said(problem) for problem in problems))
    _retire(fresh.agency, fresh.kind)
    fresh.state = Template.State.IN_FORCE
    fresh.save(update_fields=["state"])
    fact = facts.TemplateInForce(agency=fresh.agency_id, kind=fresh.kind, version=fresh.version, sha256=fresh.sha256)
    record(fact, by=by.code)
    return fresh


@transaction.atomic
def use_shipped(*, agency: Agency, kind: Kind, by: Member) -> None:
    """Go back to the template that ships with Damai."""
    _needs(by, Capability.MANAGE_PAPERS, agency)
    if _retire(agency, kind.code):
        body = queries.shipped_template(kind)
        record(facts.ShippedTemplateInForce(agency=agency.code, kind=kind.code, sha256=digest(body)), by=by.code)


def _retire(agency: Agency, kind: str) -> int:
    in_force = Template.objects.filter(agency=agency, kind=kind, state=Template.State.IN_FORCE)
    return in_force.update(state=Template.State.RETIRED)


# --- Issuing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def issue(
    *,
    kind: Kind | str,
    agency: Agency,
    values: Mapping[str, Any],
    dated: date,
    about: str,
    by: Member,
    numbered: bool = True,
    replaces: Document | None = None,
) -> Document:
    """Make a document and fix its bytes: number taken, DOCX and PDF made and sealed, digests in the ledger.

    `values` are the kind's own fields; letterhead, number and dates are added. `about` is the code of what it belongs to.
    """
    plan = _plan(kind)
    _needs(by, Capability.TAKE_PART, agency)
    if replaces is not None:
        _may_replace(replaces, plan, agency)
    if lacking := missing(plan, values):
        raise ValuesMissing(_("Belum terisi: %(names)s.") % {"names": queries.names_of(plan, lacking)})
    if strange := unknown(plan, values):
        raise ValueError(f"{plan.code} has no fields {', '.join(strange)}")
    number = None
    if numbered and plan.register:
        number = take_number(agency=agency, sign=plan.sign, dated=dated, about=about, by=by.code, register=plan.register)
    template = queries.template_in_force(plan, agency)
    token = "".join(secrets.choice(ALPHABET) for _place in range(TOKEN))
    row = Document.objects.create(
        code=f"~{secrets.token_hex(8)}",
        token_sha256=digest(token.encode()),
        kind=plan.code,
        agency=agency,
        number=number,
        template=template.row,
        template_sha256=template.sha256,
        about=about,
        dated=dated,
        made_at=now(),
        by=by.code,
        replaces=replaces,
        guarded=plan.guarded,
    )
    row.code = f"N-{row.pk:05d}"
    _make(row, plan, template.docx, values, token=token)
    row.save()
    record(_issued(row), by=by.code)
    return row


@transaction.atomic
def void_document(document: Document, *, by: Member) -> Document:
    """Say that a document is not to be relied on. Whoever checks it learns so; it and its number stay in the books."""
    fresh = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    _needs(by, Capability.MANAGE_PAPERS, fresh.agency)
    if not fresh.is_void:
        fresh.is_void = True
        fresh.save(update_fields=["is_void"])
        record(facts.DocumentVoided(document=fresh.code), by=by.code)
    return fresh


@transaction.atomic
def forget_document(document: Document, *, by: str) -> Document:
    """Destroy what a document says, because somebody it names is to be forgotten. Number, day and digests stay.

    For the room that the document belongs to, which has decided who may ask for it; `by` is their code.
    """
    fresh = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if fresh.forgotten_at is None:
        fresh.forgotten_at = now()
        fresh.sealed_values, fresh.docx, fresh.pdf = b"", b"", b""
        fresh.save(update_fields=["forgotten_at", "sealed_values", "docx", "pdf"])
        record(facts.DocumentForgotten(document=fresh.code), by=by)
    return fresh


def _plan(code: Kind | str) -> Kind:
    return code if isinstance(code, Kind) else kind(code)


def _may_replace(old: Document, plan: Kind, agency: Agency) -> None:
    Document.objects.select_for_update().get(pk=old.pk)
    if old.kind != plan.code or old.agency_id != agency.code:
        raise ValueError(f"{old.code} is another kind or another agency's")
    if queries.replaced_by(old) is not None:
        raise AlreadyReplaced(_("Dokumen %(code)s sudah diganti dokumen lain.") % {"code": old.code})


def _make(row: Document, plan: Kind, template: bytes, values: Mapping[str, Any], *, token: str) -> None:
    """Fill the row with what the document is, sealed. Saving is the caller's."""
    number = row.number.text if row.number else ""
    head = queries.letterhead_of(row.agency)
    whole = queries.whole_values(plan, head, values, dated=row.dated, number=number, code=row.code, token=token)
    try:
        made = queries.made(template, plan, whole, dated=row.dated)
    except (docx.CannotRender, pdf.CannotCompile, NotADocx) as error:
        raise UnusableTemplate(
            _("Templat %(kind)s tidak dapat dipakai untuk dokumen ini: %(why)s") % {"kind": plan.label, "why": error}
        ) from error
    kept = canonical(whole)
    row.values_sha256, row.docx_sha256, row.pdf_sha256 = digest(kept), digest(made.docx), digest(made.pdf)
    row.sealed_values = sealed(kept, about=f"documents.document.values/{row.code}")
    row.docx = sealed(made.docx, about=f"documents.document.docx/{row.code}")
    row.pdf = sealed(made.pdf, about=f"documents.document.pdf/{row.code}")


def _issued(row: Document) -> facts.DocumentIssued:
    return facts.DocumentIssued(
        document=row.code,
        kind=row.kind,
        agency=row.agency_id,
        about=row.about,
        dated=row.dated.isoformat(),
        number=row.number.number if row.number else None,
        template=row.template_sha256,
        content=row.values_sha256,
        docx=row.docx_sha256,
        pdf=row.pdf_sha256,
        replaces=row.replaces.code if row.replaces else None,
    )
