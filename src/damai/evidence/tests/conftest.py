"""Every test of this room has a file store of its own."""

import pytest


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path):
    settings.FILES = tmp_path / "files"
