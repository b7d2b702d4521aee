"""The meetings desk: series, meetings, invitations, attendance, minutes, and the convener's first page."""

from django.urls import URLPattern

from . import decisions, final, minutes, papers

urlpatterns: list[URLPattern] = [*minutes.urlpatterns, *decisions.urlpatterns, *final.urlpatterns, *papers.urlpatterns]
