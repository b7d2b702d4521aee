"""`damai holidays`: days off as they are decreed and taken back. What runs is counted again, after showing what moves."""

import click

from damai.console import django_ready
from damai.console.statutes import by_option, said_in_a_sentence
from damai.statutes import rules

SHOWN = 20


@click.group(help="Hari libur: daftar, tambah, cabut; tenggat yang berjalan dihitung ulang.")
def holidays() -> None:
    django_ready()


@holidays.command("list", help="Tampilkan hari libur dan cuti bersama satu tahun.")
@click.argument("year", type=click.IntRange(1945, 2199), metavar="TAHUN")
def listing(year: int) -> None:
    from damai.statutes import queries

    found = queries.holidays(year)
    if not found:
        raise click.ClickException(f"Hari libur tahun {year} belum tercatat.")
    for holiday in found:
        click.echo(f"{rules.hari(holiday.date):<7}{rules.tanggal_saja(holiday.date):>17}  {holiday.why} — {holiday.source}")


@holidays.command(help="Catat satu hari libur atau cuti bersama dengan dasar keputusannya.")
@click.argument("day", metavar="TANGGAL")
@click.option("--name", required=True, metavar="NAMA", help="Nama hari libur.")
@click.option("--source", required=True, metavar="DASAR", help="Keputusan yang menetapkan, misalnya “Keppres 33/2024”.")
@click.option("--kind", type=click.Choice([kind.value for kind in rules.HolidayKind]), default="one_off", show_default=True)
@click.option("--decided-on", metavar="TANGGAL", help="Tanggal keputusan.")
@click.option("--estimated", is_flag=True, help="Tanggalnya masih perkiraan.")
@click.option("--yes", is_flag=True, help="Terapkan tanpa bertanya.")
@by_option
def add(day: str, *, name: str, source: str, kind: str, decided_on: str | None, estimated: bool, yes: bool, by: str) -> None:
    with said_in_a_sentence():
        if not name.strip() or not source.strip():
            raise rules.StatuteError("Hari libur harus punya nama dan dasar keputusan.")
        holiday = rules.Holiday(
            date=rules.baca_tanggal(day),
            name=name.strip(),
            kind=rules.HolidayKind(kind),
            source=source.strip(),
            decided_on=rules.baca_tanggal(decided_on) if decided_on else None,
            estimated=estimated,
        )
        shown_then_done(rules.HolidayComes(holiday=holiday), yes=yes, by=by)
    click.echo(f"Tercatat: {rules.tanggal(holiday.date)}, {holiday.name} ({holiday.source}).")


@holidays.command(help="Cabut satu hari libur; barisnya tetap tersimpan.")
@click.argument("day", metavar="TANGGAL")
@click.option("--name", required=True, metavar="NAMA", help="Nama hari libur seperti tercatat.")
@click.option("--yes", is_flag=True, help="Terapkan tanpa bertanya.")
@by_option
def withdraw(day: str, *, name: str, yes: bool, by: str) -> None:
    with said_in_a_sentence():
        on = rules.baca_tanggal(day)
        shown_then_done(rules.HolidayGoes(day=on, name=name), yes=yes, by=by)
    click.echo(f"Dicabut: {rules.tanggal(on)}, {name}.")


def shown_then_done(change: rules.Change, *, yes: bool, by: str) -> None:
    """Show which running deadlines would move, ask, then change the tables and tell the people concerned."""
    from damai.cases.actions import correct_law_of_house
    from damai.cases.queries import preview
    from damai.statutes.queries import statutes

    tables = statutes()
    refused = change.objection(tables)
    if refused:
        raise rules.StatuteError(refused)
    found = preview(change, tables)
    for each in found.seen[:SHOWN]:
        track = f" {each.klass}" if each.klass else ""
        days = f"{rules.tanggal(each.before)} → {rules.tanggal(each.after)}"
        click.echo(f"  {each.case} {each.clock}{track}: {days} ({each.days:+d} hari)")
    if found.total > SHOWN:
        click.echo(f"  … dan {found.total - SHOWN} lagi")
    click.echo(f"Tenggat yang berubah: {found.total}.")
    if not yes:
        click.confirm("Terapkan?", abort=True)
    correct_law_of_house(change, by=by)
