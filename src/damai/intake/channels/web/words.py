"""Read what the web form kept."""

import json
from datetime import date, time
from typing import Any

from damai.areas.rules import official_code

from ...rules.words import Contact, Point, Words

FORM = "web/1"


def raw_of(fields: dict[str, list[str]], files: list[dict[str, str | int]], nonce: str) -> bytes:
    """Canonical bytes of exactly what was sent: the same form sent again gives the same bytes."""
    sent = {"fields": fields, "files": files, "form": FORM, "nonce": nonce}
    return json.dumps(sent, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def words_in(raw: bytes) -> Words:
    """What the sender said; ValueError when these are not the bytes of a form."""
    try:
        fields: dict[str, list[str]] = json.loads(raw)["fields"]
        return _words({name: values[-1].strip() for name, values in fields.items() if values})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a web form") from error


def _words(said: dict[str, Any]) -> Words:
    point = None
    if said.get("lintang") and said.get("bujur"):
        accuracy = number(said["akurasi"]) if said.get("akurasi") else None
        point = Point(latitude=number(said["lintang"]), longitude=number(said["bujur"]), accuracy=accuracy)
    contact = None
    if said.get("setuju") and (said.get("nama") or said.get("telepon") or said.get("surel")):
        contact = Contact(name=said.get("nama", ""), phone=said.get("telepon", ""), email=said.get("surel", ""))
    return Words(
        text=said.get("kejadian", "").replace("\r\n", "\n"),
        happened_on=day(said.get("tanggal_kejadian", "")),
        happened_at=_time(said.get("jam_kejadian", "")),
        known_on=day(said.get("tanggal_diketahui", "")),
        area_code=official_code(said.get("wilayah", "")) or "",
        place=said.get("tempat", ""),
        station=said.get("tps", ""),
        point=point,
        contact=contact,
    )


def number(text: str) -> float:
    """A decimal number, with a point or with a comma as Indonesian writes it; ValueError."""
    return float(text.strip().replace(",", ".").replace("−", "-"))


def day(text: str) -> date | None:
    """A day as a browser sends it (2024-02-14) or as people type it (14/02/2024, 14-2-2024); ValueError."""
    text = text.strip()
    if not text:
        return None
    if "/" in text or text[2:3] == "-" or text[1:2] == "-":
        days, months, years = text.replace("/", "-").split("-")
        if len(years) != 4:
            raise ValueError("a year has four digits")
        return date(int(years), int(months), int(days))
    return date.fromisoformat(text)


def _time(text: str) -> time | None:
    return time.fromisoformat(text.replace(".", ":")).replace(tzinfo=None) if text else None
