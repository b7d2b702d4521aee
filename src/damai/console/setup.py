"""`damai setup`: what a new house needs before it can serve: tables, areas, stations, tables of law, declarations, the form."""

from collections.abc import Callable
from typing import Any

import click

from . import django_ready


def set_up(*, demo: bool, say: bool = True) -> bool:
    """Bring the database up to date and load what ships with Damai; return whether the house is new. Harmless to repeat."""
    from django.conf import settings
    from django.core.management import call_command

    from damai.areas.actions import load_central_jakarta, load_hierarchy
    from damai.areas.queries import totals
    from damai.cases.actions import recount_and_tell
    from damai.intake.channels.odk.publish import publish_incident
    from damai.ledger.actions import ensure_log
    from damai.ledger.queries import state
    from damai.pledges.actions import load_participants, load_shipped_declarations
    from damai.statutes.actions import load_library, load_statutes

    call_command("migrate", interactive=False, verbosity=0)
    fresh = state() is None
    if fresh:
        ensure_log(is_demo=demo)
    if not totals().areas:
        with click.progressbar(length=100, label="Memuat hierarki wilayah", hidden=not say) as bar:
            load_hierarchy(progress=_to(bar))
    load_central_jakarta()
    loaded = load_statutes()
    if not fresh and (loaded.holidays or loaded.clocks):  # a newer Damai brings days off that move what runs
        recount_and_tell(by="damai")
    load_library()
    load_participants(settings.ELECTION)
    load_shipped_declarations()
    publish_incident(within=settings.CITY, by="damai")
    if not settings.DEV:
        call_command("collectstatic", interactive=False, verbosity=0)
    return fresh


def _to(bar: Any) -> Callable[[int, int], None]:
    def step(done: int, total: int) -> None:
        bar.update(int(100 * done / total) - bar.pos)

    return step


@click.command()
@click.option("--demo", is_flag=True, help="Tandai basis data baru sebagai demo, untuk selamanya.")
def setup(demo: bool) -> None:
    """Siapkan basis data: tabel, wilayah, TPS, tabel hukum, dan formulir lapangan. Boleh diulang."""
    django_ready()
    click.echo("Baru disiapkan." if set_up(demo=demo) else "Sudah siap; tidak ada yang hilang.")
