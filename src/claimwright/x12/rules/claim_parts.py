"""What the rules of claims look at, found once for a claim: its own segments and those of its lines."""

from __future__ import annotations

from typing import NamedTuple

from claimwright.x12.instance import Instance
from claimwright.x12.strides import BLANK, located
from claimwright.x12.tree import Elements, get


class Line(NamedTuple):
    """A line: LX, the first SV1 or SV2, the second segment, DTP*472; blank where it is missing."""

    loop: Instance
    head: Elements
    service: Elements
    second: Elements
    dated: Elements


class Parts(NamedTuple):
    """A claim: CLM, DTP*434, the subscriber's SBR, every HI, and its lines; blank where a segment is missing."""

    head: Elements
    statement: Elements
    insured: Elements
    coded: list[Elements]
    lines: list[Line]


def parts(claim: Instance) -> Parts:
    """The parts of a 2300 loop of an 837P or 837I."""
    if claim.made is None:
        head, statement, *coded = located(claim, claim_rows)
        level = claim.up("2000B")
        lines = [Line(line, *located(line, line_rows)[:4]) for line in claim.every("2400")]
        claim.made = Parts(head, statement, insurance(level) if level is not None else BLANK, coded[:-2], lines)
    made: Parts = claim.made
    return made


def insurance(level: Instance) -> Elements:
    """SBR of a level."""
    return located(level, _insurance)[0]


def claim_rows(claim: Instance) -> tuple[Elements, ...]:
    """Finds CLM, the statement's period, every HI."""
    coded = (elements for _, elements, _ in claim.segments if elements[0] == "HI")
    return (claim.segments[0][1], claim.first("DTP", "434") or BLANK, *coded)


def _insurance(level: Instance) -> tuple[Elements, ...]:
    return (level.first("SBR") or BLANK,)


def line_rows(line: Instance) -> tuple[Elements, ...]:
    """Finds LX, the service, the second segment, the days of service."""
    segments = [elements for _, elements, _ in line.segments]
    service = next((elements for elements in segments if elements[0] in ("SV1", "SV2")), BLANK)
    return (segments[0], service, segments[1] if len(segments) > 1 else BLANK, line.first("DTP", "472") or BLANK)


def charge(line: Line) -> str | None:
    """SV102 or SV203, None where there is no service."""
    return None if line.service is BLANK else get(line.service, 3 if line.service[0] == "SV2" else 2)
