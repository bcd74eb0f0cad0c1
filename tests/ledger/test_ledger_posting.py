from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_making import DAY, NEXT, PAYER, a_claim, adjudications, answered, cents, negated, paid_by

from claimwright import core, ledger
from claimwright.ledger import Account


def post(remittance, *claims, already=None):
    entries = [ledger.charge(claim, DAY) for claim in claims] if already is None else already
    return ledger.post(remittance, {claim.id: claim for claim in claims}, already=entries), entries


def codes(result):
    return Counter(item.code for item in result.exceptions)


def test_payment_contractual_and_patient_share_settle_the_line():
    claim = a_claim()
    result, before = post(paid_by(answered(claim, ("CO-45 40.00", "PR-2 12.00"))), claim)
    assert not result.exceptions
    assert not result.denials
    assert ledger.balances([*before, *result.entries]) == {
        "insurance-receivable": 0, "charges": cents("-100.00"), "cash": cents("48.00"),
        "contractual-adjustment": cents("40.00"), "patient-receivable": cents("12.00"),
    }  # fmt: skip
    assert ledger.balances(result.entries, "patient") == {"P-A1": cents("12.00")}


def test_patient_share_goes_to_the_next_payer_where_there_is_one():
    claim = a_claim(second=True)
    result, before = post(paid_by(answered(claim, ("CO-45 40.00", "PR-2 12.00"))), claim)
    assert ledger.balances([*before, *result.entries], "payer") == {PAYER.id: 0, NEXT.id: cents("12.00")}
    assert ledger.balances(result.entries, "patient") == {}


def test_the_second_payer_neither_repeats_the_write_off_nor_books_what_the_first_did():
    claim = a_claim(second=True)
    first, before = post(paid_by(answered(claim, ("CO-45 40.00", "PR-2 12.00"))), claim)
    entries = [*before, *first.entries]
    second = paid_by(answered(claim, ("OA-23 88.00", "CO-45 2.00"), status="2"), trace="S1", payer=NEXT)
    result = ledger.post(second, {claim.id: claim}, already=entries)
    entries += result.entries
    assert ledger.balances(entries, "payer") == {PAYER.id: 0, NEXT.id: 0}
    assert ledger.balances(entries)["contractual-adjustment"] == cents("42.00")
    repeat = paid_by(answered(claim, ("CO-45 40.00", "OA-23 48.00"), status="2"), trace="S2", payer=NEXT)
    result = ledger.post(repeat, {claim.id: claim}, already=[*before, *first.entries])
    assert codes(result) == {"secondary-contractual": 1}
    assert result.exceptions[0].difference == cents("40.00")
    assert ledger.balances([*before, *first.entries, *result.entries])["contractual-adjustment"] == cents("40.00")


@pytest.mark.parametrize("adjustment", ["CO-97 100.00", "CO-50 100.00", "CO-16 100.00", "PI-222 100.00", "OA-18 100.00", "CO-45 100.00"])
@pytest.mark.parametrize("status", ["1", "4"])
def test_a_denial_stays_open_as_work_and_nothing_is_written_off(adjustment, status):
    claim = a_claim()
    result, before = post(paid_by(answered(claim, (adjustment,), status=status)), claim)
    assert ledger.balances([*before, *result.entries]) == {"insurance-receivable": cents("100.00"), "charges": cents("-100.00")}
    (denial,) = result.denials
    assert (denial.claim, denial.line, denial.procedure, denial.amount) == ("A1", "A1-1", "99213", cents("100.00"))
    assert f"{denial.group}-{denial.reason} {denial.amount}" == adjustment
    assert denial.why


def test_a_negative_adjustment_keeps_its_sign():
    claim = a_claim()
    result, before = post(paid_by(answered(claim, ("CO-144 -2.00",))), claim)
    assert ledger.balances([*before, *result.entries]) == {
        "insurance-receivable": 0, "charges": cents("-100.00"), "cash": cents("102.00"), "contractual-adjustment": cents("-2.00"),
    }  # fmt: skip
    assert codes(result) == {"overpaid": 1}


