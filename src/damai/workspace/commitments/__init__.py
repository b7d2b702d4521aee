"""Commitments and action items: what was promised, by whom, until when, and what shows it."""

from django.urls import URLPattern, path, register_converter

from . import breaches, detail, exports, items, listing


class Commitment:
    """K-00001."""

    regex = r"K-\d{1,18}"

    def to_python(self, value: str) -> str:
        """The code itself."""
        return value

    to_url = to_python


class Item(Commitment):
    """T-00001."""

    regex = r"T-\d{1,18}"


class Breach(Commitment):
    """B-00001."""

    regex = r"B-\d{1,18}"


register_converter(Commitment, "commitment")
register_converter(Item, "item")
register_converter(Breach, "breach")

urlpatterns: list[URLPattern] = [
    path("", listing.listing, name="commitments"),
    path("cetak/", listing.printed, name="commitments_printed"),
    path("komitmen.csv", exports.commitments, name="commitments_csv"),
    path("tindak-lanjut.csv", exports.items, name="items_csv"),
    # a commitment
    path("<commitment:code>/", detail.detail, name="commitment"),
    path("<commitment:code>/ukur/<int:number>/", detail.measure, name="commitment_measure"),
    path("<commitment:code>/ditepati/", detail.kept, name="commitment_kept"),
    path("<commitment:code>/cabut/", detail.withdraw, name="commitment_withdraw"),
    path("<commitment:code>/dugaan/", breaches.allege, name="breach_allege"),
    # an alleged breach
    path("<breach:code>/putusan/", breaches.decide, name="breach_decide"),
    path("<breach:code>/tautan/", breaches.renew, name="breach_renew"),
    # an action item
    path("<item:code>/", items.item, name="item"),
    path("<item:code>/mulai/", items.begin, name="item_begin"),
    path("<item:code>/kendala/", items.obstacles, name="item_obstacles"),
    path("<item:code>/bukti/", items.evidence, name="item_evidence"),
    path("<item:code>/batal/", items.cancel, name="item_cancel"),
    path("<item:code>/tenggat/", items.move, name="item_move"),
    path("<item:code>/bukti/<int:number>/terima/", items.accept, name="evidence_accept"),
    path("<item:code>/bukti/<int:number>/kembalikan/", items.send_back, name="evidence_back"),
    path("<item:code>/bukti/<int:number>/berkas/", items.download, name="evidence_file"),
    path("<item:code>/bukti/<int:number>/gambar/", items.picture, name="evidence_picture"),
]
