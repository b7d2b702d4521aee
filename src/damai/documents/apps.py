from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "damai.documents"
    label = "documents"

    def ready(self) -> None:
        """Teach the ledger's sentences what a kind of paper is called; rooms above register theirs after this one is ready."""
        from damai.ledger.queries import teach

        from .rules import UnknownKind, kind

        def called(code: object) -> str | None:
            try:
                return kind(str(code)).label
            except UnknownKind:
                return None

        teach("documents", kind=called)
