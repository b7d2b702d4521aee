"""What to tell a sender whose report was kept: what a formal report still needs, and whether a legal term has passed."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from damai.statutes.queries import deadline
from damai.statutes.rules import StatuteError

from ...rules.completeness import Missing, missing
from ...rules.words import Words

ASKED = {
    Missing.CONTACT: _("Nama dan cara menghubungi Anda belum ada; laporan resmi memerlukannya. Tanpa itu ini informasi awal."),
    Missing.HAPPENED_ON: _("Tanggal kejadian belum ada."),
    Missing.KNOWN_ON: _("Tanggal Anda mengetahuinya belum ada; batas waktu laporan dihitung dari tanggal itu."),
    Missing.PLACE: _("Tempat kejadian belum jelas."),
    Missing.EVIDENCE: _("Belum ada bukti; foto, video, rekaman, atau nama saksi menguatkan laporan."),
}
REGIME, CLOCK = "PEMILU", "P1"  # UU 7/2017 article 454(6): seven working days since it became known


def advice_on(words: Words, *, files: int, today: date) -> tuple[str, ...]:
    """Sentences for the sender. Nothing of this keeps a report from being received."""
    sentences = [str(ASKED[thing]) for thing in missing(words, files=files)]
    late = _lateness(words.known_on, today)
    return (*sentences, late) if late else tuple(sentences)


def _lateness(known_on: date | None, today: date) -> str:
    if known_on is None:
        return ""
    try:
        due = deadline(REGIME, CLOCK, known_on).due_on
    except StatuteError:  # the tables are not loaded, or no version was in force on that day: say nothing rather than a guess
        return ""
    if today <= due:
        return ""
    return say(
        "Laporan pelanggaran pemilu disampaikan paling lambat 7 hari kerja sejak diketahui (UU 7/2017 Pasal 454 ayat (6)), "
        "yaitu sampai %(day)s. Kiriman Anda tetap kami terima sebagai informasi awal."
    ) % {"day": date_format(due, "j F Y")}
