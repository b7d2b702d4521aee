"""The reference: a bare Django view that inserts one row into the same kind of database, no middleware.

DAMAI_ENV=dev BENCH_DATABASE_URL=sqlite:///tmp/reference.sqlite3 granian --interface wsgi benchmarks.reference:application
"""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from damai.settings import database

if not settings.configured:
    settings.configure(
        DATABASES={"default": database(os.environ["BENCH_DATABASE_URL"])},
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="measured-and-thrown-away",  # noqa: S106  # signs nothing
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()

from django.db import connection, models  # models need settings


class Row(models.Model):
    """One row for one request: the size of a submission's XML."""

    body = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "reference"

    def __str__(self) -> str:
        return str(self.pk)


def insert(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Insert one row and say so."""
    Row.objects.create(body=request.body.decode(errors="replace"))
    return HttpResponse("kept", status=201, headers={"Content-Length": "4"})


urlpatterns = [path("<path:rest>", insert)]

if Row._meta.db_table not in connection.introspection.table_names():
    with connection.schema_editor() as editor:
        editor.create_model(Row)
connection.close()

application = get_wsgi_application()
