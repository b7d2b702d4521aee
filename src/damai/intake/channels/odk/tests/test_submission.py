"""What a phone sends is kept once with a receipt, in any order, however often; refusals have a status, a reason and no trace."""

import re

import pytest
from django.conf import settings as django_settings

from damai.intake import actions, queries
from damai.intake.channels.odk import multipart, receive
from damai.intake.channels.odk.completeness import missing_files
from damai.intake.models import Attachment, Basis, FormState, Message, StoredFile
from damai.intake.rules import receipts
from damai.ledger.models import Entry

from .phones import JPEG, VERSION, fixture, forget, full, new_phone, publish

NUMBER = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}")


@pytest.fixture(params=["short", "django"])
def phone(request, db):
    return new_phone(request.param)


def number_in(reply):
    found = NUMBER.search(reply.words)
    assert found, reply.words
    return found[0]


def files_of(message):
    return {file.name: (b"".join(queries.file_chunks(file.sha256)), file.expected) for file in queries.files_of(message)}


def test_a_report_is_kept_with_its_files_and_answered_with_its_number(phone):
    xml, photo = fixture("lengkap.xml"), JPEG + b"foto"
    reply = phone.post(xml, {"1707529801123.jpg": photo, "1707529866004.mp4": b"film"})
    assert reply.status == 201
    assert reply.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert reply.headers["X-OpenRosa-Version"] == "1.0"
    assert int(reply.headers["X-OpenRosa-Accept-Content-Length"]) == 5_000_000
    message = Message.objects.get()
    assert queries.by_receipt(number_in(reply)) == message
    assert queries.raw_of(message) == xml
    assert (message.sender, message.form) == (phone.people.dewi.code, f"laporan_kejadian {VERSION}")
    assert files_of(message) == {"1707529801123.jpg": (photo, True), "1707529866004.mp4": (b"film", True)}
    assert queries.advisory_of(message)["device_id"] == "collect:abc"
    assert Entry.objects.filter(name="MessageReceived", by=phone.people.dewi.code).count() == 1
    assert "susul" not in reply.words


def test_the_bytes_of_okhttp_are_understood(phone):
    kind = "multipart/form-data; boundary=5f0c1f0e-3d8a-4be3-9c37-6b1f7a4f2d11"
    reply = phone.request("POST", f"{phone.base}submission", fixture("okhttp-body.bin"), content_type=kind)
    assert reply.status == 201
    assert queries.raw_of(Message.objects.get()) == fixture("singkat.xml")


def test_the_gate_answers_204_and_says_how_much(phone):
    for method in ("HEAD", "GET"):
        reply = phone.request(method, f"{phone.base}submission?deviceID=collect:abc")
        assert (reply.status, reply.body) == (204, b"")
        assert reply.headers["X-OpenRosa-Version"] == "1.0"
        assert reply.headers["X-OpenRosa-Accept-Content-Length"] == "5000000"
    assert phone.request("PUT", f"{phone.base}submission").status == 405


def test_the_same_again_is_the_same_number_and_nothing_new(phone):
    first = phone.post(full())
    again = phone.post(full())
    assert (first.status, again.status) == (201, 201)
    assert first.words == again.words
    assert Message.objects.count() == 1


def test_files_over_several_posts_in_any_order_join_the_report(phone):
    xml = full(files="a.jpg,b.jpg,c.jpg")
    marker = b'--batas\r\nContent-Disposition: form-data; name="*isIncomplete*"\r\n\r\nyes\r\n'
    first = phone.post(xml, {"b.jpg": b"b"}, extra=marker)
    assert "menyusul" in first.words
    assert missing_files(Message.objects.get()) == ["a.jpg", "c.jpg"]
    phone.post(xml, {"a.jpg": b"a", "b.jpg": b"b"})
    last = phone.post(xml, {"c.jpg": b"a"})  # the same bytes under another name are two attachments and one file
    assert number_in(first) == number_in(last)
    assert "menyusul" not in last.words
    assert files_of(Message.objects.get()) == {"a.jpg": (b"a", True), "b.jpg": (b"b", True), "c.jpg": (b"a", True)}
    assert StoredFile.objects.count() == 2
    assert missing_files(Message.objects.get()) == []


