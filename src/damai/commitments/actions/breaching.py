"""Alleged breaches: only the supervisors, only with verified evidence, in neutral words, with the party's reply beside them."""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.agencies.models import Agency, Member
from damai.agencies.queries import today
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.outbox.actions import send_email
from damai.outbox.rules import NotAnAddress, email_address
from damai.triage.models import Report, ReportMessage, State
from damai.triage.queries import parts_of, reports_for, whole
from damai.triage.rules import Kind

from .. import facts, queries, rules
from ..models import Breach, Commitment, Origin, PartyReply
from ..rules.deciding import flaw
from .refusals import (
    AlreadyAlleged,
    BadDate,
    BadLink,
    NotCompetent,
    NotNeutral,
    NotVerified,
    NotYours,
    WordsMissing,
    locked_commitment,
    said,
)

PARTICIPANT = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9_-]+){0,3}")
CARRIES = {Kind.VIOLATION, Kind.INCIDENT, Kind.CLAIM}
MOST_REPORTS = 50
MOST_REPLIES = 20  # of one breach: a right of reply, not a place to fill
LONGEST_REPLY = 5_000


@dataclass(frozen=True, kw_only=True)
class Alleged:
    """A breach and the token of the party's link, which is shown once and kept only as its digest."""

    breach: Breach
    token: str

    @property
    def path(self) -> str:
        """The page on which the party replies."""
        return f"/tanggapan/{self.token}/"


@transaction.atomic
def allege_breach(
    commitment: Commitment,
    *,
    what: str,
    happened_on: date,
    reports: list[str],
    by: Member,
    participant: str = "",
    agency: Agency | None = None,
    independent: bool = False,
    contact: str = "",
) -> Alleged:
    """Allege that a commitment was broken by a participant of the election, or by an agency.

    `reports`: codes of confirmed reports that the member may read; together they must be verified by two independent sources or
    by an agency. `independent`: the officer says that messages without an account come from different people, which nobody can
    compute. `contact`: an e-mail address of the party; the link for its reply goes there and is not kept.
    """
    fresh = locked_commitment(commitment, by=by)
    if not queries.may_allege(by):
        raise NotYours(_("Komitmen tidak ditemukan."))
    if bool(participant) == (agency is not None) or (participant and not PARTICIPANT.fullmatch(participant)):
        raise WordsMissing(_("Sebutkan satu pihak: peserta pemilu atau lembaga."))
    words, address = neutral(what), _address(contact)
    _check_day(fresh, happened_on)
    same = fresh.breaches.filter(participant=participant, agency=agency, happened_on=happened_on, what=words).first()
    if same is not None:  # pressed twice
        raise AlreadyAlleged(_("Dugaan yang sama sudah dicatat: %(code)s.") % {"code": same.code})
    rows = _reports(reports, by=by)
    level = _verified(rows, independent=independent)
    breach = Breach(commitment=fresh, participant=participant, agency=agency, what=words, happened_on=happened_on, alleged_by=by)
    breach.reports, breach.verification = [row.code for row in rows], level
    alleged = _keep(breach)
    if address:
        _write(alleged, to=address)
    return alleged


def _keep(breach: Breach) -> Alleged:
    """Keep an allegation and make the party's link."""
    token = secrets.token_urlsafe(32)
    breach.code, breach.alleged_at, breach.token_hash = f"~{secrets.token_hex(8)}", now(), queries.token_hash(token)
    breach.save(force_insert=True)
    breach.code = f"B-{breach.pk:05d}"
    breach.save(update_fields=["code"])
    record(
        facts.BreachAlleged(
            breach=breach.code,
            commitment=breach.commitment.code,
            participant=breach.participant or None,
            agency=breach.agency_id,
            happened_on=breach.happened_on.isoformat(),
            reports=len(breach.reports),
            verification=breach.verification,
            sha256=sha256(breach.what.encode()).hexdigest(),
        ),
        by=breach.alleged_by.code,
    )
    return Alleged(breach=breach, token=token)


def neutral(what: str) -> str:
    """The words of an allegation; refused with the words in question when they judge or name a person."""
    words = said(what, most=5_000, least=20)
    judging = rules.judging_words(words)
    if judging:
        sentence = _("Kata-kata ini menilai: %(words)s. Tulis apa yang terjadi, tanpa penilaian.") % {"words": ", ".join(judging)}
        raise NotNeutral(sentence, judging)
    numbers = rules.personal_numbers(words)
    if numbers:
        sentence = _("Nomor telepon atau nomor identitas tidak boleh ditulis di sini: %(words)s.") % {"words": ", ".join(numbers)}
        raise NotNeutral(sentence, numbers)
    return words


