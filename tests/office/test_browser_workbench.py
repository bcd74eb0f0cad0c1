"""The day of a coder and the day of a coding lead in a real browser, by keyboard."""

from __future__ import annotations

import pytest
from office_serving import CHROMIUM, served, signed_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]
FILL = """
from claimwright import core
from claimwright.office import demo
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.encounters.actions import reject_code
from claimwright.office.encounters.models import Encounter
from claimwright.office.kit.scope import within
from claimwright.office.practices.actions import ensure_practice
admission = core.Document(id="hp", kind="history-and-physical", text="ASSESSMENT\\n1. Pneumonia.\\n2. Acute kidney injury.")
leaving = core.Document(id="ds", kind="discharge-summary", text="DISCHARGE DIAGNOSES\\n1. Pneumonia\\n2. AKI\\n3. Hypertension")
stay = make.encounter(30, documents=(admission, leaving), setting="inpatient", place_of_service="21", claim_kind="institutional")
other = core.replace(stay, id="E0031")
run_demo([make.encounter(n) for n in (3, 7, 11, 15, 0)] + [stay, other], make.BILLING, open_books(), charges=make.CHARGES, finalize_share=0)
practice = ensure_practice(make.BILLING)
people = [ensure_member(practice, username=name, role=name) for name in ("coder", "coding-lead")]
with within(practice):
    for number, name in enumerate(("E0007", "E0011", "E0015")):
        for decision in Encounter.objects.get(external_id=name).decisions.all():
            if decision.value.code == "K21.9":
                reject_code(decision, by=people[number % 2], reason="Not documented")
"""
"""Seven encounters to code, two of them stays with two documents; in three of them two people have rejected the same code."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office with a queue; its address."""
    with served(tmp_path_factory.mktemp("office"), FILL) as address:
        yield address


def find(page, number):
    """Open an encounter by its number."""
    page.goto("/encounters/?show=all")
    page.fill("#q", number)
    page.keyboard.press("Enter")
    page.wait_for_selector(f'td:text-is("{number}")')
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#bench")


def on(page, code):
    page.locator(f'.card:has(b.code:text-is("{code}"))').focus()


def decided(page, code, state):
    page.wait_for_selector(f'.card.{state}:has(b.code:text-is("{code}"))')


def accept_the_rest(page):
    while left := page.locator(".card.proposed").count():
        page.locator(".card.proposed").first.focus()
        page.keyboard.press("a")
        page.wait_for_function("count => document.querySelectorAll('.card.proposed').length < count", arg=left)


def test_a_coders_day(browser, office):
    with signed_in(browser, office, "coder") as page:
        find(page, "E0000")
        page.keyboard.press("t")
        page.wait_for_selector("text=with coder")
        on(page, "E11.42")
        page.keyboard.press("y")
        page.keyboard.press("1")
        page.wait_for_selector(".card.edited")
        page.locator(".card.edited").focus()
        page.keyboard.press("u")
        decided(page, "E11.42", "proposed")
        on(page, "I10")
        page.keyboard.press("a")
        decided(page, "I10", "accepted")
        page.keyboard.press("z")
        decided(page, "I10", "proposed")

        on(page, "99214")
        page.keyboard.press("o")
        page.keyboard.type("B A")
        page.keyboard.press("Enter")
        page.wait_for_selector('.card.edited:has(b.code:text-is("99214")) >> text="for I10, E11.42"')
        page.keyboard.press("r")
        page.wait_for_selector(".level")
        page.locator("#level-problems").select_option("high")
        page.wait_for_selector("text=record: moderate")
        page.locator("#level-risk").select_option("high")
        page.wait_for_selector("text=Use 99215")

        page.keyboard.press("Escape")
        page.locator("h1").click()
        page.keyboard.press("w")
        page.keyboard.press("Tab")
        page.keyboard.type("the referral letter")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Held by coder: A document is missing - the referral letter")
        page.keyboard.press("f")
        page.wait_for_selector("text=This encounter is on hold")
        page.get_by_role("button", name="Release").click()
        page.wait_for_selector('.state:text-is("To code")')
        accept_the_rest(page)
        page.keyboard.press("F")
        page.wait_for_selector("text=Signed. 1 claim built")
        assert page.locator("#bench").is_visible()


