"""Cells of files that are opened in a spreadsheet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(value: object) -> str:
    """A cell that a spreadsheet takes for words and never for a formula; nothing is an empty cell."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
