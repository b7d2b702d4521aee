"""A copy is whole, or it is said exactly what is wrong with it."""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.ledger.rules.findings import SAYINGS, Finding, Kind, finding
from damai.ledger.rules.merkle import leaf_hash
from damai.ledger.rules.notes import Checkpoint, SigningKey, sign
from damai.ledger.rules.tiles import pack, unpack
from damai.ledger.rules.verify import Kept, verify

from .logs import KEY, a_log

SIZES = (3, 250, 300, 700)


@cache
def made(*sizes, **options):
    return a_log(*sizes, **options).files()


def copy(*sizes, **options):
    return dict(made(*(sizes or SIZES), **options))


def judged(files, *kept, key=KEY):
    return verify(files.get, [key.public], kept=[Kept(f"lama-{number}", note) for number, note in enumerate(kept)])


def said(files, *kept):
    return [one.said for one in judged(files, *kept).findings]


def flip(files, name, at):
    changed = bytearray(files[name])
    changed[at] ^= 1
    return files | {name: bytes(changed)}


def test_a_whole_copy_is_whole():
    verdict = judged(copy(), a_log(*SIZES).notes[2])
    assert verdict.good and verdict.findings == []
    assert (verdict.checkpoint.size, verdict.openings, verdict.agreeing) == (700, 700, 6)
    assert judged(copy(1)).good and judged(copy(256)).good and judged(copy(70_000)).good
    empty = {"checkpoint": a_log(1).notes[0].encode()}
    assert judged(empty).good
    bare = {name: content for name, content in copy().items() if not name.startswith("openings")}
    assert judged(bare).good and judged(bare).openings == 0


# --- One changed byte, each time named for what it is -------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("tile/entries/000", 34 * 12 + 9, "daun 12 diubah (di tile/entries/000)"),
        ("tile/entries/002.p/188", 34 * 100 + 9, "daun 612 diubah (di tile/entries/002.p/188)"),
        ("tile/0/001", 32 * 5 + 3, "hash ke-5 di tile/0/001 diubah (di atas daun 261)"),
        ("tile/0/002.p/188", 32 * 5 + 3, "hash ke-5 di tile/0/002.p/188 diubah (di atas daun 517)"),
        ("tile/1/000.p/2", 32 + 3, "hash ke-1 di tile/1/000.p/2 diubah (di atas daun 256)"),
        ("openings/000", 40, "fakta pada daun 0 diubah: bukaannya di openings/000 tidak cocok dengan yang dicatat"),
        ("openings/000", 32, "bukaan daun 0 di openings/000 tidak terbaca"),
        (
            "tile/entries/000",
            34 * 12 + 1,
            "tile/entries/000 rusak mulai daun 13: berkas berakhir di tengah entri, atau panjang entri diubah",
        ),
        (
            "checkpoint",
            20,
            "checkpoint: isinya tidak cocok dengan tanda tangannya; ada yang mengubahnya setelah ditandatangani",
        ),
    ],
)
def test_a_changed_byte_is_named(name, at, expected):
    assert expected in said(flip(copy(), name, at))


def test_one_change_in_a_large_log_is_one_finding():
    large = copy(70_000)
    assert said(flip(large, "tile/1/000", 32 * 7)) == ["hash ke-7 di tile/1/000 diubah (di atas daun 1792)"]
    assert said(flip(large, "tile/2/000.p/1", 3)) == ["hash ke-0 di tile/2/000.p/1 diubah (di atas daun 0)"]
    assert said(flip(large, "tile/0/017", 3)) == ["hash ke-0 di tile/0/017 diubah (di atas daun 4352)"]
    assert said(flip(large, "tile/entries/017", 5)) == ["daun 4352 diubah (di tile/entries/017)"]


# --- Leaves removed, inserted, exchanged; files cut or missing ------------------------------------------------------


def with_entries(files, name, change):
    entries = list(unpack(files[name]))
    change(entries)
    return files | {name: pack(entries)}


def test_a_removed_leaf_is_named():
    assert said(with_entries(copy(), "tile/entries/001", lambda entries: entries.pop(44))) == [
        "daun 300 dihapus (dari tile/entries/001)"
    ]
    last = with_entries(copy(), "tile/entries/002.p/188", lambda entries: entries.pop())
    assert said(last) == ["daun 699 dihapus (dari tile/entries/002.p/188)"]
    two = with_entries(copy(), "tile/entries/001", lambda entries: entries.__delitem__(slice(3, 5)))
    assert said(two) == [f"daun {index} dihapus (dari tile/entries/001)" for index in (259, 260)]


def test_an_inserted_and_an_exchanged_leaf_are_named():
    more = with_entries(copy(), "tile/entries/000", lambda entries: entries.insert(9, b"\x00" * 32))
    assert said(more) == ["daun 9 disisipkan (ke tile/entries/000)"]

    def exchange(entries):
        entries[3], entries[4] = entries[4], entries[3]

    assert said(with_entries(copy(), "tile/entries/000", exchange)) == [
        f"daun {index} diubah (di tile/entries/000)" for index in (3, 4)
    ]


def test_a_leaf_removed_with_everything_recomputed_is_not_what_was_signed():
    """Whoever has the files but not the key: the tree is consistent in itself, and still not the one under the signature."""
    files = copy(700, salt="rewritten") | {"checkpoint": copy(700)["checkpoint"]}
    del files["checkpoints.jsonl"]
    found = judged(files, a_log(700).notes[-1])
    assert [one.kind for one in found.findings] == [Kind.ROOT_DIFFERS]
    assert found.findings[0].said.startswith("isi salinan ini bukan yang ditandatangani: akar pohonnya ")


