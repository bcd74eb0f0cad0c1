"""What an 835 says comes back when its payments are written again, in every public sample, but for what the guide or the envelope adds."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from claimwright import x12
from claimwright.core import InputError, Money, replace
from claimwright.x12.tokens import Lexer

from .x12_making import segments

PAYMENT = (
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260401*1200*^*00501*000000007*0*T*:~"
    "GS*HP*PAYER*CLINIC*20260401*1200*7*X*005010X221A1~ST*835*0001~"
    "BPR*I*130*C*CHK************20260402~TRN*1*T77*1123456789*000000042~CUR*PR*USD~REF*EV*CLINIC~DTM*405*20260331~"
    "N1*PR*FIRST PLAN*XV*12345~N3*1 TEST STREET~N4*BALTIMORE*MD*212010001~REF*EO*SUB1~PER*CX**TE*4105550100~PER*BL*DESK*EM*A@EXAMPLE.ORG~"
    "N1*PE*CLINIC*XV*998877~N3*2 ELM~N4*SPRINGFIELD*IL*627010001~REF*PQ*P1~REF*TJ*123456789~RDM*FT*X*Y~"
    "LX*1~TS3*1245319599*11*20261231*2*200~TS2*1~"
    "CLP*C1*1*100*60*20*MA*ICN1*11*1**470*1.5~CAS*CO*45*15~CAS*PR*2*20~NM1*QC*1*RIVERA*ANA*B**JR*MI*M1~NM1*82*1*LEE*JO****XX*1245319599~"
    "MIA*0***60*MA01**********5~REF*EA*R1~REF*1C*P~DTM*232*20260301~DTM*050*20260305~PER*CX**TE*4105550101~AMT*AU*95~QTY*CA*2~"
    "SVC*HC:99213:25*50*30*0510*1*HC:99214:25:59~DTM*150*20260301~DTM*151*20260302~CAS*CO*45*10~CAS*PR*2*10~REF*LU*11~REF*6R*L1~REF*HPI*1245319599~"
    "REF*0K*POL1~AMT*B6*40~AMT*KH*1~QTY*ZK*1~LQ*HE*N130~LQ*RX*75~"
    "SVC*HC:36415*50*30**1~DTM*472*20260301~CAS*CO*45*5~CAS*PR*2*10~CAS*OA*23*5~REF*6R*L2~"
    "LX*2~CLP*C2*22*-10*-10**MB*ICN2~NM1*QC*1*DOE*J~MOA*.5**MA01*N1~"
    "CLP*C3*1*100*80*20*MB*ICN3~NM1*QC*1*DOE*J****MI*M3~MOA***MA01*N1~SVC*N4:00002322702*100*80**3~DTM*472*20260301~CAS*PR*1*20~"
    "PLB*1245319599*20260630*WO:R1*-5*L6*5~SE*{count}*0001~GE*1*7~IEA*1*000000007~"
)
"""A payment that says more than any field holds, in every loop."""
ADDED = {
    "DTM*405": "the guide has a production date; one without it gets the envelope's",
    "DTM*472": "a line without a day is told its claim's",
    "PER*BL": "the guide asks for a technical contact",
}
"""What writing adds where a file lacks it."""


def payment() -> bytes:
    data = PAYMENT.replace("\n", "")
    return data.format(count=data[: data.index("SE*{")].count("~") - 1).encode()


def plain(segment: str) -> str:
    """A segment without zeros behind a point and without blank elements at its end."""
    fields = (":".join(map(_shortest, field.split(":"))).rstrip(":") for field in segment.split("*"))
    return "*".join(fields).rstrip("*")


def _shortest(value: str) -> str:
    found = re.fullmatch(r"(-?)0*(\d*)\.(\d*?)0*", value)
    return f"{found[1]}{found[2] or '0'}{'.' + found[3] if found[3] else ''}" if found else value


def content(data: bytes) -> Counter[str]:
    """Every segment within the sets, with our separators."""
    lexer, found = Lexer(data), Counter[str]()
    for segment in lexer:
        marks = lexer.delimiters
        if segment[:2] not in ("ST", "SE", "GS", "GE") and segment[:3] not in ("ISA", "IEA"):
            found[plain(segment.translate({ord(marks.element): "*", ord(marks.component): ":"}))] += 1
    return found


def written(data: bytes) -> bytes:
    return x12.write_835(list(x12.read(data)), x12.envelope_of(data))  # type: ignore[type-var]


def test_a_payment_that_says_all_comes_back_whole_and_in_order() -> None:
    assert x12.check(payment(), snip=2).findings == ()
    assert segments(written(payment())) == segments(payment())  # the envelope too
    assert list(x12.read(written(payment()))) == list(x12.read(payment()))


def test_a_changed_amount_is_written_though_the_segment_was_kept() -> None:
    (told,) = x12.read(payment())
    first = told.claims[0]
    changed = replace(told, claims=(replace(first, paid=Money.parse("61"), lines=(replace(first.lines[0], procedure="99215"),)),))
    lines = segments(x12.write_835([changed], x12.envelope_of(payment())))
    assert [one for one in lines if one.startswith("CLP")] == ["CLP*C1*1*100*61*20*ZZ*ICN1*11*1"]
    assert [one for one in lines if one.startswith("SVC")] == ["SVC*HC:99215:25*50*30**1*HC:99214"]


def test_an_adjustment_of_the_provider_that_changed_replaces_what_was_kept() -> None:
    (told,) = x12.read(payment())
    changed = replace(told, provider_adjustments=told.provider_adjustments[:1])
    lines = segments(x12.write_835([changed], x12.envelope_of(payment())))
    assert [one for one in lines if one.startswith("PLB")] == ["PLB*1245319599*20261231*WO:R1*-5"]


@pytest.mark.parametrize("kept", ["2100/QTY*CA~ISA*9", "2110/NOTHING*1", "no loop", "2100/", "/", "2100/CLP", "2000/LX*1\x01"])
def test_what_nobody_can_have_kept_breaks_no_file(kept: str) -> None:
    (told,) = x12.read(payment())
    odd = replace(told, segments=(kept,), claims=tuple(replace(one, segments=(kept,)) for one in told.claims))
    assert [one.claim_id for one in next(iter(x12.read(x12.write_835([odd], x12.envelope_of(payment()))))).claims] == ["C1", "C2", "C3"]


def test_no_public_payment_loses_a_segment(samples: Path) -> None:
    """4010 files, files without an envelope and payments without a day cannot be read as values; ``judged`` says which they are."""
    compared, wrong = 0, []
    with (samples / "x12" / "manifest.csv").open(encoding="utf-8") as stream:
        paths = [samples / "x12" / row["path"] for row in csv.DictReader(stream) if row["transaction"] == "835"]
    for path in paths:
        data = path.read_bytes()
        try:
            values = list(x12.read(data))
        except InputError:
            continue
        if values:
            compared += 1
            before, after = content(data), content(written(data))
            added = [one for one in after - before if "*".join(one.split("*")[:2]) not in ADDED]
            wrong += [(path.name, *(before - after), *added)] if before - after or added else []
            wrong += [(path.name, "values")] if list(x12.read(written(data))) != values else []
    assert wrong == []
    assert compared >= 10
