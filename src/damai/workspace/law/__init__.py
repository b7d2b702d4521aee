"""The law desk: tables of clocks and days off, the library of rules, and how a deadline is counted."""

from django.urls import URLPattern

from . import library, tables

urlpatterns: list[URLPattern] = [*tables.urlpatterns, *library.urlpatterns]
