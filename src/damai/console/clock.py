"""`damai clock`: when a term of the law ends, every day counted in the open. It needs no database unless asked for one."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import click

from damai.console import django_ready
from damai.statutes import rules

UNVERIFIED = "BELUM DIVERIFIKASI"


@click.group(invoke_without_command=True, help="Hitung tenggat menurut jam hukum, hari demi hari, dengan dasarnya.")
@click.pass_context
@click.option("--regime", metavar="KODE", help="Rezim hukum, misalnya PEMILU atau PILKADA.")
@click.option("--clock", "code", metavar="KODE", help="Kode jam, misalnya P7; lihat --list.")
@click.option("--start", metavar="TANGGAL", help="Hari peristiwa (2024-04-05), atau saatnya (2024-02-16T15:30) untuk jam.")
@click.option("--zone", default="WIB", show_default=True, metavar="WIB|WITA|WIT", help="Zona waktu setempat.")
@click.option("--on", metavar="TANGGAL", help="Pakai versi jam yang berlaku pada hari ini, bukan pada hari peristiwa.")
@click.option("--extra-holiday", "extra", multiple=True, metavar="TANGGAL", help="Andaikan hari ini libur; boleh berulang.")
@click.option("--count-start-day", is_flag=True, help="Andaikan hari peristiwa ikut dihitung.")
@click.option("--count-joint-leave", is_flag=True, help="Andaikan cuti bersama adalah hari kerja.")
@click.option("--list", "listing", is_flag=True, help="Tampilkan semua jam (dengan --regime: satu rezim).")
@click.option("--json", "as_json", is_flag=True, help="Keluarkan sebagai JSON.")
@click.option("--markdown", is_flag=True, help="Keluarkan semua jam sebagai halaman docs/law/clocks.md.")
@click.option("--database", is_flag=True, help="Pakai tabel di basis data, bukan tabel bawaan.")
def clock(
    context: click.Context,
    regime: str | None,
    code: str | None,
    start: str | None,
    *,
    zone: str,
    on: str | None,
    extra: tuple[str, ...],
    count_start_day: bool,
    count_joint_leave: bool,
    listing: bool,
    as_json: bool,
    markdown: bool,
    database: bool,
) -> None:
    if context.invoked_subcommand is not None:
        return
    try:
        statutes = tables(database=database)
        if markdown:
            click.echo(rules.clocks_page(statutes), nl=False)
        elif listing:
            show_list(statutes, regime, as_json=as_json)
        elif regime is None or code is None or start is None:
            missing = [name for name, value in (("--regime", regime), ("--clock", code), ("--start", start)) if value is None]
            raise click.UsageError(f"Sebutkan juga {', '.join(missing)}; semua jam: damai clock --list.")
        else:
            local = rules.zone_named(zone)
            regime = spelled(regime, [row.code for row in statutes.regimes])
            deadline = rules.deadline_by(
                statutes,
                regime,
                spelled(code, [row.code for row in statutes.clocks if row.regime == regime]),
                rules.baca_waktu(start, local.tz),
                zone=local,
                on=rules.baca_tanggal(on) if on else None,
                extra_holidays=tuple(supposed_holiday(day) for day in extra),
                count_start_day=True if count_start_day else None,
                joint_leave_is_holiday=False if count_joint_leave else None,
            )
            click.echo(json.dumps(as_data(deadline), ensure_ascii=False, indent=2) if as_json else as_text(deadline))
    except rules.StatuteError as problem:
        raise click.ClickException(str(problem)) from problem


@clock.command(help="Tambah versi berikut sebuah jam; versi yang berlaku berakhir sehari sebelumnya.")
@click.argument("key", metavar="REZIM/JAM")
@click.option("--length", type=click.IntRange(1, 1000), metavar="N", help="Panjangnya, dalam satuan jam itu.")
@click.option("--unit", type=click.Choice([unit.value for unit in rules.Unit if unit != rules.Unit.WINDOW]))
@click.option("--written", metavar="KATA", help="Panjangnya dalam kata-kata undang-undang.")
@click.option("--reads-as", metavar="KATA", help="Bagaimana kata itu dibaca.")
@click.option("--basis", required=True, metavar="DASAR", help="Undang-undang dan pasalnya.")
@click.option("--from", "since", required=True, metavar="TANGGAL", help="Berlaku untuk peristiwa sejak hari ini.")
@click.option("--verified", is_flag=True, help="Panjang, satuan dan dasar dibaca dalam naskah yang disebut --note.")
@click.option("--note", required=True, metavar="SUMBER", help="Sumber yang dibaca, atau mengapa belum diverifikasi.")
@click.option("--yes", is_flag=True, help="Terapkan tanpa bertanya.")
@click.option("--by", default="damai", show_default=True, metavar="KODE", help="Kode anggota, misalnya M-0001.")
def add(key: str, *, since: str, verified: bool, note: str, yes: bool, by: str, **given: Any) -> None:
    django_ready()
    from damai.console.holidays import shown_then_done
    from damai.statutes import queries

    try:
        regime, _slash, code = key.partition("/")
        day = rules.baca_tanggal(since)
        known = queries.clock(regime, code, day)
        sure = rules.Confidence.VERIFIED if verified else rules.Confidence.UNVERIFIED
        if given["unit"]:
            given["unit"] = rules.Unit(given["unit"])
        changed = {name: value for name, value in given.items() if value is not None}
        new = replace(
            known, **changed, confidence=sure, unit_confidence=sure, confidence_note=note, valid_from=day, valid_to=None
        )
        shown_then_done(rules.ClockComes(clock=new), yes=yes, by=by)
    except rules.StatuteError as problem:
        raise click.ClickException(str(problem)) from problem
    except ValueError as problem:
        raise click.UsageError(str(problem)) from problem
    click.echo(f"Tersimpan: {new.key}, {new.length_in_words}, berlaku sejak {rules.tanggal_saja(day)}.")


def tables(*, database: bool) -> rules.Statutes:
    """The shipped tables, or those of the database."""
    if not database:
        return rules.shipped()
    django_ready()
    from damai.statutes import queries

    return queries.statutes()


def spelled(typed: str, known: list[str]) -> str:
    """The known code that was meant, whatever the letters' case; otherwise what was typed."""
    return next((code for code in known if code.casefold() == typed.strip().casefold()), typed.strip())


