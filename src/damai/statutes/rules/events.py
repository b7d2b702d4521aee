"""What can happen to a matter under the law, who must act, and to which class a clock belongs: the words the tables use."""

from enum import StrEnum

from .words import say


class Event(StrEnum):
    """What starts a clock or stops it. A regime is added by naming these in its table; only a new kind of event needs code."""

    # A word, a report, a finding
    KNOWN = "known"  # the reporter learned of the violation (B.1, 3.d)
    CANDIDATES_DETERMINED = "candidates_determined"  # the commission determined the candidates
    FOUND = "found"  # the supervisors found an alleged violation
    RECORDED = "recorded"  # preliminary information was noted
    SUBMITTED = "submitted"  # the report was handed in
    ASSESSED = "assessed"  # the first study is done
    NOTIFIED = "notified"  # the reporter was told what is missing
    MENDED = "mended"  # the reporter's completion came in
    REASSESSED = "reassessed"  # the study after the completion is done
    COMPLETE = "complete"  # the report was declared complete
    DECLARED = "declared"  # the plenary declared a finding
    NOT_REGISTERED = "not_registered"  # it was decided not to register
    WITHDRAWN = "withdrawn"  # the reporter took the report back
    ARCHIVED = "archived"  # following up found too little
    HANDED_OVER = "handed_over"  # delegated to the office that is competent
    TAKEN_OVER = "taken_over"  # a higher office took it
    # Handling
    REGISTERED = "registered"  # the report or finding got its register number
    EXTENDED = "extended"  # more time, because information is missing
    CLARIFIED = "clarified"  # all who had to be heard were heard
    DISCUSSED_FIRST = "discussed_first"  # Gakkumdu, first discussion
    DISCUSSED_SECOND = "discussed_second"  # Gakkumdu, second discussion
    DISCUSSED_THIRD = "discussed_third"  # Gakkumdu, third discussion
    STATED = "stated"  # it was stated to be an alleged election crime
    DECIDED = "decided"  # the plenary decided what it is
    STOPPED = "stopped"  # it goes no further
    ANNOUNCED = "announced"  # the status was announced and told to the reporter
    CLOSED = "closed"  # nothing more happens
    # Administrative violations
    READ = "read"  # the decision of the hearing was read
    EXECUTED_BY_KPU = "executed_by_kpu"  # the commission carried the decision out
    KPU_DECIDED = "kpu_decided"  # the commission set its own decision
    APPEALED = "appealed"  # the remedy to the Supreme Court was filed
    FILE_AT_SUPREME_COURT = "file_at_supreme_court"  # the Supreme Court has the file
    SUPREME_COURT_DECIDED = "supreme_court_decided"  # the Supreme Court decided
    # Ethics and other law
    FORWARDED = "forwarded"  # handed over to the body that is competent: police, DKPP, another institution
    ACCEPTED = "accepted"  # that body took it
    REFUSED = "refused"  # that body gave it back
    ANSWERED = "answered"  # that body told what it did
    # Crimes
    POLICE_RECEIVED = "police_received"  # the police have the report
    ENOUGH_EVIDENCE = "enough_evidence"  # sufficient preliminary evidence was found
    AT_INVESTIGATOR = "at_investigator"  # the inquirer handed it to the investigator
    INVESTIGATED = "investigated"  # the investigation is done
    FILE_AT_PROSECUTOR = "file_at_prosecutor"  # the prosecutor has the file
    FILE_RETURNED = "file_returned"  # the investigator has the incomplete file back (P-19)
    FILE_RESUBMITTED = "file_resubmitted"  # the prosecutor has the mended file
    FILE_COMPLETE = "file_complete"  # the file was declared complete (P-21)
    AT_COURT = "at_court"  # the district court has the case
    VERDICT = "verdict"  # the district court's verdict was read
    APPEAL_FILED = "appeal_filed"  # the appeal was received
    FILE_AT_COURT_OF_APPEAL = "file_at_court_of_appeal"  # the high court has the file
    FINAL_VERDICT = "final_verdict"  # the verdict is final: the high court's, or the first one without an appeal
    VERDICT_AT_PROSECUTOR = "verdict_at_prosecutor"  # the prosecutor has the verdict
    EXECUTED = "executed"  # the prosecutor carried the verdict out
    # Disputes of the process
    PETITION_FILED = "petition_filed"  # the petition came in
    PETITION_NOTIFIED = "petition_notified"  # the petitioner was told what is missing
    PETITION_COMPLETE = "petition_complete"  # the petition's documents are complete
    PETITION_REGISTERED = "petition_registered"  # the petition was registered
    MEDIATION_BEGAN = "mediation_began"  # the parties sit down
    MEDIATION_ENDED = "mediation_ended"  # they agreed, or not
    PETITION_DECIDED = "petition_decided"  # the supervisors' decision was read
    SUIT_FILED = "suit_filed"  # the administrative court has the suit
    SUIT_COMPLETE = "suit_complete"  # the suit was declared complete
    SUIT_DECIDED = "suit_decided"  # the administrative court decided
    # Disputes of the result
    RESULT_SET = "result_set"  # the national result was set and announced
    RESULT_PETITION_FILED = "result_petition_filed"  # the Constitutional Court has the petition
    RESULT_DECIDED = "result_decided"  # the Constitutional Court decided

    @property
    def word(self) -> str:
        """The event in Indonesian, as a page says it."""
        return EVENT_WORDS[self]


