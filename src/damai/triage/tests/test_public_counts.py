"""What the public may count, and how far a message is."""

from datetime import timedelta

import pytest
import time_machine
from tests.cast import cast

from damai.agencies.models import Agency
from damai.ledger.models import Entry
from damai.triage import actions, public, queries
from damai.triage.models import PublicCount, Release
from damai.triage.rules import Shown

from .story import NOON, confirmed, message, report

pytestmark = pytest.mark.django_db


def test_small_numbers_are_not_shown_and_silence_is_no_data():
    with time_machine.travel(NOON, tick=False) as clock:
        people = cast()
        for _ in range(6):
            confirmed(by=people.sari, area="31.71.01.1001")
        for _ in range(2):
            confirmed(by=people.sari, area="31.71.06.1001")
        assert public.tally_by_area().at is None  # nothing was released yet
        assert actions.publish_counts() is not None
        assert actions.publish_counts() is None  # not twice in an hour
        tally = public.tally_by_area()
        assert tally.of("31.71.06.1001").shown is Shown.WITHHELD
        assert tally.of("31.71.01.1002").shown is Shown.NO_DATA
        assert tally.of("31.71.01.1002").words == "tidak ada data"
        # one withheld part beside visible ones would be found by subtraction, so something else is withheld too
        shown = {number.area: number.count for number in tally.numbers if number.shown is Shown.COUNT}
        assert not {"31.71", "31.71.01"} <= shown.keys()
        assert not PublicCount.objects.filter(shown="withheld", count__isnull=False).exists()
        assert Entry.objects.filter(name="CountsReleased").count() == 1
        clock.shift(timedelta(hours=1))
        for _ in range(4):
            confirmed(by=people.sari, area="31.71.01.1001")
        assert actions.publish_counts() is not None
        later = public.tally_by_area()
        assert later.of("31.71.01.1001").count in {6, None}  # four more are too few to show a difference
        clock.shift(timedelta(hours=1))
        confirmed(by=people.sari, area="31.71.01.1001")
        actions.publish_counts()
        assert public.tally_by_area().of("31.71.01.1001").count in {11, None}
        assert Release.objects.count() == 3


def test_joined_messages_count_where_the_whole_lies_and_corrections_count_once():
    people = cast()
    first = confirmed(by=people.sari, area="31.71.01.1001")
    second = report(wilayah="31.71.06.1001")
    actions.join(second, into=first, by=people.sari)
    sent = queries.messages_of(first)[0]
    message("Perbaikan: bagi-bagi uang", revises=sent.pk, wilayah="31.71.01.1001")
    actions.sort_inbox()
    assert queries.count_by_area() == {"31.71.01.1001": 2}


def test_a_sender_learns_how_far_it_is_and_no_name():
    people = cast()
    sent = message("Posko dibakar, ada yang luka", wilayah="31.71.01.1001")
    assert public.progress(sent.code).state == "received"
    actions.sort_inbox()
    assert public.progress(sent).state == "waiting"
    found = queries.report_of(sent)
    found = actions.confirm(found, kind="incident", category="violence_event", severity=4, area=found.area, by=people.sari)
    now = public.progress(sent.code)
    assert (now.state, now.report, now.agency) == ("confirmed", found.code, "Bawaslu Jakarta Pusat")
    handover = actions.offer(found, to_agency=Agency.objects.get(code="polres-jakpus"), by=people.sari)
    assert "Polres" in public.progress(sent.code).words
    actions.accept_offer(handover, by=people.polan)
    assert public.progress(sent.code).state == "handed_over"
    assert "Sari" not in public.progress(sent.code).words
    spam = report("Jual kaos partai murah")
    actions.set_aside(spam, reason="spam", by=people.sari)
    assert "tetap disimpan" in public.progress(queries.messages_of(spam)[0]).words
