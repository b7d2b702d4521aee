"""Handing over in two phases: one accountable body, a receiver who sees what was chosen only, clocks on both sides."""

from datetime import date, timedelta

import pytest
import time_machine
from tests.cast import LONG_AGO, cast

from damai.agencies.models import Agency, AgencyKind, Appointment, Channel, Member
from damai.cases import actions, queries
from damai.cases.actions import answering, forwarding
from damai.cases.actions.forwarding import Handed
from damai.cases.models import Discussion, Forwarding, Party, Recusal, Term
from damai.cases.queries.forwarding import accountable, clocks_of, forwarding_to, forwardings_to, results_for, waiting_for
from damai.cases.rules import Class, Outcome, State, TrackState
from damai.documents.models import Document
from damai.documents.queries import document, pdf_of
from damai.documents.tests.reading import words_of
from damai.evidence.models import Custody
from damai.evidence.tests.story import photo, picture
from damai.identities.actions import keep, look
from damai.identities.models import Reading
from damai.ledger.models import Entry
from damai.outbox.models import Letter
from damai.statutes.actions import load_statutes

from .test_the_way_of_a_case import ALL, MOMENT, opened, plenary

pytestmark = pytest.mark.django_db
LETTER = {"isi": "Dugaan pembagian uang di Gambir.", "jabatan_ttd": "Ketua", "nama_ttd": "Contoh Ketua"}
POLICE, KPU = "polres-jakpus", "kpu-jakpus"


@pytest.fixture
def people():
    people = cast()
    load_statutes()
    return people


@pytest.fixture
def clock():
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


def agency(code: str) -> Agency:
    return Agency.objects.get(code=code)


def handled(people, *classes: Class):
    """A registered case with these classes, each in handling."""
    case = opened(people)
    case = actions.assess(case, met=ALL, by=people.sari, classes=set(classes))
    case = actions.register(case, classes=classes, plenary=plenary(), by=people.tuti)
    return case, list(queries.tracks_of(case))


def a_crime(people):
    """A crime that the plenary found, discussed in Gakkumdu: the hours to forward it run."""
    case, (track,) = handled(people, Class.PID)
    Discussion.objects.create(
        track=track, ordinal=2, number="05/GKMD/II/2024", held_at=MOMENT, supervisors=1, police=1, prosecutors=1,
        conclusion="go_on", at=MOMENT, by=people.sari.code,
    )  # fmt: skip
    track = actions.decide(track, outcome=Outcome.VIOLATION, plenary=plenary("BA.02/PP.01/II/2024"), by=people.tuti)
    return case, track


def offered(people, track, **given) -> Forwarding:
    return forwarding.offer(
        track, **({"kind": "police", "to_agency": agency(POLICE), "by": people.tuti, "handed": Handed(letter=LETTER)} | given)
    )


def k1(track) -> Term:
    return Term.objects.get(track=track, clock="K1")


def test_the_sender_is_accountable_until_the_police_accept(people, clock):
    case, track = a_crime(people)
    row = offered(people, track)
    assert row.code == f"T-{row.pk:05d}" and row.number and row.answer_by == MOMENT + timedelta(hours=24) == k1(track).due_at
    assert accountable(track).agency == "bawaslu-jakpus" and k1(track).ended_at is None
    with pytest.raises(forwarding.AlreadyOffered):
        offered(people, track)
    clock.shift(timedelta(hours=2))
    answering.accept(row, reference="LP/B/12/II/2024/SPKT", by=people.polan)
    track.refresh_from_db()
    assert (track.state, accountable(track).agency) == (TrackState.DITERUSKAN_POLRI, POLICE)
    assert (k1(track).end, Term.objects.get(track=track, clock="K3").start_at) == ("met", MOMENT + timedelta(hours=2))
    with pytest.raises(forwarding.NotOpen, match="sudah selesai"):
        answering.accept(row, reference="LP/B/13", by=people.polan)
    names = list(Entry.objects.filter(about=row.code).order_by("id").values_list("name", flat=True))
    assert names[0] == "ForwardingOffered" and "ForwardingAccepted" in names
    assert accountable(case).agency == "bawaslu-jakpus"  # the case is still theirs to announce and close


