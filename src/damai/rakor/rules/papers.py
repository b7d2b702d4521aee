"""The papers of a coordination meeting and their fields, as offices write them (law.md E.2; tata naskah dinas).

The names are what stands in the templates, so they are Indonesian: whoever edits a template reads them. Letterhead, number, day
and QR come from `documents` (its COMMON fields). Values are words as they are to be read: "Rabu, 11 Oktober 2023".
"""

from damai.documents.rules import Field, Kind

SIGNED = (
    Field("jabatan_ttd", "Jabatan penanda tangan", "Kepala Suku Badan Kesbangpol Kota Administrasi Jakarta Pusat"),
    Field("nama_ttd", "Nama penanda tangan", "Drs. Contoh Nama, M.Si."),
    Field("nip_ttd", "NIP penanda tangan", "196801011990031001", required=False),
    Field("tte", "Nomor tanda tangan elektronik (BSrE); kosong bila ditandatangani basah", "", required=False),
)
WHEN_WHERE = (
    Field("hari_rapat", "Hari dan tanggal rapat", "Rabu, 11 Oktober 2023"),
    Field("pukul", "Waktu rapat", "09.00 WIB s.d. selesai"),
    Field("tempat_rapat", "Tempat rapat", "Ruang Rapat Utama, Kantor Wali Kota Jakarta Pusat"),
)
BASIS = Field("dasar", "Dasar", "Surat Wali Kota Nomor 123/PU.04.00 tanggal 4 Oktober 2023", required=False)

UNDANGAN = Kind(
    "undangan",
    "Surat undangan",
    "umum",
    "Undangan {acara}",
    (
        Field("sifat", "Sifat surat", "Penting"),
        Field("lampiran", "Lampiran", "satu berkas", required=False),
        Field("hal", "Hal", "Undangan Rapat Koordinasi"),
        Field(
            "yth",
            "Penerima surat, satu per baris",
            ({"kepada": "Ketua KPU Kota Administrasi Jakarta Pusat"}, {"kepada": "Ketua Bawaslu Kota Jakarta Pusat"}),
            parts=(Field("kepada", "Jabatan atau nama penerima", "Ketua KPU Kota Administrasi Jakarta Pusat"),),
        ),
        Field("di", "Kota penerima", "Jakarta", required=False),
        BASIS,
        *WHEN_WHERE,
        Field("tautan", "Tautan bila rapat daring", "", required=False),
        Field("acara", "Acara", "Persiapan rangkaian kegiatan deklarasi damai Pemilu 2024"),
        Field(
            "susunan",
            "Susunan acara",
            (
                {"pokok": "Strategi pengawasan", "waktu": "30 menit"},
                {"pokok": "Kampanye pendidikan pemilih", "waktu": "30 menit"},
            ),
            required=False,
            parts=(
                Field("pokok", "Pokok bahasan", "Strategi pengawasan"),
                Field("waktu", "Waktu yang disediakan", "30 menit", required=False),
            ),
        ),
        Field("catatan", "Catatan: konfirmasi, pakaian, dan lain-lain", "Pakaian: batik.", required=False),
        *SIGNED,
        Field(
            "tembusan",
            "Tembusan, satu per baris",
            ({"kepada": "Wali Kota Administrasi Jakarta Pusat"},),
            required=False,
            parts=(Field("kepada", "Penerima tembusan", "Wali Kota Administrasi Jakarta Pusat"),),
        ),
    ),
    "UND",
)

DAFTAR_HADIR = Kind(
    "daftar-hadir",
    "Daftar hadir",
    "",
    "Daftar hadir {acara}",
    (
        Field("acara", "Nama rapat", "Rapat koordinasi persiapan deklarasi damai Pemilu 2024"),
        *WHEN_WHERE,
        Field("ringkasan", "Yang wajib hadir dan yang hadir", "Lembaga yang wajib hadir: 5; hadir: 5.", required=False),
        Field(
            "peserta",
            "Peserta, satu per baris",
            (
                {"nama": "Contoh Nama Satu", "jk": "P", "instansi": "KPU Jakarta Pusat – Anggota", "waktu": "08.51"},
                {"nama": "Contoh Nama Dua", "jk": "L", "instansi": "Bawaslu Jakarta Pusat – Ketua", "kontak": "0812-0000-0000"},
            ),
            parts=(
                Field("nama", "Nama", "Contoh Nama", may_be_empty=True),
                Field("jk", "L atau P", "L", required=False),
                Field("instansi", "Instansi dan jabatan", "KPU Jakarta Pusat – Anggota", may_be_empty=True),
                Field("kontak", "HP atau surel, bila diberikan", "", required=False),
                Field("waktu", "Waktu hadir", "08.55", required=False),
            ),
            may_be_empty=True,
        ),
        *SIGNED,
    ),
)

