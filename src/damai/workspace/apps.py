from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "damai.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Tell the staff pages which agency their reader serves."""
        from damai.look import context

        from .house import of_the_reader

        _recognise_codes()
        if of_the_reader not in context.sources:
            context.sources.append(of_the_reader)


def _recognise_codes() -> None:
    """Say how codes of the rooms above `commitments` are looked up when they stand as evidence."""
    from damai.cases.queries import cases_for
    from damai.commitments.queries import recognise
    from damai.pledges.queries import declarations_for
    from damai.rakor.queries.meetings import meetings_for

    recognise("P", lambda member, code: cases_for(member).filter(code=code).exists())
    recognise("R", lambda member, code: meetings_for(member).filter(code=code.partition("/")[0]).exists())
    recognise("D", lambda member, code: declarations_for(member).filter(code=code.partition("/")[0]).exists())
