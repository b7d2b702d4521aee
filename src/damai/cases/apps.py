from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "damai.cases"
    label = "cases"