def test_provider_adjustments_reach_their_own_accounts_and_cash_is_the_payment():
    claim = a_claim()
    plb = [("WO", "CLM9", "30.00"), ("L6", "", "-1.25"), ("ZZ", "?", "2.00")]
    remittance = paid_by(answered(claim, ("CO-45 40.00",)), plb=plb)
    result, before = post(remittance, claim)
    sums = ledger.balances([*before, *result.entries])
    assert sums["cash"] == remittance.payment.amount == cents("29.25")
    assert sums["interest-income"] == cents("-1.25")
    assert ledger.balances(result.entries, "clearing") == {"00882 CLM9": cents("30.00"), "00882 ?": cents("2.00")}
    assert codes(result) == {"provider-adjustment-unknown": 1}


def test_a_balance_carried_forward_and_then_applied_nets_to_nothing():
    one, two = a_claim("A1"), a_claim("A2")
    paid = paid_by(answered(one, ("CO-45 40.00",)), trace="T1")
    taken = paid_by(negated(paid.claims[0]), plb=[("FB", "C7", "-60.00")], trace="T2")
    later = paid_by(answered(two, ("CO-45 20.00",)), plb=[("FB", "C7", "60.00")], trace="T3")
    entries = [ledger.charge(one, DAY), ledger.charge(two, DAY)]
    for remittance in (paid, taken, later):
        result = ledger.post(remittance, {"A1": one, "A2": two}, already=entries)
        assert not result.exceptions
        entries += result.entries
    assert taken.payment.amount == 0
    assert ledger.balances(entries, "clearing") == {"00882 C7": 0}
    assert ledger.balances(entries)["cash"] == cents("80.00")


def test_reversal_and_correction_in_one_payment_leave_the_corrected_state():
    claim = a_claim()
    first = paid_by(answered(claim, ("CO-45 40.00",)))
    result, before = post(first, claim)
    entries = [*before, *result.entries]
    both = paid_by(negated(first.claims[0]), answered(claim, ("CO-45 40.00", "PR-1 10.00"), number="ICN2"), trace="TRN2")
    result = ledger.post(both, {"A1": claim}, already=entries)
    assert not result.exceptions
    assert [entry.kind for entry in result.entries] == ["reversal", "payment"]
    assert result.entries[0].reverses == entries[1].id
    assert ledger.balances([*entries, *result.entries]) == {
        "insurance-receivable": 0, "charges": cents("-100.00"), "cash": cents("50.00"), "contractual-adjustment": cents("40.00"),
        "patient-receivable": cents("10.00"),
    }  # fmt: skip


def test_a_reversal_of_what_the_books_do_not_hold_waits():
    claim = a_claim()
    takeback = paid_by(negated(answered(claim, ("CO-45 40.00",))), plb=[("FB", "", "-60.00")])
    result, _ = post(takeback, claim)
    assert codes(result) == {"reversal-without-original": 1}
    assert result.exceptions[0].difference == cents("-60.00")
    assert ledger.balances(result.entries, "claim") == {}


def test_a_reversal_of_another_amount_waits_with_the_difference():
    claim = a_claim()
    result, before = post(paid_by(answered(claim, ("CO-45 40.00",))), claim)
    entries = [*before, *result.entries]
    takeback = paid_by(negated(answered(claim, ("CO-45 41.00",))), plb=[("FB", "", "-59.00")], trace="T2")
    result = ledger.post(takeback, {"A1": claim}, already=entries)
    assert codes(result) == {"reversal-differs": 1}
    assert result.exceptions[0].difference == cents("1.00")
    assert result.held == cents("-59.00")


