"""Figures the house counts by itself, who may read the small ones, and the agenda they make; pure.

A figure has words, a value, a denominator where it has one, a source and a day. No value is "no data", never zero: silence is
not peace. Figures about cases cross the wall between the supervisors and the others (law.md E-8): as numbers for the whole city
only, and small ones not at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LEAST = 5  # smaller numbers of cases stay with the supervisors; the same as for public counts
WEEK = timedelta(days=7)
AHEAD = timedelta(days=45)  # stages so far ahead are put on the agenda
# Parts of figures that are put together below; translated when they are shown.
SAID = ("Laporan yang ditetapkan sejak awal", "Pesan dalam 7 hari terakhir", "tindak lanjut selesai")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A figure that can be counted, and what it is of."""

    code: str
    words: str
    unit: str
    source: str
    wall: bool = False  # about what only the supervisors may read
    desk: str = ""  # the desk whose readers may open what is behind it
    href: str = ""


FIGURES: dict[str, Kind] = {
    kind.code: kind
    for kind in [
        Kind(
            code="hoaks_sepekan",
            words="Klaim (hoaks) yang ditetapkan dalam 7 hari terakhir",
            unit="laporan",
            source="Damai, laporan yang ditetapkan petugas",
            desk="inbox",
            href="/kerja/laporan/?jenis=claim",
        ),
        Kind(
            code="insiden_sepekan",
            words="Insiden atau konflik yang ditetapkan dalam 7 hari terakhir",
            unit="laporan",
            source="Damai, laporan yang ditetapkan petugas",
            desk="inbox",
            href="/kerja/laporan/?jenis=incident",
        ),
        Kind(
            code="pesan_sepekan",
            words="Pesan yang diterima dalam 7 hari terakhir",
            unit="pesan",
            source="Damai, kotak masuk",
        ),
        Kind(
            code="kelurahan_terpantau",
            words="Kelurahan dengan sedikitnya satu laporan yang ditetapkan",
            unit="kelurahan",
            source="Damai, laporan yang ditetapkan petugas",
            href="/data/",
        ),
        Kind(
            code="perkara_lewat_batas",
            words="Perkara yang melewati batas waktu",
            unit="perkara",
            source="Bawaslu, jam hukum perkara yang berjalan",
            wall=True,
            desk="cases",
            href="/kerja/perkara/?batas=lewat",
        ),
        Kind(
            code="perkara_segera_jatuh_tempo",
            words="Perkara yang jatuh tempo dalam 2 hari",
            unit="perkara",
            source="Bawaslu, jam hukum perkara yang berjalan",
            wall=True,
            desk="cases",
            href="/kerja/perkara/?batas=segera",
        ),
        Kind(
            code="komitmen_terlambat",
            words="Komitmen yang terlambat",
            unit="komitmen",
            source="Damai, daftar komitmen",
            href="/kerja/komitmen/",
        ),
    ]
}


@dataclass(frozen=True)
class Counted:
    """What was counted. `value` None: there are no data."""

    value: int | None
    of: int | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure on an agenda, as it is stored there."""

    words: str
    value: int | None
    source: str
    on: date
    of: int | None = None
    unit: str = ""
    note: str = ""  # a date or a state that belongs beside it
    wall: bool = False
    desk: str = ""
    href: str = ""
    is_line: bool = False  # a line of a list (a promise, a stage), which has no value of its own

    def as_stored(self) -> dict[str, object]:
        """Plain values for the database."""
        return {**self.__dict__, "on": self.on.isoformat()}


def figure(code: str, counted: Counted, on: date) -> Figure:
    """A counted figure with the words and the source of its kind."""
    kind = FIGURES[code]
    return Figure(
        words=kind.words,
        value=counted.value,
        of=counted.of,
        unit=kind.unit,
        source=kind.source,
        on=on,
        wall=kind.wall,
        desk=kind.desk,
        href=kind.href,
    )


def stored(values: Mapping[str, object]) -> Figure:
    """A figure from the database."""
    known = {name: values[name] for name in Figure.__dataclass_fields__ if name in values}
    return Figure(**{**known, "on": date.fromisoformat(str(values["on"]))})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Shown:
    """How much of a figure somebody may read."""

    value: int | None
    of: int | None
    withheld: bool = False  # there is a small number that they may not read


def shown(found: Figure, *, is_supervisor: bool) -> Shown:
    """What a reader sees: of a figure behind the wall no number from which a few cases could be told.

    A denominator is left out as well where it is small, or where what is left of it would be.
    """
    if not found.wall or is_supervisor or found.value is None:
        return Shown(found.value, found.of)
    if 0 < found.value < LEAST:
        return Shown(None, None, withheld=True)
    rest = None if found.of is None else found.of - found.value
    telling = rest is None or 0 < rest < LEAST or 0 < (found.of or 0) < LEAST
    return Shown(found.value, None if telling else found.of)


def measured(code: str, counted: Counted) -> Counted:
    """What may be written down as the value of an indicator, which every agency and perhaps the public reads."""
    seen = shown(figure(code, counted, date.min), is_supervisor=False)
    return Counted(seen.value, seen.of)


# --- The agenda -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A commitment as the agenda needs it."""

    code: str
    words: str
    owner: str  # the agency's name; empty where the signatories own it
    due_on: date
    standing: str  # in words
    is_late: bool
    done: int  # action items
    items: int


