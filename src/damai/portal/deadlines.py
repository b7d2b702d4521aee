"""How a deadline is counted, day by day, with its article; printable for a hearing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
