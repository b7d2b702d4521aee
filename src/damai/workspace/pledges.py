"""Declarations: text, clauses, signatories, and the day itself."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
