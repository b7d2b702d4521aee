from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "damai.intake"
    label = "intake"
