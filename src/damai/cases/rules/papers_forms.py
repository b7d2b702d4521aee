"""The forms and letters of a case and their fields (Perbawaslu 7/2022, Lampiran; docs/law/forms.md).

Only the fields of B.1 were read in a copy of the annex, and what B.2 must hold in a text that quotes the rule of 2018. What a
form number is called is a table (`shipped/forms.csv`), because most labels were not verified. Field names stand in the templates,
so they are Indonesian. All but the status notice name people: such papers are guarded (`documents`).
"""

from dataclasses import replace

from damai.documents.rules import Field, Kind

SUPERVISORS = frozenset({"supervisor"})
SIGNED = (
    Field("jabatan_ttd", "Jabatan penanda tangan", "Ketua Bawaslu Kota Administrasi Jakarta Pusat"),
    Field("nama_ttd", "Nama penanda tangan", "Contoh Nama Ketua"),
    Field("nip_ttd", "NIP penanda tangan", "", required=False),
    Field("tte", "Nomor tanda tangan elektronik (BSrE); kosong bila ditandatangani basah", "", required=False),
)
FORM = (
    Field("formulir", "Nomor formulir", "FORMULIR MODEL B.1", required=False),
    Field("judul", "Judul formulir", "LAPORAN", required=False),
)
CASE = (
    Field("kode_perkara", "Kode perkara di Damai", "P-00001"),
    Field("rezim", "Dasar hukum penanganan", "Pemilu (UU 7/2017)", required=False),
)
PEOPLE = (
    Field("nama", "Nama", "Contoh Nama", may_be_empty=True),
    Field("alamat", "Alamat", "Jalan Contoh Nomor 1, Gambir, Jakarta Pusat", required=False),
    Field("telepon", "Nomor telepon atau HP", "0812-0000-0001", required=False),
)
ONE = ({"nama": "Contoh Nama Satu", "alamat": "Jalan Contoh Nomor 1", "telepon": "0812-0000-0001"},)


def people(name: str, words: str, *extra: Field) -> Field:
    """A list of people; it may be empty, and then the paper says so."""
    example = tuple({**row, **{field.name: field.example for field in extra}} for row in ONE)
    return Field(name, words, example, required=False, may_be_empty=True, parts=(*extra, *PEOPLE))


def rows(name: str, words: str, part: str, example: str, *, required: bool = False) -> Field:
    """A list of one thing each."""
    one = Field(part, words, example)
    return Field(name, f"{words}, satu per baris", ({part: example},), required=required, may_be_empty=True, parts=(one,))


REPORTER = (
    Field("pelapor_nama", "Pelapor: nama", "Contoh Nama Pelapor"),
    Field("pelapor_lahir", "Pelapor: tempat dan tanggal lahir", "Jakarta, 1 Januari 1990", required=False),
    Field("pelapor_kelamin", "Pelapor: jenis kelamin", "Perempuan", required=False),
    Field("pelapor_pekerjaan", "Pelapor: pekerjaan", "Karyawan swasta", required=False),
    Field("pelapor_kewarganegaraan", "Pelapor: kewarganegaraan", "Indonesia", required=False),
    Field("pelapor_alamat", "Pelapor: alamat", "Jalan Contoh Nomor 1, Gambir, Jakarta Pusat"),
    Field("pelapor_telepon", "Pelapor: nomor telepon atau HP", "0812-0000-0002", required=False),
    Field("pelapor_surel", "Pelapor: e-mail", "", required=False),
)
# 3.d is the day from which the seven days are counted (UU 7/2017 Ps. 454 ayat (6)): required, and never filled from 3.c or today.
EVENT = (
    Field("peristiwa", "Peristiwa", "Dugaan pembagian uang"),
    Field("tempat_kejadian", "Tempat kejadian", "Depan balai warga RW 03, Gambir", may_be_empty=True),
    Field("hari_kejadian", "Hari dan tanggal kejadian", "Selasa, 30 Januari 2024", may_be_empty=True),
)
KNOWN = Field("hari_diketahui", "Hari dan tanggal diketahui", "Rabu, 31 Januari 2024")
STORY = (
    people("saksi", "Saksi-saksi, satu per baris"),
    rows("bukti", "Bukti", "uraian", "Satu rekaman video (E-00001)"),
    Field("uraian", "Uraian kejadian", "Pada hari itu dibagikan uang kepada warga yang lewat.", may_be_empty=True),
)
HANDED_IN = (
    Field("dilaporkan_di", "Dilaporkan di", "Jakarta Pusat"),
    Field("hari_lapor", "Hari dan tanggal laporan", "Kamis, 1 Februari 2024"),
    Field("pukul_lapor", "Pukul", "13.05 WIB"),
    Field("penerima", "Nama petugas penerima", "Contoh Nama Petugas"),
)
NEXT = (
    Field("berikut", "Langkah berikut", "Kajian awal", required=False),
    Field("batas_berikut", "Batas langkah berikut", "Senin, 5 Februari 2024", required=False),
    Field("dasar_berikut", "Dasar batas itu", "Perbawaslu 7/2022 Ps. 15 ayat (1)", required=False),
)


