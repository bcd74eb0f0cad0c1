"""Money between payer and practice: every remittance balances, whatever the claims and whatever the script."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright import ledger
from claimwright.core import InputError, Money, Provider, Subscriber, decode, encode, replace
from claimwright.sandbox.payer import PayerState, script_named, scripts

CODES = ("99213", "99214", "20610", "10060", "12001", "83036", "93306", "71046", "G0439", "90471", "J1885", "99284")
charges = st.integers(min_value=0, max_value=90_000).map(lambda cents: str(Money(cents)))
services = st.tuples(st.sampled_from(CODES), charges, st.integers(min_value=1, max_value=4))
stacks = st.lists(
    st.tuples(st.sampled_from(("00882", "EXCOM1", "EXCOM2", "EXMCD", "ELSEWHERE")), st.lists(services, min_size=1, max_size=5)), max_size=6
)


def build(house, stack):
    for number, (payer, lines) in enumerate(stack):
        name = f"R{number}"
        built = [house.line(n, code, charge, units=units, claim=name) for n, (code, charge, units) in enumerate(lines, start=1)]
        kind = "institutional" if payer == "ELSEWHERE" else "professional"
        yield house.claim(*built, payer=payer, id=name, kind=kind, member=None if payer != "ELSEWHERE" else "M1")


def paid(outcome):
    return Money.total(remittance.payment.amount for remittance in outcome.remittances)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stack=stacks, seed=st.integers(min_value=0, max_value=20), script=st.sampled_from([None, *sorted(scripts())]))
def test_every_remittance_balances_and_no_cent_is_lost(house, stack, seed, script):
    claims = list(build(house, stack))
    outcome = house.play(*claims, seed=seed, script=script)
    for remittance in outcome.remittances:
        proof = ledger.prove(remittance)
        assert proof.holds
        assert script == "oddities" or not proof.exceptions
        assert remittance.payment.amount >= 0
        assert (remittance.payment.method == "NON") == (remittance.payment.amount == 0)
    answered = {one.payer_claim_id for remittance in outcome.remittances for one in remittance.claims if one.status != "22"}
    assert len(answered) >= len(claims)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stack=stacks, script=st.sampled_from(sorted(scripts())))
def test_the_same_stack_gives_the_same_answers_and_the_state_survives_json(house, stack, script):
    claims = list(build(house, stack))
    one, again = house.play(*claims, script=script), house.play(*claims, script=script)
    assert one == again
    assert decode(encode(one.state), PayerState) == one.state


def test_a_line_never_pays_more_than_its_charge_nor_less_than_nothing(house):
    claim = house.claim(*(house.line(n, code, f"{n}.01") for n, code in enumerate(CODES[:9], start=1)), payer="EXMCD")
    for line in house.only(house.play(claim)).lines:
        assert 0 <= line.paid <= line.charge


def stack(house, count=12, payer="EXCOM1"):
    return [house.claim(house.line(1, "99214", f"2{n:02d}.00", claim=f"S{n}"), payer=payer, id=f"S{n}") for n in range(count)]


def test_a_reversal_comes_later_negates_the_first_answer_and_is_followed_by_the_correction(house):
    outcome = house.play(*stack(house), script="reversal")
    first, later = outcome.remittances
    assert later.payment.date - first.payment.date == dt.timedelta(days=30)
    pairs = list(zip(later.claims[::2], later.claims[1::2], strict=True))
    assert pairs
    originals = {one.payer_claim_id: one for one in first.claims}
    for undone, anew in pairs:
        original = originals[undone.payer_claim_id]
        assert (undone.status, undone.paid, undone.charge) == ("22", -original.paid, -original.charge)
        assert anew.payer_claim_id != undone.payer_claim_id
        assert anew.paid == Money.of(original.paid.dollars * 80 / 100)


def test_a_late_denial_takes_all_the_money_back_under_its_reason(house):
    _, later = house.play(*stack(house), script="late_denial").remittances
    denied = [one for one in later.claims if one.status != "22"]
    assert denied
    for one in denied:
        assert one.paid == 0
        assert [(a.group, a.reason) for a in one.lines[0].adjustments] == [("CO", "50")]


def test_what_cannot_be_taken_back_is_carried_forward_and_taken_next_time(house):
    outcome = house.play(*stack(house), script="late_denial")
    later = outcome.remittances[1]
    (carried,) = later.provider_adjustments
    assert later.payment.amount == 0
    assert (carried.reason, carried.amount < 0) == ("FB", True)
    fresh = [replace(one, id=f"N{one.id}") for one in stack(house, 20, "EXCOM1")[12:]]
    after = house.play(*fresh, state=outcome.state).remittances[0]
    assert after.provider_adjustments[0].amount == -carried.amount
    assert after.payment.amount == Money.total(one.paid for one in after.claims) + carried.amount


def test_recovery_lowers_and_interest_raises_the_payment(house):
    plain, less, more = (house.play(*stack(house), script=script) for script in (None, "recovery", "interest"))
    claims = Money.total(one.paid for one in plain.remittances[0].claims)
    assert paid(plain) == claims
    assert paid(less) == claims - Money.of(claims.dollars / 10)
    assert paid(more) == claims + Money.parse("1.37")


def test_a_replacement_takes_the_old_claim_back_and_pays_the_new(house):
    old = house.claim(house.line(1, "99214", "225.00"), payer="EXCOM1", id="C1")
    first = house.play(old)
    number = house.only(first).payer_claim_id
    new = house.claim(house.line(1, "99213", "150.00"), payer="EXCOM1", id="C2", frequency="7", payer_claim_id=number, replaces="C1")
    undone, answer = house.play(new, state=first.state).remittances[0].claims
    assert (undone.claim_id, undone.status, undone.paid) == ("C1", "22", -house.only(first).paid)
    assert (answer.claim_id, answer.status) == ("C2", "1")


def test_a_void_only_takes_back_and_leaves_the_claim_free_to_be_sent_again(house):
    old = house.claim(house.line(1, "20610", "225.00"), payer="EXCOM1", member="STRANGER07", id="C1")
    first = house.play(old)
    void = replace(old, id="C2", frequency="8", payer_claim_id=house.only(first).payer_claim_id)
    after = house.play(void, state=first.state)
    assert [one.status for one in after.remittances[0].claims] == ["22"]
    assert all(used == 0 for used in after.state.deductible.values())
    assert house.only(house.play(replace(old, id="C3"), state=replace(after.state, carried={}))) == replace(
        house.only(first), claim_id="C3", payer_claim_id=house.only(house.play(replace(old, id="C3"))).payer_claim_id
    )


def test_scripted_denials_strike_some_claims_and_not_all(house):
    answers = [one for remittance in house.play(*stack(house, 40), script="denials").remittances for one in remittance.claims]
    assert 0 < sum(one.paid == 0 for one in answers) < len(answers)


def test_an_unknown_script_names_those_there_are():
    with pytest.raises(InputError, match=r"choose one of .*denials, interest"):
        script_named("nonsense")


def test_the_simulated_payer_says_so(house):
    (remittance,) = house.play(*stack(house, 1)).remittances
    assert "simulated" in remittance.payer.name
    assert remittance.payment.trace.startswith("SIM")
    assert remittance.claims[0].payer_claim_id.startswith("SIM")


def test_a_duplicate_leaves_the_first_claim_to_be_voided(house):
    old = house.claim(house.line(1, "99214", "225.00"), payer="EXCOM1", id="C1")
    twice = house.play(old, old)
    first, second = twice.remittances[0].claims
    assert first.payer_claim_id != second.payer_claim_id
    void = replace(old, id="C2", frequency="8", payer_claim_id=first.payer_claim_id)
    (undone,) = house.play(void, state=twice.state).remittances[0].claims
    assert undone.paid == -first.paid


def test_two_practices_may_use_the_same_claim_id(house):
    mine = house.claim(house.line(1, "99214", "225.00"), payer="EXCOM1", id="C1")
    theirs = replace(mine, billing=Provider(npi="1679576722"), subscriber=Subscriber(member_id="OTHER0001"))
    one, other = house.play(mine, theirs).remittances
    assert one.claims[0].paid > 0
    assert other.claims[0].adjustments == ()
    assert all(a.reason != "18" for a in other.claims[0].lines[0].adjustments)
    assert one.claims[0].payer_claim_id != other.claims[0].payer_claim_id


def test_nobody_replaces_the_claim_of_another_practice(house):
    mine = house.play(house.claim(house.line(1, "99214", "225.00"), payer="EXCOM1", id="C1"))
    number = house.only(mine).payer_claim_id
    theirs = house.claim(house.line(1, "99214", "1.00"), payer="EXCOM1", id="C2", frequency="7", payer_claim_id=number)
    outcome = house.play(replace(theirs, billing=Provider(npi="1679576722")), state=mine.state)
    assert outcome.acknowledgements[0].claims[0].status == "464"


def test_a_claim_paid_and_voided_in_one_file_is_not_corrected_again(house):
    old = stack(house, 12)
    numbers = [one.payer_claim_id for one in house.play(*old).remittances[0].claims]
    voids = [replace(one, id=f"V{n}", frequency="8", payer_claim_id=numbers[n]) for n, one in enumerate(old)]
    outcome = house.play(*old, *voids, script="reversal")
    assert Money.total(one.paid for remittance in outcome.remittances for one in remittance.claims) == 0
