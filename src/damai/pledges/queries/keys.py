"""Links, tokens and the keys behind them."""

from django.conf import settings
from django.db.models import QuerySet

from damai.ledger.queries import signing_key, state, trusted_keys
from damai.ledger.rules.notes import PublicKey, SigningKey
from damai.seals.queries import keyring
from damai.seals.rules import derive, token_hash

from ..models import SignatoryKind, Signature
from ..rules import own_link, read_own_link

_OWN = "pledges.own-link"


def link_of(signature: Signature) -> str:
    """The last part of the address of the signatory's own page; given to them alone, when they have signed."""
    return own_link(signature.code, derive(keyring().current, _OWN))


def signature_behind(link: str) -> Signature | None:
    """The signature whose own page this link opens; None for every link that this house did not make."""
    code = read_own_link(link, [derive(key, _OWN) for key in keyring().all])
    if not code:
        return None
    rows = Signature.objects.select_related("text__declaration__convener", "participant", "agency")
    return rows.filter(code=code, state__in=[Signature.State.SIGNED, Signature.State.WITHDRAWN]).first()


def citizen_behind(token: str) -> Signature | None:
    """What a confirmation link leads to; None for a link that was never made, was replaced or was forgotten."""
    return _behind(token).filter(kind=SignatoryKind.CITIZEN).first()


def place_behind(token: str) -> Signature | None:
    """The place that a hall link opens."""
    return _behind(token).exclude(kind=SignatoryKind.CITIZEN).first()


def _behind(token: str) -> QuerySet[Signature]:
    rows = Signature.objects.select_related("text__declaration", "participant", "agency")
    return rows.filter(token_hash=token_hash(token))


def house_key() -> SigningKey:
    """The key that signs certificates: the ledger's, under the name of this house's log."""
    log = state()
    return signing_key(log.origin if log else settings.LEDGER_ORIGIN)


def certificate_keys() -> list[PublicKey]:
    """The keys whose certificates are this house's: today's and those it replaced."""
    return trusted_keys(house_key().name)
