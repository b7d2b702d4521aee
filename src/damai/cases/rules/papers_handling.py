"""The papers of hearing and deciding, and their fields. Their form numbers were not verified (docs/law/cases.md).

All of them name people or hold what is secret until the plenary: they are guarded (`documents`), and only the desk of cases opens
them. Field names stand in the templates, so they are Indonesian.
"""

from damai.documents.rules import Field, Kind

SUPERVISORS = frozenset({"supervisor"})
CASE = (
    Field("kode_perkara", "Kode perkara di Damai", "P-00001"),
    Field("nomor_register", "Nomor register", "001/Reg/LP/PL/Kota/12.01/II/2024", required=False),
)
SIGNED = (
    Field("jabatan_ttd", "Jabatan penanda tangan", "Ketua Bawaslu Kota Administrasi Jakarta Pusat"),
    Field("nama_ttd", "Nama penanda tangan", "Contoh Nama Ketua"),
    Field("nip_ttd", "NIP penanda tangan", "", required=False),
    Field("tte", "Nomor tanda tangan elektronik (BSrE); kosong bila ditandatangani basah", "", required=False),
)


def _paper(code: str, label: str, register: str, title: str, fields: tuple[Field, ...], short: str) -> Kind:
    return Kind(code, label, register, title, fields, short, guarded=True, offices=SUPERVISORS)


def _lines(name: str, words: str, part: str, example: str, *, required: bool = False) -> Field:
    """A list of one thing each."""
    one = Field(part, words, example)
    return Field(name, f"{words}, satu per baris", ({part: example},), required=required, may_be_empty=not required, parts=(one,))


UNDANGAN_KLARIFIKASI = _paper(
    "undangan-klarifikasi", "Undangan klarifikasi", "umum", "Undangan klarifikasi {kode_undangan}",
    (
        *CASE,
        Field("kode_undangan", "Kode undangan di Damai", "H-00001"),
        Field("ke", "Undangan keberapa", "pertama"),
        Field("yth", "Yang diundang", "Contoh Nama"),
        Field("alamat_yth", "Alamat yang diundang", "Jalan Contoh Nomor 1, Gambir, Jakarta Pusat", required=False),
        Field("sebagai", "Diundang sebagai", "saksi"),
        Field("dasar", "Dasar undangan", "Perbawaslu 7/2022 (pasal belum diperiksa)"),
        Field("hal_ihwal", "Tentang apa, dengan kata-kata netral", "dugaan pelanggaran yang sedang ditangani", required=False),
        Field("hari", "Hari dan tanggal", "Senin, 5 Februari 2024"),
        Field("pukul", "Pukul", "10.00 WIB"),
        Field("cara", "Cara didengar", "di kantor pengawas"),
        Field("tempat_klarifikasi", "Tempat atau tautan", "Ruang Klarifikasi, lantai 2"),
        _lines("bawa", "Yang dibawa", "barang", "Kartu identitas"),
        Field("kontak_petugas", "Yang dapat dihubungi", "Telepon (021) 555-0100", required=False),
        *SIGNED,
    ),
    "UND-K",
)  # fmt: skip

