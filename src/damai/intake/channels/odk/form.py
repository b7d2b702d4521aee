"""Compiles the incident report, written as an XLSForm in incident.md, into the XForm that Collect downloads."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

INCIDENT = Path(__file__).with_name("incident.md")
XFORMS = "{http://www.w3.org/2002/xforms}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPENROSA = "{http://openrosa.org/xforms}"
MAX_FORM_ID = 249  # characters; Collect stores no more


class NotAnXForm(Exception):
    """The XML is no form that Collect could download and send back."""


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """One choice of the place question."""

    code: str
    name: str
    kecamatan_code: str
    kecamatan: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """A form as it is served, byte for byte, and what the server must know of it."""

    form_id: str
    version: str
    title: str
    xml: bytes
    binaries: tuple[str, ...]  # paths below the root at which an answer is a file's name

    @property
    def md5(self) -> str:
        """Collect looks forms up by the MD5 of the file it stored, so this is of the exact bytes."""
        return hashlib.md5(self.xml, usedforsecurity=False).hexdigest()


def compile_incident(*, places: list[Kelurahan], version: str) -> Compiled:
    """The incident report in this version, with these kelurahan to choose from."""
    from pyxform.xls2xform import convert  # slow to import, and only needed when publishing

    rows = [f"| | kecamatan | {code} | {name} | {name} | |" for code, name in kecamatan_of(places)]
    rows += [f"| | kelurahan | {p.code} | {p.name} | {p.name} | {p.kecamatan_code} |" for p in places]
    text = INCIDENT.read_text().replace("VERSION", version) + "\n".join(rows) + "\n"
    result = convert(text.encode(), file_type=".md", validate=False, form_name="data")
    return read_form(result.xform.encode())


def kecamatan_of(places: list[Kelurahan]) -> list[tuple[str, str]]:
    """Code and name of every kecamatan of these places, once, in order."""
    return list(dict.fromkeys((place.kecamatan_code, place.kecamatan) for place in places))


def read_form(xml: bytes) -> Compiled:
    """Read an XForm for what the server must know; NotAnXForm if it has no instance, no id, or no instanceID to fill."""
    try:
        root = fromstring(xml, forbid_dtd=True)
    except Exception as error:  # defusedxml and ElementTree have no common family
        raise NotAnXForm(str(error)) from error
    model = root.find(f"{XHTML}head/{XFORMS}model")
    holder = None if model is None else model.find(f"{XFORMS}instance")
    if model is None or holder is None or not len(holder):
        raise NotAnXForm("no primary instance")
    instance = holder[0]
    form_id = instance.get("id") or instance.tag.rpartition("}")[0].removeprefix("{")
    version = instance.get("version") or instance.get(f"{OPENROSA}version") or ""
    if not 1 <= len(form_id) <= MAX_FORM_ID:
        raise NotAnXForm("the form's id is missing or longer than 249 characters")
    if not any(path.rpartition("/")[2] == "instanceID" for path in _paths(instance)):
        raise NotAnXForm("no meta/instanceID: deliveries could not be told apart")
    binaries = [
        bind.get("nodeset", "").strip("/").partition("/")[2]
        for bind in model.iter(f"{XFORMS}bind")
        if bind.get("type", "").rpartition(":")[2] in {"binary", "base64Binary"}
    ]
    title = (root.findtext(f"{XHTML}head/{XHTML}title") or form_id).strip()
    return Compiled(form_id, version, title, xml, tuple(binaries))


def _paths(element: Element, above: str = "") -> list[str]:
    found = []
    for child in element:
        path = f"{above}/{child.tag.rpartition('}')[2]}"
        found += [path, *_paths(child, path)]
    return found
