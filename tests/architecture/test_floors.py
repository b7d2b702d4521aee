"""Foreign keys reach down as imports do, by the same list of floors."""

import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
FLOOR = {room.strip(): height for height, rooms in enumerate(reversed(CONTRACT["layers"])) for room in rooms.split("|")}


def test_foreign_keys_reach_down():
    upward = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if {here, there} <= FLOOR.keys() and here != there and FLOOR[there] >= FLOOR[here]:
                upward.append(f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}")
    assert upward == []


def test_no_reverse_accessors_across_floors():
    """A room below must not find its way up through `area.cases`: cross-room keys end in '+'."""
    reaching = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if {here, there} <= FLOOR.keys() and here != there and not field.remote_field.related_name.endswith("+"):
                reaching.append(f"{model._meta.label}.{field.name}")
    assert reaching == []
