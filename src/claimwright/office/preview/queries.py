"""The preview of an encounter: read, never stored."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from claimwright import core, flow
from claimwright.coding.meat import RiskReview
from claimwright.office.claims import engine as claims_engine
from claimwright.office.claims.models import Claim, contents
from claimwright.office.encounters.final import final_codes
from claimwright.office.encounters.models import Encounter
from claimwright.office.house import queries as agreed
from claimwright.office.practices.actions import fee_list

from . import engine


class Preview(NamedTuple):
    """``held``: why no claim could be built; ``findings``, ``charge`` of those that would be; ``review`` of risk-adjusting conditions.

    ``about``: the codes that each finding is about, in the order of the findings.
    ``contract``: what the practice's contracts would pay for each claim, where it has one with the payer.
    """

    held: str
    findings: list[core.Finding]
    about: list[tuple[str, ...]]
    charge: core.Money | None
    contract: list[agreed.Expected]
    impact: flow.Impact
    review: RiskReview

    @property
    def marked(self) -> list[tuple[core.Finding, tuple[str, ...]]]:
        """Each finding with the codes that it is about."""
        return list(zip(self.findings, self.about, strict=True))


def preview(encounter: Encounter) -> Preview:
    """What the codes that stand, undecided ones among them, would come to."""
    value, said, codes = encounter.as_value(), encounter.result, final_codes(encounter, undecided=True)
    fees = fee_list(encounter.practice)
    built, held = claims_engine.build(value, codes, fees, "PREVIEW", 1) if codes else ([], "no code stands")
    charge = core.Money.total(claim.charge for claim in built) if built else None
    contract = [one for claim in built if (one := agreed.expected(encounter.practice, claim))]
    if not built and codes:  # a fee is missing, perhaps: what the edits say of the codes does not hang on it
        built, _ = claims_engine.build(value, codes, {code.code: NO_FEE for code in codes} | fees, "PREVIEW", 1)
    history, standing, house = _history(encounter), [code.code for code in codes], agreed.house(encounter.practice)
    found = [(one, claim) for claim in built for one in claims_engine.scrub(claim, history, house)]
    found.sort(key=lambda pair: _urgency(pair[0]))
    review = engine.review(value, codes, said)
    about = [_about(finding, claim, standing) for finding, claim in found]
    return Preview(
        held,
        [finding for finding, _ in found],
        about,
        charge,
        contract,
        engine.impact(value, codes, said, review, agreed.basis(encounter.practice, value)),
        review,
    )


NO_FEE = core.Money.parse("1.00")
"""Stands for the fee of a service that the fee list does not have, while its codes are checked."""
_PLACE = re.compile(r"(diagnoses|lines)\[(\d+)\]")


def _about(finding: core.Finding, claim: core.Claim, standing: list[str]) -> tuple[str, ...]:
    """The encounter's codes that a finding is about: the one at its place, and those that it names."""
    place = _PLACE.match(finding.field)
    rows: Any = getattr(claim, place[1]) if place else ()
    row = rows[int(place[2])] if place and int(place[2]) < len(rows) else None
    own = getattr(row, "code", "") or getattr(row, "procedure", "")
    named = [code for code in standing if re.search(rf"\b{re.escape(code)}\b", f"{finding.value} {finding.message}")]
    return tuple(dict.fromkeys([*([own] if own in standing else []), *named]))


def _history(encounter: Encounter) -> list[Any]:
    """The patient's other claims, as the edits want them."""
    rows = Claim.objects.for_practice(encounter.practice_id).filter(patient=encounter.patient_id)
    return contents(list(rows.exclude(encounter=encounter).exclude(state=Claim.State.VOID).order_by("id")))


def _urgency(finding: core.Finding) -> tuple[int, str]:
    return (core.Severity.ERROR, core.Severity.WARNING, core.Severity.INFO).index(finding.severity), finding.id
