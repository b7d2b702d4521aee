"""Sends submissions as fast as a server takes them: one loop over raw sockets, so that the load costs little of the machine.

    python -m benchmarks.openrosa_load http://127.0.0.1:8000/masuk/odk/<token> --clients 8 --seconds 5

Each client is one kept-alive connection that sends its next submission when the last was answered. Every submission is new.
"""

import argparse
import multiprocessing
import re
import selectors
import socket
import time
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

ANSWERS = (
    "<start>2024-02-10T08:41:07.123+07:00</start><end>2024-02-10T08:49:55.901+07:00</end><deviceid>collect:beban</deviceid>"
    "<jenis>politik_uang</jenis><uraian>Pembagian amplop di depan pos ronda, sekitar dua puluh orang menerima.</uraian>"
    "<waktu>2024-02-10T07:30:00.000+07:00</waktu><diketahui>2024-02-10</diketahui><tempat><kecamatan>31.71.01</kecamatan>"
    "<kelurahan>31.71.01.1001</kelurahan><tps>12</tps><patokan>Pos ronda RW 03</patokan>"
    "<titik>-6.176655 106.830583 12.5 4.8</titik></tempat><kontak/>"
)


@dataclass
class Result:
    """What was measured: answers per second, and their times in milliseconds."""

    clients: int
    seconds: float
    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Accepted submissions per second."""
        return self.statuses[201] / self.seconds

    def percentile(self, share: float) -> float:
        """The time within which this share of the answers came, in milliseconds."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else float("nan")

    def __str__(self) -> str:
        other = {status: count for status, count in self.statuses.items() if status != 201}
        return (
            f"c={self.clients:<3} {self.rate:8.0f}/s   p50 {self.percentile(0.5):6.2f} ms   p99 {self.percentile(0.99):6.2f} ms"
            f"   {sum(self.statuses.values())} answers" + (f"   not accepted: {other}" if other else "")
        )


def submissions(path: str, *, form_id: str, version: str, host: str) -> Callable[[], bytes]:
    """A function that makes one whole POST of an incident report with an instanceID of its own."""
    head = f'<?xml version=\'1.0\' ?><data id="{form_id}" version="{version}">{ANSWERS}<meta><instanceID>uuid:'
    xml = (head.encode(), b"</instanceID></meta></data>")
    before = (
        b'--beban\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="laporan.xml"\r\n'
        b"Content-Type: text/xml; charset=utf-8\r\n\r\n"
    ) + xml[0]
    after = xml[1] + b"\r\n--beban--\r\n"
    lines = (
        f"POST {path}/submission?deviceID=collect:beban HTTP/1.1\r\nHost: {host}\r\nX-OpenRosa-Version: 1.0\r\n"
        "Content-Type: multipart/form-data; boundary=beban\r\nUser-Agent: beban\r\n"
        f"Content-Length: {len(before) + 36 + len(after)}\r\n\r\n"
    ).encode()
    return lambda: b"".join((lines, before, str(uuid.uuid4()).encode(), after))


class _Client:
    """One connection: what it waits for and since when."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.line = socket.create_connection(address)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.since = 0.0
        self.got = b""

    def send(self, request: bytes) -> None:
        self.got = b""
        self.since = time.perf_counter()
        self.line.sendall(request)

    def receive(self) -> int:
        """The status once the whole answer is there; 0 before, -1 when the server hung up."""
        chunk = self.line.recv(65536)
        if not chunk:
            return -1
        self.got += chunk
        end = self.got.find(b"\r\n\r\n")
        if end < 0:
            return 0
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", self.got[: end + 2])
        if length is None:
            raise ValueError("an answer without Content-Length, which this load cannot tell the end of")
        if len(self.got) - end - 4 < int(length[1]):
            return 0
        return int(self.got[9:12])


def load(address: tuple[str, int], make: Callable[[], bytes], *, clients: int, seconds: float) -> Result:
    """Keep `clients` connections busy for some seconds."""
    result = Result(clients, seconds)
    with selectors.DefaultSelector() as selector:
        crowd = [_Client(address) for _ in range(clients)]
        for client in crowd:
            selector.register(client.line, selectors.EVENT_READ, client)
        began = time.perf_counter()
        for client in crowd:
            client.send(make())
        busy = clients
        while busy:
            for key, _ in selector.select(timeout=30):
                client = key.data
                status = client.receive()
                if status == 0:
                    continue
                moment = time.perf_counter()
                result.statuses[status] += 1
                result.times.append(moment - client.since)
                if moment - began < seconds and status > 0:
                    client.send(make())
                else:
                    selector.unregister(client.line)
                    client.line.close()
                    busy -= 1
        result.seconds = time.perf_counter() - began
    return result


def run(
    server_url: str, *, clients: int, seconds: float, processes: int = 1, version: str = "", form_id: str = "laporan_kejadian"
) -> Result:
    """Load one server; with several processes the clients are divided among them."""
    parts = urlsplit(server_url.rstrip("/"))
    address = (parts.hostname or "127.0.0.1", parts.port or 80)
    make = submissions(parts.path, form_id=form_id, version=version or version_at(server_url, form_id), host=parts.netloc)
    if processes == 1:
        return load(address, make, clients=clients, seconds=seconds)
    shares = [clients // processes + (number < clients % processes) for number in range(processes)]
    fork = multiprocessing.get_context("fork")
    results: multiprocessing.Queue = fork.Queue()
    workers = [
        fork.Process(target=lambda share=share: results.put(load(address, make, clients=share, seconds=seconds)))
        for share in shares
        if share
    ]
    for worker in workers:
        worker.start()
    found = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    together = Result(clients, max(each.seconds for each in found))
    for each in found:
        together.statuses += each.statuses
        together.times += each.times
    return together


def version_at(server_url: str, form_id: str) -> str:
    """The version of the form that the server lists now."""
    # S310: the address is the operator's own, given on the command line
    with urllib.request.urlopen(f"{server_url.rstrip('/')}/formList?formID={form_id}") as answer:  # noqa: S310
        found = re.search(r"<version>([^<]*)</version>", answer.read().decode())
    return found[1] if found else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("server_url", help="address of the phone, with its token")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--processes", type=int, default=1)
    chosen = parser.parse_args()
    for clients in chosen.clients:
        print(run(chosen.server_url, clients=clients, seconds=chosen.seconds, processes=chosen.processes), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
