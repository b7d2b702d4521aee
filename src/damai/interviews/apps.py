from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "damai.interviews"
    label = "interviews"

    def ready(self) -> None:
        """Teach the ledger's sentences the words of this room's codes."""
        from django.utils.translation import gettext, gettext_lazy

        from damai.ledger.queries import teach
        from damai.outbox.queries import name_purposes

        from . import models, rules

        def conditions(codes: str) -> str:
            """Several conditions with commas between."""
            known = {each.value: each for each in rules.Condition}
            return ", ".join(gettext(rules.CONDITION_WORDS[known[code]]) if code in known else code for code in codes.split(","))

        name_purposes({"repair": gettext_lazy("permintaan melengkapi laporan")})
        teach("interviews", way=dict(models.Way.choices), items=conditions)
