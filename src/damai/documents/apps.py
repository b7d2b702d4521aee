from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "damai.documents"
    label = "documents"