def test_a_crime_over_the_weekend(people, clock):
    """Stated on Friday at 16.30: the hours run through Saturday. A proven delivery meets them, and nobody else is accountable."""
    clock.move_to(MOMENT.replace(day=2, hour=9, minute=30))
    _case, track = a_crime(people)
    assert k1(track).due_at == MOMENT.replace(day=3, hour=9, minute=30)
    row = offered(people, track)
    clock.move_to(MOMENT.replace(day=3, hour=9))
    forwarding.prove_delivery(row, at=MOMENT.replace(day=3, hour=8), receipt="TT/07/II/2024", by=people.tuti)
    assert k1(track).end == "met" and accountable(track).agency == "bawaslu-jakpus"
    with pytest.raises(forwarding.NotOpen, match="sudah dicatat"):
        forwarding.prove_delivery(row, at=MOMENT.replace(day=3, hour=8), receipt="TT/08", by=people.tuti)
    clock.move_to(MOMENT.replace(day=3, hour=9, minute=20))
    row.refresh_from_db()
    answering.accept(row, reference="LP/1", by=people.polan)
    track.refresh_from_db()
    assert track.state == TrackState.DITERUSKAN_POLRI and k1(track).end == "met"


def test_what_nobody_answers_goes_back_with_an_alarm(people, clock):
    Member.objects.filter(username__in=["tuti", "polan"]).update(channel=Channel.EMAIL)
    _case, track = a_crime(people)
    row = offered(people, track)
    assert Letter.objects.filter(about=row.code, purpose="forwarding").count() == 1  # to the liaison
    assert forwarding.return_unanswered() == 0
    clock.shift(timedelta(hours=24))
    with pytest.raises(forwarding.NotOpen, match="sudah habis"):
        answering.accept(row, reference="LP/1", by=people.polan)
    assert forwarding.return_unanswered() == 1 and forwarding.return_unanswered() == 0
    row.refresh_from_db()
    assert row.answer == "returned" and accountable(track).agency == "bawaslu-jakpus"
    assert Letter.objects.filter(about=row.code).count() == 2  # and the alarm to the lead
    assert Entry.objects.filter(name="ForwardingReturned", about=row.code).count() == 1
    assert not forwardings_to(people.polan).exists()  # not theirs any more
    assert offered(people, track).answer == "waiting"  # it can be offered again


def test_a_refusal_has_a_reason_and_its_words_are_sealed(people, clock):
    _case, track = a_crime(people)
    row = offered(people, track)
    with pytest.raises(actions.NotAllowed, match="alasan"):
        answering.refuse(row, reason="busy", by=people.polan)
    answering.refuse(row, reason="incomplete", words="Saksi Ani belum diperiksa.", by=people.polan)
    row.refresh_from_db()
    assert row.answer == "refused" and b"Ani" not in bytes(row.sealed_words)
    assert queries.forwarding.words_of(row) == "Saksi Ani belum diperiksa."
    assert accountable(track).agency == "bawaslu-jakpus"
    assert b"Ani" not in b"".join(bytes(each.opening or b"") for each in Entry.objects.all())


def test_the_sender_takes_an_offer_back(people, clock):
    _case, track = a_crime(people)
    row = offered(people, track)
    with pytest.raises(actions.NotYours):
        forwarding.withdraw(row, by=people.polan)
    forwarding.withdraw(row, by=people.tuti)
    with pytest.raises(actions.NotYours):
        answering.accept(row, reference="LP/1", by=people.polan)


def test_who_may_offer_and_to_whom(people, clock):
    _case, track = a_crime(people)
    with pytest.raises(actions.NotAllowed, match="pimpinan"):
        offered(people, track, by=people.sari)
    with pytest.raises(actions.NotYours):
        offered(people, track, by=people.budi)
    for wrong in (KPU, "bawaslu-jakpus", "bawaslu-jakbar"):
        with pytest.raises(actions.NotAllowed, match="tidak dapat menerima"):
            offered(people, track, to_agency=agency(wrong))
    with pytest.raises(actions.NotAllowed, match="Dari keadaannya"):
        offered(people, track, kind="ethics", to_agency=None, body="DKPP")
    with pytest.raises(actions.NotAllowed, match="tulis nama badannya"):
        offered(people, track, to_agency=None)
    assert not Forwarding.objects.exists() and not Document.objects.filter(kind="penerusan-pidana").exists()


