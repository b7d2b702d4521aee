"""What everyone may know about cases: protected counts, and how far the case of one's own report is. No names, ever."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from damai.triage.public import Tally, tally_of

from .. import queries, rules
from ..models import Case, Term, Track
from ..queries import law
from ..rules import Class, Outcome, State, TrackState


def tally_by_area(city: str | None = None) -> Tally:
    """Registered cases for a city, its kecamatan and its kelurahan, as last released."""
    return tally_of("cases", city)


@dataclass(frozen=True, kw_only=True)
class TrackProgress:
    """How far one class is, for the reporter (A-9)."""

    klass: str  # the code of the class; empty where none was named yet
    name: str
    state: str
    words: str  # what the state means, in plain Indonesian
    next_step: str  # what the law asks for next; empty at the end
    basis: str  # the article
    verified: bool  # whether that article was read in a source
    due_on: date | None
    due_at: datetime | None
    caveats: tuple[str, ...]
    late: bool
    alleged: bool


@dataclass(frozen=True, kw_only=True)
class CaseProgress:
    """How far a case is, for the reporter (A-9): state, next step, article and date, also of each class; nobody's name."""

    case: str
    state: str
    words: str  # what the state means, in plain Indonesian
    next_step: str  # what the law asks for next; empty at the end
    basis: str  # the article
    verified: bool  # whether that article was read in a source
    due_on: date | None
    due_at: datetime | None
    caveats: tuple[str, ...]  # what the date rests on that is not certain
    late: bool
    alleged: bool  # until somebody who may has decided, the word is "dugaan"
    asks_reporter: bool  # whether it is the reporter who has to do something
    tracks: tuple[TrackProgress, ...] = ()


def progress(report_code: str) -> CaseProgress | None:
    """How far the case of a report is; None while there is none."""
    case = queries.case_of(report_code)
    if case is None:
        return None
    tracks = tuple(_track(case, track) for track in queries.tracks_of(case))
    state = State(case.state)
    running = _running(case, None)
    following = next(iter(rules.moves_from(state)), None)
    cited = law.cited(case.regime, following.step) if following else None
    deadline = running.deadline if running else None
    return CaseProgress(
        case=case.code,
        state=str(case.get_state_display()),
        words=words_for(state),
        next_step=next_step(state),
        basis=deadline.basis if deadline else (cited.words if cited else ""),
        verified=deadline.verified if deadline else bool(cited and cited.verified),
        due_on=running.term.due_on if running else None,
        due_at=running.term.due_at if running else None,
        caveats=deadline.caveats if deadline else (),
        late=running.late if running else False,
        alleged=any(track.alleged for track in tracks) or not tracks,
        asks_reporter=state is State.MENUNGGU_PERBAIKAN,
        tracks=tracks,
    )


def _running(case: Case, track: Track | None) -> queries.Explained | None:
    """The term of a case itself or of one class that ends next."""
    term = Term.objects.filter(case=case, track=track, ended_at=None).order_by("due_at").select_related("case__agency").first()
    return queries.term_explained(term) if term else None


def _track(case: Case, track: Track) -> TrackProgress:
    state = TrackState(track.state)
    outcome = Outcome(track.outcome) if track.outcome else None
    running = _running(case, track)
    following = next(iter(rules.track_moves_from(Class(track.klass), state, outcome=outcome)), None) if track.klass else None
    cited = law.cited(case.regime, following.step) if following else None
    deadline = running.deadline if running else None
    return TrackProgress(
        klass=track.klass,
        name=str(track.get_klass_display()) if track.klass else _("Jenis dugaan belum ditetapkan"),
        state=str(track.get_state_display()),
        words=track_words_for(state),
        next_step=track_next_step(state, outcome),
        basis=deadline.basis if deadline else (cited.words if cited else ""),
        verified=deadline.verified if deadline else bool(cited and cited.verified),
        due_on=running.term.due_on if running else None,
        due_at=running.term.due_at if running else None,
        caveats=deadline.caveats if deadline else (),
        late=running.late if running else False,
        alleged=track.alleged,
    )