def form(
    code: str, label: str, register: str, title: str, fields: tuple[Field, ...], short: str, *, guarded: bool = True
) -> Kind:
    """A paper that only the supervisors write."""
    return Kind(code, label, register, title, fields, short, guarded=guarded, offices=SUPERVISORS)


B1 = form(
    "form-b1", "Laporan (B.1)", "laporan", "Laporan {kode_perkara}",
    (
        *FORM, *CASE, *REPORTER, people("terlapor", "Terlapor, satu per baris"), *EVENT, KNOWN, *STORY, *HANDED_IN,
    ),
    "LP",
)  # fmt: skip
B2 = form(
    "form-b2", "Temuan (B.2)", "temuan", "Temuan {kode_perkara}",
    (
        *FORM, *CASE,
        people("pengawas", "Pengawas yang menemukan, satu per baris", Field("jabatan", "Jabatan", "Pengawas", required=False)),
        Field("sumber", "Laporan hasil pengawasan atau informasi awal yang menjadi dasar", "Form A Nomor 12/LHP/II/2024"),
        Field("hari_ditemukan", "Hari dan tanggal ditemukan", "Rabu, 31 Januari 2024"),
        Field("batas_temuan", "Batas waktu temuan", "Senin, 12 Februari 2024"),
        people("terlapor", "Terlapor, satu per baris"), *EVENT, *STORY,
        Field("ba_pleno", "Nomor dan tanggal berita acara pleno", "BA.01/PP.01/II/2024, 1 Februari 2024"), *SIGNED,
    ),
    "TM",
)  # fmt: skip
B3 = form(
    "form-b3", "Tanda bukti penyampaian laporan (B.3)", "tanda-bukti", "Tanda bukti {kode_perkara}",
    (
        *FORM, *CASE, Field("nomor_laporan", "Nomor laporan", "001/LP/BAWASLU-JP/II/2024", may_be_empty=True),
        Field("pelapor_nama", "Nama pelapor", "Contoh Nama Pelapor"),
        Field("pelapor_alamat", "Alamat pelapor", "Jalan Contoh Nomor 1"),
        rows("berkas", "Berkas dan bukti yang diserahkan", "uraian", "Satu rekaman video"), *HANDED_IN, *NEXT,
    ),
    "TB",
)  # fmt: skip
B31 = form(
    "form-b3-1", "Tanda bukti penyampaian perbaikan laporan (B.3.1)", "tanda-bukti", "Tanda bukti perbaikan {kode_perkara}",
    (
        *FORM, *CASE, Field("nomor_laporan", "Nomor laporan", "001/LP/BAWASLU-JP/II/2024", may_be_empty=True),
        Field("pelapor_nama", "Nama pelapor", "Contoh Nama Pelapor"),
        rows("kelengkapan", "Kelengkapan yang diserahkan", "uraian", "Formal: nama dan alamat pelapor"),
        Field("terlambat", "Terisi bila diserahkan sesudah batas", "", required=False), *HANDED_IN, *NEXT,
    ),
    "TBP",
)  # fmt: skip
B7 = form(
    "form-b7", "Pemberitahuan kelengkapan laporan (B.7)", "umum", "Pemberitahuan kelengkapan {kode_perkara}",
    (
        *FORM, *CASE, Field("yth", "Penerima surat", "Contoh Nama Pelapor"),
        Field("nomor_laporan", "Nomor laporan", "001/LP/BAWASLU-JP/II/2024", may_be_empty=True),
        Field(
            "kekurangan", "Syarat yang belum terpenuhi, satu per baris",
            ({"syarat": "Materiel: bukti", "uraian": "Belum ada bukti yang diserahkan."},),
            parts=(
                Field("syarat", "Syarat", "Materiel: bukti"),
                Field("uraian", "Yang perlu dilengkapi", "Belum ada bukti yang diserahkan.", required=False),
            ),
        ),
        Field("batas_perbaikan", "Saat terakhir melengkapi", "Selasa, 6 Februari 2024 pukul 16.00 WIB"),
        Field("dasar_perbaikan", "Dasar batas itu", "Perbawaslu 7/2022", required=False),
        Field("cara", "Cara melengkapi", "Lewat halaman tanda terima, di loket, atau lewat pos.", required=False), *SIGNED,
    ),
    "PK",
)  # fmt: skip
# Announced on the board and the site, so it names nobody (Perbawaslu 1/2022 Ps. 18 ayat (2)).
B18 = form(
    "form-b18", "Pemberitahuan tentang status laporan atau temuan (B.18)", "umum", "Status {kode_perkara}",
    (
        *FORM, *CASE, Field("nomor_laporan", "Nomor laporan atau temuan", "001/LP/BAWASLU-JP/II/2024", may_be_empty=True),
        Field("nomor_register", "Nomor register", "001/Reg/LP/PL/Kota/12.01/II/2024", required=False),
        Field("keadaan", "Keadaan perkara", "Tidak diregistrasi"),
        Field("alasan", "Alasan", "Syarat belum lengkap", required=False),
        Field(
            "jalur", "Hasil menurut jenis dugaan, satu per baris",
            ({"kelas": "Tindak pidana pemilu", "hasil": "Diteruskan ke Kepolisian", "dasar": "UU 7/2017 Ps. 476"},),
            required=False, may_be_empty=True,
            parts=(
                Field("kelas", "Jenis dugaan", "Tindak pidana pemilu"),
                Field("hasil", "Hasil", "Diteruskan ke Kepolisian"),
                Field("dasar", "Dasar", "UU 7/2017 Ps. 476", required=False),
            ),
        ),
        Field("ba_pleno", "Nomor dan tanggal berita acara pleno", "BA.02/PP.01/II/2024, 8 Februari 2024", required=False),
        *SIGNED,
    ),
    "ST", guarded=False,
)  # fmt: skip


