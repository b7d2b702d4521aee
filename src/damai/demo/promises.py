"""The meetings, the pact and what became of the promises, told day by day beside the messages of the campaign.

Citizens sign through the public pages and their letters; what officers do in meetings goes through the actions their pages call.
"""

import html
import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from damai.agencies.queries import Agency, Member
from damai.commitments import actions as promises
from damai.commitments.models import Breach, Commitment
from damai.ledger.actions import set_demo_offset
from damai.ledger.queries import telling
from damai.outbox.models import Letter
from damai.outbox.queries import content_of
from damai.pledges import actions as pledges
from damai.pledges.models import Declaration, Participant, SignatoryKind
from damai.pledges.queries import newest_text
from damai.rakor.actions import attending, deciding, drafting, finalising, inviting, meetings, papers, writing
from damai.rakor.actions.attending import Who
from damai.rakor.actions.deciding import DecisionGiven, TaskGiven
from damai.rakor.models import Meeting, Note, Series
from damai.rakor.queries.inviting import link_of
from damai.rakor.queries.papers import suggested
from damai.rakor.rules.papers import DAFTAR_HADIR, NOTULA, RENCANA_AKSI, UNDANGAN
from damai.triage.queries import reports_for

from .meetings import CITIZENS, COMMUNITY, MEETINGS, PACT, REPRESENTATIVES, SERIES, WIB, Decision, Task, Told, at
from .visitor import DoorClosed, Visitor

BEGINS = at("2023-10-02", 8)
INVENTED = "Partai Contoh (rekaan)"
TOKEN = re.compile(r'name="token"[^>]*value="([^"]+)"')
LINK = re.compile(r"/deklarasi/konfirmasi/([^/\s]+)/")


@dataclass(frozen=True)
class Step:
    """Something that happens at a moment of the story."""

    at: datetime
    do: Callable[[], object]