def words_for(state: State) -> str:
    """What a state of a case means for the reporter."""
    words = {
        State.INFORMASI_AWAL: _("Keterangan Anda dicatat sebagai informasi awal dan ditelusuri pengawas."),
        State.ARSIP: _("Penelusuran selesai. Keterangan belum cukup untuk menyatakan dugaan pelanggaran, dan disimpan."),
        State.DUGAAN_DITEMUKAN: _("Pengawas menemukan dugaan pelanggaran dan menyiapkan penetapannya sebagai temuan."),
        State.TEMUAN: _("Dugaan pelanggaran ditetapkan sebagai temuan pengawas dan menunggu registrasi."),
        State.LAPORAN_DITERIMA: _("Laporan dugaan pelanggaran diterima dan menunggu kajian awal."),
        State.KAJIAN_AWAL: _("Syarat formal dan materiel laporan sedang diperiksa."),
        State.BELUM_LENGKAP: _("Ada syarat laporan yang belum terpenuhi. Anda akan diberi tahu apa yang kurang."),
        State.MENUNGGU_PERBAIKAN: _("Laporan belum lengkap. Anda dapat melengkapinya sampai batas waktu di bawah."),
        State.KAJIAN_AWAL_ULANG: _("Perbaikan Anda diterima dan sedang diperiksa."),
        State.LENGKAP: _("Laporan dinyatakan lengkap dan menunggu registrasi."),
        State.LEWAT_WAKTU: _("Laporan disampaikan lewat dari batas waktu sejak diketahui. Rapat pleno akan menetapkannya."),
        State.DILIMPAHKAN: _("Laporan dilimpahkan ke kantor pengawas yang berwenang."),
        State.DIAMBIL_ALIH: _("Laporan diambil alih kantor pengawas di tingkat atas."),
        State.DICABUT: _("Laporan dicabut oleh pelapor."),
        State.TIDAK_DIREGISTRASI: _("Laporan tidak diregistrasi karena syaratnya tidak terpenuhi."),
        State.DIREGISTRASI: _("Dugaan pelanggaran diregistrasi dan ditangani menurut jenisnya di bawah."),
        State.STATUS_DIUMUMKAN: _("Status laporan telah diumumkan."),
        State.DITUTUP: _("Perkara selesai dan ditutup."),
    }
    return words[state]


def next_step(state: State) -> str:
    """What the law asks for next of a case; empty at the end."""
    words = {
        State.INFORMASI_AWAL: _("Penelusuran oleh pengawas"),
        State.DUGAAN_DITEMUKAN: _("Penetapan sebagai temuan dalam rapat pleno"),
        State.TEMUAN: _("Registrasi"),
        State.LAPORAN_DITERIMA: _("Kajian awal"),
        State.KAJIAN_AWAL: _("Hasil kajian awal"),
        State.BELUM_LENGKAP: _("Pemberitahuan kekurangan kepada Anda"),
        State.MENUNGGU_PERBAIKAN: _("Perbaikan oleh Anda"),
        State.KAJIAN_AWAL_ULANG: _("Hasil kajian awal ulang"),
        State.LENGKAP: _("Registrasi"),
        State.LEWAT_WAKTU: _("Keputusan rapat pleno"),
        State.DIREGISTRASI: _("Penanganan"),
        State.STATUS_DIUMUMKAN: _("Penutupan perkara"),
        State.DITUTUP: "",
    }
    return words.get(state, _("Pengumuman status"))


