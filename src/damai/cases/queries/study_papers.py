"""What a study says on paper. Papers are in Indonesian whatever language the office reads."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.agencies.models import Member

from ..models import Study
from .citing import title_of
from .full_studies import METS, text_of
from .replies import told_in


def study_values(study: Study) -> dict[str, Any]:
    """The fields of the paper. Only for those who may read the study."""
    text = text_of(study)
    author = Member.objects.filter(code=study.by).first()
    with override("id"):
        return {
            "kode_perkara": study.case.code,
            "nomor_register": study.case.register_number,
            "kelas": str(study.track.get_klass_display()) if study.track else "",
            "versi": str(study.version),
            "posisi": text.position,
            "fakta": text.facts,
            "analisis": text.elements_prose,
            "unsur": [
                {
                    "pasal": title_of(each.offence),
                    "isi": each.words,
                    "terpenuhi": str(METS[each.met.value]),
                    "analisis": each.analysis or "–",
                }
                for each in text.elements
            ],
            "rujukan": [{"pasal": title_of(each)} for each in study.citations],
            "kesimpulan": text.conclusion,
            "rekomendasi": text.advice,
            "anjuran": str(study.get_advice_display()),
            "tanggapan": _side_in(study),
            "sidik": study.sha256,
            "penyusun": str(author) if author else study.by,
        }


def _side_in(study: Study) -> str:
    """What the reported parties said, or that they were asked and did not answer; nothing where nobody was asked."""
    told = told_in(study.case)
    said = [each.words for each in told if each.words]
    if said:
        return "\n\n".join(said)
    return _("Diminta, belum ada tanggapan.") if told else ""
