"""Cases are the accountable supervisors' alone. For anyone else they do not exist."""

import pytest
import time_machine
from tests.cast import cast

from damai.agencies.actions import add_member, appoint
from damai.agencies.models import Agency, Role
from damai.areas.models import Area
from damai.cases import actions, queries
from damai.cases.models import Case
from damai.cases.rules import State
from damai.statutes.actions import load_statutes
from damai.triage.actions import NotYours, confirm, offer
from damai.triage.actions import accept_offer as accept
from damai.triage.tests.story import confirmed, report

from .story import MOMENT

pytestmark = pytest.mark.django_db
EVERYONE = ["sari", "tuti", "budi", "citra", "komar", "polan", "dewi", "oki"]


@pytest.fixture
def people():
    with time_machine.travel(MOMENT, tick=False):
        people = cast()
        load_statutes()
        yield people


def opened(people, **given) -> Case:
    found = confirmed(by=people.sari, **given)
    return actions.open_case(found, regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)


def seen_by(people, case) -> set[str]:
    return {who for who in EVERYONE if queries.cases_for(getattr(people, who)).filter(pk=case.pk).exists()}


def test_who_sees_a_case(people):
    case = opened(people)
    assert seen_by(people, case) == {"sari", "tuti"}
    for who in ["budi", "citra", "komar", "polan", "dewi", "oki"]:
        member = getattr(people, who)
        with pytest.raises(Case.DoesNotExist):
            queries.case_for(member, case.code)
        with pytest.raises(NotYours):
            actions.move(case, to=State.KAJIAN_AWAL, by=member)
        with pytest.raises(NotYours):
            actions.open_case(confirmed(by=people.sari), regime="PEMILU", kind="informasi_awal", by=member)
        assert queries.page_of(member).cases == []
        assert list(queries.late_cases(member)) == list(queries.soon_late(member)) == []
    assert queries.case_for(people.sari, case.code) == case


def test_someone_who_answers_for_a_kecamatan_sees_only_its_cases(people):
    panwas = add_member(username="panwas", name="Panwas Menteng", by="M-0002")
    agency = Agency.objects.get(code="bawaslu-jakpus")
    appoint(panwas, role=Role.OFFICER, agency=agency, area=Area.objects.get(code="31.71.06"), by="M-0002", on=MOMENT.date())
    gambir, menteng = opened(people), opened(people, area="31.71.06.1001")
    assert [each.code for each in queries.cases_for(panwas)] == [menteng.code]
    assert seen_by(people, gambir) == {"sari", "tuti"}


def test_a_case_that_accuses_the_supervisors_is_their_leads_alone(people):
    waiting = report("Komisioner Bawaslu minta uang ke caleg supaya laporan dihentikan")
    found = confirm(
        waiting, kind="violation", category="organizer_ethics", severity=3, area=waiting.area, known_on=None, by=people.tuti
    )
    case = actions.open_case(found, regime="PEMILU", kind="informasi_awal", by=people.tuti)
    assert seen_by(people, case) == {"tuti"}


def test_handing_the_report_over_does_not_show_the_case(people):
    case = opened(people, kind="violation", category="violence_threat", severity=4)
    handover = offer(case.report, to_agency=Agency.objects.get(code="polres-jakpus"), by=people.sari)
    accept(handover, by=people.polan)
    assert seen_by(people, case) == {"sari", "tuti"}


def test_pages_go_by_code(people):
    codes = [opened(people).code for _ in range(3)]
    first = queries.page_of(people.sari, size=2)
    assert [each.code for each in first.cases] == codes[:0:-1]
    assert [each.code for each in queries.page_of(people.sari, size=2, after=first.after).cases] == codes[:1]
    assert queries.page_of(people.sari, state="ditutup").cases == []
    assert len(queries.page_of(people.sari, area="31.71.01", regime="PEMILU").cases) == 3
