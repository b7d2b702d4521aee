"""What a party concerned says to an alleged breach, by its personal link."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
