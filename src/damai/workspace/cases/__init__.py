"""The desk of alleged violations. Every part lists its own doors; those with fixed words come before those with a code."""

from django.urls import URLPattern

from . import (
    asking,
    assessing,
    assigning,
    books,
    clarifying,
    deciding,
    desk,
    figures,
    forwarding,
    gakkumdu,
    hearing,
    openings,
    papers,
    people,
    plenaries,
    proof,
    studying,
    wall,
)

urlpatterns: list[URLPattern] = [
    *wall.urlpatterns,
    *figures.urlpatterns,
    *books.urlpatterns,
    *openings.urlpatterns,
    *plenaries.urlpatterns,
    *gakkumdu.fixed,
    *desk.urlpatterns,
    *assessing.urlpatterns,
    *people.urlpatterns,
    *assigning.urlpatterns,
    *proof.urlpatterns,
    *clarifying.urlpatterns,
    *hearing.urlpatterns,
    *asking.urlpatterns,
    *studying.urlpatterns,
    *gakkumdu.urlpatterns,
    *deciding.urlpatterns,
    *forwarding.urlpatterns,
    *papers.urlpatterns,
]
