"""A day behind the claims in a real browser: where a claim stands, an authorization, statements, a list, a write-off by two people."""

from __future__ import annotations

import pytest
from office_serving import CHROMIUM, served, signed_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]
FILL = """
from claimwright import core
cover = core.Coverage(payer=core.Payer("EXCOM1", "Northwind Health Plan"), subscriber=core.Subscriber(member_id="NW100200307"))
run_demo([make.encounter(number, coverages=(cover,)) for number in (3, 5, 7)], make.BILLING, open_books(), charges=make.CHARGES,
         finalize_share=1.0)
"""
"""Three claims that were paid, with what their patients owe."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office whose payers have paid; its address."""
    with served(tmp_path_factory.mktemp("office"), FILL) as address:
        yield address


def test_the_day_of_the_biller_behind_the_claims(browser, office):
    with signed_in(browser, office, "biller") as page:
        page.goto("/claims/?show=paid")
        page.locator("table[data-rows] a[data-open]").last.click()
        page.locator("button:has-text('where it stands')").click()
        page.wait_for_selector(".message.success:has-text('paid')")
        page.wait_for_selector("#stands ~ .entry:has-text('SIMULATED')")

        page.goto("/patients/")
        page.locator("table[data-rows] a").first.click()
        page.locator("summary:has-text('Ask for one, or write a number down')").click()
        page.fill("[name=services]", "93306")
        page.fill("[name=diagnoses]", "I20.9")
        page.locator("button:has-text('Ask the payer')").click()
        page.wait_for_selector(".message.success:has-text('certified')")

        page.goto("/statements/?show=runs")
        page.wait_for_selector("a:has-text('Print (PDF)')")
        page.goto("/statements/?show=held")
        page.locator("table[data-rows] a").last.click()
        page.wait_for_selector("h2:text('Payment plan')")

        page.goto("/exports/")
        page.locator("button:has-text('Write accounts')").click()
        page.wait_for_selector("tr:has-text('Accounts')")
        for _ in range(60):
            if page.locator("tr:has-text('Accounts') button:has-text('Fetch')").count():
                break
            page.wait_for_timeout(500)
            page.goto("/exports/")
        with page.expect_download() as download:
            page.locator("tr:has-text('Accounts') button:has-text('Fetch')").click()
        assert download.value.suggested_filename.startswith("accounts-")


def test_a_write_off_above_the_limit_takes_two_people(browser, office):
    with signed_in(browser, office, "biller") as page:
        page.goto("/claims/?show=paid")
        page.locator("table[data-rows] a[data-open]").first.click()
        page.locator("a:has-text('Write off what is left')").click()
        page.locator("select[name=why]").first.select_option("bad-debt")
        page.locator("input[name=reason]").first.fill("Every letter was sent")
        page.locator("button:has-text('Write off')").first.click()
        page.wait_for_selector(".message:has-text('somebody else has to agree')")
    with signed_in(browser, office, "manager") as page:
        page.goto("/write-offs/")
        row = page.locator("tr:has-text('Every letter was sent')")
        row.locator("button:has-text('Agree')").click()
        page.wait_for_selector("tr:has-text('Every letter was sent') .state.paid")
