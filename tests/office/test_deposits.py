"""Money that came in: at the bank, from patients, on paper; given back by two people; every cent in the books once."""

from __future__ import annotations

from datetime import timedelta

import office_making as make
import pytest

from claimwright.core import Money
from claimwright.forms import as_text
from claimwright.ledger import Account
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
from claimwright.office.claims.models import File
from claimwright.office.deposits import actions, eob, payments, queries
from claimwright.office.deposits.errors import InAnotherDeposit, MoreThanCredit, NotAPayment
from claimwright.office.deposits.models import Deposit, PatientPayment, Refund
from claimwright.office.kit.errors import Forbidden
from claimwright.office.ledger import queries as ledger
from claimwright.office.ledger.models import JournalEntry
from claimwright.office.ledger.statements import statement
from claimwright.office.remits.actions import import_remittance
from claimwright.office.remits.models import Remittance
from claimwright.office.statements.letters import letter

D = Money.parse


@pytest.fixture
def remittance(practice, manager, claim):
    """A payer's payment in the books."""
    submission = submit_claims(practice, [claim], by=manager, on=claim.date_of_service + timedelta(days=1))[0]
    file = next(file for file in deliver_to_sandbox(submission, by=manager) if file.kind == "835")
    return import_remittance(file, by=manager)[0]


def whole(practice):
    assert ledger.balanced(practice)
    assert sum(ledger.balances(practice).values()) == 0


def test_a_deposit_finds_its_payment_and_the_books_agree_with_the_bank(practice, manager, remittance):
    made = actions.keep_deposit(practice, remittance.paid_on, remittance.amount, "EFT", by=manager)
    assert made.difference == 0
    assert queries.proof(practice)["difference"] == 0
    assert queries.proof(practice)["open"] == 0
    assert actions.keep_deposit(practice, remittance.paid_on, remittance.amount, "EFT", by=manager).pk == made.pk


def test_a_difference_is_shown_to_the_cent_and_a_payment_is_in_one_deposit(page, practice, manager, remittance):
    short = actions.keep_deposit(practice, remittance.paid_on, Money(remittance.amount - 1), "", by=manager)
    actions.put_in(short, [remittance], [], by=manager)
    assert short.difference == -1
    assert "−$0.01 apart" in page.get(f"/deposits/{short.public_id}").content.decode()
    other = actions.keep_deposit(practice, remittance.paid_on, D("9.00"), "other", by=manager)
    with pytest.raises(InAnotherDeposit):
        actions.put_in(other, [remittance], [], by=manager)
    assert other.held == 0
    page.post(f"/deposits/{short.public_id}/change", {"part": short.parts.get().public_id})
    actions.put_in(other, [remittance], [], by=manager)


@pytest.mark.parametrize("amount", ["0", "-5", "abc", ""])
def test_a_deposit_of_nothing_is_refused(page, practice, amount):
    assert b"message error" in page.post("/deposits/keep", {"on": "2026-03-02", "amount": amount}, follow=True).content
    assert not Deposit.objects.for_practice(practice).exists()


def paid(patient, amount, by, receipt="r1", **how):
    how = {"on": make.DAY, "method": "cash", **how}
    return payments.take(patient, D(amount), by=by, receipt=receipt, **how)


def owed_by(patient):
    return ledger.account(patient)["owed"]


def test_a_payment_pays_what_is_owed_and_the_rest_waits(practice, manager, remittance, claim):
    patient, owed = claim.patient, owed_by(claim.patient)
    assert owed > 0
    made = paid(patient, str(owed + D("10.00")), manager)
    assert owed_by(patient) == 0
    assert queries.prepaid(patient) == D("10.00")
    assert paid(patient, "999.00", manager).pk == made.pk  # the form was sent twice
    assert ledger.balance(practice, Account.CASH) == remittance.amount + owed + D("10.00")
    payments.take_back(made, by=manager, reason="the check came back")
    assert (owed_by(patient), queries.prepaid(patient)) == (owed, 0)
    whole(practice)


def test_what_was_paid_ahead_pays_later(practice, manager, claim):
    paid(claim.patient, "1000.00", manager)
    submission = submit_claims(practice, [claim], by=manager, on=claim.date_of_service + timedelta(days=1))[0]
    import_remittance(next(file for file in deliver_to_sandbox(submission, by=manager) if file.kind == "835"), by=manager)
    owed = owed_by(claim.patient)
    assert payments.apply_prepaid(claim.patient, by=manager) == owed
    assert queries.prepaid(claim.patient) == D("1000.00") - owed
    assert payments.apply_prepaid(claim.patient, by=manager) == 0
    whole(practice)


@pytest.mark.parametrize(
    "how",
    [
        {"method": "check"},
        {"method": "card"},
        {"method": "card", "reference": "4111 1111 1111 1111"},
        {"method": "gold"},
        {"amount": "0"},
        {"receipt": ""},
    ],
)
def test_what_is_no_payment_is_not_booked(practice, manager, claim, how):
    with pytest.raises(NotAPayment):
        paid(claim.patient, how.pop("amount", "5.00"), manager, **how)
    assert not JournalEntry.objects.for_practice(practice).exists()


