"""`damai agencies …` and `damai members …`: who takes part, who answers for what, and getting back in."""

import secrets
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from damai.console import django_ready

if TYPE_CHECKING:
    from damai.agencies.models import Agency, Member
    from damai.areas.models import Area

BY = "damai"  # what is typed on the server is done by the house itself
KINDS = ["supervisor", "commission", "communication", "unity", "government", "police"]
ROLES = ["field", "officer", "lead", "liaison", "operator"]
DAY = click.DateTime(["%Y-%m-%d"])
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read as something else


def ready(command: Callable[..., None]) -> Callable[..., None]:
    """Set Django up before a command, and turn what it refuses into a sentence."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        django_ready()
        from django.core.exceptions import ValidationError

        from damai.agencies import actions

        try:
            command(*args, **kwargs)
        except ValidationError as refused:
            raise click.ClickException(" ".join(refused.messages)) from None
        except actions.AlreadyThere as there:
            raise click.ClickException(f"Kode, nama pengguna, atau alamat surel ini sudah dipakai: {there}") from None
        except actions.NotALogin as login:
            raise click.ClickException(f"Nama pengguna tidak boleh memuat @: {login}") from None
        except actions.NotInForce:
            raise click.ClickException("Tanggal terakhir tidak boleh sebelum tanggal mulai.") from None

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def agencies() -> None:
    """Lembaga yang ikut serta."""


@agencies.command("add")
@click.argument("code")
@click.option("--name", required=True, help="Nama resmi, misalnya “Bawaslu Jakarta Pusat”.")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="Jenis lembaga.")
@click.option("--area", required=True, help="Kode wilayah Kemendagri yang menjadi tanggung jawabnya, misalnya 31.71.")
@ready
def add_agency(code: str, name: str, kind: str, area: str) -> None:
    """Tambah lembaga dengan kode CODE, misalnya bawaslu-jakpus."""
    from damai.agencies import actions
    from damai.agencies.models import AgencyKind

    agency = actions.add_agency(code=code, name=name, kind=AgencyKind(kind), area=find_area(area), by=BY)
    click.echo(f"Lembaga {agency.code} ditambahkan: {agency.name}, wilayah {agency.area_id}.")


@agencies.command("list")
@ready
def list_agencies() -> None:
    """Tampilkan semua lembaga."""
    from damai.agencies.models import Agency

    for agency in Agency.objects.select_related("area"):
        click.echo(f"{agency.code:<24} {agency.kind:<14} {agency.area_id:<14} {agency.name}")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def members() -> None:
    """Orang yang masuk ke ruang kerja. MEMBER adalah kode (M-0001) atau nama pengguna."""


def appointment_options(required: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that say what a member answers for."""

    def add(command: Callable[..., None]) -> Callable[..., None]:
        for option in [
            click.option("--until", type=DAY, help="Hari terakhir; tanpa ini berlaku sampai diakhiri."),
            click.option("--from", "start", type=DAY, help="Hari pertama; hari ini kalau tidak disebut."),
            click.option("--area", help="Kode wilayah; wilayah lembaganya kalau tidak disebut."),
            click.option("--agency", required=required, help="Kode lembaga."),
            click.option("--role", required=required, type=click.Choice(ROLES), help="Peran."),
        ]:
            command = option(command)
        return command

    return add


@members.command("add")
@click.argument("username")
@click.option("--name", required=True, help="Nama lengkap.")
@click.option("--email", default="", help="Alamat surel; dapat dipakai untuk masuk.")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Bahasa.")
@click.option("--ask-password", is_flag=True, help="Tanyakan kata sandi sementara alih-alih membuatnya.")
@click.option("--invite", is_flag=True, help="Buat tautan undangan alih-alih kata sandi sementara.")
@appointment_options(required=False)
@ready
def add_member(username: str, name: str, email: str, language: str, ask_password: bool, invite: bool, **options: Any) -> None:
    """Tambah anggota, dan tugaskan sekaligus bila --role dan --agency disebut."""
    from django.db import transaction

    from damai.agencies import actions
    from damai.agencies.models import Language

    if bool(options["role"]) != bool(options["agency"]):
        raise click.UsageError("--role dan --agency disebut bersama.")
    password = None if invite else new_password(ask_password)
    with transaction.atomic():
        member = actions.add_member(
            username=username, name=name, email=email, password=password, language=Language(language), by=BY
        )
        if options["role"]:
            appoint_as_said(member, **options)
        link = actions.invite(member, by=BY) if invite else None
    click.echo(f"Anggota {member.code} ditambahkan: {name}.")
    if link:
        click.echo(f"Tautan undangan, berlaku sekali selama tiga hari:\n{link}")
    elif not ask_password:
        tell(password)


@members.command("appoint")
@click.argument("member")
@appointment_options(required=True)
@ready
def appoint(member: str, **options: Any) -> None:
    """Tugaskan anggota: peran di sebuah lembaga untuk sebuah wilayah. Penugasan boleh bertumpuk."""
    click.echo(appoint_as_said(find_member(member), **options))


