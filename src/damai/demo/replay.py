"""The story is told through the real doors: citizens send the public form, supervisors use OpenRosa, officers press buttons.

Only what a worker would do by itself between two days (sorting the inbox, ending offers, noting missed clocks) is called here, so
that the story need not wait for a real worker's real seconds.
"""

import html
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import click

from damai.agencies.access import Role
from damai.agencies.actions import add_agency, add_member, appoint
from damai.agencies.queries import Agency, Member
from damai.areas.queries import area
from damai.cases.actions import note_missed
from damai.cases.actions import publish_counts as publish_cases
from damai.intake.queries import Message
from damai.ledger.actions import ensure_log, integrate, set_demo_offset
from damai.ledger.queries import telling
from damai.statutes.queries import holidays
from damai.statutes.rules import Calendar
from damai.triage.actions import lapse_offers, publish_counts, sort_inbox

from .cast import OFFICES, PASSWORD, PEOPLE
from .field import Phone, phone_for
from .pictures import evidence
from .promises import BEGINS, Chronicle
from .story import END, RAKOR, WIB, Event, events
from .visitor import DoorClosed, Visitor

OFFICE_CLOSES = 17  # o'clock: when the officers of the story have read the day's post
LEFT_OPEN = 26  # messages of the last evening that nobody has read yet, so that the inbox is not empty
CODE = re.compile(r'data-code="(L-\d+)"')
WORDS = re.compile(r'<blockquote class="words"[^>]*>(.*?)</blockquote>', re.S)
CASE = re.compile(r"/kerja/perkara/(P-\d+)/")
TOKEN = re.compile(r'name="token"[^>]*value="([^"]+)"')


def appoint_the_cast() -> None:
    """The agencies and members of the story, by the same actions an operator's commands use."""
    for office in OFFICES:
        if not Agency.objects.filter(code=office.code).exists():
            add_agency(code=office.code, name=office.name, kind=office.kind, area=area(office.area), by="damai")  # type: ignore[arg-type]
    for person in PEOPLE:
        if Member.objects.filter(username=person.username).exists():
            continue
        member = add_member(
            username=person.username,
            name=person.full_name,
            email=f"{person.username}@contoh.id",
            password=PASSWORD,
            temporary=False,
            by="damai",
        )
        agency = Agency.objects.get(code=person.agency)
        appoint(member, role=Role(person.role), agency=agency, area=area(person.area), on=date(2023, 1, 2), by="damai")


class AlreadyTold(Exception):
    """Somebody has begun to tell the story here; telling it twice would double everything."""


def is_told() -> bool:
    """Whether the story was told to its end; it is not when somebody stopped it half-way."""
    last = Message.objects.order_by("-id").values_list("received_at", flat=True).first()
    return last is not None and last >= END - timedelta(days=1)


@dataclass
class OpenCase:
    """A case of the story and what is done with it next, on which day."""

    code: str
    state: str
    on: date
    complete: bool  # whether the report has everything at once
    outcome: str  # class the plenary decides
    slow: bool  # nobody looks after it: its clock ends
    waited: bool = False  # the days until the next step were already waited


@dataclass
class Teller:
    """Everything the replay remembers."""

    address: str
    dice: random.Random
    told: dict[str, list[Event]]  # by their words; several people may write the same
    codes: dict[int, str] = field(default_factory=dict)  # event number → report code
    cases: list[OpenCase] = field(default_factory=list)
    plenaries: int = 0
    people: dict[str, Visitor] = field(default_factory=dict)
    phones: dict[str, Phone] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    offered: set[str] = field(default_factory=set)  # the agencies that have an offer to answer

    def visitor(self, username: str, moment: datetime) -> Visitor:
        """A person of the cast, signed in, at a moment."""
        if username not in self.people:
            self.people[username] = Visitor(self.address)
            self.people[username].moment = moment
            self.people[username].sign_in(username, PASSWORD)
        self.people[username].moment = moment
        return self.people[username]