def test_a_payment_in_a_deposit_is_not_booked_back(practice, manager, claim):
    made = paid(claim.patient, "20.00", manager, method="check", reference="1001")
    deposit = actions.keep_deposit(practice, make.DAY, D("20.00"), "", by=manager)
    actions.put_in(deposit, [], [made], by=manager)
    with pytest.raises(NotAPayment, match="in a deposit"):
        payments.take_back(made, by=manager, reason="wrong person")
    actions.take_out(deposit.parts.get(), by=manager)
    payments.take_back(made, by=manager, reason="wrong person")
    with pytest.raises(NotAPayment, match="taken back"):
        actions.put_in(deposit, [], [made], by=manager)


def test_a_refund_is_asked_by_one_and_approved_by_another(practice, manager, claim):
    owner = ensure_member(practice, username="olga", role="owner")
    paid(claim.patient, "50.00", manager)
    with pytest.raises(MoreThanCredit):
        payments.ask_for(claim.patient, D("50.01"), by=manager, reason="moved away")
    made = payments.ask_for(claim.patient, D("30.00"), by=manager, reason="moved away")
    with pytest.raises(MoreThanCredit):
        payments.ask_for(claim.patient, D("20.01"), by=manager, reason="moved away")
    with pytest.raises(Forbidden, match="asked for"):
        payments.approve(made, by=manager)
    for _ in range(2):
        payments.approve(made, by=owner)
    assert queries.prepaid(claim.patient) == D("20.00")
    assert ledger.balance(practice, Account.CASH) == D("20.00")
    assert queries.proof(practice)["refunds"] == D("30.00")
    assert queries.proof(practice)["difference"] == 0
    whole(practice)


def test_a_credit_on_a_claim_is_given_back_line_by_line(page, practice, manager, remittance, claim):
    owner = ensure_member(practice, username="olga", role="owner")
    owed = owed_by(claim.patient)
    paid(claim.patient, str(owed), manager)
    from claimwright import ledger as books

    line = claim.value.lines[0].control_number
    extra = books.patient_payment(claim.value, line, D("7.00"), make.DAY, "paid twice")
    from claimwright.office.ledger.journal import record_entries

    record_entries(practice, [extra])
    assert [(row["claim"].pk, row["amount"]) for row in queries.credit_balances(practice)] == [(claim.pk, D("7.00"))]
    form = {"claim": claim.public_id, "payer": "", "amount": "7.00", "reason": "paid twice"}
    page.post(f"/deposits/patient/{claim.patient.public_id}/ask", form)
    refund = Refund.objects.for_practice(practice).get()
    assert page.post(f"/deposits/refund/{refund.public_id}/decide", {"do": "approve"}).status_code == 403
    payments.approve(refund, by=owner)
    assert queries.credit_balances(practice) == []
    assert owed_by(claim.patient) == 0
    whole(practice)


def keyed(claim, **changes):
    """The form of an EOB that pays the first line with a contractual cut of 20.00 and a copay of 10.00, and the others in full."""
    value, form, total = claim.value, {}, 0
    for line in value.lines:
        cut = (D("20.00"), D("10.00")) if line.number == 1 else (0, 0)
        money = Money(line.charge - sum(cut))
        total += money
        form |= {f"{claim.claim_id}.{line.number}.paid": str(money)}
        if line.number == 1:
            form |= {f"{claim.claim_id}.1.co": "20.00", f"{claim.claim_id}.1.copay": "10.00"}
    head = {"trace": "778899", "on": "2026-04-01", "amount": str(Money(total)), "method": "CHK", "claims": claim.claim_id, "do": "post"}
    return {**head, "payer": claim.payer.public_id, **form, **changes}


def test_a_paper_eob_is_proved_and_posted_once(page, practice, sent):
    assert b"Show their lines" in page.get("/deposits/eob").content
    first = page.post("/deposits/eob/prove", {name: value for name, value in keyed(sent).items() if "." not in name} | {"do": ""})
    assert first.status_code == 200
    assert b"message error" not in first.content
    for _ in range(2):
        answer = page.post("/deposits/eob/prove", keyed(sent))
        assert answer.status_code == 302, answer.content.decode()[-3000:]
    stored = Remittance.objects.for_practice(practice).get()
    assert (stored.state, stored.trace, stored.proofs) == ("posted", "778899", {"transaction": True, "claims": True, "lines": True})
    assert stored.file.name == "keyed-000001.835"
    sent.refresh_from_db()
    assert sent.state == "paid"
    assert owed_by(sent.patient) == D("10.00")
    assert ledger.balance(practice, Account.CASH) == stored.amount
    whole(practice)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("amount", "1.00", "The payment is $1.00"), ("paid", "1.00", "what was keyed makes"), ("co", "19.99", "1 line is not explained"),
        ("co", "x", "cannot be read"),
        ("other", "5", "cannot be read"),
        ("trace", "", "number of the check"), ("on", "never", "day and the amount"), ("plb.0.amount", "5", "no reason of two signs"),
        ("claims", "C9999999", "There is no claim C9999999"),
    ],
)  # fmt: skip
def test_an_eob_that_does_not_balance_posts_nothing(page, practice, sent, field, value, said):
    name = f"{sent.claim_id}.1.{field}" if field in ("paid", "co", "other") else field
    answer = page.post("/deposits/eob/prove", keyed(sent, **{name: value}))
    assert answer.status_code in (200, 422)
    assert said in answer.content.decode()
    assert not Remittance.objects.for_practice(practice).exists()
    assert not File.objects.for_practice(practice).filter(name__startswith="keyed").exists()


