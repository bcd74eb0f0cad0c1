"""A biller's hour in a real browser, by keyboard: agree to a batch, send it, read the answer, correct it, bill the next payer, print."""

from __future__ import annotations

import pytest
from office_serving import CHROMIUM, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]
FILL = """
from claimwright import core
from claimwright.office import demo
first = core.Coverage(payer=core.Payer("EXCOM1", "Northwind Health Plan"), subscriber=core.Subscriber(member_id="NW100200300"))
second = core.Coverage(payer=core.Payer("EXCOM2", "Prairie Mutual"), subscriber=core.Subscriber(member_id="PM555000202"), sequence=2)
demo._send = demo._answers = lambda *rest: None
visits = [make.encounter(3), make.encounter(7, coverages=(first, second))]
run_demo(visits, make.BILLING, open_books(), charges=make.CHARGES, finalize_share=1)
"""
"""Two claims that are ready; nothing has been sent yet."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office where claims wait for a biller; its address."""
    with served(tmp_path_factory.mktemp("office"), FILL) as address:
        yield address


def test_from_the_ready_claims_to_the_next_payer(tab):
    tab.keyboard.press("g")
    tab.keyboard.press("c")
    tab.wait_for_selector("h1:text('Claims')")
    tab.keyboard.press("b")
    tab.wait_for_selector("h1:text('Submit')")
    assert "2 claims ready" in tab.locator(".head").inner_text()
    assert tab.locator("[name=group]:checked").count() == 2
    tab.keyboard.press("s")
    tab.wait_for_url("**/claims/files/")
    assert tab.locator(".message.success").count() == 2
    for _ in range(2):
        tab.locator("button:has-text('Deliver')").first.click()
        tab.wait_for_load_state()

    tab.goto("/claims/?show=next")
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#history")
    assert "Northwind Health Plan (simulated) paid" in tab.locator("main").inner_text()
    assert tab.locator(".carc").count() >= 1
    tab.keyboard.press("v")
    tab.wait_for_selector("h2:text('Segments')")
    assert "finds nothing against it" in tab.locator("main").inner_text()
    tab.keyboard.press("u")
    tab.wait_for_selector("#history")
    tab.keyboard.press("p")
    tab.wait_for_selector("text=Everything fits")
    tab.keyboard.press("u")
    tab.wait_for_selector("#history")
    first = tab.url
    tab.keyboard.press("t")
    tab.wait_for_selector(".note-line:has-text('Carries on')")
    assert "Prairie Mutual as payer 2" in tab.locator(".head").inner_text()

    tab.goto(first)
    tab.keyboard.press("d")
    tab.fill("details[open] [name=prior_authorization]", "A7788")
    tab.fill("details[open] [name=reason]", "the authorization was missing")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".note-line:has-text('Replaces')")
    assert "frequency 7" in tab.locator("main").inner_text()
    assert "the authorization was missing" in tab.locator(".history").inner_text()


def test_the_printed_claim_is_a_pdf_that_opens(tab):
    tab.goto("/claims/")
    tab.locator("[data-open]").first.click()
    tab.wait_for_selector("#history")
    answer = tab.request.get(f"{tab.url}/form.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def test_no_page_of_the_desk_has_a_serious_fault_of_access(tab, browser, office):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(base_url=office, bypass_csp=True, storage_state=tab.context.storage_state())
    page = context.new_page()
    page.goto("/claims/")
    claim = page.locator("[data-open]").first.get_attribute("href")
    for address in ("/claims/", "/claims/?show=held", "/claims/batch", "/claims/files/", claim, f"{claim}/x12", f"{claim}/paper"):
        page.goto(address)
        faults = [fault for fault in axe.run(page).response["violations"] if fault["impact"] in ("serious", "critical")]
        assert not faults, (address, [(fault["id"], fault["nodes"][0]["html"]) for fault in faults])
    context.close()
