"""Papers of an agency: letterhead, templates, numbers, and what was issued."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
