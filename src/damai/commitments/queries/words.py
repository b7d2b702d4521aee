"""How standings and reasons are said, the same in the workspace, in letters and in public."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Breach, Origin
from ..rules import BY_AN_AGENCY, Standing, Why

STANDING_WORDS = {
    Standing.ON_COURSE: gettext_lazy("Sesuai rencana"),
    Standing.NO_DATA: gettext_lazy("Tidak ada data"),
    Standing.AT_RISK: gettext_lazy("Perlu perhatian"),
    Standing.LATE: gettext_lazy("Terlambat"),
    Standing.KEPT: gettext_lazy("Ditepati"),
    Standing.WITHDRAWN: gettext_lazy("Dicabut"),
    Standing.BROKEN_ALLEGED: gettext_lazy("Diduga dilanggar"),
    Standing.BROKEN_ESTABLISHED: gettext_lazy("Dinyatakan dilanggar"),
}
# The state of `look`'s badge.
STANDING_STATES = {
    Standing.ON_COURSE: "info",
    Standing.NO_DATA: "quiet",
    Standing.AT_RISK: "warn",
    Standing.LATE: "bad",
    Standing.KEPT: "good",
    Standing.WITHDRAWN: "quiet",
    Standing.BROKEN_ALLEGED: "warn",
    Standing.BROKEN_ESTABLISHED: "bad",
}
WHY_WORDS = {
    Why.DUE_PASSED: gettext_lazy("tenggat lewat dan belum ada yang menunjukkan bahwa ini selesai"),
    Why.ITEM_LATE: gettext_lazy("ada tindak lanjut yang lewat tenggat"),
    Why.SENT_BACK: gettext_lazy("bukti dikembalikan dan tenggat sudah dekat"),
    Why.ITEM_SOON: gettext_lazy("ada tindak lanjut yang belum selesai dan tenggatnya dekat"),
    Why.OVER_TARGET: gettext_lazy("angka terakhir melebihi batas yang dijanjikan"),
    Why.RISING: gettext_lazy("angka naik; satu langkah lagi melebihi batas yang dijanjikan"),
    Why.SHORT: gettext_lazy("tenggat dekat atau lewat dan angka yang dijanjikan belum tercapai"),
    Why.UNMEASURED: gettext_lazy("indikator belum ada datanya"),
}


# For forms, which may not see models.
BREACH_STATES = Breach.State.choices
ORIGINS = Origin.choices


def standing_words(standing: Standing | str) -> str:
    """A standing in the reader's language."""
    return str(STANDING_WORDS[Standing(standing)])


def number_words(value: Decimal) -> str:
    """A figure as it is read: 12,5 and not 12.50."""
    whole = value.to_integral_value()
    plain = str(whole) if value == whole else f"{value.normalize():f}"
    return number_format(plain, use_l10n=True, force_grouping=True)


def verification_words(level: int) -> str:
    """How well an event is known, for the reader."""
    return _("diamati pengawas dan ditetapkan petugas lain") if level == BY_AN_AGENCY else _("dua sumber independen")


def why_words(why: Iterable[Why]) -> list[str]:
    """The reasons in the reader's language, always in the same order."""
    found = set(why)
    return [str(words) for each, words in WHY_WORDS.items() if each in found]


def held_words(flaw: str) -> str:
    """Why a file cannot stand as evidence, for the person who chose it."""
    return {
        "not-allowed": _(
            "Jenis berkas ini tidak diterima. Pakai PDF, foto, video, rekaman, atau dokumen Word, Excel, PowerPoint."
        ),
        "mismatch": _("Nama berkas menyebut satu jenis, tetapi isinya jenis lain. Simpan ulang dengan jenis yang benar."),
        "archive-inside": _("Di dalam berkas ini ada arsip tersembunyi. Kirim berkas aslinya saja."),
        "markup-inside": _("Di dalam berkas ini ada kode halaman web atau skrip. Kirim berkas aslinya saja."),
        "foreign-tail": _("Setelah akhir berkas masih ada isi lain. Simpan ulang berkas, lalu kirim lagi."),
        "too-many-pixels": _("Gambar ini terlalu besar untuk dibuka dengan aman. Perkecil ukurannya, lalu kirim lagi."),
        "broken": _("Berkas ini rusak dan tidak dapat dibaca. Simpan ulang, lalu kirim lagi."),
        "empty": _("Berkas ini kosong."),
        "macros": _("Dokumen ini memuat makro atau program. Simpan tanpa makro (docx, xlsx, pptx), atau sebagai PDF."),
        "locked": _("Dokumen ini dikunci kata sandi. Buka kuncinya, simpan, lalu kirim lagi."),
        "bomb": _("Isi dokumen ini mengembang terlalu besar. Simpan sebagai PDF, lalu kirim lagi."),
    }.get(flaw) or _("Berkas ini tidak dapat diterima.")