def test_a_payment_is_taken_back_only_once():
    claim = a_claim()
    first = paid_by(answered(claim, ("CO-45 40.00",)))
    result, before = post(first, claim)
    entries = [*before, *result.entries]
    for trace, wanted in (("T2", {}), ("T3", {"reversal-without-original": 1})):
        takeback = paid_by(negated(first.claims[0]), plb=[("FB", "", "-60.00")], trace=trace)
        result = ledger.post(takeback, {"A1": claim}, already=entries)
        assert codes(result) == wanted
        entries += result.entries


def test_an_unmatched_claim_is_held_as_unapplied_and_released_when_found():
    claim = a_claim()
    remittance = paid_by(answered(claim, ("CO-45 40.00",)))
    result = ledger.post(remittance, {})
    assert codes(result) == {"unmatched-claim": 1}
    assert result.held == cents("60.00")
    assert ledger.balances(result.entries) == {"cash": cents("60.00"), "unapplied": cents("-60.00")}
    entries = [ledger.charge(claim, DAY), *result.entries]
    found = ledger.post(remittance, {"A1": claim}, already=entries)
    assert [entry.kind for entry in found.entries] == ["release", "payment"]
    entries += found.entries
    assert ledger.is_balanced(entries)
    sums = ledger.balances(entries)
    assert (sums["unapplied"], sums["cash"], sums["insurance-receivable"]) == (0, cents("60.00"), 0)
    assert ledger.post(remittance, {"A1": claim}, already=entries).entries == ()


def test_a_match_found_by_flow_is_followed():
    claim = a_claim("OURS")
    answer = core.replace(answered(claim, ("CO-45 40.00",)), claim_id="GARBLED", matched=core.Match("OURS", "payer control number"))
    result, before = post(paid_by(answer), claim)
    assert ledger.balances([*before, *result.entries], "claim") == {"OURS": 0}


def test_a_line_that_fits_none_of_ours_holds_the_claim():
    claim = a_claim()
    answer = answered(claim, ("CO-45 40.00",))
    strange = core.replace(answer.lines[0], control_number="", procedure="G0008")
    result, _ = post(paid_by(core.replace(answer, lines=(strange,))), claim)
    assert codes(result) == {"unmatched-line": 1}
    assert result.held == cents("60.00")


def test_a_line_without_control_number_is_found_by_code_charge_and_day():
    claim = a_claim(charges=("100.00", "40.00", "100.00"))
    claim = core.replace(claim, lines=tuple(core.replace(line, procedure="99213") for line in claim.lines))
    answer = answered(claim, ("CO-45 10.00",), ("CO-45 20.00",), ("CO-45 30.00",))
    bare = tuple(core.replace(line, control_number="") for line in answer.lines)
    result, before = post(paid_by(core.replace(answer, lines=bare)), claim)
    assert not result.exceptions
    assert set(ledger.balances([*before, *result.entries], "line").values()) == {0}


def test_a_payer_may_split_a_line_and_change_its_code():
    claim = a_claim()
    answer = answered(claim, ("CO-45 40.00",))
    half = core.replace(
        answer.lines[0],
        charge=cents("50.00"),
        paid=cents("30.00"),
        adjustments=(core.Adjustment(group="CO", reason="45", amount=cents("20.00")),),
    )
    changed = core.replace(half, procedure="99212", submitted_procedure="99213")
    result, before = post(paid_by(core.replace(answer, lines=(half, changed))), claim)
    assert codes(result) == {"code-changed": 1}
    assert ledger.balances([*before, *result.entries], "line") == {"A1-1": 0}


def test_a_prior_payers_part_that_our_books_still_hold_stays_open_as_work():
    claim = core.replace(a_claim(), sequence=2)
    result, before = post(paid_by(answered(claim, ("OA-23 88.00", "PR-2 2.00"), status="2")), claim)
    assert ledger.balances([*before, *result.entries], "payer") == {"00882": cents("88.00")}
    assert [(denial.reason, denial.amount) for denial in result.denials] == [("23", cents("88.00"))]


