"""Two officers at the same moment: one wins, the other is told, and the case stays one consistent case."""

import pytest
import time_machine
from tests.cast import cast

from damai.cases import actions
from damai.cases.models import Case, Step, Term, Track
from damai.cases.rules import Reason, State
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed
from damai.triage.tests.test_two_at_once import at_once

from .story import MOMENT, complete, in_handling, opened, plenary

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    with time_machine.travel(MOMENT, tick=False):
        people = cast()
        load_statutes()
        yield people


def one_won(outcomes, kind, *told):
    won = [each for each in outcomes if isinstance(each, kind)]
    lost = [each for each in outcomes if isinstance(each, told)]
    assert (len(won), len(lost)) == (1, 1), outcomes
    return won[0], lost[0]


def test_two_officers_move_the_same_case(people):
    case = opened(people)
    outcomes = at_once(
        lambda: actions.move(case, to=State.KAJIAN_AWAL, by=people.sari),
        lambda: actions.move(case, to=State.DICABUT, by=people.tuti),
    )
    won, told = one_won(outcomes, Case, actions.MovedMeanwhile)
    assert "oleh petugas lain" in str(told)
    case.refresh_from_db()
    assert case.state == won.state
    assert Step.objects.filter(case=case).count() == 2


def test_two_officers_open_the_same_case(people):
    found = confirmed(by=people.sari)

    def open_it(by):
        return lambda: actions.open_case(found, regime="PEMILU", kind="informasi_awal", by=by)

    one_won(at_once(open_it(people.sari), open_it(people.tuti)), Case, actions.AlreadyOpen)
    assert Case.objects.count() == 1
    assert Term.objects.count() == 1


def test_two_leads_register_with_two_plenaries(people):
    case = complete(people)

    def register(classes):
        return lambda: actions.register(case, classes=classes, plenary=plenary(), by=people.tuti)

    won, _told = one_won(
        at_once(register(["adm"]), register(["pid", "kepp"])), Case, actions.MovedMeanwhile, actions.SecondPlenary
    )
    assert Step.objects.filter(case=case, target="diregistrasi").count() == 1
    classes = {track.klass for track in Track.objects.filter(case=won)}
    assert classes in ({"adm"}, {"pid", "kepp"})


def test_one_decides_while_another_extends(people):
    track = in_handling(people, klass="lain")
    outcomes = at_once(
        lambda: actions.decide(track, outcome="violation", plenary=plenary(), by=people.tuti),
        lambda: actions.extend(track, reason=Reason.WITNESS, by=people.sari),
    )
    won = [each for each in outcomes if isinstance(each, Track)]
    assert len(won) == 1, outcomes
    track.refresh_from_db()
    assert track.state == won[0].state
    rows = Term.objects.filter(track=track)
    assert sorted(rows.filter(ended_at=None).values_list("clock", flat=True)) == (["P8"] if track.extended_at else [])


def test_the_same_class_added_twice_at_once_is_one_track(people):
    case = in_handling(people, klass="lain").case

    def add():
        return actions.add_track(case, klass="adm", plenary=plenary(), by=people.tuti)

    one_won(at_once(add, add), Track, actions.NotAllowed)
    assert Track.objects.filter(case=case, klass="adm").count() == 1
    assert Term.objects.filter(case=case, clock="P7", track__klass="adm").count() == 1


def test_the_house_notes_a_missed_term_while_it_is_met(people):
    with time_machine.travel(MOMENT, tick=False) as clock:
        track = in_handling(people, klass="lain")
        clock.move_to(Term.objects.get(track=track).due_at)
        at_once(
            actions.note_missed,
            lambda: actions.decide(track, outcome="not_violation", plenary=plenary(), by=people.tuti),
        )
    term = Term.objects.get(track=track)
    assert (term.end, term.missed_at is not None) == ("met_late", True)
    assert Case.objects.get(pk=track.case_id).expired
