from django.apps import AppConfig


class RakorConfig(AppConfig):
    name = "damai.rakor"
    label = "rakor"
