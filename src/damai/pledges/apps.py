from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "damai.pledges"
    label = "pledges"