def test_an_eob_that_was_keyed_wrongly_is_taken_back_and_keyed_again(page, practice, manager, sent):
    page.post("/deposits/eob/prove", keyed(sent))
    first = Remittance.objects.for_practice(practice).get()
    before = ledger.balances(practice)
    assert page.post(f"/deposits/eob/{first.public_id}/reverse", {"reason": "the wrong claim"}).status_code == 302
    assert ledger.balance(practice, Account.CASH) == 0
    assert ledger.account(sent.patient)["insurance"] == sent.charge
    whole(practice)
    again = page.post("/deposits/eob/prove", keyed(sent, trace="778899-2"))
    assert again.status_code == 302
    assert ledger.balances(practice) == before
    sent.refresh_from_db()
    assert sent.state == "paid"


def test_what_a_payer_sent_or_what_is_deposited_is_not_taken_back_by_hand(practice, manager, remittance):
    with pytest.raises(NotAPayment, match="keyed here"):
        actions.take_back_eob(remittance, by=manager, reason="x")


def test_a_denial_on_paper_keeps_its_reason_and_writes_nothing_off(page, practice, sent):
    form = keyed(sent, amount="0", method="NON", do="post")
    for line in sent.value.lines:
        stem = f"{sent.claim_id}.{line.number}"
        form |= {f"{stem}.paid": "0", f"{stem}.co": "", f"{stem}.copay": "", f"{stem}.other": str(line.charge), f"{stem}.remarks": "N115"}
        form |= {f"{stem}.other_group": "CO", f"{stem}.other_reason": "50"}
    answer = page.post("/deposits/eob/prove", form)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    sent.refresh_from_db()
    assert sent.state == "denied"
    assert ledger.account(sent.patient)["insurance"] == sent.charge
    assert "N115" in page.get(answer.url).content.decode()


def test_what_is_kept_back_stands_with_the_payment(page, practice, sent):
    form = keyed(sent)
    form |= {"amount": str(D(form["amount"]) - D("15.00")), "plb.0.reason": "WO", "plb.0.reference": "OLD1", "plb.0.amount": "15.00"}
    assert page.post("/deposits/eob/prove", form).status_code == 302
    assert Remittance.objects.for_practice(practice).get().value.provider_adjustments[0].reason == "WO"
    whole(practice)


def test_a_statement_says_what_is_owed_and_why_and_equals_the_ledger(page, practice, manager, remittance, claim):
    made = statement(claim.patient)
    assert made.owed == owed_by(claim.patient)
    assert made.held == ""
    assert str(made.owed) in as_text(letter(made, practice, make.DAY, number="1"))
    shown = page.get(f"/accounts/{claim.patient.public_id}/statement").content.decode()
    assert made.visits[0].why in shown
    paid(claim.patient, str(made.owed + D("5.00")), manager)
    after = statement(claim.patient)
    assert (after.owed, after.prepaid, after.held) == (0, D("5.00"), "a credit stands: see credits and refunds")
    assert page.get(f"/accounts/{claim.patient.public_id}/statement?as=text").headers["content-type"].startswith("text/plain")


def test_the_forms_of_the_account_book_what_they_say(page, practice, remittance, claim):
    account = f"/accounts/{claim.patient.public_id}"
    take = f"/deposits/patient/{claim.patient.public_id}/take"
    page.post(take, {"amount": "12.00", "on": "2026-03-02", "method": "check", "reference": "55", "receipt": "abc"})
    payment = PatientPayment.objects.for_practice(practice).get()
    assert b"Check 55" in page.get(account).content
    page.post(f"/deposits/payment/{payment.public_id}/undo", {"reason": ""})
    payment.refresh_from_db()
    assert payment.undone_reason == ""
    page.post(f"/deposits/payment/{payment.public_id}/undo", {"reason": "wrong person"})
    assert b"booked back: wrong person" in page.get(account).content
    for address in ("/deposits/", "/deposits/credits"):
        assert page.get(address).status_code == 200
    page.post(take, {"do": "apply"})


def test_cells_are_told_apart_by_claim_and_line():
    assert set(eob.COLUMNS) == {"co", "deductible", "coinsurance", "copay"}
    assert eob.dollars(" $1,234.50 ") == D("1234.50")
    assert eob.dollars("") == 0
