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
from damai.triage.actions import lapse_offers, publish_counts, sort_inbox

from .cast import OFFICES, PASSWORD, PEOPLE
from .field import Phone, phone_for
from .pictures import evidence
from .promises import BEGINS, Chronicle
from .story import END, RAKOR, WIB, Event, events
from .violations import CASE_LINK, Docket
from .visitor import DoorClosed, Visitor

OFFICE_CLOSES = 17  # o'clock: when the officers of the story have read the day's post
LEFT_OPEN = 26  # messages of the last evening that nobody has read yet, so that the inbox is not empty
CODE = re.compile(r'data-code="(L-\d+)"')
WORDS = re.compile(r'<blockquote class="words"[^>]*>(.*?)</blockquote>', re.S)
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
class Teller:
    """Everything the replay remembers."""

    address: str
    dice: random.Random
    told: dict[str, list[Event]]  # by their words; several people may write the same
    codes: dict[int, str] = field(default_factory=dict)  # event number → report code
    people: dict[str, Visitor] = field(default_factory=dict)
    phones: dict[str, Phone] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    offered: set[str] = field(default_factory=set)  # the agencies that have an offer to answer
    docket: Docket = field(init=False)

    def __post_init__(self) -> None:
        self.docket = Docket(self.visitor, self.dice)

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
        teller.docket.go_on(evening)
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
                "name": "Warga Rekaan" if formal else "",
                "address": "Jalan Rekaan 1, Jakarta Pusat" if formal else "",
            },
        )
        match = CASE_LINK.search(sari.get(f"/kerja/laporan/{code}/").text)
        if match:
            teller.docket.opened(match[1], formal=formal, on=moment.date())
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


def _the_morning_after(until: datetime) -> None:
    """The story ends; from here the demo's clock runs on like a real one, and the public numbers are released."""
    morning = until + timedelta(hours=13)
    set_demo_offset(morning - datetime.now(WIB))
    with telling(morning):
        publish_counts()
        publish_cases()
        integrate()
