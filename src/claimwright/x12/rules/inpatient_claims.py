"""SNIP 4 of the institutional claim: what a stay must tell, and who was in charge.

Sources: 837I situational segments as the CMS 837I companion guide (06/2020), state Medicaid companion guides and Stedi's element guide tell
them (DTP*435, DTP*096, HI*ABJ, 2310A); inpatient bill types by NUBC's first two digits as CMS Pub. 100-04, chapter 1, lists them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, When, fault, rule
from claimwright.x12.tree import get, part

INSTITUTIONAL: Final = ("837I",)
_STAYS: Final = frozenset(("11", "18", "21", "41"))
"""Hospital inpatient, swing bed, skilled nursing inpatient, religious nonmedical inpatient."""
_BY_THE_HOUR: Final = _STAYS - {"21"}
"""Stays that tell their last hour: skilled nursing counts days, and the UB-04 manual makes exceptions by bill type (RFI 1520)."""
_FINAL: Final = frozenset(("1", "4"))
"""Admit through discharge; last claim of a series."""
_TRANSPORT: Final = "054"


HOME_HEALTH: Final = (
    When(
        "x12-home-health-start", "2300", "CLM05-1=32|33 & CLM05-2=A", needs="DTP*435", sets=INSTITUTIONAL, severity=Severity.WARNING,
        message="home health care tells the day it started (DTP*435)",
        source="RFI 1520: home health bill types count as inpatient for DTP*435; Pub. 100-04, chapter 10, section 40.2",
    ),
)  # fmt: skip


def _bill(claim: Instance, context: Context) -> tuple[str, str]:
    """Facility type with class, and frequency; nothing where CLM05 is no bill type."""
    colon, place = context.delimiters.component, claim.value("CLM", 5)
    return (part(place, 1, colon), part(place, 3, colon)) if part(place, 2, colon) == "A" else ("", "")


def _missing(claim: Instance, segment: str, qualifier: str, message: str) -> Fault:
    items = [item for item in claim.node.dispatch[segment] if item.codes and qualifier in item.codes]
    return fault(claim, segment, claim.belongs(items[0].index) if items else claim.position, message, code="IK304=I6")


@rule("x12-stay-admission-day", snip=4, sets=INSTITUTIONAL, at="2300", looks=("CLM05=?", "DTP*435"),
      source="RFI 1520: 837I 2300 DTP*435 on inpatient claims, by the bill type")  # fmt: skip
def admission_day(claim: Instance, context: Context) -> Iterable[Fault]:
    """A stay tells the day of admission."""
    if claim.first("DTP", "435") is None and _bill(claim, context)[0] in _STAYS:
        yield _missing(claim, "DTP", "435", "an inpatient claim tells the day of admission (DTP*435)")


@rule("x12-stay-discharge-hour", snip=4, sets=INSTITUTIONAL, at="2300", looks=("CLM05=?", "DTP*096", "CL103=?"),
      source="837I 2300 DTP*096 on final inpatient claims; Stedi edit")  # fmt: skip
def discharge_hour(claim: Instance, context: Context) -> Iterable[Fault]:
    """A stay in a hospital that ended tells the hour."""
    if claim.first("DTP", "096") is not None:
        return
    kind, frequency = _bill(claim, context)
    if kind in _BY_THE_HOUR and frequency in _FINAL and get(claim.first("CL1"), 3) != "30":
        yield _missing(claim, "DTP", "096", "a final inpatient claim tells the hour of discharge (DTP*096)")


@rule("x12-stay-admitting-diagnosis", snip=4, sets=INSTITUTIONAL, at="2300", source="RFI 1479: 837I 2300 HI*ABJ on inpatient claims")
def admitting_diagnosis(claim: Instance, context: Context) -> Iterable[Fault]:
    """A stay tells what the patient was admitted for."""
    if _bill(claim, context)[0] not in _STAYS:
        return
    if not any(get(elements, 1)[:3].rstrip(context.delimiters.component) in ("ABJ", "BJ") for elements, _ in claim.all("HI")):
        yield _missing(claim, "HI", "ABJ", "an inpatient claim tells the admitting diagnosis (HI*ABJ)")


@rule("x12-attending-provider", snip=4, sets=INSTITUTIONAL, at="2300",
      source="CMS 837I companion guide: 2310A unless only non-scheduled transport is billed")  # fmt: skip
def attending(claim: Instance, context: Context) -> Iterable[Fault]:
    """Somebody was in charge of the patient, unless the claim is for transport alone (revenue code 054x)."""
    if claim.has("2310A"):
        return
    lines = claim.every("2400")
    if lines and not all(line.value("SV2", 1).startswith(_TRANSPORT) for line in lines):
        index = next(item.index for item in claim.node.items if item.node is not None and item.node.id == "2310A")
        yield fault(claim, "NM1", claim.belongs(index), "the attending provider (2310A) is missing", code="IK304=I6")
