from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "damai.interviews"
    label = "interviews"
