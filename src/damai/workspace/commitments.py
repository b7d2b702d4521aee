"""Commitments and action items: what was promised, by whom, until when, and what shows it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
