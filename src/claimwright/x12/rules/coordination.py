"""SNIP 3 and 4 for coordination of benefits: what other payers answered, to the claim and to its lines.

Sources: the coordination of benefits sections of the 837 guides as told in companion guides (CMS 837 companion guide; Stedi changelog of
clearinghouse edits). A payer has adjudicated when its paid amount (AMT*D) or an answer to a line (SVD) is there.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.rules.amounts import adjusted, cents, dollars
from claimwright.x12.rules.claim_parts import insurance
from claimwright.x12.tree import get

BOTH = ("837P", "837I")


def _identifier(other: Instance) -> str:
    company = other.loop("2330B")
    return company.value("NM1", 9) if company else ""


def _answers(claim: Instance, payer: str) -> list[Instance]:
    return [answer for line in claim.every("2400") for answer in line.every("2430") if answer.value("SVD", 1) == payer]


@rule("x12-line-payer", snip=4, sets=BOTH, at="2300", source="IBM APAR PI65905: SVD01 is the 2330B NM109 of one of the claim's payers")
def line_payer(claim: Instance, context: Context) -> Iterator[Fault]:
    """Every line answer names a payer of the claim."""
    answered = [line for line in claim.every("2400") if line.has_loops]
    if not answered:
        return
    payers = {_identifier(other) for other in claim.every("2320")}
    for line in answered:
        for answer in line.every("2430"):
            payer = answer.value("SVD", 1)
            if payer and payer not in payers:
                yield fault(answer, "SVD", answer.position, "names no other payer of this claim", element=1, value=payer, code="IK403=I12")


@rule(
    "x12-other-payer-date",
    snip=4,
    sets=BOTH,
    at="2300",
    when="2320",
    source="837 2330B or 2430 DTP*573: when the payer adjudicated; Stedi edit",
)
def payer_date(claim: Instance, context: Context) -> Iterator[Fault]:
    """A payer that answered the claim as a whole says when; one that answered by line says so there alone; others do not."""
    for other in claim.every("2320"):
        company = other.loop("2330B")
        if company is None:
            continue
        by_line = bool(_answers(claim, _identifier(other)))
        adjudicated = by_line or other.first("AMT", "D") is not None
        dated = company.first("DTP", "573") is not None
        if adjudicated and not by_line and not dated:
            item = company.node.dispatch["DTP"][0]
            yield fault(company, "DTP", company.belongs(item.index), "the day this payer adjudicated is missing", code="IK304=I6")
        elif dated and (by_line or not adjudicated):
            message = "this payer's day stands at its lines already" if by_line else "this payer has not adjudicated"
            yield fault(company, "DTP", company.place("DTP", "573"), message, value=company.value("DTP", 3, "573"), code="IK304=I9")


@rule(
    "x12-other-payer-paid",
    snip=3,
    sets=BOTH,
    at="2300",
    when="2320",
    source="RFI 1294: AMT*D = sum of SVD02 less adjustments of the claim, where lines are answered",
)
def payer_paid(claim: Instance, context: Context) -> Iterator[Fault]:
    """What a payer paid is what it paid on the lines, less what it took from the claim as a whole."""
    for other in claim.every("2320"):
        answers = _answers(claim, _identifier(other))
        paid, taken = cents(other.value("AMT", 2, "D")), adjusted(other)
        lines = [cents(answer.value("SVD", 2)) for answer in answers]
        if not answers or other.first("AMT", "D") is None or paid is None or taken is None or None in lines:
            continue
        wanted = sum(filter(None, lines)) - taken
        if paid != wanted:
            message = f"the lines less the claim's adjustments come to {dollars(wanted)}"
            yield fault(other, "AMT", other.place("AMT", "D"), message, element=2, value=other.value("AMT", 2, "D"), code="IK403=I12")


@rule(
    "x12-primary-payer",
    snip=4,
    sets=BOTH,
    at="2300",
    source="RFI 1980: one of the payers is primary; Stedi edit",
    severity=Severity.WARNING,
)
def primary_payer(claim: Instance, context: Context) -> Iterator[Fault]:
    """A claim to a later payer tells who was primary."""
    level = claim.up("2000B")
    letter = get(insurance(level), 1) if level is not None else ""
    if level is not None and letter not in ("P", "U", "") and not any(other.value("SBR", 1) == "P" for other in claim.every("2320")):
        yield fault(level, "SBR", level.place("SBR"), "no other payer of this claim is primary", element=1, value=letter)


@rule("x12-other-insurance-type", snip=4, sets=("837P",), at="2300", when="2320", severity=Severity.WARNING,
      source="837P and 837D 2320 SBR05: Medicare when it is not primary; Stedi edit")  # fmt: skip
def other_insurance_type(claim: Instance, context: Context) -> Iterator[Fault]:
    """Another payer that is Medicare, and not primary, tells why."""
    for other in claim.every("2320"):
        if other.value("SBR", 9) in ("MA", "MB") and other.value("SBR", 1) != "P" and not other.value("SBR", 5):
            yield fault(other, "SBR", other.position, "Medicare is not primary: the reason is missing", element=5, code="IK403=I9")
