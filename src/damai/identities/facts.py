"""Everything that can happen to what is kept of a person. Codes, dates and choices: never a word of what is sealed."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class IdentityKept(Fact):
    """Who somebody is was sealed under a key of its own."""

    sentence = "Data diri {person} ({part}) pada {subject} disimpan tersegel"
    person: str
    subject: str
    part: str


@dataclass(frozen=True, kw_only=True)
class IdentityAmended(Fact):
    """What is sealed of a person was corrected or completed."""

    sentence = "Data diri {person} diperbaiki ({fields})"
    person: str
    fields: str  # names of the fields, with commas


@dataclass(frozen=True, kw_only=True)
class IdentityForgotten(Fact):
    """A person's key was destroyed: nobody can read any more who it was."""

    sentence = "Data diri {person} dihapus untuk selamanya: {basis}"
    person: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class IdentityFollowed(Fact):
    """A person now belongs to another subject (a message became a case) or to another office."""

    sentence = "Data diri {person} mengikuti {subject} di {agency}"
    person: str
    subject: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class OpeningAsked(Fact):
    """Somebody asked to read who a person is, outside their own case."""

    sentence = "Pembukaan {opening} atas data diri {person} dimohon: {reason}"
    person: str
    opening: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OpeningApproved(Fact):
    """A second officer agreed; it can be read until a moment."""

    sentence = "Pembukaan {opening} atas data diri {person} disetujui sampai {until}"
    person: str
    opening: str
    until: str


@dataclass(frozen=True, kw_only=True)
class OpeningRefused(Fact):
    """A second officer did not agree."""

    sentence = "Pembukaan {opening} atas data diri {person} ditolak: {refusal}"
    person: str
    opening: str
    refusal: str


@dataclass(frozen=True, kw_only=True)
class OpeningEnded(Fact):
    """A wish was withdrawn, or nobody answered in time."""

    sentence = "Permohonan {opening} atas data diri {person} berakhir: {state}"
    person: str
    opening: str
    state: str


@dataclass(frozen=True, kw_only=True)
class IdentityRead(Fact):
    """Somebody read who a person is."""

    sentence = "Data diri {person} dibaca ({way}): {why}"
    person: str
    way: str
    why: str
    opening: str | None


@dataclass(frozen=True, kw_only=True)
class IdentityReleased(Fact):
    """A person's data was handed to another body with a case."""

    sentence = "Data diri {person} diserahkan kepada {agency} dengan {forwarding}"
    person: str
    agency: str
    forwarding: str


@dataclass(frozen=True, kw_only=True)
class ReleaseEnded(Fact):
    """Another body may not read a person's data any more."""

    sentence = "{agency} tidak lagi membaca data diri {person} ({forwarding})"
    person: str
    agency: str
    forwarding: str


@dataclass(frozen=True, kw_only=True)
class IdentitiesSearched(Fact):
    """Somebody looked for a person by a telephone number, an address, an identity number or a name; how many were found."""

    sentence = "Data diri dicari menurut {field} di {agency}: {found} ditemukan, {why}"
    agency: str
    field: str
    found: int
    why: str


@dataclass(frozen=True, kw_only=True)
class MemberBarred(Fact):
    """Nothing of a subject's people opens for a member any more."""

    sentence = "Data diri pada {subject} tertutup bagi {member}"
    subject: str
    member: str
