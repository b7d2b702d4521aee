"""How the sign-in package is held: nobody signs up, nothing tells whether an account exists, and secrets are sealed.

django-allauth draws the pages under /akun/ and asks these two adapters; django-axes counts failures and asks `counted_as`
and `counted_from`. Everything here is named in settings.py.
"""

import base64
import logging
import secrets
from contextlib import suppress
from datetime import date
from smtplib import SMTPException
from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.internal.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from damai.ledger.queries import now

from . import actions, queries, rules
from .models import Member

log = logging.getLogger("damai.signin")


class Accounts(DefaultAccountAdapter):
    """Sign-in for people who were added by an operator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # One sentence for a wrong name, a wrong address and a wrong password.
        "username_password_mismatch": _("Nama pengguna atau kata sandi tidak cocok."),
        "email_password_mismatch": _("Nama pengguna atau kata sandi tidak cocok."),
        "too_many_login_attempts": _("Terlalu banyak percobaan yang gagal. Silakan coba lagi beberapa menit lagi."),
        "incorrect_password": _("Kata sandi tidak cocok."),
        "enter_current_password": _("Silakan tulis kata sandi Anda yang sekarang."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Members are added by an operator; nobody signs themselves up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network a person comes from: limits are counted per network, and sessions show no more than that."""
        try:
            return rules.network(super().get_client_ip(request))
        except ImproperlyConfigured:  # it came past the proxies: believe the connection, and no header
            return rules.network(request.META["REMOTE_ADDR"])

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Member | None:
        """The member, if the password is theirs.

        The package would try a login with @ as a name and as an address, one hash each when the account exists and one in all
        when it does not; a user name never holds an @, so one attempt is enough and takes the same time for everyone.
        """
        username, email = credentials.get("username"), credentials.get("email")
        if username and email:
            credentials.pop("username" if "@" in username else "email")
        return super().authenticate(request, **credentials)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Per account and network: whoever guesses elsewhere cannot lock the owner out.
        return f"{counted_as(request, credentials)}@{self.get_client_ip(request)}"

    def clean_password(self, password: str, user: Member | None = None) -> str:
        """Refuse the password the member has now."""
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(gettext("Kata sandi baru harus berbeda dari yang sekarang."))
        return super().clean_password(password, user)

    def set_password(self, user: Member, password: str) -> None:
        """A new password, with its fact; other sessions end."""
        actions.set_password(user, password=password, by=user.code)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to the work, which a temporary password had kept closed."""
        return settings.LOGIN_REDIRECT_URL

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The day's work; for someone without an appointment their account, with a word about it."""
        if not queries.scope_of(request.user).charges:
            messages.warning(
                request, gettext("Anda tidak memiliki penugasan yang berlaku hari ini. Silakan hubungi operator lembaga Anda.")
            )
            return reverse("mfa_index")
        return super().get_login_redirect_url(request)

    def post_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse:
        """Come in, in the member's own language unless this browser was told another."""
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
                httponly=True,
            )
        return response

    def is_safe_url(self, url: str) -> bool:
        """After signing in, only paths of this house."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """A link to the house's own address, whatever host the request claimed."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BASE_URL + path.replace("UID-KEY", key)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """A link to the house's own address, whatever host the request claimed."""
        return settings.BASE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail now, in the member's language, and send it once what it says is true and on disk."""
        house = SimpleNamespace(name="Damai", domain=settings.BASE_URL)  # never the host a request claims
        member = context.get("user")
        with translation.override(member.language if isinstance(member, Member) else translation.get_language()):
            more = {"request": self.request, "email": email, "current_site": house}
            message = self.render_mail(template_prefix, email, more | context)
        transaction.on_commit(lambda: send(message, template_prefix))


def send(message: EmailMessage, name: str) -> None:
    """Send, and let a mail server that is down stop nobody from changing a password or enrolling a device.

    It also keeps the answer to "forgot my password" the same for everyone, whatever becomes of the mail.
    """
    try:
        message.send()
    except (SMTPException, OSError) as failure:
        log.error("mail-not-sent template=%s error=%s", name, type(failure).__name__)


