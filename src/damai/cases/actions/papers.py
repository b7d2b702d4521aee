"""Issuing the forms and letters of a case. Names are read from `identities`, each reading noted, only when a paper is issued."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.agencies.models import AccessReason, Agency, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability, NotYours
from damai.documents.actions import forget_document, issue, void_document
from damai.documents.queries import Document
from damai.documents.rules import Kind
from damai.identities.actions import forget, look
from damai.identities.queries import people_of, person
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import facts, queries
from ..models import Case, Discussion, FormLabel, Forwarding, Step
from ..queries import forms
from ..queries.handed import pieces_of
from ..queries.law import cited, day_at, regime_name
from ..rules import Class, Receiver
from ..rules.papers_forms import (
    B1,
    B2,
    B3,
    B7,
    B31,
    NUMBER_OF,
    REGISTER,
    TO_BODY,
    TO_COMMISSION,
    TO_ETHICS,
    TO_POLICE,
    TO_SUPERVISORS,
)
from .refusals import NotAllowed, locked

# Whose names a form bears. What is not named here is not opened for it.
NAMES: dict[str, tuple[str, ...]] = {
    B1.code: ("reporter", "reported", "witness"),
    B2.code: ("reported", "witness"),
    B3.code: ("reporter",),
    B31.code: ("reporter",),
    B7.code: ("reporter",),
}
LETTERS: dict[Receiver, Kind] = {
    Receiver.POLICE: TO_POLICE,
    Receiver.COMMISSION: TO_COMMISSION,
    Receiver.ETHICS: TO_ETHICS,
    Receiver.BODY: TO_BODY,
    Receiver.TRANSFER: TO_SUPERVISORS,
    Receiver.TAKEOVER: TO_SUPERVISORS,
}


class NotYet(NotAllowed):
    """What the paper would say has not happened yet."""


@transaction.atomic
def issue_form(kind: Kind, case: Case, *, typed: Mapping[str, Any], dated: date, by: Member) -> Document:
    """Issue one form of a case; it takes a number of the office's book and replaces the one that stood before."""
    fresh = _own(case, by=by)
    why = forms.may_be_issued(kind, fresh)
    if why:
        raise NotYet(why)
    people = opened_people(fresh, NAMES.get(kind.code, ()), by=by, why=AccessReason.HANDLING)
    with override("id"):
        values = {**forms.known(kind, fresh, people), **_given(kind, typed)}
    before = forms.latest(fresh, kind)
    return issue(kind=kind, agency=fresh.agency, values=values, dated=dated, about=fresh.code, by=by, replaces=before)


def _own(case: Case, *, by: Member) -> Case:
    fresh = locked(case, by=by)
    if not queries.handles(by, fresh):
        raise NotYours(_("Perkara tidak ditemukan."))
    return fresh


def _given(kind: Kind, typed: Mapping[str, Any]) -> dict[str, Any]:
    own = {field.name for field in kind.fields}
    return {name: value for name, value in typed.items() if name in own and value}


def opened_people(
    case: Case, parts: Sequence[str], *, by: Member, why: AccessReason, codes: Sequence[str] | None = None
) -> dict[str, list[dict[str, str]]]:
    """The people of a case by what they are to it, opened and noted; with `codes` only those. Who was forgotten is left out."""
    found: dict[str, list[dict[str, str]]] = {part: [] for part in parts}
    for each in people_of(case.code):
        if each.part not in found or each.forgotten or (codes is not None and each.code not in codes):
            continue
        fields = look(person(each.code), by=by, reason=why, own=True).fields
        found[each.part].append({**fields, "code": each.code, "words": each.part_words})
    return found


# --- Letters --------------------------------------------------------------------------------------------------------


def letter_for(row: Forwarding) -> Kind:
    """The letter that goes with an offer; ethics of the commission's lower ranks is a matter of ethics."""
    if row.kind == Receiver.COMMISSION and row.track is not None and row.track.klass == Class.KEPP:
        return TO_ETHICS
    return LETTERS[Receiver(row.kind)]


def issue_letter(row: Forwarding, *, typed: Mapping[str, Any], dated: date, by: Member) -> Document:
    """Issue the letter of an offer. To an agency with accounts it names nobody: the names open there after acceptance."""
    kind, case = letter_for(row), row.case
    with override("id"):
        values = {**_letter(row, kind), **_given(kind, typed)}
        values["orang"] = _named(row, by=by)
    paper = issue(kind=kind, agency=case.agency, values=values, dated=dated, about=row.code, by=by)
    row.document, row.number = paper.code, paper.number.text if paper.number else ""
    row.save(update_fields=["document", "number"])
    return paper


