"""Every test begins with nothing believed from the one before."""

import pytest
import time_machine

from damai.pledges import queries
from damai.pledges.queries import standing

from . import story


@pytest.fixture(autouse=True)
def _nothing_believed():
    queries.forget_counts()
    standing._unchanged.clear()


@pytest.fixture
def day():
    """The morning of 27 November 2023, standing still; `move_to` moves it."""
    with time_machine.travel(story.MOMENT, tick=False) as moment:
        yield moment


@pytest.fixture
def people(day, db):
    """The cast and the convener."""
    return story.people()


@pytest.fixture
def kasman(people):
    """Who convenes."""
    return people[1].kasman


@pytest.fixture
def declaration(kasman):
    """One that can be signed."""
    return story.opened(kasman)


@pytest.fixture
def text(declaration):
    """Its fixed text."""
    return story.text_of(declaration)
