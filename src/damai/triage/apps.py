from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "damai.triage"
    label = "triage"

    def ready(self) -> None:
        """Teach the ledger's sentences the words of this room's codes."""
        from damai.ledger.queries import teach

        from . import models, queries

        kinds = dict(models.KINDS)

        def suggested(value: str) -> str:
            """A machine's suggestion: kind and category with a stroke between them."""
            kind, _, category = value.partition("/")
            return f"{kinds.get(kind, kind)}/{queries.category_name(category) if category else ''}".rstrip("/")

        teach(
            "triage",
            kind=kinds,
            category=queries.category_name,
            severity=dict(models.SEVERITIES),
            suggested=suggested,
            reason=dict(models.REFUSALS) | dict(models.ASIDES),
        )
