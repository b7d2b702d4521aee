"""Papers of an agency: letterhead, templates, number books, and what was issued.

Addresses with a word of their own stand before those of a document, whose codes all begin with N-.
"""

from django.urls import URLPattern, path

from . import issued, letterhead, templates

urlpatterns: list[URLPattern] = [
    path("", issued.listing, name="papers"),
    path("nomor/", issued.numbers, name="paper_numbers"),
    path("nomor/<int:number>/batal/", issued.void_number, name="paper_number_void"),
    path("kop/", letterhead.edit, name="paper_letterhead"),
    path("kop/contoh/", letterhead.example, name="paper_letterhead_example"),
    path("templat/", templates.listing, name="paper_templates"),
    path("templat/<slug:kind>/", templates.detail, name="paper_template"),
    path("templat/<slug:kind>/unggah/", templates.upload, name="paper_template_upload"),
    path("templat/<slug:kind>/bawaan/", templates.use_shipped, name="paper_template_shipped"),
    path("templat/<slug:kind>/<int:version>/berlaku/", templates.put_in_force, name="paper_template_force"),
    path("templat/<slug:kind>/<int:version>/berkas.docx", templates.file, name="paper_template_file"),
    path("templat/<slug:kind>/<int:version>/contoh.<str:format>", templates.example, name="paper_template_example"),
    path("<str:code>/", issued.detail, name="paper_detail"),
    path("<str:code>/batal/", issued.void, name="paper_void"),
    path("<str:code>/berkas.<str:format>", issued.file, name="paper_file"),
]
