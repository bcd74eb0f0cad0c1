"""The whole journey, judged from outside: its summary, and the files that passed between practice and payer."""

import json
from decimal import Decimal

import pytest

from claimwright import edits, ledger, x12
from claimwright.core import Claim, Money, Remittance

from .conftest import data_folder, finish, start

EDITS = {edit.id for edit in edits.catalogue()}
FIELDS = {
    "notes", "codes", "claims", "accepted", "rejected", "paid", "denied", "charged", "allowed", "paid_amount", "adjusted", "patient",
    "open", "ledger_balanced", "seconds",
}  # fmt: skip


@pytest.fixture(params=["own_run", "foreign_run"])
def run(request):
    return request.getfixturevalue(request.param)


def remittances(run):
    return [value for path in run.files("835") for value in x12.read(path) if isinstance(value, Remittance)]


def claims(run):
    return [value for path in run.files("837") for value in x12.read(path) if isinstance(value, Claim)]


def stopped(summary):
    """Claims that were built and are stopped by findings; the reason is the edits' ids."""
    return [name for name, reason in summary["held"].items() if reason.split("; ")[0] in EDITS]


def test_the_summary_has_the_fields_of_the_contract_and_adds_up(run):
    summary = run.summary
    assert set(summary) >= FIELDS
    assert summary["ledger_balanced"] is True
    amount = {name: Decimal(summary[name]) for name in ("charged", "paid_amount", "adjusted", "patient", "open")}
    assert amount["charged"] == amount["paid_amount"] + amount["adjusted"] + amount["patient"] + amount["open"]
    assert summary["accepted"] + summary["rejected"] + len(stopped(summary)) == summary["claims"]
    assert summary["claims"] > 0
    assert summary["paid"] > 0


def test_cash_posted_is_the_sum_of_the_payments(run):
    assert Money.parse(run.summary["paid_amount"]) == Money.total(
        claim.paid for remittance in remittances(run) for claim in remittance.claims
    )
    assert Money.parse(run.summary["cash"]) == Money.total(remittance.payment.amount for remittance in remittances(run))


def test_every_835_proves_at_all_three_levels(run):
    for remittance in remittances(run):
        proof = ledger.prove(remittance)
        assert proof.transaction
        assert proof.claims
        assert proof.lines
        assert proof.difference == 0


def test_every_837_passes_our_check(run):
    for path in run.files("837"):
        report = x12.check(path)
        assert report.verdict == "accepted", (path.name, report.findings[:3])


def test_claims_written_carry_what_the_ledger_charged(run):
    written = {claim.id: claim for claim in claims(run)}
    assert len(written) == run.summary["claims"] - len(stopped(run.summary))
    assert Money.total(claim.charge for claim in written.values()) == Money.parse(run.summary["charged"])


def test_each_foreign_note_becomes_a_claim_or_says_why_not(foreign_run):
    notes = foreign_run.summary["notes"]
    held = foreign_run.summary["held"]
    assert notes == 67
    assert len(held) + foreign_run.summary["claims"] - len(stopped(foreign_run.summary)) == notes
    assert all(reason for reason in held.values())


def test_running_again_changes_nothing(own_run):
    again = finish(start(own_run.data, "--out", own_run.out))
    ignored = {"seconds"}
    assert {k: v for k, v in again.items() if k not in ignored} == {k: v for k, v in own_run.summary.items() if k not in ignored}


def test_a_bad_record_among_the_notes_is_named_and_the_rest_goes_on(tmp_path):
    notes = tmp_path / "notes.ndjson"
    good = {"id": "N1", "text": "CHIEF COMPLAINT\n\nCough.\n\nASSESSMENT\n\nAcute bronchitis.\n"}
    notes.write_text(json.dumps(good) + "\nnot json\n" + json.dumps({"id": "N2"}) + "\n", "utf-8")
    process = start(data_folder(tmp_path / "data"), "--notes", notes)
    out, err = process.communicate(timeout=120)
    summary = json.loads(out)
    assert process.returncode == 1, err
    assert summary["notes"] == 1
    assert len(summary["unreadable"]) == 2


def test_patients_of_another_system_go_the_same_way(tmp_path, samples):
    """One exported patient: what the sender coded is not billed, visits before ICD-10-CM are left out and say so."""
    charts = tmp_path / "charts"
    charts.mkdir()
    smallest = min((samples / "ehr" / "synthea10" / "fhir").glob("*_*.json.gz"), key=lambda path: path.stat().st_size)
    (charts / smallest.name).write_bytes(smallest.read_bytes())
    summary = finish(start(data_folder(tmp_path / "data"), "--fhir", charts))
    assert summary["notes"] > 0
    assert summary["claims"] > 0
    assert summary["ledger_balanced"] is True
    assert any("before ICD-10-CM" in reason for reason in summary["held"].values())
