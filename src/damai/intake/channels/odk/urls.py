"""Addresses below masuk/odk/. The name of a form may hold a slash, a version may not."""

from django.urls import re_path

from . import doors

TOKEN = r"^(?:(?P<token>[^/]+)/)?"  # noqa: S105  # a pattern, not a password
FORM = TOKEN + r"forms/(?P<form_id>.+)/(?P<version>[^/]*)"

urlpatterns = [
    re_path(TOKEN + r"submission$", doors.submission, name="odk-submission"),
    re_path(TOKEN + r"formList$", doors.form_list, name="odk-form-list"),
    re_path(FORM + r"/manifest$", doors.manifest, name="odk-manifest"),
    re_path(FORM + r"/media/(?P<filename>[^/]+)$", doors.media, name="odk-media"),
    re_path(FORM + r"\.xml$", doors.form_xml, name="odk-form"),
    re_path(TOKEN + r".*$", doors.elsewhere, name="odk-elsewhere"),
]