@pytest.mark.slow
def test_a_stay_with_two_documents(browser, office):
    with signed_in(browser, office, "coder") as page:
        find(page, "E0030")
        page.set_default_timeout(60_000)  # the books are read once
        assert page.locator(".note:visible").count() == 1
        page.keyboard.press("2")
        page.wait_for_selector("#paper-ds:visible")
        page.keyboard.press("d")
        assert page.locator(".note:visible").count() == 2
        page.keyboard.press("d")
        page.keyboard.press("1")
        on(page, "I10")
        page.wait_for_selector("#paper-ds:visible")
        assert page.locator("#paper-ds mark.lit").count() == 1
        page.keyboard.press("N")
        page.wait_for_selector('.card.edited:has(b.code:text-is("I10")) [aria-pressed=true]:text-is("N")')
        on(page, "N17.9")
        page.keyboard.press("p")
        page.wait_for_selector('.card:has(b.code:text-is("N17.9")) >> text=principal')
        page.keyboard.press("b")
        page.wait_for_selector("#encoder-words:focus")
        page.keyboard.type("hyperkalemia")
        page.locator('.hits button:has-text("E87.5")').first.click()
        page.locator("[data-added]").click()
        decided(page, "E87.5", "added")
        page.keyboard.press("Escape")
        page.keyboard.press("h")
        page.wait_for_selector('#history li:has-text("E87.5")')


def back_to(page, words):
    """Press Shift and Tab until the focus is on what says these words."""
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if words in page.evaluate("document.activeElement.matches('button') ? document.activeElement.textContent : ''"):
            return
    raise AssertionError(f"Shift and Tab never come to {words}")


@pytest.mark.slow
def test_codes_are_built_character_by_character_with_the_keyboard_alone(browser, office):
    with signed_in(browser, office, "coder") as page:
        find(page, "E0030")
        page.set_default_timeout(60_000)  # the Index is read once
        page.keyboard.press("b")
        page.wait_for_selector("#encoder-words:focus")
        page.keyboard.type("S52.501")
        page.wait_for_selector('.hits button:has-text("S52.501")')
        page.wait_for_load_state("networkidle")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("h3:text('7th character')")
        page.keyboard.press("a")
        page.wait_for_selector("[data-added]:focus")
        page.keyboard.press("Enter")
        decided(page, "S52.501A", "added")
        page.keyboard.press("Backspace")
        page.wait_for_selector("h3:text('7th character')")
        back_to(page, "PCS builder")
        page.keyboard.press("Enter")
        page.wait_for_selector("#encoder-body .code:text-is('ICD-10-PCS'), #encoder-body .empty")
        if not page.locator("#encoder-body [data-character]").count():
            pytest.skip("the tables of ICD-10-PCS are not installed")
        for place, character in enumerate("0dtj4zz", 1):
            page.wait_for_selector("#encoder-body [data-character]:focus")
            page.keyboard.press(character)
            page.wait_for_selector(f"#encoder-body .head .code:text-is('{'0DTJ4ZZ'[:place]}')")
        page.wait_for_selector("[data-added]:focus")
        page.keyboard.press("Enter")
        decided(page, "0DTJ4ZZ", "added")


@pytest.mark.slow
def test_the_group_of_a_stay_moves_both_ways_as_codes_do(browser, office):
    with signed_in(browser, office, "coder") as page:
        find(page, "E0031")
        page.set_default_timeout(60_000)  # the tables of the groups are read once
        group = page.locator("#as-it-stands div:has(> dt:text-is('DRG')) dd")
        group.wait_for()
        assert "194" in group.inner_text()
        page.keyboard.press("/")
        page.keyboard.type("J96.01")
        page.wait_for_selector(".hits button:not([disabled])")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        decided(page, "J96.01", "added")
        page.wait_for_selector("#as-it-stands .shift:has-text('Without J96.01: DRG 194')")
        assert "193" in group.inner_text()
        on(page, "J96.01")
        page.keyboard.press("x")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        decided(page, "J96.01", "rejected")
        page.wait_for_selector("#as-it-stands dd:has-text('194')")


def stays_at(page, code):
    """Until nothing is under way and the focus is on the card of this code."""
    page.wait_for_selector(".htmx-request, .htmx-swapping, .htmx-settling", state="detached")
    page.wait_for_function("code => document.activeElement.matches('.card') && document.activeElement.dataset.code === code", arg=code)


