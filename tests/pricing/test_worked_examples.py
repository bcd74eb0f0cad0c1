"""Prices worked by hand from CMS's text, as data (``examples/pfs.toml``), each through an installed table of its own."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from claimwright.codesets import Store
from claimwright.codesets.install import install
from claimwright.core import Claim, ClaimLine, Money, Patient, Payer, Provider, Subscriber
from claimwright.pricing import PriceRequest, price

from .test_installed import Books, rvu_file

DAY = dt.date(2025, 11, 3)
FACTOR = Decimal("32.3465")
EXAMPLES = tomllib.loads((Path(__file__).parent / "examples" / "pfs.toml").read_text("utf-8"))["example"]
HEADING = (
    "HCPCS,MOD,DESCRIPTION,STATUS CODE,WORK RVU,NON-FAC PE RVU,NON-FAC NA INDICATOR,FACILITY PE RVU,FACILITY NA INDICATOR,MP RVU,PCTC IND,"
    "GLOB DAYS,PRE OP,INTRA OP,POST OP,MULT PROC,BILAT SURG,ASST SURG,CO- SURG,TEAM SURG,ENDO BASE,"
    "NON-FACILITY PE USED FOR OPPS PAYMENT AMOUNT,FACILITY PE USED FOR OPPS PAYMENT AMOUNT,MP USED FOR OPPS PAYMENT AMOUNT"
)


def units(dollars):
    """Relative value units that are worth so many dollars."""
    return str((Decimal(dollars) / FACTOR).quantize(Decimal("1E-8")))


def row(code, modifier, facts, fee):
    work, mp = units(facts.get("work", "0")), units(facts.get("mp", "0"))
    pe, cap = units(facts.get("pe", fee)), units(facts.get("cap", "0"))
    names = ("pctc", "global", "pre", "intra", "post", "multiple", "bilateral", "assistant", "co", "team", "base")
    usual = {"pctc": "0", "global": "XXX", "pre": "0", "intra": "0", "post": "0", "multiple": "0", "bilateral": "0", "base": ""}
    cells = [code, modifier, "", facts.get("status", "A"), work, pe, "", pe, "", mp]
    return ",".join([*cells, *(facts.get(name, usual.get(name, "0")) for name in names), cap, cap, "0"])


def rows(code, facts):
    yield row(code, facts.get("modifier", ""), facts, facts.get("fee", "0"))
    if "tc" in facts:
        yield row(code, "TC", facts, facts["tc"])
        yield row(code, "26", facts, str(Decimal(facts["fee"]) - Decimal(facts["tc"])))


def line(number, code, *words):
    given = dict(word.split("=") for word in words if "=" in word)
    return ClaimLine(
        number=number, control_number=str(number), procedure=code, modifiers=tuple(word for word in words if "=" not in word),
        units=Decimal(given.get("units", "1")), charge=Money.parse(given.get("charge", "0")), from_date=DAY,
    )  # fmt: skip


def priced(example, folder):
    (folder / "f.csv").write_bytes(
        rvu_file(*(one for code, facts in example["codes"].items() for one in rows(code, facts)), head="\n" + HEADING)
    )
    books = Books(Store(folder / "books"))
    install(folder / "f.csv", books.store, accept_ama=True)
    given = dict(example.get("request", {}))
    if "deductible" in given:
        given["deductible"] = Money.parse(given["deductible"])
    lines = tuple(line(number, *words) for number, words in enumerate(example["lines"], start=1))
    claim = Claim(
        id="T", charge=Money(0), place_of_service="11", patient=Patient(last="T", first="P"), subscriber=Subscriber(), payer=Payer("P"),
        billing=Provider(), lines=lines, accepts_assignment=given.get("assigned", True),
    )  # fmt: skip
    return price(PriceRequest(claim=claim, **given), books)


@pytest.mark.parametrize("example", EXAMPLES, ids=[one["id"] for one in EXAMPLES])
def test_an_example_is_met_to_the_cent(example, tmp_path):
    answer = priced(example, tmp_path)
    assert [str(one.amount) if one.amount is not None else "" for one in answer.lines] == example["amounts"]
    found = {
        "allowed": [str(one.allowed) for one in answer.lines],
        "limiting": [str(one.limiting_charge) for one in answer.lines],
        "patient": [str(one.settlement.patient) for one in answer.lines if one.settlement],
        "paid": [str(one.settlement.paid) for one in answer.lines if one.settlement],
    }
    assert {name: found[name] for name in found if name in example} == {name: example[name] for name in found if name in example}
    for one in answer.lines:
        assert one.reason if one.amount is None else one.steps


def test_there_are_examples_enough_and_each_cites_its_rule():
    assert len(EXAMPLES) >= 40
    assert len({one["id"] for one in EXAMPLES}) == len(EXAMPLES)
    assert all(one["rule"] and one["numbers"] in ("CMS", "ours") and "read" in one for one in EXAMPLES)
