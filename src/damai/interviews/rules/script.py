"""The questions, as data: what is asked, why, what the law needs it for, and when it is asked at all.

The fields are those of Form B.1 (Perbawaslu 7/2022); the six conditions are its Art. 15 (3) and (4). Every question may be
answered "I don't know" and every one may be come back to: the order below is only the order in which they are asked.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .saying import say


class Condition(StrEnum):
    """The three formal and three material conditions of a report; the same codes as `cases.rules.Item`."""

    REPORTER = "reporter"
    REPORTED = "reported"
    IN_TIME = "in_time"
    WHEN_WHERE = "when_where"
    DESCRIPTION = "description"
    EVIDENCE = "evidence"


CONDITION_WORDS = {
    Condition.REPORTER: say("Nama dan alamat pelapor"),
    Condition.REPORTED: say("Siapa yang dilaporkan"),
    Condition.IN_TIME: say("Masih dalam batas waktu"),
    Condition.WHEN_WHERE: say("Waktu dan tempat kejadian"),
    Condition.DESCRIPTION: say("Uraian kejadian"),
    Condition.EVIDENCE: say("Bukti"),
}


class Sort(StrEnum):
    """How an answer is read."""

    STORY = "story"  # several lines
    LINE = "line"
    CHOICE = "choice"
    DAY = "day"
    HOUR = "hour"
    AREA = "area"
    PHONE = "phone"
    EMAIL = "email"


class Topic(StrEnum):
    """What the person wants to tell; the codes reach triage as what the sender called it."""

    VIOLATION = "violation"
    INCIDENT = "incident"
    CLAIM = "claim"
    QUESTION = "question"


class Who(StrEnum):
    """Whether the person says who they are."""

    NAMED = "named"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen; `heard` are other words for it."""

    value: str
    words: str
    heard: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What was answered: the value we go on with, and the words as they came. Not known: the person does not know, or skipped."""

    value: str = ""
    said: str = ""
    known: bool = True

    @property
    def words(self) -> str:
        """What the person said, or the value where nothing else was said."""
        return self.said or self.value


Answers = Mapping[str, Answer]


def value_of(answers: Answers, question: str) -> str:
    """The value of a known answer, or nothing."""
    found = answers.get(question)
    return found.value if found and found.known else ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question."""

    id: str
    sort: Sort
    words: str
    why: str
    short: str  # its label in the summary
    basis: str = ""  # where the law asks for it
    verified: bool = True  # whether that was read in a source
    condition: Condition | None = None
    options: tuple[Option, ...] = ()
    example: str = ""
    personal: str = ""  # whose data it is: reporter, reported or witness
    number: int = 0  # of a repeated question: which party, which witness

    @property
    def is_yes_no(self) -> bool:
        """Whether it is answered with yes or no."""
        return self.options == YES_NO


_YES = ("ya", "y", "iya", "iyah", "yes", "betul", "benar", "ok", "oke", "sip", "ada", "bersedia", "mau", "boleh", "setuju")
_NO = (
    *("tidak", "tdk", "ga", "gak", "nggak", "enggak", "ngga", "no", "bukan", "belum", "salah"),
    *("tidak ada", "gada", "gak ada", "tidak mau", "anonim", "tanpa nama"),
)
YES_NO = (Option("yes", say("Ya"), _YES), Option("no", say("Tidak"), _NO))
CONSENT = (
    Option("named", say("Ya. Saya setuju data diri saya disimpan tersegel untuk menangani laporan ini"), _YES),
    Option("anonymous", say("Tidak. Saya ingin tetap tanpa nama"), _NO),
)
PERBAWASLU = "Perbawaslu 7/2022"