# --- Letters that go with what is handed over -----------------------------------------------------------------------

HANDED_OVER = (
    *FORM, *CASE,
    Field("yth", "Penerima surat", "Kepala Kepolisian Resor Metro Jakarta Pusat"),
    Field("di", "Kota penerima", "Jakarta", required=False),
    Field("nomor_register", "Nomor register", "001/Reg/LP/PL/Kota/12.01/II/2024", required=False),
    Field("kelas", "Jenis dugaan", "Tindak pidana pemilu"),
    Field("dasar", "Dasar penerusan", "UU 7/2017 Ps. 476 ayat (1)"),
    Field("isi", "Isi surat: apa yang diduga terjadi", "Dugaan pembagian uang di Gambir pada 30 Januari 2024."),
    rows("pasal", "Ketentuan yang diduga dilanggar", "pasal", "UU 7/2017 Ps. 523 ayat (1)"),
    Field("ba_pleno", "Nomor dan tanggal berita acara pleno", "BA.02/PP.01/II/2024, 8 Februari 2024", required=False),
    Field("ba_gakkumdu", "Nomor dan tanggal berita acara pembahasan Gakkumdu", "05/GKMD/II/2024", required=False),
    people("orang", "Orang yang datanya diserahkan, satu per baris", Field("sebagai", "Sebagai", "Saksi")),
    Field(
        "barang", "Bukti yang diserahkan, satu per baris",
        ({"kode": "E-00001", "uraian": "Rekaman video", "sidik": "9f86d081…"},), required=False, may_be_empty=True,
        parts=(
            Field("kode", "Kode bukti", "E-00001"),
            Field("uraian", "Uraian", "Rekaman video", required=False),
            Field("sidik", "Sidik jari SHA-256", "9f86d081…", required=False),
        ),
    ),
    Field("jawab_sebelum", "Jawaban diminta paling lambat", "Jumat, 9 Februari 2024 pukul 15.00 WIB"),
    Field("kode_penerusan", "Kode penerusan di Damai", "T-00001"), *SIGNED,
)  # fmt: skip


