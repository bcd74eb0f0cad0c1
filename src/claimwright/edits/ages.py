"""The Medicare Code Editor's four groups of ages, as the installed list flags each code on a day."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.core import Claim, Finding, Severity, age_on

from .edit import Edit
from .reference import Reference
from .subjects import Listed
from .tabular import flags


def conflict(edit: Edit, group: str, ages: range, claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """A finding where the code is flagged for an age group that the patient is not in; a warning on professional claims.

    ``ages``: the group's years. Age counts at admission, else on the first day of the claim.
    """
    if group not in flags(reference.icd10cm, listed.code, reference.on) or claim.patient.birth_date is None:
        return
    age = age_on(claim.patient.birth_date, claim.dates.get("admission") or claim.from_date or reference.on)
    if age >= 0 and age not in ages:
        severity = Severity.ERROR if claim.kind == "institutional" else Severity.WARNING
        message = f"{listed.shown} is a {group} diagnosis ({ages.start} to {ages.stop - 1} years); the patient is {age}"
        yield edit.at(listed, message, value=listed.shown, severity=severity)
