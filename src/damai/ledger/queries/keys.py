"""The keys of this house's log."""

from django.conf import settings

from ..rules.notes import PublicKey, SigningKey, parse_key


def signing_key(origin: str) -> SigningKey:
    """The key that signs the checkpoints of a log of this name."""
    return SigningKey(name=origin, seed=settings.LEDGER_KEY)


def trusted_keys(origin: str) -> list[PublicKey]:
    """The key that signs today and the ones it replaced: a key that was rotated still vouches for what it signed."""
    return [signing_key(origin).public, *map(parse_key, settings.LEDGER_RETIRED_KEYS)]
