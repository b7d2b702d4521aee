"""A member enrols a passkey and signs in with nothing else, in a real browser under the strict content security policy."""

import pytest
from allauth.mfa.models import Authenticator

from damai.agencies import actions
from damai.agencies.models import Agency, Role
from damai.ledger.models import Entry
from tests.cast import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "payung-teduh-kuning-17"


@pytest.fixture
def page(chromium):
    """A page with a phone's fingerprint reader built in, and everything it complains about."""
    context = chromium.new_context(locale="id-ID", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    context.close()


def test_a_passkey_is_enrolled_and_is_all_it_takes_to_sign_in(page, live_server, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    cast()
    rini = actions.add_member(username="rini", name="Rini Wulandari", password=PASSWORD, temporary=False, by="M-0008")
    actions.appoint(rini, role=Role.OFFICER, agency=Agency.objects.get(code="bawaslu-jakpus"), by="M-0008")

    # With the password alone she gets as far as the page that asks for a second factor.
    page.goto(f"{live_server.url}/akun/login/")
    page.fill("[name=login]", "rini")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    page.goto(f"{live_server.url}/akun/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)  # asked again
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/akun/2fa/webauthn/add/")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/akun/2fa/recovery-codes/")
    assert Authenticator.objects.get(user=rini, type="webauthn").wrap().is_passwordless

    # Next morning: no name, no password.
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/akun/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/kerja/")
    session = {cookie["name"] for cookie in page.context.cookies()}
    assert "damai_session" in session
    # The workspace knows her, and did not send her back to sign in or to enrol.
    page.goto(f"{live_server.url}/akun/2fa/")
    assert page.url.endswith("/akun/2fa/")

    assert [text for text in page.complaints if "/kerja/" not in text and "404" not in text] == []
    assert [entry.name for entry in Entry.objects.order_by("id")][-2:] == ["SecondFactorAdded", "SecondFactorAdded"]
