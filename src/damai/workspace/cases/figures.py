"""Totals that must add up, the time that steps take, and the impartiality report for the heads."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
