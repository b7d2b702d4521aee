"""The forms and letters of a case."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