def _check_day(commitment: Commitment, happened_on: date) -> None:
    if happened_on > today():
        raise BadDate(_("Tanggal kejadian tidak boleh di masa depan."))
    if happened_on < commitment.made_on:
        raise BadDate(_("Kejadian itu sebelum komitmen dibuat, jadi tidak melanggarnya."))
    if commitment.origin == Origin.CLAUSE and happened_on > commitment.due_on:
        raise BadDate(_("Kejadian itu setelah butir ini berhenti mengikat."))
    if commitment.withdrawn_on is not None and happened_on >= commitment.withdrawn_on:
        raise BadDate(_("Kejadian itu setelah komitmen dicabut."))


def _reports(codes: list[str], *, by: Member) -> list[Report]:
    wanted = list(dict.fromkeys(code.strip().upper() for code in codes if code.strip()))
    if not wanted:
        raise NotVerified(_("Dugaan memerlukan laporan yang sudah ditetapkan dan terverifikasi."))
    if len(wanted) > MOST_REPORTS:
        raise NotVerified(_("Paling banyak %(most)d laporan.") % {"most": MOST_REPORTS})
    found = {row.code: row for row in reports_for(by).filter(code__in=wanted)}
    missing = [code for code in wanted if code not in found]
    if missing:
        raise NotVerified(_("Laporan tidak ditemukan: %(codes)s.") % {"codes": ", ".join(missing)[:200]})
    rows = list({row.pk: row for row in (whole(found[code]) for code in wanted)}.values())  # joined ones count as one
    for row in rows:
        if row.state != State.CONFIRMED or row.kind not in CARRIES:
            sentence = _("Laporan %(code)s belum ditetapkan sebagai dugaan pelanggaran, insiden, atau hoaks.")
            raise NotVerified(sentence % {"code": row.code})
    return rows


def _verified(rows: list[Report], *, independent: bool) -> int:
    level = rules.verification(sources_of(rows), independent=independent)
    if level < rules.TWO_SOURCES:
        raise NotVerified(
            _(
                "Belum terverifikasi: perlu dua sumber yang tidak saling bergantung, atau pengamatan pengawas sendiri yang "
                "ditetapkan petugas lain. Pesan tanpa akun dihitung satu sumber sampai Anda menyatakan pengirimnya berbeda."
            )
        )
    return level


def sources_of(rows: list[Report]) -> list[rules.Source]:
    """The messages behind reports, corrected ones once, each with who sent it and who decided on the report."""
    found = []
    for row in rows:
        links = ReportMessage.objects.filter(report__in=[part.pk for part in parts_of(row)], message__revises=None)
        for sender, message in links.order_by("id").values_list("sender", "message_id"):
            found.append(rules.Source(message=str(message), sender=sender, confirmed_by=row.confirmed_by))
    return found


# --- The party's link -------------------------------------------------------------------------------------------------


def _address(contact: str) -> str:
    try:
        return email_address(contact) if contact.strip() else ""
    except NotAnAddress as error:
        raise WordsMissing(_("Alamat surel pihak terkait tidak lengkap. Contoh: nama@contoh.id.")) from error


def _write(alleged: Alleged, *, to: str) -> None:
    breach = alleged.breach
    with override("id"):
        subject = _("Hak jawab atas dugaan %(code)s") % {"code": breach.code}
        text = _(
            "Pengawas pemilu mencatat dugaan %(code)s atas sebuah janji yang ikut ditanggung Anda atau lembaga Anda. Dugaan "
            "bukan putusan: yang memutuskan adalah badan yang berwenang.\n\n"
            "Anda berhak menjawab. Jawaban Anda ditampilkan kata demi kata di samping dugaan itu, di halaman umum:\n%(link)s\n\n"
            "Tautan ini hanya untuk pihak terkait. Jawaban dapat ditambah, juga setelah ada putusan, tetapi tidak dapat diubah."
        ) % {"code": breach.code, "link": f"{settings.BASE_URL}{alleged.path}"}
    key = f"commitments/{breach.code}/reply-link/{breach.token_hash[:16]}"
    send_email(to=to, subject=subject, text=text, key=key, about=breach.code, purpose="right-of-reply")


