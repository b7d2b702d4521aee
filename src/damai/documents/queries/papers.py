"""Letterheads, number books, templates and issued documents, as those who may see them see them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from damai.agencies.models import Agency, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.seals.queries import opened_bytes

from ..models import Document, Letterhead, Number, Template
from ..rules import Kind, Picture, Qr, UnknownKind, docx, pdf
from ..rules import kind as kind_of
from ..rules.filing import checking_code, digest
from ..rules.kinds import completed, examples, title_of
from ..rules.numbers import written
from ..rules.words import date_in_words, day_date

SHIPPED = Path(__file__).parent.parent / "shipped"
DRAFT = "RANCANGAN – belum diterbitkan dan belum bernomor"


# --- Who sees what --------------------------------------------------------------------------------------------------


def agencies_of(member: Member, capability: Capability = Capability.TAKE_PART) -> QuerySet[Agency]:
    """The agencies whose papers a member may see (or do something with)."""
    return Agency.objects.filter(code__in=scope_of(member).where(capability).agencies).order_by("code")


class Forgotten(LookupError):
    """What the document said was destroyed."""


def documents_for(member: Member) -> QuerySet[Document]:
    """The issued documents of the agencies in which a member takes part, the latest first.

    Guarded ones are not among them: who may see those, the room they belong to decides.
    """
    rows = Document.objects.filter(agency__in=agencies_of(member), guarded=False).select_related("agency", "number")
    return rows.defer("docx", "pdf", "sealed_values")


def document_for(member: Member, code: str) -> Document:
    """The document with this code, if the member may see it; Document.DoesNotExist if not."""
    return documents_for(member).get(code=code)


def document(code: str) -> Document:
    """The document with this code, or Document.DoesNotExist; whoever asks has decided who may see it."""
    return Document.objects.select_related("agency", "number").get(code=code)


def documents_about(about: str) -> QuerySet[Document]:
    """The documents issued for something, the latest first."""
    return Document.objects.filter(about=about).select_related("agency", "number").defer("docx", "pdf", "sealed_values")


def label_of(code: str) -> str:
    """What a kind is called; its code when no room knows it any more."""
    try:
        return kind_of(code).label
    except UnknownKind:
        return code


def docx_of(document: Document) -> bytes:
    """The DOCX as it was issued; Forgotten when it was destroyed."""
    if document.forgotten_at is not None:
        raise Forgotten(document.code)
    return opened_bytes(document.docx, about=f"documents.document.docx/{document.code}")


def pdf_of(document: Document) -> bytes:
    """The PDF as it was issued; Forgotten when it was destroyed."""
    if document.forgotten_at is not None:
        raise Forgotten(document.code)
    return opened_bytes(document.pdf, about=f"documents.document.pdf/{document.code}")


def replaced_by(document: Document) -> Document | None:
    """The document that stands in place of this one, if there is one."""
    return Document.objects.filter(replaces=document).first()


def pattern_example(letterhead: Letterhead, kind: Kind, dated: date) -> str:
    """The number a letterhead would write as the first of the year."""
    return written(letterhead.pattern, number=1, kind=kind.sign, agency=letterhead.short, on=dated)


def template_for(member: Member, agency: Agency, kind: Kind, version: int) -> Template:
    """A version of an agency's own template, if the member may manage its papers; Template.DoesNotExist if not."""
    mine = agencies_of(member, Capability.MANAGE_PAPERS)
    return Template.objects.select_related("agency").get(agency=agency, agency__in=mine, kind=kind.code, version=version)


def numbers_of(agency: Agency, year: int) -> QuerySet[Number]:
    """An agency's number books of a year, the latest number first."""
    return Number.objects.filter(agency=agency, year=year).select_related("document").order_by("register", "-number")


def years_of(agency: Agency) -> list[int]:
    """The years in which an agency took numbers, the latest first."""
    return list(Number.objects.filter(agency=agency).order_by("-year").values_list("year", flat=True).distinct())


# --- Letterhead -----------------------------------------------------------------------------------------------------


def letterhead_of(agency: Agency) -> Letterhead:
    """What stands on an agency's paper; made of its name and area (and not stored) while nobody has set one."""
    found = Letterhead.objects.filter(agency=agency).first()
    if found is not None:
        return found
    return Letterhead(
        agency=agency, lines=agency.name.upper(), place=_place_of(agency), short=agency.code.upper()[:40], changed_by=""
    )


def _place_of(agency: Agency) -> str:
    """Where its letters are dated: "Kota Administrasi Jakarta Pusat" is Jakarta, "Kota Bandung" is Bandung."""
    name = re.sub(r"^(Kota Administrasi|Kota|Kabupaten|Kab\.)\s+", "", agency.area.name)
    return re.sub(r"\s+(Pusat|Barat|Timur|Utara|Selatan)$", "", name)[:60] if name.startswith("Jakarta") else name[:60]


