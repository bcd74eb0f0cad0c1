"""Places of the guides that our own writer does not use, read from hand-made files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from claimwright import x12
from claimwright.core import Adjustment, Claim, Money, Remittance
from claimwright.x12 import tokens

from .x12_making import claim, dependent_claim, envelope, remittance

HEAD = (
    "ISA*00*          *00*          *ZZ*PAYER1         *ZZ*PRACTICE1      *260320*0900*^*00501*000000031*0*P*:~"
    "GS*HP*PAYER1*PRACTICE1*20260320*0900*31*X*005010X221A1~"
)
TAIL = "GE*1*31~IEA*1*000000031~"
PAYMENT = (
    "ST*835*0001~BPR*I*151.5*C*CHK************20260320~TRN*1*CHK100*1512345678~DTM*405*20260319~N1*PR*EXAMPLE PLAN*XV*54321~N3*1 A ST~"
    "N4*RENO*NV*89501~REF*NF*12345~PER*CX**TE*7755550100~PER*BL*HELP*TE*7755550101~N1*PE*EXAMPLE PRACTICE*FI*123456789~REF*PQ*77~"
    "LX*1~TS3*1245319599*11*20261231*2*500~"
    "CLP*H1*1*300*200**MC*ICN1*11*1~CAS*OA*23*10**94*-10**45*20*1*253*30**97*50**A1*0~NM1*QC*1*DOE*JO*Q***MI*M1~NM1*74*1*DOUGH~"
    "MIA*0***0*MA07***************N1*M15*MA130*N362~DTM*232*20260301~DTM*233*20260304~AMT*AU*300~QTY*CA*3~"
    "CLP*P1*22*-100*-50**MC*ICN2~CAS*CO*45*-50~NM1*QC*1*ROE*AL~"
    "CLP*P2*4*120*1.5*18.5*MC*ICN3~NM1*QC*1*POE*ED~MOA***MA18*N20~DTM*232*20260305~"
    "SVC*NU:0450*50*0**1~CAS*PI*16*50~LQ*HE*N4~LQ*RX*75~"
    "SVC*N4:00002751001*20*1.5**2.5*HC:J1815:JW~DTM*150*20260306~DTM*151*20260307~CAS*PR*1*18.5~REF*6R*L2~AMT*B6*20~"
    "SVC*AD:D0120*50*0~CAS*CO*96*50~"
    "PLB*1245319599*20261231*WO:ICN9*10*L6*-2.5*72:X*-7.5~"
)


def payment() -> Remittance:
    count = PAYMENT.count("~") + 1
    return next(iter(x12.read(f"{HEAD}{PAYMENT}SE*{count}*0001~{TAIL}".encode())))  # type: ignore[return-value]


def test_every_triplet_of_every_group_is_read() -> None:
    first = payment().claims[0]
    assert [(one.group, one.reason, str(one.amount), one.quantity) for one in first.adjustments] == [
        ("OA", "23", "10.00", None), ("OA", "94", "-10.00", None), ("OA", "45", "20.00", Decimal(1)), ("OA", "253", "30.00", None),
        ("OA", "97", "50.00", None), ("OA", "A1", "0.00", None),
    ]  # fmt: skip


def test_inpatient_and_outpatient_remarks_are_read() -> None:
    claims = payment().claims
    assert claims[0].remarks == ("MA07", "N1", "M15", "MA130", "N362")
    assert claims[2].remarks == ("MA18", "N20")


def test_services_of_any_qualifier_are_read_with_what_was_submitted() -> None:
    lines = payment().claims[2].lines
    assert [(one.procedure, one.submitted_procedure, one.units) for one in lines] == [
        ("0450", "", Decimal(1)), ("00002751001", "J1815", Decimal("2.5")), ("D0120", "", Decimal(1)),
    ]  # fmt: skip
    assert [one.on for one in lines] == [date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 5)]
    assert lines[0].remarks == ("N4",)
    assert lines[1].allowed == Money(2000)


def test_a_reversal_keeps_its_signs_and_a_denial_its_status() -> None:
    _, back, denied = payment().claims
    assert (back.is_reversal, str(back.charge), str(back.paid)) == (True, "-100.00", "-50.00")
    assert back.adjustments == (Adjustment(group="CO", reason="45", amount=Money(-5000)),)
    assert (denied.status, str(denied.patient_responsibility)) == ("4", "18.50")


def test_provider_adjustments_and_parties_are_read() -> None:
    found = payment()
    assert [(one.reason, one.reference, str(one.amount)) for one in found.provider_adjustments] == [
        ("WO", "ICN9", "10.00"), ("L6", "", "-2.50"), ("72", "X", "-7.50"),
    ]  # fmt: skip
    assert (found.payer.id, found.payer.filing, found.payee.tax_id, found.payment.method) == ("54321", "MC", "12-3456789", "CHK")


def test_that_payment_balances_to_the_cent() -> None:
    count = PAYMENT.count("~") + 1
    report = x12.check(f"{HEAD}{PAYMENT}SE*{count}*0001~{TAIL}".encode())
    assert [(one.id, one.segment, one.message) for one in report.findings if one.severity == "error"] == []


def test_an_old_qualifier_and_a_claim_without_line_numbers_are_carried() -> None:
    data = x12.write_837([claim()], envelope()).replace(b"ABK:", b"BK:").replace(b"REF*6R*A1001-1~", b"").replace(b"REF*6R*A1001-2~", b"")
    found = next(iter(x12.read(data)))
    assert isinstance(found, Claim)
    assert found.diagnoses[0].qualifier == "BK"
    assert [one.control_number for one in found.lines] == ["", ""]


@pytest.mark.parametrize("block", [1, 7, 64, 113])
def test_where_blocks_end_makes_no_difference(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"\r\n".join([
        x12.write_837([claim(), dependent_claim()], envelope(line_end="\r\n")),
        x12.write_835([remittance()], envelope(delimiters=x12.Delimiters("|", "!", ">", "\n"))),
    ])  # fmt: skip
    wanted, report = list(x12.read(data)), x12.check(data)
    monkeypatch.setattr(tokens, "BLOCK", block)
    assert list(x12.read(data)) == wanted
    assert x12.check(data) == report
    assert x12.rewrite(data) == data
