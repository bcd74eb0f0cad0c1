"""SNIP 4: who is the patient, which diagnoses the lines point at, which payer is which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.rules.claim_parts import insurance, parts
from claimwright.x12.strides import BLANK
from claimwright.x12.tree import get

BOTH = ("837P", "837I")


@rule(
    "x12-who-is-the-patient",
    snip=4,
    sets=BOTH,
    at="2300",
    source="Stedi edit of relationship codes: SBR02 is 18 exactly when no patient level follows",
)
def who_is_the_patient(claim: Instance, context: Context) -> Iterator[Fault]:
    """A claim right under the subscriber level is the subscriber's own."""
    level, info = claim.parent, parts(claim).insured
    if level is not None and level.node.id == "2000B" and info is not BLANK and get(info, 2) != "18":
        yield fault(
            level, "SBR", level.place("SBR"), "SBR02 is not 18 and there is no patient level: nobody is the patient", element=2,
            value=level.value("SBR", 2), fix="say 18, or send the patient in 2000C", code="IK403=I9",
        )  # fmt: skip


@rule("x12-diagnosis-pointer", snip=4, sets=("837P",), at="2300", source="RFI 433: SV107 pointers name diagnoses of the HI segment")
def diagnosis_pointers(claim: Instance, context: Context) -> Iterator[Fault]:
    """No pointer beyond the last diagnosis, none twice."""
    colon, known = context.delimiters.component, parts(claim)
    count = sum(len(elements) - 1 - elements.count("") for elements in known.coded if get(elements, 1)[:2] in ("AB", "BK"))
    if not count:
        return
    for line in known.lines:
        pointers = get(line.second, 7)
        if not pointers or (count > 8 and len(pointers) == 1) or within(pointers, count, colon):
            continue
        for number, pointer in enumerate(pointers.split(colon), 1):
            if not within(pointer, count, colon):
                yield fault(
                    line.loop, "SV1", line.loop.place("SV1"), f"points at diagnosis {pointer}, the claim has {count}", element=7,
                    component=number, value=pointer, fix="point at a diagnosis of the claim", code="IK403=I12",
                )  # fmt: skip


@lru_cache(4096)
def within(pointers: str, count: int, colon: str) -> bool:
    """Whether every pointer that is a number names one of ``count`` diagnoses."""
    return all(int(one) <= count for one in pointers.split(colon) if one.isascii() and one.isdigit() and len(one) < 10)


@rule("x12-diagnosis-repeated", snip=4, sets=("837P", "837I", "837D"), at="2300", present=(("HI", ""),),
      source="RFI 2561: a diagnosis of the claim is sent once; Stedi edit")  # fmt: skip
def diagnosis_repeated(claim: Instance, context: Context) -> Iterable[Fault]:
    """No diagnosis stands twice; an admitting diagnosis, a reason for the visit or a cause may repeat one."""
    composites = [composite for elements in parts(claim).coded for composite in elements[1:]]
    if len({composite[3:11] for composite in composites}) == len(composites):  # what may hold a code; whether it does costs more to tell
        return ()
    return _repeated(claim, context.delimiters.component)


def _repeated(claim: Instance, colon: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for elements, position in claim.all("HI"):
        if seen and get(elements, 1).startswith(("ABK", "BK")):
            continue  # the segment itself is once too often, and that is said already
        for number, composite in enumerate(elements[1:], 1):
            qualifier, _, code = composite.partition(colon)
            code = code.partition(colon)[0]
            if qualifier in ("ABK", "ABF", "BK", "BF") and code:
                if code in seen:
                    message = "this diagnosis stands before already"
                    yield fault(claim, "HI", position, message, element=number, component=2, value=code, code="IK403=I12")
                seen.add(code)


@rule("x12-claim-number-length", snip=2, sets=BOTH, at="2300", source="RFI 525: 20 characters of CLM01 are what receivers must keep",
      severity=Severity.WARNING)  # fmt: skip
def claim_number_length(claim: Instance, context: Context) -> Iterator[Fault]:
    """Longer numbers come back cut."""
    number = get(parts(claim).head, 1)
    if len(number) > 20:
        yield fault(claim, "CLM", claim.position, "payers need to return only 20 characters of it", element=1, value=number, code="IK403=5")


@rule("x12-line-number", snip=1, sets=BOTH, at="2300", source="the guide only: TR3 837 LX01: lines count up from 1")
def line_numbers(claim: Instance, context: Context) -> Iterator[Fault]:
    """LX counts 1, 2, 3 within a claim."""
    for wanted, line in enumerate(parts(claim).lines, 1):
        stated = get(line.head, 1)
        if stated != str(wanted):
            message = f"line numbers count up: this is line {wanted}"
            yield fault(line.loop, "LX", line.loop.position, message, element=1, value=stated, code="IK403=7")


@rule(
    "x12-payer-sequence",
    snip=4,
    sets=BOTH,
    at="2300",
    when="2320",
    source="837 SBR01: each payer has its own place; Stedi edit of their order",
)
def payer_sequence(claim: Instance, context: Context) -> Iterator[Fault]:
    """Sequence letters of the destination payer and the others differ (U may repeat)."""
    level = claim.up("2000B")
    seen = {level.value("SBR", 1)} if level else set()
    for other in claim.every("2320"):
        letter = other.value("SBR", 1)
        if letter in seen and letter != "U":
            yield fault(
                other, "SBR", other.position, "two payers of this claim have the same place", element=1, value=letter, code="IK403=I12"
            )
        seen.add(letter)


@rule("x12-own-insurance-type", snip=4, sets=("837P",), at="2000B", source="837P SBR05: Medicare when it is not primary; Stedi edit",
      severity=Severity.WARNING, looks=("SBR01=?", "SBR05=?", "SBR09=?"))  # fmt: skip
def insurance_type(level: Instance, context: Context) -> Iterator[Fault]:
    """SBR05 tells why Medicare pays second, and stands nowhere else."""
    info = insurance(level)
    medicare_second = get(info, 9) in ("MA", "MB") and get(info, 1) != "P"
    if medicare_second and not get(info, 5):
        yield fault(level, "SBR", level.place("SBR"), "Medicare is not primary: the reason is missing", element=5, code="IK403=I9")
    elif get(info, 5) and not medicare_second:
        yield fault(
            level,
            "SBR",
            level.place("SBR"),
            "this code belongs to Medicare as second payer only",
            element=5,
            value=get(info, 5),
            code="IK403=I13",
        )