def test_a_file_that_nobody_expected_is_kept_apart_and_the_report_is_accepted(phone):
    reply = phone.post(full(files="a.jpg"), {"a.jpg": b"a", "lain.exe": b"MZ", "../../etc/passwd": b"x", "kosong.jpg": b""})
    assert reply.status == 201
    kept = files_of(Message.objects.get())
    assert {name: expected for name, (_, expected) in kept.items()} == {
        "a.jpg": True,
        "lain.exe": False,
        "passwd": False,
        "kosong.jpg": False,
    }


@pytest.mark.parametrize("name", ["😀 bukti.jpg", "صورة.jpg", "a&amp;b.jpg"])
def test_names_in_any_script(phone, name):
    plain = name.replace("&amp;", "&")
    assert phone.post(full(files=name), {plain: b"a"}).status == 201
    assert files_of(Message.objects.get()) == {plain: (b"a", True)}


def test_a_name_with_quotes_is_found_again(phone):
    assert phone.post(full(files='"a".jpg'), {"%22a%22.jpg": b"a"}).status == 201
    assert files_of(Message.objects.get()) == {'"a".jpg': (b"a", True)}


def test_other_words_under_the_same_id_are_refused_and_the_first_stay(phone):
    first = phone.post(full(text="pertama"))
    reply = phone.post(full(text="kedua"), {"a.jpg": b"a"})
    assert reply.status == 409
    assert "berbeda" in reply.words
    assert number_in(reply) == number_in(first)
    assert b"pertama" in queries.raw_of(Message.objects.get())
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize("same", [True, False])
def test_what_was_deleted_does_not_come_back(phone, same):
    phone.post(full())
    actions.forget(Message.objects.get(), basis=Basis.REQUEST, by=phone.people.sari.code)
    reply = phone.post(full(text="ada" if same else "lain"), {"a.jpg": b"a"})
    assert reply.status == 409
    assert "dihapus" in reply.words
    assert Attachment.objects.count() == 0


def test_an_edit_replaces_the_version_it_names_and_keeps_the_files_it_still_mentions(phone):
    first = phone.post(full("uuid:1", files="a.jpg,b.jpg"), {"a.jpg": b"a", "b.jpg": b"b"})
    edit = full("uuid:2", files="b.jpg,c.jpg", deprecated="uuid:1", text="diperbaiki")
    second = phone.post(edit)
    assert (first.status, second.status) == (201, 201)
    assert "Perbaikan" in second.words
    new = Message.objects.get(revises__isnull=False)
    assert queries.revision_of(queries.by_receipt(number_in(first))) == new
    assert files_of(new) == {"b.jpg": (b"b", True)}
    assert phone.post(edit, {"c.jpg": b"c"}).status == 201  # a later POST of the same edit
    assert files_of(new) == {"b.jpg": (b"b", True), "c.jpg": (b"c", True)}
    assert Message.objects.count() == 2

    out_of_date = phone.post(full("uuid:3", deprecated="uuid:1"))
    assert (out_of_date.status, Message.objects.count()) == (409, 2)
    assert number_in(out_of_date) == number_in(second)
    assert phone.post(full("uuid:4", deprecated="uuid:2")).status == 201
    unknown = phone.post(full("uuid:5", deprecated="uuid:nothing"))
    assert (unknown.status, Message.objects.count()) == (404, 3)
    assert "tidak ditemukan" in unknown.words
    used = phone.post(full("uuid:2", deprecated="uuid:4"))
    assert (used.status, Message.objects.count()) == (409, 3)


def test_nobody_edits_what_another_member_sent(phone):
    phone.post(full("uuid:1"))
    other = actions.link_device(phone.people.budi, realm="Damai", by="damai")
    phone.base = f"/masuk/odk/{other.token}/"
    reply = phone.post(full("uuid:2", deprecated="uuid:1"))
    assert (reply.status, Message.objects.count()) == (404, 1)  # not "forbidden": he may not learn it exists


