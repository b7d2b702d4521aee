"""What somebody who is invited to be heard is written: the fields of the letter, and a mail with the calendar entry.

A calendar is shared with colleagues and shown on walls: its entry names the office and the place, and neither the case nor why
somebody comes. The mail says as little; the letter is enclosed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.documents.queries import Document, pdf_of
from damai.outbox.rules import File, NotAnAddress, email_address
from damai.outbox.rules.calendar import Entry, Party, cancel, on_one_line, request

from ..models import Clarification
from ..queries.hearings import bring_of, place_of, said_moment, zone_of_case
from ..rules.hearings import LASTS, Bring

CALLED = {1: "pertama", 2: "kedua"}


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs the letter."""

    office: str
    name: str
    nip: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """When, where and how somebody is asked to come."""

    at: datetime
    way: Clarification.Way
    place: str
    matter: str = ""
    bring: Sequence[Bring] = ()
    contact: str = ""  # whom to call, on the letter only


@dataclass(frozen=True, kw_only=True)
class Written:
    """A mail as it is handed to the outbox."""

    to: str
    subject: str
    text: str
    files: list[File]


def values_of(row: Clarification, *, who: dict[str, str], asked: Asked, signer: Signer) -> dict[str, Any]:
    """The fields of the letter. Letters are in Indonesian whatever language the sender reads: they leave the house."""
    with override("id"):
        day, clock = said_moment(row.at, zone_of_case(row.case))
        return {
            "kode_perkara": row.case.code,
            "nomor_register": row.case.register_number,
            "kode_undangan": row.code,
            "ke": CALLED[row.times],
            "yth": who.get("name") or _("Yang diundang"),
            "alamat_yth": who.get("address", ""),
            "sebagai": str(row.get_role_display()),
            "dasar": row.basis,
            "hal_ihwal": asked.matter,
            "hari": day,
            "pukul": clock,
            "cara": str(row.get_way_display()),
            "tempat_klarifikasi": asked.place,
            "bawa": [{"barang": each} for each in bring_of(row)],
            "kontak_petugas": asked.contact,
            "jabatan_ttd": signer.office,
            "nama_ttd": signer.name,
            "nip_ttd": signer.nip,
        }


def write(row: Clarification, *, name: str, address: str, paper: Document | None, at: datetime) -> Written | None:
    """The mail that tells how things are now: invited, moved, or cancelled. None where the address can be none."""
    try:
        to = email_address(address)
    except NotAnAddress:
        return None
    off = row.state == Clarification.State.CANCELLED
    with override("id"):
        subject, text = _words(row, name=name, off=off)
        files = [_entry(row, name=name, to=to, off=off, at=at)]
    if paper is not None:
        files.append(File(name=f"undangan-{row.code}.pdf", media_type="application/pdf", body=pdf_of(paper)))
    return Written(to=to, subject=on_one_line(subject), text=text, files=files)


def _words(row: Clarification, *, name: str, off: bool) -> tuple[str, str]:
    day, clock = said_moment(row.at, zone_of_case(row.case))
    office = row.case.agency.name
    values = {"office": office, "day": day, "clock": clock, "code": row.code}
    hello = _("Yth. %(name)s") % {"name": name} if name else _("Yth. Bapak/Ibu")
    if off:
        lines = [
            hello,
            _("%(office)s membatalkan pertemuan %(day)s pukul %(clock)s (%(code)s). Anda tidak perlu datang.") % values,
        ]
        lines.append(_("Berkas terlampir menghapus pertemuan ini dari kalender Anda."))
        return _("Dibatalkan: pertemuan dengan %(office)s, %(day)s") % values, "\n\n".join(lines) + "\n"
    opening = _("%(office)s mengundang Anda (%(code)s):") if row.sequence == 0 else _("Undangan %(office)s (%(code)s) berubah:")
    when = [_("Waktu: %(day)s pukul %(clock)s") % values, _("Tempat: %(place)s") % {"place": place_of(row)}]
    bring = bring_of(row)
    lines = [hello, opening % values, "\n".join(when)]
    if bring:
        lines.append("\n".join([_("Mohon membawa:"), *(f"- {each}" for each in bring)]))
    lines.append(_("Surat undangan terlampir. Bila berhalangan, beri tahu kami sebelum hari itu."))
    subject = (
        _("Undangan pertemuan dengan %(office)s, %(day)s")
        if row.sequence == 0
        else _("Berubah: pertemuan dengan %(office)s, %(day)s")
    )
    return subject % values, "\n\n".join(lines) + "\n"


def _entry(row: Clarification, *, name: str, to: str, off: bool, at: datetime) -> File:
    title = _("Pertemuan dengan %(office)s") % {"office": row.case.agency.name}
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    entry = Entry(
        uid=f"{row.code}@{host.partition('@')[2] or 'damai'}",
        sequence=row.sequence,
        stamp=at,
        starts_at=row.at,
        ends_at=row.at + LASTS,
        zone=zone_of_case(row.case).key,
        title=title,
        place=place_of(row),
        is_cancelled=off,
    )
    body = (cancel if off else request)(
        entry, organiser=Party(name=row.case.agency.name, email=host), guest=Party(name=name, email=to)
    )
    method = "CANCEL" if off else "REQUEST"
    name_of_file = "pembatalan.ics" if off else "pertemuan.ics"
    return File(name=name_of_file, media_type=f"text/calendar; method={method}; charset=utf-8", body=body)
