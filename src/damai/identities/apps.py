from django.apps import AppConfig


class IdentitiesConfig(AppConfig):
    name = "damai.identities"
    label = "identities"
