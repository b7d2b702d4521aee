"""A little work that a browser does while a person fills in the form, and that costs a robot with a thousand forms dearly."""

from hashlib import sha256

BITS = 16  # 65,000 hashes: a second on an old phone


def solved(challenge: str, answer: str, *, bits: int = BITS) -> bool:
    """Whether SHA-256(challenge + ":" + answer) begins with so many zero bits. The challenge is the form's signed token."""
    if not answer or len(answer) > 40:
        return False
    digest = sha256(f"{challenge}:{answer}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0