class Duty(StrEnum):
    """Who must act before the clock ends."""

    REPORTER = "reporter"
    SUPERVISOR = "supervisor"
    COMMISSION = "commission"
    POLICE = "police"
    PROSECUTOR = "prosecutor"
    COURT = "court"
    PARTY = "party"
    PETITIONER = "petitioner"
    PTUN = "ptun"
    SUPREME_COURT = "supreme_court"
    MK = "mk"

    @property
    def word(self) -> str:
        """Who it is, in Indonesian."""
        return DUTY_WORDS[self]


class Track(StrEnum):
    """The classes of violation, each a track of its own in a case; and disputes, which are no violations at all."""

    ADM = "adm"
    TSM = "tsm"
    KEPP = "kepp"
    PID = "pid"
    LAIN = "lain"
    SENGKETA = "sengketa"
    HASIL = "hasil"

    @property
    def word(self) -> str:
        """The class in Indonesian."""
        return TRACK_WORDS[self]


EVENT_WORDS: dict[Event, str] = {
    Event.KNOWN: say("pelanggaran diketahui pelapor"),
    Event.CANDIDATES_DETERMINED: say("calon ditetapkan KPU"),
    Event.FOUND: say("dugaan pelanggaran ditemukan pengawas"),
    Event.RECORDED: say("informasi awal dicatat"),
    Event.SUBMITTED: say("laporan disampaikan"),
    Event.ASSESSED: say("kajian awal selesai"),
    Event.NOTIFIED: say("pelapor diberi tahu kekurangannya"),
    Event.MENDED: say("perbaikan pelapor diterima"),
    Event.REASSESSED: say("kajian awal ulang selesai"),
    Event.COMPLETE: say("laporan dinyatakan lengkap"),
    Event.DECLARED: say("temuan ditetapkan pleno"),
    Event.NOT_REGISTERED: say("diputuskan tidak diregistrasi"),
    Event.WITHDRAWN: say("laporan dicabut pelapor"),
    Event.ARCHIVED: say("penelusuran diarsipkan"),
    Event.HANDED_OVER: say("dilimpahkan"),
    Event.TAKEN_OVER: say("diambil alih"),
    Event.REGISTERED: say("laporan atau temuan diregistrasi"),
    Event.EXTENDED: say("penanganan diperpanjang"),
    Event.CLARIFIED: say("klarifikasi selesai"),
    Event.DISCUSSED_FIRST: say("Pembahasan I Gakkumdu"),
    Event.DISCUSSED_SECOND: say("Pembahasan II Gakkumdu"),
    Event.DISCUSSED_THIRD: say("Pembahasan III Gakkumdu"),
    Event.STATED: say("dinyatakan sebagai dugaan tindak pidana"),
    Event.DECIDED: say("diputuskan dalam pleno"),
    Event.STOPPED: say("dihentikan"),
    Event.ANNOUNCED: say("status diumumkan"),
    Event.CLOSED: say("ditutup"),
    Event.READ: say("putusan dibacakan"),
    Event.EXECUTED_BY_KPU: say("putusan dilaksanakan KPU"),
    Event.KPU_DECIDED: say("keputusan KPU ditetapkan"),
    Event.APPEALED: say("upaya hukum ke MA diajukan"),
    Event.FILE_AT_SUPREME_COURT: say("berkas diterima MA"),
    Event.SUPREME_COURT_DECIDED: say("diputus MA"),
    Event.FORWARDED: say("diteruskan kepada yang berwenang"),
    Event.ACCEPTED: say("penerusan diterima"),
    Event.REFUSED: say("penerusan ditolak"),
    Event.ANSWERED: say("tindak lanjut penerima disampaikan"),
    Event.POLICE_RECEIVED: say("laporan diterima kepolisian"),
    Event.ENOUGH_EVIDENCE: say("bukti permulaan cukup"),
    Event.AT_INVESTIGATOR: say("diserahkan kepada penyidik"),
    Event.INVESTIGATED: say("penyidikan selesai"),
    Event.FILE_AT_PROSECUTOR: say("berkas diterima penuntut umum"),
    Event.FILE_RETURNED: say("berkas dikembalikan kepada penyidik"),
    Event.FILE_RESUBMITTED: say("berkas perbaikan diterima penuntut umum"),
    Event.FILE_COMPLETE: say("berkas dinyatakan lengkap"),
    Event.AT_COURT: say("perkara dilimpahkan ke pengadilan negeri"),
    Event.VERDICT: say("putusan pengadilan negeri dibacakan"),
    Event.APPEAL_FILED: say("permohonan banding diterima"),
    Event.FILE_AT_COURT_OF_APPEAL: say("berkas diterima pengadilan tinggi"),
    Event.FINAL_VERDICT: say("putusan berkekuatan hukum tetap"),
    Event.VERDICT_AT_PROSECUTOR: say("putusan diterima penuntut umum"),
    Event.EXECUTED: say("putusan dilaksanakan jaksa"),
    Event.PETITION_FILED: say("permohonan sengketa disampaikan"),
    Event.PETITION_NOTIFIED: say("pemohon diberi tahu kekurangannya"),
    Event.PETITION_COMPLETE: say("dokumen permohonan lengkap"),
    Event.PETITION_REGISTERED: say("permohonan sengketa diregistrasi"),
    Event.MEDIATION_BEGAN: say("mediasi dimulai"),
    Event.MEDIATION_ENDED: say("mediasi berakhir"),
    Event.PETITION_DECIDED: say("putusan sengketa dibacakan"),
    Event.SUIT_FILED: say("gugatan diterima PTUN"),
    Event.SUIT_COMPLETE: say("gugatan dinyatakan lengkap"),
    Event.SUIT_DECIDED: say("diputus PTUN"),
    Event.RESULT_SET: say("hasil nasional ditetapkan"),
    Event.RESULT_PETITION_FILED: say("permohonan diterima MK"),
    Event.RESULT_DECIDED: say("diputus MK"),
}
DUTY_WORDS: dict[Duty, str] = {
    Duty.REPORTER: say("pelapor"),
    Duty.SUPERVISOR: say("Bawaslu"),
    Duty.COMMISSION: say("KPU"),
    Duty.POLICE: say("kepolisian"),
    Duty.PROSECUTOR: say("penuntut umum"),
    Duty.COURT: say("pengadilan"),
    Duty.PARTY: say("para pihak"),
    Duty.PETITIONER: say("pemohon"),
    Duty.PTUN: say("PTUN"),
    Duty.SUPREME_COURT: say("Mahkamah Agung"),
    Duty.MK: say("Mahkamah Konstitusi"),
}
TRACK_WORDS: dict[Track, str] = {
    Track.ADM: say("pelanggaran administratif"),
    Track.TSM: say("pelanggaran administratif TSM"),
    Track.KEPP: say("kode etik penyelenggara"),
    Track.PID: say("tindak pidana"),
    Track.LAIN: say("peraturan lainnya"),
    Track.SENGKETA: say("sengketa proses"),
    Track.HASIL: say("perselisihan hasil"),
}