def replay(
    address: str, *, speed: float = 0, stop: Callable[[], bool] = lambda: False, until: datetime = END, quiet: bool = False
) -> int:
    """Tell the story to a running server; `speed` is story seconds per real second, 0 as fast as it goes. Messages sent."""
    ensure_log(is_demo=True)
    if Message.objects.exists():
        raise AlreadyTold
    with telling(BEGINS):
        appoint_the_cast()
    chronicle = Chronicle(address)
    story = [event for event in events() if event.sent_at <= until]
    told: dict[str, list[Event]] = {}
    for event in story:
        told.setdefault(event.text, []).append(event)
    teller = Teller(address, random.Random(14022024), told)  # noqa: S311 a story
    for username in sorted({event.by for event in story} - {"citizen"}):
        with telling(RAKOR):
            teller.phones[username] = phone_for(username, address)
    _open_forms(teller, sum(event.by == "citizen" for event in story))
    sent = 0
    with click.progressbar(length=len(story), label="Menceritakan kampanye 2023/24", hidden=quiet) as bar:
        day = RAKOR.date()
        while day <= until.date() and not stop():
            closing = datetime(day.year, day.month, day.day, OFFICE_CLOSES, tzinfo=WIB)
            chronicle.tell(min(closing, until))
            sent += _day(teller, [event for event in story if event.sent_at.date() == day], closing, speed=speed, bar=bar)
            day += timedelta(days=1)
    _the_morning_after(until)
    return sent


def _day(
    teller: Teller, today: list[Event], closing: datetime, *, speed: float, bar: "click._termui_impl.ProgressBar[int]"
) -> int:
    before: datetime | None = None
    for event in today:
        if speed and before is not None:
            time.sleep(max(0.0, (event.sent_at - before).total_seconds() / speed))
        before = event.sent_at
        set_demo_offset(event.sent_at - datetime.now(WIB))
        _send(teller, event)
        bar.update(1)
    evening = max([closing, *(event.sent_at + timedelta(minutes=20) for event in today)])
    set_demo_offset(evening - datetime.now(WIB))
    with telling(evening):
        while sort_inbox(200):
            pass
        lapse_offers()
        note_missed()
        integrate()
    if today:
        _decide(teller, evening, leave=LEFT_OPEN if closing.date() == END.date() else 0)
        if teller.offered and closing.date() < END.date():
            _answer_offers(teller, evening)
    if evening.weekday() < 5:
        for case in [case for case in teller.cases if case.on <= evening.date() and not case.slow]:
            _advance(teller, case, evening)
    return len(today)


def _open_forms(teller: Teller, count: int) -> None:
    """Forms that citizens have opened a while ago; a form that comes back sooner than a person can write is refused."""
    reader = Visitor(teller.address, RAKOR)
    for _ in range(count):
        match = TOKEN.search(reader.get("/lapor/").text)
        if match is None:
            raise DoorClosed("Formulir lapor tidak memuat token")
        teller.tokens.append(html.unescape(match[1]))
    time.sleep(2.1)


def _send(teller: Teller, event: Event) -> None:
    if event.by != "citizen":
        teller.phones[event.by].send(event)
        return
    fields = {
        "kejadian": event.text,
        "wilayah": event.area,
        "tempat": event.spot,
        "tps": f"{event.tps:03d}" if event.tps else "",
        "tanggal_kejadian": event.happened_at.date().isoformat(),
        "jam_kejadian": f"{event.happened_at:%H:%M}",
        "tanggal_diketahui": event.known_at.date().isoformat(),
        "token": teller.tokens.pop(),
    }
    if event.with_contact:
        fields |= {"nama": "Warga Rekaan", "telepon": "0800 0000 0000", "setuju": "on"}
    files = [("berkas", f"foto-{event.number}.jpg", "image/jpeg", evidence(event))] if event.number % 5 == 0 else []
    answer = Visitor(teller.address, event.sent_at).post_with_files("/lapor/", fields, files)
    if answer.status not in {200, 201}:
        raise DoorClosed(f"/lapor/ menjawab {answer.status}: {_said(answer.text)}")


def _said(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.find("<main") :]).split())[:300]


def _decide(teller: Teller, moment: datetime, *, leave: int) -> None:
    """Sari reads the post: takes batches and decides each, until only `leave` wait."""
    sari = teller.visitor("sari", moment)
    seen: set[str] = set()
    while True:
        if leave and _waiting(sari) <= leave:
            sari.post("/kerja/masuk/kembalikan/", {})
            return
        sari.post("/kerja/masuk/ambil/", {})
        page = sari.get("/kerja/masuk/").text
        held = page[page.find("data-held") :] if "data-held" in page else ""
        codes = [code for code in CODE.findall(held[: held.find("</ul>")]) if code not in seen]
        if not codes:
            return
        for code in codes:
            seen.add(code)
            _decide_one(teller, sari, code, moment)


