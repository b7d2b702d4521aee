"""What the log's mathematics says: hashing, tiles, signed notes, proofs and verification, in plain values."""
