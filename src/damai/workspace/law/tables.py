"""Regimes, clocks and days off, as the office keeps them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
