"""Builds the templates that ship with Damai: `python scripts/build_templates.py` writes src/damai/documents/shipped/*.docx.

Each function below is one template, read from top to bottom as the paper is read. The same source gives the same bytes; a test
builds them again and compares. An office needs none of this: it downloads a template, edits it in its word processor, uploads it.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from case_forms import FORMS
from hearing_papers import HEARING_PAPERS
from sheet import BOTH, CENTER, RIGHT, Sheet

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "src/damai/documents/shipped"


# --- The papers -----------------------------------------------------------------------------------------------------


def undangan() -> Sheet:
    """Surat undangan: head, number and subject, addressees, when and where, signature, copies."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.line("{{ tempat }}, {{ tanggal }}", align=RIGHT, after=8)
    sheet.pairs(
        ("Nomor", "{{ nomor }}"),
        ("Sifat", "{{ sifat }}"),
        ("Lampiran", '{{ lampiran|atau("–") }}'),
        ("Hal", "{{ hal }}"),
        first=2.2,
    )
    sheet.line()
    sheet.line("Yth.")
    sheet.line("{%p for p in yth %}")
    sheet.line("{{ p.kepada }}", numbered=sheet.counted(left=0.7, hanging=0.7))
    sheet.line("{%p endfor %}")
    sheet.line("di {{ di|atau(tempat) }}", after=12)
    sheet.line("{%p if dasar %}")
    sheet.line(
        "Berdasarkan {{ dasar }}, dengan hormat kami mengundang Saudara untuk hadir pada:", align=BOTH, first=1.25, after=6
    )
    sheet.line("{%p else %}")
    sheet.line("Dengan hormat kami mengundang Saudara untuk hadir pada:", align=BOTH, first=1.25, after=6)
    sheet.line("{%p endif %}")
    sheet.pairs(
        ("hari/tanggal", "{{ hari_rapat }}"),
        ("pukul", "{{ pukul }}"),
        ("tempat", "{{ tempat_rapat }}"),
        ("{%tr if tautan %}", ""),
        ("tautan", "{{ tautan }}"),
        ("{%tr endif %}", ""),
        ("acara", "{{ acara }}"),
        left=1.25,
    )
    sheet.line("{%p if susunan %}")
    sheet.line("Susunan acara:", left=1.25, before=8, keep=True)
    sheet.line("{%p endif %}")
    sheet.line("{%p for s in susunan %}")
    sheet.line("{{ s.pokok }}{% if s.waktu %} ({{ s.waktu }}){% endif %}", numbered=sheet.counted(left=1.95, hanging=0.7))
    sheet.line("{%p endfor %}")
    sheet.line("{%p if catatan %}")
    sheet.line("Catatan: {{ catatan }}", align=BOTH, before=8)
    sheet.line("{%p endif %}")
    sheet.line("Atas perhatian dan kehadiran Saudara, kami mengucapkan terima kasih.", align=BOTH, first=1.25, before=8)
    sheet.signature(place="")
    sheet.line("{%p if tembusan %}")
    sheet.line("Tembusan:", before=10, size=10, keep=True)
    sheet.line("{%p endif %}")
    sheet.line("{%p for t in tembusan %}")
    sheet.line("{{ t.kepada }}", numbered=sheet.counted(left=0.6, hanging=0.6), size=10)
    sheet.line("{%p endfor %}")
    return sheet


def daftar_hadir() -> Sheet:
    """Daftar hadir: a row for each guest, high enough to sign in."""
    sheet = Sheet(size=11)
    sheet.letterhead()
    sheet.title("DAFTAR HADIR")
    sheet.pairs(
        ("Rapat", "{{ acara }}"), ("Hari/tanggal", "{{ hari_rapat }}"), ("Pukul", "{{ pukul }}"), ("Tempat", "{{ tempat_rapat }}")
    )
    sheet.line("{%p if ringkasan %}")
    sheet.line("{{ ringkasan }}", before=6)
    sheet.line("{%p endif %}")
    sheet.line()
    table = sheet.table([0.9, 4.3, 0.9, 4.2, 2.6, 1.4, 2.2], borders=True)
    sheet.row(table, "No", "Nama", "L/P", "Instansi/jabatan", "HP/surel*", "Waktu", "Tanda tangan", head=True, size=9)
    sheet.steps(table, "{%tr for p in peserta %}")
    cells = ("{{ loop.index }}", "{{ p.nama }}", "{{ p.jk }}", "{{ p.instansi }}", "{{ p.kontak }}", "{{ p.waktu }}", "")
    sheet.row(table, *cells, size=9, high=0.95)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("* Boleh tidak diisi.", size=8, before=3)
    sheet.signature()
    return sheet


