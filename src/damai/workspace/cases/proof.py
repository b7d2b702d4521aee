"""Evidence of a case: custody, blurred copies, and the pack for a hearing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
