"""Makes the database of a house ready for measuring: areas, one member, the form, one phone. Prints the phone's path.

DAMAI_ENV=dev DAMAI_HOME=/tmp/bench python -m benchmarks.odk_house
"""

import os


def prepare() -> str:
    """Migrate, publish the form and link a phone; returns the path that its submissions go to."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "damai.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from tests.cast import cast

    from damai.intake.actions import link_device
    from damai.intake.channels.odk.digest import REALM
    from damai.intake.channels.odk.publish import publish_incident
    from damai.ledger.actions import ensure_log

    call_command("migrate", verbosity=0)
    ensure_log()
    people = cast()
    publish_incident(within="31.71", by="damai")
    return f"/masuk/odk/{link_device(people.dewi, realm=REALM, by='damai').token}"


if __name__ == "__main__":
    print(prepare())  # noqa: T201
