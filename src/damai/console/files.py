"""`damai files`: seal what lies unsealed since before files were sealed, and look whether the store holds what was kept."""

from collections import Counter

import click

from damai.console import django_ready

SHOWN = 50  # digests that are printed; a disk that was lost has thousands


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def files() -> None:
    """Berkas (foto, video, rekaman): segel yang lama, periksa semuanya. (Files: seal old ones, check all.)"""
    django_ready()


@files.command()
def seal() -> None:
    """Segel berkas yang tersimpan sebelum berkas disegel. Boleh dihentikan dan diulang. (Seal what lies open; may be stopped.)"""
    from damai.intake.actions import Found, seal_files

    told: Counter[Found] = Counter()
    for each in seal_files():
        told[each.found] += 1
        if each.found is not Found.SEALED and told[each.found] <= SHOWN:
            click.echo(f"{_words(each.found)}: {each.sha256}", err=True)
    click.echo(f"{told[Found.SEALED]} berkas disegel. (sealed)")
    if told[Found.MISSING] or told[Found.CHANGED]:
        left = f"{told[Found.MISSING]} tidak ada, {told[Found.CHANGED]} berubah; keduanya dibiarkan. (left alone)"
        raise click.ClickException(left)


@files.command()
def check() -> None:
    """Baca setiap berkas dan bandingkan dengan sidik jarinya. (Read every file and compare it with its digest.)"""
    from damai.intake.actions import Found, check_files

    told: Counter[Found] = Counter()
    for each in check_files():
        told[each.found] += 1
        if each.found in {Found.MISSING, Found.CHANGED} and told[each.found] <= SHOWN:
            click.echo(f"{_words(each.found)}: {each.sha256}", err=True)
    click.echo(f"{told[Found.WHOLE]} utuh dan tersegel. (whole and sealed)")
    if told[Found.UNSEALED]:
        click.echo(f"{told[Found.UNSEALED]} utuh, belum tersegel: jalankan `damai files seal`. (not sealed yet)")
    if told[Found.MISSING] or told[Found.CHANGED]:
        raise click.ClickException(f"{told[Found.MISSING]} tidak ada, {told[Found.CHANGED]} berubah. (missing, changed)")


def _words(found: str) -> str:
    return {"missing": "Tidak ada (missing)", "changed": "Berubah (changed)"}[found]
