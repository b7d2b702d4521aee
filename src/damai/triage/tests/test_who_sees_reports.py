"""Who sees a report, and where it stands when they do. What is not theirs does not exist for them."""

import pytest
from tests.cast import cast

from damai.agencies.models import Agency, PersonalDataAccess
from damai.triage import actions, queries
from damai.triage.models import Report

from .story import confirmed, message, report

pytestmark = pytest.mark.django_db

EVERYONE = {"sari", "tuti", "budi", "citra", "komar", "polan", "dewi", "oki"}
SUPERVISORS = {"sari", "tuti"}


def seen_by(people, found) -> set[str]:
    return {who for who in EVERYONE if queries.reports_for(getattr(people, who)).filter(pk=found.pk).exists()}


def offered(people, to):
    found = confirmed(by=people.sari, kind="incident", category="violence_event", severity=4)
    return found, actions.offer(found, to_agency=Agency.objects.get(code=to), by=people.sari)


MATRIX = {
    "waits in Gambir": (lambda people: report(), SUPERVISORS),
    "waits, no area known": (lambda people: report(wilayah=""), SUPERVISORS),
    "waits in Jakarta Barat": (lambda people: report(wilayah="31.73.01.1001"), {"budi"}),
    "confirmed": (lambda people: confirmed(by=people.sari), SUPERVISORS),
    "offered to the police": (lambda people: offered(people, "polres-jakpus")[0], SUPERVISORS | {"polan"}),
    "offered to the commission": (lambda people: offered(people, "kpu-jakpus")[0], SUPERVISORS | {"citra"}),
    "accepted by the police": (
        lambda people: actions.accept_offer(offered(people, "polres-jakpus")[1], by=people.polan),
        SUPERVISORS | {"polan"},
    ),
    "refused by the police": (
        lambda people: actions.refuse_offer(offered(people, "polres-jakpus")[1], reason="not_ours", by=people.polan),
        SUPERVISORS,
    ),
    "sent by Dewi": (lambda people: report(sender=people.dewi.code), SUPERVISORS | {"dewi"}),
    "set aside": (lambda people: actions.set_aside(report(), reason="spam", by=people.sari), SUPERVISORS),
}


@pytest.mark.parametrize("where", MATRIX)
def test_who_sees_a_report(where):
    make, expected = MATRIX[where]
    people = cast()
    assert seen_by(people, make(people)) == expected


def test_for_anyone_else_it_does_not_exist():
    people = cast()
    found = report()
    assert queries.report_for(people.sari, found.code) == found
    for who in EVERYONE - SUPERVISORS:
        with pytest.raises(Report.DoesNotExist):
            queries.report_for(getattr(people, who), found.code)


def test_opening_the_words_is_noted_and_field_members_read_only_their_own():
    people = cast()
    mine = message("Ada bagi-bagi uang di RW 03", sender=people.dewi.code, wilayah="31.71.01.1001")
    actions.sort_inbox()
    found = queries.report_of(mine)
    other = report("Bagi-bagi uang di RW 03, kata Bu Siti di rumahnya")
    actions.join(other, into=found, by=people.sari)
    assert len(actions.open_words(found, by=people.sari)) == 2
    (own,) = actions.open_words(found, by=people.dewi)
    assert own.message == mine
    with pytest.raises(Report.DoesNotExist):
        actions.open_words(found, by=people.budi)
    notes = PersonalDataAccess.objects.filter(subject=found.code).order_by("id")
    assert [(note.member.username, note.own) for note in notes] == [("sari", False), ("dewi", True)]


def test_lists_page_by_code_and_filter():
    people = cast()
    codes = [report().code for _ in range(5)]
    first = queries.page_of(people.sari, size=2)
    assert [each.code for each in first.reports] == [codes[4], codes[3]]
    second = queries.page_of(people.sari, size=2, after=first.after)
    assert [each.code for each in second.reports] == [codes[2], codes[1]]
    last = queries.page_of(people.sari, size=2, after=second.after)
    assert ([each.code for each in last.reports], last.after) == ([codes[0]], None)
    assert queries.page_of(people.sari, state="confirmed").reports == []
    assert len(queries.page_of(people.sari, area="31.71.01").reports) == 5
    assert queries.page_of(people.sari, area="31.71.06").reports == []
    assert queries.page_of(people.budi).reports == []
    assert len(queries.page_of(people.sari, after="L-nonsense").reports) == 5
