"""The counter: staff take a report down, question by question, for someone who stands there or telephones."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
