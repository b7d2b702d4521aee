from django.apps import AppConfig


class ChoresConfig(AppConfig):
    name = "damai.chores"
    label = "chores"
