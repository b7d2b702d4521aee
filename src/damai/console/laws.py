"""`damai laws`: official texts into the library of rules, once it was shown what they change; and finding a rule by its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from damai.console import django_ready
from damai.statutes import rules
from damai.statutes.rules import library

if TYPE_CHECKING:
    from damai.statutes import models

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 20  # lines of each list; the rest is counted


@click.group(help="Pustaka aturan: impor naskah, daftar peraturan, cari dengan kata sehari-hari.")
def laws() -> None:
    django_ready()


@contextmanager
def said_in_a_sentence() -> Iterator[None]:
    """What the library refuses becomes one sentence and exit code 1."""
    try:
        yield
    except rules.StatuteError as problem:
        raise click.ClickException(str(problem)) from problem


@laws.command(
    "import", help="Baca naskah resmi (teks, HTML, PDF berteks, JSONL) dan tampilkan perubahannya; --apply menerapkannya."
)
@click.argument("file", type=FILE, metavar="BERKAS")
@click.option(
    "--law", "typed", metavar="PERATURAN", help="Misalnya “UU 7/2017”. Untuk JSONL boleh kosong: semua yang ada di dalamnya."
)
@click.option("--title", default="", metavar="JUDUL", help="Judul, bila peraturan belum ada dalam pustaka.")
@click.option("--amends", default="", metavar="PERATURAN", help="Peraturan yang diubahnya, bila belum ada dalam pustaka.")
@click.option("--valid-from", metavar="TANGGAL", help="Mulai berlakunya bunyi ini; kosong: sejak peraturan berlaku.")
@click.option(
    "--changed-by", default="", metavar="PERATURAN", help="Peraturan yang membuatnya berbunyi begini, misalnya “UU 7/2023”."
)
@click.option("--origin", default="", metavar="ASAL", help="Asal naskah; kosong: nama berkas.")
@click.option("--apply", "applies", is_flag=True, help="Terapkan. Tanpa ini pustaka tidak berubah.")
@click.option("--by", default="damai", show_default=True, metavar="KODE", help="Kode anggota, misalnya M-0001.")
def import_(
    file: Path,
    *,
    typed: str | None,
    title: str,
    amends: str,
    valid_from: str | None,
    changed_by: str,
    origin: str,
    applies: bool,
    by: str,
) -> None:
    from damai.statutes import actions

    data = file.read_bytes()
    with said_in_a_sentence():
        codes = [_code(typed)] if typed else _codes_in(data)
        start = rules.baca_tanggal(valid_from) if valid_from else None
        for code in codes:
            law = _law(code, title, start, _code(amends) if amends else "")
            given: dict[str, Any] = {"origin": origin or file.name, "valid_from": start, "begun_by": changed_by}
            if not applies:
                _show(actions.look_at(data, law=law, **given))
                click.echo("Pustaka tidak berubah. Tambahkan --apply untuk menerapkannya.")
                continue
            if law._state.adding:
                kind, number, year = code.rsplit("-", 2)
                added: dict[str, Any] = {"title": law.title, "in_force_on": start, "amends": law.amends_id or ""}
                actions.add_law(kind, int(number), int(year), **added, by=by)
            row = actions.read_law(data, law=code, by=by, **given)
            _show(row)
            done = actions.apply_import(row, by=by)
            click.echo(f"Diterapkan: {done.new} baru, {done.changed} berubah, {done.repealed} dicabut.")


def _code(typed: str) -> str:
    from damai.statutes import queries

    found = library.read_citation(typed, queries.names_of_laws())
    if not found.law:
        raise click.ClickException(f"“{typed}” bukan peraturan. Tulis jenis, nomor, dan tahunnya, misalnya “UU 7/2017”.")
    return found.law


def _codes_in(data: bytes) -> list[str]:
    try:
        codes = library.laws_in(data.decode("utf-8-sig", "replace")) if library.format_of(data) == library.Format.JSONL else []
    except library.CannotRead:
        codes = []
    if not codes:
        raise click.ClickException("Sebutkan peraturannya, misalnya --law “UU 7/2017”.")
    return codes


def _law(code: str, title: str, start: date | None, amends: str) -> models.Law:
    """The law as the library has it; one that it does not have yet, with its title, is not kept before anything is applied."""
    from damai.statutes import models, queries

    try:
        return queries.law(code)
    except library.UnknownLaw:
        if not title:
            said = f"{library.law_label(code)} belum ada dalam pustaka. Tambahkan --title dengan judulnya."
            raise click.ClickException(said) from None
        amended = queries.law(amends) if amends else None
        return models.Law(code=code, title=title, in_force_on=start, amends=amended)


def _show(row: models.LawImport) -> None:
    """What a text would change, and which of its lines were not understood."""
    from damai.statutes import queries

    reading = queries.reading_of(row)
    plan = queries.plan_of(row, reading)
    counted = {change.value: times for change, times in plan.counted().items() if times}
    click.echo(f"{row.law.label} {row.law.title}: {row.get_quality_display()} ({row.noise}‰ kata janggal), {row.lines} baris.")
    click.echo("  " + (", ".join(f"{times} {change}" for change, times in counted.items()) or "tidak ada ketentuan"))
    for step in plan.changing[:SHOWN]:
        if step.change != library.Change.NEW:
            click.echo(f"  {step.change.value:<8} {step.code}")
    for note in reading.notes[:SHOWN]:
        click.echo(f"  baris {note.line}: {note.doubt.value}: {note.said[:80]}")
    for aside in reading.unread[:SHOWN]:
        click.echo(f"  baris {aside.number} tidak dipahami ({aside.why.value}): {aside.text[:80]}")
    if len(reading.unread) > SHOWN:
        click.echo(f"  … dan {len(reading.unread) - SHOWN} baris lagi yang tidak dipahami.")
    if plan.absent:
        click.echo(f"  {len(plan.absent)} ketentuan yang berlaku tidak ada dalam naskah ini; dibiarkan.")


@laws.command("list", help="Daftar peraturan dalam pustaka.")
def list_() -> None:
    from damai.statutes import queries

    for row in queries.laws():
        since = rules.tanggal_saja(row.in_force_on) if row.in_force_on else "belum diketahui"
        gone = f"  DICABUT oleh {row.repealed_by}" if row.repealed_on else ""
        click.echo(f"{row.label:<18} {row.worded:>5} ketentuan  {since:>17}  {row.title}{gone}")  # type: ignore[attr-defined]


@laws.command(help="Cari dengan kata sehari-hari atau nomor: damai laws search “bagi sembako”.")
@click.argument("words", nargs=-1, required=True, metavar="KATA…")
def search(words: tuple[str, ...]) -> None:
    from damai.statutes import queries

    with said_in_a_sentence():
        found = queries.found(" ".join(words))
    if found.unknown:
        click.echo(str(found.unknown))
    for hit in found.numbered:
        click.echo(f"{hit.label}  [{hit.id}]\n    {hit.excerpt or hit.title}")
    for each in found.entries:
        mark = "" if each.entry.verified else "  BELUM DIVERIFIKASI"
        click.echo(f"{each.entry.title}{mark}\n    {'; '.join(basis.label for basis in each.entry.basis)}")
        if each.why:
            click.echo(f"    cocok: {', '.join(each.why)}")
    for hit in found.passages:
        click.echo(f"{hit.label}  [{hit.id}]\n    {hit.excerpt or hit.title}")
    if found.is_empty and not found.unknown:
        raise click.ClickException("Tidak ada yang cocok.")


@laws.command(help="Tampilkan satu ketentuan, hari ini atau pada satu tanggal: damai laws show uu-7-2017/280/1/h.")
@click.argument("typed", metavar="PASAL")
@click.option("--on", metavar="TANGGAL", help="Sebagaimana keadaannya pada hari ini.")
def show(typed: str, *, on: str | None) -> None:
    from damai.statutes import queries

    with said_in_a_sentence():
        article = queries.article(queries.resolve(typed), rules.baca_tanggal(on) if on else None)
    said = queries.said_of(article)
    since = f" sejak {rules.tanggal_saja(article.since)} ({article.by})" if article.since else ""
    click.echo(
        f"{article.label}  [{article.id}]\n{said.title}\n{said.standing}{since}; dilihat pada {rules.tanggal_saja(article.on)}"
    )
    for each in said.pieces:
        if each.piece.text or each.note or each.gone:
            words = " ".join(part for part in (each.piece.mark, each.piece.text, each.gone, each.note) if part)
            click.echo(f"{'  ' * each.piece.depth}{words}")
    for caveat in said.caveats:
        click.echo(f"! {caveat}")
