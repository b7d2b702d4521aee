from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "damai.cases"
    label = "cases"

    def ready(self) -> None:
        """Make the room's papers known, and teach the ledger's sentences the words of this room's codes."""
        from django.utils.translation import gettext_lazy as _

        from damai.documents.rules import register_kind
        from damai.interviews.actions import when_mended
        from damai.ledger.queries import teach
        from damai.outbox.queries import name_purposes
        from damai.statutes.rules import Duty

        from . import models
        from .actions import reporter_mended
        from .rules.papers_forms import CASE_FORMS
        from .rules.papers_handling import HANDLING_PAPERS

        for paper in (*CASE_FORMS, *HANDLING_PAPERS):
            register_kind(paper)
        when_mended(reporter_mended)
        name_purposes(
            {
                "deadline-moved": _("tenggat berubah"),
                "deadline-reminder": _("pengingat tenggat"),
                "forwarding": _("penerusan perkara"),
                "hearing": _("undangan klarifikasi"),
                "status": _("kabar laporan"),
            }
        )
        places = {**dict(models.STATES), **dict(models.TRACK_STATES)}
        teach(
            "cases",
            kind={**dict(models.CASE_KINDS), **dict(models.Party.Kind.choices)},
            source=places,
            target=places,
            outcome={**places, **dict(models.OUTCOMES)},
            reason={**dict(models.Recusal.Reason.choices), **dict(models.REASONS)},
            how=dict(models.Assignment.How.choices),
            end=dict(models.Assignment.End.choices),
            klass={**dict(models.CLASSES), "bukan": models.OUTCOMES[1][1]},
            duty={duty.value: duty.word for duty in Duty},
            way=dict(models.Forwarding.Kind.choices),
            refusal=dict(models.Forwarding.Refusal.choices),
            conclusion=dict(models.Discussion.Conclusion.choices),
            point=dict(models.POINTS),
        )
