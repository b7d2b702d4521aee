"""The power fails while reports arrive: what was acknowledged is on the disk.

A SIGKILL cannot show this, since the kernel keeps what it was given. Here the house lies on a file system that forgets whatever
was not synced (`tests.faults.lossy`). The control shows that the test can see a loss: with synchronous=NORMAL, as is often
advised for Django on SQLite, there must be one.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import collect
from tests.faults.house import DATABASES, ROOT, House, Phones, houses, ledger_must_verify, lost, must_hold, wait_for

pytestmark = pytest.mark.faults
CUTS = int(os.getenv("DAMAI_FAULTS_CUTS", "4"))  # more of them for a long night
REPORTS = 40  # for each cut


def no_power_to_cut() -> str:
    """Why this machine cannot run the test; empty if it can."""
    if not Path("/dev/fuse").exists():
        return "there is no /dev/fuse"
    if os.geteuid() != 0:
        return "mounting a FUSE file system needs root"
    try:
        import mfusepy  # noqa: F401
    except OSError as error:
        return f"libfuse is missing ({error})"
    return ""


@pytest.fixture(autouse=True)
def a_machine_that_can(monkeypatch):
    """Skips aloud: without this nobody has seen that a power cut loses nothing."""
    if reason := no_power_to_cut():
        pytest.skip(f"POWER CUTS WERE NOT TESTED: {reason}")
    monkeypatch.setattr(collect, "READ_TIMEOUT", 15)


@dataclass
class Disk:
    """A folder that is served through the forgetful file system. This process itself never touches the mount: it could hang."""

    folder: Path
    mount: Path
    process: subprocess.Popen[bytes] | None = field(default=None)

    def plug_in(self) -> None:
        """Serve what is on the disk."""
        self.mount.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.lossy", str(self.mount), str(self.folder)], cwd=ROOT, start_new_session=True
        )
        wait_for(self._is_mounted, seconds=20, why="mounted")

    def _is_mounted(self) -> bool:
        return f" {self.mount} " in Path("/proc/self/mounts").read_text()

    def cut(self) -> None:
        """The power is gone: only what was synced is on the disk."""
        assert self.process is not None
        subprocess.run(["mkdir", str(self.mount / ".cut")], stderr=subprocess.DEVNULL, timeout=30, check=False)
        self.process.wait(timeout=30)

    def unplug(self) -> None:
        """Let go of the mount, whatever state it is in."""
        if self._is_mounted():
            subprocess.run(["fusermount3", "-u", "-z", str(self.mount)], timeout=10, check=False)
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=10)
            self.process = None


@contextmanager
def house_on_a_disk(kind: str, folder: Path, **environment: str) -> Iterator[tuple[House, Disk]]:
    """A prepared house whose home lies on a disk that can lose its power."""
    with houses(kind, folder, environment=environment) as house:
        disk = Disk(folder=house.home, mount=folder / "mount")
        if kind == "sqlite":
            house.database_url = f"sqlite://{disk.mount / 'damai.sqlite3'}"
        house.home = disk.mount
        try:
            yield house, disk
        finally:
            house.kill()
            disk.unplug()


def cut_in_the_middle(house: House, disk: Disk, phones: Phones, *, at: int) -> None:
    """Run until so many are acknowledged while more are under way; then everything stops at once."""
    disk.plug_in()
    house.start()
    phones.begin()
    try:
        phones.until(at)
        disk.cut()
    finally:
        phones.over.set()
        house.kill()  # before the mount goes: what still runs must find a dead disk, not an empty folder
        disk.unplug()
        phones.stop()


def after(house: House, disk: Disk) -> House:
    """The same house on what is left on the disk, to be looked at in peace."""
    on_disk = House(home=disk.folder, database_url=house.database_url.replace(str(disk.mount), str(disk.folder)), logs=house.logs)
    on_disk.token, on_disk.form, on_disk.version = house.token, house.form, house.version
    return on_disk


@pytest.mark.parametrize("kind", DATABASES)
def test_every_acknowledged_report_survives_power_cuts(kind, tmp_path):
    with house_on_a_disk(kind, tmp_path) as (house, disk):
        told, filled = {}, {}
        # A fast machine may have finished a round before the cut reaches it: then there are more rounds, with more reports.
        for number in range(CUTS * 3):
            if number >= CUTS and len(told) < len(filled):
                break
            filled |= {f"uuid:{n:06d}": house.report(n) for n in range(number * REPORTS, (number + 1) * REPORTS)}
            unacknowledged = {name: report for name, report in filled.items() if name not in told}
            phones = Phones(house, unacknowledged)
            cut_in_the_middle(house, disk, phones, at=REPORTS // 4 + number % CUTS)
            assert phones.strange == []
            told |= phones.receipts
            assert lost(after(house, disk).inside("stock"), told) == []
        assert len(told) < len(filled), "every cut came too late: this test proves nothing"
        disk.plug_in()
        house.start()
        rest = Phones(house, {name: report for name, report in filled.items() if name not in told})
        rest.begin()
        rest.finish()
        disk.cut()
        house.kill()
        disk.unplug()
        on_disk = after(house, disk)
        must_hold(on_disk, told | rest.receipts, filled)
        ledger_must_verify(on_disk, tmp_path / "copy")
        print(f"\n{kind}: {CUTS + 1} power cuts, 0 of {len(filled)} acknowledged lost, 0 doubled")


def test_the_control_loses_acknowledged_reports_with_synchronous_normal(tmp_path):
    with house_on_a_disk("sqlite", tmp_path, DAMAI_SQLITE_SYNCHRONOUS="NORMAL") as (house, disk):
        for number in range(3):  # a cut right after a checkpoint would lose nothing
            phones = Phones(house, {f"uuid:{n:06d}": house.report(n) for n in range(number * REPORTS, (number + 1) * REPORTS)})
            cut_in_the_middle(house, disk, phones, at=REPORTS // 2)
            gone = lost(after(house, disk).inside("stock"), phones.receipts)
            if gone:
                break
        assert gone, "the control lost nothing: then the test above cannot see a loss either"
        print(f"\ncontrol, synchronous=NORMAL: {len(gone)} of {len(phones.receipts)} acknowledged lost at cut {number + 1}")
