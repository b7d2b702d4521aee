"""The first study: three formal and three material conditions, and what the reporter is asked to mend."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