def test_without_gakkumdu_nothing_is_offered(people, clock):
    _case, (track,) = handled(people, Class.PID)
    track = actions.decide(track, outcome=Outcome.VIOLATION, plenary=plenary("BA.02/PP.01/II/2024"), by=people.tuti)
    with pytest.raises(actions.NotAllowed, match="Gakkumdu"):
        offered(people, track)


# --- What the receiver sees ------------------------------------------------------------------------------------------


def test_the_receiver_reads_the_chosen_people_after_acceptance_and_no_others(people, clock):
    case, track = a_crime(people)
    chosen = keep(
        case.code, part="witness", fields={"name": "Ani Saksi", "phone": "0812-1"}, agency=case.agency, by=people.sari.code
    )
    other = keep(case.code, part="reporter", fields={"name": "Sumirah Pelapor"}, agency=case.agency, by=people.sari.code)
    row = offered(people, track, handed=Handed(people=[chosen.code], letter=LETTER))
    said = words_of(pdf_of(document(row.document)))
    assert chosen.code in said and "Ani" not in said and "Sumirah" not in said  # to an agency with accounts it names nobody
    for person in (chosen, other):
        with pytest.raises(actions.NotYours):
            look(person, by=people.polan, reason="handling", own=False)
    answering.accept(row, reference="LP/1", by=people.polan)
    assert look(chosen, by=people.polan, reason="handling", own=False).fields["name"] == "Ani Saksi"
    assert Reading.objects.filter(person=chosen, way="handed").count() == 1
    with pytest.raises(actions.NotYours):
        look(other, by=people.polan, reason="handling", own=False)


def test_the_receiver_takes_the_chosen_files_after_acceptance_and_the_record_says_so(people, clock, monkeypatch, tmp_path):
    monkeypatch.setattr("django.conf.settings.HOME", tmp_path)
    case, track = a_crime(people)
    chosen = photo(people.sari, subject=case.code)
    kept_back = photo(people.sari, picture(colour=(1, 2, 3)), subject=case.code, title="Foto lain")
    row = offered(people, track, handed=Handed(exhibits=[chosen.code], letter=LETTER))
    letter = "".join(words_of(pdf_of(document(row.document))).split())
    assert chosen.code in letter and chosen.sha256 in letter and kept_back.code not in letter
    with pytest.raises(actions.NotYours):
        answering.take_piece(row, chosen.code, by=people.polan)
    answering.accept(row, reference="LP/1", by=people.polan)
    assert answering.take_piece(row, chosen.code, by=people.polan).sha256 == chosen.sha256
    copies = Custody.objects.filter(exhibit=chosen, action="copied").values_list("holder_kind", "holder", "by")
    assert list(copies) == [("agency", POLICE, people.polan.code)] * 2  # what acceptance gave, and what was taken
    for code, member in ((kept_back.code, people.polan), (chosen.code, people.citra), ("E-99999", people.polan)):
        with pytest.raises(actions.NotYours):
            answering.take_piece(row, code, by=member)


def test_only_what_belongs_to_the_case_goes_with_it(people, clock):
    _case, track = a_crime(people)
    strange = keep("P-99999", part="witness", fields={"name": "Orang Lain"}, agency="bawaslu-jakpus", by=people.sari.code)
    for wrong in (Handed(people=[strange.code], letter=LETTER), Handed(exhibits=["E-99999"], letter=LETTER)):
        with pytest.raises(actions.NotYours):
            offered(people, track, handed=wrong)
    assert not Forwarding.objects.exists()


