"""An outpatient hospital claim -> what becomes of each of its lines, as far as the public addenda carry."""

from __future__ import annotations

from claimwright.core import ApcClaim, Claim

from ..values import Installed
from . import comprehensive, discounts, packaging
from .lines import Line, lines_of
from .tables import Addenda, rules

PREVENTIVE = "the preventive services that comprehensive packaging leaves out are known by name in part only: no addendum lists them"
DEVICES = "what a pass-through device takes off its procedure's payment is in no table that is read"
DAYS = "how days of partial hospitalization are counted is in no addendum"
"""What the public tables do not carry, said where it matters. The outpatient code editor's own edits are applied nowhere here."""


def outpatient(claim: Claim, books: Installed | None = None) -> ApcClaim:
    """Status, APC and packaging of every line, by the addenda of the lines' own days. Never raises for what a claim says."""
    bill = claim.type_of_bill[:2]
    reason = _refused(claim, bill)
    if reason:
        return ApcClaim(claim=claim.id, reason=reason)
    addenda = Addenda(books)
    lines = lines_of(claim, addenda)
    _same_day_as_inpatient_only(lines)
    whole = comprehensive.is_comprehensive(lines, addenda)
    if not whole:
        packaging.decide(lines, addenda, laboratory_only=bill in rules().bills.laboratory_only)
    discounts.discount(lines, addenda)
    _leftovers(lines)
    return ApcClaim(
        claim=claim.id, lines=tuple(line.value() for line in lines), limits=_limits(lines, whole=whole), releases=_releases(lines, addenda)
    )


def _refused(claim: Claim, bill: str) -> str:
    if claim.kind != "institutional":
        return "outpatient groups are for institutional claims"
    if not claim.lines:
        return "the claim has no lines"
    return "" if not bill or bill in rules().bills.grouped else f"type of bill {bill}x is not paid by outpatient groups"


def _same_day_as_inpatient_only(lines: list[Line]) -> None:
    """A day with a procedure paid only for inpatients is not paid (outpatient code editor, edits 18 and 49), but for modifier CA."""
    days = {line.on for line in lines if line.printed == "C" and "CA" not in line.modifiers}
    for line in lines:
        if line.on in days and line.printed != "C" and line.code:
            line.settle("unpaid", "same day as a procedure that is paid only for an inpatient")
            line.status = line.printed


def _leftovers(lines: list[Line]) -> None:
    """What no rule above can tell: a status that is paid without an APC, and charges without a procedure where no service is paid."""
    for line in lines:
        if line.separate and not line.apc:
            line.settle("unknown", f"status {line.status}, but the table names no APC")
    paid = any(line.separate for line in lines)
    for line in lines:
        if not line.code and not paid:
            line.settle("unknown", "no procedure on the line, and no service beside it that is paid")


def _releases(lines: list[Line], addenda: Addenda) -> dict[str, str]:
    row = next((found for line in lines if line.on and line.code and (found := addenda.service(line.code, line.on))), None)
    return {"opps": row.release} if row else {}


def _limits(lines: list[Line], *, whole: bool) -> tuple[str, ...]:
    """What the tables do not carry and this claim may need. ``whole``: it is paid as a whole."""
    printed = {line.printed for line in lines}
    asked = {PREVENTIVE: whole, DEVICES: bool(printed & {"H", "H1"}), DAYS: "P" in printed}
    return tuple(limit for limit, needed in asked.items() if needed)
