"""The templates of hearing and deciding, read from top to bottom as the papers are read; `build_templates.py` writes them."""

from collections.abc import Callable

from sheet import BOTH, RIGHT, Sheet


def _code(sheet: Sheet) -> None:
    """Where the paper can be checked, and the digest of what it was made from."""
    sheet.line("{%p if qr %}")
    sheet.line("{{ qr }}", before=8, keep=True)
    sheet.line("Periksa keaslian dokumen ini: {{ alamat_periksa }}", size=7)
    sheet.line("{%p endif %}")


def _sealed(sheet: Sheet) -> None:
    _code(sheet)
    sheet.line("Sidik jari (SHA-256): {{ sidik }}", size=7)


def undangan_klarifikasi() -> Sheet:
    """Undangan klarifikasi: whom, as what, when and where, what to bring, and that staying away stops nothing."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.line("{{ tempat }}, {{ tanggal }}", align=RIGHT, after=8)
    sheet.pairs(
        ("Nomor", "{{ nomor }}"),
        ("Sifat", "Rahasia"),
        ("Perkara", "{{ kode_perkara }}{% if nomor_register %} ({{ nomor_register }}){% endif %}"),
        ("Hal", "Undangan klarifikasi {{ ke }}"),
        first=2.2,
    )
    sheet.line()
    sheet.line("Yth. {{ yth }}")
    sheet.line("{%p if alamat_yth %}")
    sheet.line("{{ alamat_yth }}")
    sheet.line("{%p endif %}")
    sheet.line(
        "Berdasarkan {{ dasar }}, kami mengundang Saudara sebagai {{ sebagai }} untuk memberi keterangan"
        "{% if hal_ihwal %} tentang {{ hal_ihwal }}{% endif %} pada:",
        align=BOTH, first=1.25, before=10, after=6,
    )  # fmt: skip
    sheet.pairs(
        ("hari/tanggal", "{{ hari }}"),
        ("pukul", "{{ pukul }}"),
        ("cara", "{{ cara }}"),
        ("tempat", "{{ tempat_klarifikasi }}"),
        left=1.25,
    )
    sheet.line("{%p if bawa %}")
    sheet.line("Mohon membawa:", left=1.25, before=8, keep=True)
    sheet.line("{%p endif %}")
    sheet.line("{%p for b in bawa %}")
    sheet.line("{{ b.barang }}", numbered=sheet.counted(left=1.95, hanging=0.7))
    sheet.line("{%p endfor %}")
    sheet.line(
        "Keterangan diberikan di bawah sumpah atau janji. Selama rapat pleno belum memutuskan, yang ditangani adalah dugaan. "
        "Bila Saudara tidak hadir setelah diundang dengan patut, penanganan tetap berjalan.",
        align=BOTH, first=1.25, before=8,
    )  # fmt: skip
    sheet.line("{%p if kontak_petugas %}")
    sheet.line("Bila berhalangan, hubungi {{ kontak_petugas }} dan sebut {{ kode_undangan }}.", align=BOTH, first=1.25, before=4)
    sheet.line("{%p endif %}")
    sheet.signature(place="")
    return sheet


def berita_acara_klarifikasi() -> Sheet:
    """Berita acara klarifikasi: who was heard and how, question by question, and a place for each to sign."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title("BERITA ACARA KLARIFIKASI", "Nomor {{ nomor }}")
    sheet.line(
        "Pada hari ini, {{ pada_hari }}, mulai pukul {{ pukul }}, {{ cara }}{% if tempat_klarifikasi %} di "
        "{{ tempat_klarifikasi }}{% endif %}, dalam perkara {{ kode_perkara }}{% if nomor_register %} ({{ nomor_register }})"
        "{% endif %} dengan kode {{ kode_klarifikasi }}, telah didengar:",
        align=BOTH, after=6,
    )  # fmt: skip
    sheet.pairs(
        ("Nama", "{{ nama }}"),
        ("Sebagai", "{{ sebagai }}"),
        ("{%tr if lahir %}", ""),
        ("Tempat, tanggal lahir", "{{ lahir }}"),
        ("{%tr endif %}", ""),
        ("{%tr if pekerjaan %}", ""),
        ("Pekerjaan", "{{ pekerjaan }}"),
        ("{%tr endif %}", ""),
        ("{%tr if alamat_orang %}", ""),
        ("Alamat", "{{ alamat_orang }}"),
        ("{%tr endif %}", ""),
        first=4.2,
    )
    sheet.line("{{ sumpah }}", align=BOTH, before=8)
    sheet.line("{%p if pembukaan %}")
    sheet.line("{{ pembukaan }}", align=BOTH, before=6)
    sheet.line("{%p endif %}")
    sheet.heading("Tanya jawab")
    sheet.line("{%p for t in tanya_jawab %}")
    sheet.line("{{ t.nomor }}. {{ t.tanya }}", bold=True, before=6, keep=True)
    sheet.line("{{ t.jawab }}", left=0.8, align=BOTH)
    sheet.line("{%p endfor %}")
    sheet.line("{%p if penutup %}")
    sheet.heading("Penutup")
    sheet.line("{{ penutup }}", align=BOTH)
    sheet.line("{%p endif %}")
    sheet.line("{%p if tambahan %}")
    sheet.heading("Tambahan setelah berita acara ditutup")
    sheet.line("{%p endif %}")
    sheet.line("{%p for t in tambahan %}")
    sheet.line("{{ t.tanggal }}: {{ t.isi }}", numbered=sheet.counted(), align=BOTH)
    sheet.line("{%p endfor %}")
    sheet.line("{{ tempat }}, {{ tanggal }}", align=RIGHT, before=10, after=6, keep=True)
    table = sheet.table([0.9, 9.0, sheet.width - 9.9], borders=True)
    sheet.row(table, "No", "Nama", "Tanda tangan", head=True, size=10)
    sheet.row(table, "1", "{{ nama }}\nyang didengar", "", size=10, high=1.4)
    sheet.steps(table, "{%tr for p in petugas %}")
    sheet.row(table, "", "{{ p.nama }}\nyang meminta keterangan", "", size=10, high=1.4)
    sheet.steps(table, "{%tr endfor %}")
    _sealed(sheet)
    return sheet


