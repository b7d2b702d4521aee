"""The list, the form, the manifest and the media, as Collect needs them to the letter."""

import hashlib
import logging
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from damai.intake import actions, queries
from damai.intake.channels.odk import answers
from damai.intake.channels.odk.form import read_form
from damai.intake.channels.odk.publish import NoPlaces, publish_incident
from damai.intake.models import FormState, FormVersion
from damai.ledger.models import Entry
from damai.settings import Discreet

from .phones import VERSION, forget, new_phone, publish

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"


@pytest.fixture
def phone(db):
    return new_phone("django")


def listed(phone, query=""):
    reply = phone.request("GET", f"{phone.base}formList?deviceID=collect:abc{query}")
    assert reply.status == 200
    assert reply.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert reply.headers["X-OpenRosa-Version"] == "1.0"
    root = ElementTree.fromstring(reply.body)
    assert root.tag == f"{LIST}xforms"
    return [{child.tag.removeprefix(LIST): child.text for child in item} for item in root]


def test_the_list_names_the_form_and_the_bytes_have_the_hash(phone):
    (form,) = listed(phone)
    assert (form["formID"], form["name"], form["version"]) == ("laporan_kejadian", "Laporan kejadian", VERSION)
    assert "manifestUrl" not in form
    assert form["downloadUrl"].startswith(f"http://testserver{phone.base}forms/")
    xml = phone.request("GET", form["downloadUrl"].removeprefix("http://testserver")).body
    assert form["hash"] == f"md5:{hashlib.md5(xml).hexdigest()}"
    assert read_form(xml).form_id == "laporan_kejadian"


def test_a_new_version_is_listed_and_the_old_can_still_be_fetched(phone):
    old = listed(phone)[0]["downloadUrl"]
    publish("2024021101")
    assert [form["version"] for form in listed(phone)] == ["2024021101"]
    assert phone.request("GET", old.removeprefix("http://testserver")).status == 200


def test_the_list_can_be_narrowed_to_one_form(phone):
    assert len(listed(phone, "&formID=laporan_kejadian")) == 1
    assert listed(phone, "&formID=lain") == []


def test_closing_and_closed_forms_are_not_listed(phone):
    form = queries.form("laporan_kejadian")
    for state in (FormState.CLOSING, FormState.CLOSED):
        actions.set_form_state(form, to=state, by="M-0008")
        assert listed(phone) == []
    actions.set_form_state(form, to=FormState.OPEN, by="M-0008")
    assert len(listed(phone)) == 1
    assert Entry.objects.filter(name="FormStateChanged", about=form.code).count() == 3


def test_strange_names_are_escaped_in_xml_and_in_addresses(phone):
    xml = bytes(FormVersion.objects.get().xml).replace(b"laporan_kejadian", b"a/b &amp; c?")
    actions.publish_form(
        "a/b & c?", version="v 1", title="<Tips & trik>", xml=xml, binaries=[], by="damai", media={"x y&.csv": b"1,2"}
    )
    form = next(form for form in listed(phone) if form["formID"] == "a/b & c?")
    assert form["name"] == "<Tips & trik>"
    assert "a%2Fb%20%26%20c%3F/v%201.xml" in form["downloadUrl"]
    assert phone.request("GET", form["downloadUrl"].removeprefix("http://testserver")).body == xml
    reply = phone.request("GET", form["manifestUrl"].removeprefix("http://testserver"))
    assert (reply.status, reply.headers["Content-Type"], reply.headers["X-OpenRosa-Version"]) == (200, answers.XML, "1.0")
    root = ElementTree.fromstring(reply.body)
    assert root.tag == f"{MANIFEST}manifest"
    (file,) = [{child.tag.removeprefix(MANIFEST): child.text for child in item} for item in root]
    assert file["filename"] == "x y&.csv"
    content = phone.request("GET", file["downloadUrl"].removeprefix("http://testserver")).body
    assert content == b"1,2"
    assert file["hash"] == f"md5:{hashlib.md5(content).hexdigest()}"
    assert phone.request("GET", unquote(file["downloadUrl"].removeprefix("http://testserver")) + "x").status == 404


