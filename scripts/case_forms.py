"""The forms and letters of a case, for `build_templates`: each function is one paper, read from top to bottom as it is read."""

from collections.abc import Callable

from sheet import BOTH, CENTER, RIGHT, Sheet

NOTHING = '{{ %s|atau("–") }}'


def _head(sheet: Sheet) -> None:
    """Letterhead, the number of the form in the corner, title and number."""
    sheet.letterhead()
    sheet.line("{%p if formulir %}")
    sheet.line("{{ formulir }}", align=RIGHT, size=9, after=4)
    sheet.line("{%p endif %}")
    sheet.title("{{ judul|besar }}", "Nomor {{ nomor }}")


def _people(sheet: Sheet, name: str, none: str) -> None:
    """A table of people; where there are none, the paper says so."""
    sheet.line(f"{{%p if {name} %}}")
    wide = sheet.width - 0.9 - 5.0 - 3.4
    table = sheet.table([0.9, 5.0, wide, 3.4], borders=True)
    sheet.row(table, "No", "Nama", "Alamat", "No. Telp/HP", head=True, size=10)
    sheet.steps(table, f"{{%tr for p in {name} %}}")
    sheet.row(table, "{{ loop.index }}", "{{ p.nama }}", NOTHING % "p.alamat", NOTHING % "p.telepon", size=10)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p else %}")
    sheet.line(none)
    sheet.line("{%p endif %}")


def _list(sheet: Sheet, name: str, text: str, none: str) -> None:
    sheet.line(f"{{%p if {name} %}}")
    sheet.line(f"{{%p for p in {name} %}}")
    sheet.line(text, numbered=sheet.counted(), align=BOTH, after=2)
    sheet.line("{%p endfor %}")
    sheet.line("{%p else %}")
    sheet.line(none)
    sheet.line("{%p endif %}")


def _check(sheet: Sheet) -> None:
    sheet.line("{%p if qr %}")
    sheet.line("{{ qr }}", before=8, keep=True)
    sheet.line("Periksa keaslian dokumen ini: {{ alamat_periksa }}", size=7)
    sheet.line("{%p endif %}")


def _two_sign(sheet: Sheet, left: tuple[str, str], right: tuple[str, str]) -> None:
    """Who received and who handed in, side by side, with room for ink."""
    sheet.line()
    half = sheet.width / 2
    table = sheet.table([half, half])
    row = sheet.row(table, "", "").cells
    for cell, (office, name) in zip(row, (left, right), strict=True):
        sheet.line(office, cell, keep=True)
        sheet.line("", cell, before=44, keep=True)
        sheet.line(name, cell, bold=True, underline=True)
    _check(sheet)


def _event(sheet: Sheet, *, known: bool) -> None:
    rows = [
        ("a. Peristiwa", "{{ peristiwa }}"),
        ("b. Tempat kejadian", NOTHING % "tempat_kejadian"),
        ("c. Hari dan tanggal kejadian", NOTHING % "hari_kejadian"),
    ]
    sheet.pairs(*rows, *([("d. Hari dan tanggal diketahui", "{{ hari_diketahui }}")] if known else []), first=5.4)


def form_b1() -> Sheet:
    """B.1, in the order of the annex: reporter, reported, event with the day it became known, witnesses, evidence, story."""
    sheet = Sheet(size=11)
    _head(sheet)
    sheet.heading("1. Identitas pelapor")
    sheet.pairs(
        ("a. Nama", "{{ pelapor_nama }}"),
        ("b. Tempat/tanggal lahir", NOTHING % "pelapor_lahir"),
        ("c. Jenis kelamin", NOTHING % "pelapor_kelamin"),
        ("d. Pekerjaan", NOTHING % "pelapor_pekerjaan"),
        ("e. Kewarganegaraan", NOTHING % "pelapor_kewarganegaraan"),
        ("f. Alamat", "{{ pelapor_alamat }}"),
        ("g. No. Telp/HP", NOTHING % "pelapor_telepon"),
        ("h. E-mail", NOTHING % "pelapor_surel"),
        first=5.4,
    )
    sheet.heading("2. Identitas terlapor")
    _people(sheet, "terlapor", "Tidak disebut.")
    sheet.heading("3. Peristiwa yang dilaporkan")
    _event(sheet, known=True)
    sheet.heading("4. Saksi-saksi")
    _people(sheet, "saksi", "Tidak disebut.")
    sheet.heading("5. Bukti-bukti")
    _list(sheet, "bukti", "{{ p.uraian }}", "Tidak ada yang diserahkan.")
    sheet.heading("6. Uraian kejadian")
    sheet.line(NOTHING % "uraian", align=BOTH, after=6)
    sheet.pairs(
        ("Dilaporkan di", "{{ dilaporkan_di }}"), ("Hari dan tanggal", "{{ hari_lapor }}"), ("Pukul", "{{ pukul_lapor }}"),
        ("Rezim dan kode perkara", "{{ rezim }} · {{ kode_perkara }}"), first=5.4,
    )  # fmt: skip
    sheet.line(
        "Saya menyatakan bahwa isi laporan ini adalah yang sebenar-benarnya dan saya bersedia mempertanggungjawabkannya di "
        "hadapan hukum.",
        align=BOTH,
        before=8,
    )
    _two_sign(sheet, ("Penerima laporan,", "{{ penerima }}"), ("Pelapor,", "{{ pelapor_nama }}"))
    return sheet


