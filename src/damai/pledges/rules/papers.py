"""What a certificate and the ceremonial sheet say and how they look: typst source, in which every word is a quoted string.

The functions `…_source` are longer than forty lines, because a page is easier to read in one piece.
"""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

import segno

from damai.documents.rules.pdf import from_typst, quoted
from damai.documents.rules.words import date_in_words, long_date, terbilang

from .certificate import Claim

INK, QUIET, LINE = "#14213d", "#4a5568", "#8a94a6"


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Everything that stands on a certificate."""

    claim: Claim
    title: str
    occasion: str
    place: str
    held_on: date
    clauses: int
    name: str
    office: str
    behalf: str  # participant or agency; empty for persons
    kind: str  # in words
    means: str  # in words
    signed_on: date
    address: str  # of the page that says what the register says


def certificate_pdf(told: Certificate) -> bytes:
    """The certificate (A4 landscape, PDF/A-2a and PDF/UA-1) with an empty place for the signature."""
    return from_typst(certificate_source(told), files={"qr.svg": _qr(told.address)}, on=told.signed_on)


def certificate_source(told: Certificate) -> str:
    """The typst source of it."""
    claim = told.claim
    who = ", ".join(part for part in (told.office, told.behalf) if part) or told.kind
    signed = f"Pada hari {date_in_words(told.signed_on)}, nama di atas menandatangani"
    text = (
        f"naskah versi {claim.version} dengan {told.clauses} ({terbilang(told.clauses)}) butir, "
        f"dinyatakan di {told.place} pada {long_date(told.held_on)}."
    )
    small = [
        ("Nomor tanda tangan", claim.code),
        ("Cara menandatangani", told.means),
        ("Sidik jari naskah (SHA-256)", claim.text),
        ("Sidik jari pernyataan (SHA-256)", claim.statement),
        ("Buku besar", claim.origin),
    ]
    rows = "\n".join(f"  label({quoted(words)}), value({quoted(value)})," for words, value in small)
    keywords = ", ".join(map(quoted, claim.keywords))
    return f"""
#set document(title: {quoted(f"Sertifikat {claim.code}: {told.title}")}, author: "Damai", keywords: ({keywords}),
  date: {_day(told.signed_on)})
#set page(paper: "a4", flipped: true, margin: (x: 24mm, y: 20mm), background: place(center + horizon,
  rect(width: 100% - 16mm, height: 100% - 16mm, stroke: 1.2pt + rgb("{INK}"), inset: 2mm,
    rect(width: 100%, height: 100%, stroke: 0.4pt + rgb("{LINE}")))))
#set text(lang: "id", font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 13pt, fill: rgb("{INK}"))
#set par(leading: 0.6em)
#show heading: set text(weight: "regular")
#let label(words) = text(size: 9pt, fill: rgb("{QUIET}"), words)
#let value(words) = text(size: 9pt, words)
#v(1fr)
#align(center)[
  #heading(level: 1, text(size: 30pt, tracking: 4pt, "SERTIFIKAT"))
  #v(1mm)
  #text(size: 12pt, fill: rgb("{QUIET}"), "Penanda tangan deklarasi pemilu damai")
  #v(8mm)
  #text(size: {_size(told.name)}pt, {quoted(told.name)})
  #v(1mm)
  #text(size: 14pt, {quoted(who)})
  #v(6mm)
  #block(width: 96%)[#{quoted(signed)}]
  #v(2mm)
  #block(width: 92%, text(size: 19pt, weight: "semibold", {quoted(told.title)}))
  #v(2mm)
  #block(width: 86%)[#{quoted(told.occasion)} \\ #{quoted(text)}]
]
#v(1fr)
#grid(columns: (1fr, 30mm), column-gutter: 8mm, align: (left + bottom, center + bottom),
  [
    #grid(columns: (46mm, 1fr), row-gutter: 1.6mm,
{rows}
    )
    #v(2mm)
    #label({quoted(f"Periksa keasliannya dengan kode QR, di {told.address}, atau tanpa jaringan: damai pledge verify BERKAS.")})
  ],
  image("qr.svg", width: 28mm, alt: {quoted(f"Kode QR menuju {told.address}")}),
)
"""


def _size(name: str) -> int:
    """A name's size in points, so that long ones stay on one line."""
    return 34 if len(name) <= 34 else 24 if len(name) <= 50 else 16


def _day(day: date) -> str:
    return f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"


def _qr(text: str) -> bytes:
    found = BytesIO()
    segno.make_qr(text, error="m").save(found, kind="svg", border=2, dark=INK, light="#ffffff")
    return found.getvalue()


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A place to sign."""

    number: int | None  # on the ballot
    who: str  # participant or institution; empty for persons
    name: str
    office: str
    note: str  # "ditandatangani dengan sertifikat …", or empty
    drawing: bytes | None  # PNG


@dataclass(frozen=True, kw_only=True)
class Row:
    """The places of one kind of signatory."""

    words: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything on the ceremonial sheet."""

    title: str
    occasion: str
    place: str
    held_on: date
    preamble: str
    clauses: tuple[str, ...]
    closing: str
    rows: tuple[Row, ...]
    witnesses: tuple[str, ...]
    digest: str  # empty for a draft
    note: str  # "RANCANGAN", that the words are not official ones, or empty
    address: str
    dated: date


