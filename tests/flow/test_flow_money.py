from datetime import date

import pytest
from flow_making import CHARGES, CODES, DAY, NOTE, encounter

from claimwright import core, flow, ledger
from claimwright.core import (
    Acknowledgement,
    Adjustment,
    ClaimStatus,
    Money,
    Payment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
    SyntaxFault,
)

PAID_ON = date(2026, 3, 20)


def claims():
    return flow.build_claims(encounter(), CODES, CHARGES, "A1001")


def answer(claim, *amounts, name=None, status="1", number="ICN1", member="1EG4TE5MK73", last="RIVERA"):
    """Each amount is what one line is short, as CO-45 when positive, or a (group-reason) with its amount."""
    lines = []
    for line, (code, short) in zip(claim.lines, amounts, strict=True):
        group, reason = code.split("-")
        cut = Money.parse(short)
        adjustments = (Adjustment(group=group, reason=reason, amount=cut),) if cut else ()
        lines.append(
            RemittanceLine(
                control_number=line.control_number, procedure=line.procedure, charge=line.charge, paid=line.charge - cut, on=DAY,
                adjustments=adjustments,
            )
        )  # fmt: skip
    patient = sum(item.amount for line in lines for item in line.adjustments if item.group == "PR")
    return RemittanceClaim(
        claim_id=claim.id if name is None else name, payer_claim_id=number, status=status, charge=claim.charge, member_id=member,
        patient_last=last, paid=Money.total(line.paid for line in lines), patient_responsibility=Money(patient), lines=tuple(lines),
    )  # fmt: skip


def remittance(*answers, trace="T1"):
    amount = Money.total(item.paid for item in answers)
    payment = Payment(amount=amount, method="ACH" if amount else "NON", trace=trace, date=PAID_ON)
    return Remittance(payer=core.Payer("00882"), payee=core.Provider(), payment=payment, claims=answers)


PAID = (("CO-45", "100.00"), ("PR-2", "12.00"))


def test_our_id_with_the_right_charge_is_a_sure_match():
    (claim,) = claims()
    matched = flow.match(remittance(answer(claim, *PAID)), [claim])
    assert matched.claims[0].matched == core.Match("A1001", "claim id")


def test_our_id_on_another_persons_claim_is_not_believed():
    (claim,) = claims()
    strange = core.replace(answer(claim, *PAID, member="OTHER", last="MILLER"), charge=Money.parse("99.00"))
    assert flow.match(remittance(strange), [claim]).claims[0].matched is None


def test_the_payers_number_finds_what_a_wrong_id_hides():
    (claim,) = claims()
    wrong = remittance(answer(claim, *PAID, name="GARBLED"))
    matched = flow.match(wrong, [claim], payer_numbers={"ICN1": "A1001"})
    assert matched.claims[0].matched == core.Match("A1001", "payer control number")


def test_member_charge_and_day_only_propose():
    (claim,) = claims()
    wrong = remittance(answer(claim, *PAID, name="GARBLED"))
    result = flow.remit(wrong, [claim])
    assert [(item.claim, item.place) for item in result.proposals] == [("A1001", 1)]
    assert [item.code for item in result.posted.exceptions] == ["unmatched-claim"]
    assert ledger.balances(result.posted.entries, "claim") == {}
    twin = core.replace(claim, id="A2002")
    assert flow.propose(wrong, [claim, twin]) == []


@pytest.mark.parametrize(
    ("amounts", "event"),
    [
        (PAID, "pay"),
        ((("CO-45", "0"), ("CO-97", "60.00")), "pay-partly"),
        ((("CO-50", "225.00"), ("CO-97", "60.00")), "deny"),
        ((("PR-1", "225.00"), ("PR-1", "60.00")), "pay"),
        ((("PR-1", "225.00"), ("CO-97", "60.00")), "pay-partly"),
    ],
)
def test_what_a_remittance_means_is_read_from_money_and_codes(amounts, event):
    (claim,) = claims()
    result = flow.remit(remittance(answer(claim, *amounts)), [claim], already=[ledger.charge(claim, DAY)])
    assert [(item.claim, item.event, item.payer_claim_id) for item in result.outcomes] == [("A1001", event, "ICN1")]


def test_a_second_reading_of_the_same_payment_has_no_outcome():
    (claim,) = claims()
    first = flow.remit(remittance(answer(claim, *PAID)), [claim], already=[ledger.charge(claim, DAY)])
    again = flow.remit(remittance(answer(claim, *PAID)), [claim], already=first.posted.entries)
    assert (again.outcomes, again.posted.entries) == ((), ())


def test_the_chain_leads_from_every_amount_to_the_words_of_the_note():
    (claim,) = claims()
    paid = remittance(answer(claim, *PAID))
    entries = [ledger.charge(claim, DAY)]
    entries += flow.remit(paid, [claim], already=entries).posted.entries
    found = flow.chain(claim, "A1001-2", [paid], entries)
    assert (found.line.procedure, found.balance) == ("93000", Money.parse("12.00"))
    assert [item.code for item in found.diagnoses] == ["I10"]
    assert [item.text for item in found.evidence] == ["ECG done", "Hypertension"]
    assert all(NOTE[item.start : item.end] == item.text for item in found.evidence)
    by_kind = {link.entry.kind: link for link in found.links}
    assert by_kind["charge"].said == ()
    assert by_kind["payment"].said[0].control_number == "A1001-2"
    assert core.decode(core.encode(found), flow.EvidenceChain) == found
    with pytest.raises(KeyError):
        flow.chain(claim, "A1001-9", [paid], entries)


