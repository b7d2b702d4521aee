"""Who handles a case: by a lot that anyone can draw again, declared free of conflicts, out of it for ever when they are not."""

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from damai.agencies.actions import end_appointment
from damai.agencies.models import Appointment, Role
from damai.agencies.rules import NotYours, Refused
from damai.cases import actions, queries
from damai.cases.models import Assignment, Case
from damai.cases.queries import assigning
from damai.cases.rules import State, lot
from damai.identities.actions import NotYours as NoSuchPerson
from damai.identities.actions import look
from damai.identities.tests.story import everyone, joined, kept
from damai.intake.models import Message
from damai.ledger.actions import ensure_log, integrate
from damai.ledger.models import Entry
from damai.ledger.queries import state
from damai.ledger.rules.openings import commit, read
from damai.statutes.actions import load_statutes
from damai.triage.models import Report
from damai.triage.queries import messages_of
from damai.triage.tests.story import confirmed
from damai.triage.tests.test_two_at_once import at_once

from .story import MOMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    with time_machine.travel(MOMENT, tick=False):
        people = everyone()
        load_statutes()
        ensure_log()
        yield people


@pytest.fixture
def office(people):
    """Five who can handle a case: Sari and Tuti, and three more officers."""
    return {
        member.code: member for member in (people.sari, people.tuti, *(joined(name, Role.OFFICER) for name in ("a", "b", "c")))
    }


def opened(people, **given) -> Case:
    return actions.open_case(confirmed(by=people.sari, **given), regime="PEMILU", kind="informasi_awal", by=people.sari)


# --- The lot --------------------------------------------------------------------------------------------------------


@given(st.binary(min_size=32, max_size=32), st.lists(st.integers(0, 9999), min_size=1, max_size=12, unique=True), st.randoms())
def test_the_lot_falls_on_one_of_them_whatever_their_order(leaf, numbers, dice):
    among = [f"M-{number:04d}" for number in numbers]
    seed = lot.seed_of(root=bytes(32), leaf=leaf, case="P-00001")
    once = lot.drawn(seed, among)
    dice.shuffle(among)
    assert once == lot.drawn(seed, among)
    assert once in among


@given(st.integers(1, 12), st.binary(min_size=4, max_size=4))
def test_nobody_is_left_out_over_many_lots(number, start):
    among = [f"M-{each:04d}" for each in range(number)]
    seeds = (lot.seed_of(root=bytes(32), leaf=start + each.to_bytes(4, "big"), case="P-00001") for each in range(60 * number))
    assert {lot.drawn(seed, among) for seed in seeds} == set(among)


@given(st.dictionaries(st.integers(0, 50), st.integers(0, 30), max_size=10))
def test_only_those_with_the_least_to_do_are_in_it(load):
    named = {f"M-{code:04d}": cases for code, cases in load.items()}
    chosen = lot.least_loaded(named)
    assert sorted(chosen) == list(chosen)
    assert all(named[code] == min(named.values()) for code in chosen)
    assert bool(chosen) == bool(named)


def test_anyone_draws_again_from_the_ledger_and_gets_the_same(people, office):
    opened(people)
    integrate()
    head = state()
    row = actions.assign(case := opened(people), by=people.tuti)
    (entry,) = Entry.objects.filter(about=case.code, name="HandlerLotCalled")
    told = read(bytes(entry.opening)).values
    assert told["root"] == head.root.hex()
    assert commit(bytes(entry.opening)) == bytes(entry.leaf)
    among = told["among"].split(",")
    assert among == sorted(office)
    seed = lot.seed_of(root=bytes.fromhex(told["root"]), leaf=bytes(entry.leaf), case=case.code)
    assert (row.seed, row.member.code) == (seed, lot.drawn(seed, among))
    assert (row.eligible, row.how) == (among, "lot")
    (made,) = Entry.objects.filter(about=case.code, name="CaseAssigned")
    assert read(bytes(made.opening)).values["seed"] == seed


def test_the_same_button_pressed_for_the_same_case_does_not_fall_on_the_same_every_time(people, office):
    """Nobody can tell before whom it will fall on: the fact that calls the lot holds a salt that nobody chooses."""
    case, seen = opened(people), set()
    for _each in range(40):
        seen.add(actions.assign(case, by=people.tuti).member.code)
        Assignment.objects.all().delete()
    assert seen == set(office)


