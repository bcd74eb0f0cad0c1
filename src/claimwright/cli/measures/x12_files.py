"""One measure of X12 files: ``python -m ... WHAT KIND CLAIMS PATH`` prints rate and peak memory as JSON."""

from __future__ import annotations

import io
import json
import logging
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from claimwright.core import (
    Address,
    Adjustment,
    Claim,
    ClaimLine,
    Diagnosis,
    Money,
    Patient,
    Payer,
    Payment,
    Provider,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
    Subscriber,
)

LAST: Final = "ABERNATHY BOATENG CASTILLO DUBOIS ERIKSEN FARAH GUPTA HOANG IVANOV JENSEN".split()  # noqa: SIM905
FIRST: Final = "ADA BEN CARLA DEV ELIF FINN GRETA HUGO".split()  # noqa: SIM905
DIAGNOSES: Final = "E11.9 I10 J02.9 M54.50 N39.0 E78.5 F41.1 R06.02".split()  # noqa: SIM905
SERVICES: Final = (("99213", 12500), ("99214", 18550), ("36415", 1200), ("85025", 2025), ("80053", 3500), ("93000", 4500))
PROVIDERS: Final = ("1245319599", "1679576722", "1497758544", "1093817462", "1234567893")
CLINIC: Final = Provider(
    npi="1245319599", tax_id="12-3456789", taxonomy="207Q00000X", name="EXAMPLE FAMILY PRACTICE",
    address=Address("12 ELM STREET", "", "SPRINGFIELD", "IL", "627010001"), phone="2175550100",
)  # fmt: skip
PLAN: Final = Payer("00882", "EXAMPLE HEALTH PLAN", filing="CI")
PAYER: Final = Payer("00882", "EXAMPLE HEALTH PLAN", filing="12")
BATCH: Final = 5000
PAYMENTS: Final = 1000


