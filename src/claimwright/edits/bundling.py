"""What the NCCI rules share: the table of a claim's setting, the modifiers that count, the units of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from claimwright.core import Claim, ClaimLine, Finding

from .edit import Edit
from .families import is_visit
from .reference import Reference
from .subjects import LinePair

if TYPE_CHECKING:
    from claimwright.codesets import Books
    from claimwright.codesets.ncci import MueLimit, PtpEdit

Setting = Literal["practitioner", "hospital"]
UnitsSetting = Literal["practitioner", "hospital", "dme"]
SUPPLIERS = ("332B", "335E")
"""Taxonomy of suppliers: durable equipment, prosthetics and orthotics (CMS, NPPES)."""

VISIT_MODIFIERS = ("24", "25", "57")
DISTINCT = ("59", "XE", "XS", "XP", "XU")
EITHER_LINE = date(2019, 7, 1)
"""From this day 59 and X{EPSU} count on either line (CMS change request 11168); before, on the column-two line only."""


_SETTINGS: dict[str, Setting] = {"professional": "practitioner", "institutional": "hospital"}


def setting(claim: Claim) -> Setting:
    """Which of NCCI's tables a claim is edited by."""
    return _SETTINGS.get(claim.kind, "hospital")


def units_setting(claim: Claim) -> UnitsSetting:
    """Which of the MUE tables counts: that of equipment suppliers for a professional claim of one (taxonomy 332B, 335E)."""
    supplier = claim.kind == "professional" and claim.billing.taxonomy.startswith(SUPPLIERS)
    return "dme" if supplier else setting(claim)


def paired(first: str, second: str, books: Books, kind: str) -> bool:
    """Whether the table of a kind of claim has ever had an edit between two procedures: what rules of pairs are asked for."""
    return first != second and bool(first and second) and books.ncci_ptp.ever(first, second, _SETTINGS[kind])


def active(claim: Claim, pair: LinePair, reference: Reference) -> PtpEdit | None:
    """The edit between the procedures of two lines on their day; None for the same code twice (units are the MUE's matter)."""
    known, found = reference.last_pair  # more than one rule asks of a pair before the next comes
    if known is not pair:
        one, two = pair.first.procedure, pair.second.procedure
        asked = one and two and one != two
        found = reference.ncci_ptp.active(one, two, pair.date, setting(claim)) if asked else None
        reference.last_pair = pair, found
    return found


def limit(claim: Claim, procedure: str, on: date, reference: Reference) -> MueLimit | None:
    """The most units of a procedure on a day in the claim's setting; None where there is no limit.

    A limit of zero is none of units: Medicare does not expect the code in this setting at all (``ncci-mue-zero``).
    """
    found = _entry(claim, procedure, on, reference)
    return found if found and found.units else None


def _entry(claim: Claim, procedure: str, on: date, reference: Reference) -> MueLimit | None:
    """What the table says, a limit of zero too. More than one rule asks of the same line."""
    key = procedure, on
    if key not in reference.limits:
        reference.limits[key] = reference.mue.limit(procedure, on, units_setting(claim))
    return reference.limits[key]


def is_unexpected(claim: Claim, procedure: str, on: date, reference: Reference) -> MueLimit | None:
    """The entry of a procedure whose limit is zero in the claim's setting on a day."""
    found = _entry(claim, procedure, on, reference) if procedure else None
    return found if found and not found.units else None


def separating(pair: LinePair, edit: PtpEdit) -> tuple[str, ...]:
    """The modifiers of both lines that may separate them: a visit's own on visits only, 59 and its like where the day lets them count."""
    return tuple(name for line in (pair.first, pair.second) for name in line.modifiers if _counts(name, line, pair, edit))


def _counts(modifier: str, line: ClaimLine, pair: LinePair, edit: PtpEdit) -> bool:
    if modifier in VISIT_MODIFIERS:
        return is_visit(line.procedure)
    if modifier in DISTINCT and pair.date < EITHER_LINE:
        return line.procedure == edit.column_two
    return True


def _units_of_days(claim: Claim, reference: Reference) -> tuple[tuple[str, date, list[ClaimLine], Decimal], ...]:
    """Each procedure and day with more than one unit, its lines that count in units, and their sum. No limit of a day is below one."""
    lines: dict[tuple[str, date], list[ClaimLine]] = defaultdict(list)
    for line in claim.lines:
        if line.procedure and line.unit == "UN":
            lines[line.procedure, reference.day(line)].append(line)
    sums = (
        (*key, same, same[0].units if len(same) == 1 else sum((line.units for line in same), Decimal(0))) for key, same in lines.items()
    )
    return tuple(found for found in sums if found[-1] > 1)


def over_the_day(edit: Edit, adjudication: int, claim: Claim, reference: Reference) -> Iterator[Finding]:
    """A finding on the last line of each code whose units of one day exceed a limit of this adjudication indicator (2 or 3)."""
    if reference.units_of_days is None:
        reference.units_of_days = _units_of_days(claim, reference)
    for procedure, day, same, units in reference.units_of_days:
        most = limit(claim, procedure, day, reference)
        if most and most.adjudication == adjudication and units > most.units:
            message = f"{units} units of {procedure} on {day}; the limit of a day is {most.units} (MAI {adjudication})"
            yield edit.at(same[-1], message, field="units", value=units, table=most.source, stale=most.stale)
