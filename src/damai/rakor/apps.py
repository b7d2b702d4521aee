from django.apps import AppConfig


class RakorConfig(AppConfig):
    name = "damai.rakor"
    label = "rakor"

    def ready(self) -> None:
        """Make the room's papers known, and teach the ledger's sentences the words of this room's codes."""
        from damai.documents.rules import register_kind
        from damai.ledger.queries import teach

        from . import models
        from .rules.papers import PAPERS

        for paper in PAPERS:
            register_kind(paper)
        teach(
            "rakor",
            kind=dict(models.Meeting.Kind.choices),
            answer=dict(models.Invitation.Answer.choices),
            way=dict(models.Attendance.Way.choices),
        )
