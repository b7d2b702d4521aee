from django.apps import AppConfig


class RakorConfig(AppConfig):
    name = "damai.rakor"
    label = "rakor"

    def ready(self) -> None:
        """Make the room's papers known, and teach the ledger's sentences the words of this room's codes."""
        from django.utils.translation import gettext_lazy as _

        from damai.documents.rules import register_kind
        from damai.ledger.queries import teach
        from damai.outbox.queries import name_purposes

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
        name_purposes({"invitation": _("undangan")})
        teach("rakor", method={"REQUEST": _("undangan"), "CANCEL": _("pembatalan")})
        changed = {"time": _("waktu"), "place": _("tempat"), "link": _("tautan")}

        def changes(codes: str | int) -> str | None:
            """What changed in a meeting; a drafted agenda counts instead, in a field of the same name."""
            return ", ".join(str(changed.get(code, code)) for code in codes.split(",")) if isinstance(codes, str) else None

        teach("rakor", changed=changes)
        teach("rakor", row=lambda code: f"{code[:8]}…")  # the long name of a line says nothing to a person
