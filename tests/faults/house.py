"""A whole house under test: the real server and the real worker as processes, which can be killed, and phones that send to it."""

import hashlib
import http.client
import json
import os
import queue
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from damai.console.run import server_command
from tests.collect import Collect, Filled

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds that a start or a single command may take on a busy machine
POSTGRES = os.getenv("DAMAI_DATABASE_URL", "") if os.getenv("DAMAI_DATABASE_URL", "").startswith("postgres") else ""
DATABASES = ["sqlite", *(["postgresql"] if POSTGRES else [])]
SHARED_PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"the same picture, sent around" * 400


def wait_for(what: Callable[[], object], *, seconds: float, why: str, said: Callable[[], str] = str) -> None:
    """Wait until something is true; what takes too long is an error, with what was said meanwhile, and never a hang."""
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            raise TimeoutError(f"after {seconds} seconds still not: {why}\n{said()}")
        time.sleep(0.05)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def database(kind: str, home: Path) -> Iterator[str]:
    """The address of an empty database of this test alone; on PostgreSQL it is gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite://{home / 'damai.sqlite3'}"
        return
    import psycopg

    parts = urlsplit(POSTGRES)
    name = f"faults_{os.getpid()}_{random.randrange(10**6)}"
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True, connect_timeout=10) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass
class House:
    """A server and a worker over one folder and one database."""

    home: Path
    database_url: str
    logs: Path  # outside the home: the home may lie on a disk that fails
    environment: dict[str, str] = field(default_factory=dict)
    server_processes: int = 1
    port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    token: str = ""
    form: str = ""
    version: str = ""

    @property
    def env(self) -> dict[str, str]:
        """The settings of this house and of no other."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DAMAI_", "DJANGO_")) or name == "DAMAI_SHARED_DATA"
        }
        own = {"DAMAI_ENV": "dev", "DAMAI_HOME": str(self.home), "DAMAI_DATABASE_URL": self.database_url}
        paths = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": ""}
        return kept | own | paths | {"DAMAI_BASE_URL": self.address} | self.environment

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    def run(self, *command: str, env: dict[str, str] | None = None, seconds: float = PATIENCE) -> str:
        """One command to its end; its output. What fails is shown."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            env=env or self.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=seconds,
        )
        assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
        return done.stdout

    def inside(self, what: str) -> dict[str, Any]:
        """Do or ask something inside, with this house's settings."""
        return json.loads(self.run("tests.faults.inside", what, seconds=5 * PATIENCE).splitlines()[-1])

    def prepare(self) -> None:
        """Make the database, the people, the form and the phone."""
        made = self.inside("prepare")
        self.token, self.form, self.version = made["token"], made["form"], made["version"]

    def start(self, *names: str) -> None:
        """Start the server, the worker, or both, and wait until phones are answered."""
        commands = {
            "server": server_command(self.port, workers=self.server_processes, threads=16),
            "worker": [sys.executable, "-m", "damai", "worker"],
        }
        self.logs.mkdir(parents=True, exist_ok=True)
        for name in names or commands:
            with (self.logs / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    commands[name],
                    env=self.env,
                    cwd=ROOT,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        if "server" in self.processes:
            wait_for(self._answers, seconds=PATIENCE, why="the server answers", said=self.said)

    def _answers(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("HEAD", f"/masuk/odk/{self.token}/submission")
            return line.getresponse().status == 204
        except OSError:
            return False
        finally:
            line.close()

    def kill(self, *names: str) -> None:
        """SIGKILL: no process of these gets to say or write another word."""
        for name in names or tuple(self.processes):
            process = self.processes.pop(name)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=PATIENCE)

    def said(self) -> str:
        """The end of what server and worker wrote, for the person who reads a failure."""
        return "\n".join(path.read_text(errors="replace")[-2000:] for path in sorted(self.logs.glob("*.log")))

    def report(self, number: int, *, tag: str = "") -> Filled:
        """A filled-in form; every second one with photos, of which one is the same for all."""
        name = f"uuid:{tag}{number:06d}"
        files = {}
        if number % 2:
            files["1.jpg"] = b"\xff\xd8\xff\xe0\x00\x10JFIF" + random.Random(name).randbytes(2_000 + 977 * (number % 40))
        if number % 4 == 1:
            files["2.jpg"] = SHARED_PHOTO
        photos = "".join(f"<bukti><foto>{file}</foto></bukti>" for file in files)
        return Filled(
            (
                f'<data id="{self.form}" version="{self.version}"><jenis>politik_uang</jenis><uraian>Amplop {number}.</uraian>'
                f"<tempat><kelurahan>31.71.01.1001</kelurahan></tempat>{photos}<meta><instanceID>{name}</instanceID></meta></data>"
            ).encode(),
            files,
        )

    def phone(self, seed: int) -> Collect:
        """A phone that is linked with this house."""
        return Collect(f"{self.address}/masuk/odk/{self.token}", seed=seed)


@contextmanager
def houses(kind: str, folder: Path, **more: Any) -> Iterator[House]:
    """A prepared house that is not running yet; afterwards nothing of it runs any more."""
    home = folder / "home"
    home.mkdir(parents=True)
    with database(kind, home) as url:
        house = House(home=home, database_url=url, logs=folder / "logs", **more)
        try:
            house.prepare()
            yield house
        finally:
            house.kill()


@dataclass
class Phones:
    """Phones that share a pile of reports and send each until it is acknowledged."""

    house: House
    reports: Mapping[str, Any]
    many: int = 8
    sender: Callable[[int], Any] | None = None  # what sends, by number; phones if nothing else is said
    receipts: dict[str, str] = field(default_factory=dict)  # of what was acknowledged, by id
    failures: int = 0  # sendings that were under way and not acknowledged
    refused: int = 0  # knocks at a server that was not there
    strange: list[str] = field(default_factory=list)  # answers that no fault of ours explains
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        """Start sending, all phones at once."""
        self.pile: queue.SimpleQueue[str] = queue.SimpleQueue()
        for name in self.reports:
            self.pile.put(name)
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._send, args=(seed,), daemon=True) for seed in range(self.many)]
        for thread in self.threads:
            thread.start()

    def _send(self, seed: int) -> None:
        phone = (self.sender or self.house.phone)(seed)
        while not self.over.is_set():
            try:
                name = self.pile.get(timeout=0.1)
            except queue.Empty:
                continue
            outcome = phone.send(self.reports[name])
            if outcome.sent:
                self.receipts[name] = receipt_in(outcome.words)
                continue
            self.refused += outcome.words == "ConnectionRefusedError"
            self.failures += outcome.words != "ConnectionRefusedError"
            if outcome.status not in (0, 500, 503, 507):
                self.strange.append(f"{name}: {outcome.status} {outcome.words}")
            self.pile.put(name)
            time.sleep(0.05)

    def until(self, count: int, *, seconds: float = PATIENCE) -> None:
        """Go on until so many are acknowledged."""
        wait_for(lambda: len(self.receipts) >= count, seconds=seconds, why=f"{count} acknowledged", said=self.said)

    def said(self) -> str:
        """How it stands, for the person who reads a failure."""
        return f"{len(self.receipts)} acknowledged, {self.failures} not, {self.strange[:3]}\n{self.house.said()}"

    def finish(self, *, seconds: float = PATIENCE) -> None:
        """Go on until all are acknowledged."""
        self.until(len(self.reports), seconds=seconds)
        self.stop()

    def stop(self) -> None:
        """Put the phones away; what was not acknowledged stays so."""
        self.over.set()
        for thread in self.threads:
            thread.join(timeout=PATIENCE)
            assert not thread.is_alive(), "a phone hangs"


