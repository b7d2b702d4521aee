"""What was promised in public, and what became of it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