def form_b2() -> Sheet:
    """B.2: who found it, by when it must be declared, whom it concerns, what happened (the rule of 2018 asks for these)."""
    sheet = Sheet(size=11)
    _head(sheet)
    sheet.heading("1. Pengawas yang menemukan")
    sheet.line("{%p if pengawas %}")
    table = sheet.table([0.9, 6.0, sheet.width - 6.9], borders=True)
    sheet.row(table, "No", "Nama", "Jabatan", head=True, size=10)
    sheet.steps(table, "{%tr for p in pengawas %}")
    sheet.row(table, "{{ loop.index }}", "{{ p.nama }}", NOTHING % "p.jabatan", size=10)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p else %}")
    sheet.line("Tidak disebut.")
    sheet.line("{%p endif %}")
    sheet.pairs(
        ("Berasal dari", "{{ sumber }}"), ("Ditemukan", "{{ hari_ditemukan }}"), ("Batas waktu temuan", "{{ batas_temuan }}"),
        ("Pleno", "{{ ba_pleno }}"), ("Rezim dan kode perkara", "{{ rezim }} · {{ kode_perkara }}"), first=5.4,
    )  # fmt: skip
    sheet.heading("2. Identitas terlapor")
    _people(sheet, "terlapor", "Belum diketahui.")
    sheet.heading("3. Peristiwa")
    _event(sheet, known=False)
    sheet.heading("4. Saksi-saksi")
    _people(sheet, "saksi", "Tidak ada.")
    sheet.heading("5. Bukti-bukti")
    _list(sheet, "bukti", "{{ p.uraian }}", "Tidak ada.")
    sheet.heading("6. Uraian kejadian")
    sheet.line(NOTHING % "uraian", align=BOTH)
    sheet.signature()
    return sheet


def _receipt(sheet: Sheet, what: str, name: str, none: str, late: bool) -> Sheet:
    _head(sheet)
    sheet.line(what, align=BOTH, after=6)
    sheet.pairs(
        ("Nama", "{{ pelapor_nama }}"),
        *([] if late else [("Alamat", "{{ pelapor_alamat }}")]),
        ("Nomor laporan", NOTHING % "nomor_laporan"),
        ("Kode perkara", "{{ kode_perkara }}{% if rezim %} · {{ rezim }}{% endif %}"),
        ("Diterima di", "{{ dilaporkan_di }}"),
        ("Hari dan tanggal", "{{ hari_lapor }}"),
        ("Pukul", "{{ pukul_lapor }}"),
    )
    sheet.heading("Yang diserahkan")
    _list(sheet, name, "{{ p.uraian }}", none)
    if late:
        sheet.line("{%p if terlambat %}")
        sheet.line("Diserahkan sesudah batas waktu perbaikan: {{ terlambat }}", align=BOTH, before=6, bold=True)
        sheet.line("{%p endif %}")
    sheet.line("{%p if berikut %}")
    due = "{% if batas_berikut %}, paling lambat {{ batas_berikut }}{% endif %}"
    basis = "{% if dasar_berikut %} ({{ dasar_berikut }}){% endif %}"
    sheet.line("Langkah berikut: {{ berikut }}" + due + basis + ".", align=BOTH, before=8)
    sheet.line("{%p endif %}")
    _two_sign(sheet, ("Penerima,", "{{ penerima }}"), ("Pelapor,", "{{ pelapor_nama }}"))
    return sheet


def form_b3() -> Sheet:
    """B.3: that a report was handed in, when, with what, and what comes next."""
    said = "Telah diterima laporan dugaan pelanggaran dari:"
    return _receipt(Sheet(), said, "berkas", "Tidak ada berkas yang diserahkan.", late=False)


def form_b3_1() -> Sheet:
    """B.3.1: that what was missing was handed in, in time or not."""
    said = "Telah diterima perbaikan atau kelengkapan laporan dugaan pelanggaran dari:"
    return _receipt(Sheet(), said, "kelengkapan", "Tidak ada.", late=True)


