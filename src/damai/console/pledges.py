"""`damai pledge`: check a certificate without a server, a database or a network. With --key, no Django either."""

import sys
from pathlib import Path

import click

from damai.console import django_ready
from damai.console.ledger import trusted
from damai.ledger.rules.notes import PublicKey
from damai.pledges.rules.certificate import LARGEST, Flaw, check

FLAWS = {
    Flaw.NOT_A_CERTIFICATE: ("berkas ini bukan sertifikat dari Damai", "not a certificate of Damai"),
    Flaw.TRUNCATED: ("berkas ini terpotong", "the file is cut off"),
    Flaw.APPENDED: ("ada yang ditambahkan di belakang berkas ini", "something was added behind its end"),
    Flaw.TWO_PLACES: ("berkas ini memuat lebih dari satu tanda", "it holds more than one signature"),
    Flaw.OTHER_HOUSE: ("tidak ditandatangani dengan kunci yang Anda percaya", "not signed by a key that you trust"),
    Flaw.CHANGED: ("berkas ini diubah setelah dikeluarkan", "at least one byte was changed"),
}


@click.group()
def pledge() -> None:
    """Deklarasi damai: periksa sertifikat. (Peace declarations: check a certificate.)"""


@pledge.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", "keys", multiple=True, help="Kunci (vkey) yang Anda percaya, atau berkas berisi kunci. (A trusted key.)")
def verify(file: Path, keys: tuple[str, ...]) -> None:
    """Periksa sertifikat (PDF) tanpa jaringan. Tanpa --key dipakai kunci rumah ini.

    (Check a certificate offline. Exit code 0: genuine, 1: not.)
    """
    with file.open("rb") as opened:
        body = opened.read(LARGEST + 1)
    verdict = check(body, trusted(keys) if keys else _own())
    if verdict.flaw is not None or verdict.claim is None:
        said, english = FLAWS[verdict.flaw or Flaw.NOT_A_CERTIFICATE]
        click.secho(f"✗ Sertifikat ini TIDAK dapat dipercaya: {said}", fg="red")
        click.echo(f"  ({english})")
        sys.exit(1)
    claim = verdict.claim
    click.secho("✓ Sertifikat ini asli dan tidak diubah. (Genuine and unchanged.)", fg="green")
    click.echo(f"  Nomor {claim.code}, deklarasi {claim.declaration} versi {claim.version}, dikeluarkan {claim.origin}")
    click.echo(f"  Sidik jari naskah {claim.text}\n  Sidik jari pernyataan {claim.statement}")
    if claim.origin.endswith("/demo"):
        click.echo("  Ini sertifikat contoh (demo), bukan sertifikat sungguhan.")
    click.echo("  Apakah tanda tangannya ditarik kemudian, hanya terlihat di portal. (Withdrawing shows on the portal only.)")


def _own() -> list[PublicKey]:
    """The keys of this house, where there is one."""
    try:
        django_ready()
        from damai.pledges.queries import certificate_keys

        return certificate_keys()
    except Exception as error:  # no settings, no database: whatever is missing, a key on the command line replaces it
        raise click.ClickException("Di sini tidak ada rumah Damai; berikan kuncinya dengan --key (no house here)") from error
