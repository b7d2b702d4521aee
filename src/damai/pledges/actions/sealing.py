"""Names and drawings on their way into columns, and the digest of what is signed."""

import json
import re
import secrets
from datetime import UTC, datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from damai.ledger.actions import record
from damai.seals.actions import sealed

from .. import facts
from ..models import Declaration, Signature
from ..queries.people import name_and_salt, strokes_of
from ..rules import Statement, statement
from ..rules.texts import plain
from .refusing import BadName

# Letters of any script with what stands between them in names; no addresses, no numbers to call, no links: the list of named
# citizens must not become a place to advertise.
_NAME = re.compile(r"[^\W\d_][^\d_<>@/\\:;#*=|{}\[\]\x00-\x1f]{1,118}[^\W\d_]?[.’']?")


def clean_name(name: str) -> str:
    """A person's name in one spelling, or BadName."""
    name = " ".join(plain(name).split())
    if not _NAME.fullmatch(name) or "www." in name.lower():
        raise BadName(_("Tulis nama Anda dengan huruf, 2 sampai 120 huruf, tanpa angka, alamat, dan tautan."))
    return name


def seal_name(signature: Signature, name: str) -> None:
    """Put name and a fresh salt into the row, sealed. The caller saves."""
    packed = json.dumps([name, secrets.token_hex(16)], ensure_ascii=False)
    signature.sealed_name = sealed(packed, about=f"pledges.signature.name/{signature.code}")


def put_signature(signature: Signature, declaration: Declaration, *, who: str | None, by: str, at: datetime) -> Signature:
    """Turn a place into a signature: statement, row and fact. The caller has checked everything and set what was given."""
    if not signature.sealed_name:
        seal_name(signature, "")
    name, salt = name_and_salt(signature)
    strokes = strokes_of(signature)
    signature.state, signature.signed_at = Signature.State.SIGNED, at
    signature.statement = statement(
        Statement(
            text=signature.text.sha256,
            signature=signature.code,
            kind=signature.kind,
            means=signature.means,
            name=name,
            office=signature.office,
            participant=signature.participant.code if signature.participant else "",
            agency=signature.agency_id or "",
            evidence=sha256(strokes.encode()).hexdigest() if strokes else signature.certificate_reference,
            at=at.astimezone(UTC).isoformat(timespec="microseconds"),
            salt=salt,
        )
    )
    entry = record(
        facts.PledgeSigned(
            signature=signature.code,
            declaration=declaration.code,
            version=signature.text.version,
            digest=signature.text.sha256,
            kind=signature.kind,
            who=who,
            means=signature.means,
            statement=signature.statement,
        ),
        by=by,
    )
    signature.leaf = entry.leaf
    signature.save()
    return signature