def test_without_an_id_the_same_bytes_from_the_same_phone_are_one_report(phone):
    xml = fixture("tanpa-id.xml")
    assert phone.post(xml).words == phone.post(xml).words
    assert Message.objects.count() == 1
    assert phone.post(xml.replace(b"rapat", b"pleno")).status == 201
    other = actions.link_device(phone.people.sari, realm="Damai", by="damai")
    phone.base = f"/masuk/odk/{other.token}/"
    assert phone.post(xml).status == 201
    assert Message.objects.count() == 3


def test_an_encrypted_envelope_is_kept_with_its_files_but_not_without_an_id(phone):
    xml = fixture("tersandi.xml")
    reply = phone.post(xml, {"submission.xml.enc": b"\x01", "1707529801123.jpg.enc": b"\x02"})
    assert reply.status == 201
    assert all(expected for _, expected in files_of(Message.objects.get()).values())
    nameless = phone.post(re.sub(b"<instanceID>.*?</instanceID>", b"", xml))
    assert (nameless.status, Message.objects.count()) == (400, 1)
    assert "instanceID" in nameless.words


@pytest.mark.parametrize("instance", ["bad-id:%00/../..", "i" * 400, "uuid:😀", "' OR 1=1 --", "a|b\u202e"])
def test_hostile_ids_are_only_names(phone, instance):
    xml = full(instance)
    assert phone.post(xml).words == phone.post(xml).words
    assert Message.objects.count() == 1


def refused(phone, reply, status, words):
    assert reply.status == status
    assert words in reply.words
    assert reply.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert reply.headers["X-OpenRosa-Version"] == "1.0"
    assert (Message.objects.count(), Attachment.objects.count(), StoredFile.objects.count()) == (0, 0, 0)
    assert list((django_settings.FILES / "incoming").glob("*")) == []
    assert phone.post(full("uuid:lain")).status == 201  # the door itself is open


def test_no_form_in_the_form(phone):
    refused(phone, phone.post(None, {"a.jpg": b"a"}), 400, "xml_submission_file")


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"bukan xml",
        b"<data id='laporan_kejadian'>",
        b"<!DOCTYPE d [<!ENTITY a 'b'>]>" + full(text="&a;"),
        b"<!DOCTYPE d SYSTEM 'http://127.0.0.1/x'>" + full(),
        full(text="<a>" * 100 + "</a>" * 100),
    ],
)
def test_xml_that_no_form_makes(phone, xml):
    refused(phone, phone.post(xml, {"a.jpg": b"a" * 100_000}), 400, "tidak dapat dibaca")


def test_xml_that_is_too_large(phone):
    refused(phone, phone.post(full(text="a" * 4_200_000)), 400, "4 MB")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=batas"),
        (
            b"--batas\r\nContent-Disposition: form-data; name=xml_submission_file\r\n\r\n<data",
            "multipart/form-data; boundary=batas",
        ),
        (b"--batas--", "multipart/form-data"),
        (b"<data/>", "text/xml"),
        (b"a=b", ""),
    ],
)
def test_a_body_that_is_no_multipart(phone, body, kind):
    refused(phone, phone.request("POST", f"{phone.base}submission", body, content_type=kind), 400, "tidak utuh")


def test_a_form_or_a_version_that_is_unknown_here(phone):
    refused(phone, phone.post(full().replace(b"laporan_kejadian", b"lain")), 404, "tidak dikenal di sini")
    refused_version = phone.post(full("uuid:9", version="1999"))
    assert (refused_version.status, Message.objects.count()) == (404, 1)
    assert "Versi" in refused_version.words


def test_an_older_version_is_still_accepted(phone):
    publish("2024021101")
    assert phone.post(full("uuid:1", version=VERSION)).status == 201
    assert phone.post(full("uuid:2", version="2024021101")).status == 201


