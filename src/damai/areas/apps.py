from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "damai.areas"
    label = "areas"
