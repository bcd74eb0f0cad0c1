"""What billers and posters do: submitting, answers, money; each twice, and with trouble."""

import datetime as dt

import office_making as make
import pytest
from django.db import connection

from claimwright import core, ledger
from claimwright.office.claims import build, engine
from claimwright.office.claims.actions import deliver_to_sandbox, override_finding, receive_answers, submit_claims
from claimwright.office.claims.errors import NeedsReason, NotReady, UnknownFile
from claimwright.office.claims.models import Claim, ClaimFinding, File, Submission
from claimwright.office.encounters.actions import edit_member_id, finalize_codes, reopen
from claimwright.office.encounters.errors import NotAMemberId
from claimwright.office.encounters.models import Encounter
from claimwright.office.kit.append_only import Immutable
from claimwright.office.ledger import journal, queries
from claimwright.office.ledger.chain import follow
from claimwright.office.ledger.models import JournalEntry, JournalPosting
from claimwright.office.remits.actions import import_remittance, match_claim, resolve_exception
from claimwright.office.remits.errors import NeedsReason as NeedsWords
from claimwright.office.remits.errors import NoSuchClaim
from claimwright.office.remits.models import Remittance

pytestmark = pytest.mark.django_db
ON = make.DAY + dt.timedelta(days=4)


@pytest.fixture
def submission(claim, practice, manager):
    return submit_claims(practice, [claim], by=manager, on=ON)[0]


@pytest.fixture
def payment(submission, manager):
    """The 835 of the delivered claim, not yet imported."""
    return next(file for file in deliver_to_sandbox(submission, by=manager) if file.kind == "835")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def cash(practice):
    return queries.balance(practice, ledger.Account.CASH)


def doctored(practice, manager, change):
    """Another 835 that says what ``change`` makes of the real one."""
    value = next(item for item in engine.read(bytes(File.objects.get(kind="835").content)) if isinstance(item, core.Remittance))
    from claimwright import x12

    envelope = x12.Envelope(sender="00882", receiver="1245319599", control=77, timestamp=dt.datetime(2026, 4, 1, 8, tzinfo=dt.UTC))
    return receive_answers(practice, "again.835", x12.write_835([change(value)], envelope), by=manager)


def test_a_claim_is_checked_and_ready(claim):
    assert claim.state == "ready"
    assert claim.charge == core.Money.parse("285.00")


def test_submitting_writes_one_file_and_charges_the_ledger(submission, claim, practice):
    assert submission.file.text.startswith("ISA*")
    assert f"CLM*{claim.claim_id}*285" in submission.file.text
    assert fresh(claim).state == "submitted"
    assert queries.balance(practice, ledger.Account.INSURANCE) == claim.charge
    assert queries.balanced(practice)


def test_submitting_twice_sends_nothing_twice(submission, claim, practice, manager):
    assert submit_claims(practice, [claim], by=manager, on=ON) == []
    assert Submission.objects.count() == 1
    assert JournalEntry.objects.filter(kind="charge").count() == 1


def test_a_finding_of_severity_error_stops_a_claim_until_it_is_overridden(claim, practice, manager):
    value = core.Finding(
        id="own-test-finding", severity=core.Severity.ERROR, claim=claim.claim_id, line=1, field="lines[0]", value="", message="Stop.",
        fix=core.Fix.propose("Look."), source="test", effective=None, prevents=("CO-16",),
    )  # fmt: skip
    finding = ClaimFinding.objects.create(practice=practice, claim=claim, version=1, value=value)
    claim.state = "draft"
    claim.save()
    with pytest.raises(NotReady):
        submit_claims(practice, [claim], by=manager, on=ON)
    with pytest.raises(NeedsReason):
        override_finding(finding, by=manager, reason=" ")
    assert override_finding(finding, by=manager, reason="The payer was called").state == "ready"
    assert submit_claims(practice, [claim], by=manager, on=ON)


def test_the_payers_answers_move_the_claim(payment, claim):
    found = fresh(claim)
    assert found.state == "accepted"
    assert found.payer_claim_id
    assert [event.state for event in found.events.all()][-1] == "accepted"
    assert {file.kind for file in File.objects.filter(direction="in")} == {"999", "277CA", "835"}


