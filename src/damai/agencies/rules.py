"""What a role may do, where, and who must prove themselves twice: plain data and plain answers.

Two tables decide. `ROLES` says what a role may do; `KINDS` says what an agency of that kind can be given at all, because
complaints and studies stay with the supervisors, and the police see only what is handed over to them (docs/decisions/0003).
A member may do what both tables allow, in the area of the appointment and below it.
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

# Opening the same thing again within this time is one view: a page that refreshes itself must not flood the log.
ONE_VIEW = timedelta(minutes=15)


class Refused(Exception):
    """Something that cannot be done now; `str(error)` can be shown to the person who tried."""


class NotYours(Refused):
    """The member may not do this with that. Views answer 404: they may not learn that it exists."""


class Capability(StrEnum):
    """What can be done with what the house keeps. The words are used in the matrix of the room's README."""

    SEND_REPORTS = "send-reports"  # and see one's own
    READ_INBOX = "read-inbox"  # what comes in from the area, before anyone has decided
    READ_HANDED_OVER = "read-handed-over"  # what was offered to the agency or accepted by it
    SEE_PERSONAL_DATA = "see-personal-data"  # who reported, how to reach them, their own words and pictures
    EXPORT_PERSONAL_DATA = "export-personal-data"
    CONFIRM_REPORTS = "confirm-reports"  # decide on kind and place
    HAND_OVER = "hand-over"
    ANSWER_OFFERS = "answer-offers"
    HANDLE_CASES = "handle-cases"
    DECIDE_CASES = "decide-cases"  # what the plenary decided
    TAKE_PART = "take-part"  # in meetings: read and write minutes, follow commitments, do action items
    CONVENE = "convene"  # series, meetings, invitations, final minutes, declarations
    SIGN_FOR_AGENCY = "sign-for-agency"
    MANAGE_PAPERS = "manage-papers"  # letterhead and templates
    SEE_ACCESS_LOG = "see-access-log"
    MANAGE_MEMBERS = "manage-members"
    MANAGE_DEVICES = "manage-devices"
    IMPORT_DATA = "import-data"


C = Capability
OFFICER = frozenset(
    {
        C.SEND_REPORTS,
        C.READ_INBOX,
        C.READ_HANDED_OVER,
        C.SEE_PERSONAL_DATA,
        C.CONFIRM_REPORTS,
        C.HAND_OVER,
        C.ANSWER_OFFERS,
        C.HANDLE_CASES,
        C.TAKE_PART,
        C.CONVENE,
    }
)
ROLES: dict[str, frozenset[Capability]] = {
    "field": frozenset({C.SEND_REPORTS}),
    "officer": OFFICER,
    "lead": OFFICER | {C.EXPORT_PERSONAL_DATA, C.DECIDE_CASES, C.SEE_ACCESS_LOG, C.SIGN_FOR_AGENCY, C.MANAGE_PAPERS},
    "liaison": frozenset({C.READ_HANDED_OVER, C.SEE_PERSONAL_DATA, C.ANSWER_OFFERS, C.TAKE_PART, C.SIGN_FOR_AGENCY}),
    "operator": frozenset({C.MANAGE_MEMBERS, C.MANAGE_DEVICES, C.IMPORT_DATA, C.MANAGE_PAPERS}),
}

# What an agency that is handed something may do with it. Nothing here reads the inbox or touches a case.
RECEIVES = frozenset(
    {
        C.READ_HANDED_OVER,
        C.SEE_PERSONAL_DATA,
        C.EXPORT_PERSONAL_DATA,
        C.ANSWER_OFFERS,
        C.SEE_ACCESS_LOG,
        C.MANAGE_MEMBERS,
        C.TAKE_PART,
        C.SIGN_FOR_AGENCY,
        C.MANAGE_PAPERS,
    }
)
TAKES_PART = RECEIVES | {C.SEND_REPORTS, C.HAND_OVER, C.MANAGE_DEVICES, C.CONVENE}
KINDS: dict[str, frozenset[Capability]] = {
    "supervisor": frozenset(Capability),
    "commission": TAKES_PART,
    "communication": TAKES_PART,
    "unity": TAKES_PART,
    "government": TAKES_PART,
    "police": RECEIVES,
}

