from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "damai.ledger"
    label = "ledger"
