"""`python -m benchmarks`: how fast Damai is, against a reference in the same run on the same machine.

On SQLite, and on PostgreSQL as well when DAMAI_DATABASE_URL names one (databases of its own are made there and removed).
Only the ratios mean anything elsewhere.
"""

import argparse
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from tests.faults.house import DATABASES, ROOT, House, free_port, houses, wait_for

from damai.console.run import server_command

from . import openrosa_load, pledges_load
from .tables import as_markdown

RESULTS = Path(__file__).parent / "results"
CLIENTS = (1, 8, 32)


@dataclass(frozen=True)
class Lengths:
    """How long and how much."""

    seconds: float  # of one load
    rounds: int  # of each load; the median counts
    inside: float  # seconds of one measure inside a process
    stored: tuple[int, ...]  # messages stored before the load
    reports: tuple[int, int]
    citizens: int = 10_000  # who sign a declaration
    evidence: int = 512  # megabytes of originals in a pack
    terms: tuple[int, int] = (1_000, 10_000)  # running terms on the wall


SHORT = Lengths(seconds=2, rounds=2, inside=1, stored=(0,), reports=(1_000, 100_000))
LONG = Lengths(seconds=5, rounds=5, inside=5, stored=(0, 100_000, 1_000_000), reports=(1_000, 100_000), evidence=2048)


def say(text: str) -> None:
    """One line of progress, at once."""
    click.echo(text, err=True)


@contextmanager
def reference_server(house: House) -> Iterator[str]:
    """The reference on the same database with the same server settings; its address."""
    port = free_port()
    command = [*server_command(port, workers=house.server_processes, threads=16)[:-1], "benchmarks.reference:application"]
    env = house.env | {"BENCH_DATABASE_URL": house.database_url}
    with (house.logs / "reference.log").open("ab") as log:
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)  # noqa: S603  # ours
    try:
        wait_for(lambda: _listens(port), seconds=60, why="the reference answers")
        yield f"http://127.0.0.1:{port}/reference"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)