def notula() -> Sheet:
    """Notula: what was said on each item, what was decided, who does what until when."""
    sheet = Sheet(size=11)
    sheet.letterhead()
    sheet.title("NOTULA", "Nomor {{ nomor }}")
    sheet.pairs(
        ("Rapat", "{{ rapat }}"),
        ("Hari/tanggal", "{{ hari_rapat }}"),
        ("Waktu", "{{ pukul }}"),
        ("Tempat", "{{ tempat_rapat }}"),
        ("{%tr if dasar %}", ""),
        ("Dasar undangan", "{{ dasar }}"),
        ("{%tr endif %}", ""),
        ("Pimpinan rapat", "{{ pimpinan }}{% if jabatan_pimpinan %}, {{ jabatan_pimpinan }}{% endif %}"),
        ("Notulis", "{{ notulis }}"),
        first=3.4,
    )
    sheet.heading("A. Acara")
    sheet.line("{%p for a in acara %}")
    sheet.line("{{ a.pokok }}{% if a.pemilik %} ({{ a.pemilik }}){% endif %}", numbered=sheet.counted())
    sheet.line("{%p endfor %}")
    sheet.heading("B. Peserta")
    sheet.line("{%p if kehadiran %}")
    sheet.line("{{ kehadiran }}", after=3)
    sheet.line("{%p endif %}")
    sheet.line("{%p for p in peserta %}")
    sheet.line("{{ p.instansi }}{% if p.nama %}: {{ p.nama }}{% endif %}", numbered=sheet.counted())
    sheet.line("{%p endfor %}")
    sheet.heading("C. Pembukaan")
    sheet.line('{{ pembukaan|atau("–") }}', align=BOTH)
    sheet.heading("D. Pembahasan")
    sheet.line("{%p for b in pembahasan %}")
    lead = "{{ b.pokok }}{% if b.pemilik %} ({{ b.pemilik }}){% endif %}"
    sheet.line(lead, bold=True, numbered=sheet.counted(bold=True), before=6, keep=True)
    sheet.line("{%p if b.uraian %}")
    sheet.line("{{ b.uraian }}", left=0.8, align=BOTH, after=2)
    sheet.line("{%p endif %}")
    sheet.line("{%p for k in b.keputusan %}")
    decided = sheet.line("Keputusan: ", left=0.8, bold=True)
    sheet.run(decided, "{{ k.isi }}")
    sheet.line("{%p endfor %}")
    sheet.line("{%p endfor %}")
    sheet.heading("E. Kesimpulan dan keputusan")
    sheet.line("{%p if kesimpulan %}")
    table = sheet.table([0.9, 8.4, 4.2, 3.0], borders=True)
    sheet.row(table, "No", "Keputusan", "Penanggung jawab", "Batas waktu", head=True, size=10)
    sheet.steps(table, "{%tr for k in kesimpulan %}")
    sheet.row(table, "{{ loop.index }}", "{{ k.isi }}", "{{ k.penanggung_jawab }}", "{{ k.batas_waktu }}", size=10)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p else %}")
    sheet.line("Rapat tidak mengambil keputusan.")
    sheet.line("{%p endif %}")
    sheet.heading("F. Tindak lanjut")
    sheet.line("{%p if tindak_lanjut %}")
    table = sheet.table([0.9, 5.3, 3.6, 3.9, 2.8], borders=True)
    sheet.row(table, "No", "Kegiatan", "Penanggung jawab", "Indikator dan target", "Batas waktu", head=True, size=10)
    sheet.steps(table, "{%tr for t in tindak_lanjut %}")
    owner = "{{ t.penanggung_jawab }}{% if t.pendukung %}\ndidukung {{ t.pendukung }}{% endif %}"
    sheet.row(table, "{{ loop.index }}", "{{ t.kegiatan }}", owner, "{{ t.indikator }}", "{{ t.batas_waktu }}", size=10)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p else %}")
    sheet.line("Tidak ada.")
    sheet.line("{%p endif %}")
    sheet.heading("G. Penutup")
    sheet.line('{{ penutup|atau("–") }}', align=BOTH)
    sheet.line("{%p if tambahan %}")
    sheet.heading("H. Tambahan setelah notula final")
    sheet.line("{%p endif %}")
    sheet.line("{%p for t in tambahan %}")
    sheet.line("{{ t.tanggal }}: {{ t.isi }}", numbered=sheet.counted(), align=BOTH)
    sheet.line("{%p endfor %}")
    _both_sign(sheet)
    return sheet


