"""A plenary is written, signed by everyone who was there, and decides; without it nothing is decided, and twice neither."""

import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import cast

from damai.agencies.models import Agency, Role
from damai.cases import actions
from damai.cases.actions import convening, enacting, studying
from damai.cases.models import Case, PlenaryItem, PlenarySeat, PlenoRecord, Study, Track
from damai.cases.queries import plenaries
from damai.cases.rules import Plenary
from damai.cases.rules.plenary import Count, Seat, counted, everybody_signed
from damai.cases.tests import people as folk
from damai.cases.tests import story
from damai.cases.tests.test_studies import TEXT
from damai.documents.queries import document, pdf_of
from damai.documents.tests.reading import words_of
from damai.identities.tests.story import joined
from damai.ledger.actions import ensure_log
from damai.ledger.models import Entry
from damai.ledger.queries import now
from damai.statutes.actions import load_statutes
from damai.triage.actions import NotYours, Refused

DAY = date(2024, 2, 1)


@pytest.fixture
def clock():
    with time_machine.travel(story.MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(db, clock):
    found = cast()
    load_statutes()
    ensure_log(is_demo=True)  # nobody holds a device here; `test_nobody_signs_without_a_second_factor` has a real log
    return found


@pytest.fixture
def table(people):
    """Five commissioners: Tuti and four more."""
    return [people.tuti, *folk.commissioners(4)]


def office() -> Agency:
    return Agency.objects.get(code="bawaslu-jakpus")


def drafted(people, number="BA.07/PP.01/II/2024", held_on=DAY, present=None) -> PlenoRecord:
    row = convening.draft_plenary(office(), number=number, held_on=held_on, by=people.tuti)
    there = present if present is not None else [seat.member.code for seat in plenaries.seats_of(row)]
    return convening.set_presence(row, present=there, by=people.tuti)


def studied(track: Track, people) -> Study:
    return studying.save_study(
        track.case, track=track, base_version=0, text=TEXT, advice="forward", citations=(), by=people.tuti
    ).study


def outcome(track: Track, people, plenary: PlenoRecord, said="violation", by=None) -> PlenaryItem:
    decision = convening.Decision(matter="pleno_hasil", outcome=said)
    return convening.put_on_agenda(plenary, track.case, decision, track=track, by=by or people.tuti)


def signed(plenary: PlenoRecord, table, people) -> PlenoRecord:
    row = convening.open_for_signing(plenary, by=people.tuti)
    there = {seat.member_id for seat in plenaries.seats_of(row) if seat.present}
    for member in table:
        if member.pk in there:
            convening.sign_plenary(row, by=member, proven_at=now())
    return PlenoRecord.objects.get(pk=row.pk)


def test_from_the_draft_to_the_decision(people, table):
    track = story.in_handling(people, klass="pid")
    study = studied(track, people)
    row = drafted(people)
    assert (row.state, row.present, row.of) == ("draft", 5, 5)
    convening.write_notes(row, words="Pleno mendengar kajian.", by=people.tuti)
    item = outcome(track, people, row)
    study.refresh_from_db()
    assert (study.final, study.plenary) == (True, row)
    assert "pelanggaran" in plenaries.decided_words(item)
    row = signed(row, table, people)
    assert row.state == "signed"
    done = enacting.put_in_force(row, by=people.tuti)
    assert (done.done, done.refused) == (1, {})
    track.refresh_from_db()
    assert (track.state, track.outcome) == ("pleno_hasil", "violation")
    (step,) = track.steps.filter(target="pleno_hasil")
    assert step.plenary == row
    assert "K1" in story.clocks(track.case, track)
    row.refresh_from_db()
    assert row.state == "in_force" and plenaries.checked(row).matches
    printed = " ".join(words_of(pdf_of(document(row.document))).split())
    assert "BA.07/PP.01/II/2024" in printed and "5 dari 5" in printed and "Pleno mendengar kajian." in printed
    names = list(Entry.objects.filter(about=row.code).order_by("id").values_list("name", flat=True))
    assert names == ["PlenaryDrafted", "PlenaryOpened", *["PlenarySigned"] * 5, "PlenaryInForce"]
    assert Entry.objects.filter(about=track.case.code, name="DecisionTaken").count() == 1


def test_several_cases_of_all_kinds_on_one_agenda(people, table):
    finding = story.opened(people, kind="temuan", text="Spanduk di kantor kelurahan")
    complete = story.complete(people, text="Uang di pasar")
    track = story.in_handling(people, klass="kepp", text="Petugas memihak")
    studied(track, people)
    row = drafted(people)
    convening.put_on_agenda(row, finding, convening.Decision(matter="temuan"), by=people.sari)
    classes = convening.Decision(matter="diregistrasi", classes=("adm", "pid"))
    convening.put_on_agenda(row, complete, classes, by=people.sari)
    outcome(track, people, row, "not_violation")
    row = signed(row, table, people)
    done = enacting.put_in_force(row, by=people.tuti)
    assert (done.done, done.refused) == (3, {})
    assert story.state(finding) == "temuan"
    assert sorted(complete.tracks.values_list("klass", flat=True)) == ["adm", "pid"]
    assert Track.objects.get(pk=track.pk).outcome == "not_violation"


def test_two_plenaries_for_one_decision_are_refused(people, table):
    track = story.in_handling(people, klass="adm")
    first, second = drafted(people), drafted(people, "BA.08/PP.01/II/2024")
    outcome(track, people, first)
    with pytest.raises(convening.SecondPlenary, match=r"BA\.07"):
        outcome(track, people, second, "not_violation")
    enacting.put_in_force(signed(first, table, people), by=people.tuti)
    track.refresh_from_db()
    with pytest.raises(convening.NotOnTheAgenda):
        outcome(track, people, second, "not_violation")
    with pytest.raises(Refused, match=r"BA\.07"):
        actions.decide(track, outcome="not_violation", plenary=story.plenary(), by=people.tuti)


def test_a_matter_that_is_taken_off_or_dropped_can_go_to_another_plenary_and_its_study_on(people, table):
    track = story.in_handling(people, klass="pid")
    study = studied(track, people)
    first, second = drafted(people), drafted(people, "BA.08/PP.01/II/2024")
    item = outcome(track, people, first)
    with pytest.raises(studying.StudyDecided):
        studied(track, people)
    convening.take_off(item, by=people.tuti)
    study.refresh_from_db()
    assert not study.final
    outcome(track, people, second)
    convening.drop_plenary(second, by=people.tuti)
    outcome(track, people, drafted(people, "BA.09/PP.01/II/2024"))
    assert Entry.objects.filter(name="StudyTakenBack").count() == 2


@pytest.mark.parametrize("number", ["", "BA 07", "Ketua: Budi", "x" * 61, "BA.07\nx"])
def test_minutes_need_a_number_that_is_one(people, table, number):
    with pytest.raises(convening.CannotConvene):
        drafted(people, number)
    assert not PlenoRecord.objects.exists()


def test_a_number_is_used_once(people, table):
    drafted(people)
    other = drafted(people, "BA.08/PP.01/II/2024")
    with pytest.raises(convening.CannotConvene, match="sudah dipakai"):
        drafted(people)
    with pytest.raises(convening.CannotConvene, match="sudah dipakai"):
        convening.change_plenary(other, number="BA.07/PP.01/II/2024", held_on=DAY, by=people.tuti)


def test_a_plenary_of_tomorrow_is_prepared_and_decides_nothing_before(people, table, clock):
    track = story.in_handling(people, klass="adm")
    row = drafted(people, held_on=DAY + timedelta(days=1))
    outcome(track, people, row)
    with pytest.raises(convening.CannotConvene, match="masa depan"):
        convening.open_for_signing(row, by=people.tuti)
    clock.shift(timedelta(days=1))
    convening.open_for_signing(row, by=people.tuti)


def test_a_plenary_before_the_case_came_in_decides_nothing_about_it(people, table):
    track = story.in_handling(people, klass="adm")
    row = drafted(people, held_on=DAY - timedelta(days=1))
    with pytest.raises(convening.NotOnTheAgenda, match="sebelum"):
        outcome(track, people, row)
    later = drafted(people, "BA.08/PP.01/II/2024")
    outcome(track, people, later)
    convening.change_plenary(later, number=later.number, held_on=DAY - timedelta(days=1), by=people.tuti)
    with pytest.raises(convening.NotOnTheAgenda, match="sebelum"):
        convening.open_for_signing(later, by=people.tuti)


def test_another_office_s_plenary_decides_nothing_here_and_is_not_seen(people, table):
    track = story.in_handling(people, klass="adm")
    row = drafted(people)
    other = Agency.objects.get(code="bawaslu-jakbar")
    with pytest.raises(NotYours):
        convening.draft_plenary(other, number="BA.01/JB", held_on=DAY, by=people.tuti)
    theirs = PlenoRecord.objects.create(agency=other, number="BA.01/JB", held_on=DAY, present=1, of=1)
    with pytest.raises(NotYours):
        outcome(track, people, theirs)
    for stranger in (people.budi, people.citra, people.polan, people.dewi, people.oki):
        assert not plenaries.plenaries_for(stranger).filter(pk=row.pk).exists()
        for attempt in (
            lambda who=stranger: outcome(track, people, row, by=who),
            lambda who=stranger: convening.set_presence(row, present=[], by=who),
            lambda who=stranger: convening.sign_plenary(row, by=who, proven_at=now()),
            lambda who=stranger: enacting.put_in_force(row, by=who),
        ):
            with pytest.raises(NotYours):
                attempt()


def test_officers_prepare_the_agenda_and_neither_preside_nor_sign(people, table):
    track = story.in_handling(people, klass="adm")
    row = drafted(people)
    outcome(track, people, row, by=people.sari)
    for attempt in (
        lambda: convening.set_presence(row, present=[], by=people.sari),
        lambda: convening.write_notes(row, words="x", by=people.sari),
        lambda: convening.open_for_signing(row, by=people.sari),
        lambda: convening.drop_plenary(row, by=people.sari),
    ):
        with pytest.raises(NotYours):
            attempt()
    convening.open_for_signing(row, by=people.tuti)
    with pytest.raises(NotYours):
        convening.sign_plenary(row, by=people.sari, proven_at=now())


def test_too_few_were_there(people, table):
    track = story.in_handling(people, klass="adm")
    row = drafted(people, present=[people.tuti.code, table[1].code])
    outcome(track, people, row)
    with pytest.raises(convening.NoQuorum, match="2/5"):
        convening.open_for_signing(row, by=people.tuti)
    row.refresh_from_db()
    assert row.state == "draft"


def test_who_is_recused_does_not_count_and_does_not_hold_up_the_rest(people, table):
    close, plain = story.in_handling(people, klass="adm"), story.in_handling(people, klass="adm", text="Spanduk di pasar")
    folk.recused(close.case, table[1])
    row = drafted(people, present=[member.code for member in table[:3]])
    outcome(close, people, row)
    outcome(plain, people, row)
    with pytest.raises(convening.NoQuorum, match="1\\."):  # two of five for the first, three of five for the second
        convening.open_for_signing(row, by=people.tuti)
    convening.set_presence(row, present=[member.code for member in table[:4]], by=people.tuti)
    row = signed(row, table, people)
    first, second = plenaries.items_of(row)
    assert (first.recused, second.recused) == ([table[1].code], [])
    assert plenaries.count_of(first) == Count(present=3, of=5) and plenaries.count_of(second) == Count(present=4, of=5)
    (hidden, shown) = plenaries.lines_for(table[1], row)
    assert hidden.hidden and not shown.hidden
    done = enacting.put_in_force(row, by=table[1])  # they may put it in force, but not touch the case they are close to
    assert list(done.refused) == [1] and done.done == 1
    item = PlenaryItem.objects.get(number=1)
    with pytest.raises(NotYours):
        enacting.carry_out(item, by=table[1])
    assert enacting.carry_out(item, by=people.tuti).done_at is not None
    step = close.steps.get(target="pleno_hasil")
    assert step.plenary == row


def test_whoever_was_there_signs_and_nobody_in_their_place(people, table):
    track = story.in_handling(people, klass="adm")
    row = drafted(people, present=[member.code for member in table[:4]])
    outcome(track, people, row)
    with pytest.raises(convening.CannotSign):  # still a draft
        convening.sign_plenary(row, by=people.tuti, proven_at=now())
    row = convening.open_for_signing(row, by=people.tuti)
    with pytest.raises(convening.CannotSign, match="tidak hadir"):
        convening.sign_plenary(row, by=table[4], proven_at=now())
    for member in table[:3]:
        convening.sign_plenary(row, by=member, proven_at=now())
    with pytest.raises(enacting.NotSignedYet):
        enacting.put_in_force(row, by=people.tuti)
    first = PlenarySeat.objects.get(plenary=row, member=people.tuti).signed_at
    convening.sign_plenary(row, by=people.tuti, proven_at=now())  # pressed twice
    assert PlenarySeat.objects.get(plenary=row, member=people.tuti).signed_at == first
    convening.sign_plenary(row, by=table[3], proven_at=now())
    assert PlenoRecord.objects.get(pk=row.pk).state == "signed"


def test_a_change_after_signing_takes_every_signature_back(people, table):
    track = story.in_handling(people, klass="adm")
    row = drafted(people)
    item = outcome(track, people, row)
    row = signed(row, table, people)
    for attempt in (
        lambda: convening.take_off(item, by=people.tuti),
        lambda: convening.set_presence(row, present=[], by=people.tuti),
        lambda: convening.write_notes(row, words="lain", by=people.tuti),
        lambda: convening.drop_plenary(row, by=people.tuti),
    ):
        with pytest.raises(convening.NotInDraft):
            attempt()
    row = convening.reopen_plenary(row, by=people.tuti)
    assert (row.state, row.sha256) == ("draft", "")
    assert not PlenarySeat.objects.filter(signed_at__isnull=False).exists()
    with pytest.raises(enacting.NotSignedYet):
        enacting.put_in_force(row, by=people.tuti)


def test_what_was_changed_behind_the_page_is_neither_signed_nor_put_in_force(people, table):
    track = story.in_handling(people, klass="adm")
    row = drafted(people)
    item = outcome(track, people, row)
    row = convening.open_for_signing(row, by=people.tuti)
    PlenaryItem.objects.filter(pk=item.pk).update(outcome="not_violation")
    with pytest.raises(convening.CannotSign, match="berubah"):
        convening.sign_plenary(row, by=people.tuti, proven_at=now())
    PlenaryItem.objects.filter(pk=item.pk).update(outcome="violation")
    for member in table:
        convening.sign_plenary(row, by=member, proven_at=now())
    PlenaryItem.objects.filter(pk=item.pk).update(outcome="not_violation")
    with pytest.raises(convening.CannotSign, match="berubah"):
        enacting.put_in_force(PlenoRecord.objects.get(pk=row.pk), by=people.tuti)


@pytest.mark.django_db
def test_nobody_signs_without_a_second_factor(clock):
    people = cast()
    load_statutes()
    track = story.in_handling(people, klass="adm")
    row = convening.draft_plenary(office(), number="BA.07/X", held_on=DAY, by=people.tuti)
    row = convening.set_presence(row, present=[people.tuti.code], by=people.tuti)
    outcome(track, people, row)
    row = convening.open_for_signing(row, by=people.tuti)
    for proven_at in (None, now(), now() - timedelta(minutes=6)):
        with pytest.raises(convening.CannotSign, match="faktor kedua"):
            convening.sign_plenary(row, by=people.tuti, proven_at=proven_at)


def test_a_class_is_not_decided_without_its_study_but_a_hearing_needs_none(people, table):
    crime, administrative = story.in_handling(people, klass="pid"), story.in_handling(people, klass="adm", text="Spanduk")
    row = drafted(people)
    with pytest.raises(convening.NotOnTheAgenda, match="Kajian"):
        outcome(crime, people, row)
    outcome(administrative, people, row)
    assert not Study.objects.exists()


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (convening.Decision(matter="pleno_hasil"), "Pilih hasil"),
        (convening.Decision(matter="pleno_hasil", outcome="stopped"), "Pilih hasil"),
        (convening.Decision(matter="diputus", outcome="violation"), "tidak dapat diputuskan"),
        (convening.Decision(matter="ditutup"), "tidak dapat diputuskan"),
    ],
)
def test_what_cannot_be_decided_about_a_class(people, table, decision, words):
    track = story.in_handling(people, klass="adm")
    with pytest.raises(convening.NotOnTheAgenda, match=words):
        convening.put_on_agenda(drafted(people), track.case, decision, track=track, by=people.tuti)


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (convening.Decision(matter="diregistrasi"), "jenis dugaan"),
        (convening.Decision(matter="tidak_diregistrasi", reason="witness"), "tidak dapat diputuskan"),
        (convening.Decision(matter="temuan"), "tidak dapat diputuskan"),
    ],
)
def test_what_cannot_be_decided_about_a_case(people, table, decision, words):
    case = story.complete(people)
    with pytest.raises(convening.NotOnTheAgenda, match=words):
        convening.put_on_agenda(drafted(people), case, decision, by=people.tuti)