def test_nobody_else_finds_it(people, clock):
    _case, track = a_crime(people)
    row = offered(people, track)
    assert forwarding_to(people.polan, row.code) == row and list(waiting_for(people.polan)) == [row]
    for member in (people.citra, people.komar, people.budi, people.dewi, people.oki, people.sari, people.tuti):
        with pytest.raises(Forwarding.DoesNotExist):
            forwarding_to(member, row.code)
        with pytest.raises(actions.NotYours):
            answering.accept(row, reference="LP/1", by=member)
        with pytest.raises(actions.NotYours):
            answering.refuse(row, reason="not_ours", by=member)
    with pytest.raises(Forwarding.DoesNotExist):
        forwarding_to(people.polan, f"T-{row.pk + 1:05d}")
    with pytest.raises(queries.Case.DoesNotExist):
        queries.case_for(people.polan, row.case.code)  # the case itself is not theirs, also after acceptance
    answering.accept(row, reference="LP/1", by=people.polan)
    with pytest.raises(queries.Case.DoesNotExist):
        queries.case_for(people.polan, row.case.code)


def test_who_is_recused_neither_offers_nor_answers(people, clock):
    case, track = a_crime(people)
    row = offered(people, track)
    for member in (people.tuti, people.polan):
        Recusal.objects.create(case=case, member=member, reason="family", at=MOMENT, by=member.code)
    with pytest.raises(Forwarding.DoesNotExist):
        forwarding_to(people.polan, row.code)
    for act in (
        lambda: answering.accept(row, reference="LP/1", by=people.polan),
        lambda: forwarding.withdraw(row, by=people.tuti),
        lambda: forwarding.prove_delivery(row, at=MOMENT, receipt="TT/1", by=people.tuti),
    ):
        with pytest.raises(actions.NotYours):
            act()


# --- Results --------------------------------------------------------------------------------------------------------


def test_the_police_report_and_the_track_moves_with_their_clocks(people, clock):
    _case, track = a_crime(people)
    row = offered(people, track)
    answering.accept(row, reference="LP/1", by=people.polan)
    row.refresh_from_db()
    assert {move.target for move in results_for(row)} >= {TrackState.SIDIK, TrackState.DIHENTIKAN}
    told = [
        (TrackState.SIDIK, 1), (TrackState.SIDIK, 5), (TrackState.P19, 7), (TrackState.SIDIK, 9), (TrackState.P21, 11),
        (TrackState.PN, 14), (TrackState.PN, 19), (TrackState.INKRAH, 23), (TrackState.INKRAH, 24), (TrackState.EKSEKUSI, 26),
    ]  # fmt: skip
    for number, (target, day) in enumerate(told):
        at = MOMENT + timedelta(days=day)
        clock.move_to(at)
        row = answering.tell_result(row, to=target, at=at, reference=f"R/{number}", by=people.polan)
        row.track.refresh_from_db()
        assert row.track.state == target
    clocks = {(term.clock, term.round): term.end for term in Term.objects.filter(track=track)}
    assert clocks["K3", 1] == "met" and clocks["K4", 1] == "met" and clocks["K12", 1] == "met"
    assert len(row.results) == len(told)
    with pytest.raises(actions.NotAllowed, match="tidak mengikuti"):
        answering.tell_result(row, to=TrackState.SIDIK, at=MOMENT + timedelta(days=26), reference="R/99", by=people.polan)


def test_a_result_is_not_told_by_strangers_nor_for_tomorrow_nor_before_acceptance(people, clock):
    _case, track = a_crime(people)
    row = offered(people, track)
    with pytest.raises(forwarding.NotOpen):
        answering.tell_result(row, to="sidik", at=MOMENT, reference="R/1", by=people.polan)
    answering.accept(row, reference="LP/1", by=people.polan)
    for member in (people.citra, people.budi, people.komar):
        with pytest.raises(actions.NotYours):
            answering.tell_result(row, to="sidik", at=MOMENT, reference="R/1", by=member)
    with pytest.raises(actions.NotAllowed, match="masa depan"):
        answering.tell_result(row, to="sidik", at=MOMENT + timedelta(hours=1), reference="R/1", by=people.polan)
    with pytest.raises(actions.NotAllowed, match="nomor surat"):
        answering.tell_result(row, to="sidik", at=MOMENT, reference="Ani, Jalan 1", by=people.polan)
    answering.tell_result(
        row, to="sidik", at=MOMENT, reference="R/1", by=people.tuti
    )  # told by letter: the office writes it down


