"""The command `damai`: every sub-command is loaded only when it is asked for, so that `damai --help` is instant."""

import importlib
from typing import Any

import click

COMMANDS = {
    # name on the command line: (module in damai.console, attribute, one line for --help)
    "agencies": ("members", "agencies", "Lembaga: tambah, daftar"),
    "areas": ("areas", "areas", "Wilayah: impor hierarki, TPS, batas; cari wilayah"),
    "chat": ("chat", "chat", "Obrolan: coba lapor dipandu dari terminal"),
    "demo": ("demo", "demo", "Cerita demo: putar, atau mulai dari awal"),
    "files": ("files", "files", "Berkas: segel yang lama, periksa semuanya"),
    "run": ("run", "run", "Siapkan dan jalankan peladen beserta pekerja"),
    "setup": ("setup", "setup", "Siapkan basis data dan muat yang dikirim bersama Damai"),
    "worker": ("run", "worker", "Kerjakan tugas latar"),
    "clock": ("clock", "clock", "Hitung tenggat menurut jam hukum, hari demi hari; tambah versi jam"),
    "evidence": ("evidence", "evidence", "Bukti: periksa paket tanpa jaringan, periksa yang tersimpan"),
    "holidays": ("holidays", "holidays", "Hari libur: daftar, tambah, cabut"),
    "laws": ("laws", "laws", "Pustaka aturan: impor naskah, daftar, cari, tampilkan"),
    "ledger": ("ledger", "ledger", "Catatan: ekspor, periksa, tanda tangani"),
    "mail": ("mail", "mail", "Surat keluar: keadaan, surat yang kembali, surat percobaan"),
    "members": ("members", "members", "Anggota: tambah, tugaskan, akhiri, daftar, kata sandi, faktor kedua"),
    "pledge": ("pledges", "pledge", "Deklarasi: periksa sertifikat tanpa jaringan"),
    "statutes": ("statutes", "statutes", "Tabel hukum: muat, tahapan"),
    "odk": ("odk", "odk", "ODK Collect: tautan dan kode QR untuk anggota"),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        return getattr(importlib.import_module(f"damai.console.{module}"), attribute)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; settings or a database that are not ready end every one of them in one sentence."""
        try:
            return super().invoke(ctx)
        except Exception as problem:
            from damai.console import not_ready

            said = not_ready(problem)
            if said is None:
                raise
            raise said from problem

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Perintah / Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in sorted(COMMANDS)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="damai")
def main(**_: Any) -> None:
    """Damai: ruang kerja bersama untuk pemilu yang damai."""


if __name__ == "__main__":
    main(prog_name="damai")
