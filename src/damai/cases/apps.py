from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "damai.cases"
    label = "cases"

    def ready(self) -> None:
        """Teach the ledger's sentences the words of this room's codes."""
        from damai.ledger.queries import teach

        from . import models

        teach(
            "cases",
            kind=dict(models.CASE_KINDS),
            regime=dict(models.REGIMES),
            source=dict(models.STATES),
            target=dict(models.STATES),
            outcome=dict(models.STATES),
            reason=dict(models.REASONS),
            klass=dict(models.CLASSES),
        )
