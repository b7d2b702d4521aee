"""Offers to other bodies and what they answered; one body is accountable at any time."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
