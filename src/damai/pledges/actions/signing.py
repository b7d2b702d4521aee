"""Signing in the hall and for an institution, and taking a signature back."""

import os
import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import proven_recently, scope_of
from damai.agencies.rules import Capability, NotYours, Refused, within
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.outbox.actions import cancel_about, forget_about
from damai.seals.actions import sealed

from .. import facts, queries
from ..models import Declaration, SignatoryKind, Signature, Text
from ..rules import BadDrawing, new_code, read_drawing
from .inviting import UNPLACED, hall_place, who_of
from .refusing import AlreadySigned, BadSignature, LinkEnded, ProveAgain, UnknownLink, must_be_intact, must_be_open, must_manage
from .sealing import clean_name, on_one_line, put_signature, seal_name

State, Means = Signature.State, Signature.Means
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./:_-]{3,119}")


@transaction.atomic
def sign_in_hall(
    token: str, *, drawing: str = "", certificate_reference: str = "", name: str = "", office: str = ""
) -> Signature:
    """Sign with the personal token: strokes as JSON, or the number of an electronic certificate. The token works once.

    Name and office may be corrected by whoever signs; participant, agency and place stay those of the invitation.
    """
    at = now()
    signature = hall_place(token, at)
    if signature is None:
        raise UnknownLink(_("Tautan ini tidak dikenal. Minta kode QR yang baru kepada panitia."))
    if signature.state != State.INVITED:
        raise AlreadySigned(_("Tempat ini sudah ditandatangani. Satu kode hanya untuk satu tanda tangan."))
    declaration = signature.text.declaration
    must_be_open(declaration, at)
    must_be_intact(signature.text)
    _take_what_was_given(signature, drawing, certificate_reference.strip())
    seal_name(signature, clean_name(name or queries.name_of(signature)))
    signature.office = on_one_line(office)[:160] or signature.office
    return put_signature(signature, declaration, who=who_of(signature), by="public", at=at)


def _take_what_was_given(signature: Signature, drawing: str, reference: str) -> None:
    """Either a drawing or a reference; what cannot be read is refused, and the place stays free."""
    if bool(drawing) == bool(reference):
        raise BadSignature(_("Gambar tanda tangan Anda, atau tulis nomor sertifikat elektronik: salah satu."))
    if reference:
        if not _REFERENCE.fullmatch(reference):
            raise BadSignature(_("Nomor sertifikat ini tidak terbaca: huruf, angka, dan tanda / . : - saja."))
        signature.means, signature.certificate_reference = Means.CERTIFICATE, reference
        return
    try:
        strokes = read_drawing(drawing)
    except BadDrawing as error:
        words = {
            "empty": _("Tanda tangannya masih kosong. Gambarlah dengan jari atau pena di kotak."),
            "too-large": _("Gambarnya terlalu rumit. Hapus, lalu gambar lagi dengan lebih sederhana."),
        }
        raise BadSignature(words.get(error.reason, _("Gambar ini tidak terbaca. Hapus, lalu coba lagi."))) from error
    signature.means = Means.DRAWN
    signature.drawing = sealed(strokes.as_json, about=f"pledges.signature.drawing/{signature.code}")


@transaction.atomic
def sign_for_agency(text: Text, *, agency: Agency, office: str, by: Member, proven_at: datetime | None) -> Signature:
    """An institution signs by the account of a member who may sign for it.

    `proven_at`: when this session last proved its second factor (agencies.access.proven_at); older than five minutes is refused.
    """
    at = now()
    _must_be_signer(agency, by, proven_at)
    text = Text.objects.select_related("declaration").get(pk=text.pk)
    declaration = text.declaration
    must_be_open(declaration, at)
    must_be_intact(text)
    rows = Signature.objects.select_for_update().filter(text=text, agency=agency).exclude(state=State.WITHDRAWN)
    signature = rows.first()
    if signature is None:
        _must_be_near(agency, declaration)
        signature = Signature(
            code=new_code(os.urandom(7)), text=text, kind=SignatoryKind.INSTITUTION, agency=agency, place=UNPLACED, named=True
        )
    elif signature.state != State.INVITED:
        raise AlreadySigned(_("%(agency)s sudah menandatangani.") % {"agency": agency.name})
    seal_name(signature, by.get_full_name() or by.code)
    signature.text = text  # the row's own copy has no declaration fetched
    signature.office = on_one_line(office)[:160] or signature.office
    signature.means = Means.ACCOUNT
    try:
        with transaction.atomic():
            return put_signature(signature, declaration, who=agency.code, by=by.code, at=at)
    except IntegrityError as error:
        raise AlreadySigned(_("%(agency)s sudah menandatangani.") % {"agency": agency.name}) from error


