"""Questions to the provider: proposed where the record leaves something open, held to the rules of a compliant query.

The rules are those of the AHIMA and ACDIS brief "Guidelines for Achieving a Compliant Query Practice" (2022), in our own words; they
hold for people and for software alike.
"""

from .lint import lint
from .model import Answer, Asked, Fault, Indicator, Option, Paper, ProviderQuery, Record
from .propose import propose_queries

__all__ = ["Answer", "Asked", "Fault", "Indicator", "Option", "Paper", "ProviderQuery", "Record", "lint", "propose_queries"]
