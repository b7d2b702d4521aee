"""Why something cannot be done with evidence, each in a sentence for the person who tried."""

from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability, NotYours, Refused

from ..rules.custody import Why

__all__ = ["BadEvent", "Damaged", "NotAPiece", "NotYours", "OtherBytes", "Refused", "must_handle", "sentence"]


class NotAPiece(Refused):
    """What was given cannot be taken in as evidence."""


class BadEvent(Refused):
    """What is said to have happened cannot have happened, or says too little."""


class OtherBytes(Refused):
    """A file is not the evidence it was offered as; the evidence stays as it is."""


class Damaged(Refused):
    """The bytes in the store are not those that were taken in."""


def must_handle(member: Member, capability: Capability = Capability.HANDLE_CASES) -> None:
    """Nobody but who handles cases somewhere touches evidence; which case, the room above has asked."""
    if not scope_of(member).may(capability):
        raise NotYours(_("Bukti tidak ditemukan."))


def sentence(why: Why) -> str:
    """Why something cannot happen, for a person."""
    return {
        Why.FIRST: _("Bukti ini sudah tercatat diterima."),
        Why.DIGITAL: _("Berkas tidak dipinjamkan atau dipindahkan; yang keluar selalu salinannya."),
        Why.OBJECT: _("Benda tidak dapat disalin sebagai berkas. Foto benda itu lalu simpan fotonya sebagai bukti."),
        Why.LENT: _("Bukti ini sedang dipinjam. Catat dahulu kembalinya."),
        Why.NOT_LENT: _("Bukti ini tidak sedang dipinjam."),
        Why.GONE: _("Bukti ini sudah diserahkan atau dikembalikan untuk seterusnya."),
        Why.ON_HOLD: _("Bukti ini ditahan dan tidak boleh keluar. Akhiri dahulu penahanannya."),
        Why.NOT_HELD: _("Bukti ini tidak sedang ditahan."),
        Why.WITHDRAWN: _("Bukti ini sudah dinyatakan tidak dipakai."),
        Why.NOT_WITHDRAWN: _("Bukti ini masih dipakai."),
        Why.UNDER_SEAL: _("Bukti ini sudah disegel."),
        Why.NOT_UNDER_SEAL: _("Bukti ini tidak disegel."),
        Why.FUTURE: _("Waktu kejadian belum tiba. Isi waktu yang sebenarnya."),
        Why.BACKDATED: _(
            "Waktu kejadian lebih awal daripada penerimaan atau perpindahan terakhir bukti ini. Isi waktu yang sebenarnya."
        ),
        Why.HOLDER_MISSING: _("Tulis siapa yang menerima: pilih lembaga, atau tulis nama pihak luar."),
        Why.PLACE_MISSING: _("Tulis tempat bukti disimpan."),
        Why.REFERENCE_MISSING: _("Tulis nomor surat, berita acara, atau segelnya."),
        Why.WHY_MISSING: _("Tulis alasannya."),
    }[why]
