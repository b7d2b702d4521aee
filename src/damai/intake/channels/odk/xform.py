"""Reads the XML of a filled-in form without trusting it: no document type, no entities, a bound on depth and size."""

from dataclasses import dataclass
from xml.parsers import expat

OPENROSA = "http://openrosa.org/xforms"
MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 64
MAX_ELEMENTS = 50_000
MAX_ID = 2_000  # characters of an id; Collect's longest is 249, hostile ones are longer


class UnreadableXml(Exception):
    """The XML cannot be read, or does something that a filled-in form never does."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One answered question: its path below the root and the answer as it stands in the XML."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Instance:
    """What a filled-in form says about itself, and its answers in document order."""

    form_id: str
    version: str
    instance_id: str  # empty: it names none
    deprecated_id: str  # not empty: it is an edit of the instance named here
    encrypted: bool
    leaves: tuple[Leaf, ...]

    def files(self, binaries: frozenset[str]) -> tuple[str, ...]:
        """The names of the files it refers to; `binaries` are the paths at which its form has files."""
        if self.encrypted:
            binaries = ENCRYPTED_FILES
        return tuple(dict.fromkeys(leaf.text for leaf in self.leaves if leaf.text and leaf.path in binaries))


# An encrypted envelope names its files itself. Source: the OpenRosa encrypted form specification.
ENCRYPTED_FILES = frozenset({"encryptedXmlFile", "media/file"})


def read_instance(xml: bytes) -> Instance:
    """Read a filled-in form; UnreadableXml says why it cannot be."""
    if len(xml) > MAX_BYTES:
        raise UnreadableXml("larger than 4 MB")
    return _Reader().read(xml)


class _Reader:
    def __init__(self) -> None:
        self.root: dict[str, str] | None = None
        self.root_space = ""
        self.paths: list[str] = []  # of the open elements below the root
        self.spaces: list[str] = []
        self.depth = self.elements = 0
        self.text: list[str] = []
        self.is_leaf = False
        self.leaves: list[Leaf] = []
        self.ids: dict[str, str] = {}

    def read(self, xml: bytes) -> Instance:
        parser = expat.ParserCreate(namespace_separator="\n")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text.append
        parser.StartDoctypeDeclHandler = self.forbidden
        parser.EntityDeclHandler = self.forbidden
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise UnreadableXml(str(error)) from error
        assert self.root is not None  # expat accepts no document without a root  # noqa: S101
        form_id = self.attribute("id") or self.root_space
        if not form_id or len(form_id) > MAX_ID:
            raise UnreadableXml("the root names no form")
        return Instance(
            form_id=form_id,
            version=self.attribute("version"),
            instance_id=self.ids.get("instanceID", ""),
            deprecated_id=self.ids.get("deprecatedID", ""),
            encrypted=self.attribute("encrypted") == "yes",
            leaves=tuple(self.leaves),
        )

    def attribute(self, name: str) -> str:
        """An attribute of the root, plain or in OpenRosa's namespace (`orx:version`)."""
        root = self.root or {}
        return (root.get(name) or root.get(f"{OPENROSA}\n{name}") or "").strip()

    def forbidden(self, *_: object) -> None:
        raise UnreadableXml("document types and entities are not allowed")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition("\n")
        self.elements += 1
        self.depth += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise UnreadableXml("too deep or too many elements")
        self.text.clear()
        self.is_leaf = True
        if self.root is None:
            self.root, self.root_space = attributes, space
            return
        self.paths.append(f"{self.paths[-1]}/{name}" if self.paths else name)
        self.spaces.append(space)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if not self.paths:
            return
        path, space = self.paths.pop(), self.spaces.pop()
        if self.is_leaf:
            self.is_leaf = False
            text = "".join(self.text).strip()
            self.leaves.append(Leaf(path, text))
            # Central also takes a bare instanceID below the root.
            if path in {"meta/instanceID", "instanceID", "meta/deprecatedID"} and space in {"", OPENROSA, self.root_space}:
                if len(text) > MAX_ID:
                    raise UnreadableXml("an id is too long")
                if text:
                    self.ids.setdefault(path.rpartition("/")[2], text)
        self.text.clear()
