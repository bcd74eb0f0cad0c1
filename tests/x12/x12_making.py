"""Synthetic claims, payments and envelopes for the tests of X12; every number is made up, NPIs carry right check digits."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from claimwright.core import (
    Acknowledgement,
    Address,
    Adjustment,
    Claim,
    ClaimLine,
    ClaimStatus,
    Diagnosis,
    Money,
    OtherPayer,
    Patient,
    Payer,
    Payment,
    ProcedureDone,
    Provider,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
    Subscriber,
    replace,
)  # fmt: skip
from claimwright.x12 import Envelope

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 3, 8, 30)  # noqa: DTZ001 (an envelope carries local time without a zone)
CLINIC = Provider(
    npi="1245319599", tax_id="12-3456789", taxonomy="207Q00000X", name="EXAMPLE FAMILY PRACTICE",
    address=Address("12 ELM STREET", "SUITE 4", "SPRINGFIELD", "IL", "627010001"), phone="2175550100",
)  # fmt: skip
DOCTOR = Provider(npi="1679576722", taxonomy="207Q00000X", last="OKAFOR", first="INES")
ANA = Patient(
    last="RIVERA", first="ANA", birth_date=date(1961, 4, 2), sex="F", address=Address("3 OAK LANE", "", "SPRINGFIELD", "IL", "62702")
)
PLAN = Payer("00882", "EXAMPLE MEDICARE", filing="MB")


def envelope(**changes: object) -> Envelope:
    values: dict[str, object] = {"sender": "PRACTICE1", "receiver": "PAYER1", "control": 7, "timestamp": NOON}
    return Envelope(**{**values, **changes})  # type: ignore[arg-type]


def line(number: int = 1, code: str = "99214", cents: int = 22500, **changes: object) -> ClaimLine:
    system = "hcpcs" if code[0].isalpha() else "cpt"
    made = ClaimLine(
        number=number, control_number=f"A1001-{number}", code_system=system, procedure=code, charge=Money(cents),
        from_date=DAY, through_date=DAY,
        diagnosis_pointers=(1,),
    )  # fmt: skip
    return replace(made, **changes)


def claim(**changes: object) -> Claim:
    lines = changes.pop("lines", (line(1), line(2, "36415", 1200)))
    made = Claim(
        id="A1001", charge=Money(sum(one.charge for one in lines)), place_of_service="11", patient=ANA,  # type: ignore[attr-defined]
        subscriber=Subscriber(member_id="1EG4TE5MK73"), payer=PLAN, billing=CLINIC, rendering=DOCTOR,
        diagnoses=(Diagnosis(code="E11.9", qualifier="ABK"), Diagnosis(code="I10", qualifier="ABF")), lines=lines,  # type: ignore[arg-type]
    )  # fmt: skip
    return replace(made, **changes)


def dependent_claim(**changes: object) -> Claim:
    """A child under a parent's policy, replaced, with a second payer that paid by line."""
    child = replace(
        ANA, last="RIVERA", first="LUZ", birth_date=date(2015, 6, 1), address=Address("5 ASH ROAD", "", "PEORIA", "IL", "61602")
    )
    answer = RemittanceLine(
        control_number="A1001-1", procedure="99214", charge=Money(22500), paid=Money(10000), units=Decimal(1),
        adjustments=(Adjustment(group="CO", reason="45", amount=Money(10000)), Adjustment(group="PR", reason="2", amount=Money(2500))),
    )  # fmt: skip
    second = replace(answer, control_number="A1001-2", procedure="36415", charge=Money(1200), paid=Money(1200), adjustments=())
    other = OtherPayer(
        payer=Payer("77001", "FIRST PLAN", filing="CI"),
        subscriber=Subscriber(relationship="child", member_id="Z9", last="RIVERA", first="JO"),
        sequence=1, paid=Money(11200), paid_on=date(2026, 3, 20), lines=(answer, second),
    )  # fmt: skip
    return claim(
        id="A1002", patient=child, subscriber=Subscriber(relationship="child", member_id="W77", last="RIVERA", first="MARCO"),
        payer=Payer("60054", "SECOND PLAN", filing="CI"), sequence=2, other_payers=(other,), frequency="7", payer_claim_id="ICN5",
        dates={"onset": date(2026, 2, 20)}, references={"prior_authorization": "AUTH1", "accident": "employment"},
        notes=("SEE RECORD",), **changes,
    )  # fmt: skip


