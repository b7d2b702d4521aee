"""What the minutes of a plenary say on paper. Papers are in Indonesian whatever language the office reads."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.agencies.models import Member
from damai.documents.rules.words import date_in_words

from ..models import PlenarySeat, PlenoRecord
from .plenaries import count_of, decided_words, items_of, notes_of, seats_of


def plenary_values(plenary: PlenoRecord) -> dict[str, Any]:
    """The fields of the minutes of a plenary."""
    seats = seats_of(plenary)
    names = {seat.member.code: str(seat.member) for seat in seats}
    with override("id"):
        decided = []
        for item in items_of(plenary):
            count = count_of(item)
            decided.append(
                {
                    "nomor": str(item.number),
                    "perkara": item.case.code,
                    "isi": decided_words(item),
                    "kuorum": _("%(present)d dari %(of)d") % {"present": count.present, "of": count.of},
                    "keluar": ", ".join(names.get(code, code) for code in item.recused),
                }
            )
        return {
            "nomor_pleno": plenary.number,
            "pada_hari": date_in_words(plenary.held_on),
            "hadir": str(sum(seat.present for seat in seats)),
            "dari": str(len(seats)),
            "kursi": [{"nama": _named(seat.member), "keterangan": _seat_words(seat)} for seat in seats],
            "pertimbangan": notes_of(plenary),
            "keputusan": decided,
            "sidik": plenary.sha256,
        }


def _named(member: Member) -> str:
    return str(member)


def _seat_words(seat: PlenarySeat) -> str:
    if not seat.present:
        return _("berhalangan")
    if seat.recused:
        return _("hadir, tidak ikut memutus")
    return _("hadir, menandatangani lewat akun")
