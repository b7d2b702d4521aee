"""The same small cast: Sari serves Jakarta Pusat, Budi Jakarta Barat, Citra the commission, Dewi is in the field."""

from dataclasses import dataclass
from datetime import date

from damai.agencies.models import Agency, AgencyKind, Appointment, Member, Role
from damai.areas.models import Area, Level

PLACES = [
    ("31", "DKI Jakarta", Level.PROVINCE, "provinsi"),
    ("31.71", "Kota Administrasi Jakarta Pusat", Level.REGENCY, "kota"),
    ("31.71.01", "Gambir", Level.DISTRICT, "kecamatan"),
    ("31.71.01.1001", "Gambir", Level.VILLAGE, "kelurahan"),
    ("31.71.01.1002", "Kebon Kelapa", Level.VILLAGE, "kelurahan"),
    ("31.71.06", "Menteng", Level.DISTRICT, "kecamatan"),
    ("31.71.06.1001", "Menteng", Level.VILLAGE, "kelurahan"),
    ("31.73", "Kota Administrasi Jakarta Barat", Level.REGENCY, "kota"),
    ("31.73.01", "Cengkareng", Level.DISTRICT, "kecamatan"),
    ("31.73.01.1001", "Kedaung Kali Angke", Level.VILLAGE, "kelurahan"),
]
LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Cast:
    """The people of the tests."""

    sari: Member  # officer of the supervisors of Jakarta Pusat
    tuti: Member  # lead of the supervisors of Jakarta Pusat
    budi: Member  # officer of the supervisors of Jakarta Barat: must never see what is Pusat's
    citra: Member  # officer of the commission of Jakarta Pusat
    komar: Member  # officer of the communication office
    polan: Member  # police liaison
    dewi: Member  # field supervisor in kelurahan Gambir
    oki: Member  # operator


def places() -> dict[str, Area]:
    """The areas the cast lives in, made if they are not there."""
    found = {}
    for code, name, level, kind in PLACES:
        parent = found.get(code.rpartition(".")[0])
        found[code], _ = Area.objects.get_or_create(
            code=code, defaults={"name": name, "level": level, "kind": kind, "parent": parent}
        )
    return found


def cast() -> Cast:
    """Everyone, appointed since long ago."""
    where = places()
    people = {}
    agencies = {
        code: Agency.objects.get_or_create(code=code, defaults={"name": name, "kind": kind, "area": where[area]})[0]
        for code, name, kind, area in [
            ("bawaslu-jakpus", "Bawaslu Jakarta Pusat", AgencyKind.SUPERVISOR, "31.71"),
            ("bawaslu-jakbar", "Bawaslu Jakarta Barat", AgencyKind.SUPERVISOR, "31.73"),
            ("kpu-jakpus", "KPU Jakarta Pusat", AgencyKind.COMMISSION, "31.71"),
            ("kominfotik-jakpus", "Sudin Kominfotik Jakarta Pusat", AgencyKind.COMMUNICATION, "31.71"),
            ("polres-jakpus", "Polres Metro Jakarta Pusat", AgencyKind.POLICE, "31.71"),
        ]
    }
    for number, (name, agency, role, area) in enumerate(
        [
            ("sari", "bawaslu-jakpus", Role.OFFICER, "31.71"),
            ("tuti", "bawaslu-jakpus", Role.LEAD, "31.71"),
            ("budi", "bawaslu-jakbar", Role.OFFICER, "31.73"),
            ("citra", "kpu-jakpus", Role.OFFICER, "31.71"),
            ("komar", "kominfotik-jakpus", Role.OFFICER, "31.71"),
            ("polan", "polres-jakpus", Role.LIAISON, "31.71"),
            ("dewi", "bawaslu-jakpus", Role.FIELD, "31.71.01.1001"),
            ("oki", "bawaslu-jakpus", Role.OPERATOR, "31.71"),
        ],
        start=1,
    ):
        member, new = Member.objects.get_or_create(
            username=name,
            defaults={"code": f"M-{number:04d}", "first_name": name.title(), "email": f"{name}@contoh.id"},
        )
        if new:
            Appointment.objects.create(member=member, agency=agencies[agency], role=role, area=where[area], starts_on=LONG_AGO)
        people[name] = member
    return Cast(**people)


@dataclass(frozen=True)
class Neighbours:
    """Who else sits at the table of a coordination meeting."""

    kasman: Member  # officer of Kesbangpol, who convenes
    rina: Member  # officer of the city's government section


def neighbours() -> Neighbours:
    """The convener and the government section of Jakarta Pusat, appointed since long ago; call `cast()` first."""
    where, people = places(), {}
    for number, (name, agency, title, kind) in enumerate(
        [
            ("kasman", "kesbangpol-jakpus", "Suban Kesbangpol Jakarta Pusat", AgencyKind.UNITY),
            ("rina", "pemerintahan-jakpus", "Bagian Pemerintahan Jakarta Pusat", AgencyKind.GOVERNMENT),
        ],
        start=51,
    ):
        office, _ = Agency.objects.get_or_create(code=agency, defaults={"name": title, "kind": kind, "area": where["31.71"]})
        member, new = Member.objects.get_or_create(
            username=name,
            defaults={"code": f"M-{number:04d}", "first_name": name.title(), "email": f"{name}@contoh.id"},
        )
        if new:
            Appointment.objects.create(member=member, agency=office, role=Role.OFFICER, area=where["31.71"], starts_on=LONG_AGO)
        people[name] = member
    return Neighbours(**people)