NOTULA = Kind(
    "notula",
    "Notula",
    "umum",
    "Notula {rapat}",
    (
        Field("rapat", "Nama rapat", "Rapat koordinasi persiapan deklarasi damai Pemilu 2024"),
        *WHEN_WHERE,
        BASIS,
        Field("pimpinan", "Nama pimpinan rapat", "Contoh Nama Pimpinan"),
        Field("jabatan_pimpinan", "Jabatan pimpinan rapat", "Asisten Pemerintahan", required=False),
        Field("nip_pimpinan", "NIP pimpinan rapat", "", required=False),
        Field("notulis", "Nama notulis", "Contoh Nama Notulis"),
        Field("nip_notulis", "NIP notulis", "", required=False),
        Field(
            "acara",
            "Acara, satu per baris",
            ({"pokok": "Strategi pengawasan"}, {"pokok": "Kampanye pendidikan pemilih"}),
            parts=(
                Field("pokok", "Pokok acara", "Strategi pengawasan"),
                Field("pemilik", "Lembaga yang memimpin pembahasan", "Bawaslu Jakarta Pusat", required=False),
            ),
        ),
        Field(
            "peserta",
            "Yang hadir, satu lembaga per baris",
            (
                {"instansi": "KPU Jakarta Pusat", "nama": "Contoh Nama Satu (Anggota)"},
                {"instansi": "Bawaslu Jakarta Pusat", "nama": "Contoh Nama Dua (Ketua), Contoh Nama Tiga (Staf)"},
            ),
            parts=(
                Field("instansi", "Lembaga", "KPU Jakarta Pusat"),
                Field("nama", "Nama yang hadir", "Contoh Nama (Anggota)", required=False),
            ),
            may_be_empty=True,
        ),
        Field("kehadiran", "Ringkasan kehadiran", "Hadir 7 orang; 5 dari 5 lembaga yang wajib hadir.", required=False),
        Field("pembukaan", "Pembukaan", "Rapat dibuka pukul 09.10 WIB oleh pimpinan rapat.", may_be_empty=True),
        Field(
            "pembahasan",
            "Pembahasan, satu acara per baris",
            (
                {
                    "pokok": "Strategi pengawasan",
                    "pemilik": "Bawaslu Jakarta Pusat",
                    "uraian": "Bawaslu memaparkan pengawasan melekat pada rangkaian kegiatan.\nKPU menanggapi jadwal.",
                    "keputusan": ({"isi": "Jadwal pengawasan dibagikan kepada kelima lembaga."},),
                },
                {"pokok": "Kampanye pendidikan pemilih", "uraian": "Materi bersama disiapkan untuk kelurahan.", "keputusan": ()},
            ),
            parts=(
                Field("pokok", "Pokok acara", "Strategi pengawasan"),
                Field("pemilik", "Lembaga yang memimpin pembahasan", "Bawaslu Jakarta Pusat", required=False),
                Field("uraian", "Pembicara dan pokok pembicaraan", "Bawaslu memaparkan rencana.", may_be_empty=True),
                Field(
                    "keputusan",
                    "Keputusan pada acara itu",
                    ({"isi": "Jadwal dibagikan."},),
                    required=False,
                    parts=(Field("isi", "Isi keputusan", "Jadwal dibagikan."),),
                ),
            ),
        ),
        Field(
            "kesimpulan",
            "Keputusan rapat, satu per baris",
            (
                {
                    "isi": "Jadwal pengawasan dibagikan kepada kelima lembaga.",
                    "penanggung_jawab": "Bawaslu Jakarta Pusat",
                    "batas_waktu": "18 Oktober 2023",
                },
            ),
            parts=(
                Field("isi", "Isi keputusan", "Jadwal dibagikan."),
                Field("penanggung_jawab", "Lembaga penanggung jawab", "Bawaslu Jakarta Pusat"),
                Field("batas_waktu", "Batas waktu", "18 Oktober 2023"),
            ),
            may_be_empty=True,
        ),
        Field(
            "tindak_lanjut",
            "Tindak lanjut, satu per baris",
            (
                {
                    "kegiatan": "Menyusun materi bersama",
                    "penanggung_jawab": "KPU Jakarta Pusat",
                    "indikator": "Materi dibagikan di 44 kelurahan",
                    "batas_waktu": "25 Oktober 2023",
                },
            ),
            parts=(
                Field("kegiatan", "Apa yang dikerjakan", "Menyusun materi bersama"),
                Field("penanggung_jawab", "Lembaga penanggung jawab", "KPU Jakarta Pusat"),
                Field("pendukung", "Lembaga pendukung", "Sudin Kominfotik", required=False),
                Field("indikator", "Indikator dan target", "44 kelurahan", required=False),
                Field("batas_waktu", "Batas waktu", "25 Oktober 2023"),
            ),
            may_be_empty=True,
        ),
        Field("penutup", "Penutup", "Rapat ditutup pukul 12.05 WIB.", may_be_empty=True),
        Field(
            "tambahan",
            "Tambahan setelah notula final",
            (),
            required=False,
            parts=(
                Field("tanggal", "Tanggal tambahan", "13 Oktober 2023"),
                Field("isi", "Isi tambahan", "Perbaikan penulisan nama."),
            ),
        ),
        Field("sidik", "Sidik jari (SHA-256) notula final", "", required=False),
        Field("tte", "Nomor tanda tangan elektronik (BSrE); kosong bila ditandatangani basah", "", required=False),
    ),
    "NTL",
)

