from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "damai.portal"
    label = "portal"
