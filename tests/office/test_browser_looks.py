"""Every page of the demonstration, looked at on a usual screen, at twice the size, in dark colours and on paper, app by app.

``CLAIMWRIGHT_PICTURES`` names a folder that takes a picture of each.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from office_serving import CHROMIUM, served, signed_in
from walking import LOOKS, NO_PAGES, app_of, picture, walk

from claimwright.office.kit.routes import routes

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium"),
]
FILL = """
from claimwright.sandbox.practices import demo_practice
practice = demo_practice()
run_demo(practice.encounters, practice, open_books(), finalize_share=0.85, script="demonstration")
"""
PICTURES = os.environ.get("CLAIMWRIGHT_PICTURES")
FAULTS = ("moderate", "serious", "critical")
APPS = sorted({app_of(route.name) for route in routes()} - NO_PAGES)
"""Whose pages are looked at together."""
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RULES = {"light": None, "twice": None, "dark": COLOURS, "print": COLOURS}
"""Which rules of axe: the same page in other colours, or on paper, differs in nothing else."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The demonstration, as its visitor finds it; its address."""
    with served(tmp_path_factory.mktemp("office"), FILL) as address:
        yield address


@pytest.fixture(scope="module")
def walked(browser, office):
    """Every page that her links lead to, the links that lead nowhere, and her session."""
    with signed_in(browser, office, refused=403) as page:  # the inbox is its provider's alone
        found, dead = walk(page)
        yield found, dead, page.context.storage_state()


@pytest.fixture(scope="module")
def looked(browser, office, walked):
    """Gives a page for a way of looking; one for all pages that are looked at so."""
    contexts = {}

    def page(way):
        if way not in contexts:
            look = LOOKS[way]
            size = {"width": look.width, "height": look.height}
            contexts[way] = browser.new_context(
                base_url=office, bypass_csp=True, storage_state=walked[2], color_scheme=look.scheme, viewport=size
            ).new_page()
            contexts[way].emulate_media(media=look.medium)
        return contexts[way]

    yield page
    for opened in contexts.values():
        opened.context.close()


def test_links_lead_to_nearly_every_page_and_none_leads_nowhere(walked):
    assert len(walked[0]) > 60
    assert walked[1] == []


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("way", LOOKS)
def test_no_page_is_wider_than_its_window_or_has_a_fault_of_access(looked, walked, way, app):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    pages = {name: address for name, address in walked[0].items() if app_of(name) == app}
    if not pages:
        pytest.skip("no link leads to a page of it")
    page, wrong = looked(way), []
    for name, address in pages.items():
        page.goto(address)
        page.wait_for_load_state("networkidle", timeout=60_000)
        if PICTURES:
            picture(page, Path(PICTURES), name, way)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append((name, "wider than the window"))
        faults = axe.run(page, options=RULES[way]).response["violations"]
        wrong += [(name, one["id"], one["nodes"][0]["html"][:200]) for one in faults if one["impact"] in FAULTS]
    assert not wrong, "\n".join(map(str, wrong))
