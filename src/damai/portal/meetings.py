"""An invitation answered and a door opened without an account: RSVP, attendance, calendars."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
