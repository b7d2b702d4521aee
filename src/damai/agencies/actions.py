"""What can be done with agencies, members and appointments, and the notes on who looked at what."""

from datetime import date

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models.functions import Length
from django.urls import reverse

from damai.areas.models import Area
from damai.chores.actions import real_now
from damai.ledger.actions import record
from damai.ledger.queries import now

from . import facts, queries, rules
from .models import (
    AccessReason,
    Agency,
    AgencyKind,
    Appointment,
    Channel,
    Language,
    Member,
    PersonalData,
    PersonalDataAccess,
    Role,
)

RACES = 100  # how often another member may take the next code before we give up


class AlreadyThere(Exception):
    """An agency with this code, or a member with this login or e-mail address, exists."""


class NotALogin(Exception):
    """A login is letters, digits and . + - _ and holds no @, so that it is never taken for an e-mail address."""


class NotInForce(Exception):
    """The appointment has ended already, or would end before it starts."""


class LastSecondFactor(Exception):
    """The member's appointments require a second factor, and this would remove the last."""


class NotASubject(Exception):
    """The access log holds codes: no telephone numbers, no addresses, no words."""


@transaction.atomic
def add_agency(*, code: str, name: str, kind: AgencyKind, area: Area, by: str) -> Agency:
    """An agency that takes part, with the area it answers for."""
    if Agency.objects.filter(code=code).exists():
        raise AlreadyThere(code)
    agency = Agency(code=code, name=name, kind=AgencyKind(kind), area=area)
    agency.full_clean()
    agency.save(force_insert=True)
    record(facts.AgencyAdded(agency=agency.code, kind=agency.kind, area=area.code), by=by)
    return agency


@transaction.atomic
def add_member(
    *,
    username: str,
    name: str,
    by: str,
    email: str = "",
    password: str | None = None,
    temporary: bool = True,
    language: Language = Language.INDONESIAN,
    channel: Channel = Channel.WORKSPACE,
) -> Member:
    """A person who can sign in, with the next free code.

    A temporary password opens nothing but the page that changes it. Without a password the member comes in by an invitation
    link only (`invite`). The e-mail address counts as verified: whoever adds a member vouches for it.
    """
    username = Member.normalize_username(username.strip())
    email = email.strip().lower()
    if "@" in username:
        raise NotALogin(username)
    if Member.objects.filter(username__iexact=username).exists() or (email and email_is_taken(email)):
        raise AlreadyThere(username)
    first, _, last = name.strip().partition(" ")
    member = Member(username=username, first_name=first, last_name=last, email=email, language=language, channel=channel)
    if password is None:
        member.set_unusable_password()
    else:
        validate_password(password, member)
        member.set_password(password)
        member.must_change_password = temporary
    member.clean_fields(exclude=["code", "password"])
    insert_with_next_code(member)
    if email:
        EmailAddress.objects.create(user=member, email=email, verified=True, primary=True)
    record(facts.MemberAdded(member=member.code), by=by)
    return member


@transaction.atomic
def invite(member: Member, *, by: str) -> str:
    """A link with which the member chooses a password; it works once and for three days (PASSWORD_RESET_TIMEOUT)."""
    key = f"{user_pk_to_url_str(member)}-{EmailAwarePasswordResetTokenGenerator().make_token(member)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}).replace("UID-KEY", key)
    record(facts.MemberInvited(member=member.code), by=by)
    return settings.BASE_URL + path


def email_is_taken(email: str) -> bool:
    """Whether another member signs in with this address."""
    return Member.objects.filter(email__iexact=email).exists() or EmailAddress.objects.filter(email__iexact=email).exists()


def insert_with_next_code(member: Member) -> None:
    """Insert a member under the next free code. The unique constraint is the referee: whoever loses a race takes the next."""
    for _attempt in range(RACES):
        last = (
            Member.objects.filter(code__startswith="M-").order_by(Length("code").desc(), "-code").values_list("code", flat=True)
        )
        member.code = rules.next_code(last.first())
        try:
            with transaction.atomic():
                member.save(force_insert=True)
        except IntegrityError:
            if Member.objects.filter(username__iexact=member.username).exists():
                raise AlreadyThere(member.username) from None
        else:
            return
    raise RuntimeError(f"No free member code after {RACES} attempts")


@transaction.atomic
def appoint(
    member: Member,
    *,
    role: Role,
    agency: Agency,
    by: str,
    area: Area | None = None,
    on: date | None = None,
    until: date | None = None,
) -> Appointment:
    """What a member answers for, from a day (today by default) to a last day or until further notice.

    The area is the agency's where none is named.
    """
    starts_on = on or queries.today()
    if until is not None and until < starts_on:
        raise NotInForce(f"{until} < {starts_on}")
    appointment = Appointment.objects.create(
        member=member, agency=agency, role=Role(role), area=area or agency.area, starts_on=starts_on, ends_on=until
    )
    record(
        facts.MemberAppointed(
            member=member.code,
            agency=agency.code,
            role=appointment.role,
            area=appointment.area_id,
            starts_on=starts_on.isoformat(),
            ends_on=until.isoformat() if until else None,
        ),
        by=by,
    )
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: str, on: date | None = None) -> Appointment:
    """Close the doors of an appointment: at once by default, or at the end of a last day that is named."""
    appointment = Appointment.objects.select_for_update().select_related("member").get(pk=appointment.pk)
    day = queries.today()
    if appointment.is_over or (appointment.ends_on is not None and appointment.ends_on < day):
        raise NotInForce(str(appointment))
    if on is not None and on < appointment.starts_on:
        raise NotInForce(f"{on} < {appointment.starts_on}")
    if on is None:
        # At once is a moment, and the dates are days: today stays written as the last day, and the doors close now.
        appointment.is_over = True
    appointment.ends_on = on or max(day, appointment.starts_on)
    appointment.save(update_fields=["ends_on", "is_over"])
    record(
        facts.AppointmentEnded(
            member=appointment.member.code,
            agency=appointment.agency_id,
            role=appointment.role,
            area=appointment.area_id,
            ends_on=appointment.ends_on.isoformat(),
        ),
        by=by,
    )
    return appointment


