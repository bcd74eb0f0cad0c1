"""Days of those who run the office, in a real browser: the manager's, the owner's, the compliance officer's review of who saw what."""

from __future__ import annotations

import pytest
from office_serving import CHROMIUM, served, signed_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]
FILL = """
run_demo([make.encounter(number) for number in range(4)], make.BILLING, open_books(), charges=make.CHARGES, finalize_share=0.5)
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office with work on its desks; its address."""
    with served(tmp_path_factory.mktemp("office"), FILL) as address:
        yield address


def office_menu(page, name):
    """Choose a page out of the box that holds the office's own."""
    page.locator("header summary", has_text="Office").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()


def press(page, name, within=None):
    """Press a button that changes rights: it asks for the password again where that is long ago."""
    (within or page).get_by_role("button", name=name).click()
    page.wait_for_load_state()
    if "/account/again" in page.url:
        page.fill("[name=password]", "demo")
        page.keyboard.press("Enter")
        page.wait_for_selector("[name=password]", state="detached")


def test_a_managers_day_from_the_money_to_a_new_coder(browser, office):
    with signed_in(browser, office, "manager") as page:
        page.get_by_role("link", name="Open receivables").click()
        page.wait_for_selector("h1:text('Accounts')")
        assert page.get_by_text("The ledger balances.").is_visible()
        page.locator("nav[aria-label='Open balances by age'] a").first.click()
        page.wait_for_selector("table.rows")
        page.get_by_role("link", name="Encounters", exact=True).click()
        page.wait_for_selector("table[data-rows]")
        assert page.locator("table[data-rows] tbody tr").count() >= 1
        office_menu(page, "Setup")
        fees = page.locator("#fees")
        fees.locator("summary").click()
        fees.locator("[name=code]").fill("99417")
        fees.locator("[name=amount]").fill("61.50")
        fees.get_by_role("button", name="Keep").click()
        page.wait_for_selector(".message.success")
        assert page.locator("#fees tr", has_text="99417").inner_text().split() == ["99417", "$61.50"]
        office_menu(page, "People")
        page.fill("[name=username]", "newcoder")
        page.locator("form[action$=invite] input[name=roles][value=coder]").check()
        press(page, "Make the account")
        page.goto("/account/members")
        assert "invited" in page.locator("tr", has_text="newcoder").inner_text()
        page.goto("/trail/?tag=member:invite")
        assert "manager" in page.locator("table.rows tbody tr").first.inner_text()


def test_an_owners_day_another_practice_a_token_and_its_end(browser, office):
    with signed_in(browser, office, "owner") as page:
        office_menu(page, "Setup")
        opening = page.locator("#open")
        opening.locator("summary").click()
        for name, value in {
            "name": "Example Evening Clinic", "npi": "1003000126", "tax_id": "12-7654321", "taxonomy": "207Q00000X",
            "line1": "5 Lane", "city": "Columbus", "state": "OH", "zip": "43215",
        }.items():  # fmt: skip
            opening.locator(f"[name={name}]").fill(value)
        opening.get_by_role("button", name="Open it").click()
        page.wait_for_selector(".message.success")
        assert "Setup of Example Evening Clinic" in page.locator("h1").inner_text()
        page.goto("/encounters/?show=all")
        assert page.locator("table[data-rows] tbody tr").count() == 0
        page.select_option("#practice", label="Example Family Practice")
        page.get_by_role("button", name="Go").click()
        page.goto("/encounters/?show=all")
        assert page.locator("table[data-rows] tbody tr").count() == 4
        page.goto("/account/tokens")
        page.fill("[name=name]", "nightly export")
        page.locator("input[name=scopes][value='claim:read']").check()
        press(page, "Make it")
        secret = page.locator("input[readonly]").input_value()
        assert secret.startswith("cw_")
        answer = page.request.get("/api/v1/claims", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status == 200
        page.goto("/account/tokens")
        press(page, "Revoke", page.locator("tr", has_text="nightly export"))
        page.goto("/account/tokens")
        assert "revoked" in page.locator("tr", has_text="nightly export").inner_text()
        assert page.request.get("/api/v1/claims", headers={"Authorization": f"Bearer {secret}"}).status == 401


def test_the_compliance_officer_finds_who_saw_a_patient(browser, office):
    with signed_in(browser, office, "coder") as page:
        page.goto("/encounters/?show=all")
        page.locator("table[data-rows] a", has_text="Rivera").first.click()
        page.wait_for_selector(".note")
        assert page.request.get("/trail/").status == 403
    with signed_in(browser, office, "compliance") as page:
        office_menu(page, "Audit trail")
        page.fill("#q", "Rivera")
        page.keyboard.press("Enter")
        page.locator("table[data-rows] a", has_text="Rivera").first.click()
        rows = page.locator("table.rows tbody tr")
        assert any("coder" in text and "encounter:note:read" in text for text in rows.all_inner_texts())
        page.select_option("#outcome", "denied")
        page.get_by_role("button", name="Show", exact=True).click()
        page.goto("/trail/?outcome=denied&person=coder")
        assert "trail:read" in rows.first.inner_text()
        page.get_by_role("link", name="Verify the chain").click()
        assert "the chain is whole" in page.locator("[role=status]").inner_text()
        with page.expect_download() as held:
            page.get_by_role("link", name="CSV").click()
        assert b"trail:read" in held.value.path().read_bytes()
        office_menu(page, "Emergencies")
        page.wait_for_selector("h1:text('Emergency access')")