def test_an_empty_agenda_is_not_signed(people, table):
    with pytest.raises(convening.NotOnTheAgenda, match="kosong"):
        convening.open_for_signing(drafted(people), by=people.tuti)


def test_a_case_that_moved_meanwhile_stays_on_the_list_with_the_reason(people, table):
    case = story.complete(people)
    row = drafted(people)
    convening.put_on_agenda(row, case, convening.Decision(matter="diregistrasi", classes=("adm",)), by=people.tuti)
    row = signed(row, table, people)
    actions.move(case, to="dicabut", by=people.sari)
    done = enacting.put_in_force(row, by=people.tuti)
    assert done.done == 0 and "tidak dikenal aturan" in done.refused[1]
    assert story.state(Case.objects.get(pk=case.pk)) == "dicabut"


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_put_one_decision_on_two_agendas_at_once_get_one(clock):
    people = cast()
    load_statutes()
    track = story.in_handling(people, klass="adm")
    rows = [drafted(people), drafted(people, "BA.08/PP.01/II/2024")]
    start, results = threading.Barrier(2), []

    def put(row: PlenoRecord) -> None:
        try:
            start.wait()
            outcome(track, people, row)
            results.append("put")
        except convening.SecondPlenary:
            results.append("second")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=put, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["put", "second"] and PlenaryItem.objects.count() == 1


