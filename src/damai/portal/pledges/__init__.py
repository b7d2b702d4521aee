"""Declarations in public: text, signatories, signing, the big screen, certificates, and what became of each clause.

Addresses that begin with a word of their own stand before those that begin with a declaration's; the room gives no declaration
such a word (`pledges.rules.TAKEN`).
"""

from django.urls import URLPattern, path

from . import checking, hall, own, pages, screen, signing

urlpatterns: list[URLPattern] = [
    path("", pages.listing, name="pledges"),
    path("periksa/", checking.check, name="pledge_check"),
    path("periksa/<str:code>/", checking.registered, name="pledge_registered"),
    path("konfirmasi/<str:token>/", signing.confirm, name="pledge_confirm"),
    path("tanda-tangan/<str:token>/", hall.sign, name="pledge_hall"),
    path("milik/<str:link>/", own.own, name="pledge_own"),
    path("milik/<str:link>/tarik/", own.withdraw, name="pledge_withdraw"),
    path("milik/<str:link>/sertifikat.pdf", own.certificate, name="pledge_certificate"),
    path("milik/<str:link>/bukti.tlog-proof", own.proof, name="pledge_proof"),
    path("<slug:slug>/", pages.detail, name="pledge"),
    path("<slug:slug>/butir/<int:number>/", pages.clause, name="pledge_clause"),
    path("<slug:slug>/warga/", pages.citizens, name="pledge_citizens"),
    path("<slug:slug>/lembar.pdf", pages.sheet, name="pledge_sheet"),
    path("<slug:slug>/naskah-v<int:version>.json", pages.text, name="pledge_text"),
    path("<slug:slug>/tanda-tangan/", signing.ask, name="pledge_sign"),
    path("<slug:slug>/layar/", screen.screen, name="pledge_screen"),
    path("<slug:slug>/layar.json", screen.figures, name="pledge_screen_figures"),
]