@dataclass(frozen=True, kw_only=True)
class Leftover:
    """An item of the meeting before that was not discussed."""

    meeting: str
    item: int
    title: str
    owner: str  # agency code
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Upcoming:
    """A stage of the election that begins soon, or runs."""

    name: str
    starts_on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """Everything an agenda is drafted from."""

    on: date
    counted: Mapping[str, Counted]
    channels: Mapping[str, int]  # messages of the week by channel, in words
    districts: Mapping[str, int]  # released public counts that are shown, by kecamatan
    promises: Sequence[Promise] = ()
    leftovers: Sequence[Leftover] = ()
    stages: Sequence[Upcoming] = ()
    supervisor: str = ""  # agency code of the city's supervisors


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One drafted item. `key` says what it is about, so that drafting again changes it and never doubles it."""

    key: str
    title: str
    minutes: int
    owner: str = ""
    figures: tuple[Figure, ...] = ()


def drafted(known: Known) -> list[Draft]:
    """The agenda that writes itself: what was left, what is late, what runs, cases, the week, coverage, the calendar."""
    found = [
        Draft(
            key=f"sisa/{each.meeting}/{each.item}",
            title=each.title if each.title.startswith("Lanjutan: ") else f"Lanjutan: {each.title}"[:200],
            minutes=each.minutes,
            owner=each.owner,
        )
        for each in known.leftovers
    ]
    late = [each for each in known.promises if each.is_late]
    running = [each for each in known.promises if not each.is_late]
    if late:
        summary = figure("komitmen_terlambat", Counted(len(late), len(known.promises)), known.on)
        found.append(_item("komitmen-terlambat", "Tindak lanjut komitmen yang terlambat", 30, [summary, *_lines(late)]))
    if running:
        found.append(_item("komitmen-berjalan", "Perkembangan komitmen yang berjalan", 20, _lines(running)))
    found.append(
        _item(
            "perkara",
            "Penanganan dugaan pelanggaran: batas waktu",
            10,
            _counted(known, "perkara_lewat_batas", "perkara_segera_jatuh_tempo"),
            owner=known.supervisor,
        )
    )
    found.append(_item("sepekan", "Insiden dan hoaks sepekan terakhir", 15, _week(known)))
    found.append(_item("pengawasan", "Cakupan pengawasan", 15, _coverage(known), owner=known.supervisor))
    if known.stages:
        lines = [
            Figure(words=each.name, value=None, source=each.source, on=each.starts_on, is_line=True) for each in known.stages
        ]
        found.append(_item("tahapan", "Tahapan pemilu berikutnya", 10, lines))
    return found


def _item(key: str, title: str, minutes: int, figures: Iterable[Figure], owner: str = "") -> Draft:
    return Draft(key=key, title=title, minutes=minutes, owner=owner, figures=tuple(figures))


def _counted(known: Known, *codes: str) -> list[Figure]:
    return [figure(code, known.counted.get(code, Counted(None)), known.on) for code in codes]


def _lines(promises: Iterable[Promise]) -> list[Figure]:
    return [
        Figure(
            words=each.words if len(each.words) <= 160 else f"{each.words[:159]}…",
            value=each.done if each.items else None,
            of=each.items or None,
            unit="tindak lanjut selesai" if each.items else "",
            note=f"{each.owner} · {each.standing}" if each.owner else each.standing,
            source=each.code,
            on=each.due_on,
            href=f"/kerja/komitmen/{each.code}/",
            is_line=True,
        )
        for each in sorted(promises, key=lambda each: (each.due_on, each.code))
    ]


def _week(known: Known) -> list[Figure]:
    found = _counted(known, "insiden_sepekan", "hoaks_sepekan")
    for name, count in known.districts.items():
        found.append(
            Figure(
                words=f"Laporan yang ditetapkan sejak awal, Kecamatan {name}",
                value=count,
                unit="laporan",
                source="Damai, angka terbuka terakhir",
                on=known.on,
                href="/data/",
            )
        )
    return found


def _coverage(known: Known) -> list[Figure]:
    found = _counted(known, "kelurahan_terpantau", "pesan_sepekan")
    for channel, count in known.channels.items():
        found.append(
            Figure(
                words=f"Pesan dalam 7 hari terakhir: {channel}",
                value=count,
                of=known.counted.get("pesan_sepekan", Counted(None)).value,
                unit="pesan",
                source="Damai, kotak masuk",
                on=known.on,
            )
        )
    found.append(
        Figure(
            words="Daftar periksa pengawas di lapangan",
            value=None,
            unit="daftar periksa",
            source="belum dikumpulkan di Damai",
            on=known.on,
        )
    )
    return found
