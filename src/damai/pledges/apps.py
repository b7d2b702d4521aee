from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "damai.pledges"
    label = "pledges"

    def ready(self) -> None:
        """Say what this room's letters are for."""
        from django.utils.translation import gettext_lazy as _

        from damai.outbox.queries import name_purposes

        name_purposes(
            {
                "pledge-confirm": _("konfirmasi tanda tangan"),
                "pledge-signed": _("bukti tanda tangan"),
                "pledge-already": _("tanda tangan yang sudah ada"),
            }
        )