BERITA_ACARA = Kind(
    "berita-acara",
    "Berita acara",
    "umum",
    "Berita acara {perihal}",
    (
        Field("perihal", "Perihal", "Rapat koordinasi persiapan deklarasi damai Pemilu 2024"),
        Field(
            "pada_hari",
            "Hari dan tanggal peristiwa dengan huruf",
            "Rabu tanggal sebelas bulan Oktober tahun dua ribu dua puluh tiga",
        ),
        Field("tanggal_angka", "Tanggal peristiwa dengan angka", "11-10-2023", required=False),
        Field("tempat_rapat", "Tempat", "Kantor Wali Kota Administrasi Jakarta Pusat"),
        Field(
            "pihak",
            "Para pihak, satu per baris",
            (
                {"nama": "Contoh Nama Satu", "jabatan": "Ketua", "instansi": "KPU Jakarta Pusat", "sebagai": "PIHAK KESATU"},
                {"nama": "Contoh Nama Dua", "jabatan": "Ketua", "instansi": "Bawaslu Jakarta Pusat", "sebagai": "PIHAK KEDUA"},
            ),
            parts=(
                Field("nama", "Nama", "Contoh Nama"),
                Field("jabatan", "Jabatan", "Ketua"),
                Field("instansi", "Instansi", "KPU Jakarta Pusat", required=False),
                Field("sebagai", "Disebut sebagai", "PIHAK KESATU", required=False),
            ),
        ),
        BASIS,
        Field(
            "kesepakatan",
            "Isi kesepakatan, satu butir per baris",
            ({"isi": "Deklarasi dilaksanakan pada tanggal 27 November 2023."}, {"isi": "Naskah disiapkan bersama."}),
            parts=(Field("isi", "Isi butir", "Naskah disiapkan bersama."),),
        ),
        Field("rangkap", "Banyaknya rangkap", "5 (lima)", required=False),
        Field(
            "saksi",
            "Saksi, satu per baris",
            ({"nama": "Contoh Nama Tiga", "jabatan": "Kepala Bagian Pemerintahan"},),
            required=False,
            parts=(Field("nama", "Nama", "Contoh Nama"), Field("jabatan", "Jabatan", "Kepala Bagian", required=False)),
        ),
        Field("tte", "Nomor tanda tangan elektronik (BSrE); kosong bila ditandatangani basah", "", required=False),
    ),
    "BA",
)