def letterhead_values(letterhead: Letterhead) -> dict[str, Any]:
    """The fields that a letterhead gives to every template."""
    lines = [line.strip() for line in letterhead.lines.splitlines() if line.strip()]
    logo = bytes(letterhead.logo or b"")
    return {
        "kop": [{"baris": line, "besar": "ya" if place == len(lines) - 1 else ""} for place, line in enumerate(lines)],
        "logo": Picture(logo, width_mm=20, words=f"Lambang {letterhead.agency.name}") if logo else "",
        "alamat": letterhead.address,
        "kontak": letterhead.contact,
        "lembaga": letterhead.agency.name,
        "tempat": letterhead.place,
    }


# --- Templates ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class InForce:
    """The template that an agency's papers of a kind are made from; `row` is None for the one that ships with Damai."""

    docx: bytes
    sha256: str
    row: Template | None


def shipped_template(kind: Kind) -> bytes:
    """The template of a kind that ships with Damai."""
    return (SHIPPED / f"{kind.code}.docx").read_bytes()


def template_in_force(kind: Kind, agency: Agency) -> InForce:
    """The template an agency uses for a kind."""
    row = Template.objects.filter(agency=agency, kind=kind.code, state=Template.State.IN_FORCE).first()
    if row is not None:
        return InForce(bytes(row.docx), row.sha256, row)
    body = shipped_template(kind)
    return InForce(body, digest(body), None)


def templates_of(agency: Agency, kind: Kind) -> QuerySet[Template]:
    """An agency's own templates of a kind, the latest version first, without their bytes."""
    return Template.objects.filter(agency=agency, kind=kind.code).order_by("-version").defer("docx")


# --- Making ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """A document in both formats, with the values it was made of."""

    docx: bytes
    pdf: bytes
    values: dict[str, Any]


def whole_values(
    kind: Kind, head: Letterhead, values: Mapping[str, Any], *, dated: date, number: str, code: str, token: str
) -> dict[str, Any]:
    """A kind's values with everything that letterhead, number book and day give; what was given itself wins."""
    address = f"{settings.BASE_URL}/dokumen/{checking_code(code, token)}/" if token else ""
    given = {
        **letterhead_values(head),
        "nomor": number,
        "tanggal": dated,
        "hari_tanggal": day_date(dated),
        "tanggal_terbilang": date_in_words(dated),
        "tahun": str(dated.year),
        "kode_dokumen": code,
        "alamat_periksa": address,
        "qr": Qr(address, words=f"Kode QR halaman pemeriksaan dokumen {code}") if address else "",
    }
    return completed(kind.all_fields, {**given, **values})


def made(template: bytes, kind: Kind, values: Mapping[str, Any], *, dated: date, mark: str = "") -> Made:
    """Both formats of a document: the PDF is made from the DOCX, so that an office's changes show in both."""
    title = title_of(kind, values)
    body = docx.render(template, values, title=title, on=dated, mark=mark)
    return Made(body, pdf.from_docx(body, title=title), dict(values))


def preview(
    kind: Kind,
    agency: Agency,
    values: Mapping[str, Any],
    dated: date,
    format: str = "pdf",
    *,
    template: bytes | None = None,
    letterhead: Letterhead | None = None,
) -> bytes:
    """A document as it would look, without a number and marked as a draft. `format`: "pdf", "docx", "png" (its first page)."""
    head = letterhead or letterhead_of(agency)
    blank = re.sub(r"\{number[^}]*\}", "……", head.pattern)
    number = written(blank, number=0, kind=kind.sign, agency=head.short, on=dated) if kind.register else ""
    whole = whole_values(kind, head, values, dated=dated, number=number, code="", token="")
    source = template if template is not None else template_in_force(kind, agency).docx
    title = title_of(kind, whole)
    body = docx.render(source, whole, title=title, on=dated, mark=DRAFT)
    if format == "docx":
        return body
    return pdf.first_page(body, title=title) if format == "png" else pdf.from_docx(body, title=title)


def example_of(
    kind: Kind,
    agency: Agency,
    dated: date,
    format: str = "pdf",
    *,
    template: bytes | None = None,
    letterhead: Letterhead | None = None,
) -> bytes:
    """A kind's document filled with its examples on an agency's paper."""
    own = {field.name for field in kind.fields}
    values = {name: value for name, value in examples(kind).items() if name in own}
    return preview(kind, agency, values, dated, format, template=template, letterhead=letterhead)
