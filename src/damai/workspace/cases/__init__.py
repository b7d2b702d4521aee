"""The desk of alleged violations. Every part lists its own doors; those with fixed words come before those with a code."""

from django.urls import URLPattern

from . import assessing, assigning, clarifying, deciding, desk, figures, forwarding, openings, papers, people, proof, wall

urlpatterns: list[URLPattern] = [
    *wall.urlpatterns,
    *figures.urlpatterns,
    *openings.urlpatterns,
    *desk.urlpatterns,
    *assessing.urlpatterns,
    *people.urlpatterns,
    *assigning.urlpatterns,
    *proof.urlpatterns,
    *clarifying.urlpatterns,
    *deciding.urlpatterns,
    *forwarding.urlpatterns,
    *papers.urlpatterns,
]
