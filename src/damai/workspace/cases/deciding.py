"""Studies, plenaries and their seats, Gakkumdu discussions, withdrawal."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