def institutional_claim(**changes: object) -> Claim:
    """An inpatient stay with an admitting diagnosis, a procedure and room charges."""
    lines = (
        line(1, cents=90000, code_system="", procedure="", revenue_code="0120", diagnosis_pointers=(),
             units=Decimal(3), from_date=None, through_date=None),
        line(2, "36415", 1500, revenue_code="0300", diagnosis_pointers=()),
    )  # fmt: skip
    made = claim(
        id="H2001", kind="institutional", place_of_service="", type_of_bill="11", lines=lines, rendering=None, attending=DOCTOR,
        diagnoses=(
            Diagnosis(code="E11.9", qualifier="ABK", poa="Y"), Diagnosis(code="R06.02", qualifier="ABJ"),
            Diagnosis(code="I10", qualifier="ABF", poa="N"), Diagnosis(code="E78.5", qualifier="ABF", poa="Y"),
        ),
        procedures=(ProcedureDone(code="0DTJ4ZZ", on=DAY),),
        dates={"statement_from": date(2026, 3, 1), "statement_through": date(2026, 3, 4), "admission": date(2026, 3, 1)},
        references={"discharge_hour": "1130", "admission_type": "1", "admission_source": "1", "patient_status": "01"},
    )  # fmt: skip
    return replace(made, **changes)


def dental_claim(**changes: object) -> Claim:
    """A filling on two surfaces and a cleaning, of another provider than the one that bills."""
    lines = (
        line(1, "D2150", cents=10000, code_system="cdt", control_number="D1001-1", teeth=("12:M:O",),
             references={"oral_cavity": "10", "prosthesis": "I", "prior_authorization": "AUTH9"}),
        line(2, "D1110", cents=5000, code_system="cdt", control_number="D1001-2", diagnosis_pointers=(), units=Decimal(2)),
    )  # fmt: skip
    dentist = replace(DOCTOR, taxonomy="1223G0001X")
    made = claim(
        id="D1001", kind="dental", lines=lines, rendering=dentist, diagnoses=(Diagnosis(code="K02.62", qualifier="ABK"),),
        payer=replace(PLAN, filing="CI"), references={"orthodontic_months": "24", "orthodontic_months_left": "6", "predetermination": "P1"},
        dates={"appliance_placed": DAY}, notes=("SEEN TWICE", "WITH X RAY"), supervising=replace(DOCTOR, npi=CLINIC.npi, taxonomy=""),
    )  # fmt: skip
    return replace(made, **changes)


def remittance_claim(**changes: object) -> RemittanceClaim:
    made = RemittanceClaim(
        claim_id="A1001", payer_claim_id="ICN1", status="1", charge=Money(23700), paid=Money(15000), patient_responsibility=Money(3000),
        patient_last="RIVERA", patient_first="ANA", member_id="1EG4TE5MK73", remarks=("MA01",),
        lines=(
            RemittanceLine(
                control_number="A1001-1", procedure="99214", charge=Money(22500), paid=Money(14000), allowed=Money(17000), on=DAY,
                adjustments=(
                    Adjustment(group="CO", reason="45", amount=Money(5500)), Adjustment(group="PR", reason="2", amount=Money(2000)),
                    Adjustment(group="PR", reason="1", amount=Money(1000), quantity=Decimal(1)),
                ),
                remarks=("N362",),
            ),
            RemittanceLine(
                control_number="A1001-2", procedure="36415", charge=Money(1200), paid=Money(1000), on=DAY, submitted_procedure="36416",
                adjustments=(Adjustment(group="CO", reason="45", amount=Money(200)),),
            ),
        ),
    )  # fmt: skip
    return replace(made, **changes)


def remittance(*claims: RemittanceClaim, adjustments: tuple[ProviderAdjustment, ...] = ()) -> Remittance:
    several = claims or (remittance_claim(),)
    paid = Money.total(one.paid for one in several) - Money.total(one.amount for one in adjustments)
    payee = Provider(npi=CLINIC.npi, tax_id=CLINIC.tax_id, name=CLINIC.name)
    return Remittance(
        payer=PLAN, payee=payee, payment=Payment(amount=paid, method="ACH", trace="TR000001", date=date(2026, 3, 20)), claims=several,
        provider_adjustments=adjustments,
    )  # fmt: skip


def claim_acknowledgement(*statuses: ClaimStatus) -> Acknowledgement:
    several = statuses or (ClaimStatus(claim_id="A1001", accepted=True, category="A2", status="20", entity="PR", payer_claim_id="ICN1"),)
    accepted = sum(one.accepted for one in several)
    verdict = "A" if accepted == len(several) else "P" if accepted else "R"
    return Acknowledgement(kind="277CA", answers="000000007", verdict=verdict, date=date(2026, 3, 4), payer_id="00882", claims=several)


def segments(data: bytes) -> list[str]:
    return [one for one in data.decode("ascii").split("~") if one]


def joined(parts: list[str]) -> bytes:
    return ("~".join(parts) + "~").encode("latin-1")


def recounted(parts: list[str]) -> bytes:
    """The file again with SE01 right, so that one defect stays one."""
    start = next(at for at, one in enumerate(parts) if one.startswith("ST*"))
    end = next(at for at, one in enumerate(parts) if one.startswith("SE*"))
    fields = parts[end].split("*")
    fields[1] = str(end - start + 1)
    return joined([*parts[:end], "*".join(fields), *parts[end + 1 :]])
