"""What every action of handling asks first: may this member touch the case, is it theirs, may they know who its people are."""

from django.utils.translation import gettext as _

from damai.agencies.models import AccessReason, Member
from damai.agencies.rules import Capability
from damai.identities import actions as identities
from damai.identities.models import Person
from damai.identities.queries import Identity
from damai.identities.queries import person as person_by
from damai.triage.actions import NotYours, Refused

from ..models import Case
from ..queries.access import cases_for, handles


class NotHandled(Refused):
    """The case is handled by somebody else of the office."""


class NotRegistered(Refused):
    """What is asked for belongs to the handling of a registered case, and this one is not registered, or is over."""


def held(case: Case, *, by: Member) -> Case:
    """The case, held for this transaction; not theirs (another office's, or they are recused) does not exist."""
    fresh = Case.objects.select_for_update(of=("self",)).select_related("agency").get(pk=case.pk)
    if not cases_for(by).filter(pk=fresh.pk).exists():
        raise NotYours(_("Perkara tidak ditemukan."))
    return fresh


def own(case: Case, *, by: Member) -> Case:
    """The same, for who handles the case or leads its office."""
    fresh = held(case, by=by)
    if not handles(by, fresh):
        raise NotHandled(_("Perkara ini ditangani petugas lain. Yang dapat melakukannya: penangan perkara dan pimpinan."))
    return fresh


def led(case: Case, *, by: Member) -> Case:
    """The same, for those who lead its office."""
    fresh = held(case, by=by)
    if not cases_for(by, Capability.DECIDE_CASES).filter(pk=fresh.pk).exists():
        raise NotHandled(_("Langkah ini diputuskan pimpinan."))
    return fresh


def in_handling(case: Case, *, by: Member) -> Case:
    """A case of one's own that is registered and not over."""
    fresh = own(case, by=by)
    if fresh.registered_at is None:
        raise NotRegistered(_("Perkara %(code)s belum diregistrasi, jadi belum ada penanganan.") % {"code": fresh.code})
    if fresh.closed_at is not None:
        raise NotRegistered(_("Perkara %(code)s sudah ditutup.") % {"code": fresh.code})
    return fresh


def known(case: Case, code: str) -> Person:
    """Somebody of the case, sealed."""
    try:
        found = person_by(code)
    except Person.DoesNotExist:
        raise NotYours(_("Orang itu tidak tercatat dalam perkara ini.")) from None
    if found.subject != case.code:
        raise NotYours(_("Orang itu tidak tercatat dalam perkara ini."))
    return found


def opened_for(person: Person, *, by: Member, reason: AccessReason = AccessReason.CLARIFYING) -> Identity:
    """Who somebody is, for a letter or minutes; the reading is noted. Call it only after `own`."""
    return identities.look(person, by=by, reason=reason, own=True)
