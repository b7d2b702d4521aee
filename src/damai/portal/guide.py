"""Guided reporting: one plain question at a time, resumed by code."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
