"""Resume codes: 60 random bits in Crockford's base 32 and a check character, as receipts are written, but shorter.

Thirteen characters cannot be taken for the seventeen of a receipt. A code lives as long as its interview is unfinished.
"""

from damai.intake.rules.receipts import ALPHABET, ReceiptTypo, Typo, check_character

DIGITS = 12
LENGTH = DIGITS + 1
_SPOKEN = str.maketrans("OIL", "011")
_SKIPPED = str.maketrans("", "", " -–—_.\t\n\r\u00a0\u200b")


def code_of(number: int) -> str | None:
    """The code of sixty random bits; None where its check character would be a sign that cannot be said."""
    digits = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(DIGITS))
    check = check_character(digits)
    return digits + check if check else None


def spoken(code: str) -> str:
    """A code as people read it: three groups."""
    return "-".join((code[:4], code[4:8], code[8:]))


def read(text: str) -> str:
    """The code that a person typed or said; ReceiptTypo says what is wrong with it."""
    code = text.translate(_SKIPPED).upper().translate(_SPOKEN)
    if len(code) != LENGTH:
        raise ReceiptTypo(Typo.LENGTH)
    if set(code) - set(ALPHABET):
        raise ReceiptTypo(Typo.CHARACTER)
    if check_character(code[:DIGITS]) != code[DIGITS]:
        raise ReceiptTypo(Typo.CHECK)
    return code
