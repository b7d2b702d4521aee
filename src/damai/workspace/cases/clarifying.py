"""Clarification: invitations, minutes, the reply of the reported party."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
