"""Synthetic files of the sets that ask, answer, enroll and pay premiums, for the tests of X12; every number is made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from claimwright import x12
from claimwright.core import (
    Address,
    AuthorizationAnswer,
    AuthorizationRequest,
    Benefit,
    BenefitQuestion,
    Decision,
    Delivery,
    Diagnosis,
    EligibilityAnswer,
    EligibilityInquiry,
    Money,
    Party,
    Patient,
    Payer,
    Period,
    Provider,
    Rejection,
    ReviewService,
    Scope,
    Status,
    StatusAnswer,
    StatusCode,
    StatusInquiry,
    StatusLine,
    Subscriber,
    replace,
)

from .x12_making import CLINIC, envelope

DAY = Period(date(2026, 3, 2), date(2026, 3, 2))
PLAN = Payer("00882", "EXAMPLE PLAN")
ASKER = Provider(npi=CLINIC.npi, name=CLINIC.name)
ANA = Patient(
    last="RIVERA", first="ANA", birth_date=date(1961, 4, 2), sex="F", address=Address("3 OAK LANE", "", "SPRINGFIELD", "IL", "62702")
)
LUZ = Patient(last="RIVERA", first="LUZ", birth_date=date(2015, 6, 1), sex="F")
OWN = Subscriber(member_id="W77")
PARENT = Subscriber(relationship="child", member_id="W77", last="RIVERA", first="ANA", birth_date=date(1961, 4, 2), sex="F")

INQUIRIES = (
    EligibilityInquiry(
        id="T1",
        payer=PLAN,
        provider=ASKER,
        patient=ANA,
        subscriber=OWN,
        diagnoses=("E11.9",),
        on=DAY,
        questions=(BenefitQuestion(service_types=("30", "98")), BenefitQuestion(procedure="99214", pointers=(1,), place="11")),
    ),
    EligibilityInquiry(id="T2", payer=PLAN, provider=ASKER, patient=LUZ, subscriber=PARENT),
)
ANSWERS = (
    EligibilityAnswer(
        id="T1",
        payer=PLAN,
        provider=ASKER,
        patient=ANA,
        subscriber=OWN,
        dates={"plan_begin": DAY},
        benefits=(
            Benefit(kind="1", service_types=("30",), insurance_type="HM", plan="GOLD"),
            Benefit(kind="B", service_types=("98",), amount=Money(2500), in_network="Y", messages=("PER VISIT",)),
            Benefit(kind="A", service_types=("98",), percent=Decimal("0.2"), in_network="N"),
            Benefit(kind="F", service_types=("33",), deliveries=(Delivery(unit="VS", quantity=Decimal(20), period="21", periods=1),)),
            Benefit(kind="R", service_types=("30",), parties=(Party(role="PR", name="OTHER PLAN", id="77001", id_kind="PI"),)),
        ),
    ),
    EligibilityAnswer(
        id="T2",
        payer=PLAN,
        provider=ASKER,
        patient=LUZ,
        subscriber=PARENT,
        rejections=(Rejection(at="dependent", reason="67", action="C"),),
    ),
)
ASKED = (
    StatusInquiry(
        id="S1",
        payer=PLAN,
        provider=ASKER,
        patient=Patient(last="RIVERA", first="ANA", birth_date=date(1961, 4, 2), sex="F"),
        subscriber=OWN,
        claim_id="A1001",
        charge=Money(23700),
        on=DAY,
        lines=(StatusLine(procedure="99214", charge=Money(22500), units=Decimal(1), control_number="A1001-1", on=DAY),),
    ),
    StatusInquiry(
        id="S2",
        payer=PLAN,
        provider=ASKER,
        patient=LUZ,
        subscriber=replace(PARENT, relationship="other"),
        payer_claim_id="ICN7",
        charge=Money(5000),
        on=DAY,
    ),
)
PAID = Status(codes=(StatusCode("F1", "65"),), on=DAY.first, charge=Money(22500), paid=Money(14000), decided=DAY.first, check="CHK1")
TOLD = (
    StatusAnswer(
        id="S1",
        payer=PLAN,
        provider=ASKER,
        patient=Patient(last="RIVERA", first="ANA"),
        subscriber=OWN,
        statuses=(PAID,),
        claim_id="A1001",
        payer_claim_id="ICN1",
        on=DAY,
        lines=(
            StatusLine(
                procedure="99214",
                charge=Money(22500),
                paid=Money(14000),
                units=Decimal(1),
                on=DAY,
                statuses=(Status(codes=(StatusCode("F1", "65"),), on=DAY.first),),
            ),
        ),
    ),
)
REQUEST = AuthorizationRequest(
    id="R1",
    reviewer=PLAN,
    requester=ASKER,
    patient=ANA,
    subscriber=OWN,
    diagnoses=(Diagnosis(code="I10", qualifier="ABF"),),
    scope=Scope(category="AR", service_type="2", place="21"),
    dates={"admission": DAY},
    delivery=Delivery(unit="DY", quantity=Decimal(3)),
    parties=(Party(role="SJ", last="OKAFOR", first="INES", id="1679576722", id_kind="XX", taxonomy="207Q00000X"),),
    services=(ReviewService(procedure="33510", charge=Money(900000), unit="UN", units=Decimal(1), on=DAY),),
)
CERTIFIED = AuthorizationAnswer(
    id="R1",
    reviewer=PLAN,
    requester=ASKER,
    patient=LUZ,
    subscriber=PARENT,
    scope=Scope(category="SC", service_type="3"),
    decision=Decision(action="A1", number="AUTH9"),
    dates={"certification_effective": DAY},
    services=(ReviewService(form="", decision=Decision(action="A4", reasons=("0U",))),),
)


def filed(group: str, version: str, body: str) -> bytes:
    """A transaction set of our own text in its envelope; SE is counted."""
    lines = [line.strip() for line in body.strip().splitlines()]
    isa = f"ISA*00*{'':10}*00*{'':10}*ZZ*{'PRACTICE1':<15}*ZZ*{'PAYER1':<15}*260303*0830*^*00501*000000007*0*T*:"
    inside = [*lines, f"SE*{len(lines) + 1}*0001"]
    return (
        "~".join([isa, f"GS*{group}*PRACTICE1*PAYER1*20260303*0830*7*X*{version}", *inside, "GE*1*7", "IEA*1*000000007"]) + "~"
    ).encode()


DENTAL = filed(
    "HC",
    "005010X224A2",
    """
    ST*837*0001*005010X224A2
    BHT*0019*00*7*20260303*0830*CH
    NM1*41*2*EXAMPLE DENTISTS*****46*PRACTICE1
    PER*IC*DESK*TE*2175550100
    NM1*40*2*EXAMPLE PLAN*****46*PAYER1
    HL*1**20*1
    NM1*85*2*EXAMPLE DENTISTS*****XX*1245319599
    N3*12 ELM STREET
    N4*SPRINGFIELD*IL*627010001
    REF*EI*123456789
    HL*2*1*22*0
    SBR*P*18*******CI
    NM1*IL*1*RIVERA*ANA****MI*W77
    N3*3 OAK LANE
    N4*SPRINGFIELD*IL*62702
    DMG*D8*19610402*F
    NM1*PR*2*EXAMPLE PLAN*****PI*00882
    CLM*D1001*150***11:B:1*Y*A*Y*I
    DTP*472*D8*20260302
    HI*ABK:K0262
    NM1*82*1*OKAFOR*INES****XX*1679576722
    PRV*PE*PXC*1223G0001X
    LX*1
    SV3*AD:D2150*100****1*****1
    TOO*JP*12*M:O
    REF*6R*D1001-1
    LX*2
    SV3*AD:D1110*50****1
