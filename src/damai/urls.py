"""The site map: masuk/ → intake, log/ → ledger, akun/ → accounts, kerja/ → workspace, everything else → portal."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("akun/", include("allauth.urls")),
]
