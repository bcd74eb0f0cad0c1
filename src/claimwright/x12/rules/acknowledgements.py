"""SNIP 3 and 4 of acknowledgements: what a 999, 997 or 277CA counts and what it says of each set or claim agree.

Sources: X231A1 AK9 and IK5 as EdiFabric's and IBM's tables of acknowledgement codes tell them; X214 STC03, QTY and AMT as Medicare
contractors' 277CA guides (NGS, Noridian) and x12.org request for interpretation 1942 tell them. An acknowledgement that contradicts
itself is taken, with a warning: its receiver can do nothing about it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, When, fault, rule
from claimwright.x12.tree import get

from .amounts import cents, dollars

SYNTAX: Final = ("999", "997")
CLAIMS: Final = ("277CA",)
_TAKEN: Final = frozenset(("A", "E"))
_REFUSED: Final = frozenset(("R", "M", "W", "X"))
_ENDS: Final = {"999": "IK5", "997": "AK5"}


def _counts(context: Context, loop: Instance) -> Counter[str]:
    return context.counts.setdefault(loop, Counter())


def _told(verdict: str) -> str:
    return "taken" if verdict in _TAKEN else "refused" if verdict in _REFUSED else "unclear"


@rule("x12-acknowledged-set", snip=4, sets=SYNTAX, at="2000", severity=Severity.WARNING,
      source="X12 element 717: A accepted, E accepted with errors noted; X231A1 IK501, X230 AK501")  # fmt: skip
def set_verdict(answer: Instance, context: Context) -> Iterator[Fault]:
    """A set taken without errors has none; every answer is counted for the group."""
    name = "IK5" if answer.first("IK5") else "AK5"
    end = answer.first(name)
    if answer.parent is not None:
        _counts(context, answer.parent)[_told(get(end, 1))] += 1
    if get(end, 1) == "A" and (answer.loop("2100") is not None or get(end, 2)):
        message = "errors are told, so the set was not taken as it is (E, or R)"
        yield fault(answer, name, answer.place(name), message, element=1, value="A", code="IK403=I12")


@rule("x12-acknowledged-sets", snip=3, sets=SYNTAX, at="ST", severity=Severity.WARNING,
      source="X12 segment AK9: sets included, received, accepted; X231A1 AK902 to AK904")  # fmt: skip
def set_counts(root: Instance, context: Context) -> Iterator[Fault]:
    """Not more accepted than received, nor fewer than the answers say, nor so many that a refused one is among them."""
    end, counted = root.first("AK9"), context.counts.pop(root, Counter())
    received, accepted = get(end, 3), get(end, 4)
    if not (received.isascii() and received.isdigit() and accepted.isascii() and accepted.isdigit()):
        return
    least = 0 if get(end, 5) else counted["taken"]  # a fault of the group itself refuses what is right in itself
    if not least <= int(accepted) <= int(received) - counted["refused"]:
        message = f"of {received} received the answers accept {counted['taken']} and refuse {counted['refused']}"
        yield fault(root, "AK9", root.place("AK9"), message, element=4, value=accepted, code="IK403=I12")


@rule("x12-acknowledged-group", snip=4, sets=SYNTAX, at="ST", severity=Severity.WARNING,
      source="X12 element 715: A all accepted, P some, R none; X231A1 AK901")  # fmt: skip
def group_verdict(root: Instance, context: Context) -> Iterator[Fault]:
    """The verdict on a group follows from how many sets were accepted."""
    end = root.first("AK9")
    verdict, received, accepted = get(end, 1), get(end, 3), get(end, 4)
    if not (received.isascii() and received.isdigit() and accepted.isascii() and accepted.isdigit()) or int(accepted) > int(received):
        return
    none, every = int(accepted) == 0, accepted == received
    if (verdict == "A" and not every) or (verdict == "R" and not none) or (verdict == "P" and (none or every)):
        message = f"{accepted} of {received} sets were accepted"
        yield fault(root, "AK9", root.place("AK9"), message, element=1, value=verdict, code="IK403=I12")


_REFUSING: Final = frozenset(("A3", "A4", "A6", "A7", "A8"))
_ACCEPTING: Final = frozenset(("A1", "A2"))


@rule("x12-status-action", snip=4, sets=CLAIMS, at="2200D", severity=Severity.WARNING,
      source="RFI 2203: X214 STC03 is accept or reject, as the category says")  # fmt: skip
def action(status: Instance, context: Context) -> Iterator[Fault]:
    """What is said of a claim and what is done with it agree; the claim is counted for the totals above it."""
    head = status.first("STC")
    category, done, charge = get(head, 1)[:2], get(head, 3), cents(get(head, 4)) or 0
    above = status.parent
    while above is not None:
        if above.node.id in ("2000B", "2000C"):
            _counts(context, above).update({done: 1, f"{done} cents": charge})
        above = above.parent
    if (category in _REFUSING and done == "WQ") or (category in _ACCEPTING and done == "U"):
        message = f"{category} and {done} contradict each other"
        yield fault(status, "STC", status.place("STC"), message, element=3, value=done, code="IK403=I12")


def _category(status: Instance) -> Iterator[Fault]:
    for elements, position in status.all("STC"):
        category = get(elements, 1)[:2]
        if category == "E0" or (category and category[0] not in "AE"):
            message = "tells of processing, not of what was received (categories A, or E1 and above)"
            yield fault(status, "STC", position, message, element=1, component=1, value=category, code="IK403=I6")


@rule("x12-acknowledged-category", snip=4, sets=CLAIMS, at="2200D", severity=Severity.WARNING,
      source="RFI 1942: X214 2200D STC01-1 has categories A, and E but E0")  # fmt: skip
def claim_category(status: Instance, context: Context) -> Iterator[Fault]:
    """An acknowledgement says whether a claim was taken; what became of it is told by a 277 or an 835."""
    return _category(status)


@rule("x12-acknowledged-category", snip=4, sets=CLAIMS, at="2000B", severity=Severity.WARNING,
      source="RFI 1942: X214 2200B STC01-1 has categories A, and E but E0")  # fmt: skip
def receiver_category(level: Instance, context: Context) -> Iterator[Fault]:
    """The same of all that was received."""
    for status in level.every("2200B"):
        yield from _category(status)


NAMES: Final = tuple(
    When(
        "x12-acknowledged-name", "2000C", "2100C/NM102=2", bars=f"2100C/NM1{element}", sets=CLAIMS, severity=Severity.WARNING,
        message="an organization has neither first name nor suffix", source=f"RFI 2155: X214 2100C NM1{element} where NM102 is 1",
    )
    for element in ("04", "05", "07")
)  # fmt: skip

_TOTALS: Final = {
    "2000B": (("QTY", "90", "WQ"), ("QTY", "AA", "U"), ("AMT", "YU", "WQ cents"), ("AMT", "YY", "U cents")),
    "2000C": (("QTY", "QA", "WQ"), ("QTY", "QC", "U"), ("AMT", "YU", "WQ cents"), ("AMT", "YY", "U cents")),
}


def _stated(level: Instance, context: Context) -> Iterable[Fault]:
    counted = context.counts.pop(level, Counter())
    if not counted:
        return
    for loop in level.loops:
        for name, code, what in _TOTALS[level.node.id]:
            text = loop.value(name, 2, code)
            told = cents(text) if name == "AMT" else int(text) if text.isascii() and text.isdigit() else None
            if text and told is not None and told != counted[what]:
                found = dollars(counted[what]) if name == "AMT" else str(counted[what])
                message = f"the claims below come to {found}"
                yield fault(loop, name, loop.place(name, code), message, element=2, value=text, code="IK403=I12")


@rule("x12-acknowledged-claims", snip=3, sets=CLAIMS, at="2000B", severity=Severity.WARNING,
      source="RFI 1991, 2145, 2815: X214 2200B QTY 90 and AA, AMT YU and YY, totals of the claims below")  # fmt: skip
def receiver_totals(level: Instance, context: Context) -> Iterable[Fault]:
    """Accepted and rejected claims of a receiver are counted right."""
    return _stated(level, context)


@rule("x12-acknowledged-claims", snip=3, sets=CLAIMS, at="2000C", severity=Severity.WARNING,
      source="the guide only: X214 2200C QTY QA and QC, AMT YU and YY: totals of the claims below")  # fmt: skip
def provider_totals(level: Instance, context: Context) -> Iterable[Fault]:
    """Accepted and rejected claims of a provider are counted right."""
    return _stated(level, context)
