"""Whoever is started together stops together, also those who do not listen, and whoever they started."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from damai.console.run import Household, family

DEAF = "import signal, subprocess, sys, time; signal.signal(signal.SIGINT, signal.SIG_IGN);"
WITH_A_CHILD = DEAF + "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)"


def alive(pid: int) -> bool:
    """Whether a process still runs; one that is only waiting to be collected does not."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="families are read from /proc, which only Linux has")
def test_one_who_does_not_listen_is_stopped_with_everyone_below():
    house = Household(patience=0.5)
    house.start("tuli", [sys.executable, "-c", WITH_A_CHILD])
    child = house.children["tuli"]
    deadline = time.monotonic() + 20
    while len(family(child.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    everyone = family(child.pid)
    assert len(everyone) == 2
    house.stop()
    assert house.wait() == 0
    assert child.poll() is not None
    deadline = time.monotonic() + 20
    while any(map(alive, everyone)) and time.monotonic() < deadline:
        time.sleep(0.05)  # the system needs a moment to clear a killed process away
    assert not [pid for pid in everyone if alive(pid)]


def test_when_one_ends_by_itself_the_others_are_stopped_and_it_counts_as_a_failure():
    house = Household(patience=5)
    house.start("sebentar", [sys.executable, "-c", "pass"])
    house.start("lama", [sys.executable, "-c", "import time; time.sleep(60)"])
    assert house.wait() == 1
    assert isinstance(house.children["lama"], subprocess.Popen) and house.children["lama"].poll() is not None
