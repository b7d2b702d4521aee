"""A field supervisor's phone, through real sockets and the short way in: from the QR code to the receipt, on a bad line."""

import http.client
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections

from damai.intake import actions, queries
from damai.intake.channels.odk import access, answers, receive
from damai.intake.channels.odk.digest import REALM
from damai.intake.channels.odk.link import settings_code
from damai.intake.channels.odk.publish import publish_incident
from damai.intake.models import Attachment, FormState, Message, StoredFile
from damai.ledger.models import Entry
from tests.cast import cast
from tests.collect import AsksForPassword, Collect, Filled, Unreachable, multipart, settings_in


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, format, *args):
        pass


@contextmanager
def serving(application):
    """The application on a port of its own, a thread per connection; connections to the database close with their threads."""

    def tidy(environ, start_response):
        try:
            yield from application(environ, start_response)
        finally:
            connections.close_all()

    class Server(ThreadedWSGIServer):
        daemon_threads = False

        def handle_error(self, request, client_address):
            """A phone that went away is what these tests are about."""

    server = Server(("127.0.0.1", 0), Quiet, connections_override={})
    server.set_app(tidy)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def house(transactional_db):
    """The address of a house in which the form is published and Dewi may report."""
    from damai.wsgi import application

    access.forget()
    receive.forget()
    people = cast()
    publish_incident(within="31.71", by="damai")
    with serving(application) as address:
        yield House(address, people)


class House:
    """A running house and its people."""

    def __init__(self, address, people):
        self.address, self.people = address, people

    def phone(self, *, digest=False, seed=1):
        """Dewi's phone, configured by the QR code as she would."""
        new = actions.link_device(self.people.dewi, realm=REALM, by=self.people.oki.code)
        door = f"{self.address}/masuk/odk"
        if digest:
            code = settings_code(server_url=door, username=new.device.code, password=new.secret)
        else:
            code = settings_code(server_url=f"{door}/{new.token}/")
        general = settings_in(code)["general"]
        phone = Collect(
            general["server_url"], username=general.get("username", ""), password=general.get("password", ""), seed=seed
        )
        phone.device = new.device
        return phone


def filled(phone, instance="uuid:1", *, files=None, text="Amplop dibagikan."):
    """The form as the phone finalises it: in the version it downloaded."""
    (form,) = phone.form_list()
    photos = "".join(f"<bukti><foto>{name}</foto></bukti>" for name in files or {})
    xml = (
        f'<data id="{form.form_id}" version="{form.version}"><jenis>politik_uang</jenis><uraian>{text}</uraian>'
        f"<tempat><kelurahan>31.71.01.1001</kelurahan></tempat>{photos}<meta><instanceID>{instance}</instanceID></meta></data>"
    )
    return Filled(xml.encode(), files or {})


def test_from_the_qr_code_to_the_receipt(house):
    phone = house.phone()
    (form,) = phone.form_list()
    xml, media = phone.download(form)
    assert b"31.71.06.1001" in xml
    assert media == {}
    outcome = phone.send(filled(phone, files={"1.jpg": b"satu", "2.jpg": b"dua"}))
    assert (outcome.sent, outcome.status, outcome.posts) == (True, 201, 1)
    message = queries.by_receipt(outcome.words.split("Nomor: ")[1].split(".")[0])
    assert message == Message.objects.get()
    words = queries.words_of(message)
    assert (words.text, words.kind, words.area_code) == ("Amplop dibagikan.", "politik_uang", "31.71.01.1001")
    assert Entry.objects.filter(name="MessageReceived", about=message.code, by=house.people.dewi.code).exists()
    assert phone.send(filled(phone, files={"1.jpg": b"satu", "2.jpg": b"dua"})).words == outcome.words
    assert Message.objects.count() == 1


def test_digest_over_http_from_the_first_request_on(house):
    phone = house.phone(digest=True)
    assert phone.send(filled(phone)).sent
    assert [status for _, _, status in phone.log] == [401, 200, 204, 201]  # asked once, then nothing is refused any more
    stranger = Collect(f"{house.address}/masuk/odk", username=phone.username, password="salah")
    with pytest.raises(AsksForPassword):
        stranger.form_list()
    assert stranger.send(Filled(b"<data/>")).words == "AsksForPassword"
    assert Message.objects.count() == 1


