"""The operator's commands for phones: what is printed configures a phone that then really sends."""

import re

import pytest
from click.testing import CliRunner
from tests.cast import cast
from tests.collect import settings_in

from damai.console.odk import odk
from damai.intake import queries
from damai.intake.channels.odk import access, receive
from damai.intake.channels.odk.link import settings_code
from damai.intake.models import Device, Message


def run(*words):
    return CliRunner().invoke(odk, words)


def test_publish_link_send_revoke(db, client, tmp_path):
    access.forget()
    receive.forget()
    people = cast()
    published = run("publish")
    assert published.exit_code == 0, published.output
    assert "laporan_kejadian" in published.output
    linked = run("link", "--member", people.dewi.code, "--png", str(tmp_path / "qr.png"), "--svg", str(tmp_path / "qr.svg"))
    assert linked.exit_code == 0, linked.output
    assert (tmp_path / "qr.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (tmp_path / "qr.svg").read_bytes()
    assert "█" in linked.output or "▀" in linked.output
    address = re.search(r"http://\S+/masuk/odk/[A-Za-z0-9]{64}", linked.output)[0]
    path = address.removeprefix("http://127.0.0.1:8000")
    assert client.get(f"{path}/formList").status_code == 200
    device = Device.objects.get()
    assert device.code in run("list").output
    assert run("revoke", device.code).exit_code == 0
    access.forget()
    assert client.get(f"{path}/formList").status_code == 403
    assert "dicabut" in run("list").output


def test_a_link_with_a_password_instead_of_a_token(db):
    people = cast()
    linked = run("link", "--member", people.dewi.code, "--digest")
    assert linked.exit_code == 0
    assert re.search(r"Kata sandi: [A-Za-z0-9]{64}", linked.output)
    assert re.search(r"http://127.0.0.1:8000/masuk/odk$", linked.output, re.M)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("link", "--member", "M-9999"), "Anggota M-9999 tidak ada"),
        (("revoke", "D-TIDAKADA"), "Gawai D-TIDAKADA tidak ada"),
        (("publish", "--within", "99"), "Tidak ada kelurahan"),
        (("state", "closed"), "tidak ada"),
    ],
)
def test_what_cannot_be_done_is_said(db, words, reason):
    cast()
    result = run(*words)
    assert (result.exit_code, reason in result.output) == (1, True)
    assert Device.objects.count() == Message.objects.count() == 0


def test_a_member_whose_appointment_ended_gets_no_phone(db):
    people = cast()
    people.dewi.appointments.update(ends_on="2020-02-01")
    assert "tidak sedang ditugaskan" in run("link", "--member", people.dewi.code).output
    assert queries.devices().count() == 0


def test_the_code_says_what_collect_reads():
    found = settings_in(settings_code(server_url="https://damai.example/masuk/odk/x"))
    assert found["general"]["server_url"] == "https://damai.example/masuk/odk/x"
    assert found["general"]["form_update_mode"] == "match_exactly"
    assert "username" not in found["general"]
    assert found["project"]["name"] == "Damai"


def test_the_state_of_a_form(db):
    cast()
    run("publish")
    for word, state in (("closing", "closing"), ("closed", "closed"), ("open", "open")):
        assert run("state", word).exit_code == 0
        assert queries.form("laporan_kejadian").state == state
