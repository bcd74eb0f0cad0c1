"""Claims -> diagnoses that count: eligible services by ``services.toml``, in the year that the payment year counts."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from claimwright.codesets import hcc_tables
from claimwright.core import Claim, ClaimLine

from .values import SourcedDiagnosis, Unused

VOID = "8"
ADMITTING = "an admitting diagnosis says why the person came, not what the stay found"
"""Medicare Claims Processing Manual, chapter 25, FL 69: the condition at the time of admission. It is left out, never made worth money."""


def from_claims(
    claims: Iterable[Claim], payment_year: int | None, born: dt.date | None = None
) -> tuple[tuple[SourcedDiagnosis, ...], tuple[Unused, ...]]:
    """The diagnoses of eligible claims, each with its claim and the line that made it eligible; and the others with the reason.

    ``payment_year``: diagnoses of the calendar year before it count (42 CFR 422.310(g)). ``born``: services before it are not the person's.
    """
    claims = tuple(claims)
    replaced = {claim.replaces for claim in claims if claim.replaces}
    eligible: list[SourcedDiagnosis] = []
    unused: list[Unused] = []
    for claim in claims:
        line, because = _eligible(claim, payment_year, born, replaced)
        for diagnosis in claim.diagnoses:
            reason = because or (ADMITTING if diagnosis.qualifier == "ABJ" else "")
            if reason:
                unused.append(Unused(diagnosis.code, reason, claim.id))
            else:
                number = line.number if line else None
                eligible.append(
                    SourcedDiagnosis(code=diagnosis.code, claim=claim.id, line=number, on=claim.through_date, evidence=diagnosis.evidence)
                )
    return tuple(eligible), tuple(unused)


def _eligible(claim: Claim, payment_year: int | None, born: dt.date | None, replaced: set[str]) -> tuple[ClaimLine | None, str]:
    """The line that makes the claim eligible (None where its type of bill alone does), or why it is not."""
    day = claim.through_date
    faults = (
        (claim.frequency == VOID, "the claim is void"),
        (claim.id in replaced, "another claim replaces this one"),
        (day is None, "the claim has no day of service"),
        (day is not None and born is not None and day < born, "the service is before the person's birth"),
        (
            day is not None and payment_year is not None and day.year != payment_year - 1,
            f"the service is not of {(payment_year or 1) - 1}, the year that payment year {payment_year} counts",
        ),
    )
    because = next((text for wrong, text in faults if wrong), "")
    return (None, because) if because or day is None else _by_service(claim, day.year)


def _by_service(claim: Claim, year: int) -> tuple[ClaimLine | None, str]:
    if claim.kind == "institutional":
        bill = claim.type_of_bill.removeprefix("0")[:2]
        if bill in _rules()["type_of_bill"]["inpatient"]:
            return None, ""
        if bill not in _rules()["type_of_bill"]["outpatient"]:
            return None, f"type of bill {bill or '(none)'} does not count for risk adjustment"
    listed = _listed(year)
    if listed is None:
        return None, f"no list of eligible services for {year} is installed"
    line = next((line for line in claim.lines if line.procedure in listed), None)
    return line, "" if line else f"no line of the claim has a service that CMS lists as eligible for {year}"


def _listed(year: int) -> frozenset[str] | None:
    place = _rules()["lists"].get(str(year))
    return hcc_tables.eligible_services(*place) if place else None


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("services.toml").read_text("utf-8"))
