"""`damai areas …`: load the hierarchy and polling stations, import boundaries, find a place, split one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from damai.console import django_ready

if TYPE_CHECKING:
    from damai.areas.actions import Part, Report, StationsResult

BY = "damai"  # what is typed on the server is done by the house itself
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
MOST_LINES = 20  # of one kind of finding that are shown


def ready(command: Callable[..., None]) -> Callable[..., None]:
    """Set Django up before a command."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        django_ready()
        command(*args, **kwargs)

    return run


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that is told (done, of how many); nothing where the output is no terminal."""
    with click.progressbar(length=100, label=label, show_eta=False) as bar:
        shown = 0

        def step(done: int, total: int) -> None:
            nonlocal shown
            percent = 100 * done // max(1, total)
            bar.update(percent - shown)
            shown = percent

        yield step


def content_of(path: Path, largest: int) -> bytes:
    """A file's bytes, unless it is too large to be what it should."""
    size = path.stat().st_size
    if size > largest:
        raise click.ClickException(f"{path.name} terlalu besar: {size // 1_000_000} MB, paling besar {largest // 1_000_000} MB.")
    return path.read_bytes()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def areas() -> None:
    """Wilayah: hierarki resmi, TPS, batas, dan pencarian.

    Semua kode adalah kode Kementerian Dalam Negeri (Kemendagri), yang juga dipakai KPU. Kode BPS mirip tetapi berarti tempat
    lain: 31.71 adalah Jakarta Pusat, sedangkan 3171 milik BPS adalah Jakarta Selatan.
    """


@areas.command()
@click.option(
    "--province", metavar="KODE", help="Muat satu provinsi saja (31), atau satu kota (31.71). Tanpa ini: seluruh Indonesia."
)
@click.option("--stations/--no-stations", default=True, show_default=True, help="Muat juga TPS 2024 Jakarta Pusat.")
@ready
def load(province: str | None, *, stations: bool) -> None:
    """Muat hierarki resmi: 38 provinsi sampai 83.762 kelurahan dan desa.

    Boleh diulang: yang sudah ada tidak berubah, nama mengikuti edisi yang terpasang, dan tidak ada yang dihapus.
    """
    from damai.areas import actions, rules

    try:
        with progress_bar("Memuat wilayah") as step:
            loaded = actions.load_hierarchy(province, by=BY, progress=step)
    except actions.UnknownScope as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"{number(loaded.areas)} wilayah ({loaded.edition}): {number(loaded.added)} baru, {number(loaded.changed)} berubah."
    )
    if loaded.left:
        click.echo(f"{len(loaded.left)} wilayah tidak ada dalam edisi ini dan dibiarkan: {', '.join(loaded.left[:8])}")
    if stations and (province is None or rules.lies_in(rules.JAKARTA_PUSAT, rules.official_code(province))):
        said = stations_said(actions.load_central_jakarta(by=BY))
        click.echo(f"Jakarta Pusat, {rules.ELECTION}: {said}")


@areas.command("import-stations")
@click.argument("csv", type=FILE)
@click.option("--election", required=True, metavar="KODE", help="Pemilu yang dimaksud, misalnya pemilu-2024 atau pilkada-2024.")
@ready
def import_stations(csv: Path, election: str) -> None:
    """Impor TPS dari berkas CSV (boleh .gz), seluruhnya atau tidak sama sekali.

    \b
    Satu baris per TPS:        code,number,special   (special boleh tidak ada: nomor 901 ke atas khusus)
    atau per kelurahan/desa:   code,regular,special  (banyaknya)

    Kolom `kode`, `kemendagri_code`, `nomor`, `tps_no`, `khusus`, `is_special_location`, `reguler`, `n_tps_regular`, dan
    `n_tps_special` juga dikenali; kolom lain diabaikan. TPS yang tidak disebut tidak dihapus.
    """
    from damai.areas import actions, rules

    content = content_of(csv, rules.LARGEST_LIST)
    try:
        with progress_bar("Mengimpor TPS") as step:
            result = actions.import_stations(content, election=election, by=BY, progress=step)
    except actions.BadStations as error:
        raise click.ClickException(f"{csv.name} tidak diimpor:\n{error}") from error
    click.echo(f"{election}: {stations_said(result)}")


def stations_said(result: "StationsResult") -> str:
    """What loading stations came to, in words."""
    said = (
        f"{number(result.regular)} TPS reguler dan {number(result.special)} TPS khusus di {number(result.areas)} kelurahan/desa; "
        f"{number(result.added)} baru, {number(result.changed)} berubah"
    )
    return f"{said}; {number(result.left)} lain yang tidak disebut dibiarkan." if result.left else f"{said}."


@areas.command("import-boundaries")
@click.argument("file", type=FILE)
@click.option("--code-property", default="code", show_default=True, metavar="NAMA", help="Properti yang memuat kode Kemendagri.")
@click.option("--credit", metavar="TEKS", help="Sumber yang harus disebut di peta. Bila tidak diisi: nama berkas.")
@click.option("--accept-warnings", is_flag=True, help="Terima celah dan tumpang-tindih yang dilaporkan.")
@ready
def import_boundaries(file: Path, code_property: str, credit: str | None, *, accept_warnings: bool) -> None:
    """Impor batas wilayah dari GeoJSON (FeatureCollection) atau TopoJSON, dalam derajat (WGS 84).

    Diperiksa lebih dahulu: poligon sah, kode dikenal dan tidak ganda, nama cocok dengan kode (kode BPS ketahuan), celah dan
    tumpang-tindih. Berkas ditolak seluruhnya bila ada kesalahan. Batas lama dari tempat yang sama dan saudaranya diganti.
    """
    from damai.areas import actions, rules

    content = content_of(file, rules.LARGEST_SHAPES)
    try:
        with progress_bar("Memeriksa batas") as step:
            report = actions.import_boundaries(
                content,
                source=file.name,
                credit=credit or file.name,
                by=BY,
                code_property=code_property,
                accept_warnings=accept_warnings,
                progress=step,
            )
    except actions.BadBoundaries as error:
        show_report(error.report)
        hint = "" if error.report.errors else " Periksa berkasnya, atau terima dengan --accept-warnings."
        raise click.ClickException(f"{file.name} tidak diimpor; tidak ada yang berubah.{hint}") from error
    show_report(report)
    click.echo(f"{number(report.areas)} batas wilayah diimpor dari {file.name}. Batas ini petunjuk, bukan batas hukum.")