def main(what: str, kind: str, size: int, path: Path) -> None:
    """Run one measure and print it."""
    rate = MEASURES[what](kind, size, path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(json.dumps({"rate": round(rate), "memory": peak // 1024}))


def _write(kind: str, size: int, path: Path) -> float:
    """Values to a file, in interchanges of ``BATCH`` claims; making the values is not counted."""
    from claimwright import x12

    spent = 0.0
    with path.open("wb") as stream:
        for number, start in enumerate(range(0, size, BATCH), 1):
            envelope = x12.Envelope(sender="SUBMITTER", receiver="RECEIVER", control=number, timestamp=datetime(2026, 9, 30, 12))  # noqa: DTZ001
            claims = [_claim(one) for one in range(start, min(start + BATCH, size))]
            values: list[Any] = claims if kind == "837P" else list(_payments(claims))
            writer: Callable[..., bytes] = x12.write_837 if kind == "837P" else x12.write_835
            began = time.process_time()
            data = writer(values, envelope)
            spent += time.process_time() - began
            stream.write(data)
    return size / spent


def _claim(number: int) -> Claim:
    chance = random.Random(number)  # noqa: S311 (a repeatable file, not a secret)
    day = date(2025, 10, 2) + timedelta(chance.randrange(330))
    name = f"A{number:08d}"
    lines = tuple(
        ClaimLine(
            number=at, control_number=f"{number}-{at}", code_system="cpt", procedure=code, charge=Money(cents), from_date=day,
            through_date=day, diagnosis_pointers=(1,),
        )
        for at, (code, cents) in enumerate((chance.choice(SERVICES) for _ in range(chance.randint(1, 4))), 1)
    )  # fmt: skip
    patient = Patient(
        last=chance.choice(LAST), first=chance.choice(FIRST), birth_date=date(1930 + number % 70, 1 + number % 12, 1 + number % 28),
        sex="FM"[number % 2], address=Address(f"{number} MAIN STREET", "", "SPRINGFIELD", "IL", "627020001"),  # type: ignore[arg-type]
    )  # fmt: skip
    return Claim(
        id=name, charge=Money.total(line.charge for line in lines), place_of_service="11", patient=patient,
        subscriber=Subscriber(member_id=f"W{number:08d}", group_number="GRP1"), payer=PLAN, billing=CLINIC,
        rendering=Provider(npi=PROVIDERS[1 + number % 4], taxonomy="207Q00000X", last="OKAFOR", first="INES"),
        diagnoses=tuple(
            Diagnosis(code=code, qualifier="ABF" if at else "ABK") for at, code in enumerate(chance.sample(DIAGNOSES, chance.randint(1, 4)))
        ),
        lines=lines, references={"clearinghouse_trace": f"1731234{number:08d}"},
    )  # fmt: skip


def _payments(claims: list[Claim]) -> Iterator[Remittance]:
    for start in range(0, len(claims), PAYMENTS):
        paid = tuple(_paid(claim) for claim in claims[start : start + PAYMENTS])
        payment = Payment(amount=Money.total(one.paid for one in paid), method="ACH", trace=f"TR{claims[start].id}", date=date(2026, 9, 30))
        yield Remittance(payer=PAYER, payee=CLINIC, payment=payment, claims=paid)


def _paid(claim: Claim) -> RemittanceClaim:
    lines = tuple(_paid_line(line) for line in claim.lines)
    return RemittanceClaim(
        claim_id=claim.id, payer_claim_id=f"ICN{claim.id}", status="1", charge=claim.charge, paid=Money.total(line.paid for line in lines),
        patient_responsibility=Money.total(line.adjustments[1].amount for line in lines), patient_last=claim.patient.last,
        patient_first=claim.patient.first, member_id=claim.subscriber.member_id, lines=lines,
    )  # fmt: skip


def _paid_line(line: ClaimLine) -> RemittanceLine:
    allowed = Money(line.charge * 7 // 10)
    share = Money(allowed // 5)
    return RemittanceLine(
        control_number=line.control_number, procedure=line.procedure, charge=line.charge, paid=allowed - share, allowed=allowed,
        on=line.from_date,
        adjustments=(Adjustment(group="CO", reason="45", amount=line.charge - allowed), Adjustment(group="PR", reason="2", amount=share)),
    )  # fmt: skip


def _check(kind: str, size: int, path: Path) -> float:
    """SNIP 1 to 5 and every value, in one pass."""
    from claimwright import x12
    from claimwright.codesets import open_books

    open_books()
    count = 0

    def take(value: Any) -> None:
        nonlocal count
        count += 1 if kind == "837P" else len(value.claims)

    began = time.process_time()
    report = x12.check(path, snip=5, each=take)
    spent = time.process_time() - began
    if report.findings or count != size:
        raise SystemExit(f"the measure is void: {len(report.findings)} findings, {count} values")
    return size / spent


def _read(kind: str, size: int, path: Path) -> float:
    from claimwright import x12

    began = time.process_time()
    for _ in x12.read(path):
        pass
    return size / (time.process_time() - began)


def _floor(kind: str, size: int, path: Path) -> float:
    """The least that plain Python does: blocks, ``split``, one dict per claim, amounts as Decimal."""
    head, amounts = ("CLM", {"CLM": (2,), "SV1": (2,)}) if kind == "837P" else ("CLP", {"CLP": (3, 4), "SVC": (2, 3)})
    began = time.process_time()
    claim: dict[str, list[str]] = {}
    rest, total = "", Decimal(0)
    with path.open("r", encoding="latin-1", newline="") as stream:
        while block := stream.read(1 << 16):
            parts = (rest + block).split("~")
            rest = parts.pop()
            for part in parts:
                elements = part.split("*")
                if elements[0] == head:
                    claim = {}
                claim[elements[0]] = elements
                for at in amounts.get(elements[0], ()):
                    total += Decimal(elements[at])
    return size / (time.process_time() - began)


def _pyx12(kind: str, size: int, path: Path) -> float:
    """A peer's validator with its acknowledgement; 0 where it is not installed."""
    try:
        from pyx12.params import params
        from pyx12.x12n_document import x12n_document
    except ImportError:
        return 0
    logging.disable(logging.CRITICAL)
    settings = params()
    settings.set("charset", "E")
    began = time.process_time()
    if not x12n_document(settings, str(path), io.StringIO(), None, None):
        raise SystemExit("the measure is void: pyx12 does not accept the file")
    return size / (time.process_time() - began)


MEASURES: Final[dict[str, Callable[[str, int, Path], float]]] = {
    "write": _write, "check": _check, "read": _read, "floor": _floor, "pyx12": _pyx12,
}  # fmt: skip

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
