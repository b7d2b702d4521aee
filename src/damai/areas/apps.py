from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "damai.areas"
    label = "areas"

    def ready(self) -> None:
        """Teach the ledger's sentences to say an area by its name."""
        from damai.ledger.queries import teach

        from . import queries

        teach("", area=queries.area_name)
