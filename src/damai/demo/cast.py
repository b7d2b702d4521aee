"""The invented cast of the demo: real agencies, no real person. Every name here was made up."""

from dataclasses import dataclass

PASSWORD = "tujuh-melati-di-gerbang"  # noqa: S105 -- printed at every start of a demo, useless anywhere else


@dataclass(frozen=True)
class Office:
    """An agency of the story."""

    code: str
    name: str
    kind: str
    area: str


@dataclass(frozen=True)
class Person:
    """A member of the story, in one agency, with one role, over one area."""

    username: str
    full_name: str
    agency: str
    role: str
    area: str
    about: str


OFFICES = [
    Office("bawaslu-jakpus", "Bawaslu Kota Administrasi Jakarta Pusat", "supervisor", "31.71"),
    Office("kpu-jakpus", "KPU Kota Administrasi Jakarta Pusat", "commission", "31.71"),
    Office("kominfotik-jakpus", "Suku Dinas Kominfotik Jakarta Pusat", "communication", "31.71"),
    Office("kesbangpol-jakpus", "Suku Badan Kesbangpol Jakarta Pusat", "unity", "31.71"),
    Office("pemerintahan-jakpus", "Bagian Pemerintahan Setko Jakarta Pusat", "government", "31.71"),
    Office("polres-jakpus", "Polres Metro Jakarta Pusat", "police", "31.71"),
    Office("bawaslu-jakbar", "Bawaslu Kota Administrasi Jakarta Barat", "supervisor", "31.73"),
]

PEOPLE = [
    Person("sari", "Sari Wulandari", "bawaslu-jakpus", "officer", "31.71", "petugas Bawaslu Jakarta Pusat"),
    Person("tuti", "Tuti Handayani", "bawaslu-jakpus", "lead", "31.71", "pimpinan Bawaslu Jakarta Pusat"),
    Person("komar", "Komarudin Saleh", "kominfotik-jakpus", "officer", "31.71", "petugas Kominfotik"),
    Person("citra", "Citra Lestari", "kpu-jakpus", "officer", "31.71", "petugas KPU Jakarta Pusat"),
    Person("kasman", "Kasman Hidayat", "kesbangpol-jakpus", "officer", "31.71", "petugas Kesbangpol"),
    Person("hana", "Hana Pertiwi", "kpu-jakpus", "lead", "31.71", "pimpinan KPU Jakarta Pusat"),
    Person("rina", "Rina Kusuma", "pemerintahan-jakpus", "officer", "31.71", "petugas Bagian Pemerintahan"),
    Person("polan", "Polan Siregar", "polres-jakpus", "liaison", "31.71", "penghubung Polres"),
    Person("dewi", "Dewi Anggraini", "bawaslu-jakpus", "field", "31.71.01.1001", "pengawas kelurahan Gambir"),
    Person("rudi", "Rudi Setiawan", "bawaslu-jakpus", "field", "31.71.07", "pengawas kecamatan Tanah Abang"),
    Person("budi", "Budi Santoso", "bawaslu-jakbar", "officer", "31.73", "petugas Bawaslu Jakarta Barat (tidak melihat Pusat)"),
    Person("oki", "Oki Pratama", "bawaslu-jakpus", "operator", "31.71", "operator sistem"),
]


@dataclass(frozen=True)
class Login:
    """What a visitor of the demo types to sign in."""

    username: str
    password: str
    who: str


def logins() -> list[Login]:
    """Everyone who can sign in to the demo."""
    return [Login(person.username, PASSWORD, person.about) for person in PEOPLE]