def supposed_holiday(day: str) -> rules.Holiday:
    """A day off that is only supposed."""
    return rules.Holiday(date=rules.baca_tanggal(day), name="pengandaian (--extra-holiday)", kind=rules.HolidayKind.ONE_OFF)


def as_text(deadline: rules.Deadline) -> str:
    """The deadline as a person reads it."""
    clock = deadline.clock
    lines = [
        click.style(f"{clock.key}  {clock.name}", bold=True),
        "",
        f"  Mulai    {begins(deadline)}",
        f"  Panjang  {clock.length_in_words}",
        "  Tenggat  " + click.style(rules.tanggal(deadline.due_on), bold=True) + f", {legal_end(deadline)}",
        f"  Loket    {counter_end(deadline)}",
        f"  Wajib    {duty(clock)}",
        f"  Dasar    {clock.basis}",
        f"  Status   {status(clock)}",
        "",
    ]
    lines += [
        f"  {rules.hari(day.date):<7}{rules.tanggal_saja(day.date):>17}  {day.number or '–':>3}  {day.why}"
        for day in deadline.days
    ]
    if deadline.caveats:
        lines += ["", "  Perhatikan:"] + [click.style(f"  ! {caveat}", fg="yellow") for caveat in deadline.caveats]
    return "\n".join(lines)


def begins(deadline: rules.Deadline) -> str:
    """The event that starts the clock; of a window, the day that was asked about."""
    said = moment(deadline.start, deadline.office.zone)
    if deadline.unit == rules.Unit.WINDOW:
        return f"{deadline.clock.start_event}; ditanyakan untuk {said}"
    return f"{said} ({deadline.clock.start_event})"


def moment(start: date | datetime, zone: rules.Zone) -> str:
    """A day, or a moment on the local clock, in words."""
    if not isinstance(start, datetime):
        return rules.tanggal(start)
    local = start.astimezone(zone.tz)
    return f"{rules.tanggal(local.date())} pukul {rules.pukul(local.time())} {zone}"


