"""CMS's own published prices of 2025, each by the check that its row supports, through the installed files as a user installs them."""

import csv
import datetime as dt
from collections import Counter

import pytest

from claimwright.codesets import Store
from claimwright.codesets.install import install
from claimwright.codesets.pfs import open_pfs
from claimwright.core import Money
from claimwright.pricing import PriceRequest
from claimwright.pricing.pfs import prices

from .test_installed import Books

DAY = dt.date(2025, 11, 3)
CENTS = {"pfs_exact": 0, "opps_cap_exact": 0, "opps_cap_sum_26_tc_within_0.02": 2}
"""By check: how many cents a price may be off."""


@pytest.fixture(scope="module")
def books(samples, tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("published") / "books")
    for name in ("PPRRVU2025_Oct.csv", "GPCI2025.csv", "ANES2025.csv"):
        install(samples / "reference" / "pfs" / name, store, accept_ama=True)
    return Books(store)


@pytest.fixture(scope="module")
def published(samples):
    with (samples / "truth" / "pfs" / "prices_2025.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_published_price_is_met(books, published):
    """Prices of the schedule against the amount, prices under the cap against the step named "OPPS cap"."""
    rows = [raw for raw in published if raw["check"] in CENTS]
    asked = [
        PriceRequest(
            code=raw["hcpcs"], modifiers=(raw["modifier"],) if raw["modifier"] else (), date=DAY, carrier=raw["carrier"],
            locality=raw["locality"],
        )
        for raw in rows
    ]  # fmt: skip
    met = Counter()
    for raw, answer in zip(rows, prices(asked, books, steps=True), strict=True):
        caps = [step.value for step in answer.steps if step.what == "OPPS cap"]
        found = answer.amount if raw["check"] == "pfs_exact" else Money.parse(caps[0])
        assert abs(found - Money.parse(raw["price"])) <= CENTS[raw["check"]], raw["id"]
        met[raw["check"]] += 1
    assert met == {"pfs_exact": 40, "opps_cap_exact": 4240, "opps_cap_sum_26_tc_within_0.02": 1360}


def test_no_price_is_above_its_published_cap(books, published):
    """What the cap decides is the cap, to the cent."""
    decided = 0
    for raw in published:
        if raw["check"] == "opps_cap_exact":
            modifier = (raw["modifier"],) if raw["modifier"] else ()
            request = PriceRequest(code=raw["hcpcs"], modifiers=modifier, date=DAY, carrier=raw["carrier"], locality=raw["locality"])
            (answer,) = prices([request], books)
            assert answer.amount is None or answer.amount <= Money.parse(raw["price"])
            decided += answer.amount == Money.parse(raw["price"])
    assert decided >= 2000


def test_every_anesthesia_factor_is_met(books, published):
    rows = [raw for raw in published if raw["check"].startswith("anesthesia")]
    for raw in rows:
        found = open_pfs(books.store).anesthesia_factor(raw["carrier"], raw["locality"], DAY)
        assert Money.of(found.factor) == Money.parse(raw["price"])
    assert len(rows) == 40


def test_revised_prices_of_all_localities_are_met(books, samples):
    """PFREV25C: the one code that CMS revised, in every locality of its file."""
    rows = list(csv.reader((samples / "reference" / "pfs" / "PFREV25C.txt").read_text("latin-1").splitlines()))
    rows = [raw for raw in rows if len(raw) == 16]
    met = 0
    for raw in rows:
        (answer,) = prices([PriceRequest(code=raw[3], date=DAY, carrier=raw[1], locality=raw[2])], books)
        if answer.amount is None:
            assert "no geographic indices" in answer.reason  # four localities are in no GPCI file
            continue
        assert answer.amount == Money.parse(raw[5])
        met += 1
    assert met == 109


def test_the_2026_layout_is_read_with_its_own_factor(samples, tmp_path):
    """32 columns; 27447 (19.11 + 11.58 + 4.02) in a facility, 71046 below its cap, and the factor of each program."""
    store = Store(tmp_path / "books")
    install(samples / "reference" / "pfs" / "PPRRVU2026_Oct_nonQPP.excerpt.csv", store, accept_ama=True)
    day = dt.date(2026, 10, 5)
    asked = [
        PriceRequest(code="27447", pos="22", date=day), PriceRequest(code="27447", pos="22", date=day, qpp=True),
        PriceRequest(code="71046", date=day), PriceRequest(code="27447", pos="22", modifiers=("62",), date=day),
    ]  # fmt: skip
    knee, qualifying, chest, two = prices(asked, Books(store))
    assert (knee.amount, qualifying.amount) == (Money.parse("1159.35"), Money.parse("1165.13"))
    assert chest.amount == Money.parse("33.07")
    assert "co-surgeons" in two.reason
