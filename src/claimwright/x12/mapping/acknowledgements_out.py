"""Reports to TA1 and 999, claim statuses to 277CA."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from claimwright.core import ZERO, Acknowledgement, Claim, ClaimStatus, InputError, Money, Severity
from claimwright.x12.envelope import Envelope
from claimwright.x12.findings import GroupSummary, Report, TransactionSummary, X12Finding

from .values import Segment, amount, ccyymmdd, text

SYNTAX = "005010X231A1"
CLAIMS = "005010X214"


def interchange_note(report: Report, number: int = 1) -> Segment:
    """The TA1 segment for the n-th interchange of a report: accepted, or rejected with its first fault."""
    summary = report.interchanges[number - 1]
    return [
        "TA1",
        text(summary.control_number, 9).rjust(9, "0"),
        text(summary.date, 6),
        text(summary.time, 4),
        "A" if summary.code == "000" else "R",
        summary.code,
    ]


# -- 999 ----------------------------------------------------------------------------------------------------------------


def answerable(report: Report, group: GroupSummary) -> bool:
    """A group of acknowledgements (GS01 FA) is never acknowledged, nor one whose interchange the TA1 rejects."""
    inside = 1 <= group.interchange <= len(report.interchanges)
    return group.functional_group != "FA" and (not inside or report.interchanges[group.interchange - 1].code == "000")


def syntax_sets(report: Report, *, balancing: bool = False) -> Iterator[list[Segment]]:
    """One 999 for each functional group, answering each of its transaction sets. ``balancing``: SNIP 3 is answered here too.

    Where the TA1 rejects every interchange, all groups are answered after all: the caller sends no TA1 or would not ask.
    """
    some = any(answerable(report, group) for group in report.groups)
    for number, group in enumerate(report.groups, 1):
        if answerable(report, group) if some else group.functional_group != "FA":
            members = [summary for summary in report.transactions if summary.group == number]
            yield list(_group(group, members, report, balancing))


def _answered(finding: X12Finding, balancing: bool) -> bool:
    return finding.code[:2] in ("IK", "AK") and (finding.snip != 3 or balancing)


def _group(group: GroupSummary, members: list[TransactionSummary], report: Report, balancing: bool) -> Iterator[Segment]:
    yield ["ST", "999", "", SYNTAX]
    yield ["AK1", text(group.functional_group, 2), text(group.control_number, 9), text(group.version, 12)]
    verdicts = []
    for summary in members:
        found = [finding for finding in report.findings if finding.transaction == summary.number and _answered(finding, balancing)]
        *segments, end = _transaction(summary, found)
        verdicts.append(end[1])
        yield from segments
        yield end
    accepted = sum(verdict != "R" for verdict in verdicts)
    verdict = "R" if group.codes or not accepted else "P" if accepted < len(verdicts) else "E" if "E" in verdicts else "A"
    yield ["AK9", verdict, str(max(group.stated, len(members))), str(len(members)), str(0 if group.codes else accepted), *group.codes[:5]]


def _transaction(summary: TransactionSummary, found: list[X12Finding]) -> Iterator[Segment]:
    yield ["AK2", text(summary.code, 3), text(summary.control_number, 9), text(summary.version, 35)]
    codes = {
        "5" if finding.snip == 1 else "I5" for finding in found if finding.code.startswith("IK") and not finding.code.startswith("IK502")
    }
    for place, members in groupby(found, key=lambda one: (one.segment, one.position, one.loop)):
        yield from _segment(place, list(members), summary)
    codes |= {finding.code.partition("=")[2] for finding in found if finding.code.startswith("IK502")}
    stopped = any(finding.severity is Severity.ERROR for finding in found)
    yield ["IK5", "R" if stopped else "E" if found else "A", *sorted(codes)[:5]]


def _segment(place: tuple[str, int, str], found: list[X12Finding], summary: TransactionSummary) -> Iterator[Segment]:
    """IK3 with its context, then IK4 for each element. A missing segment and a wrong element are two different IK3."""
    segment, position, loop = place
    whole = [finding.code.partition("=")[2] for finding in found if finding.code.startswith("IK304")]
    elements = [finding for finding in found if finding.code.startswith("IK403")]
    for code in [*dict.fromkeys(whole), *(["8"] if elements else [])]:
        yield ["IK3", segment if 2 <= len(segment) <= 3 else "ZZZ", str(position), text(loop, 4), code]
        claim = next((finding.claim for finding in found if finding.claim), "")
        if claim and summary.code == "837":
            yield ["CTX", f"CLM01:{text(claim, 35)}"]
        if code == "8":
            for finding in elements:
                yield _element(finding)


def _element(finding: X12Finding) -> Segment:
    where = f"{finding.element or 1}:{finding.component}" if finding.component else str(finding.element or 1)
    return ["IK4", where, "", finding.code.partition("=")[2], text(finding.value, 99)]


# -- 277CA --------------------------------------------------------------------------------------------------------------


def claim_sets(acknowledgements: Iterable[Acknowledgement], claims: Mapping[str, Claim], envelope: Envelope) -> Iterator[list[Segment]]:
    """One 277CA for each acknowledgement; names and amounts come from the claims it answers."""
    for number, acknowledgement in enumerate(acknowledgements, 1):
        if acknowledgement.kind != "277CA":
            raise InputError("write", f"an acknowledgement of kind {acknowledgement.kind} is not a 277CA", "give one of kind 277CA")
        yield list(_claims(acknowledgement, claims, envelope, f"{envelope.reference or f'{envelope.control:09d}'}-{number}"))


def _claims(acknowledgement: Acknowledgement, claims: Mapping[str, Claim], envelope: Envelope, reference: str) -> Iterator[Segment]:
    on = ccyymmdd(acknowledgement.date or envelope.timestamp.date())
    answered = [(status, _claim_of(status, claims)) for status in acknowledgement.claims]
    payer = next((claim.payer for _, claim in answered), None)
    company = payer.id if payer else acknowledgement.payer_id or envelope.sender
    yield ["ST", "277", "", CLAIMS]
    yield ["BHT", "0085", "08", reference, envelope.day, envelope.time, "TH"]
    yield ["HL", "1", "", "20", "1"]
    identifier = acknowledgement.payer_id or company
    yield [
        "NM1",
        "PR",
        "2",
        text(envelope.sender_name or (payer.name if payer else "") or company, 60),
        "",
        "",
        "",
        "",
        "PI",
        text(identifier, 80),
    ]
    yield ["TRN", "1", reference]
    yield ["DTP", "050", "D8", on]
    yield ["DTP", "009", "D8", on]
    yield ["HL", "2", "1", "21", "1" if answered else "0"]
    receiver = text(envelope.receiver_name or envelope.receiver, 60)
    yield ["NM1", "41", "2", receiver, "", "", "", "", "46", envelope.receiver]
    yield ["TRN", "2", text(acknowledgement.answers, 50) or "0"]
    refused = not answered and acknowledgement.verdict == "R"
    total = amount(Money.total(claim.charge for _, claim in answered))
    yield ["STC", "A3:21:PR" if refused else "A1:19:PR", on, "U" if refused else "WQ", total]
    yield from _totals(answered, "90", "AA")
    level = 2
    for provider, members in groupby(answered, key=lambda pair: pair[1].billing):
        several = list(members)
        level = above = level + 1
        yield ["HL", str(level), "2", "19", "1"]
        person = ["1", text(provider.last, 60), text(provider.first, 35)] if provider.last else ["2", text(provider.name, 60), ""]
        identity = ["XX", provider.npi] if provider.npi else ["FI", provider.tax_id.replace("-", "")]
        yield ["NM1", "85", *person, "", "", "", *identity]
        yield ["TRN", "1", "0"]
        yield ["STC", "A1:19:PR", "", "WQ", amount(Money.total(claim.charge for _, claim in several))]
        yield from _totals(several, "QA", "QC")
        for status, claim in several:
            level += 1
            yield ["HL", str(level), str(above), "PT"]
            yield from _status(status, claim, on)


def _claim_of(status: ClaimStatus, claims: Mapping[str, Claim]) -> Claim:
    try:
        return claims[status.claim_id]
    except KeyError:
        raise InputError(
            "write", f"a status answers the claim {status.claim_id}, which was not given", "give every claim answered"
        ) from None


def _totals(answered: list[tuple[ClaimStatus, Claim]], accepted: str, rejected: str) -> Iterator[Segment]:
    good = [claim.charge for status, claim in answered if status.accepted]
    bad = [claim.charge for status, claim in answered if not status.accepted]
    for code, charges in ((accepted, good), (rejected, bad)):
        if charges:
            yield ["QTY", code, str(len(charges))]
    for code, charges in (("YU", good), ("YY", bad)):
        if charges:
            yield ["AMT", code, amount(sum(charges, ZERO))]


def _status(status: ClaimStatus, claim: Claim, on: str) -> Iterator[Segment]:
    patient, member = claim.patient, claim.subscriber.member_id
    yield ["NM1", "QC", "1", text(patient.last, 60), text(patient.first, 35), text(patient.middle, 25), "", "", "MI", text(member, 80)]
    yield ["TRN", "2", text(status.claim_id, 50)]
    told = ":".join(filter(None, (status.category, status.status or "20", status.entity)))
    yield ["STC", told, on, "WQ" if status.accepted else "U", amount(claim.charge), *[""] * 7, text(status.message, 264)]
    if status.payer_claim_id:
        yield ["REF", "1K", text(status.payer_claim_id, 50)]
    first, last = claim.from_date, claim.through_date
    if first and last:
        same = first == last
        yield ["DTP", "472", "D8" if same else "RD8", ccyymmdd(first) if same else f"{ccyymmdd(first)}-{ccyymmdd(last)}"]
