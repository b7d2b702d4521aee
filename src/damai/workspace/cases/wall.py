"""What falls due today, this week and later, and what has expired: the wall of deadlines."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
