from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "damai.pledges"
    label = "pledges"

    def ready(self) -> None:
        """Say what this room's letters are for, and teach the ledger's sentences the words of its codes."""
        from django.utils.translation import gettext_lazy as _

        from damai.agencies.queries import agency_name
        from damai.ledger.queries import teach
        from damai.outbox.queries import name_purposes

        from . import models

        def who(code: str) -> str | None:
            """A participant or an agency by its code."""
            row = models.Participant.objects.filter(code=code).values_list("name", flat=True).first()
            return row or agency_name(code)

        teach(
            "pledges",
            state=dict(models.Declaration.State.choices),
            kind=dict(models.SignatoryKind.choices),
            means=dict(models.Signature.Means.choices),
            who=who,
        )

        name_purposes(
            {
                "pledge-confirm": _("konfirmasi tanda tangan"),
                "pledge-signed": _("bukti tanda tangan"),
                "pledge-already": _("tanda tangan yang sudah ada"),
            }
        )