def _must_be_near(agency: Agency, declaration: Declaration) -> None:
    """An institution signs uninvited in its own city or province; one from elsewhere is invited first."""
    convener = declaration.convener
    city = ".".join(convener.area_id.split(".")[:2]) if convener else ""
    if not within(agency.area_id, [city]) and not within(city, [agency.area_id]):
        raise Refused(_("%(agency)s dari wilayah lain dan belum diundang menandatangani.") % {"agency": agency.name})


def _must_be_signer(agency: Agency, by: Member, proven_at: datetime | None) -> None:
    if not scope_of(by).may(Capability.SIGN_FOR_AGENCY, agency=agency.code):
        raise NotYours(_("Anda tidak berwenang menandatangani atas nama lembaga ini."))
    if not proven_recently(by, proven_at, now()):
        raise ProveAgain(_("Buktikan diri Anda sekali lagi dengan faktor kedua, lalu tanda tangani."))


@transaction.atomic
def withdraw_for_agency(signature: Signature, *, by: Member, proven_at: datetime | None) -> Signature:
    """An institution takes its signature back, proven as for signing."""
    signature = _standing(signature)
    if signature.agency is None:
        raise NotYours(_("Tanda tangan ini bukan milik lembaga."))
    _must_be_signer(signature.agency, by, proven_at)
    return _withdrawn(signature, by=by.code)


@transaction.atomic
def withdraw(link: str) -> Signature:
    """The signatory takes the signature back by their own link: name, drawing and contact are forgotten, the fact stays.

    The keyed hash of the contact goes too, so that nothing of the person is left, and they may sign again later.
    """
    found = queries.signature_behind(link)
    if found is None:
        raise UnknownLink(_("Tautan ini tidak dikenal."))
    return _withdrawn(_standing(found), by="public")


def _standing(signature: Signature) -> Signature:
    rows = Signature.objects.select_for_update(of=("self",)).select_related("text__declaration", "agency", "participant")
    signature = rows.get(pk=signature.pk)
    if signature.state != State.SIGNED:
        raise LinkEnded(_("Tanda tangan ini sudah ditarik."))
    return signature


def _withdrawn(signature: Signature, *, by: str) -> Signature:
    signature.state, signature.withdrawn_at, signature.named = State.WITHDRAWN, now(), False
    signature.sealed_name = signature.sealed_contact = signature.drawing = b""
    signature.contact_hash, signature.form, signature.certificate_reference = "", None, ""
    signature.save()
    cancel_about(signature.code)  # what has not left stays here
    forget_about(signature.code)  # and what left is not kept for its thirty days
    declaration = signature.text.declaration
    record(facts.PledgeWithdrawn(signature=signature.code, declaration=declaration.code, statement=signature.statement), by=by)
    return signature


@transaction.atomic
def hide_name(signature: Signature, *, by: Member) -> Signature:
    """Stop showing a citizen's name that is an insult or an advertisement; the signature stays and is counted."""
    signature = _standing(signature)
    must_manage(by, signature.text.declaration)
    if signature.kind == SignatoryKind.CITIZEN and signature.named:
        signature.named = False
        signature.save(update_fields=["named"])
        hidden = facts.CitizenNameHidden(signature=signature.code, declaration=signature.text.declaration.code)
        record(hidden, by=by.code)
    return signature
