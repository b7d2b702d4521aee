"""What the minutes of a hearing say on paper. Papers are in Indonesian whatever language the office reads."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.agencies.models import Member
from damai.documents.rules.words import date_in_words

from ..models import Clarification
from .hearings import addenda_of, place_of, said_moment, sealed_minutes, zone_of_case


def minutes_values(hearing: Clarification, *, who: dict[str, str]) -> dict[str, Any]:
    """The fields of the paper, from what was sealed. `who`: the person, opened by the caller, which is noted."""
    minutes, zone = sealed_minutes(hearing), zone_of_case(hearing.case)
    begun = minutes.begun.astimezone(zone)
    names = dict(Member.objects.filter(code__in=minutes.officers).values_list("code", "first_name"))
    with override("id"):
        sworn = minutes.oath == Clarification.Oath.SWORN
        return {
            "kode_perkara": hearing.case.code,
            "nomor_register": hearing.case.register_number,
            "kode_klarifikasi": hearing.code,
            "pada_hari": date_in_words(begun.date()),
            "pukul": said_moment(minutes.begun, zone)[1],
            "cara": str(hearing.get_way_display()),
            "tempat_klarifikasi": place_of(hearing),
            "nama": who.get("name") or hearing.person,
            "sebagai": str(hearing.get_role_display()),
            "lahir": ", ".join(filter(None, [who.get("birth_place", ""), who.get("birth_date", "")])),
            "pekerjaan": who.get("occupation", ""),
            "alamat_orang": who.get("address", ""),
            "sumpah": _("Keterangan diberikan di bawah sumpah atau janji.") if sworn else _("Yang didengar menolak bersumpah."),
            "petugas": [{"nama": _name(names.get(code, ""), code)} for code in minutes.officers],
            "pembukaan": minutes.opening,
            "tanya_jawab": [{"nomor": str(line.number), "tanya": line.question, "jawab": line.answer} for line in minutes.said],
            "penutup": minutes.closing,
            "tambahan": [
                {"tanggal": date_format(localtime(row.at), "j F Y"), "isi": words} for row, words, _checked in addenda_of(hearing)
            ],
            "sidik": hearing.minutes_sha256,
        }


def _name(first: str, code: str) -> str:
    return first or code