@dataclass
class Chronicle:
    """What was promised, by whom, and what becomes of it; steps come out in the order of their moments."""

    address: str
    dice: random.Random = field(default_factory=lambda: random.Random(27112023))  # noqa: S311 a story
    waiting: list[Step] = field(default_factory=list)
    met: dict[str, Meeting] = field(default_factory=dict)
    hall: dict[str, tuple[str, bool]] = field(default_factory=dict)  # signature code → token, and whether a name was given
    forms: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for meeting in MEETINGS:
            self._plan_meeting(meeting)
        self._plan_the_pact()
        self._plan_breaches()

    def tell(self, until: datetime) -> int:
        """Do everything that has its moment until then, each at its moment; says how much."""
        done = 0
        while True:
            due = min((step for step in self.waiting if step.at <= until), key=lambda step: step.at, default=None)
            if due is None:
                return done
            self.waiting.remove(due)
            set_demo_offset(due.at - datetime.now(WIB))  # for the server and the worker; `telling` is for this process
            with telling(due.at):
                due.do()
            done += 1

    def later(self, when: datetime, do: Callable[..., object], *given: object) -> None:
        """Plan a step."""
        self.waiting.append(Step(when, partial(do, *given)))

    # --- Meetings ---------------------------------------------------------------------------------------------------

    def _plan_meeting(self, told: Told) -> None:
        self.later(max(told.starts - timedelta(days=8), BEGINS), self._call, told)
        if told.notes:
            self.later(told.starts - timedelta(minutes=20), self._come_in, told)
            self.later(told.starts + timedelta(minutes=30), self._write, told)
            self.later(told.ends - timedelta(minutes=15), self._decide, told)
            self.later(told.ends + timedelta(hours=2), self._finalise, told)
        if told.addendum:
            self.later(told.ends + timedelta(days=26), self._add, told)

    def _call(self, told: Told) -> None:
        kasman = person("kasman")
        series = Series.objects.filter(title=SERIES["title"]).first()
        if series is None:
            series = meetings.open_series(**SERIES, convener=agency("kesbangpol-jakpus"), by=kasman)
        meeting = meetings.call_meeting(
            series,
            title=told.title,
            starts_at=told.starts,
            ends_at=told.ends,
            venue=told.venue,
            by=kasman,
            basis=told.basis,
            chair_office=told.chair_office,
            chair_name="Kasman Hidayat",
            secretary=kasman,
            secretary_name="Kasman Hidayat",
        )
        for title, owner, minutes in told.agenda:
            meetings.add_item(meeting, title=title, owner=agency(owner), minutes=minutes, by=kasman)
        if told.drafted:
            drafting.draft_agenda(meeting, by=kasman)
        for number, (name, office, where) in enumerate(told.guests):
            found = Agency.objects.filter(code=where).first()
            inviting.invite(
                meeting,
                name=name,
                office=office,
                agency=found,
                organisation="" if found else where,
                email=f"tamu{number + 1}@contoh.id",
                required=found is not None and where != "polres-jakpus",
                by=kasman,
            )
        inviting.send_invitations(meeting, by=kasman)
        if told.notes:
            issued = meeting.created_at.date()
            papers.issue_paper(UNDANGAN, meeting, typed=suggested(UNDANGAN, meeting), dated=issued, by=kasman)
        self.met[told.key] = meeting
        for invitation in meeting.invitations.all():
            where = invitation.agency_id or invitation.organisation
            self.later(
                told.starts - timedelta(days=3, hours=-self.dice.randint(0, 8)),
                self._answer,
                link_of(invitation),
                "no" if where in told.absent else "yes",
            )

    def _answer(self, link: str, said: str) -> None:
        inviting.answer(link.rstrip("/").rpartition("/")[2], said=said)

    def _come_in(self, told: Told) -> None:
        kasman, meeting = person("kasman"), self._fresh(told)
        meeting = attending.set_doors(
            meeting, by=kasman, opens_at=told.starts - timedelta(minutes=30), closes_at=told.ends + timedelta(hours=1)
        )
        for number, invitation in enumerate(meeting.invitations.all()):
            where = invitation.agency_id or invitation.organisation
            if where in told.absent:
                continue
            own = uuid5(NAMESPACE_URL, f"{meeting.code}/{invitation.number}")
            if number % 2:
                attending.note_by_link(link_of(invitation).rstrip("/").rpartition("/")[2])
            else:
                attending.note_by_secretary(meeting, by=kasman, client_id=own, invitation=invitation.number)
        guest = Who(name="Sulastri Wibowo", organisation="Forum RW Kecamatan Gambir", office="Sekretaris", sex="P")
        attending.note_at_door(meeting.door_token, who=guest, client_id=uuid5(NAMESPACE_URL, f"{meeting.code}/guest"))

    def _write(self, told: Told) -> None:
        kasman, sari, meeting = person("kasman"), person("sari"), self._fresh(told)
        self._put(meeting, Note.Part.OPENING, told.opening, kasman)
        self._put(meeting, Note.Part.CLOSING, told.closing, kasman)
        items = list(meeting.agenda.order_by("number"))
        for number, item in enumerate(items):
            if number < len(told.notes):
                self._put(meeting, Note.Part.DISCUSSION, told.notes[number], sari if number % 2 else kasman, item)
            else:
                writing.not_discussed(item, so=True, by=kasman)

    def _put(self, meeting: Meeting, part: Note.Part, words: str, by: Member, item: object = None) -> None:
        note = writing.open_note(meeting, part=part, by=by, item=item)  # type: ignore[arg-type]
        writing.save_note(note, base_version=note.version, words=words, by=by)

    def _decide(self, told: Told) -> None:
        kasman, meeting = person("kasman"), self._fresh(told)
        items = list(meeting.agenda.order_by("number"))
        for said in told.decisions:
            decision = deciding.write_decision(items[said.item], decision_given(said), by=kasman)
            for task in said.tasks:
                deciding.write_task(decision, task_given(task, told.ends.date()), by=kasman)

    def _finalise(self, told: Told) -> None:
        kasman, meeting = person("kasman"), self._fresh(told)
        meeting = finalising.finalise(meeting, by=kasman)
        for paper in (DAFTAR_HADIR, NOTULA, RENCANA_AKSI):
            papers.issue_paper(paper, meeting, typed=suggested(paper, meeting), dated=told.ends.date(), by=kasman)
        for decision, said in zip(meeting.decisions.order_by("number"), told.decisions, strict=True):
            self._plan_promise(Commitment.objects.get(code=decision.commitment), said)

    def _add(self, told: Told) -> None:
        finalising.add_addendum(self._fresh(told), words=told.addendum, by=person("kasman"))

    def _fresh(self, told: Told) -> Meeting:
        return Meeting.objects.get(pk=self.met[told.key].pk)

    # --- Promises ---------------------------------------------------------------------------------------------------

    def _plan_promise(self, commitment: Commitment, said: Decision) -> None:
        for day, value, of in said.measured:
            self.later(at(day, 15), self._measure, commitment, day, value, of)
        if said.lifted_by[0]:
            lifting = next(each for each in MEETINGS if each.key == said.lifted_by[0])
            self.later(lifting.ends + timedelta(hours=3), self._lift, commitment, said.lifted_by)
        if said.kept:
            self.later(at(said.kept, 16), self._keep, commitment)
        for item, task in zip(commitment.items.order_by("pk"), said.tasks, strict=True):
            if task.obstacles:
                self.later(at(task.due, 9) - timedelta(days=2), self._obstacle, item, task)
            if task.evidence:
                self.later(at(task.evidence, 10), self._show, item, task)

    def _measure(self, commitment: Commitment, day: str, value: str, of: str) -> None:
        indicator = commitment.indicators.earliest("number")
        by = person(OFFICERS[str(commitment.owner_id)])
        promises.measure(
            indicator, on=date.fromisoformat(day), value=value, of=of or None, source="Laporan penanggung jawab", by=by
        )

    def _keep(self, commitment: Commitment) -> None:
        promises.confirm_kept(commitment, by=judge(str(commitment.owner_id)))

    def _lift(self, commitment: Commitment, by: tuple[str, int]) -> None:
        promises.withdraw(commitment, decision=f"{self.met[by[0]].code}/{by[1]}", by=person("kasman"))

    def _obstacle(self, item: object, task: Task) -> None:
        promises.tell_obstacles(item, words=task.obstacles, by=person(task.person))  # type: ignore[arg-type]

    def _show(self, item: object, task: Task) -> None:
        promises.begin(item, by=person(task.person))  # type: ignore[arg-type]
        evidence = promises.submit_evidence(
            item,  # type: ignore[arg-type]
            kind="link",
            words=task.shows,
            link=f"https://pusat.contoh.id/berkas/{task.evidence}",
            by=person(task.person),
        )
        if task.judged:
            self.later(at(task.judged, 14), lambda: promises.accept_evidence(evidence, by=judge(task.owner)))
        if task.sent_back:
            words = "Rekapnya belum lengkap; tambahkan lima kelurahan yang tersisa."
            self.later(at(task.sent_back, 14), lambda: promises.send_back(evidence, words=words, by=judge(task.owner)))

    # --- The pact ---------------------------------------------------------------------------------------------------

    def _plan_the_pact(self) -> None:
        opens = PACT.opens_at
        self.later(at("2023-11-21", 10), self._draft)
        self.later(opens - timedelta(minutes=5), self._open)
        self.later(at("2023-11-27", 9, 40), self._sign_in_the_hall)
        self.later(at("2023-11-27", 9, 50), self._sign_for_agencies)
        for week in range(12):
            self.later(at("2023-11-29", 6) + timedelta(weeks=week), drafting.measure_figures)
        for number, name in enumerate(CITIZENS):
            moment = at("2023-11-27", 10, 15) + timedelta(hours=7 * number, minutes=self.dice.randint(0, 50))
            self.later(moment, self._sign_as_citizen, number, name, moment)

    def _draft(self) -> None:
        pledges.load_participants("pemilu_2024")
        pledges.load_shipped_declarations()
        template = Declaration.objects.get(slug="templat-deklarasi-kota")
        pledges.draft(
            title=PACT.title,
            occasion=PACT.occasion,
            place=PACT.place,
            held_at=PACT.held_at,
            election="pemilu_2024",
            series=self.met["rakor"].series.code,
            slug="pakta-damai-2024",
            template=template,
            witnesses="Wali Kota Administrasi Jakarta Pusat\nKetua FKDM Jakarta Pusat",
            by=person("kasman"),
        )

    def _pact(self) -> Declaration:
        return Declaration.objects.get(slug="pakta-damai-2024")

    def _open(self) -> None:
        kasman, pact = person("kasman"), self._pact()
        # An invented party, so that nothing untrue is ever said of a real one.
        Participant.objects.get_or_create(
            election="pemilu_2024",
            kind=Participant.Kind.PARTY,
            ballot_number=99,
            defaults={"code": "pemilu_2024/party/99", "name": INVENTED, "short": "CONTOH", "source": "Rekaan untuk demo"},
        )
        for participant in Participant.objects.filter(election="pemilu_2024").order_by("kind", "ballot_number"):
            self._invite(pact, kind=SignatoryKind.PARTICIPANT, participant=participant, office="Perwakilan (rekaan)")
        for code in ("kpu-jakpus", "bawaslu-jakpus", "kesbangpol-jakpus", "kominfotik-jakpus", "polres-jakpus"):
            self._invite(pact, kind=SignatoryKind.INSTITUTION, agency=agency(code), office="Pimpinan")
        for name, office in COMMUNITY:
            self._invite(pact, kind=SignatoryKind.COMMUNITY, name=name, office=office)
        pledges.open_for_signing(pact, opens_at=PACT.opens_at, closes_at=PACT.closes_at, by=kasman)

    def _invite(self, pact: Declaration, **given: object) -> None:
        invited = pledges.invite_signatory(pact, by=person("kasman"), **given)  # type: ignore[arg-type]
        if given["kind"] != SignatoryKind.INSTITUTION:
            self.hall[invited.signature.code] = (invited.token, "name" in given)

    def _sign_in_the_hall(self) -> None:
        for number, (token, is_named) in enumerate(self.hall.values()):
            if number in {7, 15}:
                continue  # two places stay empty
            name = "" if is_named else REPRESENTATIVES[number % len(REPRESENTATIVES)]
            pledges.sign_in_hall(token, drawing=scribble(self.dice), name=name)

    def _sign_for_agencies(self) -> None:
        text = newest_text(self._pact())
        for code, username in (("bawaslu-jakpus", "tuti"), ("polres-jakpus", "polan"), ("kpu-jakpus", "hana")):
            pledges.sign_for_agency(text, agency=agency(code), office="Pimpinan", by=person(username), proven_at=None)  # type: ignore[arg-type]

    def _sign_as_citizen(self, number: int, name: str, moment: datetime) -> None:
        visitor = Visitor(self.address, moment)
        path = "/deklarasi/pakta-damai-2024/tanda-tangan/"
        if not self.forms:
            # Forms that came back sooner than a person can write are refused; these were opened a while ago.
            self.forms = [html.unescape(TOKEN.findall(visitor.get(path).text)[0]) for _ in CITIZENS]
            time.sleep(3.1)
        contact = f"warga{number + 1}@contoh.id"
        fields: dict[str, object] = {
            "nama": name,
            "surel": contact,
            "setuju": "on",
            "token": self.forms.pop(),
            "situs": "",
            "jawaban": "",
        }
        if number % 3:
            fields["tampil"] = "on"
        answer = visitor.post(path, fields)
        if answer.status != 202:
            raise DoorClosed(f"{path} menjawab {answer.status}")
        letter = Letter.objects.filter(purpose="pledge-confirm").order_by("-id").first()
        found = LINK.search(content_of(letter).text) if letter else None
        if found is None:
            raise DoorClosed("Surat konfirmasi tidak memuat tautan")
        confirm = f"/deklarasi/konfirmasi/{found[1]}/"
        visitor.get(confirm)
        visitor.post(confirm, {"nama": name, **({"tampil": "on"} if number % 3 else {})})
        visitor.hang_up()

    # --- Alleged breaches -------------------------------------------------------------------------------------------

    def _plan_breaches(self) -> None:
        self.later(
            at("2024-01-16", 11), self._allege, 4, "2024-01-13", "Pembagian barang dengan tanda gambar di satu kegiatan warga."
        )
        self.later(at("2024-01-29", 11), self._allege, 5, "2024-01-27", "Kegiatan kampanye di halaman satu tempat ibadah.")
        self.later(at("2024-02-09", 15), self._establish)

    def _allege(self, number: int, day: str, what: str) -> None:
        sari = person("sari")
        commitment = Commitment.objects.get(
            origin="clause", origin_code__endswith=f"/{number}", series=self.met["rakor"].series.code
        )
        seen = reports_for(sari).filter(state="confirmed", kind="violation", agency="bawaslu-jakpus")
        reports = [report.code for report in seen.order_by("-id")[:2]]
        alleged = promises.allege_breach(
            commitment,
            participant="pemilu_2024/party/99",
            what=what,
            happened_on=date.fromisoformat(day),
            reports=reports,
            independent=True,
            contact="sekretariat@partai-contoh.id",
            by=sari,
        )
        words = "Kegiatan itu diadakan pengurus RW tanpa sepengetahuan kami. Kami sudah meminta keterangan dan siap diperiksa."
        self.later(
            datetime.fromisoformat(day).replace(tzinfo=WIB) + timedelta(days=4, hours=10),
            lambda: promises.reply(alleged.token, words=words, capacity="Sekretaris DPC (rekaan)"),
        )

    def _establish(self) -> None:
        breach = Breach.objects.latest("id")
        promises.decide_breach(
            breach,
            state="established",
            decided_by="Bawaslu Kota Administrasi Jakarta Pusat",
            decision="021/BA-PLENO/02/2024",
            decided_on=date(2024, 2, 8),
            by=person("tuti"),
        )


