"""When two addresses are one person."""

IGNORE_DOTS = {"gmail.com", "googlemail.com"}  # two names of the same mailboxes


def same_person(way: str, address: str) -> str:
    """The spelling under which an address counts once: an e-mail in small letters and without its +tag, a number as it is.

    Dots are left alone: only some providers ignore them, and two people may differ by one. At Gmail, where most mailboxes here
    are, nobody can, and one mailbox would otherwise sign hundreds of times. Case is ignored although the standard allows to
    tell it apart, because no provider of weight does.
    """
    if way != "email":
        return address
    local, _, host = address.strip().lower().rpartition("@")
    local = local.partition("+")[0] or local
    if host in IGNORE_DOTS:
        local, host = local.replace(".", ""), "gmail.com"
    return f"{local}@{host}"
