"""The stay of an institutional claim."""

from __future__ import annotations

import datetime as dt

from claimwright.core import Claim

from ..values import Coded, HospitalStatus, Stay

PRINCIPAL, ADMITTING, OTHERS = "ABK", "ABJ", ("ABF", "ABN")
"""HI qualifiers (005010X223A2): principal, admitting; other diagnoses and external causes are secondary."""


def stay_of(claim: Claim, hospital_status: HospitalStatus = "NOT_EXEMPT") -> Stay:
    """The stay that an inpatient claim bills: its codes in order, age at admission, days from admission to discharge."""
    diagnoses = claim.diagnoses
    principal = next((one for one in diagnoses if one.qualifier == PRINCIPAL), None)
    admitting = next((one for one in diagnoses if one.qualifier == ADMITTING), None)
    admission, discharge = claim.dates.get("admission") or claim.from_date, claim.through_date
    days = (discharge - admission).days if admission and discharge else None
    return Stay(
        id=claim.id, discharge_date=discharge, age=_age(claim.patient.birth_date, admission), sex=claim.patient.sex,
        discharge_status=claim.references.get("patient_status", ""), admit_diagnosis=admitting.code if admitting else None,
        principal=Coded(principal.code, principal.poa) if principal else "",
        secondary=tuple(Coded(one.code, one.poa) for one in diagnoses if one.qualifier in OTHERS),
        procedures=tuple(one.code for one in claim.procedures), hospital_status=hospital_status,
        length_of_stay=max(days, 1) if days is not None and days >= 0 else None,
    )  # fmt: skip


def _age(birth: dt.date | None, on: dt.date | None) -> int | None:
    """Whole years; None where one of the days is not known. Before birth it is negative, which the code editor finds invalid."""
    if birth is None or on is None:
        return None
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
