"""What the pages show: every number opens as many rows as it says."""

import re

import office_making as make
import pytest

from claimwright import core
from claimwright.office.claims.models import Claim, ClaimFinding
from claimwright.office.demo import run_demo
from claimwright.office.encounters.models import Encounter

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked(books, practice, manager, settings):
    """Eight encounters, two of them for the visitor, one held, one claim stopped by a finding."""
    settings.DEMONSTRATION = True
    encounters = [make.encounter(number, covered=number != 1) for number in range(8)]
    run_demo(encounters, make.BILLING, books, charges=make.CHARGES, finalize_share=0.75)
    claim = Claim.objects.first()
    value = core.Finding(
        id="own-test-finding", severity=core.Severity.ERROR, claim=claim.claim_id, line=None, field="", value="", message="Look here.",
        fix=core.Fix.propose("Mend it"), source="test", effective=None, prevents=(),
    )  # fmt: skip
    ClaimFinding.objects.create(practice=practice, claim=claim, version=claim.version, value=value)
    claim.state = "draft"
    claim.save()


def rows(text, section=""):
    """How many rows the list has that an address leads to: that of its section, else the first."""
    text = text[text.index(f'id="{section}"') :] if f'id="{section}"' in text else "" if section else text
    table = re.search(
        r"<table class=\"rows\".*?</table>" if section else r"<table class=\"rows\"[^>]*data-rows.*?</table>", text, re.DOTALL
    )
    return len(re.findall(r"<tr\b", table[0].split("<tbody>")[1])) if table else 0


def test_every_number_of_the_front_page_opens_its_rows(page, worked):
    front = page.get("/").content.decode()
    figures = re.findall(r'<a href="([^"]+)"><span class="label">([^<]+)</span><strong>([^<]+)</strong>', front)
    assert {label for _, label, _ in figures} >= {"To code", "Held", "Has findings", "Ready to submit", "Rejected", "Denied"}
    shown = {
        label: (int(value), rows(page.get(address.partition("#")[0]).content.decode(), address.partition("#")[2]))
        for address, label, value in figures if value.isdigit()
    }  # fmt: skip
    assert all(number == listed > 0 for number, listed in (shown["To code"], shown["Held"]))  # held: a query waits for its answer
    assert shown["Has findings"][0] >= 1
    assert {label: pair for label, pair in shown.items() if pair[0] != pair[1]} == {}


def test_the_front_page_names_the_money_that_the_ledger_holds(page, worked, practice):
    from claimwright.ledger import Account
    from claimwright.office.ledger.queries import balance

    text = page.get("/").content.decode()
    owed = balance(practice, Account.INSURANCE) + balance(practice, Account.PATIENT)
    assert f"${owed:,}" in text
    assert f"${balance(practice, Account.CASH):,}" in text


def test_every_page_answers(page, worked):
    claim = Claim.objects.filter(state="paid").first()
    assert "CLM" in page.get(f"/claims/{claim.public_id}/x12").content.decode()
    text = page.get(f"/claims/{claim.public_id}").content.decode()
    addresses = set(re.findall(r'href="(/[^"#]+)"', text)) | {f"/encounters/{item.public_id}" for item in Encounter.objects.all()}
    for address in sorted(addresses - {address for address in addresses if address.startswith("/static")}):
        assert page.get(address).status_code == 200, address


def test_a_note_page_marks_each_code_in_the_words_that_support_it(page, encounter):
    text = page.get(f"/encounters/{encounter.public_id}").content.decode()
    for decision in encounter.decisions.all():
        assert f'data-key="{decision.public_id}"' in text
        if decision.value.evidence:
            assert re.search(rf'<mark [^>]*data-keys="[^"]*{decision.public_id}', text)


def test_an_action_that_is_refused_says_why_on_the_page(page, encounter):
    answer = page.post(f"/encounters/{encounter.public_id}/finalize", HTTP_REFERER=f"http://testserver/encounters/{encounter.public_id}")
    assert answer.status_code == 302
    assert b"have not been decided yet" in page.get(answer.url).content


def test_the_choice_of_practice_is_kept(page, manager, stranger):
    from claimwright.office.accounts.actions import ensure_member

    ensure_member(stranger.practice, username="mia", role="coder")
    page.post("/account/practice", {"practice": stranger.practice.public_id})
    text = page.get("/").content.decode()
    assert f"<h1>{stranger.practice.name}</h1>" in text
    assert page.get("/accounts/").status_code == 403
