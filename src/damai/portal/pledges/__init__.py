"""Declarations in public: text, signatories, signing, the big screen, certificates, and what became of each clause."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