def legal_end(deadline: rules.Deadline) -> str:
    """Until when the law lets it be done."""
    if deadline.unit == rules.Unit.HOURS:
        return f"pukul {rules.pukul(deadline.due_at.time())} {deadline.office.zone}"
    return f"sampai pukul 24.00 {deadline.office.zone} menurut hukum"


def counter_end(deadline: rules.Deadline) -> str:
    """Until when somebody is at the counter to take it."""
    closes = deadline.counter_closes_at
    if closes is None:
        return "tidak buka lagi sebelum tenggat"
    doubt = "" if deadline.office.confidence == rules.Confidence.VERIFIED else f" (jam loket {UNVERIFIED})"
    return f"terakhir buka {rules.tanggal(closes.date())} sampai pukul {rules.pukul(closes.time())} {deadline.office.zone}{doubt}"


def status(clock: rules.Clock) -> str:
    """How sure we are of the clock, with what that rests on; doubt is visible."""
    if not clock.verified:
        return click.style(UNVERIFIED, fg="yellow", bold=True) + f": {clock.confidence_note}"
    known = f"panjang dan dasar terverifikasi ({clock.confidence_note})"
    return known if clock.unit_verified else known + "; " + click.style(f"satuan {UNVERIFIED}", fg="yellow", bold=True)


def duty(clock: rules.Clock) -> str:
    """Who must act, and what stops the clock in time."""
    who = clock.duty.word if clock.duty else "belum disebut"
    stops = " atau ".join(event.word for event in clock.met_by)
    late = "; lewat berarti kedaluwarsa" if clock.handling else ""
    return f"{who}, sampai {stops}{late}" if stops else who + late


def as_data(deadline: rules.Deadline) -> dict[str, Any]:
    """The deadline as a program reads it."""
    closes = deadline.counter_closes_at
    return {
        **clock_as_data(deadline.clock),
        "start": deadline.start.isoformat(),
        "zone": deadline.office.zone.value,
        "due_on": deadline.due_on.isoformat(),
        "due_at": deadline.due_at.isoformat(),
        "counter_closes_at": closes.isoformat() if closes else None,
        "counter_hours_verified": deadline.office.confidence == rules.Confidence.VERIFIED,
        "days": [{"date": day.date.isoformat(), "number": day.number, "why": day.why} for day in deadline.days],
        "caveats": list(deadline.caveats),
    }


def clock_as_data(clock: rules.Clock) -> dict[str, Any]:
    """One clock as a program reads it."""
    return {
        "regime": clock.regime,
        "clock": clock.code,
        "name": clock.name,
        "start_event": clock.start_event,
        "event": clock.event,
        "counts_from": clock.counts_from,
        "met_by": list(clock.met_by),
        "tracks": list(clock.tracks),
        "duty": clock.duty,
        "handling": clock.handling,
        "length": clock.length,
        "unit": clock.unit.value,
        "written": clock.length_in_words,
        "basis": clock.basis,
        "verified": clock.verified,
        "unit_verified": clock.unit_verified,
        "confidence_note": clock.confidence_note,
        "valid_from": clock.valid_from.isoformat(),
        "valid_to": clock.valid_to.isoformat() if clock.valid_to else None,
    }


def show_list(statutes: rules.Statutes, regime: str | None, *, as_json: bool) -> None:
    """Every clock, one line each, or as JSON."""
    chosen = (
        [rules.regime_of(statutes.regimes, spelled(regime, [r.code for r in statutes.regimes]))] if regime else statutes.regimes
    )
    clocks = [clock for row in chosen for clock in statutes.clocks if clock.regime == row.code]
    if as_json:
        click.echo(json.dumps([clock_as_data(clock) for clock in clocks], ensure_ascii=False, indent=2))
        return
    if not clocks:
        raise click.ClickException("Belum ada jam dalam tabel; jalankan `damai statutes load`.")
    for row in chosen:
        click.echo(click.style(f"{row.code}  {row.name} ({row.law})", bold=True))
        for clock in (clock for clock in clocks if clock.regime == row.code):
            length = clock.unit.word if clock.length is None else f"{clock.length} {clock.unit.word}"
            mark = "" if clock.verified else click.style(f"  {UNVERIFIED}", fg="yellow")
            click.echo(f"  {clock.code:<4}{length:<17}{clock.name} — sejak {clock.start_event}{mark}")
        click.echo()
