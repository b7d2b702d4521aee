"""`damai chat`: talk to guided reporting from a terminal, as a gateway would deliver it."""

import secrets
from pathlib import Path

import click

from . import django_ready


@click.command()
@click.option("--conversation", default="", help="Nama percakapan; dengan nama yang sama percakapan diteruskan.")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", help="Bahasa")
def chat(conversation: str, language: str) -> None:
    """Coba lapor lewat obrolan. `/berkas PATH` mengirim berkas; baris kosong atau Ctrl-D mengakhiri.

    Yang ditulis di sini disimpan seperti laporan sungguhan: pakailah di rumah percobaan.
    """
    django_ready()
    from damai.interviews.doors.chat import File, Said, hear_all

    name = conversation or secrets.token_hex(4)
    click.echo(f"Percakapan “{name}”. Tulis sesuatu.")
    while True:
        try:
            typed = click.prompt(">", prompt_suffix=" ", default="", show_default=False)
        except (click.Abort, EOFError):
            break
        if not typed.strip():
            break
        files: tuple[File, ...] = ()
        if typed.startswith("/berkas "):
            path = Path(typed.removeprefix("/berkas ").strip()).expanduser()
            if not path.is_file():
                click.echo(f"Berkas {path} tidak ada.")
                continue
            files, typed = (File(path.name, path.read_bytes()),), ""
        for reply in hear_all("console", name, [Said(typed, files)], language=language):
            click.echo(f"\n{reply}")
        click.echo("")
