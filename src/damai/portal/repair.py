"""What is missing in a report, and the page where exactly that is mended."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
