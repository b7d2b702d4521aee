"""Who handles a case: drawn by lot among those eligible, conflict of interest, recusal."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
