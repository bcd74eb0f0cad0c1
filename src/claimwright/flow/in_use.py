"""The codes of one system that a claim carries: what a change of that system may touch."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.core import Claim


def codes_of(claim: Claim, system: str) -> Iterator[str]:
    """Every code of a system on a claim, in its order; none for a system that claims do not carry."""
    if system == "icd10cm":
        yield from (diagnosis.code for diagnosis in claim.diagnoses)
    elif system == "icd10pcs":
        yield from (procedure.code for procedure in claim.procedures)
    elif system == "revenue":
        yield from (line.revenue_code for line in claim.lines if line.revenue_code)
    else:
        yield from (line.procedure for line in claim.lines if line.code_system == system and line.procedure)
