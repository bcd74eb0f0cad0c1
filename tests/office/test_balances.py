"""The running balances beside the journal: always what the journal adds up to."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright.core import Money
from claimwright.ledger import Account, Entry, Posting, Source
from claimwright.office.kit.scope import within
from claimwright.office.ledger import queries
from claimwright.office.ledger.balances import differing
from claimwright.office.ledger.journal import record_entries
from claimwright.office.ledger.models import Balance, JournalEntry

ACCOUNTS = [Account.INSURANCE, Account.PATIENT, Account.CHARGES, Account.CASH]
MOVES = st.lists(
    st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), st.integers(-50_000, 50_000), st.integers(1, 400), st.booleans()),
    min_size=1, max_size=8,
)  # fmt: skip


def entry(number, move, claim):
    debit, credit, cents, day, with_claim = move
    name, payer = (claim.claim_id if with_claim else ""), ("NWHP1" if debit is Account.INSURANCE else "")
    postings = (
        Posting(account=debit, amount=Money(cents), claim=name, patient=claim.patient.number, payer=payer),
        Posting(account=credit, amount=Money(-cents), claim=name, patient=claim.patient.number),
    )
    on = date.fromordinal(date(2026, 1, 1).toordinal() + day)
    return Entry(id=f"e{number}", on=on, kind="charge", postings=postings, source=Source(kind="claim", id="x"), claim=name)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_whatever_is_posted_the_balances_are_what_the_journal_adds_up_to(claim, moves):
    practice, before = claim.practice, Balance.objects.for_practice(claim.practice).count()
    start = JournalEntry.objects.for_practice(practice).count()
    record_entries(practice, [entry(start * 10 + number, move, claim) for number, move in enumerate(moves)])
    assert differing(practice) == []
    assert Balance.objects.for_practice(practice).count() >= before
    assert sum(queries.balances(practice).values()) == 0


def test_a_balance_that_was_changed_by_itself_is_found(claim):
    record_entries(claim.practice, [entry(1, (Account.INSURANCE, Account.CHARGES, 5_000, 1, True), claim)])
    row = Balance.objects.for_practice(claim.practice).get(account=Account.INSURANCE.value)
    Balance.objects.for_practice(claim.practice).filter(pk=row.pk).update(amount=row.amount + 1)
    assert differing(claim.practice) == [row.key]


def test_ages_are_counted_from_the_first_posting_and_credits_are_left_out(claim):
    practice, first = claim.practice, date(2026, 1, 1)
    Balance.objects.for_practice(practice).update(amount=0)
    for number, (days, cents) in enumerate([(0, 100), (30, 200), (31, 400), (120, 800), (121, 1600), (500, 3200), (10, -50)]):
        since = date.fromordinal(first.toordinal() - days)
        kept = {"account": Account.PATIENT.value, "patient": claim.patient, "amount": cents, "since": since}
        Balance.objects.create(practice=practice, key=str(number), **kept)
    found = dict(queries.aging(practice, first))
    assert found == {"0-30": 300, "31-60": 400, "61-90": 0, "91-120": 800, "120+": 4800}
    assert queries.owed(practice)[0] == 6250
    assert [row.amount for row in queries.open_items(practice, first, "120+")] == [3200, 1600]
    assert queries.open_items(practice, first, "no age") == []


def test_another_practices_balances_are_not_seen(claim, stranger):
    with within(stranger.practice):
        assert queries.owed(stranger.practice) == (0, 0)
