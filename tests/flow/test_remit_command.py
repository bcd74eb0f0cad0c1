"""The remit command, on files that x12 wrote from invented values."""

import json
from datetime import UTC, datetime

import pytest
from flow_making import CHARGES, CODES, encounter
from test_flow_money import PAID, answer, remittance
from typer.testing import CliRunner

from claimwright import core, flow, x12
from claimwright.cli.main import build


@pytest.fixture
def claim():
    return flow.build_claims(encounter(), CODES, CHARGES, "A1001")[0]


def envelope(control=1):
    return x12.Envelope(sender="PRACTICE", receiver="00882", control=control, timestamp=datetime(2026, 3, 20, 8, 0, tzinfo=UTC))


def written(path, *remittances):
    path.write_bytes(x12.write_835(remittances, envelope()))
    return path


def ours(path, claim):
    path.write_bytes(x12.write_837([claim], envelope()) if path.suffix == ".837" else core.encode(claim) + b"\n")
    return path


def run(*words):
    done = CliRunner().invoke(build(), ["remit", *map(str, words)])
    return done.exit_code, done.output, done.exception


def objects(output):
    return [json.loads(line) for line in output.splitlines()]


def test_the_objects_are_those_of_the_contract(tmp_path, claim):
    status, output, _ = run(written(tmp_path / "a.835", remittance(answer(claim, *PAID))), "--json")
    (first, closing) = objects(output)
    assert status == 0
    assert set(first) >= {
        "claim_id",
        "payer_claim_id",
        "status",
        "charge",
        "paid",
        "patient_responsibility",
        "adjustments",
        "remarks",
        "lines",
        "matched",
    }
    assert set(first["lines"][0]) >= {"control_number", "procedure", "charge", "paid", "units", "adjustments", "remarks"}
    assert (first["claim_id"], first["matched"], first["paid"]) == ("A1001", None, "173.00")
    assert closing["payment"] == {"amount": "173.00", "method": "ACH", "trace": "T1", "date": "2026-03-20"}
    assert closing["proofs"] == {"transaction": True, "claims": True, "lines": True}
    assert (closing["difference"], closing["exceptions"], closing["provider_adjustments"]) == ("0.00", [], [])


@pytest.mark.parametrize("name", ["ours.837", "ours.ndjson"])
def test_with_our_claims_it_matches_and_proposes_postings(tmp_path, claim, name):
    file = written(tmp_path / "a.835", remittance(answer(claim, *PAID)))
    status, output, _ = run(file, "--claims", ours(tmp_path / name, claim), "--json")
    first, closing = objects(output)
    assert status == 0
    assert first["matched"] == {"claim": "A1001", "by": "claim id"}
    (entry,) = closing["postings"]
    amounts = {}
    for posting in entry["postings"]:
        amounts[posting["account"]] = amounts.get(posting["account"], core.Money(0)) + core.Money.parse(posting["amount"])
    assert {account: str(amount) for account, amount in amounts.items()} == {
        "cash": "173.00", "contractual-adjustment": "100.00", "patient-receivable": "12.00", "insurance-receivable": "-285.00",
    }  # fmt: skip


def test_a_cent_too_much_is_shown_and_is_status_1(tmp_path, claim):
    right = remittance(answer(claim, *PAID))
    wrong = core.replace(right, payment=core.replace(right.payment, amount=right.payment.amount + 1))
    path = tmp_path / "a.835"
    path.write_bytes(written(path, right).read_bytes().replace(b"*173*", b"*173.01*", 1))
    status, output, _ = run(path, "--json")
    closing = objects(output)[-1]
    assert status == 1
    assert wrong.payment.amount == core.Money.parse(closing["payment"]["amount"])
    assert closing["proofs"]["transaction"] is False
    assert closing["difference"] == "0.01"
    assert [item["code"] for item in closing["exceptions"]] == ["transaction-unbalanced"]
    status, output, _ = run(path)
    assert status == 1
    assert "does not balance" in output


def test_an_unknown_claim_is_an_exception_only_when_ours_are_given(tmp_path, claim):
    file = written(tmp_path / "a.835", remittance(answer(claim, *PAID, name="STRANGE")))
    assert run(file, "--json")[0] == 0
    status, output, _ = run(file, "--claims", ours(tmp_path / "b.837", claim), "--json")
    closing = objects(output)[-1]
    assert status == 1
    assert [item["code"] for item in closing["exceptions"]] == ["unmatched-claim"]
    assert [item["claim"] for item in closing["proposals"]] == ["A1001"]


def test_the_same_payment_twice_in_a_file_is_said(tmp_path, claim):
    same = remittance(answer(claim, *PAID))
    status, output, _ = run(written(tmp_path / "a.835", same, same), "--json")
    closings = [item for item in objects(output) if "payment" in item]
    assert status == 1
    assert [[found["code"] for found in item["exceptions"]] for item in closings] == [[], ["duplicate-remittance"]]


def test_people_see_tables(tmp_path, claim):
    denied = (("CO-50", "225.00"), ("CO-97", "60.00"))
    status, output, _ = run(written(tmp_path / "a.835", remittance(answer(claim, *denied))), "--claims", ours(tmp_path / "b.837", claim))
    assert status == 0
    assert "proved" in output
    assert "CO-50" in output
    assert "A1001" in output


@pytest.mark.parametrize("content", [b"", b"not x12", b"ISA*00"])
def test_what_is_no_835_is_refused_in_one_line(tmp_path, content):
    path = tmp_path / "a.835"
    path.write_bytes(content)
    assert isinstance(run(path)[2], core.InputError)


def test_an_837_is_not_a_remittance_and_a_bad_claim_line_is_named(tmp_path, claim):
    file = ours(tmp_path / "b.837", claim)
    assert "holds no 835" in str(run(file)[2])
    bad = tmp_path / "c.ndjson"
    bad.write_bytes(core.encode(claim) + b'\n{"id": 3}\n')
    good = written(tmp_path / "a.835", remittance(answer(claim, *PAID)))
    assert "line 2" in str(run(good, "--claims", bad)[2])
