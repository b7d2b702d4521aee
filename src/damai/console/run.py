"""`damai run`: set the house up if it is new, then server and worker in one foreground process group."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

import click

from . import django_ready

PATIENCE = 20  # seconds a process gets to stop by itself


def free_port(wanted: int) -> int:
    """The wanted port on the loopback address, or the next free one above it."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise click.ClickException(f"Tidak ada porta bebas antara {wanted} dan {wanted + 49}.")


def server_command(
    port: int, *, workers: int, threads: int, reload: bool = False, host: str = "127.0.0.1", app: str = "damai.wsgi:application"
) -> list[str]:
    """The command line that serves Damai."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), "--backpressure", str(max(threads * 4, 64))]
    command += ["--log-level", "error", "--no-ws", "--respawn-failed-workers"]
    return [*command, *(["--reload"] if reload else []), app]


def answers(url: str) -> bool:
    """Whether something answers at a URL."""
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 our own address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def family(pid: int) -> list[int]:
    """A process and everything below it, as far as the system tells (Linux)."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(below for child in children for below in family(int(child)))]


def signal_all(pid: int, number: signal.Signals) -> None:
    """Signal a process and everything below it; those that are gone already do not matter."""
    for each in family(pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(each, number)


class Household:
    """Server and worker as children; they start together, and when one must stop, all stop."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def start(self, name: str, command: list[str], **environment: str) -> None:
        """Start a child in this process group."""
        self.children[name] = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603 our own command

    def stop(self, *_: int | FrameType | None) -> None:
        """Ask every child to stop; a second call does nothing more."""
        self.stopping = True
        for child in self.children.values():
            if child.poll() is None:
                # as Ctrl-C does it, to the whole family: the reloading server alone does not pass it on
                signal_all(child.pid, signal.SIGINT)

    def wait(self) -> int:
        """Wait until a child ends or we are told to stop; then stop the others, by force if they do not listen."""
        while not self.stopping and all(child.poll() is None for child in self.children.values()):
            time.sleep(0.2)
        failed = not self.stopping
        self.stop()
        deadline = time.monotonic() + self.patience
        for name, child in self.children.items():
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                if self.patience >= PATIENCE:
                    click.echo(f"{name} tidak berhenti sendiri; dihentikan paksa.", err=True)
                signal_all(child.pid, signal.SIGKILL)
                child.wait()
        return 1 if failed else 0


@click.command()
@click.option("--port", default=8000, show_default=True, help="Porta pada alamat loopback.")
@click.option("--workers", default=1, show_default=True, help="Jumlah proses peladen.")
@click.option("--threads", default=32, show_default=True, help="Jumlah utas per proses.")
@click.option("--demo/--no-demo", default=None, help="Isi basis data kosong dengan cerita demo (bawaan: saat pengembangan).")
@click.option(
    "--speed", default=0.0, show_default=True, help="Kecepatan cerita demo: detik cerita per detik nyata; 0 secepatnya."
)
@click.option("--reload", is_flag=True, help="Muat ulang bila berkas berubah (pengembangan).")
def run(port: int, workers: int, threads: int, demo: bool | None, speed: float, reload: bool) -> None:
    """Siapkan Damai bila perlu, lalu jalankan peladen dan pekerja sampai Ctrl-C."""
    port = free_port(port)
    # "localhost", since passkeys are bound to a name; the server still listens on 127.0.0.1 only.
    address = f"http://localhost:{port}"
    os.environ.setdefault("DAMAI_BASE_URL", address)
    django_ready()
    from django.conf import settings

    from damai.demo.replay import is_told
    from damai.ledger.queries import is_demo

    from .setup import set_up

    demo = settings.DEV if demo is None else demo
    fresh = set_up(demo=demo)
    # A reloading server does not stop by itself, and a developer need not wait for it.
    house = Household(patience=2 if reload else PATIENCE)
    signal.signal(signal.SIGINT, house.stop)
    signal.signal(signal.SIGTERM, house.stop)
    house.start(
        "peladen",
        server_command(
            port,
            workers=workers,
            threads=threads,
            reload=reload,
            app="damai.demo.wsgi:application" if demo else "damai.wsgi:application",
        ),
    )
    house.start("pekerja", [sys.executable, "-m", "damai", "worker"])
    if reload:
        house.start("muka", [str(settings.ROOT / "scripts/front-end"), "watch"])
    for _ in range(300):
        if answers(f"{address}/") or house.stopping or any(child.poll() is not None for child in house.children.values()):
            break
        time.sleep(0.1)
    if not house.stopping:
        _welcome(address, demo=demo)
        if fresh and demo:
            _tell_the_story(address, house, speed)
        elif demo and is_demo() and not is_told():
            click.echo("  Cerita demo belum selesai diceritakan; `make demo` lalu `make run` mengulangnya dari awal.\n")
    sys.exit(house.wait())


def _tell_the_story(address: str, house: Household, speed: float) -> None:
    from damai.demo.replay import replay

    try:
        replay(address, speed=speed, stop=lambda: house.stopping)
    except Exception as error:  # the house still serves; the story can be told again with `make demo`
        click.echo(f"Cerita demo terhenti: {error}", err=True)


def _welcome(address: str, *, demo: bool) -> None:
    from damai.demo.cast import logins
    from damai.ledger.queries import is_demo

    click.secho(f"\n  Damai siap di {address}/", bold=True)
    click.echo(f"  Ruang kerja: {address}/kerja/")
    if demo and is_demo():
        for login in logins():
            click.echo(f"    {login.username:<8} {login.password:<22} {login.who}")
    click.echo("  Berhenti: Ctrl-C\n")


@click.command()
def worker() -> None:
    """Kerjakan tugas latar sampai dihentikan; boleh dijalankan di beberapa mesin pada PostgreSQL."""
    django_ready()
    from damai.chores.actions import run_worker

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop)
