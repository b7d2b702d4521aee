"""What people write in the story. Invented; no party, candidate or real person appears.

Each line is a template: `{di}` a spot in the kelurahan, `{rt}` a neighbourhood, `{kel}` the kelurahan's name, `{jam}` an hour,
`{tps}` a polling station. The kind is what the officers of the story decide, not what the machine suggests.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A template with the kind and category officers give it, how grave it is, and in which part of the story it occurs."""

    kind: str  # violation, incident, claim, question, preliminary, other
    category: str
    severity: int
    when: str  # before, campaign, quiet, voting, any
    text: str


SPOTS = [
    "dekat pos RW", "di depan pasar", "di lapangan bulu tangkis", "di gang belakang masjid", "di pinggir rel", "di taman kota",
    "di depan sekolah dasar", "di warung kopi ujung gang", "di halaman rusun", "di balai warga", "dekat stasiun", "di jembatan penyeberangan",
    "di bantaran kali", "di depan minimarket", "di parkiran pasar", "di aula kelurahan",
]  # fmt: skip

LINES = [
    # --- before the campaign: 11 October to 27 November 2023
    Line("violation", "campaign_rules", 2, "before", "Sudah ada spanduk ajakan memilih {di} padahal masa kampanye belum mulai. Dipasang semalam sekitar pukul {jam}."),
    Line("violation", "campaign_rules", 1, "before", "Baliho bergambar salah satu bakal calon dengan kata coblos terpasang {di}, kelurahan {kel}."),
    Line("violation", "state_neutrality", 2, "before", "Ada pegawai berseragam dinas ikut deklarasi dukungan {di}. Fotonya beredar di grup warga RT {rt}."),
    Line("claim", "hoax_election", 2, "before", "Beredar pesan berantai bahwa pemilu ditunda sampai tahun depan. Apakah benar? Banyak warga RT {rt} sudah percaya."),
    Line("claim", "hoax_election", 2, "before", "Di grup WA ada kabar KTP lama tidak bisa dipakai memilih. Mohon dicek kebenarannya."),
    Line("question", "voter_list", 1, "before", "Saya pindah kos ke {kel}, bagaimana cara mengurus pindah memilih dan paling lambat kapan?"),
    Line("question", "voter_list", 1, "before", "Nama ibu saya belum ada di daftar pemilih, mengurusnya ke kelurahan {kel} atau ke mana?"),
    Line("incident", "insult_person", 1, "before", "Adu mulut antar pendukung {di} soal stiker, sempat dilerai pak RT {rt}. Sekarang sudah tenang."),
    # --- campaign: 28 November 2023 to 10 February 2024
    Line("violation", "money_politics", 3, "campaign", "Tim salah satu calon bagi-bagi amplop berisi uang 50 ribu {di} setelah pengajian, sekitar pukul {jam}. Warga diminta memilih calon itu."),
    Line("violation", "money_politics", 3, "campaign", "Ada pembagian sembako berstiker calon {di}. Penerima dicatat nama dan nomor KTP-nya."),
    Line("violation", "money_politics", 2, "campaign", "Dijanjikan uang lelah kalau hadir di pertemuan dan memilih calon tertentu, RT {rt} kelurahan {kel}."),
    Line("violation", "campaign_material", 1, "campaign", "Spanduk kampanye dipaku di pohon {di} dan menutup rambu lalu lintas. Berbahaya untuk pengendara."),
    Line("violation", "campaign_material", 2, "campaign", "Sekitar sepuluh spanduk salah satu peserta dirusak orang tak dikenal {di}, kejadian pukul {jam}."),
    Line("violation", "campaign_material", 1, "campaign", "Alat peraga kampanye dipasang di tiang listrik dan pagar sekolah {di}."),
    Line("violation", "state_neutrality", 2, "campaign", "Ketua RT {rt} mengumumkan lewat pengeras suara supaya warga memilih salah satu calon."),
    Line("violation", "state_neutrality", 3, "campaign", "Camat menghadiri dan memberi sambutan yang mengarahkan pilihan dalam acara relawan {di}."),
    Line("violation", "state_facility", 2, "campaign", "Kampanye di tempat ibadah: setelah salat jemaah diajak memilih calon tertentu dan dibagikan brosur, {di}."),
    Line("violation", "state_facility", 2, "campaign", "Mobil dinas dipakai mengangkut bahan kampanye {di} pukul {jam}."),
    Line("violation", "campaign_rules", 2, "campaign", "Anak-anak berseragam sekolah dilibatkan konvoi kampanye {di}."),
    Line("violation", "campaign_rules", 1, "campaign", "Kampanye tatap muka sampai lewat pukul 22.00 dengan pengeras suara {di}, warga terganggu."),
    Line("violation", "black_campaign", 2, "campaign", "Selebaran gelap tanpa nama menuduh salah satu calon dilempar ke rumah warga RT {rt}."),
    Line("violation", "sara_hate", 3, "campaign", "Penceramah dalam acara kampanye {di} menghina suku dan agama tertentu, ada rekaman videonya."),
    Line("incident", "violence_event", 3, "campaign", "Pendukung dua peserta saling dorong {di} waktu konvoi berpapasan pukul {jam}. Satu orang luka ringan di tangan."),
    Line("incident", "violence_event", 4, "campaign", "Terjadi bentrok {di} sekitar pukul {jam}, ada yang membawa balok kayu. Mohon aparat segera datang."),
    Line("incident", "voter_intimidation", 3, "campaign", "Warga RT {rt} didatangi beberapa orang dan diancam tidak dapat bantuan kalau tidak memilih calon mereka."),
    Line("incident", "incitement", 3, "campaign", "Ada ajakan lewat pesan suara untuk mengepung kantor kecamatan besok pagi. Warga {kel} resah."),
    Line("incident", "official_intimidation", 3, "campaign", "Petugas pengawas dilarang mendokumentasikan acara {di} dan ponselnya sempat dirampas."),
    Line("claim", "hoax_election", 2, "campaign", "Apakah benar surat suara dari luar negeri sudah dicoblos semua? Videonya ramai di grup RT {rt}."),
    Line("claim", "hoax_election", 3, "campaign", "Beredar video penjarahan di toko {di} katanya gara-gara kampanye, sepertinya video lama dari kota lain."),
    Line("claim", "hoax_election", 2, "campaign", "Dapat pesan: warga yang ikut memilih akan dipotong bansosnya. Tolong dicek, ini hoaks atau bukan."),
    Line("claim", "hoax_election", 2, "campaign", "Pesan berantai bilang pendaftaran pindah memilih diperpanjang sampai hari H cukup bawa KTP. Benar tidak?"),
    Line("claim", "black_campaign", 2, "campaign", "Ada potongan video pidato seorang calon yang sepertinya diedit supaya terdengar menghina. Dibagikan di grup warga {kel}."),
    Line("question", "voter_list", 1, "campaign", "Orang tua saya sakit dan tidak bisa ke TPS, apakah petugas bisa datang ke rumah? RT {rt} {kel}."),
    Line("question", "voter_list", 1, "campaign", "Di mana saya bisa mengecek TPS saya? Di situs tidak muncul."),
    Line("question", "other", 1, "campaign", "Apakah boleh memakai kaos bergambar calon waktu ikut rapat RT?"),
    Line("preliminary", "state_neutrality", 2, "campaign", "Katanya ada pengumpulan kepala sekolah untuk mendukung calon, tapi saya tidak tahu tempat dan harinya."),
    Line("preliminary", "money_politics", 2, "campaign", "Dengar-dengar mau ada bagi uang di {kel}, saya tidak berani menyebut siapa. Tolong diawasi."),
    Line("other", "other", 1, "any", "Lampu jalan {di} mati sudah seminggu, tolong diperbaiki."),
    Line("other", "other", 1, "any", "Selokan {di} mampet dan bau, sudah lapor ke kelurahan {kel} belum ada tindakan."),
    # --- the quiet period: 11 to 13 February 2024
    Line("violation", "campaign_rules", 2, "quiet", "Masa tenang tapi spanduk masih banyak terpasang {di} dan ada mobil keliling mengajak memilih."),
    Line("violation", "money_politics", 3, "quiet", "Serangan fajar: semalam pukul {jam} ada yang membagi amplop dari pintu ke pintu di RT {rt} {kel}."),
    Line("violation", "money_politics", 3, "quiet", "Saya ditawari 100 ribu untuk mencoblos calon tertentu, pembagian {di}. Saya tolak dan saya foto."),
    Line("claim", "hoax_election", 3, "quiet", "Ada pesan bahwa jam pencoblosan di TPS {tps} dimajukan pukul 05.00. Warga bingung, tolong diluruskan."),
    Line("claim", "hoax_election", 3, "quiet", "Beredar kabar surat suara di gudang sudah tercoblos. Apakah benar? Banyak yang marah."),
    Line("incident", "voter_intimidation", 3, "quiet", "Ada kelompok berjaga {di} menanyai warga mau pilih siapa. Orang tua takut ke TPS."),
    Line("question", "voter_list", 1, "quiet", "Undangan memilih belum sampai, apakah boleh datang ke TPS {tps} hanya dengan KTP?"),
    # --- voting day and the day after
    Line("violation", "polling_irregularity", 3, "voting", "TPS {tps} {kel} dibuka terlambat, pukul 07.45 belum mulai karena kotak suara belum datang."),
    Line("violation", "polling_irregularity", 3, "voting", "Pendamping memasuki bilik bersama pemilih lain di TPS {tps} dan mengarahkan pilihan."),
    Line("violation", "polling_irregularity", 3, "voting", "Ada orang mencoblos dua kali di TPS {tps}, saksi sudah protes."),
    Line("violation", "polling_irregularity", 2, "voting", "Surat suara di TPS {tps} kurang, pemilih yang antre diminta menunggu sampai pukul {jam}."),
    Line("violation", "money_politics", 3, "voting", "Pembagian uang di gang menuju TPS {tps} pagi ini, warga diminta memotret surat suara."),
    Line("violation", "polling_irregularity", 3, "voting", "Hasil hitung di papan TPS {tps} berbeda dengan yang difoto saksi, mohon dicek."),
    Line("incident", "violence_event", 3, "voting", "Ribut di TPS {tps} waktu penghitungan, kursi dilempar, satu saksi didorong sampai jatuh."),
    Line("incident", "voter_intimidation", 4, "voting", "Pemilih dihadang orang berbadan besar di jalan masuk TPS {tps} dan disuruh pulang."),
    Line("incident", "official_intimidation", 3, "voting", "Saksi memaksa masuk dan mengancam ketua KPPS TPS {tps}."),
    Line("claim", "hoax_election", 3, "voting", "Pesan di grup: TPS {tps} kebakaran jadi pemungutan dibatalkan. Saya di sini tidak ada apa-apa."),
    Line("claim", "hoax_election", 2, "voting", "Katanya tinta bisa dihapus dan boleh memilih lagi di kelurahan lain. Mohon klarifikasi."),
    Line("question", "voter_list", 1, "voting", "Saya di DPTb, kenapa hanya dapat satu surat suara di TPS {tps}?"),
    Line("question", "voter_list", 1, "voting", "Sampai pukul berapa pemilih dengan KTP saja boleh mencoblos?"),
    Line("preliminary", "polling_irregularity", 2, "voting", "Kata tetangga ada yang aneh di TPS sekitar {kel} tapi saya sendiri tidak melihat."),
]  # fmt: skip

FOLLOW_UPS = [  # a second person tells of the same event in other words
    "Saya juga melihat: {text}",
    "Tolong ditindak. {text} Beberapa tetangga melihat hal yang sama.",
    "Mau lapor, {text}",
]
