"""The server's entry point on a developer's machine: the same as `damai.wsgi`, and the replay may say what time it is."""

from damai.wsgi import application as house

from .telling import telling_time

application = telling_time(house)
