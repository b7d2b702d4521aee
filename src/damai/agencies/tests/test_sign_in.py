"""Signing in: by name or address, with a second factor, and without telling strangers anything."""

import re
import time
from statistics import median

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from tests.cast import cast

from damai.agencies import actions, queries
from damai.agencies.models import Agency, Member, Role
from damai.ledger.models import Entry

from .totp import code

pytestmark = [pytest.mark.django_db, pytest.mark.urls("damai.agencies.tests.urls")]
PASSWORD = "payung-teduh-kuning-17"
OTHER = "perahu-kertas-biru-42"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def rini() -> Member:
    """An officer with a password of her own."""
    cast()
    rini = actions.add_member(
        username="rini", name="Rini Wulandari", email="rini@contoh.id", password=PASSWORD, temporary=False, by="M-0008"
    )
    actions.appoint(rini, role=Role.OFFICER, agency=Agency.objects.get(code="bawaslu-jakpus"), by="M-0008")
    return rini


def sign_in(client, login, password, **more):
    return client.post("/akun/login/", {"login": login, "password": password}, **more)


def signed_in(client) -> bool:
    return client.get("/kerja/").status_code == 200


def facts() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("name", flat=True))


def said(response) -> str:
    """What a page says, without what differs each time."""
    return re.sub(r'(value|name|id|content|nonce)="[^"]*"', "", response.content.decode())


# --- By name, by address, not otherwise -----------------------------------------------------------------------


