"""Whatever a claim, a payment or an acknowledgement can say comes back as it was written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright import x12
from claimwright.core import (
    Address,
    Adjustment,
    Claim,
    ClaimLine,
    ClaimStatus,
    Diagnosis,
    Money,
    OtherPayer,
    Payer,
    Payment,
    Provider,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
    Subscriber,
    by_group,
    replace,
)
from claimwright.x12.mapping.claim_references import CAUSES, REFERENCES
from claimwright.x12.mapping.claims import DATES
from claimwright.x12.mapping.service_lines import LINE_REFERENCES

from .test_x12_roundtrip import CENTS, CODES, DAYS, IDS, NAMES
from .x12_making import ANA, CLINIC, claim, claim_acknowledgement, dependent_claim, envelope, joined, segments


def often(*strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """A property tried a few times by default, and many times among the slow tests."""

    def wrapped(check: Callable[..., None]) -> Callable[[int], None]:
        @pytest.mark.parametrize("count", [12, pytest.param(300, marks=pytest.mark.slow)])
        def test(count: int) -> None:
            how = settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])
            how(given(*strategies)(check))()

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return wrapped


NPIS = st.sampled_from(["1245319599", "1679576722", "1932102084"])
PLACES = st.sampled_from(
    [Address("12 ELM STREET", "", "SPRINGFIELD", "IL", "62701"), Address("3 OAK LANE", "B", "PEORIA", "IL", "616020001")]
)
PEOPLE = st.builds(Provider, npi=NPIS, last=NAMES, first=NAMES)
MODIFIERS = st.lists(st.sampled_from(["25", "59", "RT", "GA"]), max_size=4, unique=True).map(tuple)
SIGNED = st.integers(-900_000, 900_000).map(Money)
REASONS = st.lists(
    st.builds(
        Adjustment, group=st.sampled_from(["CO", "PR", "OA", "PI"]), reason=st.sampled_from(["1", "2", "45", "97", "253"]), amount=SIGNED,
        quantity=st.none() | st.sampled_from([Decimal(1), Decimal("2.5")]),
    ),
    max_size=9,
).map(tuple)  # fmt: skip
ABOVE = (
    "2000A/CUR*85*CAD", "2010AA/REF*0B*L1", "2010AB/NM1*87*2", "2010AC/NM1*PE*2*PLAN*****PI*77", "2010BA/REF*SY*123456789",
    "2010BB/N3*PO BOX 7", "2010BB/REF*G2*K7",
)  # fmt: skip
BESIDE = (
    "2300/PWK*OZ*BM***AC*DMN0012", "2300/PWK*AS*FX***AC*DMN0013", "2300/CN1*02*550", "2300/K3*STATE DATA REQUIREMENT",
    "2300/CR1*LB*140**A*DH*12",
    "2300/CR2********M", "2300/CRC*07*Y*01*06", "2300/CRC*75*Y*IH", "2300/HCP*03*100*10",
)  # fmt: skip
TRANSPORT = ("2310E/NM1*PW*2", "2310F/NM1*45*2*HOSPITAL")
OF_LINE = (
    "2400/SV5*HC:E0193*DA*7*3*9*1", "2400/PWK*CT*AD", "2400/CR3*I*MO*6", "2400/CRC*70*Y*65", "2400/DTP*607*D8*20260301", "2400/QTY*PT*2",
    "2400/MEA*TR*R1*10", "2400/CN1*01*5", "2400/REF*9B*R1", "2400/AMT*T*5", "2400/K3*FIXED", "2400/NTE*ADD*A WORD", "2400/NTE*TPO*ANOTHER",
    "2400/PS1*1245319599*5", "2400/HCP*03*100*10", "2420B/NM1*QB*1*LEE", "2420D/NM1*DQ*1*LEE*ANA****XX*1245319599", "2440/LQ*UT*01.02",
)  # fmt: skip
OF_PAYER = ("2320/AMT*A8*7", "2320/AMT*EAF*5", "2320/MOA*.5*8*MA01", "2330A/N3*1 HILL", "2330B/REF*F8*ICN9", "2330C/NM1*DN*1")


def some(several: tuple[str, ...], most: int = 4) -> st.SearchStrategy[tuple[str, ...]]:
    """Kept segments, in the order in which they are read."""
    return st.lists(st.sampled_from(range(len(several))), max_size=most, unique=True).map(
        lambda at: tuple(several[one] for one in sorted(at))
    )


@st.composite
def lines(draw: st.DrawFn, number: int, diagnoses: int) -> ClaimLine:
    code, day = draw(CODES), draw(DAYS)
    known = draw(st.dictionaries(st.sampled_from(sorted(LINE_REFERENCES.values())), IDS, max_size=3))
    if draw(st.booleans()):
        known |= {"ndc": "00002751001", "ndc_quantity": "10", "ndc_unit": "ML"}
    if draw(st.booleans()):
        known |= {"rendering_npi": draw(NPIS), "rendering_last": draw(NAMES), "rendering_first": draw(NAMES)}
    return ClaimLine(
        number=number, control_number=f"L{number}", code_system="hcpcs" if code[0].isalpha() else "cpt", procedure=code,
        modifiers=draw(MODIFIERS), description=draw(st.just("") | NAMES), charge=draw(CENTS), unit=draw(st.sampled_from(["UN", "MJ"])),
        units=draw(st.sampled_from([Decimal(1), Decimal(45), Decimal("2.5")])), from_date=day,
        through_date=day + timedelta(days=draw(st.integers(0, 2))),
        diagnosis_pointers=tuple(draw(st.lists(st.integers(1, diagnoses), min_size=1, max_size=min(4, diagnoses), unique=True))),
        place_of_service=draw(st.sampled_from(["", "12", "23"])), references=known | ({"emergency": "Y"} if draw(st.booleans()) else {}),
        segments=draw(some(OF_LINE)),
    )  # fmt: skip


@st.composite
def answers(draw: st.DrawFn, claim: tuple[ClaimLine, ...], sequence: int) -> OtherPayer:
    """Another payer: it has not answered, or it answered the claim as a whole, or its lines, some of them in two parts."""
    how = draw(st.sampled_from(["waits", "whole", "by line"]))
    kin = {"relationship": draw(st.sampled_from(["spouse", "child", "other"])), "last": draw(NAMES), "first": draw(NAMES)}
    insured = kin if draw(st.booleans()) else {}
    several = () if how != "by line" else tuple(
        RemittanceLine(
            control_number=line.control_number, procedure=line.procedure, modifiers=line.modifiers, charge=line.charge, paid=draw(CENTS),
            units=draw(st.sampled_from([Decimal(1), Decimal(3)])), adjustments=by_group(draw(REASONS)),
        )
        for line in claim for _ in range(draw(st.integers(1, 2)))
    )  # fmt: skip
    return OtherPayer(
        payer=Payer(f"7700{sequence}", draw(NAMES), filing=draw(st.sampled_from(["CI", "MB", "MC", "BL"]))), sequence=sequence,
        subscriber=Subscriber(member_id=draw(IDS), group_number=draw(st.just("") | IDS), **insured),
        paid=None if how == "waits" else draw(CENTS), paid_on=None if how == "waits" else draw(DAYS),
        adjustments=by_group(draw(REASONS)) if how == "whole" else (), lines=several, segments=draw(some(OF_PAYER, 3)),
    )  # fmt: skip


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    codes = draw(st.lists(st.sampled_from(["E11.9", "I10", "J02.9", "N39.0", "E78.5"]), min_size=1, max_size=5, unique=True))
    several = tuple(draw(lines(n, len(codes))) for n in range(1, draw(st.integers(1, 3)) + 1))
    sequence, *others = draw(st.permutations([1, 2, 3, 4]).map(lambda order: order[: 1 + order[-1]]))
    own = draw(st.booleans())
    subscriber = Subscriber(member_id=draw(IDS), group_number=draw(st.just("") | IDS)) if own else Subscriber(
        relationship=draw(st.sampled_from(["spouse", "child", "other"])), member_id=draw(IDS), last=draw(NAMES), first=draw(NAMES),
    )  # fmt: skip
    referring = draw(st.none() | PEOPLE)
    first = (f"2310A{'.2' if referring else ''}/NM1*P3*1*LEE*ANA****XX*1245319599",) if draw(st.booleans()) else ()
    frequency = draw(st.sampled_from("178"))
    known = draw(st.dictionaries(st.sampled_from(sorted(REFERENCES.values())), IDS, max_size=4))
    known |= draw(st.dictionaries(st.just("accident"), st.sampled_from(sorted(CAUSES.values()))))
    known |= draw(st.fixed_dictionaries({}, optional={
        "release": st.just("I"), "benefits_assigned": st.just("N"), "patient_signature": st.just("P"), "special_program": st.just("09"),
        "delay_reason": st.just("7"), "patient_paid": st.sampled_from(["20", "5.5"]), "provider_signature": st.just("N"),
    }))  # fmt: skip
    return claim(
        id=draw(IDS), lines=several, charge=Money.total(one.charge for one in several), subscriber=subscriber, sequence=sequence,
        diagnoses=tuple(Diagnosis(code=code, qualifier="ABF" if at else "ABK") for at, code in enumerate(codes)),
        patient=replace(ANA, last=draw(NAMES), first=draw(NAMES), middle=draw(st.sampled_from(["", "Q"])), birth_date=draw(DAYS)),
        payer=Payer("60054", draw(NAMES), filing=draw(st.sampled_from(["CI", "MB"]))), frequency=frequency,
        payer_claim_id="" if frequency == "1" else draw(IDS), references=known, accepts_assignment=draw(st.booleans()),
        dates=draw(st.dictionaries(st.sampled_from(sorted(DATES.values())), DAYS, max_size=5)),
        notes=draw(st.sampled_from([(), ("A REMARK",), ("DGN:A KIND OF ITS OWN",)])),
        condition_codes=tuple(draw(st.lists(st.sampled_from(["AA", "AB", "W3", "02"]), max_size=4, unique=True))),
        rendering=draw(st.none() | PEOPLE.map(lambda one: replace(one, npi="1932102084", taxonomy="207Q00000X"))),
        referring=referring, supervising=draw(st.none() | PEOPLE),
        facility=draw(st.none() | st.builds(Provider, npi=NPIS, name=NAMES, address=PLACES)),
        other_payers=tuple(draw(answers(several, one)) for one in sorted(others)),
        segments=(*draw(some(ABOVE, 3)), *draw(some(BESIDE)), *first, *draw(some(TRANSPORT))),
    )  # fmt: skip


@often(st.lists(claims(), min_size=1, max_size=3, unique_by=lambda one: one.id))
def test_claims_that_say_all_they_can_come_back(several: list[Claim]) -> None:
    data = x12.write_837(several, envelope())
    order = [one.id for one in several]  # claims of one billing provider are written together
    back = sorted(x12.read(data), key=lambda one: order.index(one.id))  # type: ignore[union-attr]
    assert back == several
    assert x12.rewrite(data) == data


# -- payments ---------------------------------------------------------------------------------------------------------------

OF_SET = ("ST/CUR*PR*USD", "ST/REF*EV*CLINIC", "1000A/REF*EO*SUB1", "1000A/PER*CX**TE*4105550100", "1000B/REF*PQ*P1", "1000B/RDM*FT*X*Y")
OF_PAID = (
    "2100/MIA*0***60*MA01", "2100/NM1*74*1*RIVERA*ANNA****C*M9", "2100/NM1*TT*2*NEXT PLAN*****PI*77", "2100/NM1*PR*2*FIRST PLAN*****PI*78",
    "2100/REF*EA*R1", "2100/REF*F8*ICN0", "2100/REF*1C*P", "2100/DTM*036*20261231", "2100/PER*CX**TE*4105550101",
    "2100/AMT*AU*95", "2100/AMT*I*1.5", "2100/QTY*CA*2", "2100/QTY*ZK*1",
)  # fmt: skip
OF_SERVICE = (
    "2110/DTM*151*20260302", "2110/REF*LU*11", "2110/REF*HPI*1245319599", "2110/REF*0K*POL1", "2110/AMT*KH*1",
    "2110/AMT*T*2", "2110/QTY*ZK*1", "2110/LQ*RX*75",
)  # fmt: skip
REMARKS = st.sampled_from(["N362", "M15", "MA01", "N130"])


@st.composite
def paid_lines(draw: st.DrawFn, number: int) -> RemittanceLine:
    code = draw(st.sampled_from(["99213", "J3301", "0120", "D2150", "00002322702"]))
    return RemittanceLine(
        control_number=draw(st.sampled_from(["", f"L{number}"])), procedure=code,
        modifiers=draw(MODIFIERS) if len(code) == 5 and code[0] != "D" else (), charge=draw(SIGNED), paid=draw(SIGNED),
        allowed=draw(st.none() | SIGNED), units=draw(st.sampled_from([Decimal(0), Decimal(1), Decimal("2.5")])),
        on=draw(DAYS), adjustments=draw(REASONS), remarks=tuple(draw(st.lists(REMARKS, max_size=4, unique=True))),
        submitted_procedure=draw(st.sampled_from(["", "99214", "D2140"])), segments=draw(some(OF_SERVICE)),
    )  # fmt: skip


@st.composite
def paid_claims(draw: st.DrawFn) -> RemittanceClaim:
    kept, day = draw(some(OF_PAID)), draw(DAYS)
    inpatient = any(one.startswith("2100/MIA") for one in kept)
    return RemittanceClaim(
        claim_id=draw(IDS), payer_claim_id=draw(IDS), status=draw(st.sampled_from(["1", "2", "3", "4", "19", "22", "23", "25"])),
        charge=draw(SIGNED), paid=draw(SIGNED), patient_responsibility=draw(SIGNED), patient_last=draw(NAMES),
        patient_first=draw(st.just("") | NAMES), member_id=draw(st.just("") | IDS), adjustments=draw(REASONS),
        remarks=("MA01",) if inpatient else tuple(draw(st.lists(REMARKS, max_size=5, unique=True))),
        lines=tuple(draw(paid_lines(n)) for n in range(draw(st.integers(0, 3)))), facility_type=draw(st.sampled_from(["", "11"])),
        frequency=draw(st.sampled_from(["", "1", "7"])), service_from=draw(st.none() | st.just(day)),
        service_through=draw(st.none() | st.just(day + timedelta(days=2))), received_on=draw(st.none() | DAYS),
        rendering=draw(st.none() | PEOPLE), segments=kept,
    )  # fmt: skip


@st.composite
def payments(draw: st.DrawFn) -> Remittance:
    """Payments with reversals and their corrections, interest, recoveries and balances carried forward, for several providers."""
    several = draw(st.lists(paid_claims(), min_size=1, max_size=3))
    pairs = [one for each in several for one in ((_reversed(each), each) if draw(st.booleans()) else (each,))]
    reason = st.sampled_from(["WO", "FB", "L6", "72", "CS", "IR"])
    owed = st.builds(ProviderAdjustment, provider=NPIS, reason=reason, reference=st.just("") | IDS, amount=SIGNED.filter(bool))
    method = draw(st.sampled_from(["ACH", "CHK", "NON", "FWT"]))
    return Remittance(
        payer=Payer(draw(IDS), draw(NAMES), filing=draw(st.sampled_from(["MB", "CI"]))),
        payee=Provider(npi=draw(NPIS), tax_id=draw(st.sampled_from(["", "12-3456789"])), name=draw(NAMES), address=draw(PLACES)),
        payment=Payment(amount=draw(CENTS), method=method, trace=draw(IDS), date=draw(DAYS)), claims=tuple(pairs),
        provider_adjustments=tuple(draw(st.lists(owed, max_size=9))), segments=draw(some(OF_SET)),
    )  # fmt: skip


def _reversed(paid: RemittanceClaim) -> RemittanceClaim:
    """A payment taken back: every amount the other way (X12 RFI 1147)."""
    lines = tuple(
        replace(
            one,
            charge=Money(-one.charge),
            paid=Money(-one.paid),
            allowed=None,
            adjustments=tuple(replace(a, amount=Money(-a.amount)) for a in one.adjustments),
        )
        for one in paid.lines
    )
    return replace(paid, status="22", charge=Money(-paid.charge), paid=Money(-paid.paid), patient_responsibility=Money(0), lines=lines)


@often(st.lists(payments(), min_size=1, max_size=2))
def test_payments_that_say_all_they_can_come_back(several: list[Remittance]) -> None:
    data = x12.write_835(several, envelope())
    assert list(x12.read(data)) == several
    assert x12.rewrite(data) == data


# -- acknowledgements -------------------------------------------------------------------------------------------------------

STATUSES = st.builds(
    ClaimStatus, claim_id=IDS, accepted=st.booleans(), category=st.sampled_from(["A1", "A2", "A3", "A6", "A7", "A8"]),
    status=st.sampled_from(["20", "19", "255", "562"]), entity=st.sampled_from(["", "85", "IL", "PR"]), payer_claim_id=st.just("") | IDS,
    message=st.just("") | NAMES,
)  # fmt: skip


@often(st.lists(st.lists(STATUSES, min_size=1, max_size=4, unique_by=lambda one: one.claim_id), min_size=1, max_size=2), st.booleans())
def test_words_on_claims_come_back(several: list[list[ClaimStatus]], people: bool) -> None:
    told = [claim_acknowledgement(*statuses) for statuses in several]
    biller = replace(CLINIC, name="", last="LEE", first="MAY", npi="") if people else CLINIC
    sent = [claim(id=one.claim_id, billing=biller) for statuses in several for one in statuses]
    data = x12.write_277ca(told, sent, envelope())
    assert list(x12.read(data)) == told
    assert x12.check(data, snip=3).findings == ()


@often(st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["", "*", "*A", ":A", "X"])), max_size=4))
def test_the_faults_of_a_file_come_back_from_its_999(damage: list[tuple[int, str]]) -> None:
    """Every finding that a 999 answers is a fault of the acknowledgement read back, with segment, position, element and code."""
    parts = segments(x12.write_837([claim(), dependent_claim()], envelope()))
    for at, more in damage:
        place = 3 + at % (len(parts) - 6)
        parts[place] = parts[place] + more if more else parts[place].split("*")[0]
    report = x12.check(joined(parts))
    answered = [one for one in report.findings if one.code[:2] in ("IK", "AK") and one.snip != 3 and not one.code.startswith("IK5")]
    (back,) = x12.read(x12.write_999(report, envelope()))
    assert back.verdict == ("R" if any(one.severity == "error" for one in answered) else "E" if answered else "A")
    wanted = {
        (
            one.segment if 2 <= len(one.segment) <= 3 else "ZZZ",  # IK301 has room for no other
            one.position,
            one.element if one.code.startswith("IK403") else None,
            one.code[6:],
        )
        for one in answered
        if one.transaction
    }
    assert {(one.segment, one.position, one.element, one.code) for one in back.faults if one.segment != "ST" or one.position} == wanted
