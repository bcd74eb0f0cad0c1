"""The payer's outgoing mail: values to X12 files, named by payer, day and kind."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from claimwright.core import Claim, InputError, Remittance, Severity

from .desk import Outcome
from .scripts import Script
from .state import digest

if TYPE_CHECKING:
    from claimwright.x12 import Envelope, Report

SENDER = "CWSANDBOX"
"""The simulated clearinghouse and payers, in the envelope of every file."""
NOON = dt.time(12)
ISA_LENGTH = 17
"""ISA and its sixteen elements."""


class Header(NamedTuple):
    """Who sent the file and what its numbers are: ISA05 to ISA08 and ISA13, GS04, and the first BHT03."""

    qualifier: str
    sender: str
    control: str
    day: dt.date | None
    batch: str


class Syntax(NamedTuple):
    """The first answer: the 999, which claims of the file it lets through (in their order), and the file's own header."""

    files: dict[str, bytes]
    taken: tuple[bool, ...]
    header: Header
    received_on: dt.date

    @property
    def refused(self) -> bool:
        """Whether no claim got through."""
        return not any(self.taken)

    @property
    def batch(self) -> str:
        """BHT03 of the file, which a 277CA answers."""
        return self.header.batch


def header(edi: bytes) -> Header:
    """Read the envelope's first segments. Raises InputError for what is no interchange."""
    text = edi[:4000].decode("latin-1").lstrip()
    parts = [[part.strip() for part in segment.strip().split(text[3])] for segment in text.split(text[105])] if len(text) > 105 else []
    first = {segment[0]: segment for segment in reversed(parts)}
    isa, gs, bht = first.get("ISA", []), first.get("GS", []), first.get("BHT", [])
    if not text.startswith("ISA") or len(isa) < ISA_LENGTH:
        raise InputError("file", "does not begin with a complete ISA segment", "give an X12 interchange")
    return Header(isa[5], isa[6], isa[13], _day(gs[4]) if len(gs) > 4 else None, bht[3] if len(bht) > 3 else "")


def acknowledge_syntax(edi: bytes, received_on: dt.date) -> Syntax:
    """Check the file's syntax and situations (SNIP 1, 2 and 4) and write the 999; balances are the front door's."""
    from claimwright import x12

    head = header(edi)
    report = x12.check(edi, snip=4)
    if not any(one.code == "837" for one in report.transactions):
        raise InputError("file", "holds no claim transaction (837)", "give an 837")
    return Syntax({"answer.999": x12.write_999(report, envelope(head, received_on, "999"))}, _taken(report), head, received_on)


def _taken(report: Report) -> tuple[bool, ...]:
    """Whether each claim stands in a set that the 999 accepts; a fault of the envelope stops them all."""
    faulty = {one.transaction for one in report.findings if one.severity is Severity.ERROR and one.snip != 3}
    return tuple(not faulty & {0, one.number} for one in report.transactions for _ in range(one.claims))


def claim_acknowledgements(outcome: Outcome, claims: Iterable[Claim], syntax: Syntax) -> dict[str, bytes]:
    """One 277CA per payer."""
    from claimwright import x12

    known = {claim.id: claim for claim in claims}
    return {
        f"{one.payer_id}.277ca": x12.write_277ca(one, known, envelope(syntax.header, syntax.received_on, f"277CA{one.payer_id}"))
        for one in outcome.acknowledgements
    }


def remittance_files(outcome: Outcome, syntax: Syntax, seed: int, script: Script | None) -> dict[str, bytes]:
    """One 835 per payment; a payment that the script sends again comes in a second file with its own envelope."""
    files: dict[str, bytes] = {}
    names: Counter[str] = Counter()
    for one in outcome.remittances:
        name = f"{one.payer.id}-{one.payment.date:%Y%m%d}"
        names[name] += 1
        stem = name if names[name] == 1 else f"{name}-{names[name]}"
        files[f"{stem}.835"] = _remittance_file(one, syntax, stem)
        if script and any(event.strikes(one.payment.trace, seed) for event in script.events("again")):
            files[f"{stem}-again.835"] = _remittance_file(one, syntax, f"{stem}-again")
    return files


def _remittance_file(remittance: Remittance, syntax: Syntax, name: str) -> bytes:
    from claimwright import x12

    return x12.write_835([remittance], envelope(syntax.header, remittance.payment.date, name))


def envelope(head: Header, day: dt.date, what: str) -> Envelope:
    """From the sandbox to whoever sent the file; the control number follows from the file's own and what this one is."""
    from claimwright.x12 import Envelope

    control = int(digest(head.sender, head.control, what), 16) % 999_999_999 + 1
    return Envelope(
        sender=SENDER, receiver=head.sender, receiver_qualifier=head.qualifier, control=control,
        timestamp=dt.datetime.combine(day, NOON), contact="SIMULATED PAYER",
    )  # fmt: skip


def _day(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        return None
