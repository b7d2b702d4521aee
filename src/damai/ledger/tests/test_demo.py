"""A demo log has a clock of its own, says that it is one, and can never become a real one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from damai.ledger import queries
from damai.ledger.actions import OtherLog, TreeDamaged, ensure_log, integrate, set_demo_offset
from damai.ledger.models import Checkpoint, Log
from damai.ledger.queries import OnlyInADemo, telling
from damai.ledger.rules.notes import open_checkpoint

from .samples import lay

STORY = datetime(2023, 10, 11, 9, 0, tzinfo=UTC)


def test_a_demo_log_is_named_so_under_its_signature(db):
    log = ensure_log("damai.example/log", is_demo=True)
    assert log.origin == "damai.example/log/demo"
    signed = open_checkpoint(Checkpoint.objects.get().note, queries.trusted_keys(log.origin))
    assert (signed.origin, signed.size) == ("damai.example/log/demo", 0)
    assert ensure_log("damai.example/log", is_demo=True) == log


def test_a_log_stays_what_it_is(db):
    ensure_log(is_demo=True)
    with pytest.raises(OtherLog):
        ensure_log()
    with pytest.raises(IntegrityError), transaction.atomic():
        Log.objects.update(is_demo=False)
    # Even somebody who renames it in the database only stops it: what was signed says "demo".
    Log.objects.update(is_demo=False, origin="damai.example/dev")
    lay(1)
    with pytest.raises(TreeDamaged):
        integrate()


def test_a_real_log_never_becomes_a_demo(db):
    log = ensure_log()
    with pytest.raises(OtherLog):
        ensure_log(is_demo=True)
    with pytest.raises(OtherLog):
        ensure_log("another.example/log")
    with pytest.raises(OnlyInADemo):
        set_demo_offset(timedelta(days=-900))
    with pytest.raises(OnlyInADemo), telling(STORY):
        pass
    with pytest.raises(IntegrityError), transaction.atomic():
        Log.objects.update(demo_offset_seconds=5)
    log.refresh_from_db()
    assert not log.is_demo and not queries.is_demo()
    assert abs(queries.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_demo_clock_moves_for_everyone(db):
    ensure_log(is_demo=True)
    assert queries.is_demo()
    set_demo_offset(timedelta(days=-900))
    assert abs(queries.now() - datetime.now(UTC) + timedelta(days=900)) < timedelta(seconds=5)


def test_a_moment_is_told_for_the_length_of_a_block(db):
    ensure_log(is_demo=True)
    with telling(STORY):
        assert queries.now() == STORY
        assert lay(1)[0].at == STORY
    assert queries.now() > STORY + timedelta(days=300)
    with pytest.raises(ValueError, match="time zone"), telling(datetime(2023, 10, 11)):  # noqa: DTZ001
        pass


def test_nothing_of_the_demo_is_left_in_the_next_test(db):
    assert not queries.is_demo()
    assert abs(queries.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_clock_answers_even_in_a_broken_transaction(db):
    """An error page needs the time as well."""
    ensure_log(is_demo=True)
    set_demo_offset(timedelta(days=-900))
    queries.now()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        transaction.set_rollback(True)
        assert queries.now() < datetime.now(UTC) - timedelta(days=800)
        raise ZeroDivisionError
