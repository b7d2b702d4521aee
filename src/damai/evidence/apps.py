from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "damai.evidence"
    label = "evidence"