BA_KLARIFIKASI = _paper(
    "berita-acara-klarifikasi", "Berita acara klarifikasi", "umum", "Berita acara klarifikasi {kode_klarifikasi}",
    (
        *CASE,
        Field("kode_klarifikasi", "Kode klarifikasi di Damai", "H-00001"),
        Field("pada_hari", "Hari dan tanggal dengan huruf", "Senin tanggal lima bulan Februari tahun dua ribu dua puluh empat"),
        Field("pukul", "Pukul mulai", "10.00 WIB"),
        Field("cara", "Cara didengar", "di kantor pengawas"),
        Field("tempat_klarifikasi", "Tempat atau tautan", "Ruang Klarifikasi, lantai 2", may_be_empty=True),
        Field("nama", "Yang didengar: nama", "Contoh Nama"),
        Field("sebagai", "Yang didengar: sebagai", "saksi"),
        Field("lahir", "Yang didengar: tempat dan tanggal lahir", "Jakarta, 1 Januari 1990", required=False),
        Field("pekerjaan", "Yang didengar: pekerjaan", "Karyawan swasta", required=False),
        Field("alamat_orang", "Yang didengar: alamat", "Jalan Contoh Nomor 1", required=False),
        Field("sumpah", "Sumpah atau janji", "Keterangan diberikan di bawah sumpah atau janji."),
        Field(
            "petugas", "Petugas yang meminta keterangan, satu per baris", ({"nama": "Contoh Nama Petugas"},),
            parts=(Field("nama", "Nama petugas", "Contoh Nama Petugas"),),
        ),
        Field("pembukaan", "Pembukaan", "Yang didengar menyatakan sehat dan bersedia memberi keterangan.", required=False),
        Field(
            "tanya_jawab", "Tanya jawab, satu pertanyaan per baris",
            ({"nomor": "1", "tanya": "Apa yang Saudara lihat?", "jawab": "Saya melihat amplop dibagikan."},),
            parts=(
                Field("nomor", "Nomor", "1"),
                Field("tanya", "Pertanyaan", "Apa yang Saudara lihat?"),
                Field("jawab", "Jawaban", "Saya melihat amplop dibagikan."),
            ),
        ),
        Field("penutup", "Penutup", "Yang didengar membaca kembali keterangannya dan membenarkannya.", required=False),
        Field(
            "tambahan", "Tambahan setelah berita acara ditutup, satu per baris",
            ({"tanggal": "6 Februari 2024", "isi": "Ralat."},), required=False, may_be_empty=True,
            parts=(Field("tanggal", "Tanggal", "6 Februari 2024"), Field("isi", "Isi", "Ralat.")),
        ),
        Field("sidik", "Sidik jari SHA-256 keterangan yang disegel", "9f86d081884c7d65…"),
    ),
    "BA-K",
)  # fmt: skip

KAJIAN = _paper(
    "kajian", "Kajian dugaan pelanggaran", "kajian", "Kajian {kode_perkara}",
    (
        *CASE,
        Field("kelas", "Jenis dugaan", "Tindak pidana pemilu", required=False),
        Field("versi", "Versi kajian", "3"),
        Field("posisi", "Kasus posisi", "Pada 30 Januari 2024 diduga dibagikan uang kepada warga."),
        Field("fakta", "Fakta dan keterangan", "Dua saksi melihat amplop dibagikan."),
        Field("analisis", "Analisis umum", "Ketentuan yang diduga dilanggar memuat empat unsur.", required=False),
        Field(
            "unsur", "Unsur demi unsur, satu per baris",
            ({"pasal": "Uang kepada pemilih", "isi": "setiap orang", "terpenuhi": "terpenuhi", "analisis": "Orang."},),
            required=False, may_be_empty=True,
            parts=(
                Field("pasal", "Ketentuan", "Uang kepada pemilih"),
                Field("isi", "Unsur", "setiap orang"),
                Field("terpenuhi", "Terpenuhi atau tidak", "terpenuhi"),
                Field("analisis", "Analisis", "Terlapor adalah orang."),
            ),
        ),
        _lines("rujukan", "Ketentuan yang dirujuk", "pasal", "UU 7/2017 Ps. 523 ayat (1)"),
        Field("kesimpulan", "Kesimpulan", "Unsur-unsur diduga terpenuhi."),
        Field("rekomendasi", "Rekomendasi", "Diteruskan kepada yang berwenang."),
        Field("anjuran", "Anjuran dalam satu kata", "diteruskan kepada yang berwenang"),
        Field("tanggapan", "Tanggapan pihak terlapor", "Belum ada tanggapan sampai batas waktu.", required=False),
        Field("sidik", "Sidik jari SHA-256 versi ini", "9f86d081884c7d65…"),
        Field("penyusun", "Nama penyusun", "Contoh Nama Petugas", required=False),
    ),
    "KJ",
)  # fmt: skip

