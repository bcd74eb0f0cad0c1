"""Whatever the simulated payer does, the books follow it to the cent."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from flow_making import CHARGES, CODES, encounter, service
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright import core, flow, ledger, x12
from claimwright.core import Money, Remittance
from claimwright.sandbox.payer import adjudicate, scripts

FIRST = date(2026, 2, 2)
SENT = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def claims():
    made = []
    for n in range(12):
        visit = encounter(id=f"E{n}", date_of_service=date(2026, 2, 2 + n))
        made += flow.build_claims(visit, [*CODES, service("36415", units=1 + n % 3)], CHARGES, f"A{1000 + n}")
    return made


@pytest.fixture(scope="module")
def edi(claims):
    return flow.submit(claims, x12.Envelope(sender="1245319599", receiver="00882", control=1, timestamp=SENT))


def follow(claims, files):
    """States and entries after every answer, in the order of the files' dates."""
    states: dict[str, flow.State] = {claim.id: "submitted" for claim in claims}
    entries = [ledger.charge(claim, FIRST) for claim in claims]
    payments, results, numbers = {}, [], {}
    for data in (data for name, data in files.items() if not name.endswith("835")):
        for said in flow.acknowledge(data, claims):
            states[said.claim] = flow.after(states[said.claim], said.event) if said.event else states[said.claim]
            numbers[said.payer_claim_id or said.claim] = said.claim
    for _, data in sorted((name, data) for name, data in files.items() if name.endswith("835")):
        for remittance in (item for item in x12.read(data) if isinstance(item, Remittance)):
            payments[remittance.identity] = remittance.payment.amount
            result = flow.remit(remittance, claims, already=entries, payer_numbers=numbers)
            entries += result.posted.entries
            results.append(result)
            for outcome in result.outcomes:
                states[outcome.claim] = flow.after(states[outcome.claim], outcome.event)
    return states, entries, Money.total(payments.values()), results


@pytest.mark.parametrize("script", [None, *sorted(scripts())])
def test_books_and_states_follow_every_script(claims, edi, script):
    files = adjudicate(edi, received_on=date(2026, 3, 4), script=script).files
    states, entries, paid, results = follow(claims, files)
    assert ledger.is_balanced(entries)
    assert all(result.proof.holds for result in results)
    assert ledger.balances(entries)["cash"] == paid
    assert ledger.balances(entries).get("unapplied", 0) == 0
    assert not [item for result in results for item in result.posted.exceptions if item.severity == "error"]
    counted = Counter(states.values())
    assert set(counted) <= {"paid", "partly-paid", "denied"}
    owed = ledger.balances(entries, "payer")["00882"]
    assert (owed == 0) is (set(counted) == {"paid"})
    wanted = core.Money.total(claim.charge for claim in claims)
    assert ledger.balances(entries)["charges"] == -wanted


def test_a_garbled_claim_id_waits_until_somebody_finds_it(claims, edi):
    files = adjudicate(edi, received_on=date(2026, 3, 4), script="nasty").files
    payments = [data for name, data in sorted(files.items()) if name.endswith("835")]
    entries = [ledger.charge(claim, FIRST) for claim in claims]
    (remittance,) = [item for item in x12.read(payments[0]) if isinstance(item, Remittance)]
    first = flow.remit(remittance, claims, already=entries)
    assert [item.code for item in first.posted.exceptions] == ["unmatched-claim"]
    assert first.posted.held > 0
    (proposal,) = first.proposals
    entries += first.posted.entries
    answers = list(first.remittance.claims)
    answers[proposal.place - 1] = core.replace(answers[proposal.place - 1], matched=core.Match(proposal.claim, "a person"))
    second = flow.remit(core.replace(first.remittance, claims=tuple(answers)), claims, already=entries)
    assert [entry.kind for entry in second.posted.entries] == ["release", "payment"]
    assert [outcome.claim for outcome in second.outcomes] == [proposal.claim]
    entries += second.posted.entries
    assert ledger.balances(entries)["unapplied"] == 0
    assert ledger.balances(entries)["cash"] == remittance.payment.amount


@pytest.mark.parametrize("script", [None, *sorted(scripts())])
def test_every_amount_of_every_script_has_its_chain(claims, edi, script):
    files = adjudicate(edi, received_on=date(2026, 3, 4), script=script).files
    _, entries, _, results = follow(claims, files)
    remittances = [result.remittance for result in results]
    for claim in claims:
        chains = [flow.chain(claim, line.control_number, remittances, entries) for line in claim.lines]
        assert all(link.said for chain in chains for link in chain.links if link.entry.source.kind == "remittance")
        assert all(chain.evidence for chain in chains)
        mine = [posting for entry in entries for posting in entry.postings if posting.claim == claim.id]
        assert sum(len(chain.links) for chain in chains) == len(mine)
        assert sum(chain.balance for chain in chains) == ledger.balances(entries, "claim")[claim.id]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_payment_is_refused_or_posted_to_the_cent_and_never_breaks_the_books(claims, edi, data):
    files = adjudicate(edi, received_on=date(2026, 3, 4), script="nasty").files
    good = next(content for name, content in sorted(files.items()) if name.endswith("835"))
    place = data.draw(st.integers(106, len(good) - 1))
    length = data.draw(st.integers(0, 12))
    noise = data.draw(st.text("0123456789*:~-. AZ", max_size=4)).encode()
    entries = [ledger.charge(claim, FIRST) for claim in claims]
    try:
        read = [item for item in x12.read(good[:place] + noise + good[place + length :]) if isinstance(item, Remittance)]
    except core.InputError:
        return
    for remittance in read:
        result = flow.remit(remittance, claims, already=entries)
        entries += result.posted.entries
        assert ledger.is_balanced(entries)
        cash = ledger.balances(result.posted.entries).get("cash", 0)
        assert cash == (remittance.payment.amount if result.proof.transaction else 0)
