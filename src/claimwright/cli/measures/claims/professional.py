"""Clean professional claims, a scenario a function; names of the functions are named in ``SCENARIOS``."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from claimwright.core import Adjustment, Claim, ClaimLine, Diagnosis, Money, OtherPayer, Payer, RemittanceLine, replace

from . import people

CHRONIC = ("E11.9", "E78.5", "E03.9", "K21.9", "F41.9", "G47.33", "M81.0", "J45.909", "I25.10", "N40.0", "L40.0", "H40.9")
ACUTE = ("J06.9", "R05.9", "R51.9", "M54.50", "N39.0", "J02.9", "K59.00", "R10.9", "L03.90", "H10.9")
SCENARIOS = (
    "office", "new_patient", "laboratory", "joint_injection", "electrocardiogram", "film", "hospital_day", "emergency", "preventive",
    "wellness", "influenza", "child", "gallbladder", "cataract", "laceration", "therapy", "telehealth", "anesthesia", "abscess",
    "medicare_second", "equipment", "antibiotic", "ear_wax", "pregnancy", "home_visit",
)  # fmt: skip


def service(procedure: str, charge: int, *modifiers: str, pointers: tuple[int, ...] = (1,), units: int = 1, **more: Any) -> ClaimLine:
    """A line; number, control number and days come with :func:`claim`."""
    return ClaimLine(
        number=0, control_number="", code_system="hcpcs" if procedure[:1].isalpha() else "cpt", procedure=procedure, modifiers=modifiers,
        units=Decimal(units), charge=Money(charge * 100), diagnosis_pointers=pointers, **more,
    )  # fmt: skip


def claim(rng: Random, on: date, codes: tuple[str, ...], *lines: ClaimLine, payer: Payer | None = None, **more: Any) -> Claim:
    """A claim of one day; ``more`` replaces fields. The patient is an adult where none is given."""
    payer = payer or rng.choice((people.MEDICARE, *people.COMMERCIAL))
    name = f"C{rng.randrange(10**8):08d}"
    numbered = tuple(
        replace(one, number=at, control_number=f"{name}-{at}", from_date=on, through_date=on) for at, one in enumerate(lines, 1)
    )
    who = people.patient(rng, on, *((66, 92) if payer.filing == "MB" else (20, 63)))
    values: dict[str, Any] = {
        "id": name, "charge": Money.total(one.charge for one in numbered), "place_of_service": "11", "patient": who,
        "subscriber": people.subscriber(rng, payer), "payer": payer, "billing": people.practice(rng), "rendering": people.physician(rng),
        "diagnoses": tuple(Diagnosis(code=code, qualifier="ABF" if at else "ABK") for at, code in enumerate(codes)), "lines": numbered,
    }  # fmt: skip
    return Claim(**values | more)


def _several(rng: Random, most: int = 3) -> tuple[str, ...]:
    return tuple(rng.sample(CHRONIC + ACUTE, rng.randint(1, most)))


def office(rng: Random) -> Claim:
    """An established patient's visit."""
    codes = _several(rng, 4)
    visit = service(rng.choice(("99212", "99213", "99214", "99215")), rng.randint(80, 300), pointers=tuple(range(1, len(codes) + 1)))
    return claim(rng, people.day(rng), codes, visit)


def new_patient(rng: Random) -> Claim:
    """A new patient's visit."""
    return claim(rng, people.day(rng), _several(rng), service(rng.choice(("99202", "99203", "99204", "99205")), rng.randint(120, 400)))


def laboratory(rng: Random) -> Claim:
    """Blood drawn and tested in the office's own laboratory."""
    tests = rng.sample(("85025", "84443"), rng.randint(1, 2))
    more = [service("83036", 30, "QW")] if rng.random() < 0.5 else []
    lines = [service("36415", 12), *(service(test, rng.randint(20, 60)) for test in tests), *more]
    return claim(rng, people.day(rng), ("E11.9", "E03.9"), *lines, referring=people.physician(rng), references={"clia": "36D1234567"})


def joint_injection(rng: Random) -> Claim:
    """A knee injected, with the drug."""
    side, code = rng.choice((("RT", "M17.11"), ("LT", "M17.12")))
    drug = service("J3301", 20, "JZ", units=4, references={"ndc": "00003029320", "ndc_quantity": "1", "ndc_unit": "ML"})
    return claim(rng, people.day(rng), (code,), service("20610", 180, side), drug)


def electrocardiogram(rng: Random) -> Claim:
    """A visit with a heart tracing."""
    return claim(rng, people.day(rng), ("I25.10", "R00.2"), service("99213", 130, "25"), service("93000", 45, pointers=(2,)),
                 referring=people.physician(rng))  # fmt: skip


def film(rng: Random) -> Claim:
    """A film read for another physician's patient."""
    return claim(rng, people.day(rng), ("R05.9",), service("71046", 60, "26"), place_of_service="22", referring=people.physician(rng))


def hospital_day(rng: Random) -> Claim:
    """A day in hospital."""
    on = people.day(rng)
    visit = service(rng.choice(("99221", "99222", "99223", "99231", "99232", "99233", "99238")), rng.randint(120, 350))
    return claim(rng, on, ("J18.9", "E11.9"), visit, place_of_service="21", dates={"admission": on - timedelta(days=rng.randint(0, 3))})


def emergency(rng: Random) -> Claim:
    """An emergency visit."""
    return claim(rng, people.day(rng), (rng.choice(ACUTE),), service(rng.choice(("99282", "99283", "99284")), 320), place_of_service="23")


