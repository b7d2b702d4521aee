"""What every journey may begin with: the cast, the law's tables and a log."""

import pytest

from damai.ledger.actions import ensure_log
from damai.statutes.actions import load_statutes
from tests.cast import Cast, cast


@pytest.fixture
def people(db: None) -> Cast:
    """Everyone, in a house whose law and log are in place."""
    everyone = cast()
    load_statutes()
    ensure_log()
    return everyone
