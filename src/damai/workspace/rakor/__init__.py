"""The meetings desk: series, meetings, invitations, attendance, minutes, and the convener's first page."""

from django.urls import URLPattern

from . import decisions, final, home, minutes, papers

urlpatterns: list[URLPattern] = [
    *home.urlpatterns,
    *minutes.urlpatterns,
    *decisions.urlpatterns,
    *final.urlpatterns,
    *papers.urlpatterns,
]
