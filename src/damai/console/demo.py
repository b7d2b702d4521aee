"""`damai demo`: tell the story of the campaign, or begin again."""

import shutil
from pathlib import Path

import click

from . import django_ready


@click.group()
def demo() -> None:
    """Cerita kampanye 2023/24 di Jakarta Pusat, dengan tokoh rekaan."""


@demo.command()
@click.option("--speed", default=0.0, show_default=True, help="Detik cerita per detik nyata; 0 secepatnya.")
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, help="Alamat Damai yang sedang berjalan.")
def replay(speed: float, address: str) -> None:
    """Putar cerita lewat pintu yang sebenarnya (HTTP dan OpenRosa) ke Damai yang sedang berjalan."""
    django_ready()
    from damai.demo.replay import AlreadyTold
    from damai.demo.replay import replay as tell
    from damai.ledger.queries import OnlyInADemo, is_demo

    if not is_demo():
        raise click.ClickException("Basis data ini bukan demo. Cerita tidak pernah dicampur dengan data sungguhan.")
    try:
        sent = tell(address, speed=speed)
    except AlreadyTold as error:
        raise click.ClickException("Cerita sudah pernah dimulai di sini. Ulangi dari awal dengan: damai demo reset") from error
    except OnlyInADemo as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{sent} pesan diceritakan.")


@demo.command()
@click.option("--yes", is_flag=True, help="Jangan bertanya dulu.")
def reset(yes: bool) -> None:
    """Buang data demo seluruhnya; `make run` berikutnya menceritakannya lagi. Data sungguhan ditolak."""
    django_ready()
    from django.conf import settings
    from django.db import connection

    from damai.ledger.queries import is_demo, state

    # What cannot be asked (locked, broken) is not taken for a demo: only a database without tables has nothing to lose.
    begun = bool(connection.introspection.table_names())
    if not settings.DEV or (begun and state() is not None and not is_demo()):
        raise click.ClickException("Ini bukan data demo; tidak ada yang dihapus.")
    if not yes:
        click.confirm("Hapus semua data demo?", default=True, abort=True)
    if connection.vendor == "sqlite":
        connection.close()
        for suffix in ("", "-wal", "-shm"):  # of the very database that was asked
            Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
    else:
        _drop_tables()
    shutil.rmtree(settings.FILES, ignore_errors=True)
    click.echo("Data demo dihapus. Jalankan `make run` untuk menceritakannya lagi.")


def _drop_tables() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
