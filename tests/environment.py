"""Tests run as on a developer's machine, in a folder of their own."""

import os
import sys
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ.setdefault("DAMAI_ENV", "dev")
os.environ.setdefault("DAMAI_HOME", tempfile.mkdtemp(prefix="damai-test-"))

# No test is timed: a machine that is busy for a moment makes nothing wrong. Each run begins anew: examples kept from before a
# change of the test itself would fail it.
settings.register_profile("house", deadline=None, database=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def the_clock_of_no_other_test() -> Iterator[None]:
    """What the ledger remembers for a second (is it a demo, what time is it there) ends with the test that made it so."""
    yield
    clock = sys.modules.get("damai.ledger.queries.clock")
    if clock:
        clock.forget()


@pytest.fixture(autouse=True)
def the_places_of_no_other_test() -> Iterator[None]:
    """What the process remembers about places for a second ends with the test that made it so, too."""
    yield
    memory = sys.modules.get("damai.areas.queries.memory")
    if memory:
        memory.forget()
