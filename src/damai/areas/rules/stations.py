"""Reading a list of polling stations from a CSV file.

Columns (any order, names in small or large letters; others are ignored), one row per station:

    code     the kelurahan's Kemendagri code          also: kode, kemendagri_code
    number   the station's number, 1 to 999           also: nomor, tps, tps_no
    special  1 for a special station, else 0; may be  also: khusus, is_special_location
             left out: numbers from 901 are special

or one row per kelurahan:

    code     as above
    regular  how many regular stations, from 1 up     also: reguler, n_tps_regular
    special  how many special ones, from 901 up       also: khusus, n_tps_special
"""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from .codes import level_of, official_code
from .jakarta_pusat import FIRST_SPECIAL

LARGEST = 100_000_000  # bytes of text; the whole nation's 820,161 stations take about 30 million
CODE = ("code", "kode", "kemendagri_code")
NUMBER = ("number", "nomor", "tps_no", "tps")
SPECIAL = ("special", "khusus", "is_special_location", "n_tps_special")
REGULAR = ("regular", "reguler", "n_tps_regular")
YES, NO = frozenset({"1", "ya", "yes", "true", "y"}), frozenset({"0", "", "tidak", "no", "false", "t", "n"})
MOST = 900  # stations of one kind in one kelurahan: the regular ones end where the special ones begin


@dataclass(frozen=True, kw_only=True)
class Station:
    """One polling station of a list."""

    code: str
    number: int
    special: bool
    row: int = 0  # in the file, the heading being 1


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong with a row (0: with the file)."""

    row: int
    text: str

    def __str__(self) -> str:
        return f"Baris {self.row}: {self.text}" if self.row else self.text


class UnreadableStations(ValueError):
    """The file is not a list of stations, or rows of it are wrong."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


class BadRow(ValueError):
    """Says what is wrong with one row."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Under which headings the file holds what is needed."""

    code: str
    number: str | None
    special: str | None
    regular: str | None


def is_election_code(code: str) -> bool:
    """Whether a text can be an election's code: small letters, digits and hyphens, as "pemilu-2024"."""
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) is not None and len(code) <= 30


def stations_from(content: bytes) -> list[Station]:
    """The stations of a CSV file (plain or gzip), in its order; UnreadableStations names every wrong row."""
    text = _text(content)
    if not text.strip():
        raise UnreadableStations(Problem(row=0, text="Berkas kosong."))
    heading = text.splitlines()[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = _columns([name or "" for name in reader.fieldnames or []])
    except csv.Error as error:
        raise UnreadableStations(Problem(row=1, text=f"Bukan CSV yang dapat dibaca ({error}).")) from error
    stations: list[Station] = []
    problems: list[Problem] = []
    first: dict[tuple[str, int], int] = {}
    try:
        for values in reader:
            row = reader.line_num
            try:
                for station in _stations_of_row(values, columns, row):
                    earlier = first.setdefault((station.code, station.number), row)
                    if earlier != row:
                        raise BadRow(f"TPS {station.number} di {station.code} sudah ada pada baris {earlier}.")
                    stations.append(station)
            except BadRow as error:
                problems.append(Problem(row=row, text=str(error)))
    except csv.Error as error:
        problems.append(Problem(row=reader.line_num, text=f"Bukan CSV yang dapat dibaca ({error})."))
    if problems:
        raise UnreadableStations(*problems)
    if not stations:
        raise UnreadableStations(Problem(row=0, text="Berkas tidak berisi satu TPS pun."))
    return stations


def _text(content: bytes) -> str:
    if content[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(content)) as packed:
                content = packed.read(LARGEST + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableStations(Problem(row=0, text="Berkas gzip rusak.")) from error
    if len(content) > LARGEST:
        raise UnreadableStations(Problem(row=0, text=f"Berkas terlalu besar (paling besar {LARGEST // 1_000_000} MB)."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise UnreadableStations(Problem(row=row, text="Teks bukan UTF-8; simpan ulang sebagai CSV UTF-8.")) from error


def _columns(headings: list[str]) -> Columns:
    by_name = {name.strip().casefold(): name for name in headings}

    def one_of(names: tuple[str, ...]) -> str | None:
        return next((by_name[name] for name in names if name in by_name), None)

    code, number, regular = one_of(CODE), one_of(NUMBER), one_of(REGULAR)
    if code is None or (number is None and regular is None):
        found = ", ".join(name for name in by_name if name) or "tidak ada"
        raise UnreadableStations(
            Problem(
                row=1,
                text="Baris judul harus memuat kolom `code` dan `number` (satu baris per TPS) atau `code` dan `regular` "
                f"(satu baris per kelurahan). Kolom yang ada: {found[:200]}.",
            )
        )
    return Columns(code=code, number=number, special=one_of(SPECIAL), regular=regular)


def _stations_of_row(values: dict[str, str], columns: Columns, row: int) -> Iterator[Station]:
    if None in values:
        raise BadRow("Kolom lebih banyak daripada judulnya.")
    written = (values[columns.code] or "").strip()
    code = official_code(written)
    if code is None or level_of(code) != "village":
        raise BadRow(f"Kode kelurahan/desa Kemendagri tidak sah: {written[:30]!r}.")
    special = (values[columns.special] or "").strip().casefold() if columns.special else ""
    if columns.number is None:
        regular = _whole(values[columns.regular or ""], "jumlah TPS reguler")
        numbers = [*range(1, regular + 1), *range(FIRST_SPECIAL, FIRST_SPECIAL + _special_count(special))]
        yield from (Station(code=code, number=n, special=n >= FIRST_SPECIAL, row=row) for n in numbers)
        return
    number = _whole(values[columns.number], "nomor TPS")
    if not 1 <= number <= 999:
        raise BadRow(f"Nomor TPS harus 1 sampai 999, bukan {number}.")
    if special not in YES | NO:
        raise BadRow(f"Kolom khusus harus 1 atau 0, bukan {special[:20]!r}.")
    is_special = special in YES if columns.special else number >= FIRST_SPECIAL
    yield Station(code=code, number=number, special=is_special, row=row)


def _special_count(written: str) -> int:
    count = _whole(written or "0", "jumlah TPS khusus")
    if count > 999 - FIRST_SPECIAL + 1:
        raise BadRow(f"Jumlah TPS khusus terlalu besar: {count}.")
    return count


def _whole(written: str | None, what: str) -> int:
    text = (written or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise BadRow(f"{what[:1].upper()}{what[1:]} harus bilangan bulat, bukan {text[:20]!r}.")
    number = int(text)
    if number > MOST and what.startswith("jumlah"):
        raise BadRow(f"{what[:1].upper()}{what[1:]} terlalu besar: {number}.")
    return number
