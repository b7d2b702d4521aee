"""Before anyone comes in: a password of one's own, and a second factor where the appointments require one."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from . import access, accounts, actions
from .models import Member


class Writable:
    """Turns away what no database can hold: a NUL in an address leads nowhere, and in a form it is a broken request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: dict[str, Any]) -> None:
        """Nobody is behind such an address; said before any view asks the database, which would break off."""
        if "\x00" in request.path_info:
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """PostgreSQL's refusal of a text with a NUL, which no browser sends, is the sender's mistake and not the house's."""
        if isinstance(exception, (ValueError, DatabaseError)) and "NUL (0x00)" in str(exception):
            return HttpResponseBadRequest()
        return None


class Threshold:
    """Stands in front of everything under /kerja/ and every door that is not open to everyone; doors check roles after it.

    It also wraps what a member changes in their account, which the sign-in package does, in one transaction with the facts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.accounts = reverse("account_login").removesuffix("login/")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path.startswith(self.accounts) and isinstance(request.user, Member):
            try:
                return self.with_facts(request, request.user)
            except actions.LastSecondFactor:
                messages.error(request, str(accounts.SecondFactors.error_messages["cannot_delete_authenticator"]))
                return redirect("mfa_index")
        return self.get_response(request)

    def with_facts(self, request: HttpRequest, person: Member) -> HttpResponse:
        """Answer, and record in the same transaction which second factors came and went; undo the loss of a required one.

        By path and not by view: a request that was held up to ask for the password again goes on inside another view.
        """
        with transaction.atomic():
            # One at a time: two requests that each remove "the other one" would leave none.
            member = Member.objects.select_for_update().get(code=person.code)
            before = dict(Authenticator.objects.filter(user=member).values_list("id", "type"))
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            else:
                keep_one = accounts.must_keep_one(member)
                actions.note_second_factors(
                    member, before=before, by=member.code, keep_one=keep_one, keep_session=request.session.session_key
                )
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The way to what is missing, or None when the person may go on to the door."""
        door = getattr(view, "door", None)
        if not request.path.startswith("/kerja/") and (door is None or door.everyone):
            return None  # without having asked who it is: pages for everyone stay cacheable
        member = request.user
        if not isinstance(member, Member):
            return None
        if member.must_change_password:
            return first(request, "account_change_password", gettext("Silakan ganti kata sandi sementara Anda dahulu."))
        scope = access.scope_for(request)
        if settings.SECOND_FACTOR_REQUIRED and scope.needs_second_factor and not scope.has_second_factor:
            why = gettext("Tugas Anda mewajibkan faktor kedua. Silakan tambahkan kode autentikator atau passkey.")
            return first(request, "mfa_index", why)
        return None


def first(request: HttpRequest, url_name: str, why: str) -> HttpResponse:
    """Somewhere else first, with the reason; as a header when a fragment was asked for."""
    messages.warning(request, why)
    return HttpResponseClientRedirect(reverse(url_name)) if getattr(request, "htmx", None) else redirect(url_name)