class SecondFactors(DefaultMFAAdapter):
    """Codes and passkeys, sealed at rest and never the last one to go where one is required."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Ini faktor kedua Anda yang terakhir, dan tugas Anda mewajibkannya. Tambahkan yang lain dahulu."
        ),
        "incorrect_code": _("Kode tidak cocok."),
    }

    def get_totp_label(self, user: Member) -> str:
        """What the authenticator app shows: the user name, not the e-mail address."""
        return user.username

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The house as a passkey names it."""
        return super().get_public_key_credential_rp_entity() | {"name": "Damai"}

    def get_public_key_credential_user_entity(self, user: Member) -> dict[str, Any]:
        """The member as a passkey names them."""
        return super().get_public_key_credential_user_entity(user) | {"name": user.username}

    def encrypt(self, text: str) -> str:
        """Seal a secret: a copy of the database alone makes no codes."""
        nonce = secrets.token_bytes(12)
        return base64.b64encode(nonce + AESGCM(factor_key(settings.SEALING_KEY)).encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        sealed = base64.b64decode(encrypted_text)
        for key in [settings.SEALING_KEY, *settings.SEALING_KEYS_RETIRED]:
            with suppress(InvalidTag):
                return AESGCM(factor_key(key)).decrypt(sealed[:12], sealed[12:], None).decode()
        raise InvalidTag

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second factor of someone whose appointments require one."""
        others = queries.second_factors(authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exists() or not must_keep_one(authenticator.user)


def must_keep_one(member: Member) -> bool:
    """Whether a member's appointments of today require a second factor here."""
    return settings.SECOND_FACTOR_REQUIRED and queries.scope_of(member).needs_second_factor


def factor_key(key: bytes) -> bytes:
    """The key that seals second factors, derived from a sealing key so that it opens nothing else."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"damai/agencies/second-factors").derive(key)


class NotObvious:
    """A password validator: something must be left once the words everyone here tries first are taken away."""

    def validate(self, password: str, user: Member | None = None) -> None:
        """Refuse a password made of obvious words, digits and signs only."""
        if rules.is_obvious(password):
            raise ValidationError(gettext("Kata sandi ini mudah ditebak."), code="password_too_obvious")

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return gettext("Kata sandi tidak boleh hanya terdiri dari kata yang mudah ditebak seperti nama lembaga atau tempat.")


# --- Counting failures ----------------------------------------------------------------------------------------


def counted_as(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Whom a failed sign-in is counted against: the member's code, or a digest of a name nobody has.

    User name and e-mail address count as one account. What was typed, which may be a password in the wrong field, is not kept.
    """
    given = credentials or {"username": request.POST.get("login")}
    login = str(given.get("email") or given.get("username") or "").strip().lower()
    code = Member.objects.filter(username__iexact=login).values_list("code", flat=True).first()
    address = EmailAddress.objects.filter(email__iexact=login).values_list("user__code", flat=True).first()
    return code or address or "x-" + salted_hmac("damai.agencies.login", login, algorithm="sha256").hexdigest()[:32]


def counted_from(request: HttpRequest) -> str:
    """Where a failed sign-in is counted: a keyed digest of the network, another one each day, in the shape of an address."""
    try:
        network = Accounts(request).get_client_ip(request)
    except PermissionDenied:  # no address, as on a socket without a proxy: all of these are one network
        network = ""
    return rules.disguise(pseudonym(network, now().date()))


def pseudonym(network: str, day: date) -> bytes:
    """A network's name for one day: equal for equal networks, and useless tomorrow or without the key."""
    return salted_hmac("damai.agencies.network", f"{day.isoformat()} {network}", algorithm="sha256").digest()


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """The answer during a lock-out, the same whether or not the account exists."""
    answer = respond_429(request)
    answer["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return answer


def log_failed_sign_in(sender: object, *, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """One line per failed sign-in: member code or digest, and the network's name of the day. No names, no addresses."""
    if request is not None:
        log.warning("sign-in-failed account=%s network=%s", counted_as(request, credentials), counted_from(request))


def log_failed_factor(sender: object, *, request: HttpRequest, user: Member, **_: Any) -> None:
    """One line per wrong code."""
    log.warning("second-factor-failed account=%s network=%s", user.code, counted_from(request))