@pytest.mark.parametrize("path", ["forms/lain/1.xml", "forms/lain/1/manifest", "forms/laporan_kejadian/2024021001/media/x.csv"])
def test_what_is_not_there_is_404_with_words(phone, path):
    reply = phone.request("GET", phone.base + path)
    assert reply.status == 404
    assert "Formulir" in reply.words
    assert phone.request("GET", f"{phone.base}formList").status == 200


@pytest.mark.parametrize(
    "path", ["formList", "forms/laporan_kejadian/2024021001.xml", "forms/laporan_kejadian/2024021001/manifest"]
)
def test_every_door_wants_a_linked_phone(phone, path):
    assert phone.request("GET", phone.base + path).status == 200
    assert phone.request("GET", f"/masuk/odk/{'x' * 64}/{path}").status == 403
    bare = phone.request("GET", f"/masuk/odk/{path}")
    assert (bare.status, bare.headers["WWW-Authenticate"][:6]) == (401, "Digest")
    actions.revoke_device(phone.new.device, by="M-0008")
    forget()
    assert phone.request("GET", phone.base + path).status == 403
    assert list(Entry.objects.filter(about=phone.new.device.code).values_list("name", flat=True)) == [
        "DeviceLinked",
        "DeviceRevoked",
    ]


def test_tokens_are_not_written_into_the_log(phone, caplog):
    for path in ("forms/lain/1.xml", "lain", "formList/", "submission/x"):
        assert phone.request("GET", phone.base + path).status == 404
    assert phone.request("POST", f"{phone.base}submission", b"", content_type="text/plain").status == 400
    assert phone.request("PUT", f"{phone.base}submission").status == 405
    assert phone.new.token not in caplog.text


def test_what_django_itself_says_of_an_address_is_written_without_the_token(phone, caplog):
    caplog.clear()
    line = logging.Formatter("%(message)s")
    discreet = Discreet("%(message)s")
    assert phone.request("POST", f"{phone.base}formList").status == 405
    assert Client(enforce_csrf_checks=True).post(f"{phone.base}formList").status_code == 403
    assert len(caplog.records) == 2
    for record in caplog.records:
        assert phone.new.token in line.format(record)  # Django writes whole addresses
        assert phone.new.token not in discreet.format(record)
        assert "/masuk/odk/…/formList" in discreet.format(record)
    assert settings.LOGGING["formatters"]["line"]["()"] is Discreet


def test_publishing_the_same_again_changes_nothing_and_other_bytes_need_a_new_version(phone):
    published = FormVersion.objects.get()
    assert publish() == published
    facts = {"version": VERSION, "title": "x", "binaries": [], "by": "damai"}
    with pytest.raises(actions.VersionTaken):
        actions.publish_form("laporan_kejadian", xml=bytes(published.xml) + b" ", **facts)
    with pytest.raises(actions.UnfitName):
        actions.publish_form("laporan_kejadian", xml=b"", **{**facts, "version": "1/2"})
    with pytest.raises(actions.UnfitName):
        actions.publish_form("laporan_kejadian", xml=b"", **{**facts, "version": "9"}, media={"../a.csv": b""})
    assert FormVersion.objects.count() == 1
    assert Entry.objects.filter(name="FormPublished").count() == 1


def test_the_incident_report_is_published_with_the_kelurahan_of_the_house(phone):
    first = publish_incident(within="31.71", by="damai")
    assert b"31.71.01.1002" in bytes(first.xml)
    assert b"31.73.01.1001" not in bytes(first.xml)
    assert publish_incident(within="31.71", by="damai") == first
    second = publish_incident(within="31", by="damai")
    assert second.version == str(int(first.version) + 1)
    with pytest.raises(NoPlaces):
        publish_incident(within="99", by="damai")


def test_only_appointed_members_get_a_phone(phone):
    phone.people.budi.appointments.update(ends_on="2020-02-01")
    with pytest.raises(actions.NotAppointed):
        actions.link_device(phone.people.budi, realm="Damai", by="damai")
    assert actions.link_device(phone.people.citra, realm="Damai", by="damai").device.member == phone.people.citra


def test_texts_that_xml_cannot_hold_do_not_break_an_answer():
    answer = answers.message(409, "a\x00b\ud800<c>\uffff😀")
    assert ElementTree.fromstring(answer.body)[0].text == "a?b?<c>?😀"