@transaction.atomic
def close_member(member: Member, *, by: str) -> Member:
    """Someone who leaves: no sign-in any more, and every session and appointment ends now."""
    for appointment in queries.appointments_of(member):
        end_appointment(appointment, by=by)
    member.is_active = False
    member.save(update_fields=["is_active"])
    end_sessions(member)
    record(facts.MemberClosed(member=member.code), by=by)
    return member


@transaction.atomic
def set_password(member: Member, *, password: str, by: str, temporary: bool = False) -> Member:
    """A new password. Every session but the one that sets it ends: sessions are bound to the password's hash."""
    member.set_password(password)
    member.must_change_password = temporary
    member.save(update_fields=["password", "must_change_password"])
    record(facts.PasswordSet(member=member.code, temporary=temporary), by=by)
    return member


def end_sessions(member: Member, *, keep: str | None = None) -> None:
    """Sign a member out everywhere, except in the session with this key."""
    for session in UserSession.objects.filter(user=member).exclude(session_key=keep):
        session.end()


def unlock(member: Member) -> int:
    """Forget the failed sign-ins counted against a member, and return how many counters there were."""
    return AccessAttempt.objects.filter(username=member.code).delete()[0]


@transaction.atomic
def forget_sign_ins() -> None:
    """Delete sessions that have ended, and counted failures that no longer matter."""
    Session.objects.filter(expire_date__lt=real_now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    AccessAttempt.objects.filter(attempt_time__lt=real_now() - settings.AXES_COOLOFF_TIME).delete()


@transaction.atomic
def note_second_factors(
    member: Member, *, before: dict[int, str], by: str, keep_one: bool = False, keep_session: str | None = None
) -> None:
    """Record which second factors came and went since `before` (id → kind), in the transaction that changed them.

    With `keep_one`, losing the last is refused. One that came ends the member's other sessions, opened without it.
    """
    after = dict(Authenticator.objects.filter(user=member).values_list("id", "type"))
    added, removed = after.keys() - before.keys(), before.keys() - after.keys()
    if keep_one and removed and not any(kind in queries.SECOND_FACTORS for kind in after.values()):
        raise LastSecondFactor(member.code)
    for key in sorted(added):
        record(facts.SecondFactorAdded(member=member.code, kind=after[key]), by=by)
    for key in sorted(removed):
        record(facts.SecondFactorRemoved(member=member.code, kind=before[key]), by=by)
    if any(after[key] in queries.SECOND_FACTORS for key in added):
        end_sessions(member, keep=keep_session)


@transaction.atomic
def remove_second_factors(member: Member, *, by: str) -> None:
    """Take away every second factor after a device was lost; the member enrols a new one at the next sign-in."""
    before = dict(Authenticator.objects.filter(user=member).values_list("id", "type"))
    Authenticator.objects.filter(user=member).delete()
    end_sessions(member)
    note_second_factors(member, before=before, by=by)


@transaction.atomic
def note_view(
    member: Member, *, subject: str, what: PersonalData | str, own: bool = False, why: AccessReason | str = ""
) -> PersonalDataAccess:
    """Note that a member saw personal data of a report, case or message, named by its code.

    Opening the same again within a quarter of an hour is one view, so that a page that refreshes itself stays one line.
    """
    check_note(subject, what, why)
    lately = PersonalDataAccess.objects.filter(
        member=member,
        subject=subject,
        what=what,
        own=own,
        why=why,
        action=PersonalDataAccess.Action.VIEW,
        at__gt=now() - rules.ONE_VIEW,
    )
    seen = lately.first()
    if seen is not None:
        return seen
    record(facts.PersonalDataViewed(subject=subject, what=str(what), own=own, why=str(why)), by=member.code)
    return PersonalDataAccess.objects.create(
        member=member, at=now(), action=PersonalDataAccess.Action.VIEW, subject=subject, what=what, own=own, why=why
    )


@transaction.atomic
def note_export(
    member: Member,
    *,
    subject: str,
    what: PersonalData | str,
    own: bool = False,
    why: AccessReason | str = "",
    digest: str | None = None,
) -> PersonalDataAccess:
    """Note that a member took personal data out of the house; each time, and with the file's SHA-256 when there is a file."""
    check_note(subject, what, why)
    record(facts.PersonalDataExported(subject=subject, what=str(what), own=own, why=str(why), digest=digest), by=member.code)
    return PersonalDataAccess.objects.create(
        member=member, at=now(), action=PersonalDataAccess.Action.EXPORT, subject=subject, what=what, own=own, why=why
    )


def check_note(subject: str, what: str, why: str) -> None:
    """Refuse what must not stand in a log that cannot forget."""
    if not rules.is_subject(subject) or what not in PersonalData.values or why not in ["", *AccessReason.values]:
        raise NotASubject(f"{subject!r} {what!r} {why!r}")
