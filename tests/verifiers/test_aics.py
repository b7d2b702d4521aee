"""`aics-tlog`, a verifier from PyPI, audits every tile and entry of our log, and refuses a changed byte.

It needs Python 3.12 or newer, so it lives in an environment of its own:

    python3.12 -m venv build/aics && build/aics/bin/pip install aics-tlog==0.2.1
    DAMAI_AICS_TLOG=build/aics/bin/python make test
"""

import os
import subprocess
from pathlib import Path

import pytest

PYTHON = os.getenv("DAMAI_AICS_TLOG", "")
pytestmark = pytest.mark.skipif(not PYTHON, reason="set DAMAI_AICS_TLOG to a Python >= 3.12 that has aics-tlog 0.2.1")


def audit(published):
    script = Path(__file__).with_name("aics.py")
    words = [PYTHON, script, published.key, published.folder, published.earlier]
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    answer = subprocess.run(words, capture_output=True, text=True, check=False, env=bare)
    return answer.returncode, answer.stdout.strip() or answer.stderr


def test_it_accepts_the_log(published):
    code, said = audit(published)
    assert said.startswith("ACCEPTED: damai.example/dev, 600 entries, extends 5")
    assert code == 0


@pytest.mark.parametrize(
    ("name", "at"),
    [("checkpoint", 20), ("tile/0/000", 100), ("tile/0/002.p/88", 9), ("tile/1/000.p/2", 40), ("tile/entries/000", 100)],
)
def test_it_refuses_a_changed_byte(published, name, at):
    published.change(name, at)
    code, said = audit(published)
    assert code == 1 and said.startswith("REFUSED")
