"""Link phones to members, take that back, and count nonces so that nothing overheard is accepted twice."""

import hashlib
import secrets
import string
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from damai.agencies.models import Member
from damai.agencies.queries import appointments_of
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.rules import derive, key_id, seal, subject

from ..facts import DeviceLinked, DeviceRevoked
from ..models import Device, DigestNonce
from ..queries import keyring
from ..rules.receipts import ALPHABET

TOKEN_LENGTH = 64
NONCES_LIVE = timedelta(minutes=20)  # twice as long as a nonce is good


class NotAppointed(Exception):
    """The member has no appointment in force: there is nothing their phone could report for."""


@dataclass(frozen=True)
class NewDevice:
    """A phone's secrets, shown now and never again."""

    device: Device
    token: str
    secret: str


@transaction.atomic
def link_device(member: Member, *, realm: str, by: str) -> NewDevice:
    """Give a member a new phone: a token for the address, and a secret for Digest where the realm is asked for."""
    if not member.is_active or not appointments_of(member).exists():
        raise NotAppointed(member.code)
    letters = string.ascii_letters + string.digits
    token, secret = ("".join(secrets.choice(letters) for _ in range(TOKEN_LENGTH)) for _ in range(2))
    code = "D-" + "".join(secrets.choice(ALPHABET) for _ in range(8))
    # S324: Digest (RFC 2617) is built on MD5; the secret behind it is random and 380 bits long.
    ha1 = hashlib.md5(f"{code}:{realm}:{secret}".encode(), usedforsecurity=False).hexdigest()
    key = keyring().current
    device = Device.objects.create(
        code=code,
        member=member,
        token_hash=hashlib.sha256(token.encode()).digest(),
        sealed_ha1=seal(ha1.encode(), data_key=derive(key, "odk digest"), about=subject("odk", code, "ha1")),
        key_id=key_id(key),
        linked_at=now(),
    )
    record(DeviceLinked(device=code, member=member.code), by=by)
    return NewDevice(device, token, secret)


@transaction.atomic
def revoke_device(device: Device, *, by: str) -> Device:
    """Nothing more is accepted from this phone, after some seconds at the latest. Revoking twice changes nothing."""
    device = Device.objects.select_for_update(of=("self",)).select_related("member").get(pk=device.pk)
    if device.revoked_at is None:
        device.revoked_at = now()
        device.save(update_fields=["revoked_at"])
        record(DeviceRevoked(device=device.code, member=device.member.code), by=by)
    return device


def spend_nonce(nonce: str, *, count: int) -> bool:
    """Whether this count of this nonce is being used for the first time and in order; it is spent then. Records no fact."""
    at = now()
    with transaction.atomic():
        # Two requests with one count cannot both raise it: the second finds nothing below its count.
        if DigestNonce.objects.filter(nonce=nonce, count__lt=count).update(count=count):
            return True
        _, is_new = DigestNonce.objects.get_or_create(nonce=nonce, defaults={"count": count, "at": at})
        if is_new:
            DigestNonce.objects.filter(at__lt=at - NONCES_LIVE).delete()
        return is_new
