from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "damai.triage"
    label = "triage"
