"""`damai ledger`: carry the log away, check a copy or a receipt, check the database, sign what waits.

Checking a copy or a receipt needs no Django, no database and no network; the modules for it are all that is imported here.
"""

import contextlib
import importlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from damai.console import django_ready
from damai.ledger.facts import FACTS
from damai.ledger.rules import receipts
from damai.ledger.rules.findings import Finding
from damai.ledger.rules.merkle import WIDTH
from damai.ledger.rules.notes import NoteRefused, PublicKey, parse_checkpoint, parse_key, parse_note
from damai.ledger.rules.openings import Opened
from damai.ledger.rules.receipts import Flaw, ReceiptRefused
from damai.ledger.rules.verify import CHECKPOINT, KEY, Kept
from damai.ledger.rules.verify import verify as verify_copy

MOST = 50  # findings that are printed; a copy from which a whole level is missing has thousands

FLAWS = {
    Flaw.MALFORMED: ("berkas ini bukan tanda terima, atau rusak", "not a receipt, or damaged"),
    Flaw.SIGNATURE: ("checkpoint di dalamnya tidak ditandatangani dengan kunci itu", "its checkpoint is not signed by that key"),
    Flaw.PATH: (
        "isinya tidak ada di catatan yang ditandatangani: fakta, tempat atau jalurnya diubah",
        "what it tells is not in the signed log: fact, place or path was changed",
    ),
    Flaw.OPENING: ("faktanya tercatat, tetapi tidak terbaca", "its fact is in the log but cannot be read"),
}


@click.group()
def ledger() -> None:
    """Catatan yang tidak dapat diubah diam-diam: ekspor, periksa, tanda tangani.

    (The log that nobody can quietly change: export, check, sign.)
    """


@ledger.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--openings", is_flag=True, help="Sertakan isi fakta, tidak hanya sidik jarinya. (With the facts themselves.)")
def export(folder: Path, openings: bool) -> None:
    """Salin catatan ke FOLDER yang kosong, sampai checkpoint terakhir. (Copy the log into an empty folder.)"""
    django_ready()
    from damai.ledger.queries import Copy, NoLog

    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} tidak kosong; pilih folder baru (not empty)")
    try:
        copy = Copy(openings=openings)
    except NoLog as error:
        raise click.ClickException("Belum ada catatan di basis data ini (no log yet)") from error
    with click.progressbar(copy.files(), length=len(copy), label="Menyalin", file=sys.stderr) as files:
        for file in files:
            target = folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)
    click.echo(f"{copy.size} daun disalin ke {folder} ({copy.size} leaves). Periksa: damai ledger verify {folder}")


@ledger.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--checkpoint",
    "kept",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Checkpoint yang Anda simpan dari pemeriksaan lalu; boleh diulang. (One that you kept from earlier.)",
)
@click.option("--key", "keys", multiple=True, help="Kunci (vkey) yang Anda percaya, atau berkas berisi kunci. (A trusted key.)")
def verify(folder: Path, kept: tuple[Path, ...], keys: tuple[str, ...]) -> None:
    """Periksa salinan di FOLDER tanpa basis data dan tanpa jaringan; sebutkan tepat apa yang salah.

    (Check a copy on its own and say exactly what is wrong. Exit code 0: whole, 1: not.)
    """

    def read(name: str) -> bytes | None:
        path = folder / name
        return path.read_bytes() if path.is_file() else None

    own = (read(KEY) or b"").decode(errors="replace")
    known = trusted(keys) if keys else _parse_keys(own, str(folder / KEY))
    earlier = [Kept(str(path), path.read_text(errors="replace")) for path in kept]
    with _bundles(read(CHECKPOINT)) as bar:
        verdict = verify_copy(read, known, kept=earlier, step=lambda: bar.update(1))
    _print_findings(verdict.findings, "Salinan ini TIDAK dapat dipercaya", "this copy cannot be trusted")
    if verdict.findings or verdict.checkpoint is None:
        sys.exit(1)
    signed = verdict.checkpoint
    click.secho("✓ Salinan ini utuh. (This copy is whole.)", fg="green")
    click.echo(f"  Catatan {signed.origin}: {signed.size} daun, akar {signed.root.hex()}")
    click.echo(f"  Checkpoint lain yang cocok: {verdict.agreeing}; fakta yang terbuka dan cocok: {verdict.openings}")
    if signed.origin.endswith("/demo"):
        click.echo("  Ini catatan contoh (demo), bukan catatan sungguhan.")
    if not keys:
        click.secho(
            "  Kuncinya diambil dari salinan ini sendiri, jadi belum terbukti siapa yang menandatangani: ulangi dengan --key dan"
            " kunci\n  yang diumumkan penyelenggara. (The key came with the copy: repeat with --key.)",
            fg="yellow",
        )
    click.echo(f"  Simpan {folder / CHECKPOINT}; lain kali pakai dengan --checkpoint untuk melihat apakah catatan mundur.")


