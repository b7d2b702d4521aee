"""The pages about the people of a case and about who handles it: readable at both sizes, for everyone, nothing wrong in them."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.timezone import now

from damai.agencies.models import Role
from damai.cases.actions import assign, open_case
from damai.cases.models import Assignment
from damai.identities.actions import ask, look
from damai.identities.tests.story import WHY, everyone, joined, kept
from damai.intake.queries import receipt_of
from damai.intake.rules.receipts import spoken
from damai.ledger.actions import ensure_log
from damai.statutes.actions import load_statutes
from damai.triage.queries import messages_of
from damai.triage.tests.story import confirmed
from damai.workspace.tests.test_case_people import desk

from .test_minutes import violations

BUILT = Path(settings.PACKAGE) / "look" / "static" / "built" / "manifest.json"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not BUILT.exists(), reason="The front end is not built (scripts/front-end build)"),
]
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


def page_of(chromium, url, member, size, problems):
    """A page signed in as a member, watched."""
    context = chromium.new_context(viewport=SIZES[size], locale="id-ID", reduced_motion="reduce")
    if member is not None:
        session = desk(member, proven=True).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    return page


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_readable(live_server, chromium, size):
    load_statutes()
    ensure_log()
    people, problems, found = everyone(), [], []
    report = confirmed(by=people.sari)
    case = open_case(report, regime="PEMILU", kind="informasi_awal", by=people.sari)
    (message,) = messages_of(report)
    rina, _witness = kept(subject=case.code, origin=message.code), kept({"name": "Saksi Satu"}, subject=case.code, part="witness")
    kept({"name": "Pak Lurah"}, subject=case.code, part="reported")
    sukma = joined("sukma", Role.OFFICER)
    row = assign(case, by=people.tuti)
    Assignment.objects.filter(pk=row.pk).update(member=sukma, declared_at=now())
    look(rina, by=sukma, reason="clarifying", own=True)
    wish = ask(rina, by=people.sari, reason="reviewing", words=WHY, proven_at=now())
    at = f"/kerja/perkara/{case.code}/"
    walks = [
        (people.tuti, f"{at}orang/"), (people.tuti, f"{at}orang/{rina.code}/"), (people.sari, f"{at}orang/{rina.code}/"),
        (people.tuti, "/kerja/perkara/pembukaan/"), (people.tuti, f"/kerja/perkara/pembukaan/{wish.code}/"),
        (people.tuti, "/kerja/perkara/pembukaan/log/"), (people.sari, "/kerja/perkara/cari-orang/"),
        (people.tuti, f"{at}penanganan/"), (people.tuti, "/kerja/"),
    ]  # fmt: skip
    folder = os.environ.get("DAMAI_SHOTS")
    for number, (member, way) in enumerate(walks):
        page = page_of(chromium, live_server.url, member, size, problems)
        found += looked_at(page, live_server.url + way, folder and f"{folder}/{size}-{number}.png")
    Assignment.objects.update(declared_at=None)
    page = page_of(chromium, live_server.url, sukma, size, problems)
    found += looked_at(page, f"{live_server.url}{at}penanganan/", folder and f"{folder}/{size}-declare.png")
    page = page_of(chromium, live_server.url, None, size, problems)
    page.goto(f"{live_server.url}/tanda-terima/")
    page.get_by_role("textbox").first.fill(spoken(receipt_of(message)))
    page.keyboard.press("Enter")
    page.get_by_text("Siapa yang membuka data Anda").wait_for()
    found += looked_at(page, None, folder and f"{folder}/{size}-receipt.png")
    assert (found, problems) == ([], [])


def looked_at(page, url, shot) -> list[str]:
    """What is wrong with a page, all its parts open."""
    if url is not None:
        assert page.goto(url).status == 200, url
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    if shot:
        page.screenshot(path=shot, full_page=True)
    wide = [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else [f"{page.url} is too wide"]
    return wide + violations(page)