BA_PLENO = _paper(
    "berita-acara-pleno", "Berita acara rapat pleno", "", "Berita acara pleno {nomor_pleno}",
    (
        Field("nomor_pleno", "Nomor berita acara", "BA.02/PP.01/II/2024"),
        Field("pada_hari", "Hari dan tanggal dengan huruf", "Kamis tanggal delapan bulan Februari tahun dua ribu"),
        Field("hadir", "Jumlah yang hadir", "5"),
        Field("dari", "Dari jumlah anggota", "5"),
        Field(
            "kursi", "Anggota, satu per baris", ({"nama": "Contoh Nama Ketua", "keterangan": "hadir, menandatangani"},),
            parts=(
                Field("nama", "Nama", "Contoh Nama Ketua"),
                Field("keterangan", "Hadir, berhalangan, atau tidak ikut memutus", "hadir, menandatangani"),
            ),
        ),
        Field("pertimbangan", "Pertimbangan", "Pleno mendengar kajian dan hasil klarifikasi.", required=False),
        Field(
            "keputusan", "Keputusan, satu per baris",
            ({"nomor": "1", "perkara": "P-00001", "isi": "Hasil penanganan (tindak pidana pemilu): pelanggaran",
              "kuorum": "5 dari 5", "keluar": ""},),
            parts=(
                Field("nomor", "Nomor", "1"),
                Field("perkara", "Perkara", "P-00001"),
                Field("isi", "Isi keputusan", "Hasil penanganan: pelanggaran"),
                Field("kuorum", "Yang ikut memutus", "5 dari 5"),
                Field("keluar", "Yang tidak ikut memutus", "", required=False),
            ),
        ),
        Field("sidik", "Sidik jari SHA-256 yang ditandatangani", "9f86d081884c7d65…"),
    ),
    "BA-PL",
)  # fmt: skip

BA_GAKKUMDU = _paper(
    "berita-acara-gakkumdu", "Berita acara pembahasan Gakkumdu", "", "Berita acara pembahasan {nomor_ba}",
    (
        *CASE,
        Field("nomor_ba", "Nomor berita acara", "05/GKMD/II/2024"),
        Field("pembahasan", "Pembahasan keberapa", "Pembahasan I"),
        Field("pada_hari", "Hari dan tanggal dengan huruf", "Jumat tanggal dua bulan Februari tahun dua ribu dua puluh empat"),
        Field("pukul", "Pukul", "14.00 WIB"),
        Field(
            "hadir", "Yang hadir, satu per baris",
            ({"nama": "Contoh Nama", "lembaga": "Kepolisian", "jabatan": "Penyidik"},),
            parts=(
                Field("nama", "Nama", "Contoh Nama"),
                Field("lembaga", "Lembaga", "Kepolisian"),
                Field("jabatan", "Jabatan", "Penyidik", required=False),
            ),
        ),
        Field("pokok", "Pokok bahasan", "Pemenuhan unsur ketentuan yang diduga dilanggar."),
        _lines("rujukan", "Ketentuan yang dibahas", "pasal", "UU 7/2017 Ps. 523 ayat (1)"),
        Field("kesimpulan", "Kesimpulan", "Dilanjutkan."),
        Field("uraian_kesimpulan", "Uraian kesimpulan", "Klarifikasi terlapor dilengkapi lebih dahulu.", required=False),
        Field("sidik", "Sidik jari SHA-256 catatan ini", "9f86d081884c7d65…"),
    ),
    "BA-GK",
)  # fmt: skip

HANDLING_PAPERS = (UNDANGAN_KLARIFIKASI, BA_KLARIFIKASI, KAJIAN, BA_PLENO, BA_GAKKUMDU)
# The form number that practice gives them; none was read in a source.
FORM_OF = {UNDANGAN_KLARIFIKASI.code: "B.9", BA_KLARIFIKASI.code: "B.11", KAJIAN.code: "B.13"}
