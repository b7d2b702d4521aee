"""Places under a text: who is invited to sign, and the personal link for signing in the hall."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.rules import Refused
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import facts, queries
from ..models import Declaration, Participant, SignatoryKind, Signature, Text
from ..rules import Party, new_code, place_of
from .refusing import AlreadySigned, LinkEnded, must_manage
from .sealing import clean_name, on_one_line, seal_name

State = Declaration.State
UNPLACED = 900  # whoever was given no place stands after those who were


@dataclass(frozen=True)
class Invited:
    """A place under a text, and the token of its personal page: shown once to the organiser as QR, never again."""

    signature: Signature
    token: str  # the page: settings.BASE_URL + /deklarasi/tanda-tangan/<token>/


@transaction.atomic
def invite_signatory(
    declaration: Declaration,
    *,
    kind: str,
    by: Member,
    participant: Participant | None = None,
    agency: Agency | None = None,
    name: str = "",
    office: str = "",
    place: int = 0,
) -> Invited:
    """A place under the newest text, and a personal token for signing in the hall.

    A participant stands by ballot number; an institution by `place`, the order of protocol.
    """
    declaration = Declaration.objects.select_for_update().get(pk=declaration.pk)
    must_manage(by, declaration)
    text = _text_for_places(declaration)
    kind = SignatoryKind(kind)
    _must_fit(kind, participant, agency, name)
    if participant is not None:
        place = place_of(Party(participant.kind, participant.ballot_number))
    token = secrets.token_urlsafe(16)
    signature = Signature(
        code=new_code(os.urandom(7)),
        text=text,
        kind=kind,
        place=place or UNPLACED,
        participant=participant,
        agency=agency,
        office=on_one_line(office)[:160],
        named=True,
        state=Signature.State.INVITED,
        token_hash=queries.token_hash(token),
        asked_at=now(),
    )
    if name.strip():
        seal_name(signature, clean_name(name))
    try:
        with transaction.atomic():
            signature.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadySigned(_("Peserta atau lembaga ini sudah mempunyai tempat di bawah naskah.")) from error
    _tell(signature, declaration, by)
    return Invited(signature, token)


def _text_for_places(declaration: Declaration) -> Text:
    text = queries.newest_text(declaration)
    if declaration.state not in {State.DRAFT, State.OPEN} or text is None:
        raise LinkEnded(_("Penanda tangan diundang setelah naskah ditulis dan sebelum penandatanganan ditutup."))
    return text


def _must_fit(kind: SignatoryKind, participant: Participant | None, agency: Agency | None, name: str) -> None:
    """A participant has a ballot number, an institution an agency or a name, a community leader a name; citizens ask."""
    if kind is SignatoryKind.CITIZEN:
        raise Refused(_("Warga menandatangani lewat portal, dengan surel atau nomor telepon mereka sendiri."))
    if (kind is SignatoryKind.PARTICIPANT) != (participant is not None):
        raise Refused(_("Pilih peserta pemilu untuk tempat ini."))
    if agency is not None and kind is not SignatoryKind.INSTITUTION:
        raise Refused(_("Lembaga menandatangani sebagai lembaga."))
    if kind is SignatoryKind.COMMUNITY and not name.strip():
        raise Refused(_("Tulis nama tokoh yang diundang."))
    if kind is SignatoryKind.INSTITUTION and agency is None and not name.strip():
        raise Refused(_("Pilih lembaga, atau tulis nama penanda tangannya."))


def _tell(signature: Signature, declaration: Declaration, by: Member) -> None:
    record(
        facts.SignatoryInvited(
            signature=signature.code, declaration=declaration.code, kind=signature.kind, who=who_of(signature)
        ),
        by=by.code,
    )


def who_of(signature: Signature) -> str | None:
    """The code of the participant or the agency that signs; nothing for persons."""
    if signature.participant is not None:
        return signature.participant.code
    return signature.agency_id


@transaction.atomic
def new_token(signature: Signature, *, by: Member) -> Invited:
    """Another token for a place that was not signed yet; the earlier one opens nothing any more."""
    signature = _unsigned(signature, by)
    token = secrets.token_urlsafe(16)
    signature.token_hash = queries.token_hash(token)
    signature.save(update_fields=["token_hash"])
    _tell(signature, signature.text.declaration, by)
    return Invited(signature, token)


@transaction.atomic
def take_off(signature: Signature, *, by: Member) -> None:
    """Remove a place that was not signed."""
    signature = _unsigned(signature, by)
    code, declaration = signature.code, signature.text.declaration
    signature.delete()
    record(facts.SignatoryTakenOff(signature=code, declaration=declaration.code), by=by.code)


def _unsigned(signature: Signature, by: Member) -> Signature:
    rows = Signature.objects.select_for_update(of=("self",)).select_related("text__declaration", "participant")
    signature = rows.get(pk=signature.pk)
    must_manage(by, signature.text.declaration)
    if signature.state != Signature.State.INVITED:
        raise AlreadySigned(_("Tempat ini sudah ditandatangani."))
    return signature


def hall_place(token: str, at: datetime) -> Signature | None:
    """The place that a hall token opens, locked; None for a token that was never made."""
    rows = Signature.objects.select_for_update(of=("self",)).select_related("text__declaration", "participant")
    return rows.filter(token_hash=queries.token_hash(token)).exclude(kind=SignatoryKind.CITIZEN).first()