def sheet_pdf(told: Sheet) -> bytes:
    """The ceremonial sheet (A3 portrait): text, signature places in order, witnesses; drawn signatures where there are some."""
    files = {"qr.svg": _qr(told.address)}
    for line, row in enumerate(told.rows):
        files |= {f"s{line}-{at}.png": seat.drawing for at, seat in enumerate(row.seats) if seat.drawing}
    return from_typst(sheet_source(told), files=files, on=told.dated)


def sheet_source(told: Sheet) -> str:
    """The typst source of it."""
    clauses = "\n".join(f"  [#{quoted(words)}]," for words in told.clauses)
    rows = "\n".join(_row(number, row) for number, row in enumerate(told.rows))
    witnesses = " · ".join(told.witnesses)
    digest = f"Sidik jari naskah (SHA-256): {told.digest}" if told.digest else "Naskah belum ditetapkan."
    note = f'#align(center, text(size: 13pt, fill: rgb("{QUIET}"), {quoted(told.note)}))' if told.note else ""
    preamble = f"#par({quoted(told.preamble)})" if told.preamble else ""
    closing = f"#par({quoted(told.closing)})" if told.closing else ""
    saw = f'#v(3mm)\n#align(center)[#text(fill: rgb("{QUIET}"), "Disaksikan oleh: ")#{quoted(witnesses)}]' if witnesses else ""
    return f"""
#set document(title: {quoted(f"Lembar penandatanganan: {told.title}")}, author: "Damai", date: {_day(told.dated)})
#set page(paper: "a3", margin: (x: 20mm, top: 18mm, bottom: 32mm), footer-descent: 4mm, footer:
  grid(columns: (1fr, 24mm), column-gutter: 6mm, align: (left + bottom, right + bottom),
    text(size: 8.5pt, fill: rgb("{QUIET}"))[#{quoted(digest)} \\ #{quoted(told.address)}],
    image("qr.svg", width: 21mm, alt: {quoted(f"Kode QR menuju {told.address}")})))
#set text(lang: "id", font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 14pt, fill: rgb("{INK}"))
#set par(leading: 0.55em, justify: false)
#let badge(number) = box(stroke: 0.8pt + rgb("{INK}"), inset: (x: 1.4mm, y: 0.9mm), radius: 0.6mm, text(weight: "bold", number))
#let seat(number, who, name, office, note, drawing) = block(width: 100%, breakable: false)[
  #box(width: 100%, height: 9mm)[
    #set text(size: 9.5pt)
    #set par(leading: 0.35em)
    #if number != none [#badge(number)~]
    #who
  ]
  #box(width: 100%, height: 14mm, stroke: (bottom: 0.6pt + rgb("{INK}")), align(center + bottom,
    if drawing != none {{ image(drawing, height: 13mm, alt: "Tanda tangan " + name) }}
    else {{ text(size: 8pt, fill: rgb("{QUIET}"), note) }}))
  #v(-2.5mm)
  #set text(size: 9.5pt)
  #set par(leading: 0.35em)
  #name #if office != "" [\\ #text(size: 8.5pt, fill: rgb("{QUIET}"), office)]
]
{note}
#align(center)[
  #heading(level: 1, text(size: 26pt, {quoted(told.title)}))
  #v(1mm)
  #text(size: 13pt, fill: rgb("{QUIET}"), {quoted(told.occasion)})
]
#v(3mm)
{preamble}
#enum(spacing: 0.9em, tight: false,
{clauses}
)
{closing}
#v(1mm)
#align(right, {quoted(f"{told.place}, {long_date(told.held_on)}")})
{rows}
{saw}
"""


def _row(number: int, row: Row) -> str:
    seats = "\n".join(_seat(number, at, seat) for at, seat in enumerate(row.seats))
    columns = "(1fr,) * 6" if len(row.seats) > 5 else f"(38.6mm,) * {len(row.seats)}"  # a few stand in the middle
    return f"""#v(2mm)
#align(center, heading(level: 2, text(size: 12pt, weight: "semibold", {quoted(row.words)})))
#align(center, grid(columns: {columns}, column-gutter: 5mm, row-gutter: 3mm, align: left,
{seats}
))"""


def _seat(line: int, at: int, seat: Seat) -> str:
    number = quoted(str(seat.number)) if seat.number is not None else "none"
    drawing = quoted(f"s{line}-{at}.png") if seat.drawing else "none"
    words = ", ".join(map(quoted, (seat.who, seat.name, seat.office, seat.note)))
    return f"  seat({number}, {words}, {drawing}),"
