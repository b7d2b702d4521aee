"""Declarations: text, clauses, signatories, and the day itself."""

from django.urls import URLPattern, path

from . import citizens, home, papers, places, signing, texts, window

urlpatterns: list[URLPattern] = [
    path("", home.listing, name="pledges"),
    path("baru/", home.new, name="pledge_new"),
    path("<str:code>/", home.detail, name="pledge"),
    path("<str:code>/keterangan/", home.edit, name="pledge_edit"),
    path("<str:code>/naskah/", texts.write, name="pledge_write"),
    path("<str:code>/buka/", window.open_up, name="pledge_open"),
    path("<str:code>/tutup/", window.close, name="pledge_close"),
    path("<str:code>/batas/", window.move_end, name="pledge_move_end"),
    path("<str:code>/penandatangan/", places.listing, name="pledge_places"),
    path("<str:code>/penandatangan/peserta/", places.add_participants, name="pledge_add_participants"),
    path("<str:code>/penandatangan/lembaga/", places.add_institutions, name="pledge_add_institutions"),
    path("<str:code>/penandatangan/tokoh/", places.add_leader, name="pledge_add_leader"),
    path("<str:code>/penandatangan/qr/", places.codes, name="pledge_codes"),
    path("<str:code>/penandatangan/<str:place>/hapus/", places.take_off, name="pledge_take_off"),
    path("<str:code>/warga/", citizens.listing, name="pledge_citizens"),
    path("<str:code>/warga/<str:place>/sembunyikan/", citizens.hide, name="pledge_hide_name"),
    path("<str:code>/penandatangan.csv", papers.as_csv, name="pledge_csv"),
    path("<str:code>/lembar.pdf", papers.sheet, name="pledge_sheet"),
    path("<str:code>/tanda-tangani/", signing.sign, name="pledge_sign"),
    path("<str:code>/tarik/", signing.withdraw, name="pledge_withdraw"),
    path("<str:code>/sertifikat/<str:place>.pdf", papers.certificate, name="pledge_certificate"),
]