# Whoever can see what a reporter trusted us with, or can let others in, proves themselves twice. A field supervisor sees
# only what they sent themselves, often from an old phone on a bad line, and is not asked.
GUARDED = frozenset({C.SEE_PERSONAL_DATA, C.EXPORT_PERSONAL_DATA, C.SEE_ACCESS_LOG, C.MANAGE_MEMBERS, C.SIGN_FOR_AGENCY})


def allowed(role: str, kind: str) -> frozenset[Capability]:
    """What this role may do in an agency of this kind."""
    return ROLES[role] & KINDS[kind]


def within(code: str, areas: Iterable[str]) -> bool:
    """Whether an area is one of these or lies below one of them. Codes are official: 31.71.01 lies in 31.71, not in 31.7."""
    return any(code == area or code.startswith(f"{area}.") for area in areas)


def outermost(areas: Iterable[str]) -> frozenset[str]:
    """The same ground in as few codes as possible: an area inside another is left out."""
    codes = set(areas)
    return frozenset(code for code in codes if not within(code, codes - {code}))


@dataclass(frozen=True, kw_only=True)
class Charge:
    """One appointment in force: a role in an agency of a kind, over an area and everything below it."""

    role: str
    agency: str
    kind: str
    area: str
    whole: bool = field(default=False, compare=False)  # the area is the agency's whole ground

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What may be done under this appointment."""
        return allowed(self.role, self.kind)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Everything a member answers for at one moment."""

    charges: tuple[Charge, ...] = ()
    has_second_factor: bool = False

    @property
    def roles(self) -> frozenset[str]:
        """The roles held."""
        return frozenset(charge.role for charge in self.charges)

    @property
    def agencies(self) -> frozenset[str]:
        """The codes of the agencies served."""
        return frozenset(charge.agency for charge in self.charges)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of those agencies."""
        return frozenset(charge.kind for charge in self.charges)

    @property
    def areas(self) -> frozenset[str]:
        """The areas answered for, each with everything below it."""
        return outermost(charge.area for charge in self.charges)

    @property
    def needs_second_factor(self) -> bool:
        """Whether any appointment lets the member see what is guarded."""
        return any(charge.capabilities & GUARDED for charge in self.charges)

    def where(self, capability: Capability) -> "Scope":
        """The part of the scope in which something may be done."""
        kept = tuple(charge for charge in self.charges if capability in charge.capabilities)
        return Scope(charges=kept, has_second_factor=self.has_second_factor)

    def may(self, capability: Capability, *, area: str | None = None, agency: str | None = None) -> bool:
        """Whether something may be done, in this area and for this agency when they are named."""
        return any(
            (area is None or within(area, [charge.area])) and (agency is None or charge.agency == agency)
            for charge in self.where(capability).charges
        )


def next_code(last: str | None) -> str:
    """The member code after this one: M-0001, M-0002, … M-9999, M-10000."""
    return f"M-{int(last.removeprefix('M-')) + 1 if last else 1:04d}"


def is_subject(code: str) -> bool:
    """Whether this can stand in the access log: a code with a letter in it, not a telephone number, an address or words."""
    return bool(re.fullmatch(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._-]{0,39}", code))


def network(ip: str) -> str:
    """The network an address lies in (/24, or /48 for IPv6): all that is kept of where someone signs in from."""
    address = ipaddress.ip_address(ip)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    prefix = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False).network_address)


def disguise(digest: bytes) -> str:
    """A digest in the shape of a private IPv6 address, for columns that take nothing but addresses."""
    return str(ipaddress.IPv6Address(b"\xfd" + digest[:15]))


# What people in this work reach for first; lists of common passwords hold English words.
OBVIOUS = (
    "bawaslu|panwaslu|panwascam|kpu|kominfotik|kesbangpol|polisi|polres|polda|pengawas|petugas|anggota|admin|operator|"
    "pemilu|pilkada|pilpres|pemilihan|tps|suara|damai|jurdil|luber|jakarta|pusat|gambir|menteng|indonesia|merdeka|garuda|"
    "pancasila|bhinneka|rahasia|sandi|kata|katasandi|password|selamat|pagi|bismillah|allahuakbar|sayang|cinta|"
    "senin|selasa|rabu|kamis|jumat|sabtu|minggu|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|"
    "november|desember"
)


def is_obvious(password: str) -> bool:
    """Whether nothing is left of a password once the words everyone here tries first, digits and signs are taken away."""
    return re.fullmatch(f"(?:{OBVIOUS}|[^a-z])+", password.lower()) is not None