def test_the_commission_carries_out_a_decision_that_was_read(people, clock):
    _case, (track,) = handled(people, Class.ADM)
    track = actions.decide(track, outcome=Outcome.VIOLATION, plenary=plenary("BA.02/PP.01/II/2024"), by=people.tuti)
    track = actions.move_track(track, to=TrackState.SIDANG, by=people.tuti)
    track = actions.move_track(
        track, to=TrackState.DIPUTUS, outcome="violation", plenary=plenary("BA.03/PP.01/II/2024"), by=people.tuti
    )
    row = offered(people, track, kind="commission", to_agency=agency(KPU), by=people.tuti)
    answering.accept(row, reference="KPU/1", by=people.citra)
    track.refresh_from_db()
    assert track.state == TrackState.DIPUTUS and accountable(track).agency == KPU
    clock.shift(timedelta(days=1))
    answering.tell_result(row, to=TrackState.KPU_MELAKSANAKAN, at=MOMENT + timedelta(days=1), reference="KPU/2", by=people.citra)
    assert Term.objects.get(track=track, clock="A2").end == "met"


def test_dkpp_has_no_account_and_its_answer_is_written_down_by_the_office(people, clock):
    case, (track,) = handled(people, Class.KEPP)
    witness = keep(case.code, part="witness", fields={"name": "Ani Saksi"}, agency=case.agency, by=people.sari.code)
    track = actions.decide(track, outcome=Outcome.VIOLATION, plenary=plenary("BA.02/PP.01/II/2024"), by=people.tuti)
    row = offered(
        people, track, kind="ethics", to_agency=None, body="DKPP", handed=Handed(people=[witness.code], letter=LETTER)
    )  # fmt: skip
    assert "Ani Saksi" in words_of(pdf_of(document(row.document)))  # paper is all that body gets
    assert Reading.objects.filter(person=witness, why="handing-over").count() == 1
    assert (accountable(track).agency, row.answer_by) == ("bawaslu-jakpus", MOMENT + timedelta(hours=120))
    clock.shift(timedelta(days=2))
    answering.accept(row, reference="02-PKE/II/2024", by=people.tuti)
    assert (accountable(track).agency, accountable(track).name) == ("", "DKPP")
    answering.tell_result(row, to=TrackState.DIPUTUS_DKPP, at=MOMENT + timedelta(days=2), reference="P/1", by=people.tuti)
    track.refresh_from_db()
    assert track.over_at is not None


def test_ethics_of_ad_hoc_organisers_go_to_the_commission(people, clock):
    case, (track,) = handled(people, Class.KEPP)
    track = actions.decide(track, outcome=Outcome.VIOLATION, plenary=plenary("BA.02/PP.01/II/2024"), by=people.tuti)
    with pytest.raises(actions.NotAllowed, match="penyelenggara ad hoc"):
        offered(people, track, kind="commission", to_agency=agency(KPU))
    Party.objects.create(case=case, number=1, kind="organiser")
    row = offered(people, track, kind="commission", to_agency=agency(KPU))
    assert document(row.document).kind == "penerusan-etik"
    answering.accept(row, reference="KPU/9", by=people.citra)
    track.refresh_from_db()
    assert track.state == TrackState.DITERUSKAN_KPU


# --- Between supervisors --------------------------------------------------------------------------------------------


@pytest.fixture
def wati(people):
    """Who leads the supervisors of Jakarta Barat."""
    member = Member.objects.create(username="wati", code="M-0071", first_name="Wati", email="wati@contoh.id")
    office = agency("bawaslu-jakbar")
    Appointment.objects.create(member=member, agency=office, role="lead", area=office.area, starts_on=LONG_AGO)
    return member