@pytest.mark.slow
def test_whatever_a_key_does_the_focus_is_where_it_was(browser, office):
    with signed_in(browser, office) as page:
        find(page, "E0015")
        page.set_default_timeout(60_000)  # the books are read once
        on(page, "99214")
        for key in ("+", "+", "-"):
            page.keyboard.press(key)
            stays_at(page, "99214")
        page.wait_for_selector('.card:has(b.code:text-is("99214")) >> text="× 2"')
        for key, opened in {"e": "edit", "m": "edit", "o": "edit", "y": "why", "i": "book", "x": "reject"}.items():
            page.keyboard.press(key)
            page.wait_for_selector(f'.card:has(b.code:text-is("99214")) [data-does={opened}][open]')
            page.keyboard.press("Escape")
            page.wait_for_selector(".card details[open]", state="detached")
            stays_at(page, "99214")
        for key, box in {"A": "assign", "C": "coverage", "D": "document", "w": "hold", "l": "look", "r": "level"}.items():
            page.keyboard.press(key)
            page.wait_for_selector(f"[data-box={box}][open] :focus")
            page.keyboard.press("Escape")
            stays_at(page, "99214") if key != "r" else on(page, "99214")
        for key, panel in {"b": "encoder", "h": "history", "?": "keys"}.items():
            page.keyboard.press(key)
            page.wait_for_selector(f"#{panel}[open]")
            page.wait_for_load_state("networkidle")
            page.keyboard.press("Escape")
            stays_at(page, "99214")
        on(page, "I10")
        for key in ("p", "]", "[", "u"):
            page.keyboard.press(key)
            stays_at(page, "I10")
        page.keyboard.press("/")
        page.keyboard.type("E87.5")
        page.wait_for_selector(".hits button:not([disabled])")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        decided(page, "E87.5", "added")
        stays_at(page, "I10")
        page.keyboard.press("b")
        page.wait_for_selector("#encoder-words:focus")
        page.keyboard.type("R05.9")
        page.locator('#encoder-body .hits button:has-text("R05.9")').first.press("Enter")
        page.locator('[data-added]:has-text("R05.9")').press("Enter")
        decided(page, "R05.9", "added")
        page.keyboard.press("Escape")
        stays_at(page, "I10")
        page.keyboard.press("z")
        decided(page, "R05.9", "rejected")
        stays_at(page, "I10")
        page.keyboard.press("a")
        decided(page, "I10", "accepted")
        page.wait_for_function("document.activeElement.dataset.state === 'proposed'")  # decided: on to the next open one
        for key in ("j", "k", "v"):
            page.keyboard.press(key)
        page.keyboard.press("w")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".message.warning:has-text('Held by demo')")
        page.keyboard.press("R")
        page.wait_for_selector('.state:text-is("To code")')


def test_a_coding_leads_day(browser, office):
    with signed_in(browser, office, "coding-lead") as page:
        page.goto("/encounters/?show=review")
        page.locator("summary", has_text="What is reviewed twice").click()
        page.locator('[name=kind][value="visit"]').check()
        page.locator('form:has([name=share]) button:has-text("Save")').click()
        page.wait_for_selector("text=every visit")
        page.get_by_role("link", name="How we code").click()
        page.get_by_role("button", name="Look through the decisions again").click()
        row = page.locator('tr:has(b.code:text-is("K21.9"))')
        row.get_by_role("button", name="Switch on").click()
        page.wait_for_selector('tr:has(b.code:text-is("K21.9")) .state:text-is("on")')
        with signed_in(browser, office, "coder") as coder:
            find(coder, "E0003")
            accept_the_rest(coder)
            coder.keyboard.press("f")
            coder.wait_for_selector("text=Signed by you. It waits for a second review")
        find(page, "E0003")
        page.keyboard.press("x")
        page.keyboard.type("Is the reflux treated?")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Returned by coding-lead: Is the reflux treated?")
        with signed_in(browser, office, "coder") as coder:
            find(coder, "E0003")
            assert coder.get_by_text("Is the reflux treated?").is_visible()
            coder.keyboard.press("f")
            coder.wait_for_selector("text=Was returned before")
        page.reload()
        page.keyboard.press("a")
        page.wait_for_selector("text=Agreed. 1 claim built")
        assert "reviewed by coding-lead" in page.locator(".sign").inner_text()


@pytest.mark.slow
def test_no_page_of_the_coder_has_a_serious_fault_of_access(browser, office):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with signed_in(browser, office, "coding-lead") as tab:
        find(tab, "E0030")
        stay = tab.url
        find(tab, "E0011")
        for scheme in ("light", "dark"):
            context = browser.new_context(base_url=office, bypass_csp=True, color_scheme=scheme, storage_state=tab.context.storage_state())
            page = context.new_page()
            for address in (stay, tab.url, "/encounters/?show=all", "/encounters/?show=review", "/preferences/", "/queries/"):
                page.goto(address)
                if page.locator("#bench").count():
                    page.locator(".card").first.focus()
                    for key in ("y", "i", "r"):
                        page.keyboard.press(key)
                    page.wait_for_load_state("networkidle")
                faults = [fault for fault in axe.run(page).response["violations"] if fault["impact"] in ("serious", "critical")]
                assert not faults, (scheme, address, [(fault["id"], fault["nodes"][0]["html"]) for fault in faults])
            context.close()
