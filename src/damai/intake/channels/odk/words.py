"""What a stored submission says, again whenever it is asked; other forms than the incident report come back as text."""

import re
from datetime import date, datetime, time

from ...rules.words import Contact, Point, Words
from .xform import Leaf, UnreadableXml, read_instance

INCIDENT = "laporan_kejadian"
# Answers that are about the form and not about what happened.
NOT_SAID = {"start", "end", "deviceid", "instanceID", "instanceName", "deprecatedID", "pengantar"}


def words_in(raw: bytes) -> Words:
    """What the submission says. ValueError if its XML cannot be read, or if only the holder of a key can read it."""
    try:
        instance = read_instance(raw)
    except UnreadableXml as error:
        raise ValueError(str(error)) from error
    if instance.encrypted:
        raise ValueError("an encrypted envelope")
    said = [leaf for leaf in instance.leaves if leaf.text and leaf.path.rpartition("/")[2] not in NOT_SAID]
    if instance.form_id != INCIDENT:
        return Words(text="\n".join(f"{leaf.path}: {leaf.text}" for leaf in said))
    return _incident(said)


def _incident(said: list[Leaf]) -> Words:
    """The answers of the incident report; what cannot be understood is left empty, for nothing may be filled in."""
    first: dict[str, str] = {}
    for leaf in said:
        first.setdefault(leaf.path, leaf.text)
    captions = [leaf.text for leaf in said if leaf.path == "bukti/keterangan"]
    happened = _moment(first.get("waktu", ""))
    return Words(
        text="\n".join([first.get("uraian", ""), *captions]).strip(),
        kind=first.get("jenis", ""),
        happened_on=happened.date() if happened else _day(first.get("waktu", "")),
        happened_at=_hour(happened),
        known_on=_day(first.get("diketahui", "")),
        area_code=first.get("tempat/kelurahan", "") or first.get("tempat/kecamatan", ""),
        place=first.get("tempat/patokan", ""),
        station=first.get("tempat/tps", ""),
        point=_point(first.get("tempat/titik", "")),
        contact=_contact(first.get("kontak", "")),
    )


def _moment(text: str) -> datetime | None:
    """A dateTime as the phone wrote it, in the phone's own time zone: `2024-02-10T08:30:00.000+07:00`."""
    if "T" not in text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _hour(moment: datetime | None) -> time | None:
    return moment.time().replace(microsecond=0) if moment else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _point(text: str) -> Point | None:
    """A geopoint: latitude, longitude, altitude and accuracy in metres, divided by spaces."""
    try:
        numbers = [float(number) for number in text.split()]
    except ValueError:
        return None
    if len(numbers) < 2 or not (-90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180):
        return None
    accuracy = numbers[3] if len(numbers) > 3 and 0 < numbers[3] < 1_000_000 else None
    return Point(latitude=numbers[0], longitude=numbers[1], accuracy=accuracy)


def _contact(text: str) -> Contact | None:
    if not text:
        return None
    if "@" in text:
        return Contact(email=text)
    if re.fullmatch(r"[\d\s+()./-]{6,}", text):
        return Contact(phone=text)
    return Contact(name=text)
