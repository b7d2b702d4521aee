"""What happens by itself is harmless when it happens twice, and one bad message does not hold up the rest."""

import pytest
from tests.cast import cast

from damai.intake.models import Message
from damai.triage import tasks
from damai.triage.models import Release, Report

from .story import message

pytestmark = pytest.mark.django_db


def test_the_beats_may_be_called_again_and_again():
    cast()
    message(wilayah="31.71.01.1001")
    for _ in range(2):
        tasks.sort_inbox()
        tasks.lapse_offers()
        tasks.publish_counts()
    assert Report.objects.count() == Release.objects.count() == 1


def test_a_message_that_somebody_changed_in_the_database_does_not_hold_up_the_inbox():
    cast()
    bad = message("Ada bagi-bagi uang")
    Message.objects.filter(pk=bad.pk).update(sealed=bytes(bad.sealed)[:-1] + b"\x00\x01")
    message("Ada bagi-bagi uang di RW 02", wilayah="31.71.01.1001")
    tasks.sort_inbox()
    assert Report.objects.count() == 2
    assert Report.objects.order_by("id").first().needs_person
