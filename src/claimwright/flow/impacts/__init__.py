"""What the decided codes of an encounter do to its DRG, its payment and its risk score, and what would change that, in both directions.

For whoever checks the coding: that a code matters is no reason to report it, nor to leave it out. What would change is told only with the
words of the record behind it: a code that would be added has words that stand in the documents; a code that would go has none, or a doubt
that somebody or the record itself has stated. Nothing is sorted by money (ICD-10-CM Official Guidelines, sections II and III; AHIMA and
ACDIS, Guidelines for Achieving a Compliant Query Practice, 2022).
"""

from .compose import impact
from .values import Doubt, Impact, LeftOut, LineImpact, RiskImpact, RiskShift, ServiceImpact, ServiceShift, StayImpact, StayShift

__all__ = [
    "Doubt", "Impact", "LeftOut", "LineImpact", "RiskImpact", "RiskShift", "ServiceImpact", "ServiceShift", "StayImpact", "StayShift",
    "impact",
]  # fmt: skip
