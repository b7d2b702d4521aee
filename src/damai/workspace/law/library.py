"""The library of rules: laws, articles, offences, and finding one by everyday words."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