TOPIC = Question(
    id="topic",
    sort=Sort.CHOICE,
    words=say("Apa yang ingin Anda sampaikan?"),
    why=say("Supaya kami hanya menanyakan yang perlu. Bila ragu, pilih “tidak tahu”; petugas yang menentukan."),
    short=say("Perihal"),
    options=(
        Option(
            "violation",
            say("Dugaan pelanggaran pemilu (bagi-bagi uang, kampanye di tempat terlarang, petugas memihak, …)"),
            ("pelanggaran", "dugaan pelanggaran", "violation"),
        ),
        Option("incident", say("Keributan, ancaman, atau perusakan"), ("keributan", "ancaman", "insiden", "incident")),
        Option("claim", say("Kabar yang saya ragukan kebenarannya"), ("hoaks", "hoax", "kabar", "berita bohong", "claim")),
        Option("question", say("Hanya ingin bertanya"), ("bertanya", "tanya", "pertanyaan", "question")),
    ),
)
WHAT = Question(
    id="what",
    sort=Sort.STORY,
    words=say("Ceritakan apa yang terjadi."),
    why=say("Tulis apa yang Anda lihat atau dengar, siapa yang melakukannya, dan bagaimana. Pakai kata-kata Anda sendiri."),
    short=say("Cerita"),
    basis=f"{PERBAWASLU} Ps. 15 ayat (4) huruf b",
    condition=Condition.DESCRIPTION,
    example=say("Sesudah acara di lapangan, dua orang berkaus partai membagikan amplop berisi uang kepada ibu-ibu."),
)
MORE = Question(
    id="more",
    sort=Sort.STORY,
    words=say("Ceritakan lebih lengkap apa yang terjadi."),
    why=say("Petugas belum dapat menangkap urutannya: apa yang dilakukan, oleh siapa, di mana, kapan, dan bagaimana."),
    short=say("Tambahan cerita"),
    basis=f"{PERBAWASLU} Ps. 15 ayat (4) huruf b",
    condition=Condition.DESCRIPTION,
)
HAPPENED = Question(
    id="happened",
    sort=Sort.DAY,
    words=say("Kapan terjadinya?"),
    why=say(
        "Laporan resmi harus menyebut waktu kejadian. Boleh ditulis seperti “kemarin” atau “Minggu malam”; "
        "nanti kami pastikan tanggalnya."
    ),
    short=say("Tanggal kejadian"),
    basis=f"{PERBAWASLU} Ps. 15 ayat (4) huruf a",
    condition=Condition.WHEN_WHERE,
    example=say("11 Februari 2024, kemarin, atau hari Minggu kemarin"),
)
HOUR = Question(
    id="hour",
    sort=Sort.HOUR,
    words=say("Kira-kira jam berapa?"),
    why=say("Membantu petugas mencari saksi dan rekaman. Kira-kira saja cukup."),
    short=say("Jam kejadian"),
    example=say("19.30, jam 7 malam, atau habis magrib"),
)
KNOWN = Question(
    id="known",
    sort=Sort.DAY,
    words=say("Kapan Anda pertama kali mengetahui kejadian itu?"),
    why=say(
        "Batas waktu laporan dihitung dari hari Anda mengetahuinya, bukan dari hari kejadian. Karena itu kami tidak "
        "mengisinya untuk Anda. Bila Anda melihatnya sendiri, tulis “hari itu juga”."
    ),
    short=say("Tanggal diketahui"),
    basis="UU 7/2017 Ps. 454 ayat (6)",
    condition=Condition.IN_TIME,
    example=say("hari itu juga, 12 Februari 2024, atau tadi pagi"),
)
WHERE = Question(
    id="where",
    sort=Sort.LINE,
    words=say("Di mana kejadiannya?"),
    why=say("Sebutkan yang membuat tempat itu dapat ditemukan: nama jalan, RT/RW, dekat apa, atau nomor TPS."),
    short=say("Tempat"),
    basis=f"{PERBAWASLU} Ps. 15 ayat (4) huruf a",
    condition=Condition.WHEN_WHERE,
    example=say("Lapangan RW 03, Jalan Cideng Barat, dekat masjid"),
)
AREA = Question(
    id="area",
    sort=Sort.AREA,
    words=say("Kelurahan atau kecamatan apa?"),
    why=say("Supaya laporan sampai ke pengawas yang bertugas di sana."),
    short=say("Kelurahan"),
    condition=Condition.WHEN_WHERE,
    example=say("Kebon Kelapa"),
)
WITNESSES = Question(
    id="witnesses",
    sort=Sort.CHOICE,
    words=say("Adakah orang lain yang melihat atau mendengarnya?"),
    why=say("Saksi menguatkan laporan. Nama saksi disimpan tersegel dan tidak pernah diumumkan."),
    short=say("Ada saksi"),
    options=YES_NO,
    personal="witness",
)
EVIDENCE = Question(
    id="evidence",
    sort=Sort.STORY,
    words=say("Bukti apa yang Anda punya?"),
    why=say(
        "Laporan resmi harus disertai bukti: foto, video, rekaman, surat, atau barang. Kirim berkasnya di "
        "sini, atau sebutkan apa yang Anda simpan dan di mana."
    ),
    short=say("Bukti"),
    basis=f"{PERBAWASLU} Ps. 15 ayat (4) huruf c",
    condition=Condition.EVIDENCE,
    example=say("Foto amplop; amplopnya masih saya simpan"),
)
WHO = Question(
    id="who",
    sort=Sort.CHOICE,
    words=say("Bersediakah Anda menyebut nama dan alamat?"),
    why=say(
        "Laporan resmi memerlukan nama dan alamat pelapor. Tanpa nama, cerita Anda tetap diterima sebagai "
        "informasi awal, yang dapat ditelusuri pengawas tetapi bukan laporan resmi. Pilihan ini dapat Anda "
        "ubah sampai laporan dikirim."
    ),
    short=say("Menyebut nama"),
    basis=f"{PERBAWASLU} Ps. 15 ayat (3) huruf a",
    condition=Condition.REPORTER,
    options=CONSENT,
    personal="reporter",
)
CAPACITY = Question(
    id="capacity",
    sort=Sort.CHOICE,
    words=say("Anda melapor sebagai siapa?"),
    why=say(
        "Yang dapat menjadi pelapor resmi: warga negara Indonesia yang punya hak pilih, peserta pemilu, dan "
        "pemantau pemilu. Yang lain tetap didengar sebagai informasi awal."
    ),
    short=say("Melapor sebagai"),
    basis="UU 7/2017 Ps. 454 ayat (3)",
    verified=False,
    condition=None,
    options=(
        Option("voter", say("Warga negara Indonesia yang punya hak pilih"), ("warga", "wni", "pemilih", "voter")),
        Option("participant", say("Peserta pemilu, calon, atau tim kampanye"), ("peserta", "calon", "tim", "participant")),
        Option("monitor", say("Pemantau pemilu yang terakreditasi"), ("pemantau", "monitor")),
        Option("other", say("Bukan salah satu dari ini"), ("bukan", "lainnya", "other")),
    ),
    personal="reporter",
)
NAME = Question(
    id="name",
    sort=Sort.LINE,
    words=say("Siapa nama lengkap Anda, seperti di KTP?"),
    why=say("Petugas mencocokkannya dengan KTP ketika laporan ditandatangani. Nama Anda tidak pernah diumumkan."),
    short=say("Nama"),
    basis=f"{PERBAWASLU} Ps. 15 ayat (3) huruf a",
    condition=Condition.REPORTER,
    personal="reporter",
)
ADDRESS = Question(
    id="address",
    sort=Sort.LINE,
    words=say("Di mana alamat Anda?"),
    why=say("Laporan resmi memerlukan alamat pelapor. Hanya yang menangani laporan ini yang boleh membukanya."),
    short=say("Alamat"),
    basis=f"{PERBAWASLU} Ps. 15 ayat (3) huruf a",
    condition=Condition.REPORTER,
    personal="reporter",
    example=say("Jalan Kebon Sirih 12, RT 02/RW 05, Menteng"),
)
PHONE = Question(
    id="phone",
    sort=Sort.PHONE,
    words=say("Berapa nomor telepon Anda?"),
    why=say("Bila ada yang kurang, waktu untuk melengkapinya singkat. Dengan nomor ini Anda segera diberi tahu."),
    short=say("Telepon"),
    personal="reporter",
    example="0812 3456 7890",
)
EMAIL = Question(
    id="email",
    sort=Sort.EMAIL,
    words=say("Apakah Anda punya alamat surel?"),
    why=say("Cara kedua untuk memberi tahu Anda. Boleh dilewati."),
    short=say("Surel"),
    personal="reporter",
    example="nama@contoh.id",
)
BIRTH = Question(
    id="birth",
    sort=Sort.LINE,
    words=say("Di mana dan kapan Anda lahir?"),
    why=say("Ditulis di Formulir B.1 untuk mencocokkan identitas. Boleh dilewati dan ditunjukkan nanti dengan KTP."),
    short=say("Tempat dan tanggal lahir"),
    personal="reporter",
    example=say("Jakarta, 2 Mei 1985"),
)
SEX = Question(
    id="sex",
    sort=Sort.CHOICE,
    words=say("Jenis kelamin?"),
    why=say("Ditulis di Formulir B.1. Boleh dilewati."),
    short=say("Jenis kelamin"),
    options=(
        Option("female", say("Perempuan"), ("perempuan", "wanita", "p", "female")),
        Option("male", say("Laki-laki"), ("laki-laki", "laki", "pria", "l", "male")),
    ),
    personal="reporter",
)
JOB = Question(
    id="job",
    sort=Sort.LINE,
    words=say("Apa pekerjaan Anda?"),
    why=say("Ditulis di Formulir B.1. Boleh dilewati."),
    short=say("Pekerjaan"),
    personal="reporter",
)
REACH_NAME = Question(
    id="name",
    sort=Sort.LINE,
    words=say("Siapa nama Anda?"),
    why=say("Supaya petugas tahu siapa yang dihubungi. Nama Anda tidak pernah diumumkan."),
    short=say("Nama"),
    personal="reporter",
)
REACH_WHO = Question(
    id="who",
    sort=Sort.CHOICE,
    words=say("Bolehkah petugas menghubungi Anda?"),
    why=say("Tidak wajib. Tanpa ini pun Anda dapat mengikuti kabarnya dengan kode tanda terima."),
    short=say("Boleh dihubungi"),
    options=CONSENT,
    personal="reporter",
)

