"""From a file to its words. A PDF is read by a program of its own with little memory and time, and nothing else of it is kept."""

import subprocess
import sys

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .. import rules
from ..rules import library
from ..rules.library import pdf

PATIENCE = 150  # seconds
TROUBLES: dict[library.Trouble, str | Promise] = {
    library.Trouble.EMPTY: _("Berkas kosong."),
    library.Trouble.TOO_BIG: _("Berkas terlalu besar untuk sebuah peraturan."),
    library.Trouble.TOO_HEAVY: _("Isi berkas terlalu banyak atau terlalu berat untuk dibaca. Berkas tidak diambil."),
    library.Trouble.PACKED: _(
        "Berkas terkompresi atau dokumen Word tidak dibaca. Simpan sebagai PDF berteks, HTML, atau teks biasa."
    ),
    library.Trouble.NOT_TEXT: _("Berkas ini bukan teks, HTML, PDF, atau JSONL."),
    library.Trouble.BROKEN: _("Berkas rusak dan tidak dapat dibaca."),
    library.Trouble.ENCRYPTED: _("PDF ini dikunci dengan kata sandi. Buka kuncinya lebih dulu."),
    library.Trouble.SCANNED: _("PDF ini hanya berisi gambar pindaian, tanpa teks. Cari naskah digitalnya."),
    library.Trouble.NO_ARTICLES: _("Tidak ada satu pasal pun yang dikenali dalam berkas ini."),
    library.Trouble.NO_SUCH_LAW: _("Berkas data ini tidak memuat peraturan yang diminta."),
}
OF_THE_PROGRAM = {
    pdf.BROKEN: library.Trouble.BROKEN,
    pdf.ENCRYPTED: library.Trouble.ENCRYPTED,
    pdf.SCANNED: library.Trouble.SCANNED,
    pdf.TOO_HEAVY: library.Trouble.TOO_HEAVY,
}


class Unreadable(rules.StatuteError):
    """A file that cannot be read as a law; its text says why."""

    def __init__(self, trouble: library.Trouble) -> None:
        super().__init__(str(TROUBLES[trouble]))
        self.trouble = trouble


def words_in(data: bytes) -> tuple[library.Format, str]:
    """The kind of a file and its words, or `Unreadable`."""
    try:
        format = library.format_of(data)
        text = library.within_bounds(_words_in_pdf(data)) if format == library.Format.PDF else library.words_of(data, format)
    except library.CannotRead as problem:
        raise Unreadable(problem.trouble) from problem
    return format, text if format == library.Format.JSONL else library.folded(text)


def _words_in_pdf(data: bytes) -> str:
    """The words of a PDF, page by page."""
    try:
        done = subprocess.run(  # noqa: S603 -- our own module in our own interpreter; the file is its standard input
            [sys.executable, "-m", pdf.__name__], input=data, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise library.CannotRead(library.Trouble.TOO_HEAVY) from None
    if done.returncode:
        # Killed by its limits, or out of memory in a place where it could not say so.
        trouble = OF_THE_PROGRAM.get(
            done.returncode, library.Trouble.TOO_HEAVY if done.returncode < 0 else library.Trouble.BROKEN
        )
        raise library.CannotRead(trouble)
    return done.stdout.decode("utf-8", "replace")
