"""Everything that can happen to agencies, members and their appointments, and who looked at what."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class AgencyAdded(Fact):
    """An agency takes part from now on."""

    sentence = "Lembaga {agency} ({kind}) ditambahkan untuk wilayah {area}"
    agency: str
    kind: str
    area: str


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Fact):
    """A person can sign in from now on."""

    sentence = "Anggota {member} ditambahkan"
    member: str


@dataclass(frozen=True, kw_only=True)
class MemberInvited(Fact):
    """A member was given a link with which to choose a password."""

    sentence = "Anggota {member} diundang"
    member: str


@dataclass(frozen=True, kw_only=True)
class MemberAppointed(Fact):
    """A member answers for something from a day on."""

    sentence = "Anggota {member} ditugaskan sebagai {role} di {agency} untuk wilayah {area} mulai {starts_on} sampai {ends_on}"
    member: str
    agency: str
    role: str
    area: str
    starts_on: str
    ends_on: str | None


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Fact):
    """The last day of an appointment is set; on the day after, its doors are closed."""

    sentence = "Penugasan {member} sebagai {role} di {agency} untuk wilayah {area} berakhir {ends_on}"
    member: str
    agency: str
    role: str
    area: str
    ends_on: str


@dataclass(frozen=True, kw_only=True)
class MemberClosed(Fact):
    """A member can no longer sign in."""

    sentence = "Akun anggota {member} ditutup"
    member: str


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Fact):
    """A member's password is new; every other session has ended. `temporary`: it must be changed at the next sign-in."""

    sentence = "Kata sandi anggota {member} diganti (sementara: {temporary})"
    member: str
    temporary: bool


@dataclass(frozen=True, kw_only=True)
class SecondFactorAdded(Fact):
    """A member can prove themselves a second way: totp, webauthn or recovery_codes."""

    sentence = "Anggota {member} menambahkan faktor kedua {kind}"
    member: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(Fact):
    """A second factor is gone, by the member or by an operator after the device was lost."""

    sentence = "Faktor kedua {kind} anggota {member} dihapus"
    member: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class PersonalDataViewed(Fact):
    """A member opened what a reporter trusted us with. Who it was stands beside the fact, as for every fact."""

    sentence = "Data pribadi ({what}) pada {subject} dibuka; perkara sendiri: {own}"
    subject: str
    what: str
    own: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class PersonalDataExported(Fact):
    """A member took personal data out of the house, in a file with this digest (SHA-256, hex) when there was a file."""

    sentence = "Data pribadi ({what}) pada {subject} diekspor; perkara sendiri: {own}"
    subject: str
    what: str
    own: bool
    why: str
    digest: str | None
