"""The library in words for people: entries of the catalogue in the reader's language, penalties, and why something was found."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from .. import rules
from ..rules import library
from .articles import Standing

Words = str | Promise
SUBJECTS: dict[str, Words] = {
    "uang": _("Politik uang"),
    "kampanye": _("Waktu, tempat, dan alat kampanye"),
    "ujaran": _("Ujaran, hasutan, dan ancaman"),
    "netralitas": _("Netralitas pejabat dan aparat"),
    "pemilih": _("Daftar pemilih dan hak pilih"),
    "tps": _("Hari pemungutan suara"),
    "hitung": _("Penghitungan dan rekapitulasi"),
    "calon": _("Pencalonan dan dana kampanye"),
    "penyelenggara": _("Penyelenggara dan pengawas"),
    "pilkada": _("Pilkada"),
}
CLASSES: dict[library.Class, Words] = {
    library.Class.ADM: _("pelanggaran administratif"),
    library.Class.TSM: _("pelanggaran administratif TSM"),
    library.Class.KEPP: _("pelanggaran kode etik penyelenggara"),
    library.Class.PID: _("tindak pidana pemilu"),
    library.Class.LAIN: _("pelanggaran hukum lainnya"),
}
TIMES: dict[library.When, Words] = {
    library.When.ALWAYS: _("kapan saja"),
    library.When.BEFORE: _("sebelum masa kampanye"),
    library.When.CAMPAIGN: _("masa kampanye"),
    library.When.QUIET: _("masa tenang"),
    library.When.VOTING: _("hari pemungutan suara"),
    library.When.COUNTING: _("penghitungan dan rekapitulasi"),
}
STANDINGS: dict[Standing, Words] = {
    Standing.IN_FORCE: _("berlaku"),
    Standing.NOT_YET: _("belum berlaku pada tanggal ini"),
    Standing.REPEALED: _("dicabut"),
    Standing.ANNULLED: _("dibatalkan pengadilan"),
    Standing.UNKNOWN: _("belum diketahui"),
}


@dataclass(frozen=True, kw_only=True)
class Basis:
    """An article an entry rests on."""

    id: str
    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of the catalogue, as a page says it."""

    id: str
    subject: str
    subject_words: Words
    regime: str
    title: str
    conduct: str
    who: str
    elements: tuple[str, ...]
    but: str
    consequence: str
    classes: tuple[Words, ...]
    when: tuple[Words, ...]
    penalty: str
    penalty_verified: bool
    verified: bool
    source: str
    basis: tuple[Basis, ...]
    words: tuple[str, ...]
    url: str


def entry(offence: library.Offence) -> Entry:
    """An entry in the language that is active."""
    said = offence.said(get_language() or "id")
    return Entry(
        id=offence.id,
        subject=offence.subject,
        subject_words=SUBJECTS[offence.subject],
        regime=offence.regime,
        title=said.title,
        conduct=said.conduct,
        who=said.who,
        elements=said.elements,
        but=said.but,
        consequence=said.consequence,
        classes=tuple(CLASSES[each] for each in offence.classes),
        when=tuple(TIMES[each] for each in offence.when),
        penalty=penalty_words(offence.penalty) if offence.penalty else "",
        penalty_verified=bool(offence.penalty and offence.penalty.verified),
        verified=offence.confidence == rules.Confidence.VERIFIED,
        source=offence.source,
        basis=tuple(Basis(id=str(each), label=each.label, url=f"/hukum/{each}/") for each in offence.articles),
        words=offence.words,
        url=f"/hukum/larangan/{offence.id}/",
    )


def entries(subject: str | None = None) -> list[Entry]:
    """The catalogue, of one subject or all, in the order of its files."""
    return [entry(each) for each in library.catalogue() if subject is None or each.subject == subject]


def penalty_words(penalty: library.Penalty) -> str:
    """The ceiling of a penalty: "penjara paling lama 2 tahun dan denda paling banyak Rp24.000.000"."""
    prison = say("penjara") if penalty.kind == "penjara" else say("kurungan")
    most = say("%(kind)s paling lama %(length)s dan denda paling banyak %(fine)s") % {
        "kind": prison,
        "length": _length(penalty.months),
        "fine": _rupiah(penalty.fine),
    }
    if not penalty.least:
        return most
    least = say("paling singkat %(length)s dan paling sedikit %(fine)s") % {
        "length": _length(penalty.least),
        "fine": _rupiah(penalty.least_fine),
    }
    return f"{most}; {least}"


def _length(months: int) -> str:
    if months % 12:
        return ngettext("%(n)d bulan", "%(n)d bulan", months) % {"n": months}
    return ngettext("%(n)d tahun", "%(n)d tahun", months // 12) % {"n": months // 12}


def _rupiah(amount: int) -> str:
    return "Rp" + (f"{amount:,}" if get_language() == "en" else f"{amount:,}".replace(",", "."))


def reasons(because: tuple[library.Reason, ...]) -> list[str]:
    """Why something was found, in the words of the question: "masjid (ibadah)"."""
    said = []
    for each in because[:6]:
        odd = each.meant and each.meant != each.said
        said.append(f"{each.said} → {each.meant}" if odd else each.said)
    return said
