"""The surface for operators: what can be typed after `damai`."""

import os


def django_ready() -> None:
    """Set Django up for a command that needs the database; commands that do not need it never pay for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "damai.settings")
    import django

    django.setup()
