"""What a practice agrees for itself, and what it asks of its providers, in a real browser."""

from __future__ import annotations

import pytest
from office_serving import CHROMIUM, served, signed_in
from test_browser_office import press

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]
FILL = """
from claimwright import core
note = "ASSESSMENT AND PLAN\\n1. Heart failure. EF 30%. IV furosemide 40 mg given. Leg edema.\\n2. Hypertension, continue lisinopril."
visits = [make.encounter(number) for number in range(3)] + [make.encounter(5, documents=(core.Document(text=note),))]
run_demo(visits, make.BILLING, open_books(), charges=make.CHARGES, finalize_share=0.5)
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office with claims that were paid, and a note that leaves something open; its address."""
    with served(tmp_path_factory.mktemp("office"), FILL) as address:
        yield address


def test_a_rule_is_written_tried_and_switched_on(browser, office):
    with signed_in(browser, office, "coding-lead", refused=422) as page:
        page.get_by_role("link", name="Rules", exact=True).click()
        page.wait_for_selector("h1:text('What we have agreed')")
        page.keyboard.press("n")
        page.wait_for_selector("textarea")
        page.fill("textarea", page.input_value("textarea").replace("since = ", "sinse = "))
        page.get_by_role("button", name="Check and try").click()
        page.wait_for_selector(".message.error:has-text('did you mean since?')")
        page.fill(
            "textarea", page.input_value("textarea").replace("sinse = ", "since = ").replace('in = ["20610", "20611"]', 'starts = "99"')
        )
        page.get_by_role("button", name="Check and try").click()
        page.wait_for_selector("#tried")
        assert "Nothing was changed." in page.locator("main").inner_text()
        page.get_by_role("button", name="Keep").click()
        page.wait_for_selector(".message.success")
        page.get_by_role("link", name="knee-side").click()
        page.locator("form:has(button:has-text('Switch on')) [name=reason]").fill("three denials in March")
        page.get_by_role("button", name="Switch on").click()
        page.wait_for_selector(".head .state:text-is('On')")
        assert "three denials in March" in page.locator(".history").inner_text()


def test_a_contract_shows_what_it_would_pay_before_it_prices(browser, office):
    with signed_in(browser, office, "manager") as page:
        page.goto("/house/contracts")
        page.keyboard.press("n")
        page.wait_for_selector("textarea")
        text = (
            page.input_value("textarea")
            .replace("the payer's id", "00882")
            .replace('schedule = { name = "pfs", percent = 110 }', "percent_of_charge = 50")
        )
        page.fill("textarea", text)
        page.get_by_role("button", name="Check and show").click()
        row = page.locator("tr:has(b.code:text-is('99214'))")
        row.wait_for()
        assert "$112.50" in row.inner_text()
        page.get_by_role("button", name="Keep").click()
        page.wait_for_selector(".message.success")
        assert "payer-2026" in page.locator("table.rows").inner_text()


def test_a_provider_answers_and_the_coder_finds_it_in_the_record(browser, office):
    with signed_in(browser, office, "coder") as coder:
        coder.goto("/encounters/?show=all")
        coder.fill("#q", "E0005")
        coder.keyboard.press("Enter")
        coder.wait_for_selector('td:text-is("E0005")')
        coder.keyboard.press("j")
        coder.keyboard.press("Enter")
        coder.wait_for_selector("#bench")
        encounter = coder.url
        coder.keyboard.press("q")
        coder.wait_for_selector("h1:text('Queries about')")
        if coder.locator(".state.draft").count():
            coder.get_by_role("link", name="Open").first.click()
            coder.get_by_role("button", name="Send").click()
            coder.wait_for_selector(".state.sent")
        with signed_in(browser, office, "provider") as page:
            page.get_by_role("link", name="Queries for me").first.click()
            page.wait_for_selector("h1:text('Queries for me')")
            page.locator("tr:has-text('Moreau') a").first.click()
            page.wait_for_selector("legend:text('Your answer')")
            assert "I11.0" not in page.locator("main").inner_text()
            page.locator("[name=choice]").first.check()
            page.fill("[name=words]", "Seen on the echocardiogram of today.")
            press(page, "Sign the answer")
            page.wait_for_selector(".message.success:has-text('Signed')")
            assert page.request.get(encounter).status == 403
        coder.goto(encounter)
        assert "Seen on the echocardiogram of today." in coder.locator(".papers").text_content()
        assert "signed electronically" in coder.locator(".papers").text_content()
        coder.goto("/notices/")
        coder.get_by_role("link", name="A provider has answered a query.").first.click()
        coder.wait_for_selector("#bench")