RENCANA_AKSI = Kind(
    "rencana-aksi",
    "Rencana aksi",
    "",
    "Rencana aksi {judul}",
    (
        Field("judul", "Judul", "Tindak lanjut rapat koordinasi 11 Oktober 2023"),
        Field("keadaan_per", "Keadaan per tanggal", "1 November 2023", required=False),
        Field(
            "kegiatan",
            "Rencana aksi, satu kegiatan per baris",
            (
                {
                    "isu": "Hoaks menjelang kampanye",
                    "keluaran": "Klarifikasi terbit kurang dari 24 jam",
                    "kegiatan": "Piket bersama meja klarifikasi",
                    "penanggung_jawab": "Sudin Kominfotik",
                    "pendukung": "Bawaslu, KPU",
                    "indikator": "Waktu klarifikasi",
                    "target": "24 jam",
                    "mulai": "16-10-2023",
                    "selesai": "10-02-2024",
                    "status": "Berjalan",
                },
            ),
            parts=(
                Field("isu", "Isu", "Hoaks menjelang kampanye", required=False),
                Field("keluaran", "Keluaran", "Klarifikasi terbit", required=False),
                Field("kegiatan", "Kegiatan", "Piket bersama"),
                Field("penanggung_jawab", "Penanggung jawab", "Sudin Kominfotik"),
                Field("pendukung", "Instansi pendukung", "Bawaslu, KPU", required=False),
                Field("indikator", "Indikator", "Waktu klarifikasi", required=False),
                Field("target", "Target", "24 jam", required=False),
                Field("mulai", "Mulai", "16-10-2023", required=False),
                Field("selesai", "Selesai", "10-02-2024"),
                Field("anggaran", "Anggaran", "", required=False),
                Field("status", "Status", "Berjalan", required=False),
                Field("bukti", "Bukti", "", required=False),
                Field("kendala", "Kendala", "", required=False),
            ),
            may_be_empty=True,
        ),
        *SIGNED,
    ),
)

LAPORAN_KEGIATAN = Kind(
    "laporan-kegiatan",
    "Laporan kegiatan",
    "umum",
    "Laporan kegiatan {kegiatan}",
    (
        Field("kegiatan", "Nama kegiatan", "Rapat koordinasi persiapan deklarasi damai Pemilu 2024"),
        *WHEN_WHERE,
        BASIS,
        Field("maksud", "Maksud dan tujuan", "Menyiapkan deklarasi damai bersama lima lembaga.", required=False),
        Field("kehadiran", "Ringkasan kehadiran", "Hadir 7 orang dari 5 lembaga.", required=False),
        Field("ringkasan", "Ringkasan pelaksanaan", "Rapat membahas pengawasan, pendidikan pemilih, dan potensi konflik."),
        Field(
            "hasil",
            "Hasil, satu per baris",
            ({"isi": "Jadwal pengawasan dibagikan kepada kelima lembaga."},),
            parts=(Field("isi", "Isi", "Jadwal pengawasan dibagikan."),),
            may_be_empty=True,
        ),
        Field(
            "dokumentasi",
            "Dokumentasi, satu gambar per baris",
            (),
            required=False,
            parts=(
                Field("gambar", "Gambar", "", required=False),
                Field("keterangan", "Keterangan gambar", "Suasana rapat", required=False),
            ),
        ),
        Field(
            "rekomendasi",
            "Rekomendasi, satu per baris",
            ({"isi": "Rapat berikutnya diadakan sebelum masa kampanye."},),
            required=False,
            parts=(Field("isi", "Isi", "Rapat berikutnya diadakan."),),
        ),
        *SIGNED,
    ),
    "LAP",
)

PAPERS = (UNDANGAN, DAFTAR_HADIR, NOTULA, BERITA_ACARA, RENCANA_AKSI, LAPORAN_KEGIATAN)
