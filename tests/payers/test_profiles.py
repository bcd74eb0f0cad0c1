"""Payers come from one file each, and say that they are made up."""

import datetime as dt
from decimal import Decimal

import pytest

from claimwright.core import ShapeError, convert
from claimwright.payers import Filing, profile, profiles


def test_every_file_is_a_profile_with_its_own_id():
    assert set(profiles()) == {"00882", "EXCOM1", "EXCOM2", "EXMCD"}
    assert all(one.id == key for key, one in profiles().items())


def test_every_packaged_payer_is_fictional_and_states_its_deadline_source():
    for one in profiles().values():
        assert one.fictional
        assert one.filing.source
        assert one.fee.source


def test_an_unknown_payer_is_none():
    assert profile("NOBODY") is None


@pytest.mark.parametrize(
    ("service", "last"),
    [
        (dt.date(2026, 3, 2), dt.date(2027, 3, 2)),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28)),
        (dt.date(2023, 12, 31), dt.date(2024, 12, 31)),
    ],
)
def test_medicare_takes_a_claim_until_one_calendar_year_after_service(service, last):
    """42 CFR 424.44(a)."""
    assert profile("00882").filing.last_day(service) == last


def test_a_contract_counts_days():
    assert profile("EXCOM2").filing.last_day(dt.date(2026, 3, 2)) == dt.date(2026, 5, 31)
    assert profile("EXCOM1").timely_filing_days == 180


@pytest.mark.parametrize(
    ("member", "fits"),
    [
        ("1EG4TE5MK73", True),
        ("0EG4TE5MK73", False),
        ("1SG4TE5MK73", False),
        ("1EG4TE5MK7", False),
        ("1EG4TE5MK733", False),
        ("", False),
    ],
)
def test_medicare_wants_the_form_of_a_beneficiary_identifier(member, fits):
    assert profile("00882").knows_member_id(member) is fits


def test_sequestration_belongs_to_medicare_and_to_its_period():
    assert profile("00882").sequestration_on(dt.date(2026, 3, 2)) == Decimal(2)
    assert profile("00882").sequestration_on(dt.date(2021, 6, 1)) == 0
    assert profile("EXCOM1").sequestration_on(dt.date(2026, 3, 2)) == 0


def test_part_b_takes_no_replacement_claim_but_the_plans_do():
    assert not profile("00882").accepts_replacement
    assert profile("EXCOM1").accepts_replacement


def test_a_word_that_no_profile_knows_is_refused():
    with pytest.raises(ShapeError, match="timely"):
        convert({"days": 90, "source": "x", "timely": 1}, Filing)