def kajian() -> Sheet:
    """Kajian dugaan pelanggaran: the position, the facts, element by element, conclusion and recommendation."""
    sheet = Sheet(size=11)
    sheet.letterhead()
    sheet.title("KAJIAN DUGAAN PELANGGARAN", "Nomor {{ nomor }}", "RAHASIA SAMPAI DIPUTUSKAN DALAM RAPAT PLENO")
    sheet.pairs(
        ("Perkara", "{{ kode_perkara }}"),
        ("{%tr if nomor_register %}", ""),
        ("Nomor register", "{{ nomor_register }}"),
        ("{%tr endif %}", ""),
        ("{%tr if kelas %}", ""),
        ("Jenis dugaan", "{{ kelas }}"),
        ("{%tr endif %}", ""),
        ("Versi", "{{ versi }}"),
    )
    for letter, name, field in (("A", "Kasus posisi", "posisi"), ("B", "Fakta dan keterangan", "fakta")):
        sheet.heading(f"{letter}. {name}")
        sheet.line(f"{{{{ {field} }}}}", align=BOTH)
    sheet.line("{%p if tanggapan %}")
    sheet.line("Tanggapan pihak terlapor: {{ tanggapan }}", align=BOTH, before=6)
    sheet.line("{%p endif %}")
    sheet.heading("C. Analisis unsur demi unsur")
    sheet.line("{%p if analisis %}")
    sheet.line("{{ analisis }}", align=BOTH)
    sheet.line("{%p endif %}")
    sheet.line("{%p for u in unsur %}")
    sheet.line("{{ u.pasal }}: {{ u.isi }} ({{ u.terpenuhi }})", bold=True, before=6, keep=True)
    sheet.line("{{ u.analisis }}", left=0.8, align=BOTH)
    sheet.line("{%p endfor %}")
    sheet.line("{%p if rujukan %}")
    sheet.heading("Ketentuan yang dirujuk")
    sheet.line("{%p endif %}")
    sheet.line("{%p for r in rujukan %}")
    sheet.line("{{ r.pasal }}", numbered=sheet.counted())
    sheet.line("{%p endfor %}")
    sheet.heading("D. Kesimpulan")
    sheet.line("{{ kesimpulan }}", align=BOTH)
    sheet.heading("E. Rekomendasi")
    sheet.line("{{ rekomendasi }}", align=BOTH)
    sheet.line("Anjuran: {{ anjuran }}.", bold=True, before=6)
    sheet.line("{{ tempat }}, {{ tanggal }}", align=RIGHT, before=10, after=30, keep=True)
    sheet.line("{{ penyusun }}", align=RIGHT)
    _sealed(sheet)
    return sheet


