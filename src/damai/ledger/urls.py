"""The log's addresses under /log/, as c2sp.org/tlog-tiles fixes them."""

from django.urls import URLPattern, path

from . import doors

urlpatterns: list[URLPattern] = [
    path("checkpoint", doors.checkpoint, name="ledger-checkpoint"),
    path("key", doors.key, name="ledger-key"),
    path("tile/<path:path>", doors.tile, name="ledger-tile"),
]