def _both_sign(sheet: Sheet) -> None:
    """Chair and secretary sign the minutes; under them the code, and the digest of the sealed minutes."""
    sheet.line()
    half = sheet.width / 2
    table = sheet.table([half, half])
    left, right = sheet.row(table, "", "").cells
    sheet.signed(left, " ", "Pimpinan rapat,", "{{ pimpinan }}", "nip_pimpinan")
    sheet.signed(right, "{{ tempat }}, {{ tanggal }}", "Notulis,", "{{ notulis }}", "nip_notulis")
    sheet.line("{%p if qr %}")
    sheet.line("{{ qr }}", before=8, keep=True)
    sheet.line("Periksa keaslian dokumen ini: {{ alamat_periksa }}", size=7)
    sheet.line("{%p endif %}")
    sheet.line("{%p if sidik %}")
    sheet.line("Sidik jari notula final (SHA-256): {{ sidik }}", size=7)
    sheet.line("{%p endif %}")


def berita_acara() -> Sheet:
    """Berita acara: the day in words, the parties, what they agreed, and a place for each to sign."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title("BERITA ACARA", "{{ perihal|besar }}", "Nomor {{ nomor }}")
    day = (
        "Pada hari ini, {{ pada_hari }}{% if tanggal_angka %} ({{ tanggal_angka }}){% endif %}, bertempat di {{ tempat_rapat }}, "
    )
    sheet.line(f"{day}kami yang bertanda tangan di bawah ini:", align=BOTH, after=6)
    sheet.line("{%p for p in pihak %}")
    party = "{{ p.nama }}, {{ p.jabatan }}{% if p.instansi %} {{ p.instansi }}{% endif %}"
    called = "{% if p.sebagai %}, selanjutnya disebut {{ p.sebagai }}{% endif %};"
    sheet.line(party + called, numbered=sheet.counted(left=0.9, hanging=0.9), align=BOTH, after=3)
    sheet.line("{%p endfor %}")
    sheet.line("{%p if dasar %}")
    sheet.line("Berdasarkan {{ dasar }}, menyepakati hal-hal sebagai berikut:", align=BOTH, before=8, after=6)
    sheet.line("{%p else %}")
    sheet.line("menyepakati hal-hal sebagai berikut:", align=BOTH, before=8, after=6)
    sheet.line("{%p endif %}")
    sheet.line("{%p for k in kesepakatan %}")
    sheet.line("{{ k.isi }}", numbered=sheet.counted(left=0.9, hanging=0.9), align=BOTH, after=3)
    sheet.line("{%p endfor %}")
    copies = "{% if rangkap %} dalam rangkap {{ rangkap }}{% endif %}"
    sheet.line(f"Demikian berita acara ini dibuat dengan sebenarnya{copies} untuk dipergunakan seperlunya.", align=BOTH, before=8)
    sheet.line("{{ tempat }}, {{ tanggal }}", align=RIGHT, before=10, after=6, keep=True)
    _all_sign(sheet, "pihak", "Para pihak")
    sheet.line("{%p if saksi %}")
    sheet.line("Saksi:", before=10, after=4, keep=True)
    _all_sign(sheet, "saksi", "Saksi")
    sheet.line("{%p endif %}")
    sheet.line("{%p if tte %}")
    sheet.line("Ditandatangani secara elektronik (BSrE) nomor {{ tte }}", size=9, before=8)
    sheet.line("{%p endif %}")
    sheet.line("{%p if qr %}")
    sheet.line("{{ qr }}", before=8, keep=True)
    sheet.line("Periksa keaslian dokumen ini: {{ alamat_periksa }}", size=7)
    sheet.line("{%p endif %}")
    return sheet


def _all_sign(sheet: Sheet, rows: str, who: str) -> None:
    table = sheet.table([0.9, 8.6, sheet.width - 9.5], borders=True)
    sheet.row(table, "No", f"{who}", "Tanda tangan", head=True, size=10)
    sheet.steps(table, f"{{%tr for p in {rows} %}}")
    organisation = "{% if p.instansi %} {{ p.instansi }}{% endif %}" if rows == "pihak" else ""
    sheet.row(table, "{{ loop.index }}", f"{{{{ p.nama }}}}\n{{{{ p.jabatan }}}}{organisation}", "", size=10, high=1.4)
    sheet.steps(table, "{%tr endfor %}")


def rencana_aksi() -> Sheet:
    """Rencana aksi: one wide table on landscape paper."""
    sheet = Sheet(landscape=True, size=10)
    sheet.letterhead()
    sheet.title("RENCANA AKSI", "{{ judul }}")
    sheet.line("{%p if keadaan_per %}")
    sheet.line("Keadaan per {{ keadaan_per }}", after=4)
    sheet.line("{%p endif %}")
    columns = {
        "No": (0.8, "{{ loop.index }}"),
        "Isu": (2.3, "{{ k.isu }}"),
        "Keluaran": (2.4, "{{ k.keluaran }}"),
        "Kegiatan": (3.2, "{{ k.kegiatan }}"),
        "Penanggung jawab": (2.3, "{{ k.penanggung_jawab }}"),
        "Instansi pendukung": (2.1, "{{ k.pendukung }}"),
        "Indikator": (2.2, "{{ k.indikator }}"),
        "Target": (1.5, "{{ k.target }}"),
        "Mulai–selesai": (1.9, "{% if k.mulai %}{{ k.mulai }} – {% endif %}{{ k.selesai }}"),
        "Anggaran": (1.7, "{{ k.anggaran }}"),
        "Status": (1.6, "{{ k.status }}"),
        "Bukti": (1.8, "{{ k.bukti }}"),
        "Kendala": (1.9, "{{ k.kendala }}"),
    }
    table = sheet.table([width for width, _text in columns.values()], borders=True, side=0.08)
    sheet.row(table, *columns, head=True, size=7.5)
    sheet.steps(table, "{%tr for k in kegiatan %}")
    sheet.row(table, *(text for _width, text in columns.values()), size=7.5)
    sheet.steps(table, "{%tr endfor %}")
    sheet.signature()
    return sheet


def laporan_kegiatan() -> Sheet:
    """Laporan kegiatan: in short, with pictures and recommendations."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title("LAPORAN KEGIATAN", "{{ kegiatan|besar }}", "Nomor {{ nomor }}")
    sheet.pairs(
        ("Hari/tanggal", "{{ hari_rapat }}"),
        ("Pukul", "{{ pukul }}"),
        ("Tempat", "{{ tempat_rapat }}"),
        ("{%tr if dasar %}", ""),
        ("Dasar", "{{ dasar }}"),
        ("{%tr endif %}", ""),
        ("{%tr if kehadiran %}", ""),
        ("Kehadiran", "{{ kehadiran }}"),
        ("{%tr endif %}", ""),
    )
    sheet.line("{%p if maksud %}")
    sheet.heading("Maksud dan tujuan")
    sheet.line("{{ maksud }}", align=BOTH)
    sheet.line("{%p endif %}")
    sheet.heading("Ringkasan pelaksanaan")
    sheet.line("{{ ringkasan }}", align=BOTH)
    sheet.heading("Hasil")
    sheet.line("{%p for h in hasil %}")
    sheet.line("{{ h.isi }}", numbered=sheet.counted(left=0.9, hanging=0.9), align=BOTH, after=2)
    sheet.line("{%p endfor %}")
    sheet.line("{%p if rekomendasi %}")
    sheet.heading("Rekomendasi")
    sheet.line("{%p endif %}")
    sheet.line("{%p for r in rekomendasi %}")
    sheet.line("{{ r.isi }}", numbered=sheet.counted(left=0.9, hanging=0.9), align=BOTH, after=2)
    sheet.line("{%p endfor %}")
    sheet.line("{%p if dokumentasi %}")
    sheet.heading("Dokumentasi")
    sheet.line("{%p endif %}")
    sheet.line("{%p for d in dokumentasi %}")
    sheet.line("{{ d.gambar }}", align=CENTER, before=6, keep=True)
    sheet.line("{{ d.keterangan }}", align=CENTER, size=9)
    sheet.line("{%p endfor %}")
    sheet.signature()
    return sheet


PAPERS: dict[str, Callable[[], Sheet]] = {
    "undangan": undangan,
    "daftar-hadir": daftar_hadir,
    "notula": notula,
    "berita-acara": berita_acara,
    "rencana-aksi": rencana_aksi,
    "laporan-kegiatan": laporan_kegiatan,
    **FORMS,
    **HEARING_PAPERS,
}


def main() -> None:
    """Write every template."""
    SHIPPED.mkdir(exist_ok=True)
    for name, paper in PAPERS.items():
        (SHIPPED / f"{name}.docx").write_bytes(paper().bytes())


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    main()
