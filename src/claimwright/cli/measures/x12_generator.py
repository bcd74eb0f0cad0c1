"""Valid files of any size for measuring: 837P, 837I, and the 835 that pays the 837P; every claim has its own people, days and codes.

Written segment by segment, so that no writer of ours decides what the reader meets. Amounts are whole cents and balance; NPIs carry
right check digits; counts and control numbers are right. The same arguments give the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

LAST: Final = "ABERNATHY BOATENG CASTILLO DUBOIS ERIKSEN FARAH GUPTA".split()  # noqa: SIM905
FIRST: Final = "ADA BEN CARLA DEV ELIF FINN GRETA HUGO".split()  # noqa: SIM905
DIAGNOSES: Final = "E119 I10 J029 M5450 N390 E785 F411 R0602".split()  # noqa: SIM905
SERVICES: Final = (("99213", 12500), ("99214", 18550), ("36415", 1200), ("85025", 2025), ("80053", 3500), ("93000", 4500))
GUIDES: Final = {"837P": ("HC", "005010X222A1", 5000), "837I": ("HC", "005010X223A2", 5000), "835": ("HP", "005010X221A1", 1000)}
"""GS01, GS08, claims in a transaction set."""
HEAD: Final = (
    "NM1*41*2*EXAMPLE BILLING*****46*SUBMITTER", "PER*IC*DESK*TE*2175550100", "NM1*40*2*EXAMPLE HEALTH PLAN*****46*RECEIVER", "HL*1**20*1",
    "PRV*BI*PXC*207Q00000X", "NM1*85*2*EXAMPLE FAMILY PRACTICE*****XX*1245319599", "N3*12 ELM STREET", "N4*SPRINGFIELD*IL*627010001",
    "REF*EI*123456789",
)  # fmt: skip
PAID: Final = (
    "REF*EV*SUBMITTER", "N1*PR*EXAMPLE HEALTH PLAN", "N3*1 TEST STREET", "N4*BALTIMORE*MD*212010001", "PER*BL*DESK*TE*4105550100",
    "N1*PE*EXAMPLE FAMILY PRACTICE*XX*1245319599", "REF*TJ*123456789", "LX*1",
)  # fmt: skip


class Case(NamedTuple):
    """One made-up claim: its number, day (CCYYMMDD), services in cents, diagnoses, subscriber, rendering NPI."""

    number: int
    day: str
    services: list[tuple[str, int]]
    diagnoses: list[str]
    last: str
    first: str
    born: str
    sex: str
    npi: str


def write(kind: str, size: int, path: Path, *, end: str = "\n") -> None:
    """A file of ``size`` claims; ``end`` stands after each segment terminator."""
    functional, guide, most = GUIDES[kind]
    with path.open("w", encoding="ascii", newline="") as stream:
        stream.write(f"ISA*00*{'':10}*00*{'':10}*ZZ*{'SUBMITTER':15}*ZZ*{'RECEIVER':15}*260930*1200*^*00501*000000001*0*T*:~{end}")
        stream.write(f"GS*{functional}*SUBMITTER*RECEIVER*20260930*1200*1*X*{guide}~{end}")
        count = 0
        for count, start in enumerate(range(1, size + 1, most), 1):
            segments = _set(kind, guide, count, range(start, min(start + most, size + 1)))
            stream.write("".join(f"{one}~{end}" for one in [*segments, f"SE*{len(segments) + 1}*{count:04d}"]))
        stream.write(f"GE*{count}*1~{end}IEA*1*000000001~{end}")


def _set(kind: str, guide: str, count: int, numbers: range) -> list[str]:
    if kind == "835":
        several = [_payment(_case(number)) for number in numbers]
        total = dollars(sum(paid for _, paid in several))
        money = f"BPR*I*{total}*C*ACH*CCP*01*999999992*DA*1*1123456789**01*999999992*DA*2*20260930"
        return [f"ST*835*{count:04d}", money, f"TRN*1*TR{count:06d}*1123456789", *PAID, *(one for lines, _ in several for one in lines)]
    head = [f"ST*837*{count:04d}*{guide}", f"BHT*0019*00*B{count}*20260930*1200*CH", *HEAD]
    body = _professional if kind == "837P" else _institutional
    for level, number in enumerate(numbers, 2):
        case = _case(number)
        head += [*_subscriber(level, case), *body(case)]
    return head


def _case(number: int) -> Case:
    chance = random.Random(number)  # noqa: S311 (a repeatable file, not a secret)
    day = date(2025, 10, 2) + timedelta(chance.randrange(330))
    return Case(
        number, f"{day:%Y%m%d}", [chance.choice(SERVICES) for _ in range(chance.randint(1, 4))],
        chance.sample(DIAGNOSES, chance.randint(1, 4)), chance.choice(LAST), chance.choice(FIRST),
        f"19{chance.randint(30, 99)}0{chance.randint(1, 9)}1{chance.randint(0, 9)}", chance.choice("MF"), _npi(chance),
    )  # fmt: skip


def _npi(chance: random.Random) -> str:
    """Nine digits and the Luhn digit over 80840 and them (CMS, 2004)."""
    nine = f"1{chance.randrange(10**8):08d}"
    total = 24 + sum(map(int, nine[1::2])) + sum(sum(map(int, str(2 * int(digit)))) for digit in nine[::2])
    return f"{nine}{-total % 10}"


def dollars(cents: int) -> str:
    """Dollars without trailing zeros."""
    return f"{cents // 100}.{cents % 100:02d}".rstrip("0").rstrip(".")


def _subscriber(level: int, case: Case) -> list[str]:
    return [
        f"HL*{level}*1*22*0", "SBR*P*18*GRP1******CI", f"NM1*IL*1*{case.last}*{case.first}****MI*W{case.number:08d}",
        f"N3*{case.number} MAIN STREET", "N4*SPRINGFIELD*IL*627020001", f"DMG*D8*{case.born}*{case.sex}",
        "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*00882",
    ]  # fmt: skip


def _professional(case: Case) -> Iterator[str]:
    yield f"CLM*A{case.number:08d}*{dollars(sum(cents for _, cents in case.services))}***11:B:1*Y*A*Y*Y"
    yield f"REF*D9*1731234{case.number:08d}"
    yield "*".join(["HI", *(f"{'ABF' if at else 'ABK'}:{code}" for at, code in enumerate(case.diagnoses))])
    yield f"NM1*82*1*OKAFOR*INES****XX*{case.npi}"
    yield "PRV*PE*PXC*207Q00000X"
    for at, (code, cents) in enumerate(case.services, 1):
        yield from (f"LX*{at}", f"SV1*HC:{code}*{dollars(cents)}*UN*1***1", f"DTP*472*D8*{case.day}", f"REF*6R*{case.number}-{at}")


def _institutional(case: Case) -> Iterator[str]:
    yield f"CLM*H{case.number:08d}*{dollars(sum(cents for _, cents in case.services))}***13:A:1**A*Y*Y"
    yield from (f"DTP*434*RD8*{case.day}-{case.day}", "CL1*3*1*01", f"HI*ABK:{case.diagnoses[0]}")
    if case.diagnoses[1:]:
        yield "*".join(["HI", *(f"ABF:{code}" for code in case.diagnoses[1:])])
    yield from (f"NM1*71*1*OKAFOR*INES****XX*{case.npi}", "PRV*AT*PXC*207R00000X")
    for at, (code, cents) in enumerate(case.services, 1):
        yield from (f"LX*{at}", f"SV2*0510*HC:{code}*{dollars(cents)}*UN*1", f"DTP*472*D8*{case.day}")


def _payment(case: Case) -> tuple[list[str], int]:
    """The segments of a paid claim, and what is paid."""
    lines, paid, share = [], 0, 0
    for at, (code, cents) in enumerate(case.services, 1):
        allowed = cents * 7 // 10
        own = allowed // 5
        paid, share = paid + allowed - own, share + own
        lines += [
            f"SVC*HC:{code}*{dollars(cents)}*{dollars(allowed - own)}**1", f"DTM*472*{case.day}", f"CAS*CO*45*{dollars(cents - allowed)}",
            f"CAS*PR*2*{dollars(own)}", f"REF*6R*{case.number}-{at}", f"AMT*B6*{dollars(allowed)}",
        ]  # fmt: skip
    charge = dollars(sum(cents for _, cents in case.services))
    head = [
        f"CLP*A{case.number:08d}*1*{charge}*{dollars(paid)}*{dollars(share)}*12*ICN{case.number:09d}*11*1",
        f"NM1*QC*1*{case.last}*{case.first}****MI*W{case.number:08d}", f"NM1*82*1*OKAFOR*INES****XX*{case.npi}",
        f"DTM*232*{case.day}", f"DTM*050*{case.day}",
    ]  # fmt: skip
    return [*head, *lines], paid
