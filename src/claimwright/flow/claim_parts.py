"""What professional and institutional claims are built from alike: insurances, people, and what stops both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claimwright.core import CodeAssignment, Coverage, Encounter, OtherPayer, Payer, Provider, Value, replace
from claimwright.payers import profile

LONGEST_ID = 20


class Held(Value, frozen=True):
    """An encounter that cannot be billed yet, or not to a payer, and why. ``code`` is for programs, ``reason`` for people."""

    code: str
    reason: str


def coverages_on(encounter: Encounter) -> list[Coverage]:
    """The coverages in force on the date of service, in their order."""
    day = encounter.date_of_service
    return sorted((item for item in encounter.coverages if item.period is None or day in item.period), key=lambda item: item.sequence)


def without_payer(encounter: Encounter) -> Held | None:
    """Why nobody can be billed but the patient."""
    if not encounter.coverages:
        return Held("self-pay", "self-pay: statement, no claim")
    if not coverages_on(encounter):
        return Held("no-coverage", f"no coverage was in force on {encounter.date_of_service}: verify eligibility or bill the patient")
    return None


def bad_id(claim_id: str) -> Held | None:
    """Why a claim cannot have this id (CLM01)."""
    if 1 <= len(claim_id) <= LONGEST_ID:
        return None
    return Held("claim-id", f"a claim id has 1 to {LONGEST_ID} characters, this one has {len(claim_id)}")


def insured(encounter: Encounter) -> dict[str, Any]:
    """The fields of a claim that name patient, insurances and biller."""
    first, *others = coverages_on(encounter)
    return {
        "sequence": first.sequence, "patient": encounter.patient, "subscriber": first.subscriber,
        "payer": _with_filing(first.payer, encounter), "billing": encounter.billing, "encounter": encounter.id,
        "other_payers": tuple(
            OtherPayer(payer=_with_filing(item.payer, encounter), subscriber=item.subscriber, sequence=item.sequence) for item in others
        ),
    }  # fmt: skip


def unless_same(provider: Provider | None, billing: Provider) -> Provider | None:
    """The provider where it is not the billing one: only then a claim names it."""
    return None if provider is None or provider == billing or (provider.npi and provider.npi == billing.npi) else provider


def ranked(assignments: Sequence[CodeAssignment]) -> list[CodeAssignment]:
    """The diagnoses: first-listed or principal first, then as coded, external causes last; each once."""
    found = {item.code: item for item in reversed(assignments) if item.system == "icd10cm"}
    ranks = {"first-listed": 0, "principal": 0, "external-cause": 2}
    coded = [item.code for item in assignments]
    return sorted(found.values(), key=lambda item: (ranks.get(item.role, 1), coded.index(item.code)))


def _with_filing(payer: Payer, encounter: Encounter) -> Payer:
    """The payer with its claim filing indicator (SBR09), from its profile where the coverage does not tell.

    Medicare takes institutional claims as MA, professional ones as MB (CMS 837I and 837P companion guides, SBR09).
    """
    known = profile(payer.id)
    if known is None or payer.filing:
        return payer
    medicare = encounter.claim_kind == "institutional" and known.filing_indicator == "MB"
    return replace(payer, filing="MA" if medicare else known.filing_indicator)