@pytest.mark.parametrize("name", [name for name in copy() if name != "checkpoints.jsonl"])
def test_a_missing_file_is_named(name):
    files = copy()
    del files[name]
    expected = {
        "checkpoint": ["checkpoint tidak ada: salinan ini tidak lengkap, atau pengeksporannya terputus"],
    }
    assert said(files) == expected.get(name, [f"berkas {name} tidak ada"])


@pytest.mark.parametrize("name", [name for name in copy() if name.startswith("tile/")])
def test_a_truncated_file_is_named(name):
    files = copy()
    files[name] = files[name][:-3]
    assert name in " ".join(said(files))
    if "entries" not in name:
        full = len(copy()[name])
        assert said(files) == [f"berkas {name} panjangnya {full - 3} bita, seharusnya {full}: terpotong atau bertambah"]


# --- Other checkpoints ------------------------------------------------------------------------------------------------


def test_two_signed_checkpoints_that_disagree_are_evidence():
    rewritten = a_log(*SIZES, salt="rewritten")
    assert said(copy(), rewritten.notes[3]) == [
        "dua checkpoint bertanda tangan saling bertentangan tentang 300 daun pertama: checkpoint dan lama-0; "
        "catatan ditulis ulang. Simpan keduanya sebagai bukti"
    ]
    assert "tentang 700 daun pertama" in said(copy(), rewritten.notes[4])[0]  # the same size, two roots: a split view
    assert "dua checkpoint" in said(rewritten.files(), a_log(*SIZES).notes[1])[0]


def test_a_rollback_is_seen_by_whoever_kept_a_later_checkpoint():
    older = a_log(*SIZES[:-1])
    assert judged(older.files()).good  # by itself it looks whole
    assert said(older.files(), a_log(*SIZES).notes[-1]) == [
        "salinan ini mundur: hanya 300 daun, padahal lama-0 yang Anda simpan sudah menandatangani 700"
    ]


def test_a_damaged_copy_does_not_accuse_the_log():
    """A checkpoint that was kept does not match because the copy is damaged: that is no proof that history was rewritten."""
    files = copy()
    files["tile/entries/000"] = files["tile/0/000"] = b""
    kinds = {one.kind for one in judged(files, a_log(*SIZES).notes[1]).findings}
    assert Kind.KEPT_DIFFERS in kinds and Kind.DISAGREE not in kinds


def test_checkpoints_of_others_prove_nothing():
    stranger = SigningKey("other.example/log", b"\x05" * 32)
    assert said(copy(), sign(Checkpoint(stranger.name, 3, b"\x00" * 32).text, stranger)) == [
        "lama-0 tidak ditandatangani dengan kunci yang dipercaya"
    ]
    assert said(copy(), "nonsense") == ["lama-0 rusak: bukan catatan bertanda tangan"]
    assert said(copy(), sign(Checkpoint(stranger.name, 3, b"\x00" * 32).text, KEY)) == ["lama-0 milik catatan lain"]
    assert [one.kind for one in judged(copy(), key=stranger).findings] == [Kind.CHECKPOINT_UNKNOWN]


def test_a_false_line_in_the_history_is_named():
    files = copy()
    lines = files["checkpoints.jsonl"].decode().splitlines()
    lines[2] = json.dumps(a_log(*SIZES, salt="rewritten").notes[2], ensure_ascii=False)
    assert "checkpoints.jsonl:3" in said(files | {"checkpoints.jsonl": ("\n".join(lines) + "\n").encode()})[0]
    lines[2] = "kosong"
    assert said(files | {"checkpoints.jsonl": ("\n".join(lines) + "\n").encode()}) == [
        "checkpoints.jsonl:3 rusak: bukan catatan bertanda tangan"
    ]


# --- Whatever is changed, it is seen ----------------------------------------------------------------------------------


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_any_random_change_of_any_file_is_seen(data):
    files = copy()
    name = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[name])
    at = data.draw(st.integers(0, len(content) - 1))
    match data.draw(st.sampled_from(["flip", "cut", "insert", "repeat"])):
        case "flip":
            content[at] ^= data.draw(st.integers(1, 255))
        case "cut":
            del content[at : at + data.draw(st.integers(1, 40))]
        case "insert":
            content[at:at] = data.draw(st.binary(min_size=1, max_size=40))
        case "repeat":
            content += content[at:]
    if bytes(content) == files[name] or (name == "checkpoints.jsonl" and is_shorter_history(content, files[name])):
        return
    assert not judged(files | {name: bytes(content)}).good


def is_shorter_history(content, whole):
    """Whole lines left out of the history, or said twice, change nothing that the copy claims."""
    return content.endswith(b"\n") and set(bytes(content).split(b"\n")) <= set(whole.split(b"\n"))


def test_every_kind_can_be_said_in_both_languages():
    values = {"found": 1, "expected": 2, "size": 3, "other": "b", "place": 4, "column": "by"}
    for kind in Kind:
        one = finding(kind, "a", 5, **values)
        assert one.said and one.english and one.said != one.english
    assert set(SAYINGS) == set(Kind)
    assert "–" in Finding(Kind.LEAF_CHANGED, "a").said
    assert leaf_hash(b"")  # the samples and the code under test agree on the hash