def _waiting(sari: Visitor) -> int:
    match = re.search(r'id="menunggu">[^(]*\((\d+)', sari.get("/kerja/masuk/").text)
    return int(match[1]) if match else 0


def _decide_one(teller: Teller, sari: Visitor, code: str, moment: datetime) -> None:
    page = sari.get(f"/kerja/laporan/{code}/").text
    match = WORDS.search(page)
    text = html.unescape(re.sub(r"<br\s*/?>", "\n", match[1])).strip() if match else ""
    event = next((event for event in teller.told.get(text, []) if event.number not in teller.codes and event.area in page), None)
    if event is None:
        return
    teller.codes[event.number] = code
    first = teller.codes.get(event.same_as) if event.same_as is not None else None
    if event.line.kind == "other":
        sari.post(f"/kerja/laporan/{code}/kesampingkan/", {"reason": "out_of_scope", "dipegang": "1"})
        return
    if first is not None and f'value="{first}"' in page:
        sari.post(f"/kerja/laporan/{code}/gabung/", {"ke": first})
        return
    sari.post(
        f"/kerja/laporan/{code}/tetapkan/",
        {
            "kind": event.line.kind,
            "category": event.line.category,
            "severity": event.line.severity,
            "area": event.area,
            "happened_on": event.happened_at.date().isoformat(),
            "known_on": event.known_at.date().isoformat(),
            "dipegang": "1",
        },
    )
    _follow_up(teller, sari, code, event, moment)


def _follow_up(teller: Teller, sari: Visitor, code: str, event: Event, moment: datetime) -> None:
    kind = event.line.kind
    if kind in {"violation", "preliminary"}:
        formal = kind == "violation" and event.with_contact
        sari.post(
            f"/kerja/laporan/{code}/perkara/",
            {
                "kind": "laporan" if formal else "informasi_awal",
                "regime": "PEMILU",
                "reporter_identified": "on" if formal else "",
            },
        )
        match = CASE.search(sari.get(f"/kerja/laporan/{code}/").text)
        if match:
            state = "laporan_diterima" if formal else "informasi_awal"
            outcome = teller.dice.choice(["adm", "adm", "pid", "lain", "bukan", "bukan"])
            case = OpenCase(match[1], state, moment.date(), teller.dice.random() < 0.6, outcome, slow=teller.dice.random() < 0.08)
            teller.cases.append(case)
        if not formal and teller.dice.random() < 0.4:
            sari.post(
                f"/kerja/laporan/{code}/tanya/",
                {"text": "Apakah Anda bersedia memberi nama dan nomor telepon agar ini menjadi laporan?"},
            )
        return
    to = {
        "claim": "kominfotik-jakpus",
        "question": "kpu-jakpus",
        "incident": "polres-jakpus" if event.line.severity >= 3 else "kesbangpol-jakpus",
    }
    sari.post(f"/kerja/laporan/{code}/tawarkan/", {"to_agency": to[kind]})
    teller.offered.add(to[kind])


ANSWERING = {"kominfotik-jakpus": "komar", "kpu-jakpus": "citra", "polres-jakpus": "polan", "kesbangpol-jakpus": "kasman"}


def _answer_offers(teller: Teller, moment: datetime) -> None:
    """The other agencies accept most of what they are offered and refuse a little."""
    for username in sorted(ANSWERING[agency] for agency in teller.offered):
        visitor = teller.visitor(username, moment + timedelta(hours=1))
        for code in CODE.findall(visitor.get("/kerja/laporan/?meja=offered").text):
            if teller.dice.random() < 0.08:
                visitor.post(f"/kerja/laporan/{code}/jawab/", {"jawab": "tolak", "reason": "not_enough"})
            else:
                visitor.post(f"/kerja/laporan/{code}/jawab/", {"jawab": "terima"})
    teller.offered.clear()