def test_a_predetermination_moves_no_money():
    claim = a_claim()
    answer = answered(claim, ("OA-101 100.00",), status="25")
    result, before = post(paid_by(answer), claim)
    assert codes(result) == {"predetermination": 1}
    assert not result.denials
    assert ledger.balances([*before, *result.entries], "claim") == {"A1": cents("100.00")}


def test_what_is_moved_to_the_patient_under_a_waiver_rule_asks_for_a_look():
    claim = a_claim()
    result, _ = post(paid_by(answered(claim, ("PR-204 100.00",))), claim)
    assert codes(result) == {"check-before-billing-patient": 1}
    assert ledger.balances(result.entries, "patient") == {"P-A1": cents("100.00")}


def test_posting_the_same_payment_twice_posts_nothing():
    claim = a_claim()
    remittance = paid_by(answered(claim, ("CO-97 100.00",)), plb=[("FB", "R", "-5.00")])
    result, before = post(remittance, claim)
    again = ledger.post(remittance, {"A1": claim}, already=[*before, *result.entries])
    assert again.entries == ()
    assert again.denials == ()
    assert codes(again) == {"duplicate-remittance": 1}


def test_one_bad_claim_waits_and_the_others_are_posted():
    good, bad = a_claim("A1"), a_claim("A2")
    answer = answered(bad, ("CO-45 40.00",))
    line = core.replace(answer.lines[0], adjustments=(core.Adjustment(group="CO", reason="45", amount=cents("39.99")),))
    remittance = paid_by(answered(good, ("CO-45 40.00",)), core.replace(answer, lines=(line,)))
    proof = ledger.prove(remittance)
    assert (proof.transaction, proof.claims, proof.lines, proof.difference) == (True, False, False, 0)
    result, before = post(remittance, good, bad)
    assert codes(result) == {"claim-unbalanced": 1, "line-unbalanced": 1}
    assert {item.difference for item in result.exceptions} == {cents("0.01")}
    assert ledger.balances([*before, *result.entries], "claim") == {"A1": 0, "A2": cents("100.00")}
    assert ledger.balances(result.entries)["cash"] == remittance.payment.amount


def test_claim_and_lines_must_agree():
    claim = a_claim()
    answer = core.replace(
        answered(claim, ("CO-45 40.00",)),
        charge=cents("110.00"),
        adjustments=(core.Adjustment(group="CO", reason="45", amount=cents("10.00")),),
    )
    proof = ledger.prove(paid_by(answer))
    assert {(item.code, item.difference) for item in proof.exceptions} >= {("lines-unlike-claim", cents("10.00"))}


def test_stated_patient_responsibility_is_only_a_warning():
    claim = a_claim()
    answer = core.replace(answered(claim, ("CO-45 40.00", "PR-2 12.00")), patient_responsibility=cents("11.00"))
    proof = ledger.prove(paid_by(answer))
    assert proof.holds
    assert [(item.severity, item.difference) for item in proof.exceptions] == [("warning", cents("-1.00"))]


def test_a_remittance_without_payment_may_not_state_money():
    claim = a_claim()
    remittance = paid_by(answered(claim, ("CO-45 40.00",)))
    remittance = core.replace(remittance, payment=core.replace(remittance.payment, method="NON"))
    assert not ledger.prove(remittance).transaction
    assert ledger.post(remittance, {"A1": claim}).entries == ()


def _prior(remittance, claim):
    """What is said to be a prior payer's."""
    answers = [answer for answer in remittance.claims if answer.claim_id == claim]
    return [item.amount for answer in answers for part in (answer, *answer.lines) for item in part.adjustments if item.reason == "23"]


