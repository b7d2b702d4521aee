"""What the check of a template found, as sentences for the person who made it, with what to do."""

from django.utils.translation import gettext as _

from ..models import Template
from ..rules import Field, Kind, docx, examples, kind, pdf
from ..rules.checks import Problem, Wrong
from ..rules.package import NotADocx


def problems_of(template: Template) -> list[Problem]:
    """What is wrong with an office's template: what the check says, and whether it makes a document of the examples."""
    return problems_in(bytes(template.docx), kind(template.kind))


def problems_in(body: bytes, plan: Kind) -> list[Problem]:
    """As `problems_of`, for a file that is not kept yet."""
    found = docx.check(body, plan)
    if any(not problem.is_warning for problem in found):
        return found
    try:
        pdf.from_docx(docx.render(body, examples(plan), title=plan.label), title=plan.label)
    except (docx.CannotRender, pdf.CannotCompile, NotADocx) as error:
        return [*found, Problem(Wrong.TRIAL, str(error)[:200])]
    return found


def names_of(plan: Kind, paths: list[str]) -> str:
    """Fields by what they hold: "Acara (acara), Nama peserta (peserta.nama)"."""
    return ", ".join(f"{_words(plan.fields, path.split('.')) or path} ({path})" for path in paths)


def _words(fields: tuple[Field, ...], path: list[str]) -> str:
    field = next((each for each in fields if each.name == path[0]), None)
    if field is None:
        return ""
    return _words(field.parts, path[1:]) if path[1:] else field.words


def said(problem: Problem) -> str:
    """A problem as a sentence."""
    sentence = _sentences().get(problem.what, "")
    text = sentence % {"name": problem.name, "near": problem.near}
    if problem.what is Wrong.UNKNOWN and problem.near:
        text += " " + _("Mungkin maksudnya %(near)s?") % {"near": f"{{{{ {problem.near} }}}}"}
    return text


def _sentences() -> dict[Wrong, str]:
    return {
        Wrong.NOT_DOCX: _("Berkas ini bukan dokumen Word (.docx) yang dapat dibaca."),
        Wrong.LARGE: _("Berkas terlalu besar untuk sebuah templat: paling besar 2 MB."),
        Wrong.BOMB: _("Isi berkas ini mengembang tidak wajar ketika dibuka, jadi ditolak."),
        Wrong.ENCRYPTED: _("Berkas ini dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu unggah lagi."),
        Wrong.MACRO: _("Berkas ini memuat makro. Simpan sebagai Dokumen Word (.docx) biasa, lalu unggah lagi."),
        Wrong.EMBEDDED: _("Berkas ini memuat berkas lain di dalamnya (%(name)s). Hapus objek itu, lalu unggah lagi."),
        Wrong.OUTSIDE: _("Berkas ini mengambil gambar atau isi dari luar (%(name)s). Sisipkan gambarnya ke dalam berkas."),
        Wrong.SYNTAX: _("Penulisan bidang tidak terbaca: periksa kurung kurawal dan kata if, for, endif, endfor (%(name)s)."),
        Wrong.FORBIDDEN: _("Templat hanya boleh memuat bidang, if, dan for; ini tidak boleh: %(name)s."),
        Wrong.FILTER: _("Saringan %(name)s tidak dikenal. Yang dikenal: besar, kecil, terbilang, jumlah, atau."),
        Wrong.LOOP: _("Pengulangan for ini tidak dapat dipakai: ulangi sebuah daftar, atau bagian dari barisnya sendiri."),
        Wrong.UNKNOWN: _("Bidang %(name)s tidak dikenal."),
        Wrong.NOT_A_LIST: _("Bidang %(name)s bukan daftar, jadi tidak dapat diulang dengan for."),
        Wrong.NOT_A_FIELD: _("Bidang %(name)s adalah daftar: tulis barisnya dengan for."),
        Wrong.MISSING: _("Bidang wajib %(name)s tidak ada dalam templat."),
        Wrong.TRIAL: _("Percobaan dengan contoh isian gagal: %(name)s"),
        Wrong.BOX: _("Kotak teks tidak tampil di PDF. Pakai tabel atau paragraf berbingkai."),
        Wrong.FLOATING: _("Gambar yang mengambang tampil di dalam baris pada PDF; bentuk yang mengambang tidak tampil."),
        Wrong.NOTES: _("Catatan kaki dan catatan akhir tidak tampil di PDF."),
        Wrong.COMMENTS: _("Komentar tidak tampil di PDF dan ikut terkirim dalam DOCX: hapus dahulu."),
        Wrong.TRACKED: _("Ada perubahan terlacak. Terima atau tolak semuanya dahulu: PDF menampilkannya sebagai diterima."),
        Wrong.EQUATION: _("Persamaan tidak tampil di PDF."),
        Wrong.DRAWING: _("Grafik, SmartArt, atau gambar bentuk lama tidak tampil di PDF."),
        Wrong.PICTURE_KIND: _("Gambar %(name)s tidak tampil di PDF. Pakai PNG atau JPEG."),
        Wrong.COLUMNS: _("Halaman berkolom tampil sebagai satu kolom di PDF."),
        Wrong.NO_ALT: _("Gambar %(name)s belum mempunyai teks alternatif untuk orang yang tidak melihatnya."),
    }
