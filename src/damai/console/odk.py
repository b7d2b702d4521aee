"""`damai odk`: publish the incident report, link a member's phone, take a phone's rights back."""

import sys
from pathlib import Path

import click

from damai.console import django_ready

BY = "damai"  # whoever has the machine's shell is the house itself; the ledger knows no better name for them


class Stop(click.ClickException):
    """A sentence for the operator, and exit status 1."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def odk() -> None:
    """ODK Collect: formulir, tautan dan kode QR untuk anggota.

    \b
    Urutan kerja:
      damai odk publish                 terbitkan formulir laporan kejadian
      damai odk link --member M-0003    alamat dan kode QR untuk ponsel anggota itu
      damai odk revoke D-7K3F9Q2M       cabut hak ponsel itu
    """
    django_ready()


@odk.command()
@click.option("--within", help="Kode wilayah; kelurahan di bawahnya menjadi pilihan tempat. Bila kosong: kota ini.")
def publish(within: str | None) -> None:
    """Terbitkan formulir laporan kejadian; tanpa perubahan, tidak terjadi apa-apa."""
    from django.conf import settings

    from damai.intake.channels.odk.publish import NoPlaces, publish_incident

    within = within or settings.CITY
    try:
        version = publish_incident(within=within, by=BY)
    except NoPlaces as error:
        raise Stop(f"Tidak ada kelurahan di bawah wilayah {within}. Muat wilayah dulu: damai areas --help") from error
    click.echo(f"{version.title} ({version.form.form_id}) terbit, versi {version.version}, md5 {version.md5}")


@odk.command()
@click.option("--member", "member_code", required=True, help="Kode anggota, misalnya M-0003.")
@click.option("--digest", is_flag=True, help="Pakai nama pengguna dan kata sandi (Digest), bukan alamat bertoken.")
@click.option("--png", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Simpan kode QR sebagai PNG.")
@click.option("--svg", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Simpan kode QR sebagai SVG.")
def link(member_code: str, digest: bool, png: Path | None, svg: Path | None) -> None:
    """Hubungkan sebuah ponsel untuk seorang anggota: alamat dan kode QR untuk ODK Collect.

    Token dan kata sandi hanya tampil sekali ini; simpan baik-baik atau cabut lalu buat yang baru.
    """
    from django.conf import settings

    from damai.agencies.models import Member
    from damai.intake.actions import NotAppointed, link_device
    from damai.intake.channels.odk.access import BASE
    from damai.intake.channels.odk.digest import REALM
    from damai.intake.channels.odk.link import qr, settings_code

    member = Member.objects.filter(code=member_code).first()
    if member is None:
        raise Stop(f"Anggota {member_code} tidak ada.")
    try:
        new = link_device(member, realm=REALM, by=BY)
    except NotAppointed as error:
        raise Stop(f"Anggota {member_code} tidak sedang ditugaskan, jadi belum dapat mengirim laporan.") from error
    door = f"{settings.BASE_URL}{BASE}"
    address = door.rstrip("/") if digest else f"{door}{new.token}"
    code = settings_code(server_url=address, username=new.device.code if digest else "", password=new.secret if digest else "")
    click.echo(f"Gawai {new.device.code} untuk anggota {member.code}")
    click.echo(f"Alamat (URL server di ODK Collect): {address}")
    if digest:
        click.echo(f"Nama pengguna: {new.device.code}\nKata sandi: {new.secret}")
    picture = qr(code)
    for file in (png, svg):
        if file is not None:
            picture.save(str(file), scale=6, border=4)
            click.echo(f"Kode QR disimpan: {file}")
    click.echo("Pindai di ODK Collect: Tambah proyek → kode QR")
    picture.terminal(out=sys.stdout, compact=True)


@odk.command()
@click.argument("device_code")
def revoke(device_code: str) -> None:
    """Cabut hak sebuah ponsel; berlaku paling lambat lima detik kemudian."""
    from damai.intake.actions import revoke_device
    from damai.intake.queries import device

    found = device(device_code)
    if found is None:
        raise Stop(f"Gawai {device_code} tidak ada.")
    revoke_device(found, by=BY)
    click.echo(f"Gawai {found.code} milik anggota {found.member.code} dicabut.")


@odk.command(name="list")
def listing() -> None:
    """Tampilkan semua ponsel yang pernah dihubungkan."""
    from damai.intake.queries import devices

    for each in devices():
        state = f"dicabut {each.revoked_at:%Y-%m-%d}" if each.revoked_at else "aktif"
        click.echo(f"{each.code}  {each.member.code}  sejak {each.linked_at:%Y-%m-%d}  {state}")


@odk.command()
@click.argument("state", type=click.Choice(["open", "closing", "closed"]))
@click.option("--form", "form_id", default="laporan_kejadian", show_default=True, help="Id formulir.")
def state(state: str, form_id: str) -> None:
    """Buka formulir (open), mulai menutup (closing: tidak terdaftar, masih diterima), atau tutup (closed)."""
    from damai.intake.actions import set_form_state
    from damai.intake.models import FormState
    from damai.intake.queries import form

    found = form(form_id)
    if found is None:
        raise Stop(f"Formulir {form_id} tidak ada.")
    set_form_state(found, to=FormState(state), by=BY)
    click.echo(f"Formulir {form_id} {FormState(state).label}.")
