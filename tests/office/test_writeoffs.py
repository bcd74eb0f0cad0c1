"""Write-offs: with a reason, never more than is owed, within a role's limit alone, above it by two people, balanced always."""

from __future__ import annotations

import pytest

from claimwright.core import Money
from claimwright.ledger import Account
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.kit.errors import Forbidden
from claimwright.office.ledger import queries as books
from claimwright.office.writeoffs import actions, queries, terms
from claimwright.office.writeoffs.errors import AboveLimit, MoreThanOwed, NeedsReason
from claimwright.office.writeoffs.models import WriteOff


@pytest.fixture
def biller(practice):
    return ensure_member(practice, username="bill", role="biller")


def ask(claim, by, amount, reason="timely-filing", payer=None):
    payer = claim.payer.payer_id if payer is None else payer
    return actions.request(claim, payer, Money.parse(amount), by=by, reason=reason, note="sent after the limit")


def test_within_the_limit_it_is_booked_at_once_and_the_books_balance(sent, practice, biller):
    before = queries.open_of(sent, sent.payer.payer_id)
    made = ask(sent, biller, "10.00")
    assert made.state == "approved"
    assert queries.open_of(sent, sent.payer.payer_id) == before - Money.parse("10.00")
    assert books.balance(practice, Account.OTHER) == Money.parse("10.00")
    assert books.balanced(practice)
    assert "Written off $10.00: sent too late" in sent.events.order_by("-id").first().what


def test_above_the_limit_a_second_person_agrees(client, sent, practice, biller, manager):
    client.force_login(biller.user, backend="django.contrib.auth.backends.ModelBackend")
    form = {"payer": sent.payer.payer_id, "amount": "10.01", "why": "timely-filing", "reason": "late"}
    shown = client.post(f"/write-offs/claim/{sent.public_id}/ask", form, follow=True).content
    assert b"somebody else has to agree" in shown
    (row,) = WriteOff.objects.for_practice(practice)
    assert books.balance(practice, Account.OTHER) == 0
    with pytest.raises(Forbidden):
        actions.approve(row, by=biller)
    client.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    assert b"Agree" in client.get("/write-offs/").content
    for _ in range(2):
        client.post(f"/write-offs/{row.public_id}/decide", {"do": "approve"})
    assert books.balance(practice, Account.OTHER) == Money.parse("10.01")


def test_nobody_agrees_to_what_she_asked_for_herself(sent, practice):
    both = ensure_member(practice, username="both", role="biller manager")
    assert ask(sent, both, "20.00", reason="uncollectible").state == "approved"  # within a manager's own limit
    row = WriteOff.objects.create(
        practice=practice, claim=sent, payer=sent.payer.payer_id, amount=500, reason="goodwill", note="x", asked_by=both.user
    )
    both.note("writeoff:request", row)
    with pytest.raises(Forbidden, match="asked for"):
        actions.approve(row, by=both)


def test_some_reasons_always_take_two(sent, manager):
    assert terms.takes_two(manager, Money.parse("0.01"), "bad-debt")
    assert not terms.takes_two(manager, Money.parse("250.00"), "uncollectible")
    assert terms.takes_two(manager, Money.parse("250.01"), "uncollectible")


def test_no_more_than_is_owed_and_never_without_a_reason(sent, biller, manager):
    stands = queries.open_of(sent, sent.payer.payer_id)
    row = ask(sent, biller, str(stands))
    assert row.state == "asked"
    with pytest.raises(MoreThanOwed):
        ask(sent, biller, "0.01")
    with pytest.raises(MoreThanOwed):
        ask(sent, biller, "1.00", payer="", reason="small-balance")
    with pytest.raises(NeedsReason):
        ask(sent, biller, "1.00", reason="because")
    with pytest.raises(NeedsReason):
        actions.refuse(row, by=manager, reason=" ")
    actions.refuse(row, by=manager, reason="appeal it")
    assert queries.open_of(sent, sent.payer.payer_id) == stands


def test_the_office_states_its_own_limits(sent, biller, manager, practice, tmp_path, monkeypatch):
    monkeypatch.setenv("CLAIMWRIGHT_DATA", str(tmp_path))
    (tmp_path / "write-offs.toml").write_text('[alone]\nbiller = "0.50"\n[approves]\nmanager = "5.00"\n')
    assert ask(sent, biller, "0.50").state == "approved"
    row = ask(sent, biller, "6.00")
    assert row.state == "asked"
    with pytest.raises(AboveLimit, match=r"\$5\.00"):
        actions.approve(row, by=manager)


def test_the_page_of_a_claim_shows_who_owes_what(page, sent):
    shown = page.get(f"/write-offs/claim/{sent.public_id}").content.decode()
    assert f"{sent.payer} owes" in shown
    assert "sent too late" in shown
