"""Doors of machines, below masuk/."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("odk/", include("damai.intake.channels.odk.urls")),
]