@members.command("end")
@click.argument("member")
@click.option("--agency", help="Hanya penugasan di lembaga ini.")
@click.option("--role", type=click.Choice(ROLES), help="Hanya penugasan dengan peran ini.")
@click.option("--on", type=DAY, help="Hari terakhir; tanpa ini berakhir saat ini juga.")
@ready
def end(member: str, agency: str | None, role: str | None, on: datetime | None) -> None:
    """Akhiri penugasan yang sedang berlaku. Aksesnya tertutup saat itu juga."""
    from damai.agencies import actions, queries

    found = queries.appointments_of(find_member(member))
    if agency:
        found = found.filter(agency=agency)
    if role:
        found = found.filter(role=role)
    if not found:
        raise click.ClickException("Tidak ada penugasan berlaku yang cocok.")
    for appointment in found:
        ended = actions.end_appointment(appointment, on=day_of(on), by=BY)
        click.echo(f"{ended.role} di {ended.agency_id}, wilayah {ended.area_id}: berakhir {ended.ends_on}.")


@members.command("list")
@click.option("--agency", help="Hanya anggota lembaga ini.")
@ready
def list_members(agency: str | None) -> None:
    """Tampilkan anggota dan penugasannya yang berlaku hari ini."""
    from damai.agencies import queries
    from damai.agencies.models import Member

    found = queries.members_in(find_agency(agency)) if agency else Member.objects.order_by("code")
    for member in found:
        held = ", ".join(f"{charge.role} {charge.agency} {charge.area}" for charge in queries.scope_of(member).charges)
        state = held or ("tanpa penugasan" if member.is_active else "ditutup")
        click.echo(f"{member.code:<8} {member.username:<20} {member.get_full_name():<28} {state}")


@members.command("password")
@click.argument("member")
@click.option("--ask-password", is_flag=True, help="Tanyakan kata sandi sementara alih-alih membuatnya.")
@click.option("--invite", is_flag=True, help="Buat tautan untuk memilih kata sandi sendiri.")
@ready
def password(member: str, ask_password: bool, invite: bool) -> None:
    """Beri kata sandi sementara atau tautan kepada anggota yang lupa; semua sesinya berakhir."""
    from django.contrib.auth.password_validation import validate_password

    from damai.agencies import actions

    person = find_member(member)
    if invite:
        click.echo(f"Tautan undangan, berlaku sekali selama tiga hari:\n{actions.invite(person, by=BY)}")
        return
    chosen = new_password(ask_password)
    validate_password(chosen, person)
    actions.set_password(person, password=chosen, temporary=True, by=BY)
    actions.end_sessions(person)
    if not ask_password:
        tell(chosen)


@members.command("reset-factor")
@click.argument("member")
@click.confirmation_option(prompt="Anda sudah memastikan orangnya secara langsung?")
@ready
def reset_factor(member: str) -> None:
    """Hapus semua faktor kedua anggota yang kehilangan perangkat; ia mendaftar lagi saat masuk."""
    from damai.agencies import actions

    person = find_member(member)
    actions.remove_second_factors(person, by=BY)
    click.echo(f"Faktor kedua {person.code} dihapus.")


@members.command("unlock")
@click.argument("member")
@ready
def unlock(member: str) -> None:
    """Lupakan percobaan masuk yang gagal, supaya anggota tidak perlu menunggu."""
    from damai.agencies import actions

    click.echo(f"{actions.unlock(find_member(member))} hitungan kegagalan dihapus.")


@members.command("close")
@click.argument("member")
@click.confirmation_option(prompt="Tutup akun ini dan akhiri semua penugasannya?")
@ready
def close(member: str) -> None:
    """Tutup akun anggota yang keluar; semua sesi dan penugasannya berakhir."""
    from damai.agencies import actions

    click.echo(f"Akun {actions.close_member(find_member(member), by=BY).code} ditutup.")


def appoint_as_said(
    member: "Member", *, role: str, agency: str, area: str | None, start: datetime | None, until: datetime | None
) -> str:
    """Appoint a member by what was typed, and say what came of it."""
    from damai.agencies import actions
    from damai.agencies.models import Role

    made = actions.appoint(
        member,
        role=Role(role),
        agency=find_agency(agency),
        area=find_area(area) if area else None,
        on=day_of(start),
        until=day_of(until),
        by=BY,
    )
    return f"{member.code}: {made.role} di {made.agency_id}, wilayah {made.area_id}, mulai {made.starts_on}."


def day_of(moment: datetime | None) -> date | None:
    """The day that was typed."""
    return moment.date() if moment else None


def new_password(ask: bool) -> str:
    """A temporary password: typed twice, or made of a hundred random bits."""
    if ask:
        return click.prompt("Kata sandi sementara", hide_input=True, confirmation_prompt="Sekali lagi")
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))


def tell(password: str | None) -> None:
    """Print a password, once: it is kept nowhere."""
    click.echo(f"Kata sandi sementara (hanya ditampilkan sekali, harus diganti saat masuk): {password}")


def find_member(text: str) -> "Member":
    """The member with this code or user name."""
    from damai.agencies.models import Member

    found = Member.objects.filter(code=text.upper()).first() or Member.objects.filter(username__iexact=text).first()
    if found is None:
        raise click.ClickException(f"Tidak ada anggota {text}. Lihat: damai members list")
    return found


def find_agency(code: str) -> "Agency":
    """The agency with this code."""
    from damai.agencies.models import Agency

    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise click.ClickException(f"Tidak ada lembaga {code}. Lihat: damai agencies list")
    return found


def find_area(code: str) -> "Area":
    """The area with this official code."""
    from damai.areas.models import Area

    found = Area.objects.filter(code=code).first()
    if found is None:
        raise click.ClickException(f"Tidak ada wilayah dengan kode {code}. Muat wilayah dahulu: damai areas --help")
    return found