def test_work_is_shared_evenly(people, office):
    for _each in range(12):
        actions.assign(opened(people), by=people.tuti)
        Assignment.objects.update(declared_at=MOMENT)
    load = assigning.load_of(office.values())
    assert sum(load.values()) == 12
    assert max(load.values()) - min(load.values()) <= 1


def test_only_the_leads_of_the_office_call_the_lot_and_once(people, office):
    case = opened(people)
    for stranger in (people.sari, people.budi, people.citra, people.polan, people.dewi, people.oki):
        for act in (actions.assign, actions.reassign):
            with pytest.raises(NotYours):
                act(case, by=stranger)
        with pytest.raises(NotYours):
            actions.choose(case, member=stranger, by=stranger)
    actions.assign(case, by=people.tuti)
    Assignment.objects.update(declared_at=MOMENT)  # it may have fallen on Tuti herself
    with pytest.raises(actions.HasHandler):
        actions.assign(case, by=people.tuti)
    with pytest.raises(actions.HasHandler):
        actions.choose(case, member=people.sari, by=people.tuti)


def test_who_reported_it_or_serves_elsewhere_does_not_handle_it(people):
    waiting = confirmed(by=people.sari)
    case = actions.open_case(waiting, regime="PEMILU", kind="informasi_awal", by=people.sari)
    assert {member.code for member in queries.eligible_for(case)} == {people.sari.code, people.tuti.code}
    for stranger in (people.budi, people.dewi, people.oki):
        with pytest.raises(actions.NotEligible):
            actions.choose(case, member=stranger, by=people.tuti)
    (message,) = messages_of(waiting)
    Message.objects.filter(pk=message.pk).update(sender=people.sari.code)
    assert [member.code for member in queries.eligible_for(case)] == [people.tuti.code]


def test_what_accuses_the_office_falls_on_its_leads_alone(people, office):
    case = opened(people)
    Report.objects.filter(pk=case.report_id).update(accused="supervisor")
    assert [member.code for member in queries.eligible_for(case)] == [people.tuti.code]


# --- Declaring ------------------------------------------------------------------------------------------------------


def test_a_case_opens_to_its_handler_only_after_they_declared(people):
    case = opened(people)
    actions.choose(case, member=people.sari, by=people.tuti)
    with pytest.raises(Case.DoesNotExist):
        queries.case_for(people.sari, case.code)
    assert not queries.handles(people.sari, case)
    with pytest.raises(NotYours):
        actions.move(case, to=State.DUGAAN_DITEMUKAN, by=people.sari)
    assert [row.case for row in queries.undeclared(people.sari)] == [case]
    for other in (people.tuti, people.budi):
        with pytest.raises(NotYours):
            actions.declare(case, by=other)
    actions.declare(case, by=people.sari)
    actions.declare(case, by=people.sari)  # once is enough
    assert queries.handles(people.sari, case)
    assert Entry.objects.filter(about=case.code, name="ConflictDenied").count() == 1


def test_somebody_else_s_case_is_seen_and_not_handled(people, office):
    case = opened(people)
    actions.choose(case, member=people.sari, by=people.tuti)
    other = next(member for member in office.values() if member not in (people.sari, people.tuti))
    assert queries.case_for(other, case.code) == case
    assert not queries.handles(other, case)
    assert queries.handles(people.tuti, case)


# --- Recusing -------------------------------------------------------------------------------------------------------


def test_who_recuses_themselves_loses_it_from_sight_at_once_and_another_is_drawn(people, office):
    case = opened(people)
    rina = kept(subject=case.code)
    actions.choose(case, member=people.sari, by=people.tuti)
    actions.declare(case, by=people.sari)
    actions.recuse(case, member=people.sari, reason="family", by=people.sari)
    with pytest.raises(Case.DoesNotExist):
        queries.case_for(people.sari, case.code)
    with pytest.raises(NoSuchPerson):
        look(rina, by=people.sari, reason="handling", own=True)
    row = queries.handler_of(case)
    assert row.member != people.sari
    assert row.how == "lot"
    assert [(each.member, each.end) for each in queries.assignments_of(case).exclude(ended_at=None)] == [(people.sari, "recused")]
    assert people.sari not in queries.eligible_for(case)
    Assignment.objects.update(declared_at=MOMENT)  # it may have fallen on Tuti herself
    with pytest.raises(actions.NotEligible):
        actions.reassign(case, to=people.sari, by=people.tuti)
    with pytest.raises(NotYours):
        actions.recuse(case, member=people.sari, reason="party", by=people.sari)


