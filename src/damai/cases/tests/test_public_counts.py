"""The public counts registered cases, protected as reports are; one that is not registered is nobody's business."""

import pytest
import time_machine
from tests.cast import cast

from damai.cases import actions, public, queries, tasks
from damai.statutes.actions import load_statutes
from damai.triage.models import Release
from damai.triage.rules import Shown

from .story import MOMENT, in_handling, opened

pytestmark = pytest.mark.django_db


def test_only_registered_cases_are_counted_and_few_are_not_shown():
    with time_machine.travel(MOMENT, tick=False):
        people = cast()
        load_statutes()
        opened(people)
        assert queries.count_by_area() == {}
        in_handling(people)
        assert queries.count_by_area() == {"31.71.01.1001": 1}
        assert actions.publish_counts() is not None
        tasks.publish_counts()  # not twice in an hour
        tasks.note_missed()
        assert Release.objects.filter(subject="cases").count() == 1
        tally = public.tally_by_area()
        assert tally.of("31.71.01.1001").shown is tally.of("31.71").shown is Shown.WITHHELD
        assert tally.of("31.71.06.1001").shown is Shown.NO_DATA