""",
)
ENROLLED = filed(
    "BE",
    "005010X220A1",
    """
    ST*834*0001*005010X220A1
    BGN*00*12456*20260303*1200****2
    QTY*TO*2
    N1*P5*EXAMPLE EMPLOYER*FI*999888777
    N1*IN*EXAMPLE PLAN*FI*654456654
    INS*Y*18*021*20*A***FT
    REF*0F*W77
    REF*1L*GROUP1
    DTP*356*D8*20260301
    NM1*IL*1*RIVERA*ANA*Q
    PER*IP**HP*2175550100
    N3*3 OAK LANE
    N4*SPRINGFIELD*IL*62702
    DMG*D8*19610402*F
    HD*021**HLT*GOLD*FAM
    DTP*348*D8*20260301
    AMT*P3*125.5
    REF*1L*GROUP1
    INS*N*19*021*20*A
    REF*0F*W77
    REF*1L*GROUP1
    DTP*356*D8*20260302
    NM1*IL*1*RIVERA*LUZ
    DMG*D8*20150601*F
    HD*021**HLT
    DTP*348*D8*20260301
""",
)
PREMIUM = filed(
    "RA",
    "005010X218",
    """
    ST*820*0001*005010X218
    BPR*C*255*C*ACH*CTX*01*999999992*DA*12345678*1345678901**01*199999999*DA*98765*20260303
    TRN*1*78905*1345678901
    N1*PE*EXAMPLE PLAN*FI*012222222
    N1*PR*EXAMPLE EMPLOYER*FI*123456789
    ENT*1*2J*EI*E1
    NM1*EY*1*RIVERA*ANA****EI*E1
    RMR*IG*P1**100*120
    DTM*582****RD8*20260301-20260331
    ADX*-20*52
    ENT*2*2J*EI*E2
    NM1*EY*1*OKAFOR*INES****EI*E2
    ADX*5*53
    RMR*IG*P2**150