def _letter_head(sheet: Sheet, hal: str) -> None:
    sheet.letterhead()
    sheet.line("{{ tempat }}, {{ tanggal }}", align=RIGHT, after=8)
    sheet.line("{%p if formulir %}")
    sheet.line("{{ formulir }}", align=RIGHT, size=9, after=4)
    sheet.line("{%p endif %}")
    sheet.pairs(("Nomor", "{{ nomor }}"), ("Sifat", "Rahasia"), ("Hal", hal), first=2.2)
    sheet.line()
    sheet.line("Yth. {{ yth }}")


def form_b7() -> Sheet:
    """What is missing, in words for the reporter, and the last moment to mend it."""
    sheet = Sheet()
    _letter_head(sheet, "{{ judul }}")
    sheet.line(
        "Laporan Saudara{% if nomor_laporan %} nomor {{ nomor_laporan }}{% endif %} (kode {{ kode_perkara }}, {{ rezim }}) sudah "
        "kami periksa. Supaya dapat diregistrasi, syarat berikut masih perlu dilengkapi:",
        align=BOTH, first=1.25, before=12, after=6,
    )  # fmt: skip
    table = sheet.table([0.9, 5.4, sheet.width - 6.3], borders=True)
    sheet.row(table, "No", "Syarat", "Yang perlu dilengkapi", head=True, size=10)
    sheet.steps(table, "{%tr for k in kekurangan %}")
    sheet.row(table, "{{ loop.index }}", "{{ k.syarat }}", NOTHING % "k.uraian", size=10)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line(
        "Perbaikan ditunggu paling lambat {{ batas_perbaikan }}{% if dasar_perbaikan %} ({{ dasar_perbaikan }}){% endif %}. "
        "Laporan hanya dapat diperbaiki satu kali.",
        align=BOTH, first=1.25, before=8,
    )  # fmt: skip
    sheet.line("{%p if cara %}")
    sheet.line("{{ cara }}", align=BOTH, first=1.25)
    sheet.line("{%p endif %}")
    sheet.signature(place="")
    return sheet


def form_b18() -> Sheet:
    """The status, for the board and the site: it names nobody."""
    sheet = Sheet()
    _head(sheet)
    sheet.pairs(
        ("Nomor laporan/temuan", NOTHING % "nomor_laporan"),
        ("Nomor register", NOTHING % "nomor_register"),
        ("Kode perkara", "{{ kode_perkara }}{% if rezim %} · {{ rezim }}{% endif %}"),
        ("Keadaan", "{{ keadaan }}"),
        ("{%tr if alasan %}", ""),
        ("Alasan", "{{ alasan }}"),
        ("{%tr endif %}", ""),
        ("{%tr if ba_pleno %}", ""),
        ("Pleno", "{{ ba_pleno }}"),
        ("{%tr endif %}", ""),
        first=4.6,
    )
    sheet.line("{%p if jalur %}")
    sheet.line("Hasil menurut jenis dugaan:", before=8, after=4, keep=True)
    table = sheet.table([0.9, 5.0, 6.4, sheet.width - 12.3], borders=True)
    sheet.row(table, "No", "Jenis dugaan", "Hasil", "Dasar", head=True, size=10)
    sheet.steps(table, "{%tr for j in jalur %}")
    sheet.row(table, "{{ loop.index }}", "{{ j.kelas }}", "{{ j.hasil }}", NOTHING % "j.dasar", size=10)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p endif %}")
    sheet.line("Nama pelapor, saksi, dan terlapor tidak dimuat dalam pengumuman ini.", size=9, before=8, align=BOTH)
    sheet.signature()
    return sheet