@settings(max_examples=80, deadline=None)
@given(adjudications())
def test_every_remittance_that_proves_posts_balanced_and_its_cash_is_the_payment(case):
    claims, remittance = case
    assert ledger.prove(remittance).holds
    charges = [ledger.charge(claim, DAY) for claim in claims.values()]
    result = ledger.post(remittance, claims, already=charges)
    entries = [*charges, *result.entries]
    assert ledger.is_balanced(entries)
    assert sum(ledger.balances(entries).values()) == 0
    assert ledger.balances(result.entries).get("cash", 0) == remittance.payment.amount
    owed = ledger.balances(entries, "claim")
    for name, claim in claims.items():
        patient = ledger.balances([entry for entry in entries if entry.claim == name], "patient").get(claim.patient.id, 0)
        opened = sum(denial.amount for denial in result.denials if denial.claim == name and denial.reason != "23")
        left = owed.get(name, 0) - patient - opened
        assert left == 0 or left == sum(_prior(remittance, name))
    assert ledger.post(remittance, claims, already=entries).entries == ()


@settings(max_examples=80, deadline=None)
@given(adjudications(), st.sampled_from([-1, 1]), st.data())
def test_any_single_cent_is_refused_with_that_exact_difference(case, cent, data):
    claims, remittance = case
    answer = remittance.claims[0]
    line = answer.lines[0]
    what = data.draw(st.sampled_from(["payment", "claim paid", "claim charge", "line paid", "line charge", "line adjustment", "plb"]))
    if what == "payment":
        remittance = core.replace(remittance, payment=core.replace(remittance.payment, amount=remittance.payment.amount + cent))
    elif what == "plb":
        extra = core.ProviderAdjustment(reason="WO", amount=core.Money(cent))
        remittance = core.replace(remittance, provider_adjustments=(*remittance.provider_adjustments, extra))
    else:
        if what == "claim paid":
            answer = core.replace(answer, paid=answer.paid + cent)
        elif what == "claim charge":
            answer = core.replace(answer, charge=answer.charge + cent)
        else:
            extra = core.Adjustment(group="CO", reason="45", amount=core.Money(cent))
            changes = {
                "line paid": {"paid": line.paid + cent}, "line charge": {"charge": line.charge + cent},
                "line adjustment": {"adjustments": (*line.adjustments, extra)},
            }  # fmt: skip
            answer = core.replace(answer, lines=(core.replace(line, **changes[what]), *answer.lines[1:]))
        remittance = core.replace(remittance, claims=(answer, *remittance.claims[1:]))
    proof = ledger.prove(remittance)
    assert not proof.holds
    faults = [item for item in proof.exceptions if item.severity == "error"]
    assert all(abs(item.difference) == 1 for item in faults if item.code != "no-money-with-amount")
    result = ledger.post(remittance, claims)
    if not proof.transaction:
        assert abs(proof.difference) == 1 or {item.code for item in faults} == {"no-money-with-amount"}
        assert result.entries == ()
    touched = {posting.claim for entry in result.entries for posting in entry.postings if posting.account in ledger.RECEIVABLES}
    assert answer.claim_id not in touched


@settings(max_examples=60, deadline=None)
@given(adjudications())
def test_a_reversal_restores_every_balance(case):
    claims, remittance = case
    charges = [ledger.charge(claim, DAY) for claim in claims.values()]
    result = ledger.post(remittance, claims, already=charges)
    entries = [*charges, *result.entries]
    takeback = tuple(map(negated, remittance.claims))
    total = core.Money.total(answer.paid for answer in takeback)
    back = paid_by(*takeback, plb=[("FB", "X", str(total))], trace="BACK")
    undone = ledger.post(back, claims, already=entries)
    assert not [item for item in undone.exceptions if item.severity == "error"]
    entries += undone.entries
    assert ledger.is_balanced(entries)
    wanted = {name: amount for name, amount in ledger.balances(charges, "line").items() if amount}
    found = {name: amount for name, amount in ledger.balances(entries, "line").items() if amount}
    assert found == wanted
    for account in (Account.PATIENT, Account.CONTRACTUAL, Account.OTHER):
        assert ledger.balances(entries).get(account.value, 0) == 0


