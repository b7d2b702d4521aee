"""Whatever is done to a pack is found and named: by hand, byte by byte, and by people who know the format."""

import json
import shutil
import zipfile
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.evidence import actions
from damai.evidence.rules.boxes import Box
from damai.evidence.rules.container import Entry, frame
from damai.evidence.rules.manifest import NotAManifest, read, sums, written
from damai.evidence.rules.signing import Flaw, check, signature_of
from damai.evidence.rules.verifying import verify_file, verify_folder
from damai.ledger.rules.notes import NoteRefused, PublicKey, Refusal, SigningKey, open_checkpoint, parse_key
from damai.ledger.rules.notes import sign as sign_note

from . import story

STRANGER = SigningKey(name="damai.example/dev", seed=b"\x07" * 32)


@pytest.fixture(scope="module")
def issued(django_db_setup, django_db_blocker, tmp_path_factory):
    """A pack as it was issued, and the key; made once, in a transaction that is undone."""
    from django.conf import settings as house
    from django.db import transaction

    class Undone(Exception):
        pass

    before = house.FILES
    house.FILES = tmp_path_factory.mktemp("files")
    made: dict[str, object] = {}
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                people = story.people()
                photo, thing = story.photo(people.sari), story.envelope_found(people.sari)
                actions.note_look(photo, by=people.sari)
                actions.blur(photo, [Box(2000, 2000, 4000, 4000)], by=people.sari)
                actions.record_event(thing, "lent", holder="Penyidik", reference="BA 1", by=people.sari)
                pack = actions.make_pack(story.CASE, by=people.tuti, chronology=[photo.code])
                made = {"body": b"".join(pack.chunks()), "key": parse_key(story.key()), "photo": photo.code, "thing": thing.code}
                raise Undone
        except Undone:
            pass
    house.FILES = before
    return made


@pytest.fixture
def pack(issued) -> "Opened":
    return Opened(issued["body"], issued["key"])


