from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "damai.outbox"
    label = "outbox"
