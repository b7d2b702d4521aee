"""What everyone may know about cases: protected counts, and how far the case of one's own report is. No names, ever."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from damai.triage.public import Tally, tally_of

from . import queries, rules
from .models import Case
from .rules import State


def tally_by_area(city: str | None = None) -> Tally:
    """Registered cases for a city, its kecamatan and its kelurahan, as last released."""
    return tally_of("cases", city)


@dataclass(frozen=True, kw_only=True)
class CaseProgress:
    """How far a case is, for the reporter (A-9): state, next step, article and date; nobody's name."""

    case: str
    state: str
    words: str  # what the state means, in plain Indonesian
    next_step: str  # what the law asks for next; empty at the end
    basis: str  # the article
    due_on: date | None
    due_at: datetime | None
    caveats: tuple[str, ...]  # what the date rests on that is not certain
    late: bool
    alleged: bool  # until the plenary decides, the word is "dugaan"
    asks_reporter: bool  # whether it is the reporter who has to do something


def progress(report_code: str) -> CaseProgress | None:
    """How far the case of a report is; None while there is none."""
    case = queries.case_of(report_code)
    if case is None:
        return None
    clock = queries.clock_of(case)
    state = State(case.state)
    klass = rules.Class(case.klass) if case.klass else None
    following = next(iter(rules.moves_from(state, klass=klass)), None)
    return CaseProgress(
        case=case.code,
        state=str(case.get_state_display()),
        words=words_for(case),
        next_step=next_step(state),
        basis=clock.deadline.basis if clock else (following.basis if following else ""),
        due_on=clock.deadline.due_on if clock else None,
        due_at=clock.deadline.due_at if clock else None,
        caveats=clock.deadline.caveats if clock else (),
        late=clock.late if clock else False,
        alleged=case.alleged,
        asks_reporter=state is State.MENUNGGU_PERBAIKAN,
    )


def words_for(case: Case) -> str:
    """What a state means for the reporter."""
    words = {
        State.INFORMASI_AWAL: _("Keterangan Anda dicatat sebagai informasi awal dan ditelusuri pengawas."),
        State.ARSIP: _("Penelusuran selesai. Keterangan belum cukup untuk menyatakan dugaan pelanggaran, dan disimpan."),
        State.DUGAAN_DITEMUKAN: _("Pengawas menemukan dugaan pelanggaran dan menyiapkan penetapannya sebagai temuan."),
        State.TEMUAN: _("Dugaan pelanggaran ditetapkan sebagai temuan pengawas dan menunggu registrasi."),
        State.LAPORAN_DITERIMA: _("Laporan dugaan pelanggaran diterima dan menunggu kajian awal."),
        State.KAJIAN_AWAL: _("Syarat formal dan materiel laporan sedang diperiksa."),
        State.MENUNGGU_PERBAIKAN: _("Laporan belum lengkap. Anda dapat melengkapinya sampai batas waktu di bawah."),
        State.KAJIAN_AWAL_ULANG: _("Perbaikan Anda diterima dan sedang diperiksa."),
        State.LENGKAP: _("Laporan dinyatakan lengkap dan menunggu registrasi."),
        State.DILIMPAHKAN: _("Laporan dilimpahkan ke kantor pengawas yang berwenang."),
        State.DIAMBIL_ALIH: _("Laporan diambil alih kantor pengawas di tingkat atas."),
        State.DICABUT: _("Laporan dicabut oleh pelapor."),
        State.TIDAK_DIREGISTRASI: _("Laporan tidak diregistrasi karena syaratnya tidak terpenuhi."),
        State.DIREGISTRASI: _("Dugaan pelanggaran diregistrasi."),
        State.PENANGANAN: _("Dugaan pelanggaran sedang ditangani: keterangan dan bukti dikumpulkan."),
        State.PENANGANAN_LANJUT: _("Penanganan dugaan pelanggaran diperpanjang karena perlu keterangan tambahan."),
        State.PLENO_HASIL: _("Rapat pleno telah memutuskan."),
        State.DIPUTUS_ADM: _("Diputus sebagai pelanggaran administratif pemilu."),
        State.DITERUSKAN_DKPP: _("Diteruskan ke Dewan Kehormatan Penyelenggara Pemilu (DKPP)."),
        State.DITERUSKAN_POLRI: _("Diteruskan ke Kepolisian."),
        State.DITERUSKAN_INSTANSI: _("Diteruskan ke instansi yang berwenang."),
        State.DIHENTIKAN: _("Dihentikan: bukan pelanggaran pemilu."),
        State.STATUS_DIUMUMKAN: _("Status laporan telah diumumkan."),
        State.DITUTUP: _("Perkara selesai dan ditutup."),
    }
    return words[State(case.state)]


def next_step(state: State) -> str:
    """What the law asks for next; empty at the end."""
    words = {
        State.INFORMASI_AWAL: _("Penelusuran oleh pengawas"),
        State.DUGAAN_DITEMUKAN: _("Penetapan sebagai temuan dalam rapat pleno"),
        State.TEMUAN: _("Registrasi"),
        State.LAPORAN_DITERIMA: _("Kajian awal"),
        State.KAJIAN_AWAL: _("Hasil kajian awal"),
        State.MENUNGGU_PERBAIKAN: _("Perbaikan oleh Anda"),
        State.KAJIAN_AWAL_ULANG: _("Hasil kajian awal ulang"),
        State.LENGKAP: _("Registrasi"),
        State.DIREGISTRASI: _("Penanganan"),
        State.PENANGANAN: _("Keputusan rapat pleno"),
        State.PENANGANAN_LANJUT: _("Keputusan rapat pleno"),
        State.PLENO_HASIL: _("Tindak lanjut keputusan pleno"),
        State.DIPUTUS_ADM: _("Pelaksanaan putusan oleh KPU dan pengumuman status"),
        State.STATUS_DIUMUMKAN: _("Penutupan perkara"),
        State.DITUTUP: "",
    }
    return words.get(state, _("Pengumuman status"))
