"""Coordination of benefits: the claim to the second payer, its file, and its money."""

from datetime import UTC, date, datetime

import pytest
from flow_making import CHARGES, CODES, DAY, coverage, encounter
from test_flow_money import PAID, PAID_ON, answer, remittance

from claimwright import core, flow, ledger, x12
from claimwright.core import Money
from claimwright.flow import Held
from claimwright.sandbox.payer import Payer

ENVELOPE = x12.Envelope(sender="1245319599", receiver="EXCOM1", control=2, timestamp=datetime(2026, 3, 21, 8, 0, tzinfo=UTC))
SECOND = coverage("EXCOM1", 2)


@pytest.fixture
def first():
    return flow.build_claims(encounter(coverages=(coverage(), SECOND)), CODES, CHARGES, "A1001")[0]


def answered_by_first(first, **changes):
    return remittance(core.replace(answer(first, *PAID), **changes))


def test_the_second_claim_says_what_the_first_payer_did(first):
    claim = flow.secondary_claim(first, answered_by_first(first), 1, "A1001B")
    assert (claim.id, claim.sequence, claim.payer.id, claim.charge) == ("A1001B", 2, "EXCOM1", first.charge)
    (before,) = claim.other_payers
    assert (before.payer.id, before.sequence, before.paid, before.paid_on) == ("00882", 1, Money.parse("173.00"), PAID_ON)
    adjusted = Money.total(item.amount for line in before.lines for item in line.adjustments)
    assert claim.charge == before.paid + adjusted
    assert [line.evidence for line in claim.lines] == [line.evidence for line in first.lines]


def test_its_file_is_accepted_by_our_own_check_and_read_back(first):
    claim = flow.secondary_claim(first, answered_by_first(first), 1, "A1001B")
    edi = flow.submit([claim], ENVELOPE)
    assert x12.check(edi, snip=4).verdict == "accepted"
    (back,) = [item for item in x12.read(edi) if isinstance(item, core.Claim)]
    assert [(other.payer.id, other.paid, other.paid_on) for other in back.other_payers] == [("00882", Money.parse("173.00"), PAID_ON)]


def test_each_group_code_stands_once_however_the_payer_mixed_them(first):
    paid = answered_by_first(first)
    answer = paid.claims[0]
    several = [item for line in answer.lines for item in line.adjustments]
    mixed = tuple(core.replace(several[0], group=group, amount=Money(0)) for group in ("CO", "PR", "CO"))
    lines = (core.replace(answer.lines[0], adjustments=(*answer.lines[0].adjustments, *mixed)), *answer.lines[1:])
    claim = flow.secondary_claim(first, core.replace(paid, claims=(core.replace(answer, lines=lines),)), 1, "A1001B")
    groups = [item.group for item in claim.other_payers[0].lines[0].adjustments]
    assert len(groups) == len(lines[0].adjustments)
    assert groups == sorted(groups)


def test_the_books_follow_the_money_from_payer_to_payer_to_patient(first):
    paid = answered_by_first(first)
    entries = [ledger.charge(first, DAY)]
    entries += flow.remit(paid, [first], already=entries).posted.entries
    assert ledger.balances(entries, "payer") == {"00882": 0, "EXCOM1": Money.parse("12.00")}
    claim = flow.secondary_claim(first, paid, 1, "A1001B")
    entries.append(ledger.forward(first, claim, entries, PAID_ON))
    assert ledger.balances(entries, "claim") == {"A1001": 0, "A1001B": Money.parse("12.00")}
    lines = (
        core.RemittanceLine(
            control_number="A1001-1", procedure="99214", charge=Money.parse("225.00"), paid=core.ZERO, on=DAY,
            adjustments=(core.Adjustment(group="OA", reason="23", amount=Money.parse("225.00")),),
        ),
        core.RemittanceLine(
            control_number="A1001-2", procedure="93000", charge=Money.parse("60.00"), paid=Money.parse("9.00"), on=DAY,
            adjustments=(
                core.Adjustment(group="OA", reason="23", amount=Money.parse("48.00")),
                core.Adjustment(group="PR", reason="2", amount=Money.parse("3.00")),
            ),
        ),
    )  # fmt: skip
    second = core.RemittanceClaim(
        claim_id="A1001B", payer_claim_id="X9", status="2", charge=claim.charge, paid=Money.parse("9.00"), lines=lines,
        patient_responsibility=Money.parse("3.00"), member_id="1EG4TE5MK73",
    )  # fmt: skip
    result = flow.remit(core.replace(remittance(second, trace="S1"), payer=SECOND.payer), [first, claim], already=entries)
    assert [(item.claim, item.event) for item in result.outcomes] == [("A1001B", "pay")]
    assert not result.posted.exceptions
    entries += result.posted.entries
    assert ledger.balances(entries, "payer") == {"00882": 0, "EXCOM1": 0}
    assert ledger.balances(entries, "patient") == {"P7": Money.parse("3.00")}
    assert ledger.is_balanced(entries)


def test_forwarding_twice_is_the_same_entry(first):
    paid = answered_by_first(first)
    entries = [ledger.charge(first, DAY)]
    entries += flow.remit(paid, [first], already=entries).posted.entries
    claim = flow.secondary_claim(first, paid, 1, "A1001B")
    assert ledger.forward(first, claim, entries, PAID_ON) == ledger.forward(first, claim, entries, PAID_ON)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"status": "19"}, "crossed-over"), ({"status": "22"}, "reversed"), ({"paid": Money.parse("1.00")}, "unbalanced")],
)
def test_when_there_is_nothing_to_send(first, changes, code):
    held = flow.secondary_claim(first, answered_by_first(first, **changes), 1, "A1001B")
    assert isinstance(held, Held)
    assert held.code == code


def test_without_second_payer_patient_share_or_new_id_there_is_none(first):
    (alone,) = flow.build_claims(encounter(), CODES, CHARGES, "A1001")
    assert flow.secondary_claim(alone, answered_by_first(alone), 1, "B").code == "no-next-payer"
    nothing = remittance(answer(first, ("CO-45", "100.00"), ("CO-45", "12.00")))
    assert flow.secondary_claim(first, nothing, 1, "B").code == "nothing-left"
    assert flow.secondary_claim(first, answered_by_first(first), 1, "A1001").code == "claim-id"


def test_two_simulated_payers_settle_one_claim_between_them(first):
    office = Payer()
    known, entries = [first], [ledger.charge(first, DAY)]

    def follow(claim, receiver, control, received):
        envelope = core.replace(ENVELOPE, receiver=receiver, control=control)
        files = office.adjudicate(flow.submit([claim], envelope), received).files
        (paid,) = [item for name, data in files.items() if name.endswith("835") for item in x12.read(data)]
        result = flow.remit(paid, known, already=entries)
        assert [(item.claim, item.event) for item in result.outcomes] == [(claim.id, "pay")]
        assert not result.posted.exceptions
        entries.extend(result.posted.entries)
        return result.remittance

    paid = follow(first, "00882", 1, date(2026, 3, 4))
    second = flow.secondary_claim(first, paid, 1, "A1001B")
    left = ledger.balances(entries, "payer")["EXCOM1"]
    assert left > 0
    entries.append(ledger.forward(first, second, entries, paid.payment.date))
    known.append(second)
    last = follow(second, "EXCOM1", 2, date(2026, 3, 21))
    assert ledger.balances(entries, "payer") == {"00882": 0, "EXCOM1": 0}
    assert ledger.balances(entries)["cash"] == paid.payment.amount + last.payment.amount
    assert ledger.balances(entries).get("patient-receivable", 0) == left - last.payment.amount
