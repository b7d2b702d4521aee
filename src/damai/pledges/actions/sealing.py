"""Names and drawings on their way into columns, and the digest of what is signed."""

import json
import re
import secrets
import unicodedata
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
_NAME = re.compile(r"[^\W\d_][^\d_<>@/\\:;#*=|{}\[\]\x00-\x1f\u2024\u3002\uff0e\uff61]{1,118}[^\W\d_]?[.’']?")
# What mail programs and browsers turn into a link: a dot inside words. A title (Drs.Amir) is written with a space there.
_GLUED = re.compile(r"(?<=[^\W\d_]{3})\.(?=[^\W\d_]{2})")
MOST_MARKS = 2  # on one letter; more are drawn over the lines above and below


def clean_name(name: str) -> str:
    """A person's name in one spelling, or BadName."""
    invisible = any(unicodedata.category(sign) == "Cc" and not sign.isspace() for sign in name)
    name = _GLUED.sub(". ", on_one_line(name))
    if invisible or not _NAME.fullmatch(name) or "www." in name.lower():
        raise BadName(_("Tulis nama Anda dengan huruf, 2 sampai 120 huruf, tanpa angka, alamat, dan tautan."))
    return name


def on_one_line(words: str) -> str:
    """Words on one line, as they are read: nothing invisible, nothing that turns the reading direction, no piled-up marks."""
    kept, marks = [], 0
    for sign in plain(words):
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        invisible = unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} and not sign.isspace()
        if not invisible and marks <= MOST_MARKS:
            kept.append(sign)
    return " ".join("".join(kept).split())


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
