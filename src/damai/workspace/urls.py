"""The staff pages, one block per desk."""

from django.urls import include, path

from . import access, cases, commitments, counter, documents, handed, home, inbox, law, pledges, rakor, reports

app_name = "workspace"
urlpatterns = [
    path("", home.today, name="today"),
    # inbox
    path("masuk/", inbox.listing, name="inbox"),
    path("masuk/ambil/", inbox.take, name="inbox_take"),
    path("masuk/kembalikan/", inbox.give_back, name="inbox_release"),
    # reports
    path("laporan/", reports.listing, name="reports"),
    path("laporan/<str:code>/", reports.detail, name="report"),
    path("laporan/<str:code>/pegang/", reports.take, name="report_take"),
    path("laporan/<str:code>/tetapkan/", reports.confirm, name="report_confirm"),
    path("laporan/<str:code>/kesampingkan/", reports.set_aside, name="report_aside"),
    path("laporan/<str:code>/buka-kembali/", reports.take_up, name="report_take_up"),
    path("laporan/<str:code>/gabung/", reports.join, name="report_join"),
    path("laporan/<str:code>/pisah/", reports.separate, name="report_separate"),
    path("laporan/<str:code>/bukan-sama/", reports.not_the_same, name="report_not_same"),
    path("laporan/<str:code>/tawarkan/", reports.offer, name="report_offer"),
    path("laporan/<str:code>/jawab/", reports.answer, name="report_answer"),
    path("laporan/<str:code>/tanya/", reports.ask, name="report_ask"),
    path("laporan/<str:code>/perkara/", reports.open_case, name="report_case"),
    path("laporan/<str:code>/kontak/", reports.contact, name="report_contact"),
    path("laporan/<str:code>/gambar/<str:message>/<int:number>/", reports.picture, name="report_picture"),
    path("laporan/<str:code>/berkas/<str:message>/<int:number>/", reports.original, name="report_file"),
    # cases
    path("perkara/", include(cases.urlpatterns)),
    path("penerusan/", include(handed.urlpatterns)),
    # a report taken down for someone at the counter; the law's tables and its articles
    path("loket/", include(counter.urlpatterns)),
    path("hukum/", include(law.urlpatterns)),
    # meetings, promises, declarations, papers: each desk lists its own doors
    path("rakor/", include(rakor.urlpatterns)),
    path("komitmen/", include(commitments.urlpatterns)),
    path("deklarasi/", include(pledges.urlpatterns)),
    path("dokumen/", include(documents.urlpatterns)),
    # who looked at personal data
    path("akses/", access.listing, name="access"),
]
