"""Claims to send to the simulated payer."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from claimwright.core import Claim, ClaimLine, Diagnosis, Money, Patient, Payer, Provider, Subscriber
from claimwright.sandbox.payer import Desk, PayerState, script_named

DAY = dt.date(2025, 11, 3)
RECEIVED = dt.date(2025, 11, 10)
MEMBERS = {"00882": "1EG4TE5MK73", "EXCOM1": "NW100200300", "EXCOM2": "PM555000111", "EXMCD": "MCD90001"}
PAYEE = Provider(npi="1245319599", tax_id="12-3456789", name="Example Family Practice")


def line(number, procedure, charge, *modifiers, units=1, on=DAY, pointers=(1,), claim="C1"):
    """One service line."""
    return ClaimLine(
        number=number,
        control_number=f"{claim}-{number}",
        code_system="cpt",
        procedure=procedure,
        modifiers=modifiers,
        units=Decimal(units),
        charge=Money.parse(charge),
        from_date=on,
        through_date=on,
        diagnosis_pointers=pointers,
    )


def claim(*lines, payer="00882", member=None, **more):
    """A professional claim in an office."""
    built = {
        "id": "C1",
        "charge": Money.total(one.charge for one in lines),
        "place_of_service": "11",
        "patient": Patient(last="Rivera", first="Ana", birth_date=dt.date(1961, 4, 2)),
        "subscriber": Subscriber(member_id=MEMBERS.get(payer, "") if member is None else member),
        "payer": Payer(payer),
        "billing": PAYEE,
        "diagnoses": (Diagnosis(code="E11.9", qualifier="ABK"),),
        "lines": lines,
    }
    return Claim(**{**built, **more})


def play(*claims, received=RECEIVED, script=None, **more):
    """The outcome of one desk."""
    desk = Desk(received_on=received, script=script_named(script), **more)
    for one in claims:
        desk.take(one)
    return desk.outcome()


def only(outcome):
    """The single answered claim of an outcome."""
    (answer,) = [one for remittance in outcome.remittances for one in remittance.claims]
    return answer


@pytest.fixture
def house():
    """The builders above as one value."""
    return SimpleNamespace(line=line, claim=claim, play=play, only=only, state=PayerState, DAY=DAY, RECEIVED=RECEIVED)
