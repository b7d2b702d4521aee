from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "damai.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Tell the staff pages which agency their reader serves."""
        from damai.look import context

        from .house import of_the_reader

        if of_the_reader not in context.sources:
            context.sources.append(of_the_reader)
