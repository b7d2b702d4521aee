"""The meetings desk: series, meetings, invitations, attendance, minutes, and the convener's first page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
