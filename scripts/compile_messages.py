"""Compile one .po file to .mo, so that no gettext tools are needed on the machine."""

import sys
from pathlib import Path

import polib


def main(source: str, target: str) -> None:
    """Compile `source` to `target`; refuse a file that does not parse."""
    polib.pofile(source).save_as_mofile(target)
    Path(target).touch()


if __name__ == "__main__":
    main(*sys.argv[1:3])