def test_delivering_twice_changes_nothing(payment, submission, manager):
    before = File.objects.count()
    files = deliver_to_sandbox(fresh(submission), by=manager)
    assert File.objects.count() == before
    assert payment.pk in {file.pk for file in files}


def test_a_payment_is_posted_to_the_cent_and_the_ledger_balances(payment, claim, practice, manager):
    remittance = import_remittance(payment, by=manager)[0]
    assert remittance.state == "posted"
    assert all(remittance.proofs.values())
    assert remittance.difference == 0
    assert cash(practice) == remittance.amount > 0
    assert fresh(claim).state == "paid"
    assert f"${remittance.amount:,} of $285.00" in fresh(claim).said
    assert queries.balanced(practice)
    assert sum(queries.balances(practice).values()) == 0


def test_importing_a_payment_twice_posts_nothing_twice(payment, practice, manager):
    one = import_remittance(payment, by=manager)
    before = (cash(practice), JournalPosting.objects.count())
    assert [item.pk for item in import_remittance(payment, by=manager)] == [item.pk for item in one]
    assert (cash(practice), JournalPosting.objects.count()) == before


def test_the_same_payment_in_a_new_envelope_is_a_duplicate(payment, practice, manager):
    import_remittance(payment, by=manager)
    before = cash(practice)
    again = doctored(practice, manager, lambda value: value)
    assert again.pk != payment.pk
    import_remittance(again, by=manager)
    assert Remittance.objects.count() == 1
    assert cash(practice) == before


def test_a_payment_that_does_not_balance_waits_with_its_exact_difference(payment, claim, practice, manager):
    def short(value):
        return core.replace(value, payment=core.replace(value.payment, amount=value.payment.amount - 100, trace="SHORT1"))

    remittance = import_remittance(doctored(practice, manager, short), by=manager)[0]
    assert remittance.state == "waiting"
    assert remittance.difference == -100
    assert cash(practice) == 0
    assert fresh(claim).state == "accepted"
    assert remittance.exceptions.get().kind == "transaction-unbalanced"


def test_money_for_a_claim_that_is_not_ours_is_held_apart(payment, practice, manager):
    def renamed(value):
        claims = tuple(core.replace(item, claim_id="UNKNOWN", payer_claim_id="") for item in value.claims)
        return core.replace(value, claims=claims, payment=core.replace(value.payment, trace="OTHER1"))

    remittance = import_remittance(doctored(practice, manager, renamed), by=manager)[0]
    assert remittance.state == "partly"
    assert queries.balance(practice, ledger.Account.UNAPPLIED) == -remittance.amount
    assert queries.balanced(practice)
    exception = remittance.exceptions.get(kind="unmatched-claim")
    with pytest.raises(NeedsWords):
        resolve_exception(exception, by=manager, reason="")
    assert resolve_exception(exception, by=manager, reason="Returned to the payer").resolved_reason


def test_bytes_that_are_no_answer_are_refused_and_not_kept(practice, manager, submission):
    before = File.objects.count()
    with pytest.raises((UnknownFile, core.InputError)):
        receive_answers(practice, "a.837", bytes(submission.file.content) + b"\n", by=manager)
    with pytest.raises((UnknownFile, core.InputError)):
        receive_answers(practice, "a.txt", b"hello", by=manager)
    assert File.objects.count() == before


def test_every_amount_leads_down_to_the_sentence(payment, practice, manager):
    import_remittance(payment, by=manager)
    for posting in JournalPosting.objects.exclude(claim=None):
        chain = follow(posting)
        assert chain.claim and chain.lines and chain.answers
        note = chain.encounter.documents.get().value.text
        quotes = [quote for step in chain.codes for quote in step.quotes]
        assert quotes
        assert all("".join(text for text, _ in quote.pieces) in note for quote in quotes)


