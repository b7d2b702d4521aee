"""What became of alleged violations: numbers that add up, or the reason why they are not shown."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
