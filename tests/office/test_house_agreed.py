"""Rules of the house and contracts with payers: read, tried, kept, switched, and what they do to claims."""

import office_making as make
import pytest

from claimwright.core import Money
from claimwright.office.claims.actions import scrub_claim
from claimwright.office.house import actions, engine, queries
from claimwright.office.house.errors import NoReason, NotSound
from claimwright.office.house.models import HouseRule, PayerContract
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.scope import within
from claimwright.office.preview.queries import preview


def test_a_rule_speaks_only_after_it_was_switched_on(claim, manager):
    practice = claim.practice
    [row] = actions.write_rules(practice, make.RULE, by=manager, reason="denied twice")
    assert queries.house(practice) is None
    scrub_claim(claim, by=manager)
    assert claim.state == "ready"
    with pytest.raises(NoReason):
        actions.switch_rule(practice, row, by=manager, on=True, reason=" ")
    actions.switch_rule(practice, row, by=manager, on=True, reason="tried on March")
    scrub_claim(claim, by=manager)
    assert claim.state == "draft"
    assert "is looked at again" in claim.said
    assert [state.on for state in queries.history(row)] == [True, False]
    assert AuditEvent.objects.filter(tag="rule:switch").get().reason == "tried on March"


def test_a_text_with_several_rules_becomes_several_and_a_change_keeps_the_switch(practice, manager):
    both = make.RULE + make.RULE.replace("no-99213", "another")
    rows = actions.write_rules(practice, both, by=manager)
    assert [row.name for row in rows] == ["no-99213", "another"]
    actions.switch_rule(practice, rows[0], by=manager, on=True, reason="x")
    changed = make.RULE.replace("looked at again", "seen twice")
    [row] = actions.write_rules(practice, changed, by=manager)
    assert row.on
    assert actions.write_rules(practice, changed, by=manager) == []
    assert queries.one(HouseRule, practice, rows[0].public_id) == row


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (make.RULE.replace("since = 2026-01-01\n", ""), "has no since"),
        ("x = ", "is no TOML"),
        (make.RULE.replace('"no-99213"', f'"{"a" * 81}"'), "longer"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(practice, manager, wrong, says):
    with pytest.raises(NotSound, match=says):
        actions.write_rules(practice, wrong, by=manager)
    assert not queries.standing(HouseRule, practice)


def test_another_practice_has_its_own_rules(practice, manager, stranger):
    [row] = actions.write_rules(practice, make.RULE, by=manager)
    actions.switch_rule(practice, row, by=manager, on=True, reason="x")
    with within(stranger.practice):
        assert queries.house(stranger.practice) is None


def test_a_rule_is_tried_by_page_on_past_claims_and_on_one(page, claim, manager):
    answer = page.post("/house/rules/write", {"text": make.RULE, "do": "try"})
    assert "On the newest 0 claims" in answer.content.decode()
    answer = page.post("/house/rules/write", {"text": make.RULE, "do": "try", "claim": claim.claim_id.lower()})
    assert "is looked at again" in answer.content.decode()
    assert page.post("/house/rules/write", {"text": make.RULE, "do": "try", "claim": "C9"}).status_code == 422
    assert not queries.standing(HouseRule, claim.practice)
    assert "is no TOML" in page.post("/house/rules/write", {"text": "[[", "do": "keep"}).content.decode()
    page.post("/house/rules/write", {"text": make.RULE, "do": "keep"})
    row = queries.standing(HouseRule, claim.practice).get()
    page.post(f"/house/rules/{row.public_id}/switch", {"on": "1", "reason": "tried"})
    shown = page.get(f"/house/rules/{row.public_id}").content.decode()
    assert "On: tried" in shown
    assert "no-99213" in page.get("/house/rules").content.decode()


def test_a_contract_shows_what_it_would_pay_and_is_expected_once_it_is_on(page, encounter, manager):
    practice = encounter.practice
    shown = page.post("/house/contracts/write", {"text": make.CONTRACT, "do": "try"}).content.decode()
    assert "$111.11" in shown
    assert not queries.standing(PayerContract, practice)
    [row] = actions.write_contract(practice, make.CONTRACT, by=manager)
    assert preview(encounter).contract == []
    actions.switch_contract(practice, row, by=manager, on=True, reason="signed")
    [expected] = preview(encounter).contract
    assert expected.amount and expected.contract.name == "medicare-2026"
    assert "Expected by contract" in page.get(f"/preview/{encounter.public_id}").content.decode()
    assert "medicare-2026" in page.get("/house/contracts").content.decode()


def test_a_contract_holds_between_its_days(practice, manager):
    [row] = actions.write_contract(practice, make.CONTRACT, by=manager)
    actions.switch_contract(practice, row, by=manager, on=True, reason="signed")
    assert queries.contract_of(practice, "00882", make.DAY).name == "medicare-2026"
    assert queries.contract_of(practice, "00882", make.DAY.replace(year=2027)) is None
    assert queries.contract_of(practice, "OTHER", make.DAY) is None


def test_prices_name_their_term_or_say_why_there_is_none(books):
    found = engine.priced(make.CONTRACT, [("99213", Money.parse("140.00")), ("36415", Money.parse("12.00"))], make.DAY)
    assert [one.pays for one in found] == [Money.parse("111.11"), Money.parse("6.00")]
    [late] = engine.priced(make.CONTRACT, [("99213", Money.parse("140.00"))], make.DAY.replace(year=2028))
    assert late.pays is None
    assert "not in force" in late.why
