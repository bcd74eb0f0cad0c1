"""Builders for the examples of rules and for tests: a claim without a fault, to change in the one place that matters."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from claimwright.core import Address, Claim, ClaimLine, Diagnosis, Money, Patient, Payer, Provider, Subscriber, Value, ValueCode, replace
from claimwright.payers import PayerProfile, profile

ADDRESS = Address("1 Test Street", "", "Columbus", "OH", "432151234")
BILLING = Provider(npi="1245319599", tax_id="12-3456789", taxonomy="207Q00000X", name="Example Family Practice", address=ADDRESS)
RENDERING = Provider(npi="1679576722", last="Okafor", first="Ines", taxonomy="207Q00000X")
PATIENT = Patient(id="P7", last="Rivera", first="Ana", birth_date=date(1961, 4, 2), sex="F", address=ADDRESS)
DAY = "2024-07-15"


class Case(Value, frozen=True):
    """A claim with what :func:`claimwright.edits.scrub` is told besides it."""

    claim: Claim
    history: tuple[Claim, ...] = ()
    received_on: date | None = None
    payer: PayerProfile | None = None


MEDICARE = Payer("00882", "Example Medicare")
MEDICAID = Payer("EXMCD", "Example State Medicaid")
COMMERCIAL = Payer("EXCOM1", "Northwind Health Plan")
"""Payers with a profile of each kind."""


def day(text: str) -> date:
    """``YYYY-MM-DD`` as a date."""
    return date.fromisoformat(text)


def line(
    procedure: str,
    *,
    modifiers: tuple[str, ...] = (),
    units: str = "1",
    charge: str = "100.00",
    on: str = "",
    pointers: tuple[int, ...] = (1,),
    **changes: Any,
) -> ClaimLine:
    """One line; number, control number and, unless given, the day are set by :func:`claim`."""
    return ClaimLine(
        number=0,
        control_number="",
        code_system="hcpcs" if procedure[:1].isalpha() else "cpt",
        procedure=procedure,
        modifiers=modifiers,
        units=Decimal(units),
        charge=Money.parse(charge),
        from_date=day(on) if on else None,
        diagnosis_pointers=pointers,
        **changes,
    )


def claim(*lines: ClaimLine, on: str = DAY, diagnoses: tuple[str, ...] = ("J06.9",), **changes: Any) -> Claim:
    """A faultless claim with these lines on this day; ``changes`` replace fields of the claim, the total charge included."""
    numbered = tuple(_numbered(index, entry, on) for index, entry in enumerate(lines or (line("99213"),), 1))
    values: dict[str, Any] = {
        "id": "A1001",
        "charge": Money.total(entry.charge for entry in numbered),
        "place_of_service": "11",
        "patient": PATIENT,
        "subscriber": Subscriber(member_id="1EG4TE5MK73"),
        "payer": MEDICARE,
        "billing": BILLING,
        "rendering": RENDERING,
        "diagnoses": tuple(diagnosis(code, "ABF" if number else "ABK") for number, code in enumerate(diagnoses)),
        "lines": numbered,
    }
    return Claim(**values | changes)


def institutional(*lines: ClaimLine, on: str = DAY, diagnoses: tuple[str, ...] = ("J18.9",), **changes: Any) -> Claim:
    """A faultless outpatient hospital claim, type of bill 13; for a stay give ``type_of_bill="11"``."""
    entries = tuple(
        entry if entry.revenue_code else replace(entry, revenue_code="0510") for entry in lines or (line("G0463", pointers=()),)
    )
    values: dict[str, Any] = {
        "kind": "institutional",
        "type_of_bill": "13",
        "place_of_service": "",
        "rendering": None,
        "attending": RENDERING,
        "dates": {"admission": day(on), "discharge": day(on)},
    }
    return claim(*entries, on=on, diagnoses=diagnoses, **values | changes)


def stay(*lines: ClaimLine, on: str = DAY, days: int = 3, diagnoses: tuple[str, ...] = ("J18.9",), **changes: Any) -> Claim:
    """A faultless hospital stay, type of bill 11, of so many days, admitted on this day; lines without revenue code are drugs (0250)."""
    first = day(on)
    last = first + timedelta(days=days)
    room = replace(line("", units=str(days), pointers=()), revenue_code="0120")
    entries = (room, *(entry if entry.revenue_code else replace(entry, revenue_code="0250") for entry in lines))
    values: dict[str, Any] = {
        "type_of_bill": "11",
        "dates": {"admission": first, "discharge": last, "statement_from": first, "statement_through": last},
        "references": {"admission_type": "1", "admission_source": "1", "patient_status": "01", "discharge_hour": "11"},
        "value_codes": (ValueCode(code="80", amount=Decimal(days)),),
    }
    built = institutional(*entries, on=on, **values | changes)
    listed = tuple(diagnosis(code, "ABF" if number else "ABK", "Y") for number, code in enumerate(diagnoses))
    return replace(built, diagnoses=(*listed, diagnosis("R05.9", "ABJ")) if listed else ())


def diagnosis(code: str, qualifier: str = "ABF", poa: str | None = None) -> Diagnosis:
    """A diagnosis in claim order."""
    return Diagnosis(code=code, qualifier=qualifier, poa=poa)


def patient(**changes: Any) -> Patient:
    """The example patient, a woman born on 1961-04-02, with some fields changed."""
    return replace(PATIENT, **changes)


def case(subject: Claim, *, history: tuple[Claim, ...] = (), received_on: str = "", flags: tuple[str, ...] = ()) -> Case:
    """A claim with its history, the day received, and flags that the payer's profile shall have."""
    known = profile(subject.payer.id)
    payer = replace(known, flags=known.flags | set(flags)) if known and flags else None
    return Case(subject, history, day(received_on) if received_on else None, payer)


def _numbered(number: int, entry: ClaimLine, on: str) -> ClaimLine:
    first = entry.from_date or (day(on) if on else None)
    return replace(entry, number=number, control_number=f"A1001-{number}", from_date=first, through_date=entry.through_date or first)