def test_a_lead_is_recused_by_another_and_does_not_decide_it(people):
    other, case = joined("lasmi", Role.LEAD), opened(people)
    actions.recuse(case, member=people.tuti, reason="family", by=other)
    assert not queries.leads(people.tuti, case)
    with pytest.raises(NotYours):
        actions.assign(case, by=people.tuti)
    assert queries.leads(other, case)


def test_an_officer_does_not_take_somebody_else_out(people, office):
    case = opened(people)
    with pytest.raises(NotYours):
        actions.recuse(case, member=people.tuti, reason="family", by=people.sari)
    with pytest.raises(actions.NotEligible):
        actions.recuse(case, member=people.budi, reason="family", by=people.tuti)


def test_where_nobody_is_left_the_leads_see_a_case_without_a_handler(people):
    other, case = joined("lasmi", Role.LEAD), opened(people)
    actions.choose(case, member=people.sari, by=people.tuti)
    actions.recuse(case, member=people.tuti, reason="party", by=people.tuti)
    actions.recuse(case, member=people.sari, reason="business", by=people.sari)
    assert queries.handler_of(case).member == other
    actions.recuse(case, member=other, reason="involved", by=other)
    assert queries.handler_of(case) is None
    with pytest.raises(Refused):
        actions.assign(case, by=people.tuti)


# --- Ends -----------------------------------------------------------------------------------------------------------


def test_replaced_by_lot_is_somebody_else_and_by_name_is_seen_as_such(people, office):
    case = opened(people)
    with pytest.raises(actions.NoHandler):
        actions.reassign(case, by=people.tuti)
    first = actions.assign(case, by=people.tuti).member
    Assignment.objects.update(declared_at=MOMENT)
    second = actions.reassign(case, by=people.tuti).member
    assert first != second
    Assignment.objects.update(declared_at=MOMENT)
    with pytest.raises(actions.NotEligible):
        actions.reassign(case, to=second, by=people.tuti)
    assert actions.reassign(case, to=first, by=people.tuti).how == "chosen"
    ends = queries.assignments_of(case).exclude(ended_at=None).values_list("end", flat=True)
    assert list(ends) == ["replaced", "replaced"]


def test_who_leaves_the_office_handles_nothing_any_more(people, office):
    case = opened(people)
    actions.choose(case, member=people.sari, by=people.tuti)
    assert actions.release_left() == 0
    end_appointment(Appointment.objects.get(member=people.sari), by="M-0008")
    assert actions.release_left() == 1
    assert list(queries.unassigned(people.tuti)) == [case]


def test_a_closed_case_has_no_handler_and_gets_none(people):
    case = opened(people)
    actions.choose(case, member=people.sari, by=people.tuti)
    Case.objects.filter(pk=case.pk).update(state=State.STATUS_DIUMUMKAN)
    case.refresh_from_db()
    actions.close(case, by=people.tuti)
    assert queries.handler_of(case) is None
    with pytest.raises(actions.NotEligible):
        actions.assign(case, by=people.tuti)


@pytest.mark.django_db(transaction=True)
def test_two_leads_draw_at_once_and_one_handler_stands():
    with time_machine.travel(MOMENT, tick=False):
        people = everyone()
        load_statutes()
        other, case = joined("lasmi", Role.LEAD), opened(people)
        outcomes = at_once(
            lambda: actions.assign(case, by=people.tuti),
            lambda: actions.choose(case, member=people.sari, by=other),
            lambda: actions.assign(case, by=other),
        )
    won = [each for each in outcomes if isinstance(each, Assignment)]
    assert len(won) == 1, outcomes
    assert all(isinstance(each, (actions.HasHandler, NotYours)) for each in outcomes if each not in won), outcomes
    assert Assignment.objects.filter(case=case, ended_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_handler_recuses_themselves_while_the_lead_replaces_them():
    with time_machine.travel(MOMENT, tick=False):
        people = everyone()
        load_statutes()
        joined("sukma", Role.OFFICER)
        case = opened(people)
        actions.choose(case, member=people.sari, by=people.tuti)
        outcomes = at_once(
            lambda: actions.recuse(case, member=people.sari, reason="family", by=people.sari),
            lambda: actions.reassign(case, by=people.tuti),
        )
        assert Assignment.objects.filter(case=case, ended_at=None).count() == 1, outcomes
        assert queries.handler_of(case).member != people.sari
        with pytest.raises(Case.DoesNotExist):
            queries.case_for(people.sari, case.code)
