from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "damai.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Teach the ledger's sentences the words of this room's codes."""
        from django.utils.translation import gettext_lazy as _

        from damai.ledger.queries import teach
        from damai.outbox.queries import name_purposes

        from . import models

        name_purposes({"reminder": _("pengingat"), "escalation": _("eskalasi"), "right-of-reply": _("hak jawab")})
        teach(
            "commitments",
            state=dict(models.Breach.State.choices),
            origin=dict(models.Origin.choices),
            kind=dict(models.Evidence.Kind.choices),
        )
