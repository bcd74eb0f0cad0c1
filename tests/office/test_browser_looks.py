"""Every page of the demonstration, looked at on a usual screen, at twice the size, in dark colours and on paper.

``CLAIMWRIGHT_PICTURES`` names a folder that takes a picture of each.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from office_serving import CHROMIUM, served, signed_in
from walking import LOOKS, picture, walk

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


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The demonstration, as its visitor finds it; its address."""
    with served(tmp_path_factory.mktemp("office"), FILL) as address:
        yield address


@pytest.fixture(scope="module")
def walked(browser, office):
    """Every page that her links lead to, and her session."""
    with signed_in(browser, office) as page:
        yield walk(page), page.context.storage_state()


def test_links_lead_to_nearly_every_page(walked):
    assert len(walked[0]) > 50


@pytest.mark.parametrize("way", LOOKS)
def test_no_page_is_wider_than_its_window_or_has_a_fault_of_access(browser, office, walked, way):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    look, (found, state) = LOOKS[way], walked
    size = {"width": look.width, "height": look.height}
    context = browser.new_context(base_url=office, bypass_csp=True, storage_state=state, color_scheme=look.scheme, viewport=size)
    page = context.new_page()
    page.emulate_media(media=look.medium)
    wrong = []
    for name, address in found.items():
        page.goto(address)
        page.wait_for_load_state("networkidle", timeout=60_000)
        if PICTURES:
            picture(page, Path(PICTURES), name, way)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append((name, "wider than the window"))
        faults = axe.run(page).response["violations"]
        wrong += [(name, one["id"], one["nodes"][0]["html"][:200]) for one in faults if one["impact"] in FAULTS]
    context.close()
    assert not wrong, "\n".join(map(str, wrong))
