"""A real Chromium against the real server, watched: what it complains about fails the test."""

import os
import shutil
from collections.abc import Iterator

import pytest

# Playwright keeps an event loop in the test's thread, where Django would refuse to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def driver() -> Iterator[object]:
    """What drives browsers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(driver) -> Iterator[object]:
    """A Chromium for the tests of one file, skipped with the reason where there is none.

    A new one for each file: one that had served workers, lost its line and held passkeys once stood still in the next file.
    """
    path = os.getenv("DAMAI_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("No Chromium on this machine (set DAMAI_CHROMIUM to its path)")
    browser = driver.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()
