"""``acknowledge``: what a receiver answers to a file before money: TA1, 999, and a 277CA for the claims it could take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimwright.core import Acknowledgement, Claim, ClaimStatus, Severity

from .checking import check
from .envelope import Envelope
from .findings import Report, TransactionSummary, X12Finding
from .mapping.acknowledgements_out import answerable
from .mends import ENTITIES, REASONS
from .reading import mappings, read
from .writing import write_277ca, write_999, write_ta1


def answer(source: bytes | Path, *, snip: int = 7) -> Report:
    """The check of a file as its receiver makes it; build TA1 and 999 from it."""
    return check(source, snip=snip)


def acknowledge(source: bytes | Path, envelope: Envelope) -> dict[str, bytes]:
    """Files by name: ``ta1.edi``, ``999.edi`` where there is a group to answer, ``277ca.edi`` where claims came through the 999.

    One ``ta1`` for each interchange (``ta1-2.edi`` for the second). ``envelope.control`` numbers the first file, the others follow.
    Raises InputError for what is no X12 interchange.
    """
    report = answer(source)
    found: dict[str, bytes] = {}
    for number in range(1, len(report.interchanges) + 1):
        found["ta1.edi" if number == 1 else f"ta1-{number}.edi"] = write_ta1(report, _next(envelope, len(found)), number=number)
    if any(answerable(report, group) for group in report.groups):
        found["999.edi"] = write_999(report, _next(envelope, len(found)))
    statuses, claims = _statuses(source, report)
    if statuses:
        found["277ca.edi"] = write_277ca(statuses, claims, _next(envelope, len(found)))
    return found


def _next(envelope: Envelope, step: int) -> Envelope:
    from claimwright.core import replace

    return replace(envelope, control=envelope.control + step)


def _statuses(source: bytes | Path, report: Report) -> tuple[list[Acknowledgement], dict[str, Claim]]:
    """One 277CA's content for each 837 that the 999 lets through and that can be read, with the claims that it answers."""
    several = (one for one in report.transactions if one.code == "837" and one.type in mappings())
    through = {summary.number: summary for summary in several if not _stopped(summary, report)}
    claims: dict[str, Claim] = {}
    found = []
    for number, summary in through.items():
        members = [value for value in read(source, only={number}) if isinstance(value, Claim)]
        claims.update((claim.id, claim) for claim in members)
        states = tuple(_status(claim, summary, report) for claim in members)
        accepted = sum(state.accepted for state in states)
        verdict = "A" if accepted == len(states) else "P" if accepted else "R"
        payer = members[0].payer.id if members else ""
        found.append(Acknowledgement(kind="277CA", answers=summary.reference, verdict=verdict, payer_id=payer, claims=states))  # type: ignore[arg-type]
    return found, claims


def _stopped(summary: TransactionSummary, report: Report) -> bool:
    group = report.groups[summary.group - 1] if summary.group else None
    return group is None or bool(group.codes) or not answerable(report, group) or any(_errors(summary, report, syntax=True))


def _errors(summary: TransactionSummary, report: Report, *, syntax: bool) -> Iterator[X12Finding]:
    for finding in report.findings:
        if finding.transaction == summary.number and finding.severity is Severity.ERROR and (finding.snip in (1, 2, 4)) is syntax:
            yield finding


def _status(claim: Claim, summary: TransactionSummary, report: Report) -> ClaimStatus:
    """The first fault that is this claim's, or one above all claims; else accepted."""
    fault = next((finding for finding in _errors(summary, report, syntax=False) if finding.claim in ("", claim.id)), None)
    if fault is None:
        return ClaimStatus(claim_id=claim.id, accepted=True, category="A2", status="20", entity="PR")
    category, status = REASONS.get(fault.id, ("A7", "21"))
    message = f"{fault.segment}{fault.element:02d} {fault.message}" if fault.element else f"{fault.segment} {fault.message}"
    return ClaimStatus(
        claim_id=claim.id, accepted=False, category=category, status=status, entity=ENTITIES.get(fault.loop, ""), message=message
    )
