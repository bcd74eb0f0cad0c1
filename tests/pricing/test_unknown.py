"""What nobody knows is said, never passed over: modifiers, places, places of service, and everything else that could make a silent zero."""

import datetime as dt
import gzip
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.core import Claim, ClaimLine, Money, Patient, Payer, Provider, Subscriber
from claimwright.pricing import PriceRequest, price
from claimwright.pricing.engine import NAMED
from claimwright.pricing.known import modifiers
from claimwright.pricing.pfs import prices

DAY = dt.date(2025, 11, 3)
CODES = ("99213", "99214", "20610", "71046", "93000", "10060", "97110", "00100", "J1885", "XX999", "", "9921\x00", "é")
words = st.text(max_size=6)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"modifiers": ("ZZ",)}, "modifier 'ZZ' is in no list"),
        ({"modifiers": ("25", "ZZ")}, "modifier 'ZZ' is in no list"),
        ({"pos": "77"}, "place of service '77' is not in CMS's list"),
        ({"charge": Money(-1)}, "charge is below zero"),
        ({"modifiers": ("73",)}, "for facilities alone"),
        ({"modifiers": ("66",)}, "by report"),
        ({"modifiers": ("53",)}, "by report"),
        ({"modifiers": ("54",)}, "no shares of a global package"),
    ],
)
def test_what_is_not_known_has_a_reason(more, says):
    for schedule in ("pfs", "anesthesia") if "list" in says else ("pfs",):
        answer = price(PriceRequest(schedule=schedule, code="99213", date=DAY, minutes=15, **more))
        assert answer.amount is None
        assert says in answer.reason


def test_a_price_by_report_still_shows_the_usual_fee():
    answer = price(PriceRequest(code="20610", modifiers=("22",), date=DAY))
    assert answer.amount is None
    assert answer.steps[-1].value == "63.40"


def test_every_modifier_of_the_hcpcs_file_is_known(samples):
    """CMS, July 2026: the modifiers of the file."""
    path = samples / "reference" / "hcpcs" / "HCPC2026_JUL_ANWEB_rebuilt.txt.gz"
    lines = gzip.decompress(path.read_bytes()).decode("latin-1").splitlines()
    found = {line[3:5] for line in lines if line[:3] == "   " and line[10:11] == "7"}
    assert len(found) == 375
    assert found <= modifiers()


fields = {
    "code": st.sampled_from(CODES) | words,
    "modifiers": st.lists(
        st.sampled_from(("25", "50", "51", "26", "TC", "80", "78", "55", "QK", "AA", "ZZ", "LT", "PT", "CQ", "FX")) | words, max_size=4
    ).map(tuple),
    "date": st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)) | st.just(DAY),
    "carrier": st.sampled_from(("", "01112", "99999")) | words,
    "locality": st.sampled_from(("", "05")) | words,
    "zip": st.just("") | words,
    "pos": st.sampled_from(("", "11", "22", "77")) | words,
    "units": st.sampled_from([Decimal(text) for text in ("1", "2", "0", "-1", "0.5", "1E+30", "NaN", "sNaN", "Infinity", "-0")]),
    "minutes": st.none() | st.integers(-10, 10**12),
    "charge": st.none() | st.integers(-100, 10**9).map(Money),
    "practitioner": st.sampled_from(("", "50", "nurse practitioner", "363LF0000X")) | words,
    "participating": st.booleans(),
    "assigned": st.booleans(),
    "qpp": st.booleans(),
    "deductible": st.none() | st.integers(-100, 10**6).map(Money),
    "aftercare_days": st.none() | st.integers(-5, 200),
    "concurrent": st.none() | st.integers(-5, 20),
    "contract": st.sampled_from(("EXCOM1", "northwind-2025")) | words,
    "drg": st.sampled_from(("", "470", "871")) | words,
    "days": st.none() | st.integers(-5, 400),
}


requests = st.builds(PriceRequest, schedule=st.sampled_from(NAMED), **fields)


@given(requests)
@settings(max_examples=300)
def test_nothing_crashes_and_nothing_is_a_silent_zero(request):
    answer = price(request)
    if answer.amount is None:
        assert answer.reason
    else:
        assert answer.steps
        assert answer.amount >= 0
        assert answer.amount > 0 or any(step.value == "0.00" for step in answer.steps)
    if answer.settlement:
        settled = answer.settlement
        assert settled.patient + settled.sequestration + settled.reduction + settled.paid == settled.allowed
        assert min(settled.patient, settled.sequestration, settled.paid) >= 0


@given(st.lists(st.builds(PriceRequest, schedule=st.just("pfs"), **fields), max_size=5))
@settings(max_examples=50)
def test_the_batch_and_the_single_service_answer_alike(asked):
    for one, quick in zip(asked, prices(asked), strict=True):
        slow = price(one)
        assert (quick.amount, quick.reason, quick.allowed, quick.settlement) == (slow.amount, slow.reason, slow.allowed, slow.settlement)


def test_lines_whose_numbers_repeat_are_priced_each_for_itself():
    """Three lines that all say they are number 1: 10060 in full, 20610 by half, a visit; by contract 125 percent."""
    lines = tuple(
        ClaimLine(number=1, control_number=code, procedure=code, charge=Money(0), from_date=DAY) for code in ("20610", "10060", "99213")
    )
    claim = Claim(
        id="T", charge=Money(0), place_of_service="11", patient=Patient(last="T", first="P"), subscriber=Subscriber(), payer=Payer("P"),
        billing=Provider(), lines=lines,
    )  # fmt: skip
    assert [str(line.amount) for line in price(PriceRequest(claim=claim)).lines] == ["31.70", "124.21", "88.95"]
    by_contract = price(PriceRequest(schedule="contract", contract="EXCOM1", claim=claim))
    assert [str(line.amount) for line in by_contract.lines] == ["39.63", "155.26", "111.19"]
