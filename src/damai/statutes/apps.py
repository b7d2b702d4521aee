from django.apps import AppConfig


class StatutesConfig(AppConfig):
    name = "damai.statutes"
    label = "statutes"

    def ready(self) -> None:
        """Teach the ledger's sentences the words of this room's codes."""
        from django.utils.translation import gettext_lazy as _

        from damai.ledger.queries import teach

        from . import models

        teach(
            "statutes",
            quality=dict(models.Quality.choices),
            format=dict(models.TextFormat.choices),
            effect={"whole": _("tidak lagi mengikat"), "partial": _("sebagian tidak lagi mengikat"), "reading": _("dibaca lain")},
        )