def _listens(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def loaded(url: str, form: str, form_version: str, lengths: Lengths) -> dict[str, dict[str, float]]:
    """The load at each number of clients: accepted a second and the times of their answers, median of the rounds."""
    found = {}
    openrosa_load.run(url, clients=8, seconds=0.7, form_id=form, version=form_version)  # warm up
    for clients in CLIENTS:
        rounds = [
            openrosa_load.run(url, clients=clients, seconds=lengths.seconds, form_id=form, version=form_version)
            for _ in range(lengths.rounds)
        ]
        for each in rounds:
            refused = sum(each.statuses.values()) - each.statuses[201]
            if refused:
                raise SystemExit(f"{refused} of {sum(each.statuses.values())} were not accepted: {dict(each.statuses)}")
        found[str(clients)] = {
            "per_second": statistics.median(each.rate for each in rounds),
            "p50_ms": statistics.median(each.percentile(0.5) for each in rounds),
            "p99_ms": statistics.median(each.percentile(0.99) for each in rounds),
        }
    return found


def submissions(kind: str, folder: Path, lengths: Lengths) -> dict[str, Any]:
    """Accepted OpenRosa submissions, by the server alone and beside a busy worker, against the reference."""
    found: dict[str, Any] = {"alone": {}, "with_worker": {}}
    with houses(kind, folder) as house:
        house.logs.mkdir(parents=True, exist_ok=True)
        with reference_server(house) as url:
            found["reference"] = loaded(url, house.form, house.version, lengths)
        for stored in lengths.stored:
            if stored:
                say(f"  filling to {stored} messages …")
                house.run("benchmarks.inside", "fill", str(stored), seconds=3600)
            url = f"{house.address}/masuk/odk/{house.token}"
            house.start("server")
            found["alone"][str(stored)] = loaded(url, house.form, house.version, lengths)
            signed = measured(house, "sign", 0)["size"]
            house.start("worker")
            found["with_worker"][str(stored)] = loaded(url, house.form, house.version, lengths)
            found["peak_mb"] = {name: memory_of(process.pid) for name, process in house.processes.items()}
            found["merge_delay"] = measured(house, "merge-delay", signed)
            house.kill()
    return found


def measured(house: House, what: str, amount: float) -> dict[str, Any]:
    """One measure inside a house."""
    return json.loads(house.run("benchmarks.inside", what, str(amount), seconds=1200).splitlines()[-1])


def memory_of(group: int) -> float:
    """The most memory that the processes of a group have held at once or one by one, in MB, added up."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            if os.getpgid(int(status.parent.name)) == group:
                line = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM")), "VmHWM: 0 kB")
                total += int(line.split()[1])
    return total / 1024


def inside(kind: str, folder: Path, what: str, *amounts: float) -> list[dict[str, Any]]:
    """A measure inside a house that does not run, once for each amount."""
    with houses(kind, folder) as house:
        return [
            json.loads(house.run("benchmarks.inside", what, str(amount), seconds=1200).splitlines()[-1]) for amount in amounts
        ]


def pledges(kind: str, folder: Path, lengths: Lengths) -> dict[str, Any]:
    """Citizens who sign through HTTP: the form, then the link in the letter; the reference inserts one row for each request."""
    found: dict[str, Any] = {"citizens": lengths.citizens}
    # One proxy in front, so that each citizen comes from a network of their own, as they do.
    with houses(kind, folder, environment={"DAMAI_PROXIES": "1"}) as house:
        house.logs.mkdir(parents=True, exist_ok=True)
        with reference_server(house) as url:
            parts = urlsplit(url)
            requests = pledges_load.inserting(parts.path, lengths.citizens, parts.netloc)
            found["reference"] = _drained((parts.hostname, parts.port), requests, 201)
        made = measured(house, "pledge-forms", lengths.citizens)
        house.start("server")
        address, host = ("127.0.0.1", house.port), f"127.0.0.1:{house.port}"
        forms = Path(made["forms"]).read_text().split()
        time.sleep(4)  # what is sent sooner than a person can write is refused
        asking = pledges_load.asking(f"/deklarasi/{made['slug']}/tanda-tangan/", forms, host)
        found["ask"] = _drained(address, asking, 202)
        links = Path(measured(house, "pledge-links", 0)["links"]).read_text().split()
        found["confirm"] = _drained(address, pledges_load.confirming(links, host), 302)
        found["peak_mb"] = memory_of(house.processes["server"].pid)
        found["counted"] = measured(house, "pledge-counts", 100_000)
    if found["counted"]["signed"] != lengths.citizens:
        raise SystemExit(f"{found['counted']['signed']} signatures of {lengths.citizens} citizens")
    return found


def _drained(address: tuple[Any, Any], requests: Iterator[bytes], good: int) -> dict[str, float]:
    """Every request answered well, and how fast."""
    done = pledges_load.drain(address, requests, clients=8)
    answers = sum(done.statuses.values())
    if done.statuses[good] != answers:
        raise SystemExit(f"Not every answer was {good}: {dict(done.statuses)}")
    return {"per_second": answers / done.seconds, "p50_ms": done.percentile(0.5), "p99_ms": done.percentile(0.99)}


def evidence(kind: str, folder: Path, lengths: Lengths) -> dict[str, Any]:
    """A pack of originals streamed and checked, each step in a process of its own."""
    with houses(kind, folder) as house:
        found = {}
        for what in ("evidence-fill", "evidence-stream", "evidence-check"):
            found |= measured(house, what, lengths.evidence)
    return found


def machine() -> dict[str, Any]:
    """What it ran on."""
    from damai import __version__

    libraries = ["django", "granian", "psycopg", "pysqlite3", "cryptography", "typst", "docxtpl"]
    return {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "cores": len(os.sched_getaffinity(0)),
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "damai": __version__,
        "versions": {name: version(name) for name in libraries},
    }


STAGES: dict[str, Callable[[str, Path, Lengths], Any]] = {
    "submissions": submissions,
    "ledger": lambda kind, folder, lengths: inside(kind, folder, "ledger", lengths.inside)[0],
    "places": lambda kind, folder, lengths: inside(kind, folder, "places", lengths.inside)[0],
    "pledges": pledges,
    "papers": lambda kind, folder, lengths: inside(kind, folder, "papers", 5)[0],
    "evidence": evidence,
    "deadlines": lambda kind, folder, lengths: inside(kind, folder, "deadlines", lengths.inside)[0],
    "wall": lambda kind, folder, lengths: inside(kind, folder, "wall", *lengths.terms),
    "home": lambda kind, folder, lengths: inside(kind, folder, "home", *lengths.reports),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--long", action="store_true", help="longer rounds, and with 100,000 and 1,000,000 messages stored")
    parser.add_argument("--only", nargs="+", choices=list(STAGES), default=list(STAGES), help="only these measures")
    parser.add_argument("--stored", nargs="+", type=int, help="how many messages are stored before the load")
    parser.add_argument("--evidence", type=int, metavar="MB", help="megabytes of originals in the evidence pack")
    parser.add_argument("--keep", metavar="NAME", help=f"keep the results in {RESULTS.relative_to(ROOT)}, under this name")
    chosen = parser.parse_args()
    lengths = LONG if chosen.long else SHORT
    if chosen.stored:
        lengths = replace(lengths, stored=tuple(chosen.stored))
    if chosen.evidence:
        lengths = replace(lengths, evidence=chosen.evidence)
    found: dict[str, Any] = {"machine": machine(), "databases": {}}
    for kind in DATABASES:
        found["databases"][kind] = {}
        for stage in chosen.only:
            say(f"{kind}: {stage} …")
            with tempfile.TemporaryDirectory(prefix="damai-bench-") as folder:
                found["databases"][kind][stage] = STAGES[stage](kind, Path(folder), lengths)
    table = as_markdown(found)
    click.echo(table)
    if chosen.keep:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{chosen.keep}.json").write_text(json.dumps(found, indent=2) + "\n")
        (RESULTS / f"{chosen.keep}.md").write_text(table)
        say(f"Kept in {RESULTS.relative_to(ROOT)}/{chosen.keep}.json and .md")


if __name__ == "__main__":
    sys.exit(main())
