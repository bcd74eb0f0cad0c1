"""Encounter or claim -> findings: one rule a file. See ``README.md`` in this folder."""

from claimwright.core import Claim, ClaimLine, Finding, Fix, Severity

from .builders import COMMERCIAL, MEDICAID, MEDICARE, case, claim, diagnosis, institutional, line, patient, stay
from .edit import Edit, between, since
from .engine import RULE_FAILED, scrub
from .looks import ANY, EachClaim, EachDiagnosis, EachDiagnosisPair, EachEarlierClaim, EachLine, EachLinePair
from .mending import Mended, mend
from .pages import catalogue, explain
from .reference import Reference, claim_date
from .subjects import DiagnosisPair, History, LinePair, Listed, listed

__all__ = [
    "ANY", "COMMERCIAL", "MEDICAID", "MEDICARE", "RULE_FAILED", "Claim", "ClaimLine", "DiagnosisPair", "EachClaim", "EachDiagnosis",
    "EachDiagnosisPair", "EachEarlierClaim", "EachLine", "EachLinePair", "Edit", "Finding", "Fix", "History", "LinePair", "Listed",
    "Mended", "Reference", "Severity", "between", "case", "catalogue", "claim", "claim_date", "diagnosis", "explain", "institutional",
    "line", "listed", "mend", "patient", "scrub", "since", "stay",
]  # fmt: skip