MOST_PEOPLE = 12  # reported parties, and witnesses: more are named in the story


def suspect(number: int) -> tuple[Question, Question, Question, Question]:
    """The questions about one reported party, and whether there is another."""
    first = number == 1
    return (
        Question(
            id=f"suspect.{number}.name",
            sort=Sort.LINE,
            words=say("Siapa yang Anda laporkan?") if first else say("Siapa terlapor ke-%(number)d?"),
            why=say("Nama orang, jabatan, atau lembaga. Bila namanya tidak tahu, sebutkan jabatan atau ciri-cirinya."),
            short=say("Terlapor"),
            basis=f"{PERBAWASLU} Ps. 15 ayat (3) huruf b",
            condition=Condition.REPORTED,
            personal="reported",
            number=number,
            example=say("Ketua RT 05, atau nama orangnya"),
        ),
        Question(
            id=f"suspect.{number}.address",
            sort=Sort.LINE,
            words=say("Di mana alamat atau kantornya?"),
            why=say("Agar dapat diundang untuk memberi keterangan. Boleh dilewati bila tidak tahu."),
            short=say("Alamat terlapor"),
            personal="reported",
            number=number,
        ),
        Question(
            id=f"suspect.{number}.phone",
            sort=Sort.LINE,
            words=say("Tahukah Anda nomor teleponnya?"),
            why=say("Boleh dilewati bila tidak tahu."),
            short=say("Telepon terlapor"),
            personal="reported",
            number=number,
        ),
        Question(
            id=f"suspect.{number}.more",
            sort=Sort.CHOICE,
            words=say("Adakah orang atau lembaga lain yang Anda laporkan?"),
            why=say("Setiap terlapor ditulis sendiri-sendiri."),
            short=say("Terlapor lain"),
            options=YES_NO,
            personal="reported",
            number=number,
        ),
    )