@ledger.command("verify-receipt")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", "keys", multiple=True, required=True, help="Kunci (vkey) yang Anda percaya, atau berkas berisi kunci.")
def verify_receipt(file: Path, keys: tuple[str, ...]) -> None:
    """Periksa tanda terima (.tlog-proof) tanpa jaringan. (Check a receipt offline.)"""
    try:
        proven = receipts.verify(file.read_bytes().decode(errors="replace"), trusted(keys))
    except ReceiptRefused as error:
        said, english = FLAWS[error.flaw]
        click.secho(f"✗ Tanda terima ini TIDAK membuktikan apa pun: {said}", fg="red")
        click.echo(f"  ({english})")
        sys.exit(1)
    click.secho("✓ Tanda terima ini sah. (This receipt is good.)", fg="green")
    click.echo(f"  Daun {proven.index} dari {proven.checkpoint.size} di catatan {proven.checkpoint.origin}")
    if proven.fact is None:
        click.echo(f"  Sidik jari {proven.leaf.hex()}; isinya tidak disertakan.")
    else:
        click.echo(f"  {proven.fact.at.isoformat(timespec='seconds')} oleh {proven.fact.by}: {_sentence(proven.fact)}")


@ledger.command()
def sign() -> None:
    """Beri tempat dan tanda tangani semua yang menunggu, sekarang. (Integrate and sign what waits.)"""
    django_ready()
    from damai.ledger.actions import TreeDamaged, integrate
    from damai.ledger.queries import state

    try:
        count = integrate()
    except TreeDamaged as error:
        raise click.ClickException(f"Catatan berhenti: {error}. Jalankan damai ledger check") from error
    log = state()
    click.echo(f"{count} fakta diberi tempat; checkpoint terakhir: {log.size if log else 0} daun ({count} integrated)")


@ledger.command()
def check() -> None:
    """Bandingkan basis data dengan pohon yang ditandatangani. (Check the database against the signed tree.)"""
    django_ready()
    from damai.ledger import queries

    log = queries.state()
    with _bundles(log.checkpoint.encode() if log else None) as bar:
        findings = queries.check(lambda: bar.update(1))
    _print_findings(findings, "Basis data BERBEDA dari yang ditandatangani", "the database differs from what was signed")
    if findings:
        sys.exit(1)
    size, waiting = (log.size, log.waiting) if log else (0, 0)
    click.secho(f"✓ Basis data cocok: {size} daun, {waiting} menunggu. (The database agrees.)", fg="green")


@ledger.command()
def key() -> None:
    """Cetak kunci pemeriksa (vkey) untuk diumumkan di luar server ini. (Print the key to publish elsewhere.)"""
    django_ready()
    from django.conf import settings

    from damai.ledger.queries import signing_key, state

    log = state()
    click.echo(str(signing_key(log.origin if log else settings.LEDGER_ORIGIN).public))


def trusted(given: Sequence[str]) -> list[PublicKey]:
    """Keys given as vkeys or as files of vkeys."""
    found: list[PublicKey] = []
    for one in given:
        path = Path(one)
        is_file = "+" not in one or path.is_file()
        if is_file and not path.is_file():
            raise click.BadParameter(f"{one} bukan kunci dan bukan berkas (neither a key nor a file)", param_hint="--key")
        found += _parse_keys(path.read_text(errors="replace") if is_file else one, one)
    return found


def _parse_keys(text: str, where: str) -> list[PublicKey]:
    try:
        keys = [parse_key(line) for line in text.splitlines() if line.strip()]
    except NoteRefused as error:
        raise click.ClickException(f"{where} bukan kunci yang sah (not a valid vkey)") from error
    if not keys:
        raise click.ClickException(f"{where} tidak ada atau kosong; berikan kunci dengan --key (no key)")
    return keys


@contextlib.contextmanager
def _bundles(note: bytes | None) -> Iterator["click._termui_impl.ProgressBar[int]"]:
    """A progress bar as long as the log has bundles of entries, whatever the note is worth."""
    try:
        size = parse_checkpoint(parse_note((note or b"").decode(errors="replace")).text).size
    except NoteRefused:
        size = 0
    with click.progressbar(length=-(-size // WIDTH) or 1, label="Memeriksa", file=sys.stderr) as bar:
        yield bar


def _print_findings(findings: Sequence[Finding], said: str, english: str) -> None:
    if not findings:
        return
    click.secho(f"✗ {said}: {len(findings)} hal salah. ({english}: {len(findings)} things are wrong)", fg="red")
    for one in findings[:MOST]:
        click.echo(f"  - {one.said}\n    ({one.english})")
    if len(findings) > MOST:
        click.echo(f"  … dan {len(findings) - MOST} lagi (and {len(findings) - MOST} more)")


def _sentence(fact: Opened) -> str:
    """The fact's sentence, from whichever room has a fact of this name; facts need no database."""
    for facts in sorted(Path(__file__).parents[1].glob("*/facts.py")):
        with contextlib.suppress(Exception):  # a room that cannot be loaded alone only costs the sentence
            importlib.import_module(f"damai.{facts.parent.name}.facts")
    kind = FACTS.get(fact.name)
    told = ", ".join(f"{name}={value}" for name, value in fact.values.items())
    try:
        return kind.sentence.format(**fact.values) if kind else f"{fact.name} ({told})"
    except (KeyError, IndexError):
        return f"{fact.name} ({told})"
