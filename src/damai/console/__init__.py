"""The surface for operators: what can be typed after `damai`."""

import os
import sys

import click

TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: a mail server that pipes something to us keeps it and tries later


def django_ready() -> None:
    """Set Django up for a command that needs the database; commands that do not need it never pay for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "damai.settings")
    import django

    django.setup()


class NotConfigured(click.ClickException):
    """A setting is missing or cannot be meant: one sentence instead of a traceback."""

    exit_code = 78  # EX_CONFIG of sysexits.h


class NoDatabase(click.ClickException):
    """The database is not there, or not brought up to date: one sentence instead of a traceback."""

    exit_code = TRY_AGAIN


def not_ready(problem: Exception) -> click.ClickException | None:
    """The sentence for an error that says that the house is not set up; None for every other, which is a fault to be seen."""
    exceptions = sys.modules.get("django.core.exceptions")
    if exceptions is not None and isinstance(problem, exceptions.ImproperlyConfigured):
        return NotConfigured(f"Pengaturan belum lengkap: {problem}")
    return no_database(problem)


def no_database(problem: Exception) -> NoDatabase | None:
    """The sentence for an error that says that the database is not ready; None for every other."""
    django_db = sys.modules.get("django.db")
    if django_db is not None and isinstance(problem, django_db.DatabaseError) and "not a database" in str(problem):
        return NoDatabase(f"Berkas itu bukan basis data ({problem}). Periksa DAMAI_DATABASE_URL.")
    if django_db is None or not isinstance(problem, (django_db.OperationalError, django_db.ProgrammingError)):
        return None
    said = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
    is_old = isinstance(problem, django_db.ProgrammingError) and "does not exist" in said  # PostgreSQL: a table or a column
    if is_old or "no such table" in said or "no such column" in said:
        return NoDatabase(f"Basis data belum disiapkan untuk versi ini ({said}). Jalankan `damai setup` lebih dahulu.")
    if isinstance(problem, django_db.OperationalError):
        return NoDatabase(f"Basis data tidak dapat dipakai sekarang ({said}). Periksa DAMAI_DATABASE_URL, lalu coba lagi.")
    return None