def track_words_for(state: TrackState) -> str:
    """What a state of a class means for the reporter. Until somebody who may has decided, it is a suspicion."""
    words = {
        TrackState.PENANGANAN: _("Dugaan pelanggaran sedang ditangani: keterangan dan bukti dikumpulkan."),
        TrackState.PENANGANAN_LANJUT: _("Penanganan dugaan pelanggaran diperpanjang karena perlu keterangan tambahan."),
        TrackState.PLENO_HASIL: _("Rapat pleno telah memutuskan."),
        TrackState.SIDANG: _("Dugaan pelanggaran diperiksa dalam sidang terbuka."),
        TrackState.REKOMENDASI: _("Dugaan pelanggaran direkomendasikan kepada pengawas di tingkat atas."),
        TrackState.DIPUTUS: _("Putusan telah dibacakan."),
        TrackState.KPU_MELAKSANAKAN: _("KPU melaksanakan putusan."),
        TrackState.UPAYA_HUKUM_MA: _("Ada upaya hukum ke Mahkamah Agung."),
        TrackState.PUTUSAN_MA: _("Mahkamah Agung telah memutus."),
        TrackState.DITERUSKAN_DKPP: _("Dugaan diteruskan ke Dewan Kehormatan Penyelenggara Pemilu (DKPP)."),
        TrackState.DIPUTUS_DKPP: _("DKPP telah memutus."),
        TrackState.DIPUTUS_KABKOTA: _("Bawaslu kabupaten/kota telah memutus."),
        TrackState.DITERUSKAN_KPU: _("Dugaan diteruskan ke KPU."),
        TrackState.DIPUTUS_KPU: _("KPU telah memutus."),
        TrackState.DITERUSKAN_POLRI: _("Dugaan diteruskan ke Kepolisian."),
        TrackState.SIDIK: _("Kepolisian menyidik dugaan ini."),
        TrackState.P19: _("Penuntut umum meminta penyidik melengkapi berkas."),
        TrackState.P21: _("Berkas dinyatakan lengkap dan akan dilimpahkan ke pengadilan."),
        TrackState.PN: _("Pengadilan negeri memeriksa perkaranya."),
        TrackState.PT: _("Pengadilan tinggi memeriksa permohonan banding."),
        TrackState.INKRAH: _("Putusan pengadilan berkekuatan hukum tetap."),
        TrackState.EKSEKUSI: _("Putusan pengadilan dilaksanakan."),
        TrackState.DITERUSKAN_INSTANSI: _("Dugaan diteruskan ke instansi yang berwenang."),
        TrackState.TINDAK_LANJUT_INSTANSI: _("Instansi yang berwenang menyampaikan tindak lanjutnya."),
        TrackState.DIHENTIKAN: _("Dihentikan."),
    }
    return words[state]


def track_next_step(state: TrackState, outcome: Outcome | None = None) -> str:
    """What the law asks for next of a class; empty at the end."""
    if state is TrackState.PLENO_HASIL:
        return _("Tindak lanjut keputusan pleno") if outcome is Outcome.VIOLATION else _("Pengumuman status")
    words = {
        TrackState.PENANGANAN: _("Keputusan rapat pleno"),
        TrackState.PENANGANAN_LANJUT: _("Keputusan rapat pleno"),
        TrackState.SIDANG: _("Pembacaan putusan"),
        TrackState.REKOMENDASI: _("Putusan pengawas di tingkat atas"),
        TrackState.DIPUTUS: _("Pelaksanaan putusan oleh KPU dan pengumuman status"),
        TrackState.UPAYA_HUKUM_MA: _("Putusan Mahkamah Agung"),
        TrackState.DITERUSKAN_DKPP: _("Putusan DKPP"),
        TrackState.DITERUSKAN_KPU: _("Putusan KPU"),
        TrackState.DITERUSKAN_POLRI: _("Penyidikan oleh Kepolisian"),
        TrackState.SIDIK: _("Berkas kepada penuntut umum"),
        TrackState.P19: _("Perbaikan berkas oleh penyidik"),
        TrackState.P21: _("Pelimpahan ke pengadilan negeri"),
        TrackState.PN: _("Putusan pengadilan negeri"),
        TrackState.PT: _("Putusan pengadilan tinggi"),
        TrackState.INKRAH: _("Pelaksanaan putusan"),
        TrackState.DITERUSKAN_INSTANSI: _("Tindak lanjut instansi"),
    }
    return words.get(state, "")
