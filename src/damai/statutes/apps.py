from django.apps import AppConfig


class StatutesConfig(AppConfig):
    name = "damai.statutes"
    label = "statutes"
