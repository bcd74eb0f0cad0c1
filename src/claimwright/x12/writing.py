"""``write_*``: core values to files. The engine gives control numbers, hierarchical levels and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from claimwright.core import Acknowledgement, Claim, InputError, Remittance

from .envelope import Envelope, interchange
from .findings import Report
from .mapping import acknowledgements_out, claims_out, dental_out, institutional_out, remittances_out

Kind = TypeVar("Kind")


def given(values: Iterable[Kind], *kinds: type[Kind]) -> list[Kind]:
    """The values as a list. Raises InputError for a single one, and for one of another kind, by its name."""
    if not isinstance(values, Iterable):
        raise InputError("write", f"one {type(values).__name__} where several are expected", "give a list")
    several = list(values)
    for one in several:
        if not isinstance(one, kinds):
            raise InputError(
                "write", f"a {type(one).__name__} where a {kinds[0].__name__} is expected", "each kind has a writer of its own"
            )
    return several


def write_837(claims: Iterable[Claim], envelope: Envelope) -> bytes:
    """Write claims as 837P, 837I and 837D (a functional group for each kind), by billing provider, at most 5,000 in a transaction set.

    Raises InputError for no claim at all and for a claim that lacks what no file can do without (a number, a line, a diagnosis).
    """
    several = given(claims, Claim)
    groups = []
    for form in (claims_out.PROFESSIONAL, institutional_out.INSTITUTIONAL, dental_out.DENTAL):
        sets = list(claims_out.sets((claim for claim in several if claim.kind == form.kind), envelope, form))
        if sets:
            groups.append(("HC", form.version, sets))
    if not groups:
        raise InputError("write", "there is no claim to write", "give at least one")
    return interchange(envelope, groups)


def write_835(remittances: Iterable[Remittance], envelope: Envelope) -> bytes:
    """Write payments as 835, one transaction set each. Amounts are written as given: the check says whether they balance."""
    sets = list(remittances_out.sets(given(remittances, Remittance), envelope))
    if not sets:
        raise InputError("write", "there is no remittance to write", "give at least one")
    return interchange(envelope, [("HP", remittances_out.VERSION, sets)])


def write_999(report: Report, envelope: Envelope, *, balancing: bool = False) -> bytes:
    """Answer a checked file with a 999: SNIP 1, 2 and 4 (and 3 where ``balancing``), one set for each functional group.

    Raises InputError for a report without a group that may be answered: a 999 is never answered with a 999.
    """
    sets = list(acknowledgements_out.syntax_sets(report, balancing=balancing))
    if not sets:
        raise InputError("write", "the file holds no functional group that a 999 answers", "answer it with a TA1")
    return interchange(envelope, [("FA", acknowledgements_out.SYNTAX, sets)])


def write_ta1(report: Report, envelope: Envelope, *, number: int = 1) -> bytes:
    """Answer the n-th interchange of a checked file with a TA1, alone in its interchange."""
    if not 1 <= number <= len(report.interchanges):
        raise InputError("write", f"the file has no interchange {number}", "count from 1")
    return interchange(envelope, [], notes=[acknowledgements_out.interchange_note(report, number)])


def write_277ca(
    acknowledgements: Acknowledgement | Iterable[Acknowledgement], claims: Iterable[Claim] | Mapping[str, Claim], envelope: Envelope
) -> bytes:
    """Tell each claim's fate in a 277CA; ``claims`` are those answered: names, amounts and days come from them.

    Raises InputError for a status whose claim was not given.
    """
    several = [acknowledgements] if isinstance(acknowledgements, Acknowledgement) else list(acknowledgements)
    known = claims if isinstance(claims, Mapping) else {claim.id: claim for claim in claims}
    sets = list(acknowledgements_out.claim_sets(several, known, envelope))
    if not sets:
        raise InputError("write", "there is no acknowledgement to write", "give at least one")
    return interchange(envelope, [("HN", acknowledgements_out.CLAIMS, sets)])
