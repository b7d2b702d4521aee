"""The next agenda writes itself: from promises, cases, the week and what was left; and never touches what a person did."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from tests.cast import cast, neighbours

from damai.cases.actions import open_case
from damai.commitments.models import Measurement
from damai.intake.models import Message
from damai.rakor.actions import add_item, call_meeting, change_item, drop_item
from damai.rakor.actions.deciding import write_decision
from damai.rakor.actions.drafting import draft_agenda, measure_figures
from damai.rakor.actions.finalising import finalise
from damai.rakor.actions.refusals import NotYours
from damai.rakor.models import Meeting
from damai.rakor.queries.figures import counted, known_for
from damai.rakor.rules.figures import Counted
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed

from .table import NINE, meeting
from .test_deciding import whole
from .test_finalising import AFTER, whole_meeting

# Thursday 1 February 2024, a little after the messages of the triage room's own story were sent.
LATER = datetime(2024, 2, 1, 6, 0, tzinfo=UTC)


def next_meeting(found: Meeting) -> Meeting:
    """The next one of the same series, a week later."""
    return call_meeting(
        found.series,
        title="Rapat berikutnya",
        starts_at=LATER + timedelta(days=7),
        ends_at=LATER + timedelta(days=7, hours=2),
        venue="Kantor Wali Kota",
        by=neighbours().kasman,
    )


@pytest.fixture
def following(db):
    """The first meeting is final; the second is called months later, when its promises are late."""
    found = whole_meeting()
    load_statutes()
    with time_machine.travel(AFTER, tick=False):
        finalise(found, by=neighbours().kasman)
    with time_machine.travel(LATER, tick=False):
        yield next_meeting(found)


@pytest.mark.django_db
def test_the_next_agenda_writes_itself_from_what_is_open(following):
    people = cast()
    for _each in range(2):
        confirmed(by=people.sari, kind="claim", category="hoax_election")
    confirmed(by=people.sari, kind="incident", category="violence_event")
    case = open_case(confirmed(by=people.sari), regime="PEMILU", kind="informasi_awal", by=people.sari)
    with time_machine.travel(LATER + timedelta(days=60), tick=False):
        Meeting.objects.filter(pk=following.pk).update(
            starts_at=LATER + timedelta(days=61), ends_at=LATER + timedelta(days=61, hours=2)
        )
        draft_agenda(following, by=neighbours().kasman)
    items = {item.key.partition("/")[0]: item for item in following.agenda.all()}
    assert list(items) == ["sisa", "komitmen-terlambat", "perkara", "sepekan", "pengawasan"]
    assert items["sisa"].title == "Lanjutan: Lain-lain"
    late = items["komitmen-terlambat"].figures
    assert (late[0]["value"], late[0]["of"]) == (1, 1)
    assert (late[1]["source"][:2], late[1]["of"]) == ("K-", 1)
    cases = items["perkara"]
    assert (cases.owner_id, cases.figures[0]["wall"]) == ("bawaslu-jakpus", True)
    whole_text = str([item.figures for item in items.values()])
    assert case.code not in whole_text
    assert case.report.code not in whole_text
    assert "Gambir" not in whole_text
    # Two months later nothing came in: that is no data, not zero.
    assert {each["value"] for each in items["sepekan"].figures} == {None}


@pytest.mark.django_db
def test_the_figures_of_a_week_say_what_they_are_out_of(following):
    people = cast()
    assert counted("31.71")["hoaks_sepekan"] == Counted(None)
    for _each in range(2):
        confirmed(by=people.sari, kind="claim", category="hoax_election")
    confirmed(by=people.sari, kind="incident", category="violence_event", area="31.71.06.1001")
    Message.objects.update(received_at=LATER - timedelta(days=1))
    found = counted("31.71")
    assert found["hoaks_sepekan"] == Counted(2, 3)
    assert found["insiden_sepekan"] == Counted(1, 3)
    assert found["kelurahan_terpantau"] == Counted(2, 3)
    assert found["pesan_sepekan"] == Counted(3)
    assert found["perkara_lewat_batas"] == Counted(None)
    assert counted("31.73")["hoaks_sepekan"] == Counted(None)  # another city's
    assert known_for(following).channels == {"formulir web": 3}
    assert any(stage.name for stage in known_for(following).stages)


@pytest.mark.django_db
def test_drafting_again_updates_the_house_s_items_and_never_a_person_s(following):
    kasman = neighbours().kasman
    mine = add_item(following, title="Konsumsi", by=kasman)
    first = draft_agenda(following, by=kasman)
    assert (first.added, first.removed) == (following.agenda.count() - 1, 0)
    edited, dropped = following.agenda.get(key="sepekan"), following.agenda.get(key="perkara")
    change_item(edited, title="Hoaks pekan ini", owner=None, minutes=45, by=kasman)
    drop_item(dropped, by=kasman)
    following.refresh_from_db()
    confirmed(by=cast().sari, kind="claim", category="hoax_election")
    again = draft_agenda(following, by=kasman)
    assert again.added == 0
    assert again.changed >= 1  # the coverage has a figure now
    titles = {item.key: (item.title, item.minutes) for item in following.agenda.all()}
    assert titles["sepekan"] == ("Hoaks pekan ini", 45)
    assert "perkara" not in titles
    assert titles[""] == ("Konsumsi", mine.minutes)
    assert [item.number for item in following.agenda.order_by("number")] == list(range(1, len(titles) + 1))
    assert draft_agenda(following, by=kasman) == type(again)(0, 0, 0)


@pytest.mark.django_db
def test_what_is_settled_leaves_the_draft(following):
    kasman = neighbours().kasman
    draft_agenda(following, by=kasman)
    assert following.agenda.filter(key__startswith="komitmen").exists()
    from damai.commitments.models import Commitment

    Commitment.objects.update(withdrawn_on=date(2024, 2, 1), withdrawn_by="R-00002/1")
    assert draft_agenda(following, by=kasman).removed == 1
    assert not following.agenda.filter(key__startswith="komitmen").exists()


@pytest.mark.django_db
def test_only_the_convener_drafts(following):
    for outsider in (cast().sari, cast().budi, cast().polan):
        with pytest.raises(NotYours):
            draft_agenda(following, by=outsider)
    assert not following.agenda.exists()


@pytest.mark.django_db
def test_indicators_that_the_house_counts_are_measured_once_a_day(db):
    load_statutes()
    with time_machine.travel(NINE - timedelta(days=7), tick=False):
        found = meeting(chair_name="x", secretary_name="x")
        item = add_item(found, title="Hoaks", by=neighbours().kasman)
    people, kasman = cast(), neighbours().kasman
    from .test_finalising import came
    from .test_writing import seat

    seat(found, "bawaslu-jakpus")
    with time_machine.travel(NINE + timedelta(hours=1), tick=False):
        for figure in ("hoaks_sepekan", "perkara_lewat_batas"):
            write_decision(item, whole(figure=figure, target=Decimal(3), direction="at-most"), by=people.sari)
        item.not_discussed = True
        item.save()
        came(found)
        finalise(found, by=kasman)
    with time_machine.travel(LATER, tick=False):
        assert measure_figures() == 2
        assert {row.value for row in Measurement.objects.all()} == {None}  # nothing came in: no data
    with time_machine.travel(LATER + timedelta(days=1), tick=False):
        confirmed(by=people.sari, kind="claim", category="hoax_election")
        open_case(confirmed(by=people.sari), regime="PEMILU", kind="informasi_awal", by=people.sari)
        assert measure_figures() == 2
        assert measure_figures() == 0
        hoaxes = Measurement.objects.get(indicator__figure="hoaks_sepekan", value__isnull=False)
        assert (hoaxes.value, hoaxes.of, hoaxes.by) == (1, 2, "damai")