def test_two_hundred_and_fifty_files_over_a_line_that_breaks_in_every_request(house, monkeypatch):
    """Each attempt starts at the first file again, in another order; at the end nothing is missing and nothing doubled."""
    monkeypatch.setattr(answers, "ACCEPT_CONTENT_LENGTH", 1_000_000)
    phone = house.phone(seed=7)
    files = {f"{number:03d}.jpg": bytes([number]) * (10_000 + number) for number in range(250)}
    report = filled(phone, files=files)
    attempt = 0
    while True:
        attempt += 1
        # attempt n breaks in its n-th request: in turns in the middle of a file, at its end, and before the answer
        phone.cut = lambda post, at=attempt: [50_000, 400_000, 10**9][at % 3] if post == at else None
        outcome = phone.send(report)
        if outcome.sent:
            break
        assert attempt < 10
    assert attempt > 3
    assert "menyusul" not in outcome.words
    assert outcome.posts >= 3  # 2.5 MB in pieces of 1 MB
    message = Message.objects.get()
    kept = {file.name: b"".join(queries.file_chunks(file.sha256)) for file in queries.files_of(message)}
    assert kept == files
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (250, 250)
    assert Attachment.objects.filter(expected=False).count() == 0
    assert Entry.objects.filter(name="MessageReceived").count() == 1


def test_the_same_report_twenty_times_at_once_is_one_record(house):
    phone = house.phone()
    report = filled(phone, files={"1.jpg": b"satu"})
    body, kind = multipart(report, list(report.files.items()))
    url = urlsplit(f"{phone.server_url}/submission?deviceID={phone.device_id}")
    together = threading.Barrier(20)

    def send(_):
        line = http.client.HTTPConnection(url.hostname, url.port, timeout=60)
        together.wait()
        line.request("POST", f"{url.path}?{url.query}", body, {"Content-Type": kind, "Content-Length": str(len(body))})
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, text

    with ThreadPoolExecutor(20) as crowd:
        answers_ = list(crowd.map(send, range(20)))
    assert {status for status, _ in answers_} == {201}
    assert len({text for _, text in answers_}) == 1
    assert (Message.objects.count(), Attachment.objects.count()) == (1, 1)
    assert Entry.objects.filter(name="MessageReceived").count() == 1


def test_a_lost_answer_and_a_retry(house):
    phone = house.phone()
    report = filled(phone)
    phone.cut = lambda post: 10**9
    assert not phone.send(report).sent
    phone.cut = lambda post: None
    assert phone.send(report).sent
    assert Message.objects.count() == 1


def test_refusals_are_words_on_the_phone(house):
    phone = house.phone()
    report = filled(phone)
    form = queries.form("laporan_kejadian")
    actions.set_form_state(form, to=FormState.CLOSED, by=house.people.oki.code)
    receive.forget()
    outcome = phone.send(report)
    assert (outcome.sent, outcome.status) == (False, 409)
    assert "ditutup" in outcome.words
    assert phone.form_list() == []
    actions.set_form_state(form, to=FormState.OPEN, by=house.people.oki.code)
    receive.forget()
    assert phone.send(report).sent
    changed = phone.send(Filled(report.xml.replace(b"Amplop", b"Beras")))
    assert (changed.sent, changed.status) == (False, 409)
    assert "berbeda" in changed.words
    actions.revoke_device(phone.device, by=house.people.oki.code)
    access.forget()
    assert "kode QR" in phone.send(report).words
    assert Message.objects.count() == 1


def test_a_video_of_three_hundred_megabytes_is_refused_in_words_and_the_report_kept(house):
    phone = house.phone()
    report = filled(phone, files={"film.mp4": b""})
    report.files["film.mp4"] = bytes(300_000_000)
    outcome = phone.send(report)
    assert (outcome.sent, outcome.status) == (False, 413)
    assert "film.mp4 (300 MB) melebihi batas 100 MB" in outcome.words
    assert (Message.objects.count(), Attachment.objects.count()) == (1, 0)
    assert phone.send(filled(phone, "uuid:2", files={"pendek.mp4": b"film"})).sent


def test_a_wrong_address_is_said_to_be_one(house):
    with pytest.raises(Unreachable):
        Collect(f"{house.address}/salah").form_list()


def test_a_line_that_says_nothing_more_keeps_nothing(house):
    phone = house.phone()
    body, kind = multipart(filled(phone), [])
    url = urlsplit(phone.server_url)
    with socket.create_connection((url.hostname, url.port)) as line:
        head = f"POST {url.path}/submission HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        line.sendall(head.encode() + body[:-20])
    assert phone.send(filled(phone, "uuid:2")).sent
    assert Message.objects.count() == 1
