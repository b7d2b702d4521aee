from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "damai.cases"
    label = "cases"

    def ready(self) -> None:
        """Make the room's papers known, and teach the ledger's sentences the words of this room's codes."""
        from damai.documents.rules import register_kind
        from damai.ledger.queries import teach

        from . import models
        from .rules.papers_forms import CASE_FORMS
        from .rules.papers_handling import HANDLING_PAPERS

        for paper in (*CASE_FORMS, *HANDLING_PAPERS):
            register_kind(paper)
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