def test_the_journal_refuses_to_be_changed(submission):
    entry, posting = JournalEntry.objects.first(), JournalPosting.objects.first()
    for forbidden in (entry.save, entry.delete, posting.delete, JournalPosting.objects.all().delete):
        with pytest.raises(Immutable):
            forbidden()
    with pytest.raises(Immutable):
        JournalPosting.objects.update(amount=0)


@pytest.mark.parametrize("statement", ["UPDATE ledger_journalposting SET amount = 0", "DELETE FROM ledger_journalentry"])
def test_the_database_refuses_too(submission, statement):
    with pytest.raises(Exception, match=r"append-only|permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_stored_entries_come_back_as_they_were(submission, claim, practice):
    stored = journal.as_values(JournalEntry.objects.for_practice(practice))
    assert stored == [ledger.charge(claim.value, ON)]
    postings = JournalPosting.objects.order_by("id").values_list("account", "amount", "line")
    assert list(postings) == [(item.account.value, item.amount, item.line) for item in stored[0].postings]


def test_nothing_is_half_done_when_writing_the_file_fails(claim, practice, manager, monkeypatch):
    monkeypatch.setattr(engine, "write", lambda *args: (_ for _ in ()).throw(RuntimeError("disk full")))
    with pytest.raises(RuntimeError):
        submit_claims(practice, [claim], by=manager, on=ON)
    assert Claim.objects.get(pk=claim.pk).state == "ready"
    assert not Submission.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_refused_file_rejects_its_claims(claim, practice, manager, submission):
    from claimwright.office.claims.answers import apply

    answer = core.Acknowledgement(kind="999", answers=str(submission.number), verdict="R")
    apply(practice, answer, submission.file, manager)
    assert fresh(claim).state == "rejected"
    assert fresh(submission).state == "rejected"
    assert Encounter.objects.count() == 1


def test_a_person_matches_an_answer_and_its_money_moves_to_the_claim(payment, claim, practice, manager):
    def renamed(value):
        claims = tuple(core.replace(item, claim_id="UNKNOWN", payer_claim_id="") for item in value.claims)
        return core.replace(value, claims=claims, payment=core.replace(value.payment, trace="OTHER1"))

    remittance = import_remittance(doctored(practice, manager, renamed), by=manager)[0]
    answer = remittance.claims.get()
    with pytest.raises(NoSuchClaim):
        match_claim(answer, by=manager, claim_id="C9999999")
    match_claim(answer, by=manager, claim_id=claim.claim_id)
    assert fresh(remittance).state == "posted"
    assert fresh(claim).state == "paid"
    assert queries.balance(practice, ledger.Account.UNAPPLIED) == 0
    assert cash(practice) == remittance.amount
    assert queries.balanced(practice)
    before = JournalEntry.objects.count()
    match_claim(fresh(answer), by=manager, claim_id=claim.claim_id)
    assert JournalEntry.objects.count() == before


def test_a_rejected_claim_is_mended_and_goes_out_under_a_new_id(claim, practice, manager, submission):
    build.happen(fresh(claim), "reject", "277CA A3:33:IL: rejected", by=manager)
    encounter = reopen(claim.encounter, by=manager, reason="The card says another member id")
    edit_member_id(encounter, by=manager, sequence=1, member_id="1eg4te5mk74")
    with pytest.raises(NotAMemberId):
        edit_member_id(encounter, by=manager, sequence=1, member_id="x*~")
    again = finalize_codes(encounter, by=manager)[0]
    assert again.claim_id == f"{claim.claim_id}B"
    assert again.value.subscriber.member_id == "1EG4TE5MK74"
    assert {line.control_number for line in again.value.lines}.isdisjoint(line.control_number for line in claim.value.lines)
    assert fresh(claim).state == "void"
    assert queries.balance(practice, ledger.Account.INSURANCE) == 0
    assert submit_claims(practice, [again], by=manager, on=ON)
    assert queries.balance(practice, ledger.Account.INSURANCE) == again.charge
    assert queries.balanced(practice)


@pytest.mark.parametrize(("cut", "state", "held"), [(b"~CLP*", "waiting", False), (b"~SVC*", "partly", True)])
def test_half_a_file_does_not_keep_the_whole_one_out(payment, claim, practice, manager, cut, state, held):
    whole = bytes(payment.content)
    half = import_remittance(receive_answers(practice, "half.835", whole[: whole.index(cut) + 1], by=manager), by=manager)[0]
    assert half.state == state
    assert queries.balance(practice, ledger.Account.UNAPPLIED) == -(half.amount if held else 0)
    posted = import_remittance(payment, by=manager)
    assert [item.pk for item in posted] == [half.pk]
    assert fresh(half).state == "posted"
    assert fresh(half).difference == 0
    assert fresh(half).file == payment
    assert not half.exceptions.exists()
    assert cash(practice) == half.amount
    assert fresh(claim).state == "paid"
    assert queries.balanced(practice)


def test_a_claim_that_does_not_balance_is_mended_by_the_same_payment_sent_right(payment, claim, practice, manager):
    def wrong(value):
        first, *rest = value.claims[0].lines
        adjustment, *others = first.adjustments
        line = core.replace(first, adjustments=(core.replace(adjustment, amount=adjustment.amount + 1), *others))
        return core.replace(value, claims=(core.replace(value.claims[0], lines=(line, *rest)), *value.claims[1:]))

    stored = import_remittance(doctored(practice, manager, wrong), by=manager)[0]
    assert stored.state == "partly"
    assert queries.balance(practice, ledger.Account.UNAPPLIED) == -stored.amount
    import_remittance(payment, by=manager)
    assert fresh(stored).state == "posted"
    assert queries.balance(practice, ledger.Account.UNAPPLIED) == 0
    assert cash(practice) == stored.amount
    assert fresh(claim).state == "paid"


def test_the_same_payment_under_another_trace_waits_and_bills_nobody_twice(payment, claim, practice, manager):
    import_remittance(payment, by=manager)
    before = queries.balances(practice)
    other = doctored(practice, manager, lambda value: core.replace(value, payment=core.replace(value.payment, trace="OTHER1")))
    remittance = import_remittance(other, by=manager)[0]
    assert remittance.state == "partly"
    assert remittance.exceptions.get(severity="error").kind == "answered-before"
    after = queries.balances(practice)
    for account in ("insurance-receivable", "patient-receivable", "contractual-adjustment"):
        assert after.get(account) == before.get(account)
    assert queries.balance(practice, ledger.Account.UNAPPLIED) == -remittance.amount
    assert fresh(claim).state == "paid"


def test_a_reversal_that_comes_before_its_payment_is_posted_with_it(payment, claim, practice, manager):
    def taken_back(value):
        def turned(item):
            adjustments = tuple(core.replace(part, amount=-part.amount) for part in item.adjustments)
            return core.replace(item, charge=-item.charge, paid=-item.paid, adjustments=adjustments)

        first = turned(value.claims[0])
        lines = tuple(core.replace(turned(line), allowed=None) for line in first.lines)
        reversal = core.replace(first, lines=lines, status="22", patient_responsibility=core.Money(0))
        paid = core.replace(value.payment, trace="BACK1", amount=-value.payment.amount)
        return core.replace(value, claims=(reversal,), payment=paid, provider_adjustments=())

    early = import_remittance(doctored(practice, manager, taken_back), by=manager)[0]
    assert early.state == "partly"
    import_remittance(payment, by=manager)
    assert fresh(early).state == "posted"
    assert fresh(claim).state == "reversed"
    assert queries.balance(practice, ledger.Account.INSURANCE) == claim.charge
    assert queries.balance(practice, ledger.Account.UNAPPLIED) == 0
    assert cash(practice) == 0


def test_a_resolved_exception_stays_resolved_when_the_payment_is_posted_again(payment, practice, manager):
    import_remittance(payment, by=manager)
    other = doctored(practice, manager, lambda value: core.replace(value, payment=core.replace(value.payment, trace="OTHER1")))
    remittance = import_remittance(other, by=manager)[0]
    for exception in remittance.exceptions.filter(severity="error"):
        resolve_exception(exception, by=manager, reason="The payer was asked")
    import_remittance(other, by=manager)
    assert not remittance.exceptions.filter(severity="error", resolved_reason="").exists()
