"""What becomes of the alleged violations of the story: each walks its way through the pages that officers and leads press.

Only what happens in rooms without a screen (a discussion in Gakkumdu) and what another body answers goes through the actions
behind the pages.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from damai.agencies.queries import Agency, Member
from damai.cases.actions.answering import accept
from damai.cases.actions.discussing import Held, note_discussion
from damai.cases.actions.forwarding import Handed, offer
from damai.cases.models import Case, Track
from damai.cases.queries.discussions import Attendee, Institution
from damai.cases.queries.forwarding import forwardings_of
from damai.ledger.queries import telling
from damai.statutes.queries import holidays
from damai.statutes.rules import Calendar
from damai.triage.actions import Refused

from .visitor import Visitor

CONDITIONS = ["reporter", "reported", "when_where", "description", "evidence"]
MISSING = {
    "evidence": "Foto atau rekaman belum ada. Kirim apa yang Anda simpan, atau sebutkan siapa yang menyimpannya.",
    "reported": "Belum jelas siapa yang dilaporkan. Nama, jabatan, atau ciri-cirinya sudah cukup.",
}
CLASSES = ["adm", "adm", "pid", "pid", "lain", "kepp", "tsm"]
LETTER = {
    "isi": "Diduga terjadi pelanggaran seperti diuraikan dalam berkas perkara. Semua yang disebut adalah dugaan.",
    "jabatan_ttd": "Ketua",
    "nama_ttd": "Tuti Handayani",
}
OUTSIDE = {"lain": ("body", "Badan Kepegawaian Negara"), "kepp": ("ethics", "DKPP")}


@dataclass
class OpenCase:
    """A case of the story: what it will turn out to be, and the day on which somebody next looks at it."""

    code: str
    state: str
    on: date
    klass: str
    outcome: str
    whole: bool  # everything was in the report at once
    mends: bool  # if not, the reporter mends it in time
    left: bool  # nobody looks after it: its clock ends
    extends: bool
    over: bool = False


@dataclass
class Docket:
    """The cases of the story, and who moves them on."""

    visit: Callable[[str, datetime], Visitor]
    dice: random.Random
    cases: list[OpenCase] = field(default_factory=list)
    plenaries: int = 0

    def opened(self, code: str, *, formal: bool, on: date) -> None:
        """A case was opened; what becomes of it is drawn now."""
        dice = self.dice
        self.cases.append(
            OpenCase(
                code=code,
                state="laporan_diterima" if formal else "informasi_awal",
                on=on,
                klass=dice.choice(CLASSES),
                outcome=dice.choice(["violation", "violation", "not_violation"]),
                whole=dice.random() < 0.55,
                mends=dice.random() < 0.7,
                left=dice.random() < 0.08,
                extends=dice.random() < 0.15,
            )
        )

    def go_on(self, moment: datetime) -> None:
        """Everything that is due on this working day, by the calendar of the law."""
        for case in self.cases:
            if case.on <= moment.date() and not case.over and not (case.left and case.state == "penanganan"):
                self._next(case, moment)

    def _next(self, case: OpenCase, moment: datetime) -> None:
        for _ in range(4):  # several steps on one day, where the law lets them follow at once
            before, act = case.state, getattr(self, f"_{case.state}", None)
            wait = act(case, moment) if act is not None else None
            if wait is None:
                case.over = True  # the end, or a guard objected: it stays, for a visitor of the demo to find out why
                return
            if wait:
                case.on = _working_days_later(moment.date(), wait)
                return
            if case.state == before:
                return

    # --- Until registration -----------------------------------------------------------------------------------------

    def _informasi_awal(self, case: OpenCase, moment: datetime) -> int | None:
        if case.on == moment.date() and not case.extends:
            case.extends = True  # followed up for some days first
            return 4
        if case.outcome == "violation" and self.dice.random() < 0.3:
            return self._walk(case, "sari", "dugaan_ditemukan", moment)
        return self._walk(case, "sari", "arsip", moment)

    def _dugaan_ditemukan(self, case: OpenCase, moment: datetime) -> int | None:
        return self._walk(case, "tuti", "temuan", moment, wait=0, **self._plenary(moment))

    def _temuan(self, case: OpenCase, moment: datetime) -> int | None:
        return self._registered(case, moment)

    def _arsip(self, case: OpenCase, moment: datetime) -> int | None:
        return self._walk(case, "sari", "status_diumumkan", moment, wait=2)

    def _laporan_diterima(self, case: OpenCase, moment: datetime) -> int | None:
        lacking = {} if case.whole else {self.dice.choice(sorted(MISSING)): ""}
        return self._assess(case, moment, lacking, to="lengkap" if case.whole else "belum_lengkap")

    def _belum_lengkap(self, case: OpenCase, moment: datetime) -> int | None:
        sari = self.visit("sari", moment)
        sari.post(f"/kerja/perkara/{case.code}/kajian/beritahu/", {"keadaan": case.state, "how": "channel"})
        return self._now(case, sari, "menunggu_perbaikan", wait=1 if case.mends else 4)

    def _menunggu_perbaikan(self, case: OpenCase, moment: datetime) -> int | None:
        if not case.mends:
            given = self._plenary(moment) | {"reason": "repair_lapsed"}
            return self._walk(case, "tuti", "tidak_diregistrasi", moment, wait=1, **given)
        sari = self.visit("sari", moment)
        sari.post(f"/kerja/perkara/{case.code}/kajian/perbaikan/", {"answer": "counter"})
        return self._now(case, sari, "kajian_awal_ulang")

    def _kajian_awal_ulang(self, case: OpenCase, moment: datetime) -> int | None:
        return self._assess(case, moment, {}, to="lengkap")

    def _lengkap(self, case: OpenCase, moment: datetime) -> int | None:
        return self._registered(case, moment)

    def _tidak_diregistrasi(self, case: OpenCase, moment: datetime) -> int | None:
        return self._walk(case, "sari", "status_diumumkan", moment, wait=2)

    def _status_diumumkan(self, case: OpenCase, moment: datetime) -> int | None:
        self._walk(case, "sari", "ditutup", moment)
        return None

    # --- From registration ------------------------------------------------------------------------------------------

    def _registered(self, case: OpenCase, moment: datetime) -> int | None:
        given = self._plenary(moment) | {"classes": [case.klass]}
        wait = self._walk(case, "tuti", "diregistrasi", moment, wait=2, **given)
        case.state = "penanganan" if wait is not None else case.state
        return wait

    def _penanganan(self, case: OpenCase, moment: datetime) -> int | None:
        if case.klass == "pid" and not self._discuss(case, moment, ordinal=1):
            return None
        if case.extends:
            case.extends = False
            return self._track(case, "sari", "penanganan_lanjut", moment, wait=4, reason="witness")
        return self._plead(case, moment)

    def _penanganan_lanjut(self, case: OpenCase, moment: datetime) -> int | None:
        return self._plead(case, moment)

    def _plead(self, case: OpenCase, moment: datetime) -> int | None:
        if case.klass == "pid" and not self._discuss(case, moment, ordinal=2):
            return None
        return self._track(case, "tuti", "pleno_hasil", moment, wait=0, outcome=case.outcome, **self._plenary(moment))

    def _pleno_hasil(self, case: OpenCase, moment: datetime) -> int | None:
        if case.outcome == "not_violation":
            return self._track(case, "tuti", "dihentikan", moment, wait=1)
        if case.klass in {"adm", "tsm"}:
            return self._track(case, "tuti", "sidang", moment, wait=2)
        return self._forward(case, moment)

    def _sidang(self, case: OpenCase, moment: datetime) -> int | None:
        return self._track(case, "tuti", "diputus", moment, wait=2, outcome="violation", **self._plenary(moment))

    def _diputus(self, case: OpenCase, moment: datetime) -> int | None:
        return self._track(case, "sari", "kpu_melaksanakan", moment, wait=1)

    def _rest(self, case: OpenCase, moment: datetime) -> int | None:
        case.state = "diregistrasi"
        return self._walk(case, "sari", "status_diumumkan", moment, wait=3)

    _dihentikan = _kpu_melaksanakan = _diteruskan_polri = _diteruskan_instansi = _diteruskan_dkpp = _rest

    def _discuss(self, case: OpenCase, moment: datetime, *, ordinal: int) -> bool:
        """Supervisors, police and prosecutors sit together; Sari writes down what it came to."""
        track = _track_of(case)
        if track.discussions.filter(ordinal=ordinal).exists():
            return True
        held = Held(
            ordinal=ordinal,
            number=f"{case.code[2:]}/{ordinal}/GKM/{moment:%m/%Y}",
            held_at=moment - timedelta(minutes=30),
            attending=[
                Attendee(institution=Institution.SUPERVISORS, name="Tuti Handayani", office="Bawaslu Jakarta Pusat"),
                Attendee(institution=Institution.POLICE, name="Polan Siregar", office="Polres Metro Jakarta Pusat"),
                Attendee(institution=Institution.PROSECUTORS, name="Jaksa Rekaan", office="Kejaksaan Negeri Jakarta Pusat"),
            ],
            matter="Keterangan dan bukti yang sudah ada dibahas unsur demi unsur.",
            conclusion="go_on",
            concluded="Dilanjutkan.",
            police=Agency.objects.get(code="polres-jakpus"),
        )
        with telling(moment):
            return _done(lambda: note_discussion(track, held, by=_member("sari")))

    def _forward(self, case: OpenCase, moment: datetime) -> int | None:
        """Offered by Tuti; the police take it in their own account, other bodies answer by letter."""
        track, states = _track_of(case), {"pid": "diteruskan_polri", "lain": "diteruskan_instansi", "kepp": "diteruskan_dkpp"}
        kind, body = OUTSIDE.get(case.klass, ("police", ""))
        police = Agency.objects.get(code="polres-jakpus") if not body else None
        handed = Handed(letter=LETTER)
        with telling(moment):
            if not _done(lambda: offer(track, kind=kind, by=_member("tuti"), to_agency=police, body=body, handed=handed)):
                return None
        with telling(moment + timedelta(hours=2)):
            row = forwardings_of(track.case).filter(track=track).order_by("id").last()
            who = "tuti" if body else "polan"
            number = f"LP/B/{case.code[2:]}/{moment:%m/%Y}"
            if row is None or not _done(lambda: accept(row, reference=number, by=_member(who))):
                return None
        case.state = states[case.klass]
        return 1

    # --- Pressing buttons -------------------------------------------------------------------------------------------

    def _plenary(self, moment: datetime) -> dict[str, Any]:
        self.plenaries += 1
        number = f"{self.plenaries:03d}/BA-PLENO/{moment:%m/%Y}"
        return {"number": number, "held_on": moment.date().isoformat(), "present": 4, "of": 5, "signed": "on"}

    def _assess(self, case: OpenCase, moment: datetime, lacking: dict[str, str], *, to: str) -> int | None:
        sari = self.visit("sari", moment)
        form: dict[str, Any] = {"keadaan": case.state, "classes": [case.klass]}
        form |= {f"met-{item}": "on" for item in CONDITIONS if item not in lacking}
        form |= {f"note-{item}": MISSING[item] for item in lacking}
        sari.post(f"/kerja/perkara/{case.code}/kajian/catat/", form)
        return self._now(case, sari, to)

    def _walk(self, case: OpenCase, who: str, to: str, moment: datetime, *, wait: int = 0, **given: object) -> int | None:
        visitor = self.visit(who, moment)
        form = {f"0-{to}-{name}": value for name, value in given.items()}
        visitor.post(f"/kerja/perkara/{case.code}/langkah/", {"ke": to, "keadaan": case.state, **form})
        return self._now(case, visitor, to, wait=wait)

    def _now(self, case: OpenCase, visitor: Visitor, to: str, *, wait: int = 0) -> int | None:
        """Whether the case is where it was wanted; the days until somebody looks again."""
        if Case.objects.get(code=case.code).state != to:
            return None
        case.state = to
        return wait

    def _track(self, case: OpenCase, who: str, to: str, moment: datetime, *, wait: int = 0, **given: object) -> int | None:
        track = _track_of(case)
        form = {f"{track.pk}-{to}-{name}": value for name, value in given.items()}
        address = f"/kerja/perkara/{case.code}/jalur/{case.klass}/langkah/"
        self.visit(who, moment).post(address, {"ke": to, "keadaan": track.state, **form})
        if _track_of(case).state != to:
            return None
        case.state = to
        return wait


def _done(act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused:
        return False
    return True


def _track_of(case: OpenCase) -> Track:
    return Track.objects.select_related("case").get(case__code=case.code, klass=case.klass)


def _member(username: str) -> Member:
    return Member.objects.get(username=username)


def _working_days_later(day: date, days: int) -> date:
    """So many working days after a day, by the calendar of the law's tables."""
    calendar = Calendar.of(holidays())
    while days:
        day += timedelta(days=1)
        days -= calendar.is_working_day(day)
    return day


CASE_LINK = re.compile(r"/kerja/perkara/(P-\d+)/")