class Opened:
    """A pack taken apart by somebody who knows the format, to be put together again in another way."""

    def __init__(self, body: bytes, key: PublicKey) -> None:
        self.key = key
        with zipfile.ZipFile(BytesIO(body)) as opened:
            self.files = {info.filename: opened.read(info) for info in opened.infolist()}
        self.at = datetime.fromisoformat(json.loads(self.files["manifest.json"])["made_at"])

    @property
    def told(self) -> dict:
        return json.loads(self.files["manifest.json"])

    @told.setter
    def told(self, told: dict) -> None:
        self.files["manifest.json"] = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"

    def listed_anew(self) -> None:
        """Make the manifest say what the files are now."""
        told = self.told
        for each in told["files"]:
            body = self.files[each["path"]]
            each |= {"sha256": sha256(body).hexdigest(), "size": len(body), "crc32": crc32(body)}
        self.told = told

    def signed_by(self, key: SigningKey) -> None:
        self.files["manifest.sig"] = signature_of(self.files["manifest.json"], key)

    def again(self) -> bytes:
        """The files in the frame of packs."""
        outline = frame([Entry(name, len(body), crc32(body)) for name, body in self.files.items()], self.at)
        parts = [header + body for header, body in zip(outline.headers(), self.files.values(), strict=True)]
        return b"".join(parts) + outline.tail

    def zipped(self, names: list[str] | None = None, **options) -> bytes:
        """The files as any program would pack them, under other names where some are given."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", **options) as made:
            for name, body in zip(names or self.files, self.files.values(), strict=True):
                made.writestr(zipfile.ZipInfo(name), body)
        return out.getvalue()


def found(body: bytes, key: PublicKey) -> set[str]:
    verdict = verify_file(BytesIO(body), [key])
    assert verdict.good is (not verdict.findings)
    for one in verdict.findings:
        assert one.said and one.english and one.said.isprintable()
    return {one.kind.value for one in verdict.findings}


def test_as_it_was_issued_it_is_good(issued, pack):
    verdict = verify_file(BytesIO(issued["body"]), [issued["key"]])
    assert verdict.good and verdict.key == issued["key"] and verdict.entries == 8
    assert pack.again() == issued["body"]


@settings(max_examples=250)
@given(st.data())
def test_any_changed_byte_is_found(issued, data):
    body = bytearray(issued["body"])
    place = data.draw(st.integers(0, len(body) - 1))
    body[place] ^= data.draw(st.integers(1, 255))
    assert found(bytes(body), issued["key"])


@settings(max_examples=80)
@given(st.data())
def test_any_missing_and_any_added_bytes_are_found(issued, data):
    body = issued["body"]
    place = data.draw(st.integers(0, len(body)))
    more = data.draw(st.binary(min_size=1, max_size=60))
    assert found(body[:place], issued["key"]) if place < len(body) else True
    assert found(body[:place] + more + body[place:], issued["key"])
    cut = data.draw(st.integers(1, 500))
    if place + cut <= len(body):
        assert found(body[:place] + body[place + cut :], issued["key"])


def test_every_byte_of_the_frame_counts(issued):
    """The bytes that belong to no file: headers, directory, end. Each one, not a sample."""
    body, key = issued["body"], issued["key"]
    with zipfile.ZipFile(BytesIO(body)) as opened:
        covered = set()
        for info in opened.infolist():
            start = info.header_offset + 30 + len(info.filename)
            covered |= set(range(start, start + info.file_size))
    frame_bytes = [place for place in range(len(body)) if place not in covered]
    assert 500 < len(frame_bytes) < 3000
    for place in frame_bytes[:: max(1, len(frame_bytes) // 400)]:
        changed = bytearray(body)
        changed[place] ^= 0x20
        assert found(bytes(changed), key), place


def test_a_changed_file_is_named(issued, pack):
    pack.files[f"asli/{issued['photo']}.jpg"] += b"x"
    assert found(pack.again(), pack.key) == {"file-changed"}
    pack.listed_anew()
    assert "manifest-changed" in found(pack.again(), pack.key)


def test_a_missing_an_added_and_a_renamed_file_are_named(issued, pack):
    name = f"asli/{issued['photo']}.jpg"
    body = pack.files.pop(name)
    assert found(pack.again(), pack.key) == {"file-missing"}
    pack.files["asli/E-99999.jpg"] = body
    assert found(pack.again(), pack.key) == {"file-renamed"}
    pack.files[name] = body
    assert found(pack.again(), pack.key) == {"file-extra"}


def test_another_order_is_said(pack):
    last = list(pack.files)[-1]
    body = pack.files.pop(last)
    files = list(pack.files.items())
    pack.files = dict([*files[:2], (last, body), *files[2:]])
    assert found(pack.again(), pack.key) == {"reordered"}


def test_a_replaced_manifest_is_said_whoever_signed_it(issued, pack):
    told = pack.told
    told["exhibits"][0]["custody"][1]["entry"]["by"] = "M-0009"
    pack.told = told
    assert "manifest-changed" in found(pack.again(), pack.key)
    pack.signed_by(STRANGER)
    assert "other-key" in found(pack.again(), pack.key)
    del pack.files["manifest.sig"]
    assert found(pack.again(), pack.key) == {"signature-missing"}


def test_another_key_is_told_from_damage(issued):
    verdict = verify_file(BytesIO(issued["body"]), [STRANGER.public])
    assert verdict.only_unknown_key and not verdict.good
    assert not verify_file(BytesIO(issued["body"]), []).good


SLIPS = [
    "../../etc/cron.d/jahat",
    "/etc/passwd",
    "..\\..\\windows\\jahat.exe",
    "asli/../../x",
    "C:\\x",
    "a/\x1b[2J",
    "asli/\u202egpj.exe",
]


@pytest.mark.parametrize("name", SLIPS)
def test_a_name_that_leads_out_is_said_and_nothing_is_extracted(pack, name):
    pack.files["x"] = b"jahat"
    names = [*list(pack.files)[:-1], name]
    verdict = verify_file(BytesIO(pack.zipped(names)), [pack.key])
    assert not verdict.good
    unsafe = [one for one in verdict.findings if one.kind.value == "name-unsafe"]
    assert len(unsafe) == 1 and unsafe[0].said.isascii()  # as it can be shown in a terminal


def test_two_files_of_one_name_are_said(pack):
    with pytest.warns(UserWarning, match="Duplicate"):
        body = pack.zipped([*list(pack.files)[:-1], list(pack.files)[3]])
    assert "file-twice" in found(body, pack.key)


def test_a_pack_that_was_packed_again_is_not_the_one_that_was_issued_but_its_folder_is(pack, tmp_path):
    stored = pack.zipped()
    assert found(stored, pack.key) == {"frame-changed"}
    moved = {name: pack.files[name] for name in sorted(pack.files)}
    pack.files = moved
    assert "repacked" in found(pack.zipped(), pack.key)
    assert "repacked" in found(pack.zipped(compression=zipfile.ZIP_DEFLATED), pack.key)
    with zipfile.ZipFile(BytesIO(stored)) as opened:
        opened.extractall(tmp_path / "isi")
    assert verify_folder(tmp_path / "isi", [pack.key]).good


def test_a_cut_pack_says_how_much_is_left(issued):
    body = issued["body"]
    verdict = verify_file(BytesIO(body[: len(body) // 2]), [issued["key"]])
    (one,) = verdict.findings
    assert one.kind.value == "truncated" and f"{len(body) // 2} bita, seharusnya {len(body)}" in one.said


@pytest.mark.parametrize(
    "body",
    [b"", b"PK", b"%PDF-1.7", b"PK\x03\x04" + b"\xff" * 40, b"PK\x05\x06" + b"\0" * 18, b"\0" * 5000, b"PK\x03\x04" * 900],
)
def test_what_is_no_pack_is_said_so(issued, body):
    assert found(body, issued["key"]) == {"not-a-pack"}


# --- People who know the format, and have a key of their own or even ours ------------------------------------------------


def forged(pack: Opened, change: Callable[[dict], None], key: SigningKey) -> set[str]:
    """A pack whose manifest was changed and signed again, with digests that fit."""
    told = pack.told
    change(told)
    pack.told = told
    pack.signed_by(key)
    return found(pack.again(), key.public)


def own_key() -> SigningKey:
    from django.conf import settings as house

    return SigningKey(name="damai.example/dev", seed=house.LEDGER_KEY)


def reorder(told: dict) -> None:
    custody = told["exhibits"][0]["custody"]
    custody[1], custody[2] = custody[2], custody[1]


def drop(told: dict) -> None:
    del told["exhibits"][0]["custody"][1]


def drop_last(told: dict) -> None:
    told["exhibits"][1]["custody"].pop()


def drop_piece(told: dict) -> None:
    del told["exhibits"][0]


def back_date(told: dict) -> None:
    told["exhibits"][0]["custody"][-1]["entry"]["happened_at"] = "2020-01-01T00:00:00.000000+00:00"


def other_words(told: dict) -> None:
    told["exhibits"][0]["words"]["title"] = "Amplop milik orang lain"


def other_holder(told: dict) -> None:
    told["exhibits"][1]["custody"][2]["words"]["holder"] = "Orang lain"


def other_digest(told: dict) -> None:
    told["exhibits"][0]["piece"]["sha256"] = "ab" * 32


def other_proof(told: dict) -> None:
    custody = told["exhibits"][0]["custody"]
    custody[0]["proof"] = custody[1]["proof"]


def no_proof(told: dict) -> None:
    told["exhibits"][0]["custody"][0]["proof"] = ""


def other_standing(told: dict) -> None:
    told["exhibits"][1]["standing"] = "here"


def other_case(told: dict) -> None:
    told["exhibits"][0]["piece"]["subject"] = "P-00009"


def other_time(told: dict) -> None:
    told["chronology"][0]["at"] = "2020-01-01T00:00:00.000000+00:00"


def other_checkpoint(told: dict) -> None:
    told["checkpoint"] = told["checkpoint"].replace("damai", "damaj")


def original_hidden(told: dict) -> None:
    told["exhibits"][0]["path"] = ""


FORGERIES: dict[Callable[[dict], None], str] = {
    reorder: "custody-gap", drop: "custody-gap", drop_last: "custody-gap", drop_piece: "list-contradicts",
    back_date: "proof-of-other",
    other_words: "words-changed", other_holder: "words-changed", other_digest: "piece-changed-or-list",
    other_proof: "proof-of-other", no_proof: "proof-broken", other_standing: "standing-differs", other_case: "list-contradicts",
    other_time: "proof-of-other", other_checkpoint: "proof-broken", original_hidden: "list-contradicts",
}  # fmt: skip


@pytest.mark.parametrize("change", FORGERIES, ids=lambda change: change.__name__)
def test_even_with_the_key_of_the_house_a_record_cannot_be_told_otherwise(pack, change):
    """Whoever may sign still meets the ledger: what was recorded there is proven, and nothing else is."""
    kinds = forged(pack, change, own_key())
    wanted = FORGERIES[change]
    assert kinds & ({"list-contradicts", "custody-link"} if wanted == "piece-changed-or-list" else {wanted}), kinds


def test_a_manifest_of_another_pack_under_a_good_signature_of_ours(pack):
    told = pack.told
    told["pack"] = "PB-00099"
    other = written(read(json.dumps(told).encode()))
    pack.files["manifest.sig"] = signature_of(other, own_key())
    assert "manifest-changed" in found(pack.again(), pack.key)


def test_sums_that_do_not_fit_the_list(pack):
    pack.files["SHA256SUMS"] = pack.files["SHA256SUMS"].replace(b"asli/", b"asle/")
    pack.listed_anew()
    pack.signed_by(own_key())
    assert "sums-differ" in found(pack.again(), pack.key)


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "manifest.json", "asli/x y"])
def test_a_signed_list_with_a_bad_path_is_still_no_list(pack, path):
    def change(told: dict) -> None:
        told["files"][-1]["path"] = path

    assert forged(pack, change, own_key()) & {"manifest-broken", "list-contradicts", "file-missing"}


@settings(max_examples=150)
@given(st.data())
def test_a_manifest_of_any_other_shape_is_refused_and_never_a_fault(issued, data):
    told = Opened(issued["body"], issued["key"]).told
    places = list(walk(told))
    holder, name = data.draw(st.sampled_from(places))
    junk = st.sampled_from([None, -1, 1e9, True, "x" * 200_000, [], {}, [[]], {"a": 1}, "", "\x00", 2**70])
    holder[name] = data.draw(junk)
    body = json.dumps(told).encode()
    try:
        assert asdict(read(body)) is not None
    except NotAManifest:
        return
    zipped = Opened(issued["body"], issued["key"])
    zipped.files["manifest.json"] = body
    zipped.signed_by(own_key())
    verify_file(BytesIO(zipped.again()), [issued["key"]])


def walk(node):
    if isinstance(node, dict):
        for name in node:
            yield node, name
            yield from walk(node[name])
    elif isinstance(node, list):
        for place in range(min(len(node), 3)):
            yield node, place
            yield from walk(node[place])


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"format": 1}', b"[" * 100_000, b'{"a":1,"a":2}', b"NaN"])
def test_bytes_that_are_no_manifest(body):
    with pytest.raises(NotAManifest):
        read(body)


def test_a_pack_of_a_year_that_no_zip_knows(pack):
    def change(told: dict) -> None:
        told["made_at"] = "1970-01-01T00:00:00+07:00"

    assert "manifest-broken" in forged(pack, change, own_key())


# --- The signature is no checkpoint --------------------------------------------------------------------------------------


def test_a_signature_of_a_pack_is_no_checkpoint_and_a_checkpoint_no_signature_of_a_pack(pack):
    with pytest.raises(NoteRefused) as refused:
        open_checkpoint(pack.files["manifest.sig"].decode(), [pack.key])
    assert refused.value.refusal in {Refusal.MALFORMED, Refusal.OTHER_LOG}
    checkpoint = pack.told["checkpoint"].encode()
    assert check(checkpoint, pack.files["manifest.json"], [pack.key]) is Flaw.OTHER


@pytest.mark.parametrize("signature", [b"", b"\xff", b"x" * 5000, b"a\n\nb\n"])
def test_what_is_no_signature(pack, signature):
    assert check(signature, b"{}", [pack.key]) is Flaw.MALFORMED


def test_a_second_line_under_the_signature_is_not_ours(pack):
    note = pack.files["manifest.sig"].decode()
    other = sign_note(note.partition("\n\n")[0] + "\n", SigningKey(name="witness.example", seed=b"\x09" * 32))
    pack.files["manifest.sig"] = (note + other.rpartition("\n\n")[2]).encode()
    assert "signature-broken" in found(pack.again(), pack.key)


# --- An extracted pack ---------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(pack, tmp_path):
    root = tmp_path / "paket"
    for name, body in pack.files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(body)
    return root


def in_folder(root, key: PublicKey) -> list[str]:
    return [one.kind.value for one in verify_folder(root, [key]).findings]


def test_in_a_folder_a_changed_a_missing_and_an_added_file_are_named(issued, pack, folder):
    name = f"asli/{issued['photo']}.jpg"
    assert in_folder(folder, pack.key) == []
    (folder / "catatan.txt").write_text("x")
    (folder / "asli" / ".x").mkdir()
    assert in_folder(folder, pack.key) == ["file-extra"]
    (folder / "catatan.txt").unlink()
    (folder / name).write_bytes(b"x")
    assert in_folder(folder, pack.key) == ["file-changed"]
    (folder / name).unlink()
    assert in_folder(folder, pack.key) == ["file-missing"]


def test_in_a_folder_links_lead_nowhere(issued, pack, folder, tmp_path):
    elsewhere = tmp_path / "lain"
    shutil.move(folder / "asli", elsewhere)
    (folder / "asli").symlink_to(elsewhere)
    assert set(in_folder(folder, pack.key)) == {"file-extra", "file-missing"}
    assert in_folder(tmp_path, pack.key) == ["not-a-pack"]


def test_the_list_for_sha256sum_is_what_the_manifest_lists(pack):
    assert pack.files["SHA256SUMS"] == sums(read(pack.files["manifest.json"]).files)


def test_the_signature_is_what_anyone_can_calculate(pack):
    """Twenty lines with nothing but Ed25519: as the page about the format says."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    text, _, line = pack.files["manifest.sig"].decode().partition("\n\n")
    digest = b64encode(sha256(pack.files["manifest.json"]).digest()).decode()
    assert text.split("\n") == ["damai.evidence-pack/v1", pack.told["origin"], digest]
    from base64 import b64decode

    packed = b64decode(line.split(" ")[2])
    assert packed[:4] == pack.key.id
    Ed25519PublicKey.from_public_bytes(pack.key.key).verify(packed[4:], (text + "\n").encode())
