"""In a real browser: an authenticator app, a passkey, people and tokens, a restricted record, a form that outlives its session."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from office_serving import CHROMIUM, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]
PASSWORD = "three quiet herons"
FILL = f"""
import os
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.emergency.actions import restrict
from claimwright.office.encounters.actions import import_encounter
from claimwright.office.practices.actions import ensure_practice
from claimwright.office.kit.scope import within
practice = ensure_practice(make.BILLING)
people = {{name: ensure_member(practice, username=name, role=role, password={PASSWORD!r})
          for name, role in (("mia", "manager"), ("owen", "owner"), ("olga", "compliance"), ("cora", "coder"))}}
with within(practice):
    encounter = import_encounter(practice, make.encounter(3), by=people["mia"])
    restrict(encounter.patient, "employee", by=people["olga"])
    Path(os.environ["CLAIMWRIGHT_DATA"], "id").write_text(encounter.public_id)
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The address of an office that is no demonstration, and the id of an encounter of a restricted patient."""
    folder = tmp_path_factory.mktemp("office")
    with served(folder, FILL, demonstration=False, name="localhost") as address:  # a passkey belongs to a name, never to a number
        yield address, (folder / "id").read_text()


@pytest.fixture
def tab(browser, office):
    """A page; what its console complains about (but refusals that a test asks for) fails the test."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=office[0])
    page = context.new_page()
    page.set_default_timeout(40_000)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert not [text for text in complaints if "403" not in text]


def sign_in(page, name):
    page.goto("/account/sign-in")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def sign_out(page):
    page.get_by_role("button", name="Sign out").last.click()
    page.wait_for_url("**/account/sign-in")


def say_again(page):
    page.wait_for_url("**/account/again**")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def test_an_authenticator_app_is_set_up_and_asked_for(tab):
    sign_in(tab, "mia")
    tab.wait_for_selector(".figures")
    tab.get_by_role("link", name="mia, manager").click()
    assert "Set one up by" in tab.locator("main").inner_text()
    tab.get_by_role("link", name="Set up").click()
    say_again(tab)
    tab.wait_for_selector(".qr svg")
    tab.get_by_text("Cannot scan?").click()
    secret = tab.locator(".secret").inner_text()

    def now():
        return format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    tab.fill("[name=code]", now())
    tab.get_by_role("button", name="Turn it on").click()
    tab.wait_for_url("**/account/codes")
    word = tab.locator(".codes code").first.inner_text()
    sign_out(tab)
    for code in (now(), word):
        sign_in(tab, "mia")
        tab.wait_for_url("**/account/second-step")
        tab.fill("[name=code]", code)
        tab.keyboard.press("Enter")
        tab.wait_for_selector(".figures")
        sign_out(tab)


def test_a_passkey_stands_for_the_second_step_and_for_both(tab):
    key = tab.context.new_cdp_session(tab)
    key.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
               "automaticPresenceSimulation": True}  # fmt: skip
    key.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(tab, "owen")
    tab.wait_for_selector(".figures")
    tab.goto("/account/passkeys/add")
    say_again(tab)
    tab.fill("[name=name]", "Blue key")
    tab.get_by_role("button", name="Add").click()
    tab.wait_for_url("**/account/codes")
    tab.goto("/account/")
    assert "Blue key" in tab.locator("main").inner_text()
    sign_out(tab)
    sign_in(tab, "owen")
    tab.wait_for_url("**/account/second-step")
    tab.get_by_role("button", name="Use a passkey").click()
    tab.wait_for_selector(".figures")
    sign_out(tab)
    tab.get_by_role("button", name="Sign in with a passkey").click()
    tab.wait_for_selector(".figures")


def test_a_restricted_record_is_opened_in_an_emergency_and_what_was_written_outlives_the_session(tab, office):
    sign_in(tab, "cora")
    tab.wait_for_selector(".figures")
    path = f"/encounters/{office[1]}"
    tab.goto(path)
    assert "This record is restricted" in tab.locator("main").inner_text()
    with tab.expect_response("**/account/draft"):
        tab.fill("textarea", "The appeal ends tonight and")
        tab.press("textarea", "End")
    tab.context.clear_cookies()
    sign_in(tab, "cora")
    tab.wait_for_selector(".figures")
    tab.goto(path)
    tab.wait_for_selector("form .message")
    assert tab.locator("textarea").input_value() == "The appeal ends tonight and"
    tab.fill("textarea", "The appeal ends tonight and nobody answers.")
    tab.get_by_label("A deadline ends today").check()
    tab.get_by_role("button", name="Open it in an emergency").click()
    say_again(tab)
    tab.wait_for_url(f"**{path}")
    assert "EMERGENCY ACCESS" in tab.locator("body").inner_text()
    assert "Lindqvist" in tab.locator("main").inner_text()
    tab.get_by_role("button", name="End it").click()
    tab.goto(path)
    assert "This record is restricted" in tab.locator("main").inner_text()


def test_the_officers_pages_hold_at_twice_the_size_and_have_no_faults_of_access(tab):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    sign_in(tab, "olga")
    tab.wait_for_selector(".figures")
    for width in (1366, 683):
        tab.set_viewport_size({"width": width, "height": 768})
        for path in ("/account/", "/account/members", "/account/tokens", "/account/again", "/emergency/"):
            tab.goto(path)
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
            found = axe.run(tab).response["violations"]
            assert [item["id"] for item in found if item["impact"] in ("serious", "critical")] == [], path