def show_report(report: "Report") -> None:
    """Findings, the gravest first."""
    for title, lines in (("Kesalahan", report.errors), ("Peringatan", report.warnings), ("Catatan", report.notes)):
        if not lines:
            continue
        click.echo(f"{title} ({len(lines)}):", err=True)
        for line in lines[:MOST_LINES]:
            click.echo(f"  - {line}", err=True)
        if len(lines) > MOST_LINES:
            click.echo(f"  - … dan {len(lines) - MOST_LINES} lagi", err=True)


@areas.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--within", metavar="KODE", help="Cari di dalam wilayah ini saja, misalnya 31.71.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50), help="Paling banyak sekian hasil.")
@ready
def find(text: tuple[str, ...], within: str | None, limit: int) -> None:
    """Cari wilayah dengan nama, singkatan, kode, atau TPS.

    \b
    damai areas find tn abang
    damai areas find "kel. kebon sirih, kec. menteng"
    damai areas find TPS 012 Petojo Utara --within 31.71
    """
    from damai.areas import queries, rules

    scope = rules.official_code(within) if within else None
    if within and scope is None:
        raise click.ClickException(f"Bukan kode wilayah: {within}")
    found = queries.find(" ".join(text), within=scope, limit=limit)
    if not found:
        if not queries.totals().areas:
            raise click.ClickException("Belum ada wilayah. Jalankan: damai areas load")
        raise click.ClickException("Tidak ada wilayah yang mirip.")
    for match in found:
        station = f" TPS {match.station:03d}" if match.station else ""
        click.echo(f"{match.area.code:<14} {match.score:5.1f}  {match.label}{station}  ({match.because})")


# A latitude in Indonesia begins with a minus sign, which is no option here.
@areas.command(context_settings={"ignore_unknown_options": True})
@click.argument("lat", type=float)
@click.argument("lon", type=float)
@ready
def at(lat: float, lon: float) -> None:
    """Wilayah pada titik lintang LAT dan bujur LON, misalnya: damai areas at -6.1754 106.8272"""
    from damai.areas import queries

    try:
        location = queries.locate(lat, lon)
    except queries.NotAPoint as error:
        raise click.ClickException(str(error)) from error
    if location.area is None:
        raise click.ClickException(f"{location.because[:1].upper()}{location.because[1:]}.")
    click.echo(f"{location.area.code:<14} {location.label}  ({location.because})")


@areas.command()
@click.argument("code")
@click.option("--into", "parts", multiple=True, required=True, metavar="KODE=NAMA", help="Satu bagian; ulangi untuk tiap bagian.")
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="TANGGAL", help="Hari pertama keadaan baru.")
@ready
def split(code: str, parts: tuple[str, ...], on: datetime) -> None:
    """Catat pemekaran wilayah CODE.

    Sebut CODE sendiri sebagai salah satu bagian bila ia tetap ada; kalau tidak, ia berakhir sehari sebelumnya.

    \b
    damai areas split 31.71.06.1001 --into "31.71.06.1001=Menteng" --into "31.71.06.1006=Menteng Utara" --on 2027-01-01
    """
    from damai.areas import actions, queries
    from damai.areas.models import Area

    try:
        made = actions.split_area(queries.area(code), into=[part_of(part) for part in parts], on=on.date(), by=BY)
    except Area.DoesNotExist as error:
        raise click.ClickException(f"Kode wilayah tidak dikenal: {code}") from error
    except actions.BadSplit as error:
        raise click.ClickException(str(error)) from error
    for area in made:
        click.echo(f"{area.code:<14} {queries.full_label(area)}")


def part_of(written: str) -> "Part":
    """A part as it is typed: KODE=NAMA."""
    from damai.areas import actions

    code, equals, name = written.partition("=")
    if not equals:
        raise click.ClickException(f"Tulis bagian sebagai KODE=NAMA, bukan {written!r}.")
    return actions.Part(code=code.strip(), name=name.strip())


@areas.command()
@ready
def status() -> None:
    """Tampilkan apa yang sudah dimuat."""
    from damai.areas import queries, rules
    from damai.areas.models import Level

    totals = queries.totals()
    click.echo(f"Kode: {rules.SCHEME}")
    for level in Level:
        click.echo(f"{level.label:<16} {number(totals.areas.get(level.value, 0)):>8}")
    for election, count in sorted(totals.stations.items()):
        click.echo(f"TPS {election:<12} {number(count):>8}")
    click.echo(f"{'Batas':<16} {number(totals.boundaries):>8}")
    for version in queries.boundary_versions():
        click.echo(
            f"  {version.imported_at:%Y-%m-%d %H:%M} UTC  {version.source}  SHA-256 {version.digest[:16]}…  © {version.credit}"
        )


def number(value: int) -> str:
    """A whole number as it is written in Indonesian."""
    return f"{value:,}".replace(",", ".")
