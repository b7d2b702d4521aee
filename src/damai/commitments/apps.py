from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "damai.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Teach the ledger's sentences the words of this room's codes."""
        from damai.ledger.queries import teach

        from . import models

        teach(
            "commitments",
            state=dict(models.Breach.State.choices),
            origin=dict(models.Origin.choices),
            kind=dict(models.Evidence.Kind.choices),
        )