def test_lines_without_control_numbers_have_a_name_in_the_books_all_the_same():
    claim = a_claim(charges=("100.00", "40.00"))
    claim = core.replace(claim, lines=tuple(core.replace(line, control_number="") for line in claim.lines))
    result, before = post(paid_by(answered(claim, ("CO-45 10.00",), ("CO-45 20.00",))), claim)
    assert not result.exceptions
    assert ledger.balances([*before, *result.entries], "line") == {"A1-1": 0, "A1-2": 0}


def test_a_predetermination_that_pays_waits():
    claim = a_claim()
    result, _ = post(paid_by(answered(claim, ("CO-45 40.00",), status="25")), claim)
    assert codes(result) == {"predetermination": 1}
    assert result.held == cents("60.00")


def test_a_second_reading_still_says_what_waits():
    claim = a_claim()
    remittance = paid_by(answered(claim, ("CO-45 40.00",)))
    first = ledger.post(remittance, {})
    again = ledger.post(remittance, {}, already=first.entries)
    assert again.entries == ()
    assert codes(again) == {"duplicate-remittance": 1, "unmatched-claim": 1}


@pytest.mark.parametrize("contractual", ["40.00", "39.99"])
def test_a_second_answer_to_a_settled_claim_waits_until_the_first_is_taken_back(contractual):
    claim = a_claim()
    first = paid_by(answered(claim, ("CO-45 40.00", "PR-2 12.00")), trace="T1")
    result, before = post(first, claim)
    entries = [*before, *result.entries]
    again = paid_by(answered(claim, (f"CO-45 {contractual}", "PR-2 12.00")), trace="T2")
    waiting = ledger.post(again, {"A1": claim}, already=entries)
    assert codes(waiting) == {"answered-before": 1}
    assert waiting.exceptions[0].difference == cents("-100.00")
    assert waiting.held == again.payment.amount
    entries += waiting.entries
    assert ledger.balances(entries)["contractual-adjustment"] == cents("40.00")
    assert ledger.balances(entries, "patient") == {"P-A1": cents("12.00")}
    taken_back = ledger.post(paid_by(negated(first.claims[0]), trace="T3"), {"A1": claim}, already=entries)
    entries += taken_back.entries
    entries += ledger.post(again, {"A1": claim}, already=entries).entries
    assert ledger.balances(entries, "payer") == {PAYER.id: 0}
    assert ledger.balances(entries)["contractual-adjustment"] == cents(contractual)


def test_a_later_payment_of_a_denied_claim_is_posted():
    claim = a_claim()
    result, before = post(paid_by(answered(claim, ("CO-16 100.00",)), trace="T1"), claim)
    entries = [*before, *result.entries]
    paid = ledger.post(paid_by(answered(claim, ("CO-45 40.00",)), trace="T2"), {"A1": claim}, already=entries)
    assert not paid.exceptions
    assert ledger.balances([*entries, *paid.entries], "payer") == {PAYER.id: 0}


def test_a_correction_waits_with_its_reversal_until_the_original_is_in_the_books():
    claim = a_claim()
    first = paid_by(answered(claim, ("CO-45 40.00",)), trace="T1")
    both = paid_by(negated(first.claims[0]), answered(claim, ("CO-45 40.00", "PR-1 10.00"), number="ICN2"), trace="T2")
    entries = [ledger.charge(claim, DAY)]
    early = ledger.post(both, {"A1": claim}, already=entries)
    assert codes(early) == {"reversal-without-original": 2}
    entries += early.entries
    assert ledger.balances(entries)["insurance-receivable"] == cents("100.00")
    entries += ledger.post(first, {"A1": claim}, already=entries).entries
    late = ledger.post(both, {"A1": claim}, already=entries)
    assert not late.exceptions
    entries += late.entries
    assert ledger.balances(entries) == {
        "insurance-receivable": 0, "charges": cents("-100.00"), "cash": cents("50.00"), "unapplied": 0,
        "contractual-adjustment": cents("40.00"), "patient-receivable": cents("10.00"),
    }  # fmt: skip
