"""`damai mail`: how letters stand, what a mail server returned, and whether the settings work."""

import contextlib
import secrets
import sys
from typing import BinaryIO

import click

from damai.console import TRY_AGAIN, django_ready

CHUNK = 64 * 1024
MOST_DRAINED = 256 * 1024 * 1024  # bytes that are read away and dropped; no mail server hands over more


class Later(click.ClickException):
    """Something of ours is in the way: the mail server keeps the message and tries again."""

    exit_code = TRY_AGAIN


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def mail() -> None:
    """Surat keluar: keadaan, surat yang kembali, surat percobaan. Tidak ada alamat yang ditampilkan."""


@mail.command()
def bounce() -> None:
    """Terima surat yang kembali dari peladen surel, lewat masukan standar.

    Yang bukan laporan tentang surat kita dilewati tanpa keluhan, supaya tidak ada surat yang dipantulkan lagi. Kode keluar 75
    berarti: simpan dan coba lagi nanti.
    """
    try:
        django_ready()
        from damai.outbox.actions import take_bounce
        from damai.outbox.rules import LARGEST_BOUNCE

        letter = take_bounce(_first_bytes(sys.stdin.buffer, LARGEST_BOUNCE))
    except Exception as problem:  # whatever it is, the report must not be lost; its words may hold an address
        raise Later(f"Belum dapat dicatat ({type(problem).__name__}); coba lagi nanti.") from None
    if letter is None:
        click.echo("Bukan laporan tentang surat dari sini; dilewati.")
        return
    from damai.outbox.queries import purpose_in_words

    click.echo(f"{letter.about} {purpose_in_words(letter.purpose)}: {_stands(letter.state, letter.trouble)}")


def _stands(state: str, trouble: str) -> str:
    from damai.outbox.models import State

    return f"{State(state).label} ({trouble})" if trouble else str(State(state).label)


def _first_bytes(stream: BinaryIO, most: int) -> bytes:
    """The beginning of what a mail server hands over. The rest is read away, because a closed pipe looks like a failure to it."""
    kept = stream.read(most)
    drained = 0
    with contextlib.suppress(OSError):
        while drained < MOST_DRAINED and (more := stream.read(CHUNK)):
            drained += len(more)
    return kept


@mail.command()
def state() -> None:
    """Berapa surat yang menunggu, terkirim, gagal dan kembali, dan apa sebabnya."""
    django_ready()
    from damai.outbox import queries

    now = queries.standing()
    for each, count in now.counts.items():
        click.echo(f"{each.label:<24} {count:>8}")
    click.echo(f"{'Sudah waktunya dikirim':<24} {now.due:>8}")
    if now.due:
        click.echo(f"Yang tertua menunggu sejak {int(now.late.total_seconds() // 60)} menit yang lalu.")
    found = queries.troubles()
    if found:
        click.echo("\nYang bermasalah, terbaru di atas:")
    for one in found:
        about = f"{one.about} {queries.purpose_in_words(one.purpose)}"
        when = f"{one.since:%Y-%m-%d %H:%M} UTC"
        click.echo(f"  {when}  {one.way.label:<6} {about}: {_stands(one.state, one.status)}, percobaan {one.tries}")


@mail.command()
@click.argument("address")
@click.option("--sms", is_flag=True, help="ADDRESS adalah nomor ponsel.")
def test(address: str, *, sms: bool) -> None:
    """Kirim surat percobaan ke ADDRESS sekarang, dan katakan apa jawaban peladen."""
    django_ready()
    from damai.outbox import actions, queries
    from damai.outbox.rules import NotAnAddress

    key = f"test/{secrets.token_hex(8)}"
    words = "Ini surat percobaan dari Damai. Kalau sampai, pengaturannya benar."
    try:
        if sms:
            actions.send_sms(to=address, text=words, key=key, about="test", purpose="test")
        else:
            subject = "Surat percobaan dari Damai"
            actions.send_email(to=address, subject=subject, text=words, key=key, about="test", purpose="test")
    except NotAnAddress as error:
        raise click.ClickException(queries.why_not(error)) from None
    except actions.NoSms:
        raise click.ClickException("SMS tidak diatur: isi DAMAI_SMS_URL.") from None
    actions.deliver_due(key=key)  # or a worker has just taken it
    letter = queries.letter(key)
    assert letter is not None  # noqa: S101 written a moment ago
    click.echo(_stands(letter.state, letter.trouble))
    if letter.trouble:
        sys.exit(1)