""",
)
ATTACHED = filed(
    "PI",
    "006020X314",
    """
    ST*275*0001*006020X314
    BGN*11*7*20260303
    NM1*PR*2*EXAMPLE PLAN*****PI*00882
    NM1*41*2*EXAMPLE FAMILY PRACTICE*****46*PRACTICE1
    NM1*QC*1*RIVERA*ANA****MI*W77
    REF*1K*ICN1
    DTP*472*D8*20260302
    LX*1
    TRN*2*ATT1
    DTP*368*D8*20260303
    CAT*AE*TX
    EFI*05
    BIN*12*PLAIN RECORD
""",
)
REQUESTED = filed(
    "HN",
    "006020X313",
    """
    ST*277*0001*006020X313
    BHT*0085*08*7*20260303*0830*RQ
    HL*1**20*1
    NM1*PR*2*EXAMPLE PLAN*****PI*00882
    HL*2*1*21*1
    NM1*41*2*EXAMPLE FAMILY PRACTICE*****46*PRACTICE1
    HL*3*2*19*1
    NM1*1P*2*EXAMPLE FAMILY PRACTICE*****XX*1245319599
    HL*4*3*PT*0
    NM1*QC*1*RIVERA*ANA****MI*W77
    TRN*1*ATT1
    STC*R4:306*20260303
    REF*1K*ICN1
    DTP*472*D8*20260302
""",
)

GOOD = {
    "270": x12.write_270(INQUIRIES, envelope()),
    "271": x12.write_271(ANSWERS, envelope()),
    "276": x12.write_276(ASKED, envelope()),
    "277": x12.write_277(TOLD, envelope()),
    "278 request": x12.write_278([REQUEST], envelope()),
    "278 answer": x12.write_278([CERTIFIED], envelope()),
    "837D": DENTAL,
    "834": ENROLLED,
    "820": PREMIUM,
    "275": ATTACHED,
    "277RFAI": REQUESTED,
}
"""One faultless file of each set."""