SEATS = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=9).map(
    lambda rows: [
        Seat(member=f"M-{place:04d}", present=present, recused=recused, signed=signed and present)
        for place, (present, recused, signed) in enumerate(rows)
    ]
)


@given(seats=SEATS, out=st.sets(st.integers(0, 8)))
def test_no_plenary_decides_with_half_or_less_however_many_are_sent_out(seats, out):
    recused = {f"M-{place:04d}" for place in out}
    count = counted(seats, recused=recused)
    there = [seat for seat in seats if seat.present and not seat.recused and seat.member not in recused]
    assert (count.present, count.of) == (len(there), len(seats))
    assert count.quorate == (len(there) * 2 > len(seats))
    more = counted(seats, recused=recused | {"M-0000"})
    assert more.present <= count.present and more.of == count.of  # sending somebody out never makes a quorum
    signed_only = counted(seats, recused=recused, signed=True)
    assert signed_only.present <= count.present
    if everybody_signed(seats):
        assert signed_only == count


def test_minutes_that_were_signed_decide_only_what_stood_on_their_agenda(people, table):
    track, other = story.in_handling(people, klass="adm"), story.in_handling(people, klass="adm", text="Spanduk lain")
    row = drafted(people)
    outcome(track, people, row)
    row = signed(row, table, people)
    enacting.put_in_force(row, by=people.tuti)
    typed = plenaries_as_typed(row.number)
    with pytest.raises(Refused, match="tidak memuat perkara ini"):
        actions.decide(other, outcome="violation", plenary=typed, by=people.tuti)
    other.refresh_from_db()
    assert (other.state, other.outcome) == ("penanganan", "")


def plenaries_as_typed(number: str) -> Plenary:
    """Minutes as a lead types them in the form of a step, with a quorum that nobody counted."""
    return Plenary(number=number, held_on=DAY, present=1, of=1)


def test_typed_minutes_count_at_least_those_who_lead_the_office(people):
    for name in ("wati", "yanti"):
        joined(name, Role.LEAD)
    case = story.complete(people)
    with pytest.raises(actions.ContradictingMinutes, match="lebih banyak"):
        actions.register(case, classes=["adm"], plenary=story.plenary(present=1, of=1), by=people.tuti)
    case.refresh_from_db()
    assert case.registered_at is None
    assert actions.register(case, classes=["adm"], plenary=story.plenary(present=3, of=5), by=people.tuti).registered_at
