from django.apps import AppConfig


class IdentitiesConfig(AppConfig):
    name = "damai.identities"
    label = "identities"

    def ready(self) -> None:
        """Teach the ledger's sentences the words of this room's codes."""
        from damai.agencies.models import AccessReason
        from damai.ledger.queries import teach

        from . import models

        teach(
            "identities",
            part=dict(models.PARTS),
            way=dict(models.WAYS),
            basis=dict(models.Basis.choices),
            reason=dict(AccessReason.choices),
            why=dict(AccessReason.choices),
            refusal=dict(models.RefusalReason.choices),
            state=dict(models.Opening.State.choices),
        )
