"""The formula against CMS's own published prices, and the properties it must keep."""

import csv
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.codesets.pfs import Locality, RelativeValues
from claimwright.core import Money
from claimwright.pricing.pfs import payment
from claimwright.pricing.pfs.formula import NATIONAL, cap_of

FACTOR = Decimal("32.3465")
units = st.decimals(min_value=0, max_value=100, places=2)


def samples() -> Path:
    root = os.environ.get("CLAIMWRIGHT_SAMPLES")
    folder = Path(root or "/nowhere") / "truth" / "pfs"
    if not folder.is_dir():
        pytest.skip("no samples")
    return folder


def table(name: str) -> list[dict[str, str]]:
    with (samples() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_of(raw: dict[str, str]) -> RelativeValues:
    return RelativeValues(
        code=raw["hcpcs"],
        modifier=raw["modifier"],
        work=Decimal(raw["work_rvu"]),
        nonfacility_pe=Decimal(raw["nonfac_pe_rvu"]),
        facility_pe=Decimal(raw["fac_pe_rvu"]),
        mp=Decimal(raw["mp_rvu"]),
        opps_nonfacility_pe=Decimal(raw["opps_nonfac_pe"]),
        opps_facility_pe=Decimal(raw["opps_fac_pe"]),
        opps_mp=Decimal(raw["opps_mp"]),
    )


def place_of(raw: dict[str, str]) -> Locality:
    return Locality(
        carrier=raw["carrier"],
        locality=raw["locality"],
        work=Decimal(raw["gpci_work"]),
        pe=Decimal(raw["gpci_pe"]),
        mp=Decimal(raw["gpci_mp"]),
    )


def test_published_prices_of_2025_are_met_to_the_cent():
    """CMS, PFREV25C (ordinary prices) and OPPSCAP (imaging cap), October 2025: every row that the formula alone decides."""
    rows = {(raw["hcpcs"], raw["modifier"]): row_of(raw) for raw in table("rvu_inputs_2025.csv")}
    places = {(raw["carrier"], raw["locality"]): place_of(raw) for raw in table("gpci_2025.csv")}
    met: Counter[str] = Counter()
    for raw in table("prices_2025.csv"):
        if not raw["check"].endswith("_exact"):
            continue
        row, where = rows[raw["hcpcs"], raw["modifier"]], places[raw["carrier"], raw["locality"]]
        if raw["check"] == "pfs_exact":
            amount = payment(row.work, row.nonfacility_pe, row.mp, where, FACTOR).amount
        else:
            amount = cap_of(row, where, FACTOR, facility=True)
        assert amount == Money.parse(raw["price"]), raw["id"]
        met[raw["check"]] += 1
    assert met == {"pfs_exact": 40, "opps_cap_exact": 4240}


@given(units, units, units)
def test_the_national_fee_is_the_sum_of_units_times_the_factor(work, pe, mp):
    assert payment(work, pe, mp, NATIONAL, FACTOR).amount == Money.of((work + pe + mp) * FACTOR)


@given(units, units, units)
def test_the_steps_end_in_the_amount(work, pe, mp):
    fee = payment(work, pe, mp, NATIONAL, FACTOR)
    assert fee.steps[-1].value == str(fee.amount)


def test_a_half_cent_rounds_up():
    """0.05 x 1.1 x 1 = 0.055."""
    assert payment(Decimal("0.05"), Decimal(0), Decimal(0), NATIONAL, Decimal("1.1")).amount == Money(6)


def test_a_row_without_outpatient_units_has_no_cap():
    row = RelativeValues(code="X", work=Decimal(0), nonfacility_pe=Decimal(3), facility_pe=Decimal(1), mp=Decimal(0))
    assert cap_of(row, NATIONAL, FACTOR, facility=False) is None
