"""What a check says: findings, a report per file, and how each envelope fault is told in a TA1 or 999."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from claimwright.core import Severity, Value

Verdict = Literal["accepted", "accepted-with-errors", "rejected"]


class X12Finding(Value, frozen=True, kw_only=True):
    """One fault of a file.

    ``position`` counts segments within ST..SE from 1, 0 on the envelope. ``element``, ``component``: 1-based. ``claim``: CLM01, CLP01 or
    TRN02 where one is concerned. ``code``: what an acknowledgement says of it: ``IK304=3``, ``IK403=7``, ``IK502=4``, ``AK905=5``,
    ``TA105=001``; ``STC=A7:562:85`` where a 277CA answers a claim with it; "" where nothing answers.
    """

    snip: int
    severity: Severity = Severity.ERROR
    id: str
    transaction: int
    loop: str
    segment: str
    position: int
    element: int | None = None
    component: int | None = None
    value: str = ""
    claim: str = ""
    message: str
    fix: str = ""
    code: str = ""


class TransactionSummary(Value, frozen=True, kw_only=True):
    """One transaction set as it came.

    ``number`` counts from 1 in the file; ``code``: ST01; ``reference``: BHT03 or TRN02; ``group``: its place in
    ``Report.groups`` from 1.
    """

    type: str
    version: str
    control_number: str
    claims: int
    verdict: Verdict = "accepted"
    number: int = 0
    code: str = ""
    reference: str = ""
    group: int = 0


class InterchangeSummary(Value, frozen=True, kw_only=True):
    """One ISA as it came, for the TA1: control number, date and time as written, who sent it to whom; ``code``: TA105, 000 no error."""

    control_number: str
    date: str
    time: str
    sender: str
    receiver: str
    code: str = "000"


class GroupSummary(Value, frozen=True, kw_only=True):
    """One GS as it came, for the 999: GS06, GS01, GS08, its interchange from 1, the sets it says to hold (GE01), AK905 codes."""

    control_number: str
    functional_group: str
    version: str
    interchange: int
    stated: int
    codes: tuple[str, ...] = ()


class Report(Value, frozen=True, kw_only=True):
    """The check of one file."""

    verdict: Verdict
    transactions: tuple[TransactionSummary, ...]
    findings: tuple[X12Finding, ...]
    interchanges: tuple[InterchangeSummary, ...] = ()
    groups: tuple[GroupSummary, ...] = ()


def verdict(findings: list[X12Finding] | tuple[X12Finding, ...]) -> Verdict:
    """Rejected with any error, accepted with errors when there are only warnings."""
    if any(finding.severity is Severity.ERROR for finding in findings):
        return "rejected"
    return "accepted-with-errors" if findings else "accepted"


class EnvelopeFault(NamedTuple):
    """How one kind of envelope fault is reported; ``message`` and ``fix`` may use ``{wanted}``."""

    id: str
    message: str
    fix: str
    code: str
    severity: Severity = Severity.ERROR


ENVELOPE: Final[dict[str, EnvelopeFault]] = {
    "no-se": EnvelopeFault("x12-se-missing", "the transaction set has no SE", "send the set whole", "IK502=2"),
    "no-isa": EnvelopeFault("x12-isa-missing", "a functional group stands outside an interchange", "put ISA before it", "TA105=024"),
    "no-gs": EnvelopeFault("x12-gs-missing", "ST stands outside a functional group", "put GS before it", "TA105=024"),
    "no-ge": EnvelopeFault("x12-ge-missing", "the functional group has no GE", "send the group whole", "AK905=3"),
    "no-iea": EnvelopeFault("x12-iea-missing", "the interchange has no IEA", "send the file whole", "TA105=023"),
    "unfinished": EnvelopeFault("x12-truncated", "the file ends inside a segment", "send the file whole", "TA105=023"),
    "stray": EnvelopeFault("x12-stray-segment", "a segment stands outside any transaction set", "take it out", "TA105=024"),
    "isa-width": EnvelopeFault("x12-isa-width", "this ISA element is not {wanted} characters wide", "pad it with blanks", "TA105=024"),
    "isa-version": EnvelopeFault("x12-isa-version", "this interchange version is not supported", "use {wanted}", "TA105=017"),
    "isa-twice": EnvelopeFault("x12-isa13-repeated", "ISA13 is used twice between these two", "count interchanges up", "TA105=025"),
    "gs-short": EnvelopeFault("x12-gs-elements", "GS needs eight elements", "complete it", "AK905=1"),
    "gs-twice": EnvelopeFault("x12-gs06-repeated", "GS06 is used twice in this interchange", "count groups up", "AK905=19"),
    "gs-kind": EnvelopeFault("x12-gs01", "GS01 does not fit the transaction set", "use {wanted}", "AK905=1"),
    "gs-version": EnvelopeFault("x12-gs08", "GS08 and ST03 name different guides", "use {wanted} in both", "AK905=2"),
    "version": EnvelopeFault("x12-version", "this transaction set and version is not in", "use an adopted version", "IK502=1"),
    "st-twice": EnvelopeFault("x12-st02-repeated", "ST02 is used twice in this group", "count transaction sets up", "IK502=23"),
    "se-count": EnvelopeFault("x12-se-count", "SE01 is not the number of segments", "it is {wanted}", "IK502=4"),
    "se-control": EnvelopeFault("x12-se-control", "SE02 is not ST02", "it is {wanted}", "IK502=3"),
    "ge-count": EnvelopeFault("x12-ge-count", "GE01 is not the number of transaction sets", "it is {wanted}", "AK905=5"),
    "ge-control": EnvelopeFault("x12-ge-control", "GE02 is not GS06", "it is {wanted}", "AK905=4"),
    "iea-count": EnvelopeFault("x12-iea-count", "IEA01 is not the number of groups", "it is {wanted}", "TA105=021"),
    "iea-count-answers": EnvelopeFault(
        "x12-iea-count", "a TA1 is no group: IEA01 counts groups alone", "it is {wanted}", "", Severity.WARNING
    ),
    "iea-control": EnvelopeFault("x12-iea-control", "IEA02 is not ISA13", "it is {wanted}", "TA105=001"),
}
"""Kind of fault, as the parser names it: how it is reported. Codes: tables of TA105, IK502 and AK905 as payers publish them."""

HEADERS: Final = {
    "ISA": "ISA R1: 1=00|01|02|03|04|05|06 2 3=00|01 4 5=$id_qualifier 6 7=$id_qualifier 8 9-10 11 12 13 14=0|1 15=I|P|T 16",
    "GS": "GS R1: 1-6 7=X 8",
    "TA1": "TA1 R1: 1-3 4=A|E|R 5=$ta1",
}
"""The headers in the notation of the tables; what goes beyond (widths, versions, numbers) has its own kinds above."""

HEADER_CODES: Final = {
    "ISA": ("010", "011", "012", "013", "005", "006", "007", "008", "014", "015", "026", "017", "018", "019", "020", "027"),
    "GS": ("AK905=1", "", "", "", "", "AK905=6", "", "AK905=2"),
}
"""By element: TA105 for the ISA; AK905 for the GS where there is one (else TA105 024, content)."""


def header_code(segment: str, element: int) -> str:
    """What an acknowledgement says of a wrong header element."""
    if segment == "TA1":
        return "TA105=024"
    if segment == "ISA":
        return f"TA105={HEADER_CODES['ISA'][element - 1]}" if element <= 16 else "TA105=024"
    return (HEADER_CODES["GS"][element - 1] if element <= 8 else "") or "TA105=024"
