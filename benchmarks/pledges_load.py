"""Citizens who sign a declaration: each sends the form, opens the link in the letter, and presses once."""

import selectors
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from .openrosa_load import Result, _Client


def asking(path: str, forms: list[str], host: str) -> Iterator[bytes]:
    """One POST of the citizen's form for each token, each from a network of its own."""
    for number, token in enumerate(forms):
        body = urlencode(
            {
                "nama": "Warga Jakarta",
                "surel": f"warga{number}@contoh.id",
                "tampil": "on" if number % 2 else "",
                "setuju": "on",
                "situs": "",
                "token": token,
            }
        )
        yield _post(path, body, host, number)


def confirming(links: list[str], host: str) -> Iterator[bytes]:
    """One press for each link."""
    for number, link in enumerate(links):
        yield _post(link, urlencode({"nama": "Warga Jakarta", "tampil": "on" if number % 2 else ""}), host, number)


def inserting(path: str, count: int, host: str) -> Iterator[bytes]:
    """As many requests of the same size for the reference."""
    body = "x" * 230
    for number in range(count):
        yield _post(path, body, host, number)


def _post(path: str, body: str, host: str, number: int) -> bytes:
    network = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\nUser-Agent: beban\r\n"
        f"X-Forwarded-For: {network}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def drain(address: tuple[str, int], requests: Iterator[bytes], *, clients: int) -> Result:
    """Send every request once, over so many connections that are kept open."""
    result = Result(clients, 0.0)
    with selectors.DefaultSelector() as selector:
        began = time.perf_counter()
        for _ in range(clients):
            client = _Client(address)
            selector.register(client.line, selectors.EVENT_READ, client)
            client.send(next(requests))
        busy = clients
        while busy:
            for key, _ in selector.select(timeout=60):
                client = key.data
                status = client.receive()
                if status == 0:
                    continue
                result.statuses[status] += 1
                result.times.append(time.perf_counter() - client.since)
                following = next(requests, None)
                if following is None or status < 0:
                    selector.unregister(client.line)
                    client.line.close()
                    busy -= 1
                else:
                    client.send(following)
        result.seconds = time.perf_counter() - began
    return result