OFFICERS = {
    "bawaslu-jakpus": "sari",
    "kpu-jakpus": "citra",
    "kominfotik-jakpus": "komar",
    "kesbangpol-jakpus": "kasman",
    "pemerintahan-jakpus": "rina",
}


def person(username: str) -> Member:
    """One of the cast."""
    return Member.objects.get(username=username)


def agency(code: str) -> Agency:
    """One of the agencies."""
    return Agency.objects.get(code=code)


def judge(owner: str) -> Member:
    """Who looks at the evidence of an agency: the convener, or Bawaslu where the convener owns it."""
    return person("sari" if owner == "kesbangpol-jakpus" else "kasman")


def decision_given(said: Decision) -> DecisionGiven:
    """A decision as it is written in the meeting."""
    return DecisionGiven(
        words=said.words,
        owner=agency(said.owner),
        due_on=date.fromisoformat(said.due),
        indicator=said.indicator,
        unit=said.unit,
        direction=said.direction,
        target=Decimal(said.target),
        is_public=said.public,
    )


def task_given(task: Task, starts_on: date) -> TaskGiven:
    """A task as it is written in the meeting."""
    return TaskGiven(
        words=task.words,
        output=task.output,
        owner=agency(task.owner),
        person=person(task.person),
        supporting=tuple(agency(code) for code in task.supporting),
        indicator=task.indicator,
        target=task.target,
        starts_on=starts_on,
        due_on=date.fromisoformat(task.due),
    )


def scribble(dice: random.Random) -> str:
    """Strokes that look like a signature."""
    height, lean = dice.uniform(0.15, 0.35), dice.uniform(0.4, 1.6)
    points = [
        [0.12 + 0.76 * step / 70, min(0.95, max(0.05, 0.5 + height * ((step * lean) % 9 - 4.5) / 4.5 * (1 - step / 110)))]
        for step in range(70)
    ]
    return json.dumps([points])
