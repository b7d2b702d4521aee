from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "damai.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Teach the ledger's sentences the words of this room's codes."""
        from damai.agencies.queries import agency_name
        from damai.ledger.queries import teach

        from . import models

        teach("evidence", kind=dict(models.KINDS), source=dict(models.SOURCES), action=dict(models.ACTIONS), holder=agency_name)
