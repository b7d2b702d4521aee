"""The kinds of documents: rooms above register theirs, each with the fields its templates may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .values import Field

# What every document has, whatever its kind: given by the letterhead, the number book and the day.
COMMON = (
    Field(
        "kop",
        "Kepala surat: satu baris per baris",
        (
            {"baris": "PEMERINTAH PROVINSI DAERAH KHUSUS IBUKOTA JAKARTA", "besar": ""},
            {"baris": "SUKU BADAN KESATUAN BANGSA DAN POLITIK KOTA ADMINISTRASI JAKARTA PUSAT", "besar": "ya"},
        ),
        required=False,
        parts=(Field("baris", "Satu baris kepala surat"), Field("besar", "Terisi pada baris nama lembaga", required=False)),
    ),
    Field("logo", "Lambang lembaga (gambar)", "", required=False),
    Field("alamat", "Alamat pada kepala surat", "Jalan Tanah Abang I Nomor 1, Jakarta Pusat 10160", required=False),
    Field("kontak", "Telepon, surel dan laman pada kepala surat", "Telepon (021) 555-0100", required=False),
    Field("lembaga", "Nama lembaga", "Suku Badan Kesbangpol Kota Administrasi Jakarta Pusat", required=False),
    Field("nomor", "Nomor surat", "001/UND/KESBANGPOL-JP/X/2023", required=False),
    Field("tempat", "Tempat surat dibuat", "Jakarta", required=False),
    Field("tanggal", "Tanggal surat", "9 Oktober 2023", required=False),
    Field("hari_tanggal", "Hari dan tanggal surat", "Senin, 9 Oktober 2023", required=False),
    Field(
        "tanggal_terbilang",
        "Hari dan tanggal surat dengan huruf",
        "Senin tanggal sembilan bulan Oktober tahun dua ribu dua puluh tiga",
        required=False,
    ),
    Field("tahun", "Tahun surat", "2023", required=False),
    Field("kode_dokumen", "Kode dokumen di Damai", "N-00001", required=False),
    Field("alamat_periksa", "Alamat halaman pemeriksaan", "https://damai.example/dokumen/N-00001-contoh/", required=False),
    Field("qr", "Kode QR halaman pemeriksaan (gambar)", "", required=False),
)


@dataclass(frozen=True)
class Kind:
    """A kind of document. `label` is said in lists, `title` is the title of the file, `register` names its number book."""

    code: str  # "undangan"
    label: str  # "Surat undangan"
    register: str  # "umum"; what is not numbered says ""
    title: str  # with fields: "Undangan {acara}"
    fields: tuple[Field, ...]
    short: str = ""  # what {kind} becomes in a number: "UND"; by default the code in capitals
    guarded: bool = False  # it names people of a case: never listed with an agency's papers, opened only where it belongs
    offices: frozenset[str] = frozenset()  # kinds of agencies that write such papers; empty: all

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The fields of the kind and those that every document has."""
        own = {field.name for field in self.fields}
        return (*self.fields, *(field for field in COMMON if field.name not in own))

    @property
    def sign(self) -> str:
        """How the kind is written in a number."""
        return self.short or self.code.upper()


class UnknownKind(LookupError):
    """No room registered a kind of document under this code."""


_KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Make a kind known; called once per kind by the room it belongs to, when the house starts."""
    if _KINDS.get(kind.code, kind) != kind:
        raise ValueError(f"Two kinds of document are called {kind.code}")
    _KINDS[kind.code] = kind


def kinds(office: str = "") -> list[Kind]:
    """Every kind, or those that an agency of this kind writes, by label."""
    found = [kind for kind in _KINDS.values() if not office or not kind.offices or office in kind.offices]
    return sorted(found, key=lambda kind: kind.label)


def kind(code: str) -> Kind:
    """The kind with this code, or UnknownKind."""
    try:
        return _KINDS[code]
    except KeyError:
        raise UnknownKind(code) from None


def examples(kind: Kind) -> dict[str, Any]:
    """A value for every field of a kind, so that a template can be tried."""
    return {field.name: field.sample() for field in kind.all_fields}


def missing(kind: Kind, values: Mapping[str, Any]) -> list[str]:
    """The required fields that have no value, parts of rows as "peserta.nama"."""
    return _missing(kind.fields, values, "")


def _missing(fields: tuple[Field, ...], values: Mapping[str, Any], before: str) -> list[str]:
    found = []
    for field in fields:
        value = values.get(field.name)
        if field.required and not field.may_be_empty and (value is None or value == "" or value == [] or value == ()):
            found.append(f"{before}{field.name}")
        elif field.parts and value:
            for row in value:
                found += [name for name in _missing(field.parts, row, f"{before}{field.name}.") if name not in found]
    return found


def unknown(kind: Kind, values: Mapping[str, Any]) -> list[str]:
    """Names among the values that are no field of the kind: a programmer's mistake."""
    return _unknown(kind.all_fields, values, "")


def _unknown(fields: tuple[Field, ...], values: Mapping[str, Any], before: str) -> list[str]:
    known = {field.name: field for field in fields}
    found = [f"{before}{name}" for name in values if name not in known]
    for name, value in values.items():
        if name in known and known[name].parts:
            for row in value or ():
                found += [each for each in _unknown(known[name].parts, row, f"{before}{name}.") if each not in found]
    return found


def completed(fields: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with nothing ("" or no rows) for every field that was not given, so that every template can name it."""
    whole: dict[str, Any] = {}
    for field in fields:
        value = values.get(field.name)
        if field.parts:
            whole[field.name] = [completed(field.parts, row) for row in value or ()]
        else:
            whole[field.name] = "" if value is None else value
    return whole


def title_of(kind: Kind, values: Mapping[str, Any], *, on: date | None = None) -> str:
    """The title of the file of a document: the kind's title with the values, without line ends."""
    flat = {field.name: values.get(field.name, "") for field in kind.all_fields if not field.parts}
    return " ".join(kind.title.format(**flat).split()) or kind.label