def preventive(rng: Random) -> Claim:
    """A preventive visit at a commercial plan."""
    on = people.day(rng)
    who = people.patient(rng, on, 41, 62)
    return claim(rng, on, ("Z00.00",), service("99396", 210), payer=rng.choice(people.COMMERCIAL), patient=who)


def wellness(rng: Random) -> Claim:
    """Medicare's wellness visit."""
    return claim(rng, people.day(rng), ("Z00.00",), service("G0439", 140), payer=people.MEDICARE)


def influenza(rng: Random) -> Claim:
    """An influenza vaccine."""
    if rng.random() < 0.5:
        return claim(rng, people.day(rng), ("Z23",), service("G0008", 30), service("90662", 75), payer=people.MEDICARE)
    return claim(rng, people.day(rng), ("Z23",), service("90471", 30), service("90656", 25), payer=rng.choice(people.COMMERCIAL))


def child(rng: Random) -> Claim:
    """A well child."""
    on = people.day(rng)
    lines = (service("99392", 150, "25"), service("90460", 30, pointers=(2,)), service("90707", 90, pointers=(2,)))
    who = people.patient(rng, on, 1, 3)
    return claim(rng, on, ("Z00.129", "Z23"), *lines, payer=rng.choice(people.COMMERCIAL), patient=who)


def gallbladder(rng: Random) -> Claim:
    """A gallbladder removed in a hospital's outpatient department."""
    return claim(rng, people.day(rng, 2025), ("K80.20",), service("47562", 1800), place_of_service="22")


def cataract(rng: Random) -> Claim:
    """A cataract, in a surgery center."""
    side, code = rng.choice((("RT", "H25.11"), ("LT", "H25.12")))
    return claim(
        rng, people.day(rng, 2025), (code,), service("66984", 1500, side), place_of_service="24", payer=rng.choice(people.COMMERCIAL)
    )


def laceration(rng: Random) -> Claim:
    """A cut finger sewn."""
    return claim(rng, people.day(rng), ("S61.210A", "W26.0XXA", "Y92.010"), service("12001", 220))


def therapy(rng: Random) -> Claim:
    """Exercises under a plan of care."""
    return claim(rng, people.day(rng), ("M54.50",), service("97110", 80, "GP", units=rng.randint(1, 3)),
                 rendering=people.physician(rng, "225100000X"))  # fmt: skip


def telehealth(rng: Random) -> Claim:
    """A visit from afar, the patient at home."""
    on = people.day(rng, 2025)
    return claim(rng, on, _several(rng), service(rng.choice(("99212", "99213", "99214")), 130, "95"), place_of_service="10")


def anesthesia(rng: Random) -> Claim:
    """Anesthesia for an abdominal operation."""
    minutes = rng.randint(30, 180)
    given = service("00840", 900, "AA", rng.choice(("P1", "P2", "P3")), units=minutes, unit="MJ")
    return claim(rng, people.day(rng), ("K80.20",), given, place_of_service="22", rendering=people.physician(rng, "207L00000X"))


def abscess(rng: Random) -> Claim:
    """An abscess drained."""
    return claim(rng, people.day(rng, 2025), ("L02.211",), service("10060", 240))


def medicare_second(rng: Random) -> Claim:
    """A claim to Medicare after an employer's plan has paid."""
    found = claim(rng, people.day(rng), _several(rng), service("99213", 130), payer=people.MEDICARE)
    cut = Adjustment(group="CO", reason="45", amount=Money(3000))
    share = Adjustment(group="PR", reason="2", amount=Money(2000))
    told = RemittanceLine(
        control_number=found.lines[0].control_number, procedure="99213", charge=found.charge, paid=Money(8000), adjustments=(cut, share)
    )
    plan = people.COMMERCIAL[0]
    first = OtherPayer(
        payer=plan, subscriber=people.subscriber(rng, plan), sequence=1, paid=Money(8000),
        paid_on=(found.from_date or date.min) + timedelta(days=30), lines=(told,),
    )  # fmt: skip
    return replace(found, sequence=2, other_payers=(first,), references={"insurance_type": "12"})


def equipment(rng: Random) -> Claim:
    """A walker bought."""
    supplier = replace(people.practice(rng), taxonomy="332B00000X")
    walker = service("E0143", 110, "NU")
    return claim(rng, people.day(rng), ("M17.11",), walker, place_of_service="12", referring=people.physician(rng), billing=supplier)


def antibiotic(rng: Random) -> Claim:
    """An antibiotic injected, for a Medicaid patient."""
    ndc = {"ndc": "00409379601", "ndc_quantity": "1", "ndc_unit": "UN"}
    lines = (service("99213", 120, "25"), service("96372", 30), service("J0696", 15, "JZ", units=4, references=ndc))
    return claim(rng, people.day(rng), ("N39.0",), *lines, payer=people.MEDICAID)


def ear_wax(rng: Random) -> Claim:
    """Ear wax removed."""
    return claim(rng, people.day(rng, 2025), (rng.choice(("H61.21", "H61.22", "H61.23")),), service("69210", 90), payer=people.MEDICARE)


def pregnancy(rng: Random) -> Claim:
    """A visit in pregnancy."""
    on = people.day(rng)
    who = people.patient(rng, on, 20, 40, "F")
    return claim(rng, on, ("O24.410", "Z3A.28"), service("99213", 130), payer=people.MEDICAID, patient=who)


def home_visit(rng: Random) -> Claim:
    """A visit at home."""
    return claim(rng, people.day(rng), _several(rng), service(rng.choice(("99347", "99348", "99349")), 190), place_of_service="12")
