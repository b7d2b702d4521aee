"""When two addresses are one person."""


def same_person(way: str, address: str) -> str:
    """The spelling under which an address counts once: an e-mail in small letters and without its +tag, a number as it is.

    Dots are left alone: only some providers ignore them, and two people may differ by one. Case is ignored although the
    standard allows to tell it apart, because no provider of weight does.
    """
    if way != "email":
        return address
    local, _, host = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{host}"