def receipt_in(words: str) -> str:
    """The receipt that a phone shows."""
    return words.split("Nomor: ")[1].split(".")[0].strip()


def must_hold(house: House, told: Mapping[str, str], reports: Mapping[str, Any]) -> None:
    """Every report is kept exactly once, whole, under the receipt that was told; and the ledger says so, too."""
    kept = house.inside("stock")
    found = [message["id"] for message in kept["messages"]]
    assert lost(kept, told) == []
    assert len(found) == len(set(found)), "something is stored twice"
    assert set(found) == set(reports)
    for message in kept["messages"]:
        report = reports[message["id"]]
        if isinstance(report, Filled):  # what a browser sends is put into one form by the server before it is kept
            assert message["raw"] == hashlib.sha256(report.xml).hexdigest()
        assert message["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in report.files.items()}
        assert message["attachments"] == message["attached"] == len(report.files)
        assert message["received"] == 1
        assert message["receipt"] == told.get(message["id"], message["receipt"])
    assert len({message["receipt"] for message in kept["messages"]}) == len(found)
    assert kept["facts_about_nothing"] == kept["damage"] == []
    assert kept["unnumbered"] == 0, "facts without a place in the ledger"


def lost(kept: dict[str, Any], told: Mapping[str, str]) -> list[str]:
    """What was acknowledged and is not there."""
    return sorted(set(told) - {message["id"] for message in kept["messages"]})


def ledger_must_verify(house: House, folder: Path) -> None:
    """A copy of the ledger is whole, by a check that knows neither database nor server."""
    shutil.rmtree(folder, ignore_errors=True)
    house.run("damai", "ledger", "export", str(folder))
    stranger = {name: value for name, value in house.env.items() if not name.startswith("DAMAI_")}
    house.run("damai", "ledger", "verify", str(folder), env=stranger)
