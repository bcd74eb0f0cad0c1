"""An invented encounter and its codes."""

from __future__ import annotations

from datetime import date

from claimwright.core import (
    Address,
    CodeAssignment,
    Coverage,
    Document,
    Encounter,
    Evidence,
    Money,
    Patient,
    Payer,
    Period,
    Provider,
    Subscriber,
)

DAY = date(2026, 3, 2)
NOTE = "Type 2 diabetes, uncontrolled. Hypertension. Recheck in 3 months. ECG done."
BILLING = Provider(
    npi="1245319599", tax_id="12-3456789", taxonomy="207Q00000X", name="Example Family Practice",
    address=Address(line1="1 Main Street", city="Columbus", state="OH", zip="432150001"),
)  # fmt: skip
PATIENT = Patient(id="P7", last="Rivera", first="Ana", birth_date=date(1961, 4, 2), sex="F", address=BILLING.address)
RENDERING = Provider(npi="1679576722", last="Okafor", first="Ines")
CHARGES = {"99214": Money.parse("225.00"), "93000": Money.parse("60.00"), "36415": Money.parse("12.00")}


def words(text: str) -> Evidence:
    start = NOTE.index(text)
    return Evidence(start=start, end=start + len(text), text=text)


def diagnosis(code: str, role: str = "secondary", text: str = "Hypertension") -> CodeAssignment:
    return CodeAssignment(system="icd10cm", code=code, title=None, role=role, confidence=0.9, evidence=(words(text),))


def service(code: str, *points: str, role: str = "procedure", units: int = 1, text: str = "ECG done") -> CodeAssignment:
    return CodeAssignment(
        system="cpt", code=code, title=None, role=role, confidence=0.9, units=units, points_to=points, evidence=(words(text),)
    )


CODES = [
    diagnosis("I10"),
    diagnosis("E11.65", "first-listed", "Type 2 diabetes, uncontrolled"),
    service("99214", "E11.65", "I10", role="visit", text="Recheck in 3 months"),
    service("93000", "I10"),
]


def coverage(payer: str = "00882", sequence: int = 1, period: Period | None = None) -> Coverage:
    return Coverage(payer=Payer(payer, f"Payer {payer}"), subscriber=Subscriber(member_id="1EG4TE5MK73"), sequence=sequence, period=period)


def encounter(**changes) -> Encounter:
    fields = {
        "id": "E1", "patient": PATIENT, "date_of_service": DAY,
        "coverages": (coverage(),), "billing": BILLING, "rendering": RENDERING, "documents": (Document(text=NOTE),),
        "references": {"prior_authorization": "AUTH1"},
    }  # fmt: skip
    return Encounter(**{**fields, **changes})
