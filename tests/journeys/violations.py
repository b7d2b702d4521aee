"""What the stories of alleged violations share: telling, deciding, and walking a case by the pages that staff see."""

import re
from datetime import UTC, datetime, timedelta
from itertools import count

from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory
from time_machine import Traveller

from damai.agencies.actions import Member
from damai.cases.queries import Case, open_terms, tells_who
from damai.ledger.queries import now
from damai.statutes.rules import Zone
from damai.triage.actions import sort_inbox
from damai.triage.queries import Report

MORNING = datetime(2024, 1, 8, 2, 0, tzinfo=UTC)  # Monday 09.00 in Jakarta, in the middle of the campaign
GAMBIR = "31.71.01.1001"
MONEY = "Ada bagi-bagi uang 100 ribu per kepala di depan balai warga, oleh tim sukses caleg."
KNOWN = {"happened_on": "2024-01-06", "known_on": "2024-01-07"}
NAMED = {"nama": "Ibu Wulan", "telepon": "0812 3456 7890", "setuju": "on"}
MET = {f"met-{item}": "on" for item in ("reporter", "reported", "when_where", "description", "evidence")}
_minutes = count(1)


class Desk(Client):
    """The browser of somebody who signs in again whenever they come back to it: these stories last for weeks."""

    def __init__(self, member: Member) -> None:
        super().__init__()
        self.member = member

    def request(self, **request):
        """Ask as this member."""
        self.force_login(self.member)
        request["HTTP_COOKIE"] = self.cookies.output(header="", sep="; ").strip()
        return super().request(**request)


def desk_of(member: Member) -> Desk:
    """Somebody at their desk."""
    return Desk(member)


def page(response, status: int = 200) -> str:
    """What a page says."""
    text = response.content.decode()
    assert response.status_code == status, (response.status_code, text[:3000])
    return text


def tell(browser: Client, clock: Traveller, words: str, **more: str) -> str:
    """Fill in the public form as a person does, and come back with the receipt."""
    form = page(browser.get("/lapor/"))
    token = re.search(r'name="token" value="([^"]+)"', form)
    assert token, "the form carries no token"
    clock.shift(timedelta(minutes=1))  # nobody writes faster
    said = page(browser.post("/lapor/", {"kejadian": words, "wilayah": GAMBIR, "token": token[1]} | more), 201)
    receipt = re.search(r'class="receipt"[^>]*>([^<]+)<', said)
    assert receipt, "no receipt on the page"
    return receipt[1].strip()


def status(receipt: str) -> str:
    """What whoever holds a receipt is told."""
    return page(Client().post("/tanda-terima/", {"kode": receipt}))


def confirmed(officer: Client, *, kind: str = "violation", category: str = "money_politics", **dates: str) -> Report:
    """The newest report, read and decided by an officer."""
    assert sort_inbox() >= 1
    report = Report.objects.order_by("-id")[0]
    decided = {"kind": kind, "category": category, "severity": "3", "area": GAMBIR, "dipegang": "0"} | dates
    assert "Laporan ditetapkan." in page(officer.post(f"/kerja/laporan/{report.code}/tetapkan/", decided, follow=True))
    return report


def opened(officer: Client, report: Report, *, kind: str, **more: str) -> Case:
    """The case of a report, opened on the report's page."""
    shown = kind == "laporan" and not tells_who(report)  # then the officer reads name and address from the identity card
    who = {"name": "Wulan Prasasti", "address": "Jalan Percobaan 5"} if shown else {}
    form = {"kind": kind, "regime": "PEMILU"} | who | more
    page(officer.post(f"/kerja/laporan/{report.code}/perkara/", form, follow=True))
    return Case.objects.get(report=report)


def today() -> datetime:
    """The moment as a clock in Jakarta shows it."""
    return now().astimezone(Zone.WIB.tz)


def plenary(clock_day: datetime) -> dict[str, str]:
    """Minutes of a plenary of that day, as they are typed into a step."""
    return {
        "number": f"BA.{next(_minutes)}/PP.00.02/2024",
        "held_on": clock_day.date().isoformat(),
        "present": "3",
        "of": "5",
        "signed": "on",
    }


def walk(browser: Client, case: Case, to: str, **given: object) -> str:
    """One step of a case, as the page offers it."""
    case.refresh_from_db()
    form = {f"0-{to}-{name}": value for name, value in given.items()}
    said = page(browser.post(f"/kerja/perkara/{case.code}/langkah/", {"ke": to, "keadaan": case.state, **form}, follow=True))
    assert "Langkah dicatat." in said, said
    case.refresh_from_db()
    assert case.state == to
    return said


def refused(browser: Client, case: Case, to: str, **given: object) -> str:
    """A step that is not taken; what the page says instead."""
    case.refresh_from_db()
    before = case.state
    form = {f"0-{to}-{name}": value for name, value in given.items()}
    answer = browser.post(f"/kerja/perkara/{case.code}/langkah/", {"ke": to, "keadaan": case.state, **form}, follow=True)
    case.refresh_from_db()
    assert case.state == before
    return answer.content.decode()


def walk_track(browser: Client, case: Case, klass: str, to: str, **given: object) -> str:
    """One step of one class of a case, as the page offers it."""
    track = case.tracks.get(klass=klass)
    form = {f"{track.pk}-{to}-{name}": value for name, value in given.items()}
    address = f"/kerja/perkara/{case.code}/jalur/{klass}/langkah/"
    said = page(browser.post(address, {"ke": to, "keadaan": track.state, **form}, follow=True))
    assert "Langkah dicatat." in said, said
    track.refresh_from_db()
    assert track.state == to
    return said


def studied(officer: Client, case: Case, *, classes: list[str]) -> None:
    """The first study of a report that lacks nothing."""
    walk(officer, case, "kajian_awal")
    study = {"keadaan": "kajian_awal", "classes": classes, **MET}
    assert "Kajian awal dicatat." in page(officer.post(f"/kerja/perkara/{case.code}/kajian/catat/", study, follow=True))
    case.refresh_from_db()
    assert case.state == "lengkap"


def running(case: Case) -> dict[str, str]:
    """The clocks that run, each with its last day."""
    return {term.clock: term.due_on.isoformat() for term in open_terms(case)}


def prove(browser: Desk) -> None:
    """They prove their second factor, at this moment."""
    request = RequestFactory().get("/")
    browser.force_login(browser.member)
    request.session = browser.session
    record_authentication(request, browser.member, method="mfa", type="totp", id=1, reauthenticated=True)
    request.session.save()
