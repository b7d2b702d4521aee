"""The library of rules and the catalogue of offences, by number and by everyday words."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