def test_every_posting_of_the_books_has_a_chain():
    (claim,) = claims()
    paid = remittance(answer(claim, *PAID))
    entries = [ledger.charge(claim, DAY)]
    entries += flow.remit(paid, [claim], already=entries).posted.entries
    chained = sum(len(flow.chain(claim, line.control_number, [paid], entries).links) for line in claim.lines)
    assert chained == sum(len(entry.postings) for entry in entries)


def test_a_999_that_rejects_the_file_rejects_all_of_its_claims():
    said = list(flow.answers_of(Acknowledgement(kind="999", answers="1", verdict="R"), ["A1", "A2"]))
    assert [(item.claim, item.event) for item in said] == [("A1", "reject"), ("A2", "reject")]


def test_a_999_that_accepts_moves_nothing_and_a_partial_one_only_what_it_names():
    accepted = flow.answers_of(Acknowledgement(kind="999", answers="1", verdict="A"), ["A1"])
    assert [item.event for item in accepted] == [None]
    faults = (SyntaxFault(segment="CLM", code="8", claim_id="A2"),)
    partly = flow.answers_of(Acknowledgement(kind="999", answers="1", verdict="P", faults=faults), ["A1", "A2"])
    assert [(item.claim, item.event) for item in partly] == [("A1", None), ("A2", "reject")]


def test_a_277ca_speaks_for_each_claim_and_strangers_are_left_out():
    statuses = (
        ClaimStatus(claim_id="A1", accepted=True, category="A2", status="20", payer_claim_id="ICN1"),
        ClaimStatus(claim_id="A2", accepted=False, category="A7", status="164", message="member id"),
        ClaimStatus(claim_id="Z9", accepted=True, category="A2"),
    )
    answer = Acknowledgement(kind="277CA", answers="1", verdict="P", claims=statuses)
    said = list(flow.answers_of(answer, ["A1", "A2"]))
    assert [(item.claim, item.event, item.payer_claim_id) for item in said] == [("A1", "accept", "ICN1"), ("A2", "reject", "")]


def test_what_may_not_stand_in_one_file_is_refused_before_anything_is_written():
    (claim,) = claims()
    for wrong in ([], [claim, claim], [claim, core.replace(claim, id="B", kind="institutional")]):
        with pytest.raises(flow.NotReady):
            flow.submit(wrong, None)


def test_only_errors_that_nobody_overrode_stop_a_claim():
    def finding(name, severity):
        return core.Finding(
            id=name, severity=core.Severity(severity), claim="A1", line=None, field="", value="", message="",
            fix=core.Fix.propose(""), source="",
            effective=None, prevents=(),
        )  # fmt: skip

    found = [finding("a", "error"), finding("b", "warning")]
    assert not flow.ready(found)
    assert flow.ready(found, {"a"})
    assert [item.id for item in flow.blocking(found)] == ["a"]


def test_a_replaced_claim_is_charged_anew_and_the_payers_takeback_settles_the_old_one():
    (claim,) = claims()
    first = remittance(answer(claim, *PAID))
    entries = [ledger.charge(claim, DAY)]
    entries += flow.remit(first, [claim], already=entries).posted.entries
    again = flow.replace_claim(claim, "A1002", "ICN1")
    entries += flow.recharge(again, entries, PAID_ON)
    assert ledger.balances(entries, "claim") == {"A1001": Money.parse("-273.00"), "A1002": Money.parse("285.00")}
    assert {entry.id for entry in flow.recharge(again, entries, PAID_ON)} <= {entry.id for entry in entries}
    old = first.claims[0]
    lines = tuple(
        core.replace(
            line,
            charge=-line.charge,
            paid=-line.paid,
            adjustments=tuple(core.replace(item, amount=-item.amount) for item in line.adjustments),
        )
        for line in old.lines
    )
    back = core.replace(old, status="22", charge=-old.charge, paid=-old.paid, lines=lines)
    result = flow.remit(remittance(back, answer(again, *PAID, number="ICN2"), trace="T2"), [claim, again], already=entries)
    assert [(item.claim, item.event) for item in result.outcomes] == [("A1001", "reverse"), ("A1002", "pay")]
    entries += result.posted.entries
    assert ledger.balances(entries, "claim") == {"A1001": 0, "A1002": Money.parse("12.00")}
    assert ledger.is_balanced(entries)


def test_a_void_charges_nothing():
    (claim,) = claims()
    charge = ledger.charge(claim, DAY)
    entries = [charge, *flow.recharge(flow.void_claim(claim, "A1002", "ICN1"), [charge], PAID_ON)]
    assert set(ledger.balances(entries).values()) == {0}


def test_what_is_said_of_the_claim_as_a_whole_has_its_chain_too():
    (claim,) = claims()
    whole = core.replace(
        answer(claim, *PAID), lines=(), paid=Money.parse("185.00"), patient_responsibility=core.ZERO,
        adjustments=(Adjustment(group="CO", reason="45", amount=Money.parse("100.00")),),
    )  # fmt: skip
    entries = [ledger.charge(claim, DAY)]
    entries += flow.remit(remittance(whole), [claim], already=entries).posted.entries
    found = flow.chain(claim, "", [remittance(whole)], entries)
    assert (found.line, found.balance) == (None, Money.parse("-285.00"))
    assert [item.code for item in found.diagnoses] == ["E11.65", "I10"]
    assert ledger.balances(entries, "claim") == {"A1001": 0}
