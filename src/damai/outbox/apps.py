from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "damai.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Teach the ledger's sentences the words of this room's codes."""
        from damai.ledger.queries import teach

        from . import models, queries

        teach("outbox", way=dict(models.Way.choices), purpose=queries.PURPOSES)
