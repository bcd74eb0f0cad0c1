"""One coder's morning in a real browser: from signing in to the sentence behind an amount, by keyboard."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--no-first-run",
]  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]

SERVE = """
import sys
from pathlib import Path
from claimwright.cli.commands.serve import choose, serve
sys.path.insert(0, sys.argv[1])
choose(Path(sys.argv[2]), True)
from claimwright.office.boot import start
start(migrate=True)
import office_making as make
from claimwright.codesets import open_books
from claimwright.office.demo import run_demo
run_demo([make.encounter(number) for number in (3, 7, 11)], make.BILLING, open_books(), charges=make.CHARGES, finalize_share=0.34)
serve(port=int(sys.argv[3]), database=Path(sys.argv[2]), demonstration=True)
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A demonstration of its own, served by a process of its own; its address."""
    folder = tmp_path_factory.mktemp("office")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(Path(__file__).parent), str(folder / "demo.sqlite3"), str(port)]
    server = subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            assert server.poll() is None, server.stderr.read().decode()[-2000:]
            try:
                urllib.request.urlopen(f"{address}/account/sign-in", timeout=2)
                break
            except OSError:
                time.sleep(0.25)
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser, office):
    """A signed-in page; what its console complains about fails the test."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=office)
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto("/")
    assert page.get_by_text("SYNTHETIC DATA").is_visible()
    page.fill("[name=username]", "demo")
    page.fill("[name=password]", "demo")
    page.keyboard.press("Enter")
    page.wait_for_selector(".figures")
    yield page
    context.close()
    assert not complaints


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
