"""Seven words per room, a first line on the map, no surprise migrations, facts whose sentences can be said."""

import dataclasses
import string
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from damai.ledger.facts import FACTS

SRC = Path(__file__).parents[2] / "src/damai"
SURFACES = {"workspace", "portal", "console", "demo"}
# `doors` is the eighth: what someone without an account can do here (docs/decisions/0004).
WORDS = {"models", "facts", "rules", "actions", "queries", "public", "tasks", "doors"}
ALWAYS = {"__init__", "__pycache__", "apps", "migrations", "tests", "templates", "README"}
# Each exception with its reason.
EXCEPTIONS = {
    # Doors are how agencies are used; accounts holds the sign-in package; the middleware asks for the second factor.
    "agencies": {"access", "accounts", "middleware"},
    "intake": {"envelope", "urls", "channels"},  # what channels hand over, and the machines' own doors
    "ledger": {"urls"},  # the log is served to verifiers as it is, without a surface
    "documents": {"shipped"},  # the templates that ship, as data
    "pledges": {"shipped"},  # participants and texts that ship, as data
    "look": {"context", "templatetags", "static"},  # appearance is templates, tags and files
}
ROOMS = sorted(path.parent.name for path in SRC.glob("*/__init__.py"))


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in SURFACES])
def test_room_has_only_the_seven_words(room):
    here = {path.stem for path in (SRC / room).iterdir()}
    assert here - ALWAYS - WORDS - EXCEPTIONS.get(room, set()) == set()


@pytest.mark.parametrize("room", ROOMS)
def test_room_is_on_the_map(room):
    first_line = (SRC / room / "README.md").read_text().splitlines()[0]
    assert f"- `{room}` — {first_line}" in (SRC.parents[1] / "docs/map.md").read_text()


@pytest.mark.parametrize("name", sorted(FACTS))
def test_fact_sentence_uses_only_its_fields(name):
    fact = FACTS[name]
    used = {field for _, field, _, _ in string.Formatter().parse(fact.sentence) if field}
    assert fact.sentence
    assert used <= {field.name for field in dataclasses.fields(fact)}


@pytest.mark.parametrize("name", sorted(FACTS))
def test_fact_holds_no_personal_data(name):
    """Field names that smell of a person or of free text are not allowed; a code, a date or a digest is."""
    forbidden = {"name", "phone", "email", "text", "address", "nik", "note", "comment", "reason_text", "username"}
    assert not forbidden & {field.name for field in dataclasses.fields(FACTS[name])}


@pytest.mark.django_db
def test_models_and_migrations_agree():
    out = StringIO()
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("damai.")]
    call_command("makemigrations", *ours, check=True, dry_run=True, stdout=out)
