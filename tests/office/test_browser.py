"""One coder's morning in a real browser: from signing in to the sentence behind an amount, by keyboard."""

from __future__ import annotations

import pytest
from office_serving import CHROMIUM, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]

FILL = "run_demo([make.encounter(n) for n in (3, 7, 11)], make.BILLING, open_books(), charges=make.CHARGES, finalize_share=0.34)"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A demonstration of its own, served by a process of its own; its address."""
    with served(tmp_path_factory.mktemp("office"), FILL) as address:
        yield address


def decided(page, code, state):
    page.wait_for_selector(f'.card.{state}:has(b.code:text-is("{code}"))')


def test_from_the_note_to_the_sentence_behind_an_amount(tab):
    tab.keyboard.press("g")
    tab.keyboard.press("w")
    tab.wait_for_url("**/encounters/")
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#bench")
    assert tab.evaluate("document.activeElement.classList.contains('card')")
    assert tab.locator("mark.lit").count() >= 1

    first = tab.locator(".card b.code").first.inner_text()
    tab.keyboard.press("a")
    decided(tab, first, "accepted")
    second = tab.evaluate("document.activeElement.querySelector('b.code').textContent")
    assert second != first
    tab.keyboard.press("x")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Not treated today")
    tab.keyboard.press("Enter")
    decided(tab, second, "rejected")
    assert "Not treated today" in tab.locator(".card.rejected").inner_text()

    tab.keyboard.press("/")
    tab.keyboard.type("tobacco dependence")
    tab.wait_for_selector(".hits button:not([disabled])")
    tab.keyboard.press("Escape")

    while tab.locator(".card.proposed").count():
        before = tab.locator(".card.proposed").count()
        tab.locator(".card.proposed").first.focus()
        tab.keyboard.press("a")
        tab.wait_for_function("count => document.querySelectorAll('.card.proposed').length < count", arg=before)
    tab.keyboard.press("f")
    tab.wait_for_url("**/claims/*")
    assert "Ready to submit" in tab.locator(".head").inner_text()

    tab.keyboard.press("s")
    tab.wait_for_selector('.head .state:text("Submitted")')
    tab.keyboard.press("v")
    tab.wait_for_url("**/x12")
    assert tab.locator(".segments li:text('CLM*')").count() == 1
    tab.keyboard.press("u")
    tab.wait_for_url(lambda address: not address.endswith("/x12"))
    tab.keyboard.press("s")
    tab.wait_for_selector('.head .state:text("Paid")')

    tab.locator('tr:has-text("cash") a.amount').first.click()
    tab.wait_for_url("**/chain/*")
    text = tab.locator(".chain").inner_text()
    assert "Remittance line" in text
    assert tab.locator("blockquote mark").count() >= 1
    assert "hypertension" in tab.locator("blockquote").all_inner_texts()[0].lower()


def test_the_selected_words_become_the_evidence_of_an_added_code(tab):
    tab.goto("/encounters/")
    tab.locator("[data-open]").first.click()
    tab.wait_for_selector("#bench")
    tab.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf('six months');
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at); range.setEnd(node, at + 10);
                getSelection().removeAllRanges(); getSelection().addRange(range);
            }
        }"""
    )
    tab.wait_for_timeout(100)
    tab.keyboard.press("/")
    tab.keyboard.type("Z79.899")
    tab.wait_for_selector(".hits button:not([disabled])")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    decided(tab, "Z79.899", "added")
    tab.reload()
    assert tab.locator("mark.was-added").inner_text() == "six months"


def test_at_twice_the_size_nothing_is_cut_off(browser, office, tab):
    context = browser.new_context(
        viewport={"width": 683, "height": 384}, device_scale_factor=2, base_url=office, storage_state=tab.context.storage_state()
    )
    page = context.new_page()
    for path in ("/", "/encounters/", "/claims/", "/remittances/", "/accounts/", "/trail/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


def test_without_javascript_the_work_can_still_be_done(browser, office, tab):
    context = browser.new_context(java_script_enabled=False, base_url=office, storage_state=tab.context.storage_state())
    page = context.new_page()
    page.goto("/encounters/?show=to-code")
    page.locator("[data-open]").first.click()
    code = page.locator(".card.proposed b.code").first.inner_text()
    page.locator(".card.proposed button", has_text="Accept").first.click()
    assert page.locator(f'.card.accepted:has(b.code:text-is("{code}"))').count() == 1
    context.close()