def witness(number: int) -> tuple[Question, Question, Question, Question]:
    """The questions about one witness, and whether there is another."""
    return (
        Question(
            id=f"witness.{number}.name",
            sort=Sort.LINE,
            words=say("Siapa nama saksi?") if number == 1 else say("Siapa saksi ke-%(number)d?"),
            why=say("Tanyakan dulu kepadanya bila Anda ragu. Namanya disimpan tersegel."),
            short=say("Saksi"),
            personal="witness",
            number=number,
        ),
        Question(
            id=f"witness.{number}.address",
            sort=Sort.LINE,
            words=say("Di mana alamat saksi?"),
            why=say("Agar dapat diundang untuk memberi keterangan. Boleh dilewati bila tidak tahu."),
            short=say("Alamat saksi"),
            personal="witness",
            number=number,
        ),
        Question(
            id=f"witness.{number}.phone",
            sort=Sort.LINE,
            words=say("Berapa nomor telepon saksi?"),
            why=say("Boleh dilewati bila tidak tahu."),
            short=say("Telepon saksi"),
            personal="witness",
            number=number,
        ),
        Question(
            id=f"witness.{number}.more",
            sort=Sort.CHOICE,
            words=say("Adakah saksi lain?"),
            why=say("Setiap saksi ditulis sendiri-sendiri."),
            short=say("Saksi lain"),
            options=YES_NO,
            personal="witness",
            number=number,
        ),
    )


