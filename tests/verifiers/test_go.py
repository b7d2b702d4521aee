"""Go's checksum-database code (golang.org/x/mod/sumdb) accepts our log and our receipts, and refuses a changed byte."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "go"
# Where Debian's golang-golang-x-mod-dev puts the library; nothing is fetched.
GOPATH = Path(os.getenv("DAMAI_GOPATH", "/usr/share/gocode"))


@pytest.fixture(scope="module")
def verifier(tmp_path_factory):
    """Our few lines that read files, built over x/mod."""
    if not shutil.which("go") or not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        pytest.skip("needs Go and golang.org/x/mod (Debian: golang-go, golang-golang-x-mod-dev)")
    program = tmp_path_factory.mktemp("go") / "verifier"
    offline = {"GO111MODULE": "off", "GOPATH": str(GOPATH), "GOFLAGS": "", "GOPROXY": "off"}
    cache = {} if os.getenv("HOME") else {"GOCACHE": str(program.parent / "cache")}
    subprocess.run(["go", "build", "-o", program, "."], cwd=HERE, env=os.environ | offline | cache, check=True)

    def run(*words):
        answer = subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=False)
        return answer.returncode, answer.stdout.strip()

    return run


def test_it_accepts_the_log_its_growth_and_receipts(verifier, published):
    key, folder = published.key, published.folder
    assert verifier("log", key, folder) == (0, "ACCEPTED: damai.example/dev, 600 entries")
    assert verifier("grew", key, published.earlier, folder) == (0, "ACCEPTED: 600 extends 5")
    assert verifier("receipt", key, published.opened) == (0, "ACCEPTED: entry 300 of 600")
    assert verifier("receipt", key, published.closed) == (0, "ACCEPTED: entry 300 of 600")


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("checkpoint", 20),
        ("tile/0/000", 100),
        ("tile/0/002.p/88", 100),
        ("tile/1/000.p/2", 40),
        ("tile/entries/000", 100),
        ("tile/entries/002.p/88", 100),
    ],
)
def test_it_refuses_a_changed_byte(verifier, published, name, at):
    assert verifier("log", published.key, published.folder)[0] == 0
    published.change(name, at)
    code, said = verifier("log", published.key, published.folder)
    assert code == 1 and said.startswith("REFUSED")


def test_it_refuses_a_changed_receipt_and_another_key(verifier, published):
    text = published.opened.read_text()
    published.opened.write_text(text.replace("index 300", "index 301"))
    assert verifier("receipt", published.key, published.opened)[0] == 1
    published.opened.write_text(text.replace("\n600\n", "\n601\n"))
    assert verifier("receipt", published.key, published.opened)[0] == 1
    neumann = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert verifier("log", neumann, published.folder)[0] == 1
