"""A report is offered, and accepted or refused; exactly one agency is accountable at every moment."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from tests.cast import cast

from damai.agencies.models import Agency
from damai.ledger.models import Entry
from damai.triage import actions, queries
from damai.triage.models import Handover, Report

from .story import NOON, confirmed, report

pytestmark = pytest.mark.django_db


def agency(code: str) -> Agency:
    return Agency.objects.get(code=code)


def incident(people) -> Report:
    return confirmed(by=people.sari, kind="incident", category="violence_event", severity=4)


def test_the_sender_is_accountable_until_the_other_accepts():
    people = cast()
    found = incident(people)
    assert [each.code for each in queries.routes_for(found)] == ["polres-jakpus"]
    handover = actions.offer(found, to_agency=agency("polres-jakpus"), by=people.sari)
    found.refresh_from_db()
    assert (found.agency_id, found.offered_to_id) == ("bawaslu-jakpus", "polres-jakpus")
    with pytest.raises(actions.AlreadyOffered):
        actions.offer(found, to_agency=agency("kpu-jakpus"), by=people.sari)
    assert list(queries.offers_to(people.polan)) == [handover]
    with pytest.raises(actions.NotYours):
        actions.accept_offer(handover, by=people.citra)
    taken = actions.accept_offer(handover, by=people.polan)
    assert (taken.agency_id, taken.offered_to) == ("polres-jakpus", None)
    with pytest.raises(actions.NotOffered, match="sudah selesai"):
        actions.accept_offer(handover, by=people.polan)
    with pytest.raises(actions.NotYours):
        actions.offer(found, to_agency=agency("kpu-jakpus"), by=people.sari)  # no longer hers to give
    names = [entry.name for entry in Entry.objects.filter(about=found.code)]
    assert names == ["ReportSorted", "ReportConfirmed", "ReportOffered", "OfferAccepted"]


def test_a_refusal_names_its_reason_and_leaves_it_with_the_sender():
    people = cast()
    found = incident(people)
    handover = actions.offer(found, to_agency=agency("polres-jakpus"), by=people.sari)
    with pytest.raises(actions.UnknownCategory):
        actions.refuse_offer(handover, reason="no time", by=people.polan)
    actions.refuse_offer(handover, reason="not_ours", by=people.polan)
    found.refresh_from_db()
    assert (found.agency_id, found.offered_to) == ("bawaslu-jakpus", None)
    assert not queries.reports_for(people.polan).filter(pk=found.pk).exists()


def test_an_unanswered_offer_goes_back_to_the_sender_once():
    with time_machine.travel(NOON, tick=False) as clock:
        people = cast()
        found = incident(people)
        handover = actions.offer(found, to_agency=agency("polres-jakpus"), by=people.sari)
        assert handover.answer_by == NOON + timedelta(hours=1)  # severity 4
        assert actions.lapse_offers() == 0
        clock.shift(timedelta(hours=1))
        with pytest.raises(actions.NotOffered, match="sudah habis"):
            actions.accept_offer(handover, by=people.polan)
        assert actions.lapse_offers() == 1
        assert actions.lapse_offers() == 0
        found.refresh_from_db()
        assert (found.agency_id, found.offered_to) == ("bawaslu-jakpus", None)
        assert Entry.objects.filter(name="OfferLapsed").count() == 1
        assert actions.offer(found, to_agency=agency("polres-jakpus"), by=people.sari).state == Handover.State.OFFERED


def test_an_offer_can_be_taken_back():
    people = cast()
    found = incident(people)
    handover = actions.offer(found, to_agency=agency("polres-jakpus"), by=people.sari)
    with pytest.raises(actions.NotYours):
        actions.withdraw_offer(handover, by=people.polan)
    actions.withdraw_offer(handover, by=people.tuti)
    with pytest.raises(actions.NotOffered):
        actions.accept_offer(handover, by=people.polan)


def test_only_what_a_person_decided_is_handed_over():
    people = cast()
    with pytest.raises(actions.NotDecided):
        actions.offer(report(), to_agency=agency("polres-jakpus"), by=people.sari)


def test_a_report_never_goes_to_the_body_it_accuses():
    people = cast()
    waiting = report("Ketua PPK makan malam bareng caleg di restoran, dan KPU tertutup sekali")
    assert waiting.accused == "commission"
    found = actions.confirm(waiting, kind="violation", category="organizer_ethics", severity=3, area=waiting.area, by=people.sari)
    assert "kpu-jakpus" not in [each.code for each in queries.may_be_offered_to(found)]
    with pytest.raises(actions.RoutedToAccused, match="etik penyelenggara"):
        actions.offer(found, to_agency=agency("kpu-jakpus"), by=people.sari)
    assert actions.offer(found, to_agency=agency("bawaslu-jakbar"), by=people.sari).state == Handover.State.OFFERED


def test_the_database_itself_knows_one_accountable_agency_and_one_open_offer():
    people = cast()
    found = incident(people)
    handover = actions.offer(found, to_agency=agency("polres-jakpus"), by=people.sari)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=found.pk).update(agency=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.create(
            report=found,
            from_agency=handover.from_agency,
            to_agency=agency("kpu-jakpus"),
            offered_at=NOON,
            offered_by="M-0001",
            answer_by=NOON,
        )


def test_a_report_goes_with_its_case_and_what_waits_is_over():
    people = cast()
    found = incident(people)
    handover = actions.offer(found, to_agency=agency("polres-jakpus"), by=people.sari)
    other = agency("bawaslu-jakbar")
    passed = actions.pass_on(found, to_agency=other, by=people.budi.code)
    actions.pass_on(found, to_agency=other, by=people.budi.code)  # once
    handover.refresh_from_db()
    assert (passed.agency, passed.offered_to, handover.state) == (other, None, Handover.State.WITHDRAWN)
    assert Entry.objects.filter(name="ReportPassedOn", about=found.code).count() == 1
    with pytest.raises(actions.NotOffered):
        actions.accept_offer(handover, by=people.polan)
