"""Inpatient stays, surgical centers and drugs on tables of our own making, and every schedule on requests that nobody should send."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.codesets.install import install
from claimwright.core import (
    ApcClaim,
    Claim,
    ClaimLine,
    Money,
    Patient,
    Payer,
    ProcedureDone,
    Provider,
    Subscriber,
    convert,
    decode,
    encode,
    plain,
    replace,
)
from claimwright.core.claim import Diagnosis
from claimwright.flow.institutional import price_institutional
from claimwright.pricing import PriceRequest, price
from claimwright.pricing.hospital import Hospital, NewTechnology

from .made_addenda import installed
from .test_institutional_examples import MADE_FEES, hospital_claim, parts

HERE = Path(__file__).parent / "examples"
IPPS = tomllib.loads((HERE / "ipps.toml").read_text("utf-8"))["example"]
ASC = tomllib.loads((HERE / "asc.toml").read_text("utf-8"))["example"]
HEAD = (
    "MS-DRG\tFY {0} Final Rule Post-Acute DRG\tFY {0} Final Rule Special Pay DRG\tMDC\tTYPE\tMS-DRG Title\tWeights Before Cap\t"
    "Weights - 10% Cap Applied\tGeometric mean LOS\tArithmetic mean LOS\n"
)
TABLE_5 = (
    '"TABLE 5.-LIST OF MEDICARE SEVERITY DIAGNOSIS-RELATED GROUPS (MS-DRGS), RELATIVE WEIGHTING FACTORS-FY {0} Final Rule"\n' + HEAD
    + "291\tYes\tNo\t05\tMED\tMade up\t1.1000\t1.1000\t3.5\t4.5\n470\tYes\tYes\t08\tSURG\tMade up\t2.0000\t2.0000\t4.0\t5.0\n"
    "927\tNo\tNo\t22\tSURG\tMade up\t10.0000\t10.0000\t20.0\t25.0\n789\tNo\tNo\t15\tMED\tMade up\t1.0000\t1.0000\t2.0\t2.0\n"
    "999\tNo\tNo\t\t**\tMade up\t.\t.\t.\t.\n"
)  # fmt: skip
AA = (
    "Addendum AA -- ASC Covered Surgical Procedures April 2026,,,,,,\n,,,,,,\n"
    "HCPCS Code,,Short Descriptor,Subject to Multiple Procedure Discounting,April 2026 Payment Indicator,April 2026 Payment Weight,"
    'April 2026 Payment Rate\nXA001,,,Y,A2,1.0,"$1,000.00"\nXA002,,,Y,G2,1.0,$600.00\nXA003,,,N,P3,,$200.00\nXJ001,,,N,J8,,"$5,000.00"\n'
    'XJ002,,,N,J8,,"$4,000.00"\n'
)
BB = (
    "Addendum BB -- ASC Covered Ancillary Services April 2026,,,,\n,,,,\n"
    "HCPCS Code,Short Descriptor,April 2026 Payment Indicator,April 2026 Payment Weight,April 2026 Payment Rate\n"
    "XK001,,K2,,$12.345\nXH001,,H2,,$700.00\nXN001,,N1,,\nXZ001,,Z2,,$150.00\nXF001,,K7,,\n"
)
FF = (
    "Addendum FF -- ASC Device Offsets April 2026,,,\n,,,\n"
    'HCPCS Code,Short Descriptor,Device Offset Percentage,Device Offset Amount\nXJ001,,60.00%,"$3,000.00"\n'
)
ASP = (
    'Payment Allowance Limits for Medicare Part B Drugs,,,,,,,,,,\n"Effective April 1, 2026 through June 30, 2026",,,,,,,,,,\n'
    "HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit,Co-insurance Percentage,Vaccine AWP%,Vaccine Limit,Blood AWP%,"
    "Blood limit,Clotting Factor,Notes\nX0001,,10 MG,12.345,20.000,,,,,,\nX0002,,1 MG,N/A,20.000,,,,,,made-up note\n"
    "X0003,,1 MG,2.000,15.500,,,,,,Inflation-adjusted coinsurance\n"
)


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    folder = tmp_path_factory.mktemp("facilities")
    made = installed(folder)
    files = {f"CMS-{year} Table 5.txt": TABLE_5.format(year) for year in (2024, 2025, 2026, 2027)}
    files |= {"AA.csv": AA, "BB.csv": BB, "FF.csv": FF, "ASP.csv": ASP, "PUF_CLFS_CY2026_Q2V1.csv": MADE_FEES}
    for name, text in files.items():
        (folder / name).write_text(text, "cp1252")
        install(folder / name, made.store, accept_ama=True)
    return made


@pytest.mark.parametrize("example", IPPS, ids=[one["id"] for one in IPPS])
def test_a_stay_is_priced_as_on_paper(example, books):
    request = PriceRequest(
        schedule="ipps", code=example["drg"], date=dt.date.fromisoformat(example.get("date", "2026-03-02")), days=example.get("days"),
        discharge_status=example.get("status", "01"), charge=Money.parse(example["charge"]) if "charge" in example else None,
        hospital=convert(example["hospital"], Hospital) if "hospital" in example else None,
        technologies=tuple(convert(one, NewTechnology) for one in example.get("technologies", ())),
    )  # fmt: skip
    answer = price(request, books)
    assert (str(answer.amount) if answer.amount is not None else "") == example["amount"]
    assert example.get("reason", "") in answer.reason
    assert bool(answer.steps) == (answer.amount is not None)


def surgery_line(number, written):
    found, modifiers = parts(written)
    return ClaimLine(
        number=number, control_number=f"L{number}", procedure=found["code"], modifiers=modifiers, units=Decimal(found["units"] or 1),
        charge=Money.parse(found["charge"] or "0"), from_date=dt.date(2026, 5, 4),
    )  # fmt: skip


@pytest.mark.parametrize("example", ASC, ids=[one["id"] for one in ASC])
def test_a_surgical_center_is_paid_as_on_paper(example, books):
    lines = tuple(surgery_line(number, written) for number, written in enumerate(example["lines"], 1))
    claim = Claim(
        id="A1", charge=Money(0), patient=Patient(last="Doe", first="Jo"), subscriber=Subscriber(), payer=Payer("P"), billing=Provider(),
        lines=lines,
    )  # fmt: skip
    hospital = convert(example["hospital"], Hospital) if "hospital" in example else None
    answer = price(PriceRequest(schedule="asc", claim=claim, hospital=hospital), books)
    assert [str(one.amount) if one.amount is not None else "" for one in answer.lines] == example["amounts"]
    assert (answer.amount is None) == ("" in example["amounts"])
    assert any(example.get("reason", "") in one.reason for one in answer.lines)
    assert all(one.reason if one.amount is None else one.steps for one in answer.lines)


def test_examples_cite_their_rules():
    assert all(one["rule"] for one in (*IPPS, *ASC))
    assert len({one["id"] for one in (*IPPS, *ASC)}) == len(IPPS) + len(ASC)


@pytest.mark.parametrize(
    ("code", "more", "amount", "words"),
    [
        ("X0001", {}, "12.35", "limit of X0001 for 10 MG"),
        ("X0001", {"units": Decimal(31)}, "382.70", "x 31 units"),
        ("X0001", {"units": Decimal(9), "modifiers": ("JW",)}, "111.11", "discarded"),
        ("X0003", {"units": Decimal(100)}, "200.00", "coinsurance, 15.500 %"),
        ("X0001", {"charge": Money(1000)}, "12.35", "lesser of the charge 10.00"),
    ],
)
def test_a_drug_is_paid_its_limit_of_the_quarter(code, more, amount, words, books):
    answer = price(PriceRequest(schedule="asp", code=code, date=dt.date(2026, 5, 4), **more), books)
    assert str(answer.amount) == amount
    assert any(words in step.what for step in answer.steps)
    assert answer.releases == {"asp": "2026Q2"}


@pytest.mark.parametrize(
    ("code", "day", "words"),
    [
        ("X0002", "2026-05-04", "priced by the contractor: made-up note"), ("X0009", "2026-05-04", "not on the list"),
        ("X0001", "2026-07-01", "rates not installed"), ("X0001", "2026-03-31", "rates not installed"),
    ],
)  # fmt: skip
def test_a_drug_without_a_limit_has_a_reason(code, day, words, books):
    answer = price(PriceRequest(schedule="asp", code=code, date=dt.date.fromisoformat(day)), books)
    assert answer.amount is None and words in answer.reason


@pytest.mark.parametrize("schedule", ["opps", "asc", "clfs", "asp", "ipps"])
def test_without_tables_every_schedule_says_that_rates_are_not_installed(schedule):
    answer = price(PriceRequest(schedule=schedule, code="291", date=dt.date(2025, 6, 2)))
    assert answer.amount is None and "rates not installed" in answer.reason


@pytest.mark.parametrize("schedule", ["opps", "asc", "clfs", "asp", "ipps"])
def test_without_a_day_there_is_no_price(schedule, books):
    assert "belongs to a day" in price(PriceRequest(schedule=schedule, code="X0001"), books).reason


def test_a_stay_of_a_claim_is_grouped_and_priced(books):
    claim = Claim(
        id="H1", kind="institutional", charge=Money(5_000_000), type_of_bill="11", payer=Payer("P"), billing=Provider(),
        subscriber=Subscriber(), patient=Patient(last="Doe", first="Jo", birth_date=dt.date(1950, 5, 2), sex="F"),
        references={"patient_status": "01"}, procedures=(ProcedureDone(code="5A1955Z"),),
        diagnoses=(Diagnosis(code="I50.20", qualifier="ABK", poa="Y"), Diagnosis(code="J96.00", poa="Y")),
        dates={"admission": dt.date(2026, 2, 25), "discharge": dt.date(2026, 3, 2)},
    )  # fmt: skip
    answer = price_institutional(PriceRequest(schedule="ipps", claim=claim), books)
    assert str(answer.amount) == "8004.44"
    assert answer.steps[0].what.startswith("MS-DRG 291")
    assert answer.releases == {"msdrg": "v43.0", "msdrg-weights": "FY2026", "ipps_factors": "FY2026"}
    assert "belongs" not in answer.reason


TABLE_2 = (
    '"TABLE 2.-CASE-MIX INDEX AND WAGE INDEX TABLE BY CCN - FY {0} Final Rule"\t\t\t\n'
    "1CCN\tGeographic CBSA\t3FY {0} Wage Index With Cap\tFY {0} Transition for the Discontinuation of the Policy\n"
    "010001\t99910\t{1}\t\n010005\t99920\t0.5000\t0.8000\n"
)


def test_a_hospital_is_known_by_its_number(books, tmp_path):
    for year, index in ((2025, "1.1000"), (2026, "1.2000")):
        path = tmp_path / f"CMS {year} Table 2.txt"
        path.write_text(TABLE_2.format(year, index), "utf-8")
        install(path, books.store)
    stay = PriceRequest(schedule="ipps", code="470", date=dt.date(2026, 3, 2), hospital=Hospital(ccn="010001"))
    answer = price(stay, books)
    assert (str(answer.amount), answer.national) == ("16475.63", False)
    outside = price(replace(stay, hospital=Hospital(ccn="990001")), books)
    assert (str(outside.amount), outside.national) == ("14553.52", True)
    visit = PriceRequest(schedule="opps", code="XS001", date=dt.date(2025, 11, 3), hospital=Hospital(ccn="010001"))
    assert str(price(visit, books).amount) == "106.00", "the index of fiscal year 2025, though the day lies in fiscal year 2026"
    claim = PriceRequest(schedule="opps", claim=hospital_claim("XS001"), hospital=Hospital(ccn="010005"))
    assert str(price_institutional(claim, books).amount) == "88.00", "the transition's index, 0.8"


def test_a_claim_must_be_grouped_before_it_is_priced(books):
    claim = hospital_claim("XS001")
    assert "no APCs yet" in price(PriceRequest(schedule="opps", claim=claim), books).reason
    assert "not those of this claim" in price(PriceRequest(schedule="opps", claim=claim, outpatient=ApcClaim()), books).reason
    assert "must be grouped first" in price(PriceRequest(schedule="ipps", claim=claim), books).reason


CODES = ["XS001", "XT001", "XJ101", "XQ101", "XK001", "G0463", "X0001", "X0002", "XA001", "XJ001", "XK001", "291", "470", "999", "1"]
numbers = st.one_of(st.none(), st.decimals(), st.decimals("0", "3", places=3))
facts = st.builds(
    Hospital,
    wage_index=numbers, cost_to_charge=numbers, capital_cost_to_charge=numbers, reports_quality=st.booleans(), uses_ehr=st.booleans(),
    rural_sole_community=st.booleans(), beds=st.one_of(st.none(), st.integers()), rural=st.booleans(),
    residents_to_beds=st.one_of(st.decimals(), st.decimals("0", "1", places=2)), residents_to_patients=st.decimals("0", "2", places=2),
    disproportionate_percent=st.decimals("0", "100", places=1), cost_of_living=st.decimals("1", "1.3", places=2),
    uncompensated_care=st.integers(-10, 10**6).map(Money), value_based=st.decimals("0.9", "1.1", places=3),
)  # fmt: skip
asked = st.builds(
    PriceRequest,
    schedule=st.sampled_from(["opps", "asc", "clfs", "asp", "ipps"]), code=st.one_of(st.sampled_from(CODES), st.text(max_size=7)),
    modifiers=st.lists(st.sampled_from(["50", "73", "PN", "PO", "QW", "JW", "FB", "9Z", ""]), max_size=2).map(tuple),
    date=st.one_of(st.none(), st.dates(), st.sampled_from([dt.date(2025, 6, 2), dt.date(2026, 5, 4)])),
    units=st.one_of(st.decimals(), st.integers(1, 99).map(Decimal)), hospital=st.one_of(st.none(), facts),
    charge=st.one_of(st.none(), st.integers(-1, 10**15).map(Money)), days=st.one_of(st.none(), st.integers()),
    discharge_status=st.one_of(st.text(max_size=3), st.sampled_from(["01", "02", "06"])),
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request=asked)
def test_no_request_crashes_and_none_is_silent(request, books):
    answer = price(request, books)
    if answer.amount is None:
        assert answer.reason
    else:
        assert answer.steps and answer.releases


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    codes=st.lists(st.sampled_from([*CODES, "", "99284", "XN001", "XI001", "XI002"]), min_size=1, max_size=6),
    hospital=st.one_of(st.none(), facts),
    schedule=st.sampled_from(["opps", "ipps", "asc", "clfs", "asp"]),
)
def test_no_claim_crashes_and_no_line_is_silent(codes, hospital, schedule, books):
    answer = price_institutional(PriceRequest(schedule=schedule, claim=hospital_claim(*codes), hospital=hospital), books)
    assert answer.amount is not None or answer.reason
    for one in answer.lines:
        assert one.reason or (one.amount is not None and one.steps)


def test_the_command_prices_a_claim_by_its_groups(tmp_path):
    source = tmp_path / "claims.ndjson"
    claim = plain(hospital_claim("XS001", ""))
    asked = (
        {"id": n, "schedule": name, "claim": claim, "hospital": {"wage_index": "1.1"}} for n, name in enumerate(("opps", "ipps", "asc"))
    )
    source.write_bytes(b"\n".join(encode(one) for one in asked))
    result = CliRunner().invoke(build("price"), ["price", "--ndjson", str(source)])
    answers = [decode(line, dict) for line in result.stdout.splitlines()]
    assert [(one["id"], one["schedule"], one["amount"]) for one in answers] == [(0, "opps", None), (1, "ipps", None), (2, "asc", None)]
    assert "not installed" in answers[0]["lines"][0]["reason"]
    assert "no service beside it" in answers[0]["lines"][1]["reason"]
    assert answers[1]["reason"] == "no principal diagnosis"