def _handed_over(closing: str) -> Sheet:
    """A letter with what is handed over: what is alleged, the articles, the minutes, chosen evidence and chosen people."""
    sheet = Sheet(size=11)
    _letter_head(sheet, "{{ judul }}")
    sheet.line("{%p if di %}")
    sheet.line("di {{ di }}")
    sheet.line("{%p endif %}")
    sheet.line(
        "Berdasarkan {{ dasar }}, bersama ini kami sampaikan dugaan berikut (kode penerusan {{ kode_penerusan }}, perkara "
        "{{ kode_perkara }}{% if nomor_register %}, register {{ nomor_register }}{% endif %}, {{ rezim }}):",
        align=BOTH, first=1.25, before=12, after=6,
    )  # fmt: skip
    sheet.pairs(
        ("Jenis dugaan", "{{ kelas }}"),
        ("{%tr if ba_pleno %}", ""),
        ("Pleno", "{{ ba_pleno }}"),
        ("{%tr endif %}", ""),
        ("{%tr if ba_gakkumdu %}", ""),
        ("Pembahasan Gakkumdu", "{{ ba_gakkumdu }}"),
        ("{%tr endif %}", ""),
        first=4.6,
    )
    sheet.line("{{ isi }}", align=BOTH, before=6)
    sheet.line("{%p if pasal %}")
    sheet.heading("Ketentuan yang diduga dilanggar")
    sheet.line("{%p endif %}")
    sheet.line("{%p for p in pasal %}")
    sheet.line("{{ p.pasal }}", numbered=sheet.counted(), after=2)
    sheet.line("{%p endfor %}")
    sheet.heading("Orang yang datanya diserahkan")
    sheet.line("{%p if orang %}")
    table = sheet.table([0.9, 2.6, 4.2, sheet.width - 10.9, 3.2], borders=True)
    sheet.row(table, "No", "Sebagai", "Nama", "Alamat", "No. Telp/HP", head=True, size=9)
    sheet.steps(table, "{%tr for o in orang %}")
    cells = ("{{ loop.index }}", "{{ o.sebagai }}", "{{ o.nama }}", NOTHING % "o.alamat", NOTHING % "o.telepon")
    sheet.row(table, *cells, size=9)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p else %}")
    sheet.line("Tidak ada; identitas tetap pada pengawas.")
    sheet.line("{%p endif %}")
    sheet.heading("Bukti yang diserahkan")
    sheet.line("{%p if barang %}")
    table = sheet.table([0.9, 2.4, 6.0, sheet.width - 9.3], borders=True)
    sheet.row(table, "No", "Kode", "Uraian", "Sidik jari SHA-256", head=True, size=9)
    sheet.steps(table, "{%tr for b in barang %}")
    sheet.row(table, "{{ loop.index }}", "{{ b.kode }}", NOTHING % "b.uraian", NOTHING % "b.sidik", size=9)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p else %}")
    sheet.line("Tidak ada.")
    sheet.line("{%p endif %}")
    sheet.line(closing, align=BOTH, first=1.25, before=8)
    sheet.signature(place="")
    return sheet


ASKED = "Mohon dijawab diterima atau ditolak dengan alasan paling lambat {{ jawab_sebelum }}. "


def to_police() -> Sheet:
    """The letter to the police, within the running hours of the law."""
    return _handed_over(ASKED + "Perkembangan penanganannya mohon disampaikan kepada kami.")


def to_commission() -> Sheet:
    """The letter to the commission."""
    return _handed_over(ASKED + "Pelaksanaannya mohon disampaikan kepada kami.")


def to_others() -> Sheet:
    """The letter to DKPP, another institution, or other supervisors."""
    return _handed_over(ASKED + "Tindak lanjutnya mohon disampaikan kepada kami.")


def register_book() -> Sheet:
    """The book of registers of a year, on landscape paper."""
    sheet = Sheet(landscape=True, size=10)
    sheet.letterhead()
    sheet.line("{%p if formulir %}")
    sheet.line("{{ formulir }}", align=RIGHT, size=9)
    sheet.line("{%p endif %}")
    sheet.title("{{ judul|besar }}", "TAHUN {{ tahun_register }}")
    sheet.line("Keadaan per {{ keadaan_per }}", after=4, align=CENTER)
    columns = {
        "No": (0.9, "{{ loop.index }}"),
        "Nomor register": (5.0, NOTHING % "p.nomor"),
        "Kode": (2.3, "{{ p.kode }}"),
        "Tanggal": (2.2, "{{ p.tanggal }}"),
        "Jenis": (2.4, "{{ p.jenis }}"),
        "Rezim": (2.1, "{{ p.rezim }}"),
        "Jenis dugaan": (4.6, "{{ p.kelas }}"),
        "Keadaan": (3.8, "{{ p.keadaan }}"),
        "Batas terdekat": (2.4, NOTHING % "p.batas"),
    }
    sheet.line("{%p if perkara %}")
    table = sheet.table([width for width, _text in columns.values()], borders=True, side=0.08)
    sheet.row(table, *columns, head=True, size=8.5)
    sheet.steps(table, "{%tr for p in perkara %}")
    sheet.row(table, *(text for _width, text in columns.values()), size=8.5)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p else %}")
    sheet.line("Belum ada perkara yang diregistrasi pada tahun ini.")
    sheet.line("{%p endif %}")
    sheet.signature()
    return sheet


FORMS: dict[str, Callable[[], Sheet]] = {
    "form-b1": form_b1,
    "form-b2": form_b2,
    "form-b3": form_b3,
    "form-b3-1": form_b3_1,
    "form-b7": form_b7,
    "form-b18": form_b18,
    "penerusan-pidana": to_police,
    "rekomendasi-administratif": to_commission,
    "penerusan-etik": to_others,
    "penerusan-lain": to_others,
    "pelimpahan": to_others,
    "buku-register": register_book,
}
