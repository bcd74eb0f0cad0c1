"""Days at the desks in a real browser, by keyboard: the front desk's, the biller's from coverage to the bank, the poster's."""

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
from claimwright.office import demo
demo._send = demo._answers = lambda *rest: None
cover = core.Coverage(payer=core.Payer("EXCOM1", "Northwind Health Plan"), subscriber=core.Subscriber(member_id="NW100200307"))
gone = core.Coverage(payer=core.Payer("EXCOM1", "Northwind Health Plan"), subscriber=core.Subscriber(member_id="NW100200399"))
visits = [make.encounter(3, coverages=(cover,)), make.encounter(7), make.encounter(1, coverages=(gone,))]
run_demo(visits, make.BILLING, open_books(), charges=make.CHARGES, finalize_share=0.67)
"""
"""Two claims that are ready, a note to code, and tomorrow's visits; nothing has been sent."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office with work on its desks; its address."""
    with served(tmp_path_factory.mktemp("office"), FILL) as address:
        yield address


def go(page, keys, heading):
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_selector(f"h1:text('{heading}')")


def test_the_day_of_the_front_desk(browser, office):
    with signed_in(browser, office, "front-desk", refused=422) as page:
        assert page.locator("#tomorrow + table").count() == 1
        go(page, "gv", "Coverage on")
        page.keyboard.press("b")
        page.wait_for_selector(".message.success")
        assert page.locator("a:has-text('Not active')").count() == 1
        page.locator("a:has-text('Not active')").click()
        page.wait_for_selector("text=A claim for this day would be denied")

        go(page, "gp", "Patients")
        page.keyboard.press("n")
        page.wait_for_selector("h1:text('New patient')")
        for name, value in {"last": "Lindquist", "first": "Pera", "birth_date": "1956-01-30", "city": "Columbus", "state": "OH"}.items():
            page.fill(f"[name={name}]", value)
        page.keyboard.press("Enter")
        page.wait_for_selector("text=may be this person")
        page.keyboard.press("r")
        page.wait_for_selector("h1:text('Lindquist, Pera')")
        page.keyboard.press("a")
        page.fill("details[open] [name=member_id]", "NW100200300")
        page.select_option("details[open] [name=payer]", label="Northwind Health Plan")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=The payer was not asked yet")
        page.locator("button:has-text('Ask about today')").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Northwind Choice PPO")
        page.fill("main [name=code]", "99213")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=copay, in place of deductible")
        page.go_back()
        page.go_back()
        page.wait_for_selector("h1:text('Lindquist, Pera')")
        page.keyboard.press("p")
        page.fill("details[open] [name=amount]", "30")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=$30.00 taken")

        page.keyboard.press("/")
        page.keyboard.type("lindqvist")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:text('Lindqvist, Per')")
        assert "lindqvist" not in page.url.casefold()


def test_a_billers_day_from_coverage_to_the_bank(browser, office):
    with signed_in(browser, office, "demo") as page:
        page.goto("/charges/")
        page.wait_for_selector("h1:text('Charges')")
        page.fill("[name=count]", "1")
        page.fill("[name=amount]", "15.00")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:text('Batch')")
        page.fill("[name=encounter]", "E0007")
        page.fill("[name=code]", "81002")
        page.keyboard.press("Enter")
        page.wait_for_selector("button:has-text('Release'):not([disabled])")
        page.keyboard.press("Escape")
        page.keyboard.press("s")
        page.wait_for_selector("text=is released")

        page.goto("/claims/batch")
        page.keyboard.press("s")
        page.wait_for_url("**/claims/files/")
        while page.locator("button:has-text('Deliver')").count():
            page.locator("button:has-text('Deliver')").first.click()
            page.wait_for_load_state()
        go(page, "gr", "Remittances")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector("h2:text('Postings')")
        amount = page.locator("h1").inner_text().replace("$", "")

        go(page, "gd", "Deposits")
        page.keyboard.press(".")
        page.keyboard.type(amount)
        page.keyboard.press("Enter")
        page.wait_for_selector("text=The deposit agrees")

        go(page, "ga", "Accounts")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector("h2:text('Entries')")
        page.keyboard.press("t")
        page.wait_for_selector("text=Please pay")

        go(page, "gt", "My work")
        page.goto("/tasks/?show=unowned")
        if page.locator("[name=claim]").count():
            page.keyboard.press("s")
            page.wait_for_selector(".message.success")
            assert page.locator("[name=claim]").count() == 0


def test_the_day_of_the_poster(browser, office):
    with signed_in(browser, office, "poster", refused=422) as page:
        page.goto("/claims/?show=waiting")
        go(page, "gd", "Deposits")
        assert page.locator("li:has-text('Not explained') strong").inner_text() == "$0.00"
        page.keyboard.press("e")
        page.wait_for_selector("h1:text('Key a paper EOB')")
        page.fill("[name=trace]", "1001")
        page.fill("[name=amount]", "50.00")
        page.fill("[name=claims]", "C0000001")
        page.keyboard.press("Enter")
        page.wait_for_selector("table.keyed")
        assert page.locator(".message.error").count() == 0
        page.locator("table.keyed input").first.fill("10")
        page.keyboard.press("Enter")
        page.wait_for_selector(".message.error:has-text('The payment is $50.00')")
        assert page.locator("button[name=do]").count() == 0
        page.fill("[name=on]", "")
        page.goto("/deposits/credits")
        page.wait_for_selector("h1:text('Credits and refunds')")
        assert page.locator("h2:text('Credit balances')").count() == 1
        go(page, "gr", "Remittances")


PAGES = (
    "/", "/patients/", "/patients/new", "/patients/schedule", "/patients/incoming", "/eligibility/", "/charges/", "/charges/fees",
    "/deposits/", "/deposits/eob", "/deposits/credits", "/tasks/", "/tasks/?show=all", "/tasks/?show=unowned",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_no_page_of_the_desks_has_a_serious_fault_of_access_or_is_wider_than_half_a_screen(browser, office, colours):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with signed_in(browser, office, "demo") as first:
        state = first.context.storage_state()
        context = browser.new_context(
            base_url=office, bypass_csp=True, storage_state=state, color_scheme=colours, viewport={"width": 683, "height": 384}
        )
        page = context.new_page()
        page.goto("/patients/")
        people = [link.get_attribute("href") for link in page.locator("[data-open]").all()]
        answers = page.locator("a[href^='/eligibility/']:has(.state)")
        for patient in people:  # somebody whose payer has answered
            page.goto(patient)
            if answers.count():
                break
        answer = answers.first.get_attribute("href")
        account = patient.replace("/patients/", "/accounts/")
        for address in (*PAGES, patient, f"{patient}/encounter", answer, account, f"{account}/statement"):
            page.goto(address)
            page.wait_for_timeout(300)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
            faults = [fault for fault in axe.run(page).response["violations"] if fault["impact"] in ("serious", "critical")]
            assert not faults, (address, [(fault["id"], fault["nodes"][0]["html"]) for fault in faults])
        context.close()