def _people(make: Callable[[int], tuple[Question, Question, Question, Question]], answers: Answers) -> Iterator[Question]:
    """One person after the other, as long as there is another; of one without a name nothing more is asked."""
    for number in range(1, MOST_PEOPLE + 1):
        name, address, phone, more = make(number)
        yield name
        if name.id in answers and not answers[name.id].known:
            return
        yield address
        yield phone
        if number == MOST_PEOPLE:
            return
        yield more
        if value_of(answers, more.id) != "yes":
            return


def _report(answers: Answers) -> Iterator[Question]:
    """The whole interview, as far as what was answered leads."""
    yield TOPIC
    yield WHAT
    topic = value_of(answers, TOPIC.id)
    if topic == Topic.QUESTION:
        yield from _reachable(answers)
        return
    yield HAPPENED
    yield HOUR
    if topic in {Topic.INCIDENT, Topic.CLAIM}:
        yield WHERE
        yield AREA
        yield EVIDENCE
        yield from _reachable(answers)
        return
    yield KNOWN
    yield WHERE
    yield AREA
    yield from _people(suspect, answers)
    yield EVIDENCE
    yield WITNESSES
    if value_of(answers, WITNESSES.id) == "yes":
        yield from _people(witness, answers)
    yield WHO
    if value_of(answers, WHO.id) == Who.NAMED:
        yield from (NAME, ADDRESS, CAPACITY, PHONE, EMAIL, BIRTH, SEX, JOB)


def _reachable(answers: Answers) -> Iterator[Question]:
    yield REACH_WHO
    if value_of(answers, REACH_WHO.id) == Who.NAMED:
        yield from (REACH_NAME, PHONE, EMAIL)


# What is asked again for a condition that was missing. Lateness cannot be mended (law.md A.6, G-2), so nothing is asked for it.
MENDS: dict[Condition, tuple[Question, ...]] = {
    Condition.REPORTER: (NAME, ADDRESS, PHONE),
    Condition.WHEN_WHERE: (HAPPENED, HOUR, WHERE, AREA),
    Condition.DESCRIPTION: (MORE,),
}
MENDABLE = frozenset(Condition) - {Condition.IN_TIME}


def _repair(items: tuple[str, ...], answers: Answers) -> Iterator[Question]:
    """Exactly what is missing, in the order of Form B.1."""
    for condition in Condition:
        if condition not in items:
            continue
        yield from MENDS.get(condition, ())
        if condition is Condition.REPORTED:
            yield from _people(suspect, answers)
        if condition is Condition.EVIDENCE:
            yield EVIDENCE
            yield WITNESSES
            if value_of(answers, WITNESSES.id) == "yes":
                yield from _people(witness, answers)


@dataclass(frozen=True)
class Script:
    """Which questions an interview asks: a report's, or those that mend some conditions."""

    items: tuple[str, ...] = field(default=())

    def questions(self, answers: Answers) -> tuple[Question, ...]:
        """The questions that are asked after what was answered, in order."""
        return tuple(_repair(self.items, answers) if self.items else _report(answers))


def question_named(identity: str, answers: Answers, items: tuple[str, ...] = ()) -> Question | None:
    """The question with this id, if it is asked at all."""
    return next((each for each in Script(items).questions(answers) if each.id == identity), None)
