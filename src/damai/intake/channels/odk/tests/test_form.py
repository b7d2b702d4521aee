"""The incident report compiles to a form that Collect accepts."""

import shutil
import subprocess
from importlib.resources import files

import pytest

from damai.intake.channels.odk.form import Kelurahan, NotAnXForm, compile_incident, read_form

PLACES = [
    Kelurahan("31.71.01.1001", "Gambir", "31.71.01", "Gambir"),
    Kelurahan("31.71.01.1002", "Kebon Kelapa", "31.71.01", "Gambir"),
    Kelurahan("31.71.06.1001", "Menteng", "31.71.06", "Menteng"),
]


def test_the_incident_report_knows_itself_and_its_files():
    form = compile_incident(places=PLACES, version="2024020101")
    assert (form.form_id, form.version, form.title) == ("laporan_kejadian", "2024020101", "Laporan kejadian")
    assert set(form.binaries) == {"bukti/foto", "bukti/video", "bukti/suara"}
    assert form == compile_incident(places=PLACES, version="2024020101")  # the same bytes, so the same MD5
    assert form.md5 != compile_incident(places=PLACES, version="2024020102").md5
    assert b'jr:preload="uid"' in form.xml
    assert b"31.71.06.1001" in form.xml
    assert b"tidak boleh sebelum kejadian" in form.xml


@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate needs a Java runtime")
def test_odk_validate_accepts_it(tmp_path):
    path = tmp_path / "form.xml"
    path.write_bytes(compile_incident(places=PLACES, version="1").xml)
    jar = files("pyxform") / "validators/odk_validate/bin/ODK_Validate.jar"
    run = subprocess.run(["java", "-Djava.awt.headless=true", "-jar", str(jar), str(path)], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("xml", [b"", b"<a/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_what_is_no_form_is_refused(xml):
    with pytest.raises(NotAnXForm):
        read_form(xml)


def test_a_form_without_instance_id_is_refused():
    xml = compile_incident(places=PLACES, version="1").xml
    with pytest.raises(NotAnXForm):
        read_form(xml.replace(b"<instanceID/>", b""))
    assert read_form(xml.replace(b' version="1"', b' xmlns:v="http://openrosa.org/xforms" v:version="9"')).version == "9"
