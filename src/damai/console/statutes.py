"""`damai statutes`: the tables of the law in the database, filled from CSV; days off are `damai holidays`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from damai.console import django_ready
from damai.statutes import rules

TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(help="Tabel hukum di basis data: muat, tahapan. Hari libur: damai holidays; versi jam: damai clock add.")
def statutes() -> None:
    django_ready()


@contextmanager
def said_in_a_sentence() -> Iterator[None]:
    """What the statutes refuse becomes one sentence and exit code 1."""
    try:
        yield
    except rules.StatuteError as problem:
        raise click.ClickException(str(problem)) from problem


def by_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Who answers for the change, as the log names people."""
    return click.option("--by", default="damai", show_default=True, metavar="KODE", help="Kode anggota, misalnya M-0001.")(
        command
    )


@statutes.command(help="Tambahkan baris yang belum ada dari tabel bawaan, atau dari CSV berbentuk sama. Boleh diulang.")
@click.option("--regimes", type=TABLE, help="CSV rezim.")
@click.option("--clocks", type=TABLE, help="CSV jam, berbentuk seperti rules/shipped/clocks.csv.")
@click.option("--holidays", type=TABLE, help="CSV hari libur dan cuti bersama.")
@click.option("--offices", type=TABLE, help="CSV jam loket.")
@click.option("--elections", type=TABLE, help="CSV pemilu.")
@click.option("--stages", type=TABLE, help="CSV tahapan.")
@click.option("--bases", type=TABLE, help="CSV dasar setiap langkah perkara.")
@click.option("--zones", type=TABLE, help="CSV zona waktu setiap wilayah.")
@by_option
def load(*, by: str, **files: Path | None) -> None:
    from damai.statutes import actions

    with said_in_a_sentence():
        loaded = actions.load_statutes(read_tables(files) if any(files.values()) else None, by=by)
    click.echo(
        f"Ditambahkan: {loaded.regimes} rezim, {loaded.clocks} jam, {loaded.holidays} hari libur, {loaded.offices} loket, "
        f"{loaded.elections} pemilu, {loaded.stages} tahapan, {loaded.bases} dasar langkah, {loaded.zones} zona wilayah."
    )
    if loaded.completed:
        click.echo(f"Dilengkapi dengan peristiwanya: {loaded.completed} jam.")
    if loaded.holidays or loaded.clocks:
        from damai.cases.actions import recount_and_tell

        click.echo(f"Tenggat yang berubah: {len(recount_and_tell(by=by))}.")
    for key in loaded.differing:
        click.echo(f"  Dibiarkan, isinya lain dari tabel: {key}")


def read_tables(files: dict[str, Path | None]) -> rules.Statutes:
    """The tables in the files given; `UnreadableTable` names the file, the line and the reason."""
    readers: dict[str, Callable[[str, str], Any]] = {
        "regimes": rules.read_regimes,
        "clocks": rules.read_clocks,
        "holidays": rules.read_holidays,
        "offices": rules.read_offices,
        "elections": rules.read_elections,
        "stages": rules.read_stages,
        "bases": rules.read_bases,
        "zones": rules.read_zones,
    }
    read: dict[str, Any] = {}
    for kind, path in files.items():
        if path is None:
            continue
        try:
            read[kind] = readers[kind](path.read_text(encoding="utf-8-sig"), path.name)
        except UnicodeDecodeError as problem:
            raise rules.UnreadableTable(f"{path.name}: bukan teks UTF-8.") from problem
    return rules.Statutes(**read)


@statutes.command(help="Tampilkan tahapan satu pemilu, atau tahapan yang berjalan pada satu hari.")
@click.argument("election", metavar="PEMILU")
@click.option("--on", metavar="TANGGAL", help="Hanya yang berjalan pada hari ini.")
def stages(election: str, *, on: str | None) -> None:
    from damai.statutes import queries

    with said_in_a_sentence():
        found = queries.stages(election)
        day = rules.baca_tanggal(on) if on else None
    for stage in found if day is None else rules.stages_on(found, day):
        mark = "" if stage.confidence == rules.Confidence.VERIFIED else "  BELUM DIVERIFIKASI"
        click.echo(f"{span(stage.starts_on):>17} – {span(stage.ends_on):<17}  {stage.name} ({stage.status.word}){mark}")
    if day is not None:
        allowed = "diperbolehkan" if rules.is_campaign(found, day) else "tidak diperbolehkan"
        click.echo(f"Kampanye pada {rules.tanggal(day)}: {allowed}.")


def span(day: date | None) -> str:
    """A day, or that it is not known."""
    return rules.tanggal_saja(day) if day else "belum diketahui"
