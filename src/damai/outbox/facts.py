"""Everything that can happen to a letter. What it is about is a code; to whom it went is nowhere here."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class LetterSent(Fact):
    """The next server, or the gateway, has taken a letter."""

    sentence = "Surat {purpose} tentang {about} terkirim lewat {way}"
    about: str
    purpose: str
    way: str


@dataclass(frozen=True, kw_only=True)
class LetterFailed(Fact):
    """A letter was refused for good, or every try failed."""

    sentence = "Surat {purpose} tentang {about} lewat {way} gagal dikirim: {status}"
    about: str
    purpose: str
    way: str
    status: str


@dataclass(frozen=True, kw_only=True)
class LetterBounced(Fact):
    """A letter was taken, and came back later."""

    sentence = "Surat {purpose} tentang {about} lewat {way} kembali, tidak sampai: {status}"
    about: str
    purpose: str
    way: str
    status: str
