from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "damai.commitments"
    label = "commitments"
