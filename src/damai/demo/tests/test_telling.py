"""The story's time is believed in a demo log on a developer's machine, and nowhere else; a demo never becomes real."""

from datetime import UTC, datetime

import pytest
from django.test import override_settings

from damai.demo.replay import AlreadyTold, is_told, replay
from damai.demo.telling import KEY, telling_time
from damai.intake.actions import accept
from damai.intake.envelope import Envelope
from damai.ledger.actions import OtherLog, ensure_log
from damai.ledger.queries import now

STORY = datetime(2024, 2, 14, 7, 0, tzinfo=UTC)


def heard(**environ: str) -> datetime:
    """What time a request thinks it is."""
    moments: list[datetime] = []

    def app(environ, start_response):
        moments.append(now())
        return []

    list(telling_time(app)(environ, lambda *_: None))
    return moments[0]


@pytest.mark.django_db
def test_a_demo_believes_the_storys_time_and_a_real_house_does_not():
    ensure_log(is_demo=True)
    assert heard(**{KEY: STORY.isoformat()}) == STORY
    assert heard() != STORY


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["kemarin", "2024-02-14T07:00:00", "2024-13-01T00:00:00+07:00"])
def test_what_is_no_moment_is_refused_in_a_sentence(said):
    ensure_log(is_demo=True)
    answers: list[str] = []
    body = telling_time(lambda *_: [b"told"])({KEY: said}, lambda status, headers: answers.append(status))
    assert answers == ["400 Bad Request"]
    assert said in b"".join(body).decode()


@pytest.mark.django_db
def test_a_real_log_never_believes_it():
    ensure_log(is_demo=False)
    assert heard(**{KEY: STORY.isoformat()}) != STORY
    with pytest.raises(OtherLog):
        replay("http://127.0.0.1:1")


@pytest.mark.django_db
def test_in_production_nobody_may_say_what_time_it_is():
    ensure_log(is_demo=True)
    with override_settings(DEV=False):
        assert heard(**{KEY: STORY.isoformat()}) != STORY


@pytest.mark.django_db(transaction=True)
def test_a_story_that_was_begun_is_not_told_twice():
    ensure_log(is_demo=True)
    assert not is_told()
    accept(Envelope(channel="web", their_id="form:x", raw=b"{}", raw_type="application/json", received_at=now()))
    with pytest.raises(AlreadyTold):
        replay("http://127.0.0.1:1")
