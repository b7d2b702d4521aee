from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "damai.agencies"
    label = "agencies"
