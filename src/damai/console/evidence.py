"""`damai evidence`: check a pack without a server, a database or a network; check what is stored.

Checking a pack with --key needs no Django: the modules for it are all that is imported here.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from damai.console import django_ready
from damai.console.ledger import trusted
from damai.evidence.rules.findings import Finding
from damai.evidence.rules.verifying import Verdict, verify_file, verify_folder
from damai.ledger.rules.notes import PublicKey

WRONG, NOT_A_PACK, OTHER_KEY = 1, 3, 4  # exit codes; 2 is click's own for a command that was typed wrongly
MOST = 50  # findings that are printed


@click.group()
def evidence() -> None:
    """Bukti perkara: periksa paket, periksa penyimpanan. (Evidence: check a pack, check the store.)"""


@evidence.command()
@click.argument("pack", type=click.Path(exists=True, path_type=Path))
@click.option("--key", "keys", multiple=True, help="Kunci (vkey) yang Anda percaya, atau berkas berisi kunci. (A trusted key.)")
def verify(pack: Path, keys: tuple[str, ...]) -> None:
    """Periksa paket bukti (ZIP, atau foldernya setelah diekstrak) tanpa jaringan. Tanpa --key dipakai kunci rumah ini.

    (Check a pack offline. Exit code 0: whole and signed, 1: changed or damaged, 3: not a pack, 4: whole, but another key.)
    """
    known = trusted(keys) if keys else _own()
    if pack.is_dir():
        verdict = verify_folder(pack, known)
    else:
        with pack.open("rb") as opened:
            verdict = verify_file(opened, known, called=pack.name)
    if not verdict.good:
        _print(verdict.findings, "Paket ini TIDAK dapat dipercaya", "this pack cannot be trusted")
        sys.exit(OTHER_KEY if verdict.only_unknown_key else WRONG if verdict.is_pack else NOT_A_PACK)
    _tell(verdict)


def _tell(verdict: Verdict) -> None:
    """What a good pack is."""
    manifest = verdict.manifest
    if manifest is None:
        return
    originals = sum(bool(each.path) for each in manifest.exhibits)
    click.secho("✓ Paket ini utuh, dan setiap bitanya seperti saat dikeluarkan. (Whole, as it was issued.)", fg="green")
    click.echo(f"  Paket {manifest.pack} untuk perkara {manifest.subject}, dibuat {manifest.made_at} oleh {manifest.made_by}")
    click.echo(f"  {verdict.files} berkas, di antaranya {originals} berkas asli; {len(manifest.exhibits)} bukti")
    click.echo(
        f"  {verdict.entries} catatan penguasaan dan {len(manifest.chronology)} catatan kronologi, semuanya terbukti\n"
        f"  di buku besar {manifest.origin} ({verdict.ledger} daun)"
    )
    if manifest.people is not None:
        click.secho(f"  Memuat data {len(manifest.people.persons)} orang: rahasiakan.", fg="yellow")
    if any(each.held for each in manifest.exhibits):
        click.secho("  Ada berkas yang ditahan (.bin) karena isinya mencurigakan: jangan dibuka di komputer kerja.", fg="yellow")
    if manifest.origin.endswith("/demo"):
        click.echo("  Ini paket contoh (demo), bukan paket sungguhan.")


@evidence.command()
@click.option("--subject", default="", help="Hanya perkara ini, misalnya P-00001. (Only this case.)")
@click.option("--no-files", is_flag=True, help="Jangan baca berkas asli; hanya catatannya. (Records only, not the bytes.)")
def check(subject: str, no_files: bool) -> None:
    """Bandingkan bukti yang tersimpan dengan yang dicatat: berkas, riwayat penguasaan, buku besar.

    (Check stored evidence: bytes, custody records, ledger. Exit code 0: as recorded, 1: not.)
    """
    django_ready()
    from damai.evidence import queries
    from damai.evidence.models import Exhibit

    total = (Exhibit.objects.filter(subject=subject) if subject else Exhibit.objects.all()).count()
    with click.progressbar(length=total or 1, label="Memeriksa", file=sys.stderr) as bar:
        checked = queries.check(subject=subject, files=not no_files, step=lambda: bar.update(1))
    if checked.findings:
        _print(checked.findings, "Bukti yang tersimpan BERBEDA dari yang dicatat", "stored evidence is not as recorded")
        sys.exit(WRONG)
    click.secho(
        f"✓ {checked.exhibits} bukti dan {checked.entries} catatan penguasaan cocok dengan buku besar. (As recorded.)", fg="green"
    )
    if no_files:
        click.echo("  Berkas asli tidak dibaca. (Files were not read.)")
    else:
        click.echo(f"  {checked.files} berkas dibaca ulang seluruhnya ({checked.bytes:,} bita), sidik jarinya sama.")


def _print(findings: Sequence[Finding], said: str, english: str) -> None:
    click.secho(f"✗ {said}: {len(findings)} hal salah. ({english}: {len(findings)} things are wrong)", fg="red")
    for one in findings[:MOST]:
        click.echo(f"  - {one.said}\n    ({one.english})")
    if len(findings) > MOST:
        click.echo(f"  … dan {len(findings) - MOST} lagi (and {len(findings) - MOST} more)")


def _own() -> list[PublicKey]:
    """The keys of this house, where there is one."""
    try:
        django_ready()
        from damai.ledger.queries import state, trusted_keys

        log = state()
        if log is None:
            raise LookupError("no log")
        return trusted_keys(log.origin)
    except Exception as error:  # no settings, no database: whatever is missing, a key on the command line replaces it
        raise click.ClickException("Di sini tidak ada rumah Damai; berikan kuncinya dengan --key (no house here)") from error
