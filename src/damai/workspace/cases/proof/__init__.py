"""Evidence of a case: custody, blurred copies, and the pack for a hearing."""

from django.urls import URLPattern, path

from . import files, hiding, packing, pages

urlpatterns: list[URLPattern] = [
    path("<str:code>/bukti/", pages.listing, name="exhibits"),
    path("<str:code>/bukti/tambah/", files.add, name="exhibit_add"),
    path("<str:code>/bukti/benda/", files.add_object, name="exhibit_object"),
    path("<str:code>/bukti/lampiran/<str:message>/<int:number>/", files.adopt, name="exhibit_adopt"),
    path("<str:code>/bukti/paket/", packing.pack, name="exhibit_pack"),
    path("<str:code>/bukti/<str:exhibit>/", pages.detail, name="exhibit"),
    path("<str:code>/bukti/<str:exhibit>/catat/", pages.event, name="exhibit_event"),
    path("<str:code>/bukti/<str:exhibit>/bandingkan/", files.compare, name="exhibit_compare"),
    path("<str:code>/bukti/<str:exhibit>/asli/", files.original, name="exhibit_original"),
    path("<str:code>/bukti/<str:exhibit>/gambar/", hiding.picture, name="exhibit_picture"),
    path("<str:code>/bukti/<str:exhibit>/samarkan/", hiding.blur, name="exhibit_blur"),
    path("<str:code>/bukti/<str:exhibit>/kisi/", hiding.grid, name="exhibit_grid"),
    path("<str:code>/bukti/<str:exhibit>/salinan/<int:number>/", hiding.copy, name="exhibit_copy"),
    path("<str:code>/bukti/<str:exhibit>/salinan/<int:number>/unduh/", hiding.take_copy, name="exhibit_copy_file"),
]
