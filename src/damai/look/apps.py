from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "damai.look"
    label = "look"