def berita_acara_pleno() -> Sheet:
    """Berita acara rapat pleno: who was there, what was decided on each matter, and a place for each member to sign."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title("BERITA ACARA RAPAT PLENO", "Nomor {{ nomor_pleno }}")
    sheet.line(
        "Pada hari ini, {{ pada_hari }}, {{ lembaga }} mengadakan rapat pleno yang dihadiri {{ hadir }} dari {{ dari }} anggota.",
        align=BOTH, after=6,
    )  # fmt: skip
    sheet.line("{%p if pertimbangan %}")
    sheet.heading("Pertimbangan")
    sheet.line("{{ pertimbangan }}", align=BOTH)
    sheet.line("{%p endif %}")
    sheet.heading("Keputusan")
    table = sheet.table([0.9, 2.6, 7.6, sheet.width - 11.1], borders=True)
    sheet.row(table, "No", "Perkara", "Keputusan", "Ikut memutus", head=True, size=10)
    sheet.steps(table, "{%tr for k in keputusan %}")
    out = "{{ k.kuorum }}{% if k.keluar %}\ntidak ikut memutus: {{ k.keluar }}{% endif %}"
    sheet.row(table, "{{ k.nomor }}", "{{ k.perkara }}", "{{ k.isi }}", out, size=10)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{{ tempat }}, {{ tanggal }}", align=RIGHT, before=10, after=6, keep=True)
    table = sheet.table([0.9, 6.4, 5.0, sheet.width - 12.3], borders=True)
    sheet.row(table, "No", "Anggota", "Keterangan", "Tanda tangan", head=True, size=10)
    sheet.steps(table, "{%tr for k in kursi %}")
    sheet.row(table, "{{ loop.index }}", "{{ k.nama }}", "{{ k.keterangan }}", "", size=10, high=1.4)
    sheet.steps(table, "{%tr endfor %}")
    _sealed(sheet)
    return sheet


def berita_acara_gakkumdu() -> Sheet:
    """Berita acara pembahasan Gakkumdu: three institutions, what was discussed, what it came to."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title("BERITA ACARA {{ pembahasan|besar }}", "SENTRA PENEGAKAN HUKUM TERPADU", "Nomor {{ nomor_ba }}")
    sheet.line(
        "Pada hari ini, {{ pada_hari }}, pukul {{ pukul }}, Pengawas Pemilu, Kepolisian, dan Kejaksaan membahas perkara "
        "{{ kode_perkara }}{% if nomor_register %} ({{ nomor_register }}){% endif %}.",
        align=BOTH, after=6,
    )  # fmt: skip
    sheet.heading("Pokok bahasan")
    sheet.line("{{ pokok }}", align=BOTH)
    sheet.line("{%p for r in rujukan %}")
    sheet.line("{{ r.pasal }}", numbered=sheet.counted())
    sheet.line("{%p endfor %}")
    sheet.heading("Kesimpulan")
    sheet.line("{{ kesimpulan }}", bold=True)
    sheet.line("{%p if uraian_kesimpulan %}")
    sheet.line("{{ uraian_kesimpulan }}", align=BOTH)
    sheet.line("{%p endif %}")
    sheet.line("{{ tempat }}, {{ tanggal }}", align=RIGHT, before=10, after=6, keep=True)
    table = sheet.table([0.9, 5.4, 6.0, sheet.width - 12.3], borders=True)
    sheet.row(table, "No", "Nama", "Lembaga, jabatan", "Tanda tangan", head=True, size=10)
    sheet.steps(table, "{%tr for p in hadir %}")
    office = "{{ p.lembaga }}{% if p.jabatan %}, {{ p.jabatan }}{% endif %}"
    sheet.row(table, "{{ loop.index }}", "{{ p.nama }}", office, "", size=10, high=1.4)
    sheet.steps(table, "{%tr endfor %}")
    _sealed(sheet)
    return sheet


HEARING_PAPERS: dict[str, Callable[[], Sheet]] = {
    "undangan-klarifikasi": undangan_klarifikasi,
    "berita-acara-klarifikasi": berita_acara_klarifikasi,
    "kajian": kajian,
    "berita-acara-pleno": berita_acara_pleno,
    "berita-acara-gakkumdu": berita_acara_gakkumdu,
}