def _letter(row: Forwarding, kind: Kind) -> dict[str, Any]:
    case, number = row.case, NUMBER_OF[kind.code]
    decided = Step.objects.filter(case=case, track=row.track, plenary__isnull=False).select_related("plenary").last()
    minutes = row.plenary or (decided.plenary if decided else None)
    pieces = [piece for piece in pieces_of(case.code) if piece.code in row.exhibits]
    return {
        "kode_perkara": case.code,
        "rezim": regime_name(case.regime),
        "formulir": f"FORMULIR MODEL {number}",
        "judul": forms.label_of_form(number).label,
        "yth": row.receiver.name if row.receiver else row.body,
        "nomor_register": case.register_number,
        "kelas": str(row.track.get_klass_display() if row.track else case.report.category_name or case.get_kind_display()),
        "dasar": cited(case.regime, f"{row.track.state if row.track else case.state}/{row.target}").words,
        "pasal": [{"pasal": article} for article in (row.track.citations if row.track else [])],
        "ba_pleno": forms.minutes_words(minutes),
        "ba_gakkumdu": _discussed(row),
        "barang": [{"kode": piece.code, "uraian": piece.title, "sidik": piece.sha256} for piece in pieces],
        "jawab_sebelum": forms.end_words(case, row.answer_by),
        "kode_penerusan": row.code,
    }


def _discussed(row: Forwarding) -> str:
    if row.kind != Receiver.POLICE or row.track is None:
        return ""
    last = Discussion.objects.filter(track=row.track).order_by("-held_at", "-id").first()
    return f"{last.number}, {day_at(row.case, last.held_at):%d-%m-%Y}" if last else ""


def _named(row: Forwarding, *, by: Member) -> list[dict[str, str]]:
    if not row.people:
        return []
    if row.receiver is not None:
        chosen = [each for each in people_of(row.case.code) if each.code in row.people]
        return [{"sebagai": each.part_words, "nama": each.code, "alamat": "", "telepon": ""} for each in chosen]
    parts = ("reporter", "witness", "victim", "reported", "expert")
    found = opened_people(row.case, parts, by=by, why=AccessReason.HANDING_OVER, codes=row.people)
    return [
        {"sebagai": who["words"], "nama": who.get("name", ""), "alamat": who.get("address", ""), "telepon": who.get("phone", "")}
        for part in parts
        for who in found[part]
    ]


# --- Afterwards -----------------------------------------------------------------------------------------------------


@transaction.atomic
def void_form(document: Document, case: Case, *, by: Member) -> Document:
    """Say that a paper of a case is not to be relied on."""
    fresh = locked(case, by=by, capability=Capability.DECIDE_CASES)
    if document.about != fresh.code:
        raise NotYours(_("Perkara tidak ditemukan."))
    return void_document(document, by=by)


def forget_papers(case: Case, *, by: str) -> int:
    """Destroy what the guarded papers of a case say, because somebody they name is forgotten; their numbers stay. Says how many.

    For whoever destroys a person's key, in the same transaction: a name that stays on a paper is not forgotten.
    """
    codes = [case.code, *Forwarding.objects.filter(case=case).values_list("code", flat=True)]
    rows = [row for code in codes for row in forms.papers_about(code) if row.guarded and row.forgotten_at is None]
    for row in rows:
        forget_document(row, by=by)
    return len(rows)


@transaction.atomic
def forget_person(case: Case, code: str, *, basis: str, by: Member) -> None:
    """Destroy who somebody of a case is, and what the papers of the case say of them; for the leads, and it cannot be undone."""
    fresh = locked(case, by=by, capability=Capability.DECIDE_CASES)
    row = person(code)
    if row.subject != fresh.code:
        raise NotYours(_("Perkara tidak ditemukan."))
    forget(row, basis=basis, by=by.code)
    forget_papers(fresh, by=by.code)


@transaction.atomic
def issue_register(office: Agency, year: int, *, typed: Mapping[str, Any], dated: date, by: Member) -> Document:
    """Print the book of registers of a year: every registered case of the office by its number; codes, no names."""
    if not scope_of(by).may(Capability.HANDLE_CASES, agency=office.code):
        raise NotYours(_("Lembaga tidak ditemukan."))
    with override("id"):
        values = {**forms.register_of(office, year), **_given(REGISTER, typed)}
    return issue(kind=REGISTER, agency=office, values=values, dated=dated, about=f"register-{year}", by=by)


@transaction.atomic
def set_label(number: str, *, label: str, verified: bool, source: str, by: Member) -> FormLabel:
    """Correct what a form number is called, and say where that was read; from now on papers say it."""
    if not scope_of(by).where(Capability.DECIDE_CASES).charges:
        raise NotYours(_("Formulir tidak ditemukan."))
    if number not in forms.shipped_labels():
        raise NotAllowed(_("Nomor formulir itu tidak ada dalam seri B.1–B.21."))
    words, where = label.strip(), source.strip()
    if not words or len(words) > 120 or len(where) > 200:
        raise NotAllowed(_("Tulis nama formulir, paling panjang 120 huruf."))
    if verified and not where:
        raise NotAllowed(_("Sebutkan naskah tempat nama itu dibaca."))
    row, _new = FormLabel.objects.update_or_create(
        number=number,
        defaults={"label": words, "verified": verified, "source": where, "changed_at": now(), "changed_by": by.code},
    )
    record(facts.FormLabelled(form=number, verified=verified), by=by.code)
    return row