def test_a_case_changes_office_while_its_first_study_runs(people, clock, wati):
    case = actions.move(opened(people), to=State.KAJIAN_AWAL, by=people.sari)
    person = keep(
        case.code, part="reporter", fields={"name": "Ani", "address": "Jalan 1"}, agency=case.agency, by=people.sari.code
    )
    first = Term.objects.get(case=case, clock="P3")
    with pytest.raises(actions.NotAllowed, match="berita acara pleno"):
        offered(people, case, kind="transfer", to_agency=agency("bawaslu-jakbar"))
    row = offered(people, case, kind="transfer", to_agency=agency("bawaslu-jakbar"), plenary=plenary("BA.05/PP.01/II/2024"))
    assert row.answer_by <= first.due_at and Term.objects.get(pk=first.pk).ended_at is None  # it goes on meanwhile
    clock.shift(timedelta(hours=20))
    answering.accept(row, reference="TERIMA/1", by=people.budi)
    case.refresh_from_db()
    assert (case.agency_id, case.state, accountable(case).agency) == ("bawaslu-jakbar", State.LAPORAN_DITERIMA, "bawaslu-jakbar")
    row.refresh_from_db()
    both = clocks_of(row)
    assert [(each.term.clock, each.term.end) for each in both.senders] == [("P3", "met")]  # delegation is what it came to
    assert [(each.term.clock, each.term.start_at) for each in both.receivers] == [("P3", MOMENT + timedelta(hours=20))]
    first.refresh_from_db()
    assert first.due_on == date(2024, 2, 5) and first.start_at == case.received_at  # kept as it was
    with pytest.raises(queries.Case.DoesNotExist):
        queries.case_for(people.sari, case.code)
    assert queries.case_for(people.budi, case.code).report.agency_id == "bawaslu-jakbar"
    assert look(person, by=wati, reason="handling", own=True).fields["name"] == "Ani"
    with pytest.raises(actions.NotYours):
        look(person, by=people.tuti, reason="handling", own=True)
    case = actions.assess(case, met=ALL, by=people.budi)  # and it goes its way there
    assert case.state == State.LENGKAP


def test_a_takeover_refused_stays_where_it_is(people, clock, wati):
    case = actions.move(opened(people), to=State.KAJIAN_AWAL, by=people.sari)
    row = offered(people, case, kind="takeover", to_agency=agency("bawaslu-jakbar"), plenary=plenary("BA.06/PP.01/II/2024"))
    answering.refuse(row, reason="other_place", by=wati)
    case.refresh_from_db()
    assert (case.agency_id, case.state) == ("bawaslu-jakpus", State.KAJIAN_AWAL)
    assert Term.objects.get(case=case, clock="P3").ended_at is None


def test_supervisors_hand_cases_only_to_offices_of_the_house(people, clock):
    case = actions.move(opened(people), to=State.KAJIAN_AWAL, by=people.sari)
    with pytest.raises(actions.NotAllowed, match="hanya ke kantor pengawas"):
        offered(people, case, kind="transfer", to_agency=None, body="Bawaslu Provinsi", plenary=plenary())


def test_a_case_that_moved_meanwhile_cannot_be_accepted(people, clock, wati):
    case = actions.move(opened(people), to=State.KAJIAN_AWAL, by=people.sari)
    row = offered(people, case, kind="transfer", to_agency=agency("bawaslu-jakbar"), plenary=plenary("BA.05/PP.01/II/2024"))
    actions.assess(case, met=ALL, by=people.sari)
    with pytest.raises(actions.NotAllowed, match="tidak diserahkan"):
        answering.accept(row, reference="TERIMA/1", by=people.budi)
    row.refresh_from_db()
    assert row.answer == "waiting"  # nothing half done
    forwarding.withdraw(row, by=people.tuti)


def test_an_agency_kind_that_no_receiver_is_for(people):
    from damai.cases.rules import Receiver
    from damai.cases.rules.forwarding import AGENCIES, answers

    assert set(AGENCIES) == set(answers()) == set(Receiver)
    assert all(set(kinds) <= set(AgencyKind.values) for kinds in AGENCIES.values())
    assert [kind for kind, answer in answers().items() if answer.by_law] == [Receiver.POLICE]
