"""``claimwright expect`` and the options of ``claimwright price`` as people and programs use them."""

import datetime as dt
import json

import pytest
from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.core import (
    Adjustment,
    InputError,
    Money,
    Payer,
    Payment,
    Provider,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)  # fmt: skip
from claimwright.x12 import Envelope, write_835


def run(*words, lines=()):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return CliRunner().invoke(build(), list(words), input=text)


def record(paid, **more):
    request = {"code": "99214", "date": "2025-11-03"}
    return {"id": "a", "request": request, "line": {"procedure": "99214", "charge": "250.00", "paid": paid}, "payer": "X", **more}


def test_each_line_is_answered_with_verdict_difference_cause_and_steps():
    result = run(
        "expect", "--ndjson", lines=[record("93.80"), record("125.18"), record("120.00", tolerance="10.00"), "nonsense", {"id": 1}]
    )
    low, right, near, alien, bad = (json.loads(line) for line in result.stdout.splitlines())
    assert (low["verdict"], low["difference"], low["cause"]) == ("underpaid", "-31.38", "place-of-service")
    assert low["steps"][-1]["value"] == "93.80"
    assert (right["verdict"], right["difference"]) == ("as-expected", "0.00")
    assert near["verdict"] == "as-expected"
    assert (alien["error"]["kind"], bad["error"]["kind"]) == ("not-json", "shape")
    assert result.exit_code == 1


def test_expect_without_ndjson_says_what_it_wants():
    result = run("expect")
    assert isinstance(result.exception, InputError)


def test_one_service_is_shown_with_sources_charge_and_who_owes_what():
    words = ("--on", "2025-11-03", "--deductible", "50", "--charge", "110", "--nonparticipating", "--unassigned")
    shown = run("price", "--code", "99214", *words).stdout
    assert "SSA 1848(a)(3)" in shown
    assert "limiting charge 136.76" in shown
    assert "patient owes 62.00, payer pays 47.04, sequestration 0.96" in shown


def test_a_record_answers_what_is_allowed_and_who_would_owe_what():
    asked = {"id": 1, "code": "99214", "date": "2025-11-03", "charge": "300.00", "deductible": "0", "practitioner": "nurse practitioner"}
    (one,) = (json.loads(line) for line in run("price", "--ndjson", lines=[asked]).stdout.splitlines())
    assert (one["amount"], one["allowed"]) == ("106.40", "106.40")
    assert (one["settlement"]["patient"], one["settlement"]["paid"], one["settlement"]["sequestration"]) == ("21.28", "83.42", "1.70")


def test_a_record_with_benefits_is_estimated():
    """125 percent of 125.18 is 156.48; a copay of 30 in place of everything, or a deductible of 100 and then 20 percent."""
    asked = {"id": 1, "schedule": "contract", "contract": "EXCOM1", "code": "99214", "date": "2025-11-03"}
    records = [
        asked | {"benefits": {"copay": "30.00"}},
        asked | {"benefits": {"coinsurance": "20"}, "year": {"deductible": "100.00", "out_of_pocket": "105.00"}},
        asked | {"benefits": {"coinsurance": "120"}},
        asked | {"code": "XX", "benefits": {"coinsurance": "20"}},
        asked | {"benefits": [{"copay": "30.00"}, {"copay": "30.00"}]},
    ]
    copay, limited, wrong, unpriced, two = (json.loads(line) for line in run("price", "--ndjson", lines=records).stdout.splitlines())
    assert (copay["amount"], copay["shares"][0]["patient"], copay["shares"][0]["plan"]) == ("156.48", "30.00", "126.48")
    assert (limited["shares"][0]["patient"], limited["shares"][0]["year"]["out_of_pocket"]) == ("105.00", "0.00")
    assert "coinsurance of 120" in wrong["error"]["message"]
    assert (unpriced["amount"], unpriced["shares"]) == (None, [])
    assert "2 benefits for 1 lines" in two["error"]["message"]


def test_a_stay_is_priced_by_its_contract():
    words = ("--schedule", "contract", "--contract", "EXCOM1", "--drg", "470", "--charge", "90000", "--on", "2025-11-03", "--json")
    answer = json.loads(run("price", *words).stdout)
    assert (answer["amount"], answer["releases"]["contract"]) == ("24500.00", "northwind-2025")


@pytest.mark.parametrize(
    ("words", "says"), [(("--units", "many"), "decimal"), (("--charge", "much"), "amount"), (("--schedule", "x"), "no schedule")]
)
def test_a_wrong_option_says_what_is_wrong(words, says):
    result = run("price", "--code", "99214", "--on", "2025-11-03", *words)
    assert isinstance(result.exception, InputError)
    assert says in str(result.exception)


def test_the_book_of_allowed_amounts_is_taught_asked_and_shown(tmp_path):
    """The demonstration's kind of file: one remittance that allows 88.95 for 99213, learned once however often it is given."""
    remit = tmp_path / "a.835"
    line = RemittanceLine(
        control_number="C-1", procedure="99213", charge=Money(15000), paid=Money(8895), allowed=Money(8895), on=dt.date(2025, 11, 3),
        adjustments=(Adjustment(group="CO", reason="45", amount=Money(6105)),),
    )  # fmt: skip
    claim = RemittanceClaim(
        claim_id="C", status="1", charge=Money(15000), paid=Money(8895), lines=(line,), patient_last="T", patient_first="P"
    )
    sent = Remittance(
        payer=Payer("12345", "Payer"), payee=Provider(npi="1245319599", name="Clinic"), claims=(claim,),
        payment=Payment(amount=Money(8895), method="CHK", trace="T1", date=dt.date(2025, 11, 20)),
    )  # fmt: skip
    envelope = Envelope(sender="PAYER1", receiver="CLINIC", control=1, timestamp=dt.datetime(2025, 11, 20, 8, tzinfo=dt.UTC))
    remit.write_bytes(write_835([sent], envelope))
    book = str(tmp_path / "book.ndjson")
    assert "1 lines learned" in run("allowed", "learn", book, str(remit)).stdout
    assert "learned before" in run("allowed", "learn", book, str(remit)).stdout
    assert "1 services        1 observations" in run("allowed", "show", book).stdout
    words = ("allowed", "ask", book, "--payer", "12345", "--code", "99213", "--on", "2025-12-31")
    assert "1 of the 5 observations needed" in run(*words).stdout
    answer = json.loads(run(*words, "--fewest", "1", "--json").stdout)
    assert (answer["amount"], answer["n"], answer["agree"]) == ("88.95", 1, 1)


def test_a_file_that_is_no_book_is_refused(tmp_path):
    (tmp_path / "x").write_text("ISA*00*", "ascii")
    result = run("allowed", "show", str(tmp_path / "x"))
    assert isinstance(result.exception, InputError)
    assert "no book" in str(result.exception)


def test_a_contract_file_is_checked_with_its_line(tmp_path):
    sound = 'id = "a"\npayer = "P"\nfirst = 2025-01-01\n[[terms]]\nid = "rest"\npercent_of_charge = 60\n'
    (tmp_path / "a.toml").write_text(sound, "utf-8")
    (tmp_path / "b.toml").write_text(sound.replace("60", "'much'"), "utf-8")
    assert "rest" in run("contracts", "check", str(tmp_path / "a.toml")).stdout
    wrong = run("contracts", "check", str(tmp_path / "b.toml"))
    assert isinstance(wrong.exception, InputError)
    assert "b.toml:6" in str(wrong.exception)
    assert "northwind-2025" in run("contracts", "list").stdout