ALL_ITEMS = ["reporter", "reported", "in_time", "when_where", "description", "evidence"]
# state → (next state, working days until then, who, guard fields)
ROAD = {
    "laporan_diterima": ("kajian_awal", 0, "sari", ()),
    "kajian_awal_ulang": ("lengkap", 1, "sari", ("items",)),
    "lengkap": ("diregistrasi", 1, "tuti", ("plenary",)),
    "diregistrasi": ("penanganan", 1, "sari", ()),
    "penanganan": ("pleno_hasil", 5, "tuti", ("plenary", "klass")),
    "penanganan_lanjut": ("pleno_hasil", 5, "tuti", ("plenary", "klass")),
    "diputus_adm": ("status_diumumkan", 1, "sari", ()),
    "diteruskan_polri": ("status_diumumkan", 1, "sari", ()),
    "diteruskan_instansi": ("status_diumumkan", 1, "sari", ()),
    "dihentikan": ("status_diumumkan", 1, "sari", ()),
    "status_diumumkan": ("ditutup", 2, "sari", ()),
    "informasi_awal": ("arsip", 4, "sari", ()),
}
AFTER = {
    "adm": ("diputus_adm", ("plenary",)),
    "pid": ("diteruskan_polri", ("gakkumdu",)),
    "lain": ("diteruskan_instansi", ()),
    "bukan": ("dihentikan", ()),
}


def _step(case: OpenCase, dice: random.Random) -> tuple[str, int, str, tuple[str, ...]] | None:
    if case.state == "kajian_awal":
        return ("lengkap", 0, "sari", ("items",)) if case.complete else ("menunggu_perbaikan", 0, "sari", ("reason:incomplete",))
    if case.state == "menunggu_perbaikan":
        return ("kajian_awal_ulang", 1, "sari", ())
    if case.state == "pleno_hasil":
        target, wants = AFTER[case.outcome]
        return (target, 0, "tuti", wants)
    if case.state == "penanganan" and dice.random() < 0.15:
        return ("penanganan_lanjut", 0, "sari", ("reason:witness",))
    return ROAD.get(case.state)


def _advance(teller: Teller, case: OpenCase, moment: datetime) -> None:
    """The next step of a case, when its day has come; several at once where the law lets them follow at once."""
    for _ in range(3):
        step = _step(case, teller.dice)
        if step is None:
            case.slow = True
            return
        target, days, who, wants = step
        if days and case.on > moment.date() - timedelta(days=1) and case.state not in {"laporan_diterima"}:
            case.on = _working_days_later(moment.date(), days)
            if (
                case.state
                in {
                    "penanganan",
                    "penanganan_lanjut",
                    "informasi_awal",
                    "lengkap",
                    "menunggu_perbaikan",
                    "status_diumumkan",
                }
                and not case.waited
            ):
                case.waited = True
                return
        visitor = teller.visitor(who, moment)
        visitor.post(
            f"/kerja/perkara/{case.code}/langkah/",
            {"ke": target, "keadaan": case.state, **_given(teller, case, target, wants, moment)},
        )
        case.waited = False
        if f'name="keadaan" value="{target}"' not in visitor.get(f"/kerja/perkara/{case.code}/").text and target not in {
            "ditutup"
        }:
            case.slow = True  # a guard objected: it stays where it is, for a visitor of the demo to find out why
            return
        case.state = target
        case.on = moment.date()
        if target in {"pleno_hasil", "arsip", "ditutup", "menunggu_perbaikan"}:
            case.slow = target == "ditutup"
            return


def _working_days_later(day: date, days: int) -> date:
    """So many working days after a day, by the calendar of the law's tables."""
    calendar = Calendar.of(holidays())
    while days:
        day += timedelta(days=1)
        days -= calendar.is_working_day(day)
    return day


def _given(teller: Teller, case: OpenCase, target: str, wants: tuple[str, ...], moment: datetime) -> dict[str, object]:
    given: dict[str, object] = {}
    for want in wants:
        if want == "items":
            given[f"{target}-items"] = ALL_ITEMS
        elif want.startswith("reason:"):
            given[f"{target}-reason"] = want.removeprefix("reason:")
        elif want == "klass":
            given[f"{target}-klass"] = case.outcome
        elif want == "gakkumdu":
            given[f"{target}-gakkumdu"] = f"{case.code[2:]}/BA/GKM/{moment:%m/%Y}"
        elif want == "plenary":
            teller.plenaries += 1
            given |= {
                f"{target}-number": f"{teller.plenaries:03d}/BA-PLENO/{moment:%m/%Y}",
                f"{target}-held_on": moment.date().isoformat(),
                f"{target}-present": 4,
                f"{target}-of": 5,
            }
    return given


def _the_morning_after(until: datetime) -> None:
    """The story ends; from here the demo's clock runs on like a real one, and the public numbers are released."""
    morning = until + timedelta(hours=13)
    set_demo_offset(morning - datetime.now(WIB))
    with telling(morning):
        publish_counts()
        publish_cases()
        integrate()