def test_a_closing_form_accepts_and_a_closed_one_only_what_it_had(phone):
    form = queries.form("laporan_kejadian")
    actions.set_form_state(form, to=FormState.CLOSING, by=phone.people.oki.code)
    forget()
    first = phone.post(full(files="a.jpg"))
    assert first.status == 201
    actions.set_form_state(form, to=FormState.CLOSED, by=phone.people.oki.code)
    forget()
    reply = phone.post(full("uuid:2"))
    assert (reply.status, Message.objects.count()) == (409, 1)
    assert "ditutup" in reply.words
    assert phone.post(full(files="a.jpg"), {"a.jpg": b"a"}).words.startswith("Laporan diterima")  # its answer was lost
    assert Attachment.objects.count() == 1


def test_a_video_over_the_limit_costs_only_itself(phone, monkeypatch):
    """The limit is lowered here; tests/journeys sends a real one."""
    monkeypatch.setattr(receive, "LIMITS", multipart.Limits(1000, 10_000, receive.XML_PART, actions.Incoming))
    reply = phone.post(full(files="a.jpg,b.mp4"), {"b.mp4": b"x" * 300_000, "a.jpg": b"a"})
    assert reply.status == 413
    assert "b.mp4" in reply.words
    assert "100 MB" in reply.words
    message = Message.objects.get()
    assert queries.by_receipt(number_in(reply)) == message  # the words of the report are safe, and it says so
    assert list(files_of(message)) == ["a.jpg"]
    assert list((django_settings.FILES / "incoming").glob("*")) == []


def test_a_large_file_is_streamed_to_disk(phone):
    film = bytes(range(256)) * 4096
    assert phone.post(full(files="a.mp4"), {"a.mp4": film}).status == 201
    assert files_of(Message.objects.get())["a.mp4"][0] == film
    assert list((django_settings.FILES / "incoming").glob("*")) == []


def test_what_a_device_says_of_itself_is_cut_and_not_refused(phone):
    from .phones import form_body

    body, kind = form_body(full(), {})
    url = f"{phone.base}submission?deviceID={'d' * 5000}"
    assert phone.request("POST", url, body, content_type=kind, HTTP_USER_AGENT="u" * 5000).status == 201
    says = queries.advisory_of(Message.objects.get())
    assert (len(says["device_id"]), len(says["user_agent"])) == (200, 200)


def test_a_token_that_is_not_good_is_403_and_not_401(phone):
    good, phone.base = phone.base, f"/masuk/odk/{'x' * 64}/"
    reply = phone.post(full())
    assert (reply.status, Message.objects.count()) == (403, 0)
    assert "kode QR" in reply.words
    assert "WWW-Authenticate" not in reply.headers
    assert phone.request("HEAD", f"{phone.base}submission").status == 403
    phone.base = good
    assert phone.post(full()).status == 201


def test_a_revoked_phone_and_one_whose_member_left_are_refused(phone):
    assert phone.post(full("uuid:1")).status == 201
    actions.revoke_device(phone.new.device, by=phone.people.oki.code)
    forget()
    assert phone.post(full("uuid:2")).status == 403
    other = actions.link_device(phone.people.sari, realm="Damai", by="damai")
    phone.base = f"/masuk/odk/{other.token}/"
    assert phone.post(full("uuid:2")).status == 201
    phone.people.sari.appointments.update(ends_on="2020-02-01")
    forget()
    assert phone.post(full("uuid:3")).status == 403
    assert Message.objects.count() == 2


def test_english_for_those_who_ask_and_indonesian_for_all_others(phone):
    assert phone.post(full(), HTTP_ACCEPT_LANGUAGE="fr").words.startswith("Laporan diterima")
    assert phone.post(full(), HTTP_ACCEPT_LANGUAGE="en-GB").status == 201


def test_in_production_only_https(phone, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    if phone.way == "short":
        reply = phone.post(full())
        assert (reply.status, Message.objects.count()) == (403, 0)
        assert "https" in reply.words
    assert phone.post(full(), HTTP_X_FORWARDED_PROTO="https").status == 201


def test_receipts_can_be_read_back(phone):
    assert receipts.read(number_in(phone.post(full())).lower())
