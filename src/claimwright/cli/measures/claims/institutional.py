"""Clean institutional claims, a scenario a function; names of the functions are named in ``SCENARIOS``."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from claimwright.core import Claim, ClaimLine, Diagnosis, Payer, ProcedureDone, ValueCode, replace

from . import people
from .professional import claim, service

SCENARIOS = ("clinic", "emergency_room", "outpatient_surgery", "pacemaker", "observation", "stay", "operated", "delivery", "infusion")
SECONDARY = ("E11.9", "I10", "E78.5", "K21.9", "F41.9", "G47.33", "Z87.891", "D64.9")


def line(procedure: str, revenue: str, charge: int, *modifiers: str, **more: Any) -> ClaimLine:
    """A line under a revenue code, without pointers."""
    return service(procedure, charge, *modifiers, pointers=(), revenue_code=revenue, **more)


def outpatient(rng: Random, on: date, codes: tuple[str, ...], *lines: ClaimLine, payer: Payer | None = None, **more: Any) -> Claim:
    """An outpatient hospital claim of one day."""
    values: dict[str, Any] = {
        "kind": "institutional", "type_of_bill": "13", "place_of_service": "", "rendering": None, "billing": people.hospital(rng),
        "attending": people.physician(rng), "dates": {"statement_from": on, "statement_through": on},
        "references": {"admission_type": "3", "admission_source": "1", "patient_status": "01"},
    }  # fmt: skip
    return claim(rng, on, codes, *lines, payer=payer or rng.choice((people.MEDICARE, people.COMMERCIAL[0])), **values | more)


def inpatient(rng: Random, codes: tuple[str, ...], *lines: ClaimLine, days: int = 0, **more: Any) -> Claim:
    """A stay of two to eight days; each diagnosis was present on admission."""
    days = days or rng.randint(2, 8)
    on = people.day(rng)
    last = on + timedelta(days=days)
    found = outpatient(rng, on, codes, line("", "0120", 900 * days, units=days), line("", "0250", 300), *lines, **more)
    listed = tuple(replace(one, poa="Y") for one in found.diagnoses)
    return replace(
        found, type_of_bill="11", diagnoses=(*listed, Diagnosis(code="R69", qualifier="ABJ")),
        dates={"admission": on, "discharge": last, "statement_from": on, "statement_through": last},
        references={"admission_type": "1", "admission_source": "1", "patient_status": "01", "discharge_hour": "11"},
        value_codes=(ValueCode(code="80", amount=Decimal(days)),),
    )  # fmt: skip


def clinic(rng: Random) -> Claim:
    """A clinic visit with blood tests."""
    lines = (line("G0463", "0510", 180), line("36415", "0300", 12), line("85025", "0305", 40))
    return outpatient(rng, people.day(rng), ("E11.9", "D64.9"), *lines)


def emergency_room(rng: Random) -> Claim:
    """An emergency visit with a film."""
    return outpatient(rng, people.day(rng), ("R07.89", "R05.9"), line("99284", "0450", 900), line("71046", "0324", 210))


def outpatient_surgery(rng: Random) -> Claim:
    """A gallbladder removed, the patient home the same day."""
    return outpatient(rng, people.day(rng, 2025), ("K80.20",), line("47562", "0360", 6000), line("", "0710", 400), line("", "0250", 150))


def pacemaker(rng: Random) -> Claim:
    """A pacemaker with its device."""
    lines = (line("33208", "0360", 9000), line("C1785", "0275", 7000))
    return outpatient(rng, people.day(rng, 2025), ("I49.5",), *lines, payer=people.MEDICARE)


def observation(rng: Random) -> Claim:
    """Hours of observation."""
    lines = (line("99284", "0450", 900), line("G0378", "0762", 1200, units=rng.randint(8, 24)))
    return outpatient(rng, people.day(rng), ("R07.9",), *lines, payer=people.MEDICARE)


def infusion(rng: Random) -> Claim:
    """An antibiotic by infusion."""
    lines = (line("96365", "0260", 300), line("J0696", "0636", 40, "JZ", units=4))
    return outpatient(rng, people.day(rng), ("L03.115",), *lines, payer=people.MEDICARE)


def stay(rng: Random) -> Claim:
    """A stay without an operation."""
    principal = rng.choice(("J18.9", "I21.4", "A41.9", "I50.23", "K85.90"))
    codes = (principal, *rng.sample([code for code in SECONDARY if not (principal == "I50.23" and code == "I10")], rng.randint(0, 4)))
    return inpatient(rng, codes)


def operated(rng: Random) -> Claim:
    """A stay with the removal of the appendix."""
    found = inpatient(rng, ("K35.80", *rng.sample(SECONDARY, 2)), line("", "0360", 4000))
    done = ProcedureDone(code="0DTJ4ZZ", on=(found.dates["admission"]) + timedelta(days=1))
    return replace(found, procedures=(done,), operating=people.physician(rng, "208600000X"))


def delivery(rng: Random) -> Claim:
    """A birth without complication."""
    found = inpatient(rng, ("O80", "Z37.0", "Z3A.39"), line("", "0722", 2000), payer=people.COMMERCIAL[0], days=2)
    who = people.patient(rng, found.dates["admission"], 20, 40, "F")
    done = ProcedureDone(code="10E0XZZ", on=found.dates["admission"])
    return replace(found, patient=who, procedures=(done,))
