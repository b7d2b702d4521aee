"""The server's entry point: Django, and before it the short way for submissions from phones."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "damai.settings")

django = get_wsgi_application()

# E402: the rooms can be imported only after Django is set up
from damai.intake.channels.odk.fast import with_short_way  # noqa: E402

application = with_short_way(django)
