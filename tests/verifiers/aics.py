"""Checks a copy of the log with `aics-tlog`, which has its own code for signatures, tiles and proofs; for Python 3.12 or newer.

python aics.py VKEY DIR OLD_NOTE
"""

import sys
from pathlib import Path

from aics_tlog import (
    FileSystemTileReader,
    audit_tiles,
    consistency_proof_from_tiles,
    inclusion_proof_from_tiles,
    parse_note,
    parse_vkey,
    read_entry,
    verify_checkpoint,
    verify_consistency,
    verify_leaf_inclusion,
)


def check(vkey: str, folder: str, old_note: str) -> str:
    """What was accepted; raises for anything that is not."""
    key, reader = parse_vkey(vkey), FileSystemTileReader(folder)
    head = verify_checkpoint(parse_note(Path(folder, "checkpoint").read_bytes()), key, expected_origin=key.name)
    old = verify_checkpoint(parse_note(Path(old_note).read_bytes()), key, expected_origin=key.name)
    if not (head.ok and old.ok):
        raise ValueError(f"checkpoint refused: {head.error or old.error}")
    report = audit_tiles(reader, head.size, head.root)
    path = consistency_proof_from_tiles(reader, old.size, head.size)
    if not verify_consistency(old.size, head.size, old.root, head.root, path):
        raise ValueError("the log did not only grow")
    index = head.size // 2
    proof = inclusion_proof_from_tiles(reader, index, head.size)
    if not verify_leaf_inclusion(read_entry(reader, index, head.size), index, head.size, proof, head.root):
        raise ValueError("inclusion refused")
    return f"ACCEPTED: {head.origin}, {head.size} entries, extends {old.size}; {report}"


if __name__ == "__main__":
    try:
        print(check(*sys.argv[1:]))
    except Exception as error:
        print("REFUSED:", error)
        sys.exit(1)