@pytest.mark.parametrize("login", ["rini", "RINI", "rini@contoh.id", "Rini@Contoh.id"])
def test_by_name_or_by_address(client, rini, login):
    assert sign_in(client, login, OTHER).status_code == 200
    assert not signed_in(client)
    answer = sign_in(client, login, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/kerja/")
    assert signed_in(client)


def test_a_member_meets_their_own_language(client, rini):
    Member.objects.filter(pk=rini.pk).update(language="en")
    sign_in(client, "rini", PASSWORD)
    assert client.cookies["django_language"].value == "en"
    client.logout()
    client.cookies["django_language"] = "id"  # chosen on this browser
    sign_in(client, "rini", PASSWORD)
    assert client.cookies["django_language"].value == "id"


def test_nobody_signs_up(client, rini):
    before = Member.objects.count()
    client.post("/akun/signup/", {"username": "tamu", "email": "tamu@contoh.id", "password1": OTHER, "password2": OTHER})
    assert Member.objects.count() == before
    assert not signed_in(client)


def test_without_an_appointment_the_account_opens_and_nothing_else(client, rini):
    for appointment in queries.appointments_of(rini):
        actions.end_appointment(appointment, by="M-0008")
    assert sign_in(client, "rini", PASSWORD)["Location"] == "/akun/2fa/"
    assert client.get("/kerja/").status_code == 404


@pytest.mark.parametrize(
    "elsewhere", ["https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:alert(1)", "http:jahat.example"]
)
def test_after_signing_in_nobody_is_sent_elsewhere(client, rini, elsewhere):
    answer = client.post("/akun/login/", {"login": "rini", "password": PASSWORD, "next": elsewhere})
    assert (answer.status_code, answer["Location"]) == (302, "/kerja/")
    client.logout()
    answer = client.post("/akun/login/", {"login": "rini", "password": PASSWORD, "next": "/kerja/petugas/"})
    assert answer["Location"] == "/kerja/petugas/"


# --- Temporary passwords and invitations ----------------------------------------------------------------------


def test_a_temporary_password_opens_only_the_page_that_changes_it(client, rini):
    actions.set_password(rini, password=PASSWORD, temporary=True, by="M-0008")
    sign_in(client, "rini", PASSWORD)
    assert client.get("/kerja/petugas/")["Location"] == "/akun/password/change/"
    assert client.get("/unduh/L-00001/")["Location"] == "/akun/password/change/"
    assert client.get("/kerja/", headers={"HX-Request": "true"})["HX-Redirect"] == "/akun/password/change/"
    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/akun/password/change/", same).status_code == 200
    assert client.get("/kerja/petugas/").status_code == 302
    changed = client.post("/akun/password/change/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    assert changed["Location"] == "/kerja/"
    assert client.get("/kerja/petugas/").status_code == 200
    assert facts()[-2:] == ["PasswordSet", "PasswordSet"]


def test_an_invitation_works_once(client, rini):
    member = actions.add_member(username="baru", name="Baru", by="M-0008")
    actions.appoint(member, role=Role.FIELD, agency=Agency.objects.get(code="bawaslu-jakpus"), by="M-0008")
    link = actions.invite(member, by="M-0008").removeprefix("http://127.0.0.1:8000")
    assert not signed_in(client)
    form = client.get(link)["Location"]
    done = client.post(form, {"password1": OTHER, "password2": OTHER})
    assert done.status_code == 302
    assert sign_in(client, "baru", OTHER)["Location"] == "/kerja/"
    assert signed_in(client)
    assert Client().get(link).status_code == 200  # says that it was used; no form to send
    assert facts()[-2:] == ["MemberInvited", "PasswordSet"]


@pytest.mark.parametrize("weak", ["pendek-1", "123456789012", "BawasluJakarta2024", "Pemilu-Damai-2024", "rini.wulandari"])
def test_weak_passwords_are_refused(client, rini, weak):
    client.force_login(rini)
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post("/akun/password/change/", form).status_code == 200
    rini.refresh_from_db()
    assert rini.check_password(PASSWORD)


# --- Sessions -------------------------------------------------------------------------------------------------


def test_other_sessions_end_when_the_password_changes(rini):
    here, there = Client(), Client()
    sign_in(here, "rini", PASSWORD)
    sign_in(there, "rini", PASSWORD)
    assert signed_in(here) and signed_in(there)
    here.post("/akun/password/change/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    assert signed_in(here) and not signed_in(there)
    actions.close_member(rini, by="M-0008")
    assert not signed_in(here)


def test_the_session_list_shows_a_network_and_no_address(client, rini):
    sign_in(client, "rini", PASSWORD, REMOTE_ADDR="203.0.113.77")
    assert UserSession.objects.get().ip == "203.0.113.0"


def test_a_session_has_a_new_name_after_signing_in_and_its_cookie_is_hidden_from_scripts(client, rini):
    client.get("/akun/login/?next=/kerja/")
    before = client.session.session_key
    sign_in(client, "rini", PASSWORD)
    assert client.session.session_key != before
    assert client.cookies["damai_session"]["httponly"] and client.cookies["damai_session"]["samesite"] == "Lax"


# --- No hint whether an account exists ------------------------------------------------------------------------


@pytest.mark.parametrize("there, nowhere", [("rini", "nini"), ("rini@contoh.id", "nini@contoh.id")])
def test_a_wrong_password_and_an_unknown_account_look_the_same_and_take_as_long(rini, there, nowhere, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.AXES_FAILURE_LIMIT = 1000
    took: dict[str, list[float]] = {there: [], nowhere: []}
    pages = {}
    for _ in range(7):
        for login in took:
            client = Client()
            client.get("/akun/login/")
            start = time.process_time()  # the work done, whatever else the machine does
            pages[login] = sign_in(client, login, OTHER)
            took[login].append(time.process_time() - start)
    assert said(pages[there]).replace(there, "") == said(pages[nowhere]).replace(nowhere, "")
    assert pages[there].status_code == pages[nowhere].status_code == 200
    # The same class: one hash more or less would make a factor of about two.
    assert 0.67 < median(took[there]) / median(took[nowhere]) < 1.5


def test_one_attempt_is_one_hash_whoever_it_is(rini, monkeypatch):
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashes = []
    for method in ["encode", "verify"]:
        original = getattr(Argon2PasswordHasher, method)

        def counted(self, *args, _original=original, **kwargs):
            hashes.append(1)
            return _original(self, *args, **kwargs)

        monkeypatch.setattr(Argon2PasswordHasher, method, counted)
    invited = actions.add_member(username="baru", name="Baru", email="baru@contoh.id", by="damai")
    assert not invited.has_usable_password()
    for login in ["rini", "rini@contoh.id", "nini", "nini@contoh.id", "baru", "baru@contoh.id"]:
        hashes.clear()
        sign_in(Client(), login, OTHER)
        assert len(hashes) == 1, login


def test_a_forgotten_password_tells_nothing_and_links_to_this_house_only(rini, django_capture_on_commit_callbacks):
    answers = {}
    for address in ["rini@contoh.id", "nini@contoh.id"]:
        with django_capture_on_commit_callbacks(execute=True):
            answers[address] = Client().post("/akun/password/reset/", {"email": address})
    there, nowhere = answers.values()
    assert (there.status_code, there["Location"]) == (nowhere.status_code, nowhere["Location"])
    assert [message.to for message in mail.outbox] == [["rini@contoh.id"], ["nini@contoh.id"]]
    assert "http://127.0.0.1:8000/akun/password/reset/key/" in mail.outbox[0].body
    assert "/password/reset/key/" not in mail.outbox[1].body
    assert mail.outbox[0].subject == mail.outbox[1].subject == "[Damai] Kata sandi baru"
    assert "testserver" not in mail.outbox[0].body + mail.outbox[1].body


def test_a_forged_host_is_refused_and_never_mailed(rini, django_capture_on_commit_callbacks):
    for headers in [{"Host": "jahat.example"}, {"X-Forwarded-Host": "jahat.example"}]:
        with django_capture_on_commit_callbacks(execute=True):
            answer = Client().post("/akun/password/reset/", {"email": "rini@contoh.id"}, headers=headers)
        assert answer.status_code == (400 if "Host" in headers else 302)
    assert len(mail.outbox) == 1
    assert "jahat.example" not in str(mail.outbox[0].message())


def test_mail_that_does_not_leave_stops_nobody(client, rini, settings, caplog, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )
    client.force_login(rini)
    form = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/akun/password/change/", form).status_code == 302
    assert "mail-not-sent" in caplog.text and "rini" not in caplog.text


# --- Guessing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["rini", "nini"])
def test_guessing_is_stopped_per_account_and_network_and_the_owner_still_gets_in(rini, login, settings, caplog):
    settings.ACCOUNT_RATE_LIMITS = False  # the package's own limit, per process, would answer first
    attacker = Client(REMOTE_ADDR="203.0.113.5")
    answers = [sign_in(attacker, login, f"{OTHER}{turn}").status_code for turn in range(12)]
    assert answers == [200] * 9 + [429] * 3
    # The right password does not help now, neighbours in the network share the fate, and the address counts as the name.
    assert sign_in(attacker, login, PASSWORD).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="203.0.113.99"), login, PASSWORD).status_code == 429
    if login == "rini":
        assert sign_in(Client(REMOTE_ADDR="203.0.113.5"), "rini@contoh.id", PASSWORD).status_code == 429
    answer = sign_in(attacker, login, PASSWORD)
    assert answer["Retry-After"] == "900"
    assert "Terlalu banyak percobaan" in answer.content.decode() and login not in answer.content.decode()
    # From elsewhere the owner signs in, and from here somebody else does.
    owner = Client(REMOTE_ADDR="198.51.100.7")
    assert sign_in(owner, "rini", PASSWORD).status_code == 302
    assert sign_in(Client(REMOTE_ADDR="203.0.113.5"), "sari", OTHER).status_code == 200
    # It ends by itself, and attempts during the lock-out did not prolong it.
    with time_machine.travel(time.time() + 15 * 60 + 1):
        assert sign_in(Client(REMOTE_ADDR="203.0.113.5"), "rini", PASSWORD).status_code == 302
    # What was counted holds no name, no address, no password.
    kept = str(list(AccessAttempt.objects.values())) + caplog.text
    for secret in [login, "203.0.113", OTHER, PASSWORD]:
        assert secret not in kept
    assert "sign-in-failed account=" in caplog.text


@pytest.mark.parametrize(
    "proxies, forwarded, network",
    [
        (0, "203.0.113.5", "198.51.100.0"),  # a header anyone can write
        (1, "10.9.8.7, 203.0.113.5", "203.0.113.0"),
        (2, "10.9.8.7, 203.0.113.5, 192.0.2.1", "203.0.113.0"),
        (2, "203.0.113.5", "198.51.100.0"),  # past the proxies
        (1, "", "198.51.100.0"),
    ],
)
def test_only_our_own_proxies_say_where_someone_comes_from(rini, settings, proxies, forwarded, network):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    client = Client(REMOTE_ADDR="198.51.100.7", headers={"X-Forwarded-For": forwarded} if forwarded else None)
    sign_in(client, "rini", PASSWORD)
    assert UserSession.objects.get().ip == network


def test_the_sign_in_packages_own_limit_is_per_network_too(rini):
    attacker = Client(REMOTE_ADDR="203.0.113.5")
    pages = [sign_in(attacker, "rini", OTHER) for _ in range(6)]
    assert "Terlalu banyak percobaan" not in pages[4].content.decode()
    assert "Terlalu banyak percobaan" in pages[5].content.decode()
    assert sign_in(Client(REMOTE_ADDR="198.51.100.7"), "rini", PASSWORD).status_code == 302


# --- The second factor ----------------------------------------------------------------------------------------


def enrol(client) -> str:
    """Add an authenticator app and return its secret. The password is asked again, even right after signing in."""
    assert client.get("/akun/2fa/totp/activate/")["Location"].startswith("/akun/reauthenticate/")
    client.post("/akun/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/akun/2fa/totp/activate/").context["form"].secret
    assert client.post("/akun/2fa/totp/activate/", {"code": code(secret)}).status_code == 302
    return secret


def test_who_can_see_personal_data_must_have_a_second_factor(client, rini, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(client, "rini", PASSWORD)
    assert client.get("/kerja/petugas/").status_code == 200
    settings.SECOND_FACTOR_REQUIRED = True
    assert client.get("/kerja/petugas/")["Location"] == "/akun/2fa/"
    assert client.get("/kerja/tidak-ada/").status_code == 404
    enrol(client)
    assert client.get("/kerja/petugas/").status_code == 200
    assert facts()[-2:] == ["SecondFactorAdded", "SecondFactorAdded"]  # the app, and the recovery codes with it


@pytest.mark.parametrize("who, asked", [("dewi", False), ("sari", True), ("polan", True), ("oki", True)])
def test_which_roles_are_asked(client, settings, who, asked):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(getattr(cast(), who))
    assert client.get("/kerja/").status_code == (302 if asked else 200)


def test_signing_in_with_a_code(rini):
    home, fresh = Client(), Client()
    sign_in(home, "rini", PASSWORD)
    secret = enrol(home)
    assert sign_in(fresh, "rini", PASSWORD)["Location"].startswith("/akun/2fa/authenticate/")
    assert not signed_in(fresh)
    assert fresh.post("/akun/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not signed_in(fresh)
    digits = code(secret, steps=1)
    assert fresh.post("/akun/2fa/authenticate/", {"code": digits})["Location"] == "/kerja/"
    assert signed_in(fresh)
    # A code works once.
    thief = Client()
    sign_in(thief, "rini", PASSWORD)
    assert thief.post("/akun/2fa/authenticate/", {"code": digits}).status_code == 200
    assert not signed_in(thief)


def test_a_recovery_code_works_once(rini):
    home = Client()
    sign_in(home, "rini", PASSWORD)
    enrol(home)
    recovery = Authenticator.objects.get(user=rini, type="recovery_codes").wrap().get_unused_codes()[0]
    for turn in [True, False]:
        away = Client()
        sign_in(away, "rini", PASSWORD)
        away.post("/akun/2fa/authenticate/", {"code": recovery})
        assert signed_in(away) is turn


def test_guessing_codes_is_stopped(rini):
    home = Client()
    sign_in(home, "rini", PASSWORD)
    secret = enrol(home)
    thief = Client(REMOTE_ADDR="203.0.113.5")
    sign_in(thief, "rini", PASSWORD)
    for guess in range(5):
        thief.post("/akun/2fa/authenticate/", {"code": f"{guess:06d}"})
    thief.post("/akun/2fa/authenticate/", {"code": code(secret, steps=1)})
    assert not signed_in(thief)


def test_sessions_opened_without_the_second_factor_end_when_it_comes(rini):
    here, there = Client(), Client()
    sign_in(there, "rini", PASSWORD)
    sign_in(here, "rini", PASSWORD)
    enrol(here)
    assert signed_in(here) and not signed_in(there)


def test_the_last_second_factor_stays_where_one_is_required(client, rini, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, "rini", PASSWORD)
    enrol(client)
    client.post("/akun/2fa/totp/deactivate/")
    assert client.get("/kerja/petugas/").status_code == 200
    # A key beside it, and one of the two may go, but not the other.
    key = Authenticator.objects.create(user=rini, type="webauthn", data={"name": "Ponsel", "credential": {}})
    client.post("/akun/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=rini, type="totp").exists()
    assert client.post(f"/akun/2fa/webauthn/keys/{key.pk}/remove/")["Location"] == "/akun/2fa/"
    assert Authenticator.objects.filter(pk=key.pk).exists()
    assert facts().count("SecondFactorRemoved") == 1
    # Nor when the request is held up to ask for the password and goes on inside another view.
    fresh = Client()
    fresh.force_login(rini)
    held = fresh.post(f"/akun/2fa/webauthn/keys/{key.pk}/remove/")["Location"]
    fresh.post(held, {"password": PASSWORD})
    assert Authenticator.objects.filter(pk=key.pk).exists()
    # Someone else's key is not there at all.
    budi = Client()
    budi.force_login(actions.set_password(Member.objects.get(username="budi"), password=PASSWORD, by="M-0008"))
    budi.post("/akun/reauthenticate/", {"password": PASSWORD})
    assert budi.post(f"/akun/2fa/webauthn/keys/{key.pk}/remove/").status_code == 404
    settings.SECOND_FACTOR_REQUIRED = False
    actions.remove_second_factors(rini, by="M-0008")
    assert not Authenticator.objects.filter(user=rini).exists()
    assert not signed_in(client)


def test_the_secret_is_sealed(client, rini):
    sign_in(client, "rini", PASSWORD)
    secret = enrol(client)
    kept = Authenticator.objects.get(user=rini, type="totp")
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code(secret, steps=1))


def test_the_secret_opens_with_a_retired_key(client, rini, settings):
    sign_in(client, "rini", PASSWORD)
    secret = enrol(client)
    settings.SEALING_KEYS_RETIRED, settings.SEALING_KEY = [settings.SEALING_KEY], b"\x07" * 32
    assert Authenticator.objects.get(user=rini, type="totp").wrap().validate_code(code(secret, steps=1))


def test_an_address_changes_only_after_the_new_one_has_answered(client, rini, django_capture_on_commit_callbacks):
    sign_in(client, "rini", PASSWORD)
    client.post("/akun/reauthenticate/", {"password": PASSWORD})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/akun/email/", {"email": "rini.baru@contoh.id", "action_add": ""})
    assert EmailAddress.objects.get(user=rini, primary=True).email == "rini@contoh.id"
    link = re.search(r"http://127\.0\.0\.1:8000(/akun/confirm-email/\S+)", mail.outbox[-1].body).group(1)
    client.post(link)
    assert EmailAddress.objects.get(user=rini).email == "rini.baru@contoh.id"


def test_each_night_the_traces_of_past_sign_ins_go(client, rini, settings):
    sign_in(client, "rini", OTHER)
    sign_in(client, "rini", PASSWORD)
    sign_in(Client(), "sari", OTHER)
    actions.forget_sign_ins()
    assert signed_in(client)
    assert UserSession.objects.count() == AccessAttempt.objects.count() == 1
    with time_machine.travel(time.time() + settings.SESSION_COOKIE_AGE + 60):
        actions.forget_sign_ins()
    assert UserSession.objects.count() == Session.objects.count() == AccessAttempt.objects.count() == 0
