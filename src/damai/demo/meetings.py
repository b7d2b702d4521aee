"""The meetings of the story: who met, what was said and decided, and what became of it. Data only; `promises.py` tells it.

Real are the series and its dates (a coordination meeting on 11 October 2023, a pact on 27 November 2023, the stages of the election) and
the agencies. Every name, every word of the minutes, every promise and what became of it was made up.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")

SERIES = {
    "title": "Deklarasi Damai Pemilu 2024 Jakarta Pusat",
    "purpose": "Menyiapkan dan mengawal rangkaian kegiatan deklarasi damai, dari rapat koordinasi sampai hari pemungutan suara.",
}


@dataclass(frozen=True)
class Task:
    """An action item, and what becomes of it in the story."""

    words: str
    owner: str
    person: str
    indicator: str
    target: str
    due: str
    output: str = ""
    supporting: tuple[str, ...] = ()
    # What the owner does: days of evidence, of acceptance, of being sent back; "never" stays open and late.
    evidence: str = ""
    shows: str = ""
    judged: str = ""
    sent_back: str = ""
    obstacles: str = ""


@dataclass(frozen=True)
class Decision:
    """A decision on an agenda item, with the tasks that follow from it."""

    item: int
    words: str
    owner: str
    due: str
    indicator: str
    unit: str
    direction: str
    target: str
    tasks: tuple[Task, ...] = ()
    public: bool = False
    measured: tuple[tuple[str, str, str], ...] = ()  # day, value, of
    kept: str = ""
    lifted_by: tuple[str, int] = ("", 0)  # a later meeting and the number of its decision, which took this one back


@dataclass(frozen=True)
class Told:
    """A meeting of the story."""

    key: str
    kind: str
    title: str
    starts: datetime
    ends: datetime
    venue: str
    basis: str
    chair_office: str
    agenda: tuple[tuple[str, str, int], ...]  # title, owner, minutes
    opening: str
    notes: tuple[str, ...]
    closing: str
    decisions: tuple[Decision, ...]
    guests: tuple[tuple[str, str, str], ...]  # name, office, agency code or organisation
    absent: tuple[str, ...] = ()
    drafted: bool = False  # its agenda begins with the draft that the house writes
    addendum: str = ""


def at(day: str, hour: int, minute: int = 0) -> datetime:
    """A moment of the story."""
    return datetime.fromisoformat(f"{day}T{hour:02d}:{minute:02d}:00").replace(tzinfo=WIB)


GUESTS = (
    ("Tuti Handayani", "Ketua", "bawaslu-jakpus"),
    ("Citra Lestari", "Ketua Divisi Sosialisasi", "kpu-jakpus"),
    ("Komarudin Saleh", "Kepala Seksi Informasi dan Komunikasi Publik", "kominfotik-jakpus"),
    ("Kasman Hidayat", "Kepala", "kesbangpol-jakpus"),
    ("Rina Kusuma", "Kepala", "pemerintahan-jakpus"),
    ("Polan Siregar", "Kasat Binmas", "polres-jakpus"),
    ("Hartono Wibisono", "Ketua", "FKDM Jakarta Pusat"),
)

RAKOR = Told(
    key="rakor",
    kind="rakor",
    title="Rapat koordinasi persiapan rangkaian kegiatan deklarasi damai Pemilu 2024",
    starts=at("2023-10-11", 9),
    ends=at("2023-10-11", 12),
    venue="Ruang Rapat Kantor Wali Kota Administrasi Jakarta Pusat, Jalan Tanah Abang I Nomor 1",
    basis="Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum, Pasal 434\nPeraturan KPU Nomor 3 Tahun 2022 tentang Tahapan dan Jadwal",
    chair_office="Kepala Suku Badan Kesatuan Bangsa dan Politik Jakarta Pusat",
    agenda=(
        ("Strategi pengawasan menjelang masa kampanye", "bawaslu-jakpus", 40),
        ("Kampanye pendidikan pemilih di kelurahan", "kpu-jakpus", 35),
        ("Penanganan potensi konflik dan peringatan dini", "kesbangpol-jakpus", 40),
        ("Saluran informasi bersama dan penanganan hoaks", "kominfotik-jakpus", 30),
        ("Persiapan deklarasi damai 27 November 2023", "pemerintahan-jakpus", 30),
    ),
    opening="Rapat dibuka pukul 09.10 WIB. Pimpinan rapat menyampaikan bahwa tahapan sekarang adalah pencalonan: kampanye belum boleh, "
    "yang boleh hanya sosialisasi internal partai.",
    notes=(
        "Bawaslu memaparkan rencana pengawasan di delapan kecamatan dan meminta data kontak lurah untuk laporan cepat.\n"
        "KPU mengingatkan agar titik pemasangan alat peraga disepakati sebelum masa kampanye.\n"
        "Pemerintahan menyanggupi satu narahubung di setiap kelurahan.",
        "KPU mengusulkan sosialisasi tatap muka di seluruh 44 kelurahan, didahulukan yang jumlah pemilih pemulanya besar.\n"
        "Kominfotik siap memuat jadwalnya di kanal resmi kota.",
        "Kesbangpol memaparkan peta potensi gesekan dari FKDM. Disepakati satu daftar bersama yang diperbarui setiap pekan.\n"
        "Polres meminta agar kejadian dengan ancaman kekerasan disampaikan segera lewat 110, tidak menunggu rapat.",
        "Kominfotik menawarkan satu meja periksa fakta. Bawaslu mengingatkan identitas pelapor tidak boleh keluar dari Bawaslu.",
        "Deklarasi direncanakan Senin, 27 November 2023, undangan 188 orang: Forkopimko, UKPD, KPU dan Bawaslu, partai politik, dan FKDM.",
    ),
    closing="Rapat ditutup pukul 11.55 WIB. Rapat berikutnya menyiapkan acara deklarasi.",
    decisions=(
        Decision(
            0,
            "Setiap kelurahan mempunyai satu narahubung pengawasan sebelum masa kampanye dimulai.",
            "pemerintahan-jakpus",
            "2023-11-24",
            "Kelurahan dengan narahubung",
            "kelurahan",
            "at-least",
            "44",
            (
                Task(
                    "Menyampaikan daftar narahubung 44 kelurahan kepada Bawaslu",
                    "pemerintahan-jakpus",
                    "rina",
                    "Daftar lengkap diterima Bawaslu",
                    "44 nama jabatan",
                    "2023-11-10",
                    "Daftar narahubung",
                    ("bawaslu-jakpus",),
                    evidence="2023-11-09",
                    shows="Surat daftar narahubung kelurahan, 44 dari 44",
                    judged="2023-11-10",
                ),
            ),
            public=True,
            measured=(("2023-10-30", "21", "44"), ("2023-11-09", "44", "44")),
            kept="2023-11-10",
        ),
        Decision(
            1,
            "KPU mengadakan sosialisasi tatap muka bagi pemilih pemula di seluruh kelurahan.",
            "kpu-jakpus",
            "2024-02-09",
            "Kelurahan yang didatangi",
            "kelurahan",
            "at-least",
            "44",
            (
                Task(
                    "Menyusun jadwal sosialisasi 44 kelurahan",
                    "kpu-jakpus",
                    "citra",
                    "Jadwal terbit",
                    "1 jadwal",
                    "2023-10-31",
                    "Jadwal sosialisasi",
                    ("kominfotik-jakpus",),
                    evidence="2023-10-30",
                    shows="Jadwal sosialisasi yang dimuat di kanal resmi kota",
                    judged="2023-11-01",
                ),
                Task(
                    "Melaksanakan sosialisasi di 44 kelurahan dan melaporkan jumlah pesertanya",
                    "kpu-jakpus",
                    "citra",
                    "Kelurahan yang didatangi",
                    "44 kelurahan",
                    "2024-02-05",
                    "Laporan per kelurahan",
                    ("pemerintahan-jakpus", "kominfotik-jakpus"),
                    evidence="2024-02-02",
                    shows="Rekap 39 kelurahan",
                    sent_back="2024-02-05",
                    obstacles="Lima kelurahan menunda karena banjir; dijadwalkan ulang sesudah pekan pertama Februari.",
                ),
            ),
            public=True,
            measured=(
                ("2023-11-30", "8", "44"),
                ("2023-12-20", "17", "44"),
                ("2024-01-10", "26", "44"),
                ("2024-02-02", "39", "44"),
            ),
        ),
        Decision(
            2,
            "Kesbangpol memutakhirkan peta potensi konflik setiap pekan dan membagikan ringkasannya.",
            "kesbangpol-jakpus",
            "2024-02-14",
            "Pekan dengan peta yang dimutakhirkan",
            "pekan",
            "at-least",
            "18",
            (
                Task(
                    "Menyusun alur peringatan dini bersama Polres dan FKDM",
                    "kesbangpol-jakpus",
                    "kasman",
                    "Alur ditandatangani tiga pihak",
                    "1 dokumen",
                    "2023-11-20",
                    "Alur peringatan dini",
                    ("polres-jakpus",),
                    evidence="2023-11-21",
                    shows="Alur peringatan dini yang ditandatangani",
                    judged="2023-11-22",
                ),
            ),
            measured=(("2023-11-30", "7", "18"), ("2023-12-31", "11", "18"), ("2024-02-09", "17", "18")),
        ),
        Decision(
            3,
            "Kominfotik memeriksa setiap hoaks pemilu yang diteruskan kepadanya dan menerbitkan koreksinya.",
            "kominfotik-jakpus",
            "2024-02-14",
            "Koreksi yang terbit dalam satu hari",
            "persen",
            "at-least",
            "80",
            (
                Task(
                    "Membuka meja periksa fakta di kanal resmi kota",
                    "kominfotik-jakpus",
                    "komar",
                    "Meja periksa fakta dibuka",
                    "1 meja",
                    "2023-11-15",
                    "Meja periksa fakta",
                    ("bawaslu-jakpus", "kpu-jakpus"),
                    obstacles="Menunggu penugasan tenaga; permintaan dikirim ke Dinas.",
                ),
            ),
            measured=(("2024-01-15", "55", ""),),
        ),
        Decision(
            4,
            "Deklarasi damai diselenggarakan 27 November 2023 dan ditandatangani seluruh peserta pemilu tingkat kota.",
            "pemerintahan-jakpus",
            "2023-11-27",
            "Lembaga dan peserta yang menandatangani",
            "penanda tangan",
            "at-least",
            "24",
            (
                Task(
                    "Menyiapkan naskah, undangan, dan tata upacara",
                    "pemerintahan-jakpus",
                    "rina",
                    "Naskah disepakati lima lembaga",
                    "1 naskah",
                    "2023-11-20",
                    "Naskah dan undangan",
                    ("kesbangpol-jakpus", "kpu-jakpus", "bawaslu-jakpus"),
                    evidence="2023-11-17",
                    shows="Naskah yang disepakati dan daftar undangan 188 orang",
                    judged="2023-11-20",
                ),
            ),
            public=True,
            measured=(("2023-11-27", "26", "27"),),
            kept="2023-11-28",
        ),
        Decision(
            4,
            "Apel damai bersama diadakan di delapan kecamatan pada pekan terakhir masa kampanye.",
            "pemerintahan-jakpus",
            "2024-02-09",
            "Kecamatan yang mengadakan apel",
            "kecamatan",
            "at-least",
            "8",
            lifted_by=("tindak-lanjut", 2),
        ),
    ),
    guests=GUESTS,
    absent=("polres-jakpus",),
    addendum="Perbaikan: titik pemasangan alat peraga disepakati dalam rapat KPU tanggal 2 November 2023, bukan dalam rapat ini.",
)

PREPARATION = Told(
    key="persiapan",
    kind="rakor",
    title="Rapat persiapan acara deklarasi damai",
    starts=at("2023-11-20", 13),
    ends=at("2023-11-20", 15),
    venue="Ruang Rapat Asisten Pemerintahan, Kantor Wali Kota Administrasi Jakarta Pusat",
    basis="Keputusan rapat koordinasi 11 Oktober 2023",
    chair_office="Asisten Pemerintahan Sekretariat Kota Administrasi Jakarta Pusat",
    agenda=(
        ("Naskah deklarasi dan urutan penanda tangan", "kesbangpol-jakpus", 40),
        ("Tata upacara, keamanan, dan undangan", "pemerintahan-jakpus", 40),
    ),
    opening="Rapat dibuka pukul 13.05 WIB.",
    notes=(
        "Naskah dibacakan butir demi butir. Urutan penanda tangan mengikuti nomor urut surat suara, lalu lembaga.",
        "Polres menyiapkan pengamanan tertutup. Daftar hadir memakai kode QR di pintu.",
    ),
    closing="Rapat ditutup pukul 14.40 WIB.",
    decisions=(
        Decision(
            0,
            "Naskah deklarasi diterbitkan dengan sidik jarinya sebelum ditandatangani.",
            "kesbangpol-jakpus",
            "2023-11-26",
            "Naskah terbit dengan sidik jari",
            "naskah",
            "at-least",
            "1",
            public=True,
            measured=(("2023-11-25", "1", ""),),
            kept="2023-11-26",
        ),
    ),
    guests=GUESTS,
    drafted=True,
)

FOLLOW_UP = Told(
    key="tindak-lanjut",
    kind="rakor",
    title="Rapat koordinasi tindak lanjut deklarasi damai",
    starts=at("2024-01-10", 9),
    ends=at("2024-01-10", 11, 30),
    venue="Ruang Rapat Suku Badan Kesbangpol Jakarta Pusat",
    basis="Keputusan rapat koordinasi 11 Oktober 2023\nPakta Integritas Pemilu Damai 27 November 2023",
    chair_office="Kepala Suku Badan Kesatuan Bangsa dan Politik Jakarta Pusat",
    agenda=(("Kesiapan masa tenang", "bawaslu-jakpus", 30),),
    opening="Rapat dibuka pukul 09.05 WIB. Pimpinan rapat membacakan janji yang terlambat satu per satu.",
    notes=("Bawaslu meminta pembersihan alat peraga selesai sebelum 11 Februari 2024 pukul 00.00.",),
    closing="Rapat ditutup pukul 11.20 WIB.",
    decisions=(
        Decision(
            0,
            "Alat peraga kampanye dibersihkan dari seluruh kelurahan sebelum masa tenang.",
            "pemerintahan-jakpus",
            "2024-02-11",
            "Kelurahan yang bersih dari alat peraga",
            "kelurahan",
            "at-least",
            "44",
            (
                Task(
                    "Membagi regu pembersihan per kecamatan",
                    "pemerintahan-jakpus",
                    "rina",
                    "Regu terbentuk",
                    "8 regu",
                    "2024-02-01",
                    "Daftar regu",
                    ("bawaslu-jakpus", "polres-jakpus"),
                    evidence="2024-01-31",
                    shows="Daftar delapan regu pembersihan",
                ),
            ),
            public=True,
            measured=(("2024-02-11", "41", "44"),),
        ),
        Decision(
            0,
            "Apel damai di kecamatan ditiadakan; tenaganya dialihkan ke pembersihan alat peraga.",
            "pemerintahan-jakpus",
            "2024-01-15",
            "Surat pemberitahuan kepada camat",
            "surat",
            "at-least",
            "8",
            measured=(("2024-01-12", "8", "8"),),
            kept="2024-01-15",
        ),
    ),
    guests=GUESTS,
    drafted=True,
)

NEXT = Told(
    key="berikut",
    kind="rakor",
    title="Rapat koordinasi evaluasi sesudah pemungutan suara",
    starts=at("2024-02-20", 9),
    ends=at("2024-02-20", 12),
    venue="Ruang Rapat Kantor Wali Kota Administrasi Jakarta Pusat",
    basis="Pakta Integritas Pemilu Damai 27 November 2023",
    chair_office="Kepala Suku Badan Kesatuan Bangsa dan Politik Jakarta Pusat",
    agenda=(),
    opening="",
    notes=(),
    closing="",
    decisions=(),
    guests=GUESTS,
    drafted=True,
)

MEETINGS = (RAKOR, PREPARATION, FOLLOW_UP, NEXT)


@dataclass(frozen=True)
class Pact:
    """The declaration of the story."""

    title: str
    occasion: str
    place: str
    held_at: datetime
    opens_at: datetime
    closes_at: datetime


PACT = Pact(
    title="Pakta Integritas Pemilu Damai 2024",
    occasion="Deklarasi damai Pemilu 2024 Kota Administrasi Jakarta Pusat",
    place="Kantor Wali Kota Administrasi Jakarta Pusat",
    held_at=at("2023-11-27", 9),
    opens_at=at("2023-11-25", 9),
    closes_at=at("2024-02-10", 23, 59),
)

# Who signs for the real parties and pairs is invented; only that a place was kept for them is said.
COMMUNITY = (
    ("Hartono Wibisono", "Ketua FKDM Jakarta Pusat"),
    ("Nurhayati Siregar", "Ketua forum RW Kecamatan Senen"),
    ("Yohanes Prasetyo", "Forum Kerukunan Umat Beragama"),
)
CITIZENS = (
    "Asep Rahmat", "Bunga Melati", "Chandra Wijaya", "Dina Marlina", "Eko Nugroho", "Fitri Amalia", "Gilang Ramadhan", "Hesti Pertiwi",
    "Indra Kesuma", "Joko Susanto", "Kartika Dewi", "Lukman Hakim", "Maya Sari", "Nanda Putri", "Oscar Tambunan", "Putu Ayu",
    "Rahmat Hidayat", "Sinta Maharani", "Teguh Santosa", "Umi Kalsum", "Vina Oktavia", "Wahyu Utomo", "Yanti Kurnia", "Zainal Abidin",
)  # fmt: skip
REPRESENTATIVES = (
    "Adi Rekaan", "Bima Rekaan", "Cahya Rekaan", "Darma Rekaan", "Elok Rekaan", "Farhan Rekaan", "Galuh Rekaan", "Hesti Rekaan",
    "Ilham Rekaan", "Jati Rekaan", "Kirana Rekaan", "Laras Rekaan", "Mulia Rekaan", "Nirmala Rekaan", "Omar Rekaan", "Pandu Rekaan",
    "Ratna Rekaan", "Surya Rekaan", "Tirta Rekaan", "Utari Rekaan", "Vino Rekaan", "Wening Rekaan", "Yuda Rekaan", "Zahra Rekaan",
    "Arum Rekaan",
)  # fmt: skip