def letter(code: str, label: str, title: str, short: str, **examples: str) -> Kind:
    """A letter that goes with a track or a case; the examples say what it is about."""
    fields = tuple(replace(field, example=examples.get(field.name, field.example)) for field in HANDED_OVER)
    return form(code, label, "umum", title, fields, short)


TO_POLICE = letter("penerusan-pidana", "Penerusan dugaan tindak pidana", "Penerusan pidana {kode_penerusan}", "PID")
TO_COMMISSION = letter(
    "rekomendasi-administratif", "Rekomendasi atau putusan administratif kepada KPU", "Administratif {kode_penerusan}", "ADM",
    yth="Ketua KPU Kota Administrasi Jakarta Pusat", kelas="Pelanggaran administratif", dasar="UU 7/2017 Ps. 461–462",
)  # fmt: skip
TO_ETHICS = letter(
    "penerusan-etik", "Penerusan dugaan pelanggaran kode etik", "Penerusan etik {kode_penerusan}", "KEPP",
    yth="Ketua Dewan Kehormatan Penyelenggara Pemilu", kelas="Pelanggaran kode etik penyelenggara", dasar="UU 7/2017 Ps. 455",
)  # fmt: skip
TO_BODY = letter(
    "penerusan-lain", "Penerusan dugaan pelanggaran peraturan lainnya", "Penerusan {kode_penerusan}", "HL",
    yth="Kepala Badan Kepegawaian Negara", kelas="Pelanggaran peraturan lainnya", dasar="UU 7/2017 Ps. 455",
)  # fmt: skip
TO_SUPERVISORS = letter(
    "pelimpahan", "Pelimpahan atau pengambilalihan", "Pelimpahan {kode_penerusan}", "LIMP",
    yth="Ketua Bawaslu Kota Administrasi Jakarta Barat", kelas="Laporan dugaan pelanggaran", dasar="Perbawaslu 7/2022 Ps. 16",
)  # fmt: skip

REGISTER = form(
    "buku-register", "Buku register", "", "Buku register {tahun_register}",
    (
        *FORM, Field("tahun_register", "Tahun", "2024"), Field("keadaan_per", "Keadaan per", "1 Maret 2024 pukul 09.00 WIB"),
        Field(
            "perkara", "Perkara, satu per baris",
            ({"nomor": "001/Reg/LP/PL/Kota/12.01/II/2024", "kode": "P-00001", "tanggal": "1-2-2024", "jenis": "Laporan",
              "rezim": "PEMILU", "kelas": "Tindak pidana pemilu", "keadaan": "Penanganan", "batas": "15-2-2024"},),
            may_be_empty=True,
            parts=(
                Field("nomor", "Nomor register", "001/Reg/LP/PL/Kota/12.01/II/2024", may_be_empty=True),
                Field("kode", "Kode perkara", "P-00001"),
                Field("tanggal", "Tanggal registrasi", "1-2-2024"),
                Field("jenis", "Laporan atau temuan", "Laporan"),
                Field("rezim", "Rezim", "PEMILU", required=False),
                Field("kelas", "Jenis dugaan", "Tindak pidana pemilu", required=False),
                Field("keadaan", "Keadaan", "Penanganan", required=False),
                Field("batas", "Batas terdekat", "15-2-2024", required=False),
            ),
        ),
        *SIGNED,
    ),
    "REG",
)  # fmt: skip

FORMS = (B1, B2, B3, B31, B7, B18)
LETTERS = (TO_POLICE, TO_COMMISSION, TO_ETHICS, TO_BODY, TO_SUPERVISORS)
CASE_FORMS = (*FORMS, *LETTERS, REGISTER)
# The form number under which a paper goes; what it is called, the table of labels says. None was read for the letters.
NUMBER_OF: dict[str, str] = {
    B1.code: "B.1", B2.code: "B.2", B3.code: "B.3", B31.code: "B.3.1", B7.code: "B.7", B18.code: "B.18",
    TO_COMMISSION.code: "B.14", TO_ETHICS.code: "B.15", TO_POLICE.code: "B.16", TO_BODY.code: "B.17",
    TO_SUPERVISORS.code: "B.8", REGISTER.code: "B.19",
}  # fmt: skip
