"""A citizen signs: asks, gets a letter, confirms. Whoever holds the mailbox or the telephone signs, and nobody else can."""

import os
import secrets
from contextlib import suppress
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.ledger.queries import now
from damai.outbox import rules as addresses
from damai.outbox.queries import why_not
from damai.seals.actions import sealed
from damai.seals.queries import fingerprints, opened

from .. import queries
from ..models import Declaration, SignatoryKind, Signature, Text
from ..queries.people import name_and_salt
from ..rules import new_code, same_person
from .letters import send_already, send_confirmation, send_thanks
from .refusing import BadContact, FormUsed, LinkEnded, NotOpen, UnknownLink, must_be_intact, must_be_open
from .sealing import clean_name, put_signature, seal_name

LETTERS_A_DAY = 3  # to one contact about one text: nobody's mailbox is flooded from here
State = Signature.State


def ask_to_sign(text: Text, *, name: str, contact: str, way: str, named: bool, form: str = "") -> None:
    """A citizen asks: a letter with the link to confirm goes to the contact.

    The answer is the same for every contact, and so is the work, within a query: who has signed already learns it from the
    letter, and nobody else learns it. `form`: the nonce of the form; one form serves one contact.
    """
    with suppress(IntegrityError), transaction.atomic():
        # An IntegrityError: the same contact or the same form at the same moment. The other one's letter is on its way.
        _ask_once(text, name=name, contact=contact, way=way, named=named, form=form)


def _ask_once(text: Text, *, name: str, contact: str, way: str, named: bool, form: str) -> None:
    at = now()
    text = Text.objects.select_related("declaration").get(pk=text.pk)  # as it is now, and not when the caller read it
    declaration = text.declaration
    must_be_open(declaration, at)
    if not declaration.for_citizens:
        raise NotOpen(_("Deklarasi ini hanya ditandatangani di tempat."))
    name, to = clean_name(name), address_of(way, contact)
    who = fingerprints(same_person(way, to), purpose=f"pledges.contact/{declaration.code}/v{text.version}")
    same = Q(text=text, contact_hash__in=who) & ~Q(state=State.WITHDRAWN)
    rows = list(Signature.objects.select_for_update().filter(same | Q(form=form) if form else same))
    if form and any(row.form == form for row in rows):
        if any(row.form == form and row.contact_hash not in who for row in rows):
            raise FormUsed(_("Formulir ini sudah terkirim. Buka halamannya lagi untuk orang berikutnya."))
        return  # the same form once more: the letter is on its way
    row = rows[0] if rows else None
    if row is None:
        row = Signature(
            code=new_code(os.urandom(7)), text=text, kind=SignatoryKind.CITIZEN, contact_hash=who[0], state=State.ASKED
        )
        _ask(row, declaration, name=name, to=to, way=way, named=named, form=form, at=at)
    elif not _counts_letter(row, localdate(at)):
        return  # enough letters for today
    elif row.state == State.ASKED:
        _ask(row, declaration, name=name, to=to, way=way, named=named, form=form, at=at)
    else:
        row.save(update_fields=["letters", "letters_on"])
        send_already(declaration, row, to=to, way=way, link=queries.link_of(row))


def _ask(row: Signature, declaration: Declaration, *, name: str, to: str, way: str, named: bool, form: str, at: datetime) -> None:
    """Write down what was asked, under a fresh link. The latest letter's link is the one that counts."""
    is_new = row.pk is None
    if is_new:
        _counts_letter(row, localdate(at))
    token = secrets.token_urlsafe(16)
    seal_name(row, name)
    row.sealed_contact = sealed(f"{way}:{to}", about=f"pledges.signature.contact/{row.code}")
    row.named, row.asked_at, row.token_hash, row.form = named, at, queries.token_hash(token), form or None
    row.save(force_insert=is_new)
    send_confirmation(declaration, row, to=to, way=way, token=token, name=name)


def _counts_letter(row: Signature, day: date) -> bool:
    """Count one more letter to this contact today; False when there were enough."""
    if row.letters_on != day:
        row.letters_on, row.letters = day, 0
    row.letters += 1
    return row.letters <= LETTERS_A_DAY


def address_of(way: str, contact: str) -> str:
    """The address as letters are sent to it, or BadContact."""
    try:
        return addresses.phone_number(contact) if way == "sms" else addresses.email_address(contact)
    except addresses.NotAnAddress as error:
        raise BadContact(why_not(error)) from error


@transaction.atomic
def confirm(token: str, *, name: str | None = None, named: bool | None = None) -> Signature:
    """The holder of the contact signs; doing it twice is once.

    Name and whether it is shown may be corrected: anyone can type somebody's address into a form, and only here is it certain
    that the holder speaks.
    """
    at = now()
    rows = Signature.objects.select_for_update(of=("self",)).select_related("text__declaration")
    row = rows.filter(token_hash=queries.token_hash(token), kind=SignatoryKind.CITIZEN).first()
    if row is None:
        raise UnknownLink(_("Tautan ini tidak dikenal, sudah dihapus, atau diganti surat yang lebih baru."))
    if row.state == State.SIGNED:
        return row
    declaration = row.text.declaration
    if ended := queries.why_ended(row, at):
        raise LinkEnded(ended)
    must_be_intact(row.text)
    if name is not None and (fresh := clean_name(name)) != name_and_salt(row)[0]:
        seal_name(row, fresh)
    if named is not None:
        row.named = named
    row.means = Signature.Means.CONFIRMED
    put_signature(row, declaration, who=None, by="public", at=at)
    way, _colon, to = contact_of(row).partition(":")
    if way == "email":
        send_thanks(declaration, row, to=to, link=queries.link_of(row))
    return row


def contact_of(row: Signature) -> str:
    """How to reach a citizen: way:address, or nothing once forgotten."""
    return opened(row.sealed_contact, about=f"pledges.signature.contact/{row.code}")


@transaction.atomic
def forget_unconfirmed() -> int:
    """Delete what citizens asked for and did not confirm within seven days."""
    rows = Signature.objects.filter(kind=SignatoryKind.CITIZEN, state=State.ASKED, asked_at__lt=now() - queries.LINK_LIVES)
    return rows.delete()[0]
