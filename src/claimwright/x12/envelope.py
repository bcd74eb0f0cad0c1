"""The envelope: who sends what to whom, when, under which numbers; and the segments around every transaction set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from claimwright.core import Address, InputError, Value

from .tokens import Delimiters


class Envelope(Value, frozen=True, kw_only=True):
    """Everything about a file that its content does not say. Nothing here is taken from the clock: the caller gives the time.

    ``control``: ISA13, 1 to 999999999, never reused between two partners; GS06 is the same number, ST02 counts from ``first_set``.
    ``usage``: T test or P production. ``sender_name``, ``contact``, ``phone``: the submitter (1000A), or the payer's contact in an 835;
    where they are empty the billing provider speaks for itself. ``originator``: TRN03 and BPR10 of an 835, "1" and the payer's EIN.
    ``address``, ``accounts``: payer's address and (routing, account) of payer and payee in an 835; both default to values that
    belong to nobody, fit for tests only. ``line_end``: text after each segment terminator.
    """

    sender: str
    receiver: str
    control: int
    timestamp: datetime
    usage: str = "T"
    sender_qualifier: str = "ZZ"
    receiver_qualifier: str = "ZZ"
    sender_name: str = ""
    receiver_name: str = ""
    contact: str = ""
    phone: str = ""
    reference: str = ""
    first_set: int = 1
    largest_set: int = 5000
    originator: str = ""
    address: Address = Address("1 TEST STREET", "", "BALTIMORE", "MD", "212010001")
    accounts: tuple[str, str, str, str] = ("999999992", "1", "999999992", "2")
    delimiters: Delimiters = Delimiters()
    line_end: str = ""

    @property
    def day(self) -> str:
        """CCYYMMDD."""
        return f"{self.timestamp:%Y%m%d}"

    @property
    def time(self) -> str:
        """HHMM."""
        return f"{self.timestamp:%H%M}"


Set = Sequence[Any]
"""A transaction set without its SE: ST as elements, then all other segments as elements, or all as text (see :func:`joined`)."""


def interchange(envelope: Envelope, groups: Iterable[tuple[str, str, Iterable[Set]]], notes: Iterable[list[str]] = ()) -> bytes:
    """ISA..IEA around TA1 ``notes`` and groups of (GS01, version, transaction sets).

    ST02, SE and every count and control number are filled in here. Raises InputError for an envelope that cannot be written.
    """
    _refuse(envelope)
    marks = envelope.delimiters
    lines = [marks.element.join(_isa(envelope)), *joined(notes, marks)]
    count = 0
    for count, (kind, version, sets) in enumerate(groups, 1):
        lines += _group(envelope, kind, version, sets, envelope.control + count - 1)
    lines += joined([["IEA", str(count), f"{envelope.control:09d}"], []], marks)
    return (marks.terminator + envelope.line_end).join(lines).encode("ascii", "replace")


def _group(envelope: Envelope, kind: str, version: str, sets: Iterable[Set], control: int) -> list[str]:
    marks = envelope.delimiters
    sender = (envelope.sender, envelope.receiver, envelope.day, envelope.time)
    lines = joined([["GS", kind, *sender, str(control), "X", version]], marks)
    number = 0
    for number, (head, *rest) in enumerate(sets, 1):
        st02 = f"{envelope.first_set + number - 1:04d}"
        lines += joined([[*head[:2], st02, *head[3:]]], marks)
        lines += rest if rest and isinstance(rest[0], str) else joined(rest, marks)
        lines += joined([["SE", str(len(rest) + 2), st02]], marks)
    return lines + joined([["GE", str(number), str(control)]], marks)


def _isa(envelope: Envelope) -> list[str]:
    marks = envelope.delimiters
    return [
        "ISA", "00", " " * 10, "00", " " * 10, envelope.sender_qualifier, f"{envelope.sender:<15}", envelope.receiver_qualifier,
        f"{envelope.receiver:<15}", envelope.day[2:], envelope.time, marks.repetition, "00501", f"{envelope.control:09d}", "0",
        envelope.usage, marks.component,
    ]  # fmt: skip


def _refuse(envelope: Envelope) -> None:
    if not 1 <= envelope.control <= 999_999_999:
        raise InputError("envelope", f"the control number {envelope.control} is not between 1 and 999999999", "give the next unused number")
    for name, value in (("sender", envelope.sender), ("receiver", envelope.receiver)):
        if not 2 <= len(value) <= 15 or any(mark in value for mark in envelope.delimiters):
            raise InputError(
                "envelope", f"the {name} id must have 2 to 15 characters and no separator", "use the id agreed with the partner"
            )
    if envelope.usage not in ("T", "P"):
        raise InputError("envelope", "usage is neither T (test) nor P (production)", "choose one")
    if len(set(envelope.delimiters)) < 4:
        raise InputError("envelope", "the four delimiters are not four different characters", "use * ^ : ~")


def joined(segments: Iterable[list[str]], marks: Delimiters) -> list[str]:
    """Segments as text: trailing empty elements fall away. Composites arrive with ``:`` and repetitions with ``^``."""
    star = marks.element
    texts = [text.rstrip(star) if text[-1:] == star else text for text in map(star.join, segments)]
    if marks.component == ":" and marks.repetition == "^":
        return texts
    return [text.replace(":", marks.component).replace("^", marks.repetition) for text in texts]
