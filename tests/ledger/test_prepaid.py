"""A patient's money that pays for nothing yet stands on unapplied until it is applied or given back, to the cent."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from claimwright import ledger
from claimwright.core import Claim, Money, Patient, Payer, Provider, Subscriber

ON = date(2026, 3, 2)
CLAIM = Claim(
    id="C1", charge=Money(10_000), patient=Patient(id="P1", last="Rivera", first="Ana"), subscriber=Subscriber(), payer=Payer("X"),
    billing=Provider(name="Example"),
)  # fmt: skip


def on(entries, account):
    return Money.total(entry.amount(account) for entry in entries)


@given(st.integers(1, 10**7), st.data())
def test_what_is_taken_is_applied_given_back_or_still_there(taken, data):
    applied = data.draw(st.integers(0, taken))
    back = data.draw(st.integers(0, taken - applied))
    entries = [
        ledger.prepay("P1", Money(taken), ON, "R1"),
        ledger.apply_prepaid(CLAIM, "", Money(applied), ON, "D1"),
        ledger.give_back("P1", Money(back), ON, "B1"),
    ]
    assert ledger.is_balanced(entries)
    assert on(entries, ledger.Account.CASH) == taken - back
    assert on(entries, ledger.Account.UNAPPLIED) == -(taken - applied - back)
    assert on(entries, ledger.Account.PATIENT) == -applied


def test_the_same_receipt_is_the_same_entry():
    first, second = (ledger.prepay("P1", Money(500), ON, "R1") for _ in range(2))
    assert first == second
    assert ledger.prepay("P1", Money(500), ON, "R2").id != first.id
    assert ledger.reverse(first, ON, "check came back").amount(ledger.Account.CASH) == -500
