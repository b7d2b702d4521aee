"""Who reported, who saw it, who was hurt, who is reported: sealed, and opened only as the law allows."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
