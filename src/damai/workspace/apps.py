from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "damai.workspace"
    label = "workspace"
