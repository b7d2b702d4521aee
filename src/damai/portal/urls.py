"""The public pages."""

from django.urls import include, path, re_path

from . import (
    chat,
    data,
    deadlines,
    guide,
    home,
    library,
    log,
    map,
    meetings,
    papers,
    pledges,
    promises,
    receipt,
    repair,
    replies,
    report,
    side,
    violations,
    withdrawing,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("wilayah/<str:code>/", home.area, name="area"),
    path("tentang/", home.about, name="about"),
    path("lapor/", report.report, name="report"),
    path("tanda-terima/", receipt.receipt, name="receipt"),
    path("tanda-terima/jawab/", receipt.answer, name="answer"),
    path("tanda-terima/bukti/", receipt.proof, name="proof"),
    path("tanda-terima/cabut/", withdrawing.withdraw, name="withdraw"),
    path("catatan/", log.log, name="log"),
    # meetings, promises, declarations: each page lists its own doors
    path("undangan/", include(meetings.urlpatterns)),
    path("tanggapan/perkara/", include(side.urlpatterns)),
    path("tanggapan/", include(replies.urlpatterns)),
    path("janji/", include(promises.urlpatterns)),
    path("deklarasi/", include(pledges.urlpatterns)),
    path("dokumen/", include(papers.urlpatterns)),
    # guided reporting, mending, the law, and what became of alleged violations
    path("lapor/pandu/", include(guide.urlpatterns)),
    path("masuk/obrolan/", chat.deliver, name="chat"),
    path("perbaikan/", include(repair.urlpatterns)),
    path("hukum/", include(library.urlpatterns)),
    path("tenggat/", include(deadlines.urlpatterns)),
    path("perkara/", include(violations.urlpatterns)),
    path("data/", data.index, name="data"),
    path("data/batas.geojson", map.boundaries, name="boundaries"),
    path("data/lokasi.json", map.where, name="where"),
    path("data/janji.json", promises.as_json, name="promises_json"),
    path("data/janji.csv", promises.as_csv, name="promises_csv"),
    re_path(r"^data/(?P<subject>laporan|perkara)\.json$", data.as_json, name="data_json"),
    re_path(r"^data/(?P<subject>laporan|perkara)\.csv$", data.as_csv, name="data_csv"),
]
