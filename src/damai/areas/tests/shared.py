"""Data that tests read where it lies; without it they are skipped, and say so."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.getenv("DAMAI_SHARED_DATA") or Path(__file__).parents[5] / "shared/data")


def shared(name: str) -> Path:
    """A file of the shared data, or the test is skipped."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"needs {name} of the shared data: set DAMAI_SHARED_DATA")
    return path