@transaction.atomic
def renew_reply_link(breach: Breach, *, by: Member, contact: str = "") -> Alleged:
    """Another link for the party, because the first was lost or fell into other hands: that one opens nothing any more."""
    fresh = _locked(breach, by=by)
    address = _address(contact)
    token = secrets.token_urlsafe(32)
    fresh.token_hash = queries.token_hash(token)
    fresh.save(update_fields=["token_hash"])
    record(facts.ReplyLinkRenewed(breach=fresh.code), by=by.code)
    alleged = Alleged(breach=fresh, token=token)
    if address:
        _write(alleged, to=address)
    return alleged


def _locked(breach: Breach, *, by: Member) -> Breach:
    fresh = Breach.objects.select_for_update(of=("self",)).select_related("commitment").get(pk=breach.pk)
    if not queries.may_allege(by) or not queries.breaches_for(by).filter(pk=fresh.pk).exists():
        raise NotYours(_("Dugaan tidak ditemukan."))
    return fresh


@transaction.atomic
def reply(token: str, *, words: str, capacity: str) -> PartyReply:
    """Add what the party concerned says, also after a decision. Never changed, never taken away; sent twice, it is one."""
    breach = Breach.objects.select_for_update().filter(token_hash=queries.token_hash(token)).first()
    if breach is None:
        raise BadLink(_("Tautan ini tidak dikenal, atau sudah diganti dengan yang lebih baru."))
    text, office = said(words, most=LONGEST_REPLY), said(capacity, most=120)
    last = breach.replies.order_by("number").last()
    if last is not None and (last.words, last.capacity) == (text, office):
        return last
    if last is not None and last.number >= MOST_REPLIES:
        raise BadLink(_("Sudah ada %(most)d tanggapan. Hubungi pengawas pemilu untuk menambah lagi.") % {"most": MOST_REPLIES})
    row = PartyReply.objects.create(breach=breach, number=last.number + 1 if last else 1, words=text, capacity=office, at=now())
    record(facts.PartyReplied(breach=breach.code, number=row.number, sha256=sha256(text.encode()).hexdigest()), by="public")
    return row


@transaction.atomic
def decide_breach(
    breach: Breach,
    *,
    state: Breach.State | str,
    decided_by: str,
    decision: str,
    decided_on: date,
    by: Member,
    decision_case: str = "",
) -> Breach:
    """Record what the competent body decided: its name, the number and the day. This house decides nothing itself."""
    fresh = _locked(breach, by=by)
    if not queries.may_record_decisions(by):
        raise NotYours(_("Dugaan tidak ditemukan."))
    decided = Breach.State(state)
    if decided is Breach.State.ALLEGED:
        raise NotCompetent(_("Pilih hasil putusan."))
    if fresh.state != Breach.State.ALLEGED:
        raise NotCompetent(_("Dugaan %(code)s sudah ada putusannya.") % {"code": fresh.code})
    body, paper, case = " ".join(decided_by.split()), decision.strip(), decision_case.strip().upper()
    wrong = flaw(body=body, number=paper, decided_on=decided_on, alleged_on=localdate(fresh.alleged_at), today=today(), case=case)
    if wrong or len(body) > 120:
        raise NotCompetent(_flaw_words(wrong))
    fresh.state, fresh.decided_by, fresh.decision, fresh.decided_on = decided, body, paper, decided_on
    fresh.decision_case, fresh.decision_by = case, by
    fresh.save(update_fields=["state", "decided_by", "decision", "decided_on", "decision_case", "decision_by"])
    record(
        facts.BreachDecided(
            breach=fresh.code,
            state=decided.value,
            decision=paper,
            decided_on=decided_on.isoformat(),
            case=case or None,
        ),
        by=by.code,
    )
    return fresh


def _flaw_words(wrong: str) -> str:
    return {
        "no-body": _("Sebutkan badan yang memutuskan."),
        "not-competent": _("Badan itu tidak berwenang. Yang berwenang misalnya Bawaslu, DKPP, atau pengadilan."),
        "no-number": _("Sebutkan nomor putusan: huruf, angka, titik, garis miring, dan tanda hubung saja."),
        "no-day": _("Sebutkan tanggal putusan."),
        "future": _("Tanggal putusan tidak boleh di masa depan."),
        "before": _("Tanggal putusan tidak boleh sebelum dugaan dicatat."),
        "no-case": _("Kode perkara ditulis seperti P-00001."),
    }.get(wrong) or _("Nama badan terlalu panjang.")
