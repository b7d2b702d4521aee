"""Signed notes and checkpoints, as others write them and as we do."""

import pytest

from damai.ledger.rules.notes import (
    Checkpoint,
    NoteRefused,
    PublicKey,
    Refusal,
    SigningKey,
    open_checkpoint,
    open_note,
    parse_checkpoint,
    parse_key,
    parse_note,
    sign,
)

from .logs import KEY, a_log

# The example of golang.org/x/mod/sumdb/note.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def refusal(note, *keys):
    with pytest.raises(NoteRefused) as refused:
        open_note(note, keys)
    return refused.value.refusal


def test_a_note_that_others_signed_is_opened():
    key = parse_key(NEUMANN)
    assert str(key) == NEUMANN
    text, signed_by = open_note(NEUMANN_NOTE, [key])
    assert text.endswith("your problem is.\n") and signed_by == key
    assert refusal(NEUMANN_NOTE.replace("know", "Know"), key) is Refusal.FORGED


def test_we_sign_as_others_do():
    """The secret key of the same example, whose signature is known."""
    from base64 import b64decode

    seed = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
    assert sign(NEUMANN_NOTE.rpartition("\n\n")[0] + "\n", SigningKey("PeterNeumann", seed)) == NEUMANN_NOTE


def test_the_checkpoint_of_the_specification_is_read():
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    checkpoint = parse_checkpoint(text)
    assert (checkpoint.origin, checkpoint.size, checkpoint.text) == ("example.com/behind-the-sofa", 20852163, text)
    assert parse_checkpoint(text + "an extension\n").size == 20852163


def test_a_witness_may_add_its_line_and_nobody_needs_to_know_it():
    note = a_log(5).notes[-1]
    witnessed = note + NEUMANN_NOTE.rpartition("\n\n")[2]
    assert len(parse_note(witnessed).signatures) == 2
    assert open_checkpoint(witnessed, [KEY.public]).size == 5
    assert refusal(witnessed, parse_key(NEUMANN)) is Refusal.FORGED  # a known key that does not hold refuses the whole note


def test_only_the_trusted_key_counts():
    note = a_log(5).notes[-1]
    stranger = SigningKey(KEY.name, b"\x02" * 32)
    assert refusal(note, stranger.public) is Refusal.UNKNOWN
    assert refusal(note) is Refusal.UNKNOWN
    # Somebody else's key under our key's id is still somebody else's key.
    assert refusal(sign(parse_note(note).text, stranger), KEY.public) is Refusal.UNKNOWN
    assert open_note(note, [stranger.public, KEY.public])[1] == KEY.public


def test_a_log_speaks_only_for_itself():
    note = sign(Checkpoint("other.example/log", 5, b"\x00" * 32).text, KEY)
    with pytest.raises(NoteRefused) as refused:
        open_checkpoint(note, [KEY.public])
    assert refused.value.refusal is Refusal.OTHER_LOG


@pytest.mark.parametrize(
    "break_it",
    [
        lambda note: "",
        lambda note: note.removesuffix("\n"),
        lambda note: note.replace("\n\n", "\n"),
        lambda note: note.replace("— ", "- "),
        lambda note: note.replace("5", "5\x00", 1),
        lambda note: note + "x\n",
        lambda note: note.replace("=\n", "\n"),
        lambda note: note + note.rpartition("\n\n")[2],
        lambda note: note + note.rpartition("\n\n")[2] * 100,
        lambda note: "a" * 1_000_001 + note,
    ],
)
def test_what_is_not_a_signed_note_is_refused(break_it):
    assert refusal(break_it(a_log(5).notes[-1]), KEY.public) is Refusal.MALFORMED


@pytest.mark.parametrize("text", ["", "a\n1\n", "a\n01\nAAAA\n", "a\n-1\nAAAA\n", "a\n1\nAAAA\n", "a\n1\n!!!\n", "\n1\nAAAA\n"])
def test_what_is_not_a_checkpoint_is_refused(text):
    with pytest.raises(NoteRefused):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    "vkey", ["", "a+b", NEUMANN.replace("c74f", "c74e"), NEUMANN[:-4], NEUMANN.replace("+AR", "+BB"), "Peter" + NEUMANN]
)
def test_what_is_not_a_key_is_refused(vkey):
    with pytest.raises(NoteRefused):
        parse_key(vkey)


def test_a_secret_key_is_never_printed():
    assert "01" * 16 not in repr(KEY) and isinstance(KEY.public, PublicKey)
